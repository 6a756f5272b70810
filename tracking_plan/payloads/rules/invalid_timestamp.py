"""The timestamp cannot be read.

It is neither ISO 8601 (`2026-01-31T12:00:00Z`) nor a number, or it names a day that no calendar
has. A week or a day of the year (`2026-W05-6`, `2026-031`) is no calendar date.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {}, "timestamp": "31.01.2026"}  // expect: D411
{"event": "Signed Up", "properties": {}, "timestamp": "2026-02-30"}  // expect: D411
```

```ndjson
{"event": "Signed Up", "properties": {}, "timestamp": "2026-01-31T12:00:00+01:00"}
{"event": "Signed Up", "properties": {}, "timestamp": null}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Timestamps of the right type that are no moment."""
    payload = subject.payload
    value = payload.body.get("timestamp")
    if payload.kind is Kind.UNKNOWN or isinstance(value, bool) or payload.moment is not None:
        return
    if isinstance(value, str | int | float):
        yield subject.problem(
            f"{subject.label}: the timestamp cannot be read{subject.value_text(value)}",
            hint="send ISO 8601 text such as '2026-01-31T12:00:00Z'",
            property="timestamp",
        )


RULE = PayloadRule(
    Code(id="D411", name="invalid-timestamp", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
