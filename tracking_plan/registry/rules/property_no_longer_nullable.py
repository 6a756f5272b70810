"""A value that could be null no longer can.

Payloads with a null were valid, and are sent. What reads the event is not disturbed.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: {type: string, nullable: true}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string  # expect: V206
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      plan: string
    previous:
      1.0:
        properties:
          plan: {type: string, nullable: true}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.shapes.shape import is_within
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each value that could be null, and no longer can."""
    for pair in step.value_pairs:
        kinds = pair.before.kinds
        is_seen = not pair.is_retyped or (kinds and is_within(kinds, pair.after.kinds))
        if is_seen and "null" in pair.before.types - pair.after.types:
            yield Change(
                says="may no longer be null",
                producers=Effect.BREAK,
                consumers=Effect.SAFE,
                path=pair.path,
                key="nullable",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V206", name="property-no-longer-nullable", severity=Severity.ERROR, page=__doc__),
    changes,
)
