"""A property of the event stands beside `properties`, not within.

The API takes what it knows at the top of a payload and drops the rest: the value is lost, and
nobody is told.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "plan": "pro", "properties": {}}  // expect: D401
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "pro"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Unknown fields that the plan has as properties of the event."""
    for name in subject.beside:
        yield subject.problem(
            f"{subject.label}: {name!r} stands beside 'properties', not within",
            hint="move it into 'properties'",
            property=name,
        )


RULE = PayloadRule(
    Code(id="D401", name="properties-not-nested", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
