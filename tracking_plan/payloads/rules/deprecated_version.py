"""The payload is of a version that is deprecated.

The event lives on in a newer version; whoever still sends this one should move on.

```yaml
events:
  Signed Up:
    version: 2.0
    properties: {plan: string}
    previous:
      1.0: {status: deprecated, properties: {tier: string}}
```

```ndjson
{"event": "Signed Up", "properties": {"schema_version": "1.0", "tier": "pro"}}  // expect: D115
```

```ndjson
{"event": "Signed Up", "properties": {"schema_version": "2.0", "plan": "pro"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.plan.model import Status
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Previous versions that are deprecated and not retired yet."""
    verdict, event = subject.verdict, subject.event
    if verdict is None or event is None or verdict.version is event.current:
        return
    version = verdict.version
    if version.status_on(subject.day) is Status.DEPRECATED:
        until = f" and counts as retired from {version.sunset}" if version.sunset else ""
        yield subject.problem(
            f"{subject.label}: this version is deprecated{until}",
            hint=f"send version {event.current.version}",
        )


RULE = PayloadRule(
    Code(id="D115", name="deprecated-version", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.DAY}),
)
