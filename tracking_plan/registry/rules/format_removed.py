"""A text need not have a format any more.

Payloads of before stay valid. What reads the event may meet texts that it cannot take apart.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, format: uri}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      link: string  # expect: V308
```

Good:

```yml
events:
  Signed Up:
    version: 1.1
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
    """A change for each text that had a format, and has none."""
    for pair in step.value_pairs:
        if pair.has_free_texts and pair.before.format is not None and pair.after.format is None:
            yield Change(
                says=f"need not be of format {quoted(pair.before.format)} any more",
                producers=Effect.SAFE,
                consumers=Effect.NOTICE,
                path=pair.path,
                key="format",
            )


RULE = VersionRule(
    Code(id="V308", name="format-removed", severity=Severity.ERROR, page=__doc__), changes
)
