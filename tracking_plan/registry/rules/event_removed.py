"""An event is gone, and it was not retired before.

It is still sent, by apps in the field, and would be an unknown event. What reads it finds nothing
any more. Retire it first: it stays in the plan, and sending it is an error with a reason.

Where it has another name now, list the old one under `previous_names` of the new: then it is the
same event, renamed (V103), and payloads that bear the old name are still understood. The hint names
a new event that has the same properties or a similar name.

```yaml
events:
  Signed Up:
  Checkout Completed:
```

Bad:

```yml
tracking_plan: 1  # expect: V102
events:
  Signed Up:
```

Good:

```yml
events:
  Signed Up:
  Checkout Completed: {status: deprecated}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """The change that it is when an event is gone: safe where nothing may send it any more."""
    side = step.old
    if side is None or step.new is not None or not step.is_of_event:
        return
    is_over = side.has_left_by(step.day)
    hint = "retire it first: deprecated, then retired, then gone"
    if step.successor is not None:
        hint = (
            f"list it under the `previous_names` of {step.successor!r}, if that is its name now;"
            f" else {hint}"
        )
    effect = Effect.SAFE if is_over else Effect.BREAK
    yield Change(
        says="is gone; it was retired" if is_over else "is gone",
        producers=effect,
        consumers=effect,
        hint=None if is_over else hint,
        is_wire=not is_over,
        is_refused=True,
    )


RULE = VersionRule(
    Code(id="V102", name="event-removed", severity=Severity.ERROR, page=__doc__), changes
)
