"""A retired property is no longer in the plan.

Nothing could be sent in it, so nobody is broken: this is how a property's life ends. It is listed,
and never an error. Where the object takes keys that are not listed, it may be sent again: V212.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string
      seats: {type: integer, status: retired}
```

Listed, and no finding:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.removal import is_retired
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each retired property that the new version does not list, and refuses still."""
    for pair in step.key_pairs:
        if pair.is_removed and is_retired(pair.old) and pair.after.is_nothing:
            yield Change(
                says="is no longer listed; it was retired",
                producers=Effect.SAFE,
                consumers=Effect.SAFE,
                path=pair.path,
                is_wire=False,
            )


RULE = VersionRule(
    Code(id="V211", name="retired-property-removed", severity=Severity.INFO, page=__doc__), changes
)
