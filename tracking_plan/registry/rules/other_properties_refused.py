"""An event or an object refuses keys that it took before.

Payloads may carry keys that no version lists, since they were allowed to.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      labels: {type: object, properties: {color: string}, additional_properties: true}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      labels: {type: object, properties: {color: string}}  # expect: V217
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      labels: {type: object, properties: {color: string}}
    previous:
      1.0:
        properties:
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
    """A change for each object that was open, or whose other keys had a shape."""
    for pair in step.pairs:
        if pair.at is not At.OTHER_KEY or pair.before.is_nothing or pair.after.is_anything:
            continue
        if is_retired(pair.new):  # of which V210 speaks
            continue
        if pair.before.is_anything or pair.after.is_nothing:
            only = f": only such with {words(pair.after)}" if not pair.after.is_nothing else ""
            every = f"no longer takes every key besides those that are listed{only}"
            is_of_pattern = pair.step is not None and pair.after.is_nothing
            yield Change(
                says="may no longer be sent" if is_of_pattern else every,
                producers=Effect.BREAK,
                consumers=Effect.SAFE,
                path=pair.path.removesuffix("{}"),
                key="additional_properties",
                pair=pair,
            )


RULE = VersionRule(
    Code(id="V217", name="other-properties-refused", severity=Severity.ERROR, page=__doc__), changes
)
