"""A property that could be left out must be sent now.

Payloads without it were valid, and are sent: by apps in the field, from stored data.

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
      plan: string!  # expect: V203
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      plan: string!
    previous:
      1.0:
        properties:
          plan: string
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each key that has become required, but for those that are new."""
    for pair in step.key_pairs:
        if pair.is_required and not pair.was_required and not pair.is_added:
            yield Change(
                says="is required now",
                producers=Effect.BREAK,
                consumers=Effect.SAFE,
                path=pair.path,
                key="required",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V203", name="property-now-required", severity=Severity.ERROR, page=__doc__), changes
)
