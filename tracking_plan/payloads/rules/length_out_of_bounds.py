"""A text or an array is shorter or longer than the plan allows.

Too long a text is often a message, a document or a serialised object that slipped into a
property.

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
{"event": "Signed Up", "properties": {"code": "ABCDE"}}  // expect: D214
{"event": "Signed Up", "properties": {"tags": ["a", "b", "c", "d"]}}  // expect: D214
```

```ndjson
{"event": "Signed Up", "properties": {"code": "ABCD"}}
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
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
    )
)


def check(subject: Subject) -> Iterator[Problem]:
    """Texts and arrays of the wrong length."""
    for violation in subject.violations:
        if violation.keyword in _KEYWORDS:
            yield subject.violated(violation)


RULE = PayloadRule(
    Code(id="D214", name="length-out-of-bounds", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
