"""A property's name differs from a planned one in case, spaces or punctuation only.

To the warehouse the two are different properties, and each has half of the values.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {"Plan": "pro"}}  // expect: D205
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "pro"}}
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
    """Unknown keys that mean a planned property, but are spelled otherwise."""
    is_open = subject.verdict is not None and subject.verdict.is_open
    for violation in subject.violations:
        key = violation.key
        if key is None or violation.keyword != "additionalProperties":
            continue
        folded, path = fold(key), below(violation.path, shown(key))
        for prop in subject.siblings(violation.route):
            if fold(prop.name) == folded:
                yield subject.problem(
                    f"{subject.label}: {path!r} is a variant of the planned {prop.name!r}",
                    hint=f"send it as {prop.name!r}",
                    property=path,
                    severity=Severity.INFO if is_open else None,
                )
                break


RULE = PayloadRule(
    Code(id="D205", name="property-name-variant", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
