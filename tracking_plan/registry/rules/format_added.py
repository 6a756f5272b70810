"""A text must have a format now; before, it could be any.

Other texts are sent today, and would be refused.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      link: string
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, format: uri}  # expect: V307
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
          link: string
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.phrases import quoted
from tracking_plan.registry.change import Change, Effect, VersionRule
from tracking_plan.registry.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each text that had no format, and has one."""
    for pair in step.value_pairs:
        if pair.has_free_texts and pair.before.format is None and pair.after.format is not None:
            yield Change(
                says=f"must be of format {quoted(pair.after.format)} now",
                producers=Effect.BREAK,
                consumers=Effect.SAFE,
                path=pair.path,
                key="format",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V307", name="format-added", severity=Severity.ERROR, page=__doc__), changes
)
