"""A call gives the name of an event where the user's id belongs.

The first argument is no event of the plan, and the second one is: they have changed places. The
event would be sent under the name of a user.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
altertable.track("u_1", "Signed Up")  # expect: U412
```

Good:

```python
altertable.track("Signed Up", "u_1")
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import planned, shape


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each user id that is an event of the plan, where the event is none."""
    for call in subject.calls:
        event = subject.swapped(call)
        if event is not None and call.user_id is not None:
            yield Problem(
                message=f"{event.name!r} is given as the user's id: the arguments have changed"
                " places",
                hint=f"write {shape(call)}",
                at=call.user_id.at,
                related=(planned(event),),
                event=event.name,
            )


RULE = Rule(
    Code(id="U412", name="swapped-arguments", severity=Severity.WARNING, page=__doc__), check
)
