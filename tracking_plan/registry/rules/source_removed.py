"""An event may no longer be sent from a platform.

The platform still sends it, from versions of its app that are in use, and each such payload would
be an error.

```yaml
events:
  Signed Up: {sources: [web, ios]}
```

Bad:

```yml
events:
  Signed Up: {sources: [web]}  # expect: V108
```

Good:

```yml
events:
  Signed Up:
    sources: [web]
    version: 2.0
    previous: {1.0: {sources: [web, ios]}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step
from tracking_plan.registry.wording import listed


def changes(step: Step) -> Iterator[Change]:
    """A change where a version may no longer come from sources from which it might."""
    if step.old is None or step.new is None or step.new.sources is None:
        return
    before, after = step.old.sources, step.new.sources
    gone = [] if before is None else [one for one in before if one not in after]
    if before is None or gone:
        yield Change(
            says=f"may no longer be sent from {listed(gone)}"
            if gone
            else f"may be sent from {listed(after)} only",
            producers=Effect.BREAK,
            consumers=Effect.SAFE,
            key="sources",
        )


RULE = VersionRule(
    Code(id="V108", name="source-removed", severity=Severity.ERROR, page=__doc__), changes
)
