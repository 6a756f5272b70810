"""A number must be a multiple of something that it need not have been.

Numbers in between are sent today, and would be refused.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      price: {type: number, multiple_of: 0.01}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      price: {type: number, multiple_of: 0.05}  # expect: V315
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      price: {type: number, multiple_of: 0.05}
    previous:
      1.0:
        properties:
          price: {type: number, multiple_of: 0.01}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.phrases import literal
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.multiples import asks_for_multiples, follows, multiple_of
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each number that has a `multiple_of` which does not follow from the old one."""
    for pair in step.value_pairs:
        before, after = multiple_of(pair.before), multiple_of(pair.after)
        if not asks_for_multiples(pair.after) or not pair.has_free_values:
            continue
        if pair.has_numbers and not follows(after, before):
            was = f", was {literal(before)}" if asks_for_multiples(pair.before) else ""
            yield Change(
                says=f"must be a multiple of {literal(after)} now{was}",
                producers=Effect.BREAK,
                consumers=Effect.SAFE if follows(before, after) else Effect.NOTICE,
                path=pair.path,
                key="multiple_of",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V315", name="multiple-tightened", severity=Severity.ERROR, page=__doc__), changes
)
