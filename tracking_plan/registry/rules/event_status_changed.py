"""An event became deprecated, or no longer is, or has another replacement, or is back.

Nobody is broken yet. Whoever sends or reads it should be able to tell by the version. An older
version under `previous` that was retired and is no longer is listed, and needs no new number.

```yaml
events:
  Signup Done:
  Signed Up:
```

Bad:

```yml
events:
  Signup Done: {status: deprecated, replaced_by: Signed Up}  # expect: V106
  Signed Up:
```

Good:

```yml
events:
  Signup Done: {status: deprecated, replaced_by: Signed Up, version: 1.1}
  Signed Up:
```
"""

from collections.abc import Iterator
from datetime import date

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.model import Status
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Side, Step

_WAY_OUT = (Status.DRAFT, Status.ACTIVE, Status.DEPRECATED, Status.RETIRED)


def changes(step: Step) -> Iterator[Change]:
    """The change of a version that is otherwise on its way out, or back; V104: the retired."""
    old, new = step.old, step.new
    if old is None or new is None or Status.RETIRED is new.status:
        return
    if _is_back(old, new, step.day):
        yield Change(
            says="may be sent again; it was retired",
            producers=Effect.SAFE,
            consumers=Effect.NOTICE,
            key="status",
            is_wire=new.is_current,
            hint=_as_published(old, new),
        )
        return
    if not new.is_current or (old.status, old.replaced_by) == (new.status, new.replaced_by):
        return
    yield Change(
        says=_says(old, new),
        producers=Effect.SAFE,
        consumers=Effect.SAFE,
        key="status",
        hint=_as_published(old, new),
    )


def _says(old: Side, new: Side) -> str:
    """What became of the status, or of the replacement."""
    instead = f": {new.replaced_by!r} replaces it" if new.replaced_by else ""
    if new.status is not old.status:
        return f"is {new.status}{instead}"
    return f"is replaced by {new.replaced_by!r} now" if instead else "has no replacement any more"


def _as_published(old: Side, new: Side) -> str | None:
    """What to do where a registry has an event further on its way out than the plan; None: not."""
    if not old.is_listed or _WAY_OUT.index(old.status) <= _WAY_OUT.index(new.status):
        return None
    return (
        f"the registry's index says {old.status}: if nobody published that, restore the index from"
        " the history"
    )


def _is_back(old: Side, new: Side, day: date) -> bool:
    """Whether a version could not be sent any more, and can be again."""
    is_same = old.version.major == new.version.major
    return is_same and old.has_left_by(day) and not new.has_left_by(day)


RULE = VersionRule(
    Code(id="V106", name="event-status-changed", severity=Severity.ERROR, page=__doc__), changes
)
