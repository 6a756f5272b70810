"""A retired property may be sent again.

Nobody sends it, so nobody is broken. What once read it may read values of another meaning: a new
name would be clearer.

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
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.removal import is_retired
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each property that was retired and is not any more."""
    for pair in step.key_pairs:
        if is_retired(pair.old) and pair.new is not None and not pair.new.is_nothing:
            yield Change(
                says="is back; it was retired",
                producers=Effect.SAFE,
                consumers=Effect.NOTICE,
                path=pair.path,
                key="status",
            )


RULE = VersionRule(
    Code(id="V212", name="retired-property-returned", severity=Severity.ERROR, page=__doc__),
    changes,
)
