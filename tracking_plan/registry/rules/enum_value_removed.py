"""A property can no longer have a value that it could have.

The value is still sent: by apps in the field, from stored data. Mark it deprecated instead, with
`{value: pro, status: deprecated}`: it stays valid, and is reported where it arrives.

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
      plan: {type: string, enum: [free]}  # expect: V302
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      plan: {type: string, enum: [free]}
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
    """A change for each list of values that only shrank; V303 speaks of those that also gained."""
    for pair in step.value_pairs:
        gained, lost = gains(pair), losses(pair)
        if lost and not gained:
            yield Change(
                says=f"may no longer be {listed(lost)}",
                producers=Effect.BREAK,
                consumers=Effect.SAFE,
                path=pair.path,
                key="enum",
                hint="a value with `status: deprecated` stays valid, and is reported",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V302", name="enum-value-removed", severity=Severity.ERROR, page=__doc__), changes
)
