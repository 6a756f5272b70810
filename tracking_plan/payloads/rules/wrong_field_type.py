"""A field of the envelope has the wrong type.

`properties` is an object (`{}` when empty, never null), ids and the environment are text, a
timestamp is text or a number.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": null}  // expect: D410
{"event": "Signed Up", "properties": {}, "distinct_id": 12345}  // expect: D410
```

```ndjson
{"event": "Signed Up", "properties": {}}
{"event": "Signed Up", "properties": {}, "session_id": null}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import FIELDS, FIELDS_OF, Kind, is_of_type
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem
from tracking_plan.validation.validator import type_of


def check(subject: Subject) -> Iterator[Problem]:
    """Fields of another JSON type; D406 speaks of the event's name."""
    if subject.payload.kind is Kind.UNKNOWN:
        return
    for name in FIELDS_OF[subject.payload.kind] & subject.payload.body.keys():
        value, field = subject.payload.body[name], FIELDS[name]
        if name == "event" or (value is None and field.nullable) or is_of_type(value, field):
            continue
        yield subject.problem(
            f"{subject.label}: {name!r} is of type {type_of(value)}, not {' or '.join(field.types)}"
            f"{subject.value_text(value)}",
            hint=subject.hint_of_no_properties if name == "properties" and value is None else None,
            property=name,
        )


RULE = PayloadRule(
    Code(id="D410", name="wrong-field-type", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
