"""A property became deprecated, or no longer is, or has another replacement.

Nobody is broken yet. Whoever sends or reads it should be able to tell by the version.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string
      tier: string
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string
      tier: {type: string, status: deprecated, replaced_by: plan}  # expect: V213
```

Good:

```yml
events:
  Signed Up:
    version: 1.1
    properties:
      plan: string
      tier: {type: string, status: deprecated, replaced_by: plan}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.place import Json
from tracking_plan.plan.facts import DEPRECATED, REPLACED_BY
from tracking_plan.registry.shapes.shape import Shape
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.pair import At
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each property that both versions have, and that is otherwise on its way out."""
    for pair in step.pairs:
        if pair.at is At.ROOT:  # V106 speaks of the event
            continue
        if pair.old is None or pair.new is None or pair.before.is_nothing or pair.after.is_nothing:
            continue
        before, after = _leaving(pair.old), _leaving(pair.new)
        if before != after:
            yield Change(
                says=_says(pair.new),
                producers=Effect.SAFE,
                consumers=Effect.SAFE,
                path=pair.path,
                key="status",
            )


def _leaving(shape: Shape) -> tuple[Json, Json]:
    return shape.facts.get(DEPRECATED, False), shape.facts.get(REPLACED_BY)


def _says(shape: Shape) -> str:
    is_deprecated, name = _leaving(shape)
    if not is_deprecated:
        return "is no longer deprecated"
    return f"is deprecated: {name!r} replaces it" if name else "is deprecated"


RULE = VersionRule(
    Code(id="V213", name="property-status-changed", severity=Severity.ERROR, page=__doc__), changes
)
