"""A number, a length or a count has a wider limit than before, or none.

Payloads of before stay valid. What reads the event may meet values that do not fit: a column that
is too short, a chart that ends.

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
      seats: {type: integer, maximum: 500}  # expect: V314
```

Good:

```yml
events:
  Signed Up:
    version: 1.1
    properties:
      seats: {type: integer, maximum: 500}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.limits import limit_changes
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each limit that is gone, or leaves more room than before."""
    for pair in step.value_pairs:
        for limit in limit_changes(pair.before, pair.after) if pair.has_free_values else ():
            if not limit.is_tighter:
                was = f", was {limit.old.words}" if limit.old and limit.new else ""
                yield Change(
                    says=f"has the limit {limit.known.words} now{was}"
                    if limit.new
                    else f"has no limit {limit.known.words} any more",
                    producers=Effect.SAFE,
                    consumers=Effect.NOTICE,
                    path=pair.path,
                    key=limit.known.plan_key,
                )


RULE = VersionRule(
    Code(id="V314", name="limit-widened", severity=Severity.ERROR, page=__doc__), changes
)
