"""A number means something else: its unit is another one.

Payloads look the same, and every sum over them is wrong. Nothing breaks loudly, which is why this
needs a new major version.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      length: {type: number, unit: seconds}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      length: {type: number, unit: minutes}  # expect: V214
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      length: {type: number, unit: minutes}
    previous:
      1.0:
        properties:
          length: {type: number, unit: seconds}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.facts import UNIT
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each value of which both versions say a unit, or one does, and not the same."""
    for pair in step.pairs:
        if pair.old is None or pair.new is None:
            continue
        before, after = pair.old.facts.get(UNIT), pair.new.facts.get(UNIT)
        if before != after:
            yield Change(
                says=f"has the unit {after!r}, not {before!r}"
                if before and after
                else f"has the unit {after!r} now"
                if after
                else f"has no unit any more; it was {before!r}",
                producers=Effect.SAFE,
                consumers=Effect.BREAK,
                path=pair.path,
                key="unit",
            )


RULE = VersionRule(
    Code(id="V214", name="unit-changed", severity=Severity.ERROR, page=__doc__), changes
)
