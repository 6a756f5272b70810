"""A number is too small, too large, or not a multiple of what the plan says.

A negative price or a percentage over 100 is a mistake of the sender, and it moves every average.

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
{"event": "Signed Up", "properties": {"seats": 0}}  // expect: D213
```

```ndjson
{"event": "Signed Up", "properties": {"seats": 500}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem

_KEYWORDS = frozenset(
    (
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    )
)


def check(subject: Subject) -> Iterator[Problem]:
    """Numbers outside their bounds."""
    for violation in subject.violations:
        if violation.keyword in _KEYWORDS:
            yield subject.violated(violation)


RULE = PayloadRule(
    Code(id="D213", name="value-out-of-bounds", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
