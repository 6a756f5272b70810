"""The event's name is not a string.

The API refuses it. An object here is often a payload within a payload.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": {"name": "Signed Up"}, "properties": {}}  // expect: D406
{"event": null, "properties": {}}  // expect: D406
```

```ndjson
{"event": "Signed Up", "properties": {}}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem
from tracking_plan.validation.validator import type_of


def check(subject: Subject) -> Iterator[Problem]:
    """Names that are no text."""
    if subject.payload.kind is Kind.TRACK and subject.payload.name is None:
        found = type_of(subject.payload.body["event"])
        yield subject.problem(
            f"the event's name is not a string, but of type {found}"
            f"{subject.value_text(subject.payload.body['event'])}",
            property="event",
        )


RULE = PayloadRule(
    Code(id="D406", name="non-string-event", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
)
