"""The payload has a property that the event version does not.

Events are closed unless they say `additional_properties: true`: what nobody described, nobody can
rely on. In a payload of a newer minor version it is an info.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "pro", "color": "red"}}  // expect: D201
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "pro", "$url": "https://acme.example/"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.likeness import fold
from tracking_plan.names.property_path import below
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Keys that a closed object does not have."""
    for violation in subject.violations:
        key = violation.key
        if key is None or violation.keyword != "additionalProperties":
            continue
        names = [prop.name for prop in subject.siblings(violation.route)]
        path = below(violation.path, shown(key))
        if any(fold(key) == fold(name) for name in names):
            continue  # D205 speaks of it
        near = subject.near.to(key, names, tuple(names))
        if near in subject.object_at(violation.route):
            near = None  # it is sent, too, under its own name
        value = subject.value_text(violation.value)
        is_open = subject.verdict is not None and subject.verdict.is_open
        yield subject.problem(
            f"{subject.label}: unknown property {path!r}{value}",
            hint=f"did you mean {near!r}?"
            if near
            else "describe it in the plan, or stop sending it",
            property=path,
            severity=Severity.INFO if is_open else None,
        )


RULE = PayloadRule(
    Code(id="D201", name="unknown-property", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
