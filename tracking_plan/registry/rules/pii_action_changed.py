"""Personal data are treated otherwise before they are sent.

A hash in place of an address, nothing in place of a hash: what reads the property finds values that
it cannot use. Where the schema changes with it, payloads of before are refused, too.

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
      email: {type: string, pii: {kind: email, action: hash}}  # expect: V215
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      email: {type: string, pii: {kind: email, action: hash}}
    previous:
      1.0:
        properties:
          email: {type: string, pii: {kind: email, action: allow, reason: support}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.facts import PII_ACTION
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each value of which the plan says another action than before."""
    for pair in step.pairs:
        if pair.old is None or pair.new is None:
            continue
        before, after = (shape.facts.get(PII_ACTION, "allow") for shape in (pair.old, pair.new))
        if before != after:
            is_narrower = after != "allow"
            yield Change(
                says=f"has the action {after!r} for personal data, not {before!r}",
                producers=Effect.BREAK if is_narrower else Effect.SAFE,
                consumers=Effect.BREAK,
                path=pair.path,
                key="pii",
                pair=pair if is_narrower else None,
            )


RULE = VersionRule(
    Code(id="V215", name="pii-action-changed", severity=Severity.ERROR, page=__doc__), changes
)
