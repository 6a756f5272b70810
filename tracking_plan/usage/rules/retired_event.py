"""The code sends an event that is retired, or past its sunset.

Nobody looks at it any more, and payloads of it are errors. `--today` moves the day with which
sunsets are compared.

```yaml
events:
  Signup Done: {status: retired}
  Signed Up: {}
```

Bad:

```python
altertable.track("Signup Done", user_id)  # expect: U104
```

Good:

```python
altertable.track("Signed Up", user_id)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.model import Status
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import planned


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each name of such an event."""
    for sent, event, status in subject.with_status():
        if status is not Status.RETIRED:
            continue
        instead = event.replaced_by
        yield Problem(
            message=f"event {event.name!r} is retired",
            hint=f"send {instead!r} instead" if instead else "stop sending it",
            at=sent.at,
            related=(planned(event),),
            event=event.name,
        )


RULE = Rule(Code(id="U104", name="retired-event", severity=Severity.ERROR, page=__doc__), check)
