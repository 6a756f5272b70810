"""The items of an array must differ now.

Arrays with the same item twice are sent today, and would be refused.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      tags: {type: array, items: string}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      tags: {type: array, items: string, unique_items: true}  # expect: V317
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      tags: {type: array, items: string, unique_items: true}
    previous:
      1.0:
        properties:
          tags: {type: array, items: string}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each array whose items could be the same, and cannot any more."""
    for pair in step.value_pairs:
        if pair.has_arrays and not pair.before.is_unique and pair.after.is_unique:
            yield Change(
                says="must have items that differ now",
                producers=Effect.BREAK,
                consumers=Effect.SAFE,
                path=pair.path,
                key="unique_items",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V317", name="unique-items-added", severity=Severity.ERROR, page=__doc__), changes
)
