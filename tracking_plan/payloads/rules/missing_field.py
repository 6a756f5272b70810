"""The payload lacks a field that the API requires.

A track payload needs `environment`, `event` and `properties` (an empty object where there are
none), an identify payload `environment` and `distinct_id`, an alias payload `new_user_id`
besides.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {}, "distinct_id": "u1"}  // expect: D404
{"event": "Signed Up", "environment": "production"}  // expect: D404
```

```ndjson
{"event": "Signed Up", "properties": {}, "environment": "production"}
{"environment": "production", "distinct_id": "u1"}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import FIELDS
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Required fields that are not there, or are null and so count as absent."""
    body = subject.payload.body
    for name, field in FIELDS.items():
        if subject.payload.kind not in field.needed_by:
            continue
        is_null = field.nullable and name in body and body[name] is None
        if name not in body or is_null:
            yield subject.problem(
                f"{subject.label}: required field {name!r} is {'null' if is_null else 'missing'}",
                hint=subject.hint_of_no_properties if name == "properties" else None,
                property=name,
            )


RULE = PayloadRule(
    Code(id="D404", name="missing-field", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
