"""A property may have any value now; before, it had to be one of a list.

Payloads of before stay valid. What reads the event meets values that it does not know.

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
      plan: string  # expect: V304
```

Good:

```yml
events:
  Signed Up:
    version: 1.1
    properties:
      plan: string
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.listed_values import losses
from tracking_plan.registry.steps.step import Step
from tracking_plan.registry.wording import listed, one_of


def changes(step: Step) -> Iterator[Change]:
    """A change for each value that was one of a list, and need not be any more."""
    for pair in step.value_pairs:
        if pair.before.values is not None and pair.after.values is None:
            refused = losses(pair)
            yield Change(
                says=f"need not be {one_of(pair.before.values)} any more"
                + (f", and may no longer be {listed(refused)}" if refused else ""),
                producers=Effect.BREAK if refused else Effect.SAFE,
                consumers=Effect.NOTICE,
                path=pair.path,
                key="enum",
                pair=pair if refused else None,
            )


RULE = VersionRule(
    Code(id="V304", name="enum-removed", severity=Severity.ERROR, page=__doc__), changes
)
