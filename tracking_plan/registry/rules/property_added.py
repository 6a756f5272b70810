"""An event has a new optional property, and needs a new version for it.

Whoever reads the event learns by the number that there is more to read. Payloads of before stay
valid, unless the event, or the object that the property lies in, was open: then the key may be in
use already, with other values. `diff --captured` looks whether real payloads have it.

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
      seats: integer  # expect: V201
```

Good:

```yml
events:
  Signed Up:
    version: 1.1
    properties:
      plan: string
      seats: integer
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each key that only the new version lists, and that may be left out."""
    for pair in step.key_pairs:
        if pair.is_added and not pair.is_required and not pair.after.is_nothing:
            may_be_used = pair.before.is_anything and not pair.after.is_anything
            yield Change(
                says="is new, in an object that was open" if may_be_used else "is new",
                producers=Effect.BREAK if may_be_used else Effect.SAFE,
                consumers=Effect.SAFE,
                path=pair.path,
                hint="the key may be in use already, with other values" if may_be_used else None,
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V201", name="property-added", severity=Severity.ERROR, page=__doc__), changes
)
