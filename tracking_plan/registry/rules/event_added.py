"""An event is new.

Nobody sends it yet, and nobody reads it, so nobody is broken. It is listed, and never an error. So
is one that is back after all its published versions were retired, under a number above theirs.

```yaml
events: {Signed Up: }
```

Listed, and no finding:

```yml
events:
  Signed Up:
  Checkout Completed:
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """The change that a new event is."""
    if step.old is None and step.is_of_event:
        says = "is new" if step.over is None else f"is back; {step.over} was retired"
        yield Change(says=says, producers=Effect.SAFE, consumers=Effect.SAFE)


RULE = VersionRule(
    Code(id="V101", name="event-added", severity=Severity.INFO, page=__doc__), changes
)
