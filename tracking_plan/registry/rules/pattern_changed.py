"""A text must have another pattern than before.

Texts that are sent today would be refused, and what reads the event takes them apart by the old
one. Where everything that the old pattern finds is found by the new one, only what reads the event
breaks.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, pattern: '^[a-z]+$'}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, pattern: '^[a-z0-9]+$'}  # expect: V312
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      link: {type: string, pattern: '^[a-z0-9]+$'}
    previous:
      1.0:
        properties:
          link: {type: string, pattern: '^[a-z]+$'}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.phrases import quoted
from tracking_plan.registry.change import Change, Effect, VersionRule
from tracking_plan.registry.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each text whose pattern is another one."""
    for pair in step.value_pairs:
        before, after = pair.before.pattern, pair.after.pattern
        if pair.has_free_texts and before is not None and after is not None and before != after:
            yield Change(
                says=f"must match the pattern {quoted(after)} now, not {quoted(before)}",
                producers=Effect.BREAK,
                consumers=Effect.BREAK,
                path=pair.path,
                key="pattern",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V312", name="pattern-changed", severity=Severity.ERROR, page=__doc__), changes
)
