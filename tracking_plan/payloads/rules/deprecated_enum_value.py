"""A property has a value that is deprecated.

It is still valid, and should not be sent any more; where the plan names another, the hint does.

```yaml
events:
  Signed Up:
    properties:
      plan:
        type: string
        enum: [free, pro, {value: gold, status: deprecated, replaced_by: pro}]
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "gold"}}  // expect: D219
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "pro"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.phrases import literal
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.sent_values import fading_values
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.plan.model import EnumValue
from tracking_plan.rule import Problem
from tracking_plan.validation.equality import is_same


def check(subject: Subject) -> Iterator[Problem]:
    """Deprecated values of the payload, each once for a path."""
    found: dict[tuple[str, str], EnumValue] = {}
    for path, prop, value in fading_values(subject):
        for entry in prop.deprecated_values:
            if is_same(entry.value, value):
                found[path, literal(entry.value)] = entry
    for (path, shown), entry in found.items():
        instead = entry.replaced_by
        yield subject.problem(
            f"{subject.label}: the value {shown} of {path!r} is deprecated",
            hint=f"send {literal(instead)} instead" if instead is not None else None,
            property=path,
        )


RULE = PayloadRule(
    Code(id="D219", name="deprecated-enum-value", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FADING}),
)
