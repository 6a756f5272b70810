"""A property has another type than the plan gives it.

A number sent as text cannot be summed, and the warehouse column loses its type. Null is a type of
its own: a property that may be null says `nullable: true`. `1.0` is an integer, `true` is never a
number.

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
{"event": "Signed Up", "properties": {"seats": "5"}}  // expect: D203
{"event": "Signed Up", "properties": {"plan": null}}  // expect: D203
```

```ndjson
{"event": "Signed Up", "properties": {"seats": 5.0}}
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
        "nesting",
        "type",
        "unicode",
    )
)


def check(subject: Subject) -> Iterator[Problem]:
    """Values of another JSON type, or that no type describes."""
    for violation in subject.violations:
        if violation.keyword in _KEYWORDS:
            is_null = violation.keyword == "type" and violation.value is None
            yield subject.violated(violation, hint=_NULL_HINT if is_null else None)


_NULL_HINT = "leave the property out, or say `nullable: true` in the plan"


RULE = PayloadRule(
    Code(id="D203", name="property-type-mismatch", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
