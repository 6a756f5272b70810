"""An event that was not a draft is one now.

Drafts are held to nothing, and nobody may send them: whoever sends the event or reads it loses what
the plan promised, as if it were gone. Take it out of use by its status instead, or plan what comes
next under a new major, with the version of today under `previous`.

```yaml
events:
  Button Clicked: {properties: {id: string!}}
```

Bad:

```yml
events:
  Button Clicked: {status: draft, properties: {name: string!}}  # expect: V109
```

Good:

```yml
events:
  Button Clicked:
    version: 2.0
    status: draft
    properties: {name: string!}
    previous: {1.0: {properties: {id: string!}}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.model import Status
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """The change that a major goes through which becomes a draft: that of one that is removed.

    A draft under a new major comes beside the older one, or V105 says that this is gone.
    """
    old, new = step.old, step.new
    if old is None or new is None or old.version.major < new.version.major:
        return
    if new.status is not Status.DRAFT or old.status is Status.DRAFT:
        return
    is_over = old.has_left_by(step.day)
    effect = Effect.SAFE if is_over else Effect.BREAK
    yield Change(
        says="is a draft now" + ("; it was retired" if is_over else ""),
        producers=effect,
        consumers=effect,
        hint=None
        if is_over
        else "deprecate it, then retire it; a draft may have the next major, with"
        f" {old.version} under `previous`",
        key="status",
        is_wire=not is_over,
        is_refused=True,
    )


RULE = VersionRule(
    Code(id="V109", name="event-drafted", severity=Severity.ERROR, page=__doc__),
    changes,
    is_of_drafts=True,
)
