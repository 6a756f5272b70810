"""A property may no longer be sent.

Its schema accepts nothing any more: payloads that carry it are refused, and what reads it finds
nothing.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      email: {type: string, pii: {kind: email, action: allow, reason: support}}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      email: {type: string, pii: {kind: email, action: forbid}}  # expect: V215, V218
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      email: {type: string, pii: {kind: email, action: forbid}}
    previous:
      1.0:
        properties:
          email: {type: string, pii: {kind: email, action: allow, reason: support}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.pair import At
from tracking_plan.registry.steps.removal import is_retired
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each listed value that could be sent and cannot any more; V210: the retired."""
    for pair in step.pairs:
        if pair.new is None or pair.at is At.OTHER_KEY or is_retired(pair.new):
            continue
        if pair.after.is_nothing and not pair.before.is_nothing:
            yield Change(
                says="may no longer be sent",
                producers=Effect.BREAK,
                consumers=Effect.BREAK,
                path=pair.path,
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V218", name="property-forbidden", severity=Severity.ERROR, page=__doc__), changes
)
