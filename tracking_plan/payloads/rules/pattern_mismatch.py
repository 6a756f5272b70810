"""A text does not match the pattern that the plan gives it.

The pattern says what the values have in common, and consumers take them apart by it.

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
{"event": "Signed Up", "properties": {"code": "abcd"}}  // expect: D216
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
from tracking_plan.plan.pii import PiiAction
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Texts that break their `pattern`; D504 speaks of what should be a hash."""
    for violation in subject.violations:
        if violation.keyword != "pattern":
            continue
        pii = subject.pii_at(violation.property)
        if pii is None or pii.action is not PiiAction.HASH:
            yield subject.violated(violation)


RULE = PayloadRule(
    Code(id="D216", name="pattern-mismatch", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
