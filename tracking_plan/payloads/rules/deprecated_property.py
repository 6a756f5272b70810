"""The payload has a property that is deprecated.

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

from collections.abc import Callable, Iterator, Mapping

from tracking_plan.finding import Code, Severity
from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.place import Json
from tracking_plan.plan.model import Property, Status
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Properties of the payload that are on their way out."""
    sent = _sent(subject.payload.properties, subject.planned, subject.others, "", subject.is_free)
    for path, prop in sent.items():
        if prop.status is Status.DEPRECATED:
            yield subject.problem(
                f"{subject.label}: property {path!r} is deprecated",
                hint=f"send {prop.replaced_by!r} instead" if prop.replaced_by else None,
                property=path,
            )


def _sent(
    value: Json,
    planned: tuple[Property, ...],
    others: Property | None,
    path: str,
    is_free: Callable[[str], bool] = lambda name: False,
) -> Mapping[str, Property]:
    """The planned properties that the value has, by their paths."""
    found: dict[str, Property] = {}
    if not isinstance(value, dict):
        return found
    for prop in planned:
        if prop.name in value:
            here = below(path, prop.name)
            found[here] = prop
            found.update(_below(value[prop.name], prop, here))
    if others is not None:
        names = {prop.name for prop in planned}
        for key, inner in value.items():
            if key not in names and not is_free(key):
                here = values_of(path)
                found[here] = others
                found.update(_below(inner, others, here))
    return found


def _below(value: Json, prop: Property, path: str) -> Mapping[str, Property]:
    if prop.properties or prop.others:
        return _sent(value, prop.properties or (), prop.others, path)
    found: dict[str, Property] = {}
    if prop.items is not None and isinstance(value, list):
        for item in value:
            found.update(_below(item, prop.items, items_of(path)))
    return found


RULE = PayloadRule(
    Code(id="D206", name="deprecated-property", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
)
