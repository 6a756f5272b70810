"""An event or an object takes keys that it refused before.

Payloads of before stay valid. What reads the event may meet keys that nobody described.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string
      labels: {type: object, properties: {color: string}}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      plan: string
      labels:
        {type: object, properties: {color: string}, additional_properties: true}  # expect: V216
```

Good:

```yml
events:
  Signed Up:
    version: 1.1
    properties:
      plan: string
      labels: {type: object, properties: {color: string}, additional_properties: true}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.pair import At
from tracking_plan.registry.steps.removal import is_retired
from tracking_plan.registry.steps.step import Step
from tracking_plan.registry.wording import words


def changes(step: Step) -> Iterator[Change]:
    """A change for each object that was closed, or whose other keys were of one shape."""
    maps = step.freed_maps  # of which V207 speaks; V212: of what was retired
    for pair in step.pairs:
        if (
            pair in maps
            or is_retired(pair.old)
            or pair.at is not At.OTHER_KEY
            or pair.before.is_anything
            or pair.after.is_nothing
        ):
            continue
        if pair.before.is_nothing or pair.after.is_anything:
            what = "any keys" if pair.after.is_anything else f"keys with {words(pair.after)}"
            is_of_pattern = pair.step is not None and pair.before.is_nothing
            yield Change(
                says="may be sent now"
                if is_of_pattern
                else f"takes {what} besides those that are listed",
                producers=Effect.SAFE,
                consumers=Effect.NOTICE,
                path=pair.path.removesuffix("{}"),
                key="additional_properties",
            )


RULE = VersionRule(
    Code(id="V216", name="other-properties-allowed", severity=Severity.ERROR, page=__doc__), changes
)
