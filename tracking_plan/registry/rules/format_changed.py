"""A text must have another format than before.

Texts that are sent today would be refused, and what reads the event takes them apart by the old
one.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, format: email}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, format: uri}  # expect: V309
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      link: {type: string, format: uri}
    previous:
      1.0:
        properties:
          link: {type: string, format: email}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.phrases import quoted
from tracking_plan.registry.change import Change, Effect, VersionRule
from tracking_plan.registry.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each text whose format is another one."""
    for pair in step.value_pairs:
        before, after = pair.before.format, pair.after.format
        if pair.has_free_texts and before is not None and after is not None and before != after:
            yield Change(
                says=f"must be of format {quoted(after)} now, not {quoted(before)}",
                producers=Effect.BREAK,
                consumers=Effect.BREAK,
                path=pair.path,
                key="format",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V309", name="format-changed", severity=Severity.ERROR, page=__doc__), changes
)
