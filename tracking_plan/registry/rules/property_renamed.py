"""A property is gone, and another one that it was replaced by is there.

A new name is a new column: what reads the old one finds nothing any more, and payloads that carry
the old one are refused where the event is closed. Send both for a while, with the old one
`deprecated` and `replaced_by` the new.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      tier: {type: string, status: deprecated, replaced_by: plan}
      plan: string
```

Bad:

```yml
events:
  Signed Up:  # expect: V209
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
          tier: {type: string, status: deprecated, replaced_by: plan}
          plan: string
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, VersionRule
from tracking_plan.registry.steps.removal import gone, replacement
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each key that only the old version lists, and that says what replaces it."""
    for pair in step.key_pairs:
        name = replacement(pair)
        if pair.is_removed and not pair.before.is_nothing and name is not None:
            yield gone(pair, says=f"is gone: {name!r} replaces it")


RULE = VersionRule(
    Code(id="V209", name="property-renamed", severity=Severity.ERROR, page=__doc__), changes
)
