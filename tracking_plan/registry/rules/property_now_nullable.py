"""A value that was never null may be null now.

Payloads of before stay valid. What reads the event does not expect a null: in SQL it makes sums and
comparisons come out otherwise, without an error.

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
      plan: {type: string, nullable: true}  # expect: V205
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      plan: {type: string, nullable: true}
    previous:
      1.0:
        properties:
          plan: string
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.shapes.shape import is_within
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each value that may be null now, and could not."""
    for pair in step.value_pairs:
        is_seen = not pair.is_retyped or is_within(pair.after.kinds, pair.before.kinds)
        if is_seen and "null" in pair.after.types - pair.before.types:
            yield Change(
                says="may be null now",
                producers=Effect.SAFE,
                consumers=Effect.BREAK,
                path=pair.path,
                key="nullable",
            )


RULE = VersionRule(
    Code(id="V205", name="property-now-nullable", severity=Severity.ERROR, page=__doc__), changes
)
