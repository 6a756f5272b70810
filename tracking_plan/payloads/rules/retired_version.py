"""The payload is of a version that is retired, or whose sunset had passed when it was sent.

The event lives on in a newer version, and nothing should send this one any more.

```yaml
events:
  Signed Up:
    version: 2.0
    properties: {plan: string}
    previous:
      1.0: {status: retired, properties: {tier: string}}
```

```ndjson
{"event": "Signed Up", "properties": {"schema_version": "1.0", "tier": "pro"}}  // expect: D116
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
    """Previous versions that were retired on the payload's day."""
    verdict, event = subject.verdict, subject.event
    if verdict is None or event is None or verdict.version is event.current:
        return
    version = verdict.version
    if version.status_on(subject.day) is Status.RETIRED:
        since = f" since {version.sunset}" if version.status is not Status.RETIRED else ""
        yield subject.problem(
            f"{subject.label}: this version is retired{since}",
            hint=f"send version {event.current.version}",
        )


RULE = PayloadRule(
    Code(id="D116", name="retired-version", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.DAY}),
)
