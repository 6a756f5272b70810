"""A value of a list became deprecated, or no longer is.

It stays valid. Whoever sends it should be able to tell by the version.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: {type: string, enum: [free, pro]}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: {type: string, enum: [free, {value: pro, status: deprecated}]}  # expect: V306
```

Good:

```yml
events:
  Signed Up:
    version: 1.1
    properties:
      plan: {type: string, enum: [free, {value: pro, status: deprecated}]}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.listed_values import deprecated_values, minus
from tracking_plan.registry.steps.step import Step
from tracking_plan.registry.wording import listed


def changes(step: Step) -> Iterator[Change]:
    """A change for each list with values that are otherwise on their way out."""
    for pair in step.pairs:
        if pair.old is None or pair.new is None:
            continue
        before, after = (deprecated_values(shape) for shape in (pair.old, pair.new))
        for says, values in (
            ("is deprecated as", minus(after, before)),
            ("is no longer deprecated as", minus(before, after)),
        ):
            if values:
                yield Change(
                    says=f"{says} {listed(values)}",
                    producers=Effect.SAFE,
                    consumers=Effect.SAFE,
                    path=pair.path,
                    key="enum",
                )


RULE = VersionRule(
    Code(id="V306", name="enum-value-status-changed", severity=Severity.ERROR, page=__doc__),
    changes,
)
