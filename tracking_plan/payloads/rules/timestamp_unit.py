"""A numeric timestamp seems to be in another unit than milliseconds.

The API's documentation reads numbers as Unix milliseconds, an SDK's reads them as seconds: a
number below 10^11 would be a day in early 1970. A text in ISO 8601 is the one form that all agree
on.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {}, "timestamp": 1767225600}  // expect: D403
```

```ndjson
{"event": "Signed Up", "properties": {}, "timestamp": 1767225600000}
{"event": "Signed Up", "properties": {}, "timestamp": "2026-01-01T00:00:00Z"}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import Kind
from tracking_plan.altertable.moment import Unit, unit_of
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Numbers that are no milliseconds of our time."""
    value = subject.payload.body.get("timestamp")
    if subject.payload.kind is Kind.UNKNOWN or isinstance(value, bool):
        return
    if isinstance(value, int | float) and unit_of(value) is not Unit.MILLISECONDS:
        yield subject.problem(
            f"{subject.label}: the timestamp looks like {unit_of(value)}"
            f"{subject.value_text(value)}",
            hint="send ISO 8601 text such as '2026-01-31T12:00:00Z'",
            property="timestamp",
        )


RULE = PayloadRule(
    Code(id="D403", name="timestamp-unit", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
