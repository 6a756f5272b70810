"""A schema says something else with a keyword that this tool's rules do not know.

Plans have no such keywords; JSON Schemas that other tools wrote do. Whether payloads of before stay
valid is left to a proof. Where none decides, the change is `unknown`, which needs a major version
as a break does.

```yaml
events: {Signed Up: }
```

Listed, and no finding:

```yml
events: {Signed Up: }
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.change import Change, Effect, VersionRule
from tracking_plan.registry.step import Step


def changes(step: Step) -> Iterator[Change]:
    """A change for each value of which the schemas say something else that no rule reads."""
    for pair in step.pairs:
        before, after = pair.before.opaque, pair.after.opaque
        if before != after:
            names = sorted(
                name for name in {*before, *after} if before.get(name) != after.get(name)
            )
            yield Change(
                says=f"has another {' and '.join(names)}",
                producers=Effect.UNKNOWN,
                consumers=Effect.UNKNOWN,
                path=pair.path,
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V319", name="keyword-changed", severity=Severity.INFO, page=__doc__), changes
)
