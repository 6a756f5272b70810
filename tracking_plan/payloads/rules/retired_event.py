"""The event is retired, or its sunset had passed when it was sent.

Nothing should send it any more. The day is the payload's own where it has a timestamp, and else
the day of the run.

```yaml
events:
  Signed Up: {status: deprecated, sunset: 2026-01-01}
```

```ndjson
{"event": "Signed Up", "properties": {}, "timestamp": "2026-02-01T00:00:00Z"}  // expect: D104
```

```ndjson
{"event": "Signed Up", "properties": {}, "timestamp": "2025-12-31T23:59:59Z"}
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
    """Events that were retired on the payload's day."""
    event = subject.event
    if event is None or event.current.status_on(subject.day) is not Status.RETIRED:
        return
    since = f" since {event.sunset}" if event.status is not Status.RETIRED else ""
    use = event.replaced_by
    yield subject.problem(
        f"event {event.name!r} is retired{since}",
        hint=f"send {use!r} instead" if use else "stop sending it",
    )


RULE = PayloadRule(
    Code(id="D104", name="retired-event", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.DAY}),
)
