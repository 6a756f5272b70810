"""The name of an event is computed, so that it cannot be told which event is sent.

Nothing can be checked about such a call, and nobody who searches the code for the event finds it.
Pass a constant; or say in a comment what the call may send:
`tracking-plan: sends "Signed Up", "Logged In"`. Names that come from a package or from a
parameter are not reported; `usage --figures` counts them.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```python
altertable.track(event_name.title(), user_id)  # expect: U105
```

Good:

```python
# tracking-plan: sends "Signed Up"
altertable.track(event_name.title(), user_id)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each name that the code computes."""
    for call in subject.calls:
        if call.dynamic is DynamicReason.COMPUTED:
            others = ", ".join(repr(event.name) for event in call.events)
            beside = f" (other than {others})" if others else ""
            yield Problem(
                message=f"it cannot be told which event is sent{beside}",
                hint='pass a constant, or declare it: `tracking-plan: sends "Event Name"`',
                at=call.event_at,
            )


RULE = Rule(
    Code(id="U105", name="dynamic-event-name", severity=Severity.WARNING, page=__doc__), check
)
