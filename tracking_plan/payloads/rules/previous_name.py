"""The event came under a name that it had before.

The plan lists the name under `previous_names`, so the payload is checked against the event; in the
warehouse the old name still stands apart.

```yaml
events:
  Signed Up: {previous_names: [user_signed_up]}
```

```ndjson
{"event": "user_signed_up", "properties": {}}  // expect: D109
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
    """Names that the plan has given up."""
    if subject.match is not None and subject.match.kind is MatchKind.PREVIOUS:
        planned = subject.match.event.name
        yield subject.problem(
            f"{shown(subject.payload.name or '')!r} is a previous name of {planned!r}",
            hint=f"send it as {planned!r}",
        )


RULE = PayloadRule(
    Code(id="D109", name="previous-name", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset(),
)
