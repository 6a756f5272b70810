"""A property that was forbidden may be sent now.

Payloads of before stay valid. What reads the event finds a property that it has never seen. So does
it where a forbidden property is no longer listed, in an object that takes such keys.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      email: {type: string, pii: {kind: email, action: forbid}}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      email: {type: string, pii: {kind: email, action: allow, reason: x}}  # expect: V215, V219
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      email: {type: string, pii: {kind: email, action: allow, reason: support}}
    previous:
      1.0:
        properties:
          email: {type: string, pii: {kind: email, action: forbid}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.pair import At
from tracking_plan.registry.steps.removal import is_retired
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each value that was listed and could not be sent; V212: the retired."""
    for pair in step.pairs:
        if pair.old is None or pair.at is At.OTHER_KEY or is_retired(pair.old):
            continue
        if pair.before.is_nothing and not pair.after.is_nothing:
            yield Change(
                says="may be sent now",
                producers=Effect.SAFE,
                consumers=Effect.SAFE,
                path=pair.path,
            )


RULE = VersionRule(
    Code(id="V219", name="property-now-allowed", severity=Severity.ERROR, page=__doc__), changes
)
