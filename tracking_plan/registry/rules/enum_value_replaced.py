"""A property has other values in place of some that it could have.

The old values are still sent, and refused. What reads the event compares with them, and finds the
new ones: no row matches any more.

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
      plan: {type: string, enum: [free, premium]}  # expect: V303
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      plan: {type: string, enum: [free, premium]}
    previous:
      1.0:
        properties:
          plan: {type: string, enum: [free, pro]}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.listed_values import gains, losses
from tracking_plan.registry.steps.step import Step
from tracking_plan.registry.wording import listed


def changes(step: Step) -> Iterator[Change]:
    """A change for each list of values, or one value, that lost some and gained others."""
    for pair in step.value_pairs:
        gained, lost = gains(pair), losses(pair)
        if gained and lost and not pair.is_retyped:
            yield Change(
                says=f"may be {listed(gained)} now, and no longer {listed(lost)}",
                producers=Effect.BREAK,
                consumers=Effect.BREAK,
                path=pair.path,
                key="enum",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V303", name="enum-value-replaced", severity=Severity.ERROR, page=__doc__), changes
)
