"""A property's value is not one of those that the plan lists.

A chart that splits by the property gets a bar that nobody can explain. In a payload of a newer
minor version it is an info.

```yaml
events:
  Signed Up:
    properties:
      plan: {enum: [free, pro], type: string}
      seats: {type: integer, minimum: 1, maximum: 500}
      code: {type: string, pattern: '^[A-Z]{4}$', max_length: 4}
      invited: {type: string, format: date}
      tags: {type: array, items: string, unique_items: true, max_items: 3}
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "PRO"}}  // expect: D204
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "pro"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Values outside `enum` and `const`."""
    is_open = subject.verdict is not None and subject.verdict.is_open
    for violation in subject.violations:
        if violation.keyword == "const":
            yield subject.violated(violation)
        elif violation.keyword == "enum":
            yield subject.violated(violation, severity=Severity.INFO if is_open else None)


RULE = PayloadRule(
    Code(id="D204", name="value-not-in-enum", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
