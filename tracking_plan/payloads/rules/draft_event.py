"""The event is a draft: planned, but not to be sent yet.

Either the plan lags behind, or something was shipped too early.

```yaml
events:
  Signed Up: {status: draft}
  Logged In: {}
```

```ndjson
{"event": "Signed Up", "properties": {}}  // expect: D111
```

```ndjson
{"event": "Logged In", "properties": {}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.plan.model import Status
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Events that should not arrive yet."""
    event = subject.event
    if event is not None and event.status is Status.DRAFT:
        yield subject.problem(
            f"event {event.name!r} is a draft", hint="make its status active once it is agreed on"
        )


RULE = PayloadRule(
    Code(id="D111", name="draft-event", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset(),
)
