"""A property is of another type than before.

Both sides notice: what is sent today is refused where the new type does not take it, and columns,
comparisons and sums that read the property do not fit any more. From a type to `any`, only what
reads it breaks; from `any` to a type, only what sends it. That is so of the values of a map, too.
An object that becomes open is another matter (V216): nobody reads keys that are not described.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      result_count: integer
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      result_count: string  # expect: V207
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      result_count: string
    previous:
      1.0:
        properties:
          result_count: integer
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.shapes.shape import is_within
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each value whose types are others, null aside."""
    for pair in step.value_pairs:
        before, after = pair.before.kinds, pair.after.kinds
        if not pair.is_retyped:
            continue
        is_wider = is_within(before or pair.before.types, after or pair.after.types)
        is_narrower = is_within(after, before)
        takes_less = is_narrower and before != frozenset(("number",))
        yield Change(
            says=f"changed from {pair.before.types_in_words} to {pair.after.types_in_words}",
            producers=Effect.SAFE if is_wider else Effect.BREAK,
            consumers=Effect.SAFE if takes_less else Effect.BREAK,
            path=pair.path,
            key="type",
            pair=pair,
        )
    for pair in step.freed_maps:
        yield Change(
            says=f"changed from {pair.before.types_in_words} to anything",
            producers=Effect.SAFE,
            consumers=Effect.BREAK,
            path=pair.path,
            key="type",
        )


RULE = VersionRule(
    Code(id="V207", name="property-type-changed", severity=Severity.ERROR, page=__doc__), changes
)
