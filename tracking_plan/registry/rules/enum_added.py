"""A property must be one of a list now; before, it could have any value.

Other values are sent today, and would be refused.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: {type: string, enum: [free, pro]}  # expect: V305
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      plan: {type: string, enum: [free, pro]}
    previous:
      1.0:
        properties:
          plan: string
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step
from tracking_plan.registry.wording import one_of


def changes(step: Step) -> Iterator[Change]:
    """A change for each value that could be any, and has to be one of a list."""
    for pair in step.value_pairs:
        if pair.before.values is None and pair.after.values is not None:
            yield Change(
                says=f"must be {one_of(pair.after.values)} now",
                producers=Effect.BREAK,
                consumers=Effect.SAFE,
                path=pair.path,
                key="enum",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V305", name="enum-added", severity=Severity.ERROR, page=__doc__), changes
)
