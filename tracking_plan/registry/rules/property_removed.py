"""A property is gone.

Where the event is closed, payloads that carry it are refused. What reads it finds nothing any
more: the column goes empty, and no query fails. Mark it `deprecated` first, so that whoever sends
or reads it can follow.

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
  Signed Up:  # expect: V208
    version: 1.0
    properties:
      plan: string
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
          plan: string
          seats: integer
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, VersionRule
from tracking_plan.registry.steps.removal import gone, replacement
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each key that only the old version lists, but those of V209 and V211."""
    for pair in step.key_pairs:
        if pair.is_removed and not pair.before.is_nothing and replacement(pair) is None:
            yield gone(pair, says="is gone")


RULE = VersionRule(
    Code(id="V208", name="property-removed", severity=Severity.ERROR, page=__doc__), changes
)
