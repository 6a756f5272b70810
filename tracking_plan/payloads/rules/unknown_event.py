"""The plan has no event of this name.

Nobody has said what such an event means, so no chart should be built on it. Either the name is
misspelled, or the event is missing from the plan.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Upp", "properties": {}}  // expect: D101
```

```ndjson
{"event": "Signed Up", "properties": {}}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_plannable
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Events that no name of the plan means; of what no plan can hold D107 speaks."""
    name = subject.payload.name
    if name is None or subject.match is not None or not is_plannable(name):
        return
    if subject.payload.of_sdk.has_event(name):
        return
    near = subject.near.to(name, subject.plan.events, "events")
    hint = f"did you mean {near!r}?" if near else "add it to the plan, or stop sending it"
    yield subject.problem(f"unknown event {subject.shown_name!r}", hint=hint)


RULE = PayloadRule(
    Code(id="D101", name="unknown-event", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset(),
)
