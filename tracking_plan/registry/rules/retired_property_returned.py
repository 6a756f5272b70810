"""A retired property may be sent again.

Nobody sends it, so that nobody who sends is broken. What once read it may read values of another
meaning: a new name would be clearer. Where the plan said what the property was, and it takes other
values or another `unit` now, what reads it breaks. A key that is no longer listed may be sent
again, too, in an object that takes such keys.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string
      seats: {type: integer, status: retired}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string
      seats: integer  # expect: V212
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
from tracking_plan.place import JsonSchema
from tracking_plan.plan.facts import UNIT
from tracking_plan.registry.proofs.containment import Proof, proof
from tracking_plan.registry.shapes.shape import Shape
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.removal import is_retired
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each value that was retired and is not any more: of a property or within one."""
    for pair in step.pairs:
        if is_retired(pair.old) and not pair.after.is_nothing:
            was = step.old.retired_as(pair.path) if step.old is not None else None
            is_free = pair.is_removed and pair.after.is_anything  # nobody says what the key holds
            is_another = was is not None and not is_free and _is_another(was, pair.after)
            how = "may be sent again, as a key that is not listed" if pair.is_removed else "is back"
            yield Change(
                says=f"{how}{' with another meaning' * is_another}; it was retired",
                producers=Effect.SAFE,
                consumers=Effect.BREAK if is_another else Effect.NOTICE,
                path=pair.path,
                key="status",
            )


def _is_another(was: JsonSchema, now: Shape) -> bool:
    """Whether a property takes values now that it did not take, or in another unit."""
    if not isinstance(now.schema, dict) or was.get(UNIT) != now.facts.get(UNIT):
        return True
    return proof(now.schema, was) is not Proof.PROVED


RULE = VersionRule(
    Code(id="V212", name="retired-property-returned", severity=Severity.ERROR, page=__doc__),
    changes,
)
