"""The code sends an event that is still a draft in the plan.

Its name and properties may change before anyone has agreed to them. Make it `active` when it is
agreed on.

```yaml
events:
  Signup Done: {status: draft}
  Signed Up: {}
```

Bad:

```python
altertable.track("Signup Done", user_id)  # expect: U111
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
        if status is not Status.DRAFT:
            continue
        yield Problem(
            message=f"event {event.name!r} is a draft",
            hint="set its status to `active` once it is agreed on",
            at=sent.at,
            related=(planned(event),),
            event=event.name,
        )


RULE = Rule(Code(id="U111", name="draft-event", severity=Severity.WARNING, page=__doc__), check)
