"""The event is deprecated.

It still counts, but whoever sends it should move on before it is retired.

```yaml
events:
  Signed Up: {status: deprecated, replaced_by: Account Created}
  Account Created: {}
```

```ndjson
{"event": "Signed Up", "properties": {}}  // expect: D103
```

```ndjson
{"event": "Account Created", "properties": {}}
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
    """Events that are deprecated and not retired yet."""
    event = subject.event
    if event is not None and event.current.status_on(subject.day) is Status.DEPRECATED:
        use = event.replaced_by
        until = f" and counts as retired from {event.sunset}" if event.sunset else ""
        yield subject.problem(
            f"event {event.name!r} is deprecated{until}",
            hint=f"send {use!r} instead" if use else None,
        )


RULE = PayloadRule(
    Code(id="D103", name="deprecated-event", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.DAY}),
)
