"""The items of an array may be the same now.

Payloads of before stay valid. What reads the event may count an item twice.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      tags: {type: array, items: string, unique_items: true}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      tags: {type: array, items: string}  # expect: V318
```

Good:

```yml
events:
  Signed Up:
    version: 1.1
    properties:
      tags: {type: array, items: string}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each array whose items had to differ, and need not any more."""
    for pair in step.value_pairs:
        if pair.has_arrays and pair.before.is_unique and not pair.after.is_unique:
            yield Change(
                says="may have items that are the same now",
                producers=Effect.SAFE,
                consumers=Effect.NOTICE,
                path=pair.path,
                key="unique_items",
            )


RULE = VersionRule(
    Code(id="V318", name="unique-items-removed", severity=Severity.ERROR, page=__doc__), changes
)
