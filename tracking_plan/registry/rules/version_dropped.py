"""An older major version is no longer in the plan, and was not retired.

Payloads of that version still arrive, and would be held to the new one. Keep it under `previous`,
as `diff --write-bump` does, until it has been retired or its `sunset` has come.

```yaml
events:
  Checkout Completed:
    version: 1.2
    properties: {amount: number!}
```

Bad:

```yml
events:
  Checkout Completed:  # expect: V105
    version: 2.0
    properties: {revenue: number!}
```

Good:

```yml
events:
  Checkout Completed:
    version: 2.0
    properties: {revenue: number!}
    previous:
      1.2:
        status: deprecated
        properties: {amount: number!}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.step import Step


def changes(step: Step) -> Iterator[Change]:
    """The change that it is when a major is gone: safe where nothing may send it any more."""
    side = step.old
    if side is None or step.new is not None or step.is_of_event:
        return
    is_over = side.has_left_by(step.day)
    effect = Effect.SAFE if is_over else Effect.BREAK
    yield Change(
        says=f"no longer has version {side.version}" + ("; it was retired" if is_over else ""),
        producers=effect,
        consumers=effect,
        hint=None if is_over else f"keep {side.version} under `previous` until it is retired",
        key="previous",
        is_wire=not is_over,
        is_refused=True,
    )


RULE = VersionRule(
    Code(id="V105", name="version-dropped", severity=Severity.ERROR, page=__doc__), changes
)
