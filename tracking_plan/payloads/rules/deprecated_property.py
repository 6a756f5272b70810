"""The payload has a property that is deprecated or retired.

It should not be sent any more; where the plan names its successor, the hint does.

```yaml
events:
  Signed Up:
    properties:
      tier: {type: string, status: deprecated, replaced_by: plan}
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {"tier": "pro"}}  // expect: D206
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "pro"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.property_path import below, items_of
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.place import Json
from tracking_plan.plan.model import Property
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Properties of the payload that the plan wants to be rid of."""
    for path, prop in _sent(subject.payload.properties, subject.planned, ""):
        if prop.status.is_leaving:
            yield subject.problem(
                f"{subject.label}: property {path!r} is {prop.status}",
                hint=f"send {prop.replaced_by!r} instead" if prop.replaced_by else None,
                property=path,
            )


def _sent(value: Json, planned: tuple[Property, ...], path: str) -> Iterator[tuple[str, Property]]:
    """The planned properties that the value has, with their paths; each path once."""
    if not isinstance(value, dict):
        return
    for prop in planned:
        if prop.name not in value:
            continue
        here = below(path, prop.name)
        yield here, prop
        yield from _below(value[prop.name], prop, here)


def _below(value: Json, prop: Property, path: str) -> Iterator[tuple[str, Property]]:
    if prop.properties:
        yield from _sent(value, prop.properties, path)
    elif prop.items is not None and isinstance(value, list):
        found: dict[str, Property] = {}
        for item in value:
            found.update(_below(item, prop.items, items_of(path)))
        yield from found.items()


RULE = PayloadRule(
    Code(id="D206", name="deprecated-property", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
)
