"""A text is not of the format that the plan gives it.

A date that is none cannot be compared with others. Formats are asserted, to the letter of their
standards: a `date-time` needs its offset, a `uri` its scheme.

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
{"event": "Signed Up", "properties": {"invited": "31.12.2025"}}  // expect: D215
```

```ndjson
{"event": "Signed Up", "properties": {"invited": "2025-12-31"}}
```
"""

from collections.abc import Iterator
from dataclasses import replace

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.local_times import lacks_zone
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Texts that break their `format`."""
    for violation in subject.violations:
        if violation.keyword == "format":
            is_local = lacks_zone(violation)
            problem = subject.violated(violation, hint=_ZONE_HINT if is_local else None)
            lacking = f"{problem.message}: it has no time zone"
            yield replace(problem, message=lacking) if is_local else problem


_ZONE_HINT = "the time zone is missing: end the time with `Z`, or an offset such as `+02:00`"


RULE = PayloadRule(
    Code(id="D215", name="format-mismatch", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
