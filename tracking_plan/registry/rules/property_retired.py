"""A property is retired: sending it is an error now.

Payloads that carry it were valid. What reads it finds nothing any more. Mark it `deprecated` first.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string
      seats: integer
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string
      seats: {type: integer, status: retired}  # expect: V210
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      plan: string
      seats: {type: integer, status: retired}
    previous:
      1.0:
        properties:
          plan: string
          seats: integer
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.pair import At
from tracking_plan.registry.steps.removal import is_retired
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each value that could be sent, and is retired: of a property or within one."""
    for pair in step.pairs:
        is_within = pair.at is not At.ROOT  # events are retired by their status
        if is_within and is_retired(pair.new) and not pair.before.is_nothing:
            yield Change(
                says="is retired",
                producers=Effect.BREAK,
                consumers=Effect.BREAK,
                path=pair.path,
                key="status",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V210", name="property-retired", severity=Severity.ERROR, page=__doc__), changes
)
