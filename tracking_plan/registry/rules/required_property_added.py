"""An event has a new property that must be sent.

What is sent today lacks it, and so do apps in the field and data that are stored: all of that would
be invalid. Add it as an optional property, or raise the major version.

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
      plan: string
      seats: integer!  # expect: V202
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      plan: string
      seats: integer!
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
    """A change for each key that only the new version lists, and that must be sent."""
    for pair in step.key_pairs:
        if pair.is_added and pair.is_required and not pair.was_required:
            yield Change(
                says="is new and required",
                producers=Effect.BREAK,
                consumers=Effect.SAFE,
                path=pair.path,
                hint="leave `required` out, and payloads without it stay valid",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V202", name="required-property-added", severity=Severity.ERROR, page=__doc__), changes
)
