"""An event is retired that was not deprecated before.

Sending it is an error from now on, and nobody was told. Deprecate it first, with a `sunset` if you
like; once that is in an earlier version of the plan, or the day has come, it may be retired.

```yaml
events:
  Button Clicked:
```

Bad:

```yml
events:
  Button Clicked: {status: retired}  # expect: V104
```

Good:

```yml
events:
  Button Clicked: {status: deprecated}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.model import Status
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """The change that it is when a version is retired: no error where that was announced."""
    old, new = step.old, step.new
    if old is None or new is None or new.status is not Status.RETIRED:
        return
    if old.status is Status.RETIRED:
        return
    is_announced = old.status is Status.DEPRECATED or old.has_left_by(step.day)
    yield Change(
        says="is retired",
        producers=Effect.SAFE if is_announced else Effect.BREAK,
        consumers=Effect.NOTICE,
        hint=None if is_announced else "deprecate it first",
        key="status",
        is_wire=not is_announced,
        is_refused=True,
    )


RULE = VersionRule(
    Code(id="V104", name="event-retired", severity=Severity.ERROR, page=__doc__), changes
)
