"""An event has another name than before.

Its new entry lists the old name under `previous_names`, so payloads with the old name are still
recognised. What reads the event by its old name finds nothing any more.

```yaml
events:
  checkout_completed:
```

Bad:

```yml
events:
  Checkout Completed:  # expect: V103
    previous_names: [checkout_completed]
```

Good:

```yml
events:
  Checkout Completed:
    version: 2.0
    previous_names: [checkout_completed]
    previous: {1.0: {}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """The change that another name is, of the version that new code sends."""
    old, new = step.old, step.new
    if old is None or new is None or old.event == new.event or not new.is_current:
        return
    yield Change(
        says=f"was called {old.event!r}",
        producers=Effect.SAFE,
        consumers=Effect.BREAK,
    )


RULE = VersionRule(
    Code(id="V103", name="event-renamed", severity=Severity.ERROR, page=__doc__), changes
)
