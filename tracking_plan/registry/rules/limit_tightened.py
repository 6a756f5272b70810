"""A number, a length or a count has a narrower limit than before.

Values between the old limit and the new one are sent today, and would be refused.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      seats: {type: integer, maximum: 100}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      seats: {type: integer, maximum: 50}  # expect: V313
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      seats: {type: integer, maximum: 50}
    previous:
      1.0:
        properties:
          seats: {type: integer, maximum: 100}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.limits import limit_changes
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each limit that is new, or leaves less room than before."""
    for pair in step.value_pairs:
        for limit in limit_changes(pair.before, pair.after) if pair.has_free_values else ():
            if limit.is_tighter:
                was = f", was {limit.old.words}" if limit.old else ""
                yield Change(
                    says=f"has the limit {limit.known.words} now{was}",
                    producers=Effect.BREAK,
                    consumers=Effect.SAFE,
                    path=pair.path,
                    key=limit.known.plan_key,
                    pair=pair,
                )


RULE = VersionRule(
    Code(id="V313", name="limit-tightened", severity=Severity.ERROR, page=__doc__), changes
)
