"""The event's name differs from a planned one in case, spaces or punctuation only.

To the warehouse the two are different events, and each has half of the data. The payload is
checked against the planned event all the same.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "signed_up", "properties": {}}  // expect: D102
```

```ndjson
{"event": "Signed Up", "properties": {}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.plan.event_names import MatchKind
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Names that mean a planned event, but are spelled otherwise."""
    if subject.match is not None and subject.match.kind is MatchKind.VARIANT:
        planned, name = subject.match.event.name, subject.payload.name or ""
        is_name = name.isprintable() and name.strip() == name  # others are none to a plan
        listed = ", or list the other spelling under its previous_names" if is_name else ""
        yield subject.problem(
            f"{shown(name)!r} is a variant of the planned event {planned!r}",
            hint=f"send it as {planned!r}{listed}",
        )


RULE = PayloadRule(
    Code(id="D102", name="event-name-variant", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset(),
)
