"""A property that was always sent may be left out now.

Payloads of before stay valid. What reads the event counts on the property: a join, a sum, a column
that is never null.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string!
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string  # expect: V204
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
          plan: string!
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each key that is no longer required, but for those that are gone."""
    for pair in step.key_pairs:
        if pair.was_required and not pair.is_required and not pair.is_removed:
            yield Change(
                says="may be left out now",
                producers=Effect.SAFE,
                consumers=Effect.BREAK,
                path=pair.path,
                key="required",
            )


RULE = VersionRule(
    Code(id="V204", name="property-now-optional", severity=Severity.ERROR, page=__doc__), changes
)
