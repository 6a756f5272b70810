"""A number need not be such a multiple any more.

Payloads of before stay valid. What reads the event may meet numbers with more decimals.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      price: {type: number, multiple_of: 0.05}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      price: {type: number, multiple_of: 0.01}  # expect: V316
```

Good:

```yml
events:
  Signed Up:
    version: 1.1
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
    """A change for each number whose `multiple_of` follows from the old one, not the reverse."""
    for pair in step.value_pairs:
        before, after = multiple_of(pair.before), multiple_of(pair.after)
        if not asks_for_multiples(pair.before) or not pair.has_free_values:
            continue
        if not (pair.has_numbers and follows(after, before)):
            continue
        if not follows(before, after):
            is_asked = asks_for_multiples(pair.after)
            now = f"; a multiple of {literal(after)} is enough" if is_asked else ""
            yield Change(
                says=f"need not be a multiple of {literal(before)} any more{now}",
                producers=Effect.SAFE,
                consumers=Effect.NOTICE,
                path=pair.path,
                key="multiple_of",
            )


RULE = VersionRule(
    Code(id="V316", name="multiple-relaxed", severity=Severity.ERROR, page=__doc__), changes
)
