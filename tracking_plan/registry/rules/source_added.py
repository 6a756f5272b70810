"""An event is sent from another platform, too.

Nobody is broken. Whoever reads it should be able to tell by the version where it comes from.

```yaml
events:
  Signed Up: {sources: [web]}
```

Bad:

```yml
events:
  Signed Up: {sources: [web, ios]}  # expect: V107
```

Good:

```yml
events:
  Signed Up: {sources: [web, ios], version: 1.1}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step
from tracking_plan.registry.wording import listed


def changes(step: Step) -> Iterator[Change]:
    """A change where a version may come from sources from which it might not."""
    if step.old is None or step.new is None or step.old.sources is None:
        return
    before, after = step.old.sources, step.new.sources
    added = [] if after is None else [one for one in after if one not in before]
    if after is None or added:
        yield Change(
            says=f"is sent from {listed(added)}, too" if added else "is sent from any source now",
            producers=Effect.SAFE,
            consumers=Effect.SAFE,
            key="sources",
        )


RULE = VersionRule(
    Code(id="V107", name="source-added", severity=Severity.ERROR, page=__doc__), changes
)
