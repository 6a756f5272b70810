"""An array has equal items, where the plan says that they are unique.

What is counted per item is counted twice.

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
{"event": "Signed Up", "properties": {"tags": ["a", "a"]}}  // expect: D217
```

```ndjson
{"event": "Signed Up", "properties": {"tags": ["a", "b"]}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem

_KEYWORDS = frozenset(("uniqueItems",))


def check(subject: Subject) -> Iterator[Problem]:
    """Arrays with equal items."""
    for violation in subject.violations:
        if violation.keyword in _KEYWORDS:
            yield subject.violated(violation)


RULE = PayloadRule(
    Code(id="D217", name="duplicate-items", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
