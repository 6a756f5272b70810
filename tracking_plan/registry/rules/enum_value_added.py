"""A property may have a value that it could not have before.

Payloads of before stay valid. What reads the event may list the values, and miss the new one: a
`CASE` without `ELSE`, a chart with one line for each.

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
      plan: {type: string, enum: [free, pro, team]}  # expect: V301
```

Good:

```yml
events:
  Signed Up:
    version: 1.1
    properties:
      plan: {type: string, enum: [free, pro, team]}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.listed_values import gains, losses
from tracking_plan.registry.steps.step import Step
from tracking_plan.registry.wording import listed


def changes(step: Step) -> Iterator[Change]:
    """A change for each list of values that only grew; V303 speaks of those that also lost some."""
    for pair in step.value_pairs:
        gained, lost = gains(pair), losses(pair)
        if gained and not lost:
            yield Change(
                says=f"may be {listed(gained)} now",
                producers=Effect.SAFE,
                consumers=Effect.NOTICE,
                path=pair.path,
                key="enum",
            )


RULE = VersionRule(
    Code(id="V301", name="enum-value-added", severity=Severity.ERROR, page=__doc__), changes
)
