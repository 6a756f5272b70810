r"""The event's name is blank, padded, begins with `$`, or holds a control character.

Names with `$` belong to the SDKs, which send `$pageview`, `$screen` and `$view` by themselves;
any other is a warning, since a newer SDK may have brought it. A blank or padded name cannot be
told from another on any screen.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "$signup", "properties": {}}  // expect: D107
{"event": " Signed Up", "properties": {}}  // expect: D107
{"event": "", "properties": {}}  // expect: D107
{"event": "Signed\u0000Up", "properties": {}}  // expect: D107
```

```ndjson
{"event": "$pageview", "properties": {}}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_plannable, is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Names that no plan can have."""
    name = subject.payload.name
    if name is None or (subject.event is not None and subject.event.name == name):
        return
    if not name.strip():
        yield subject.problem("the event's name is blank", hint="give it the name of an event")
    elif name != name.strip():
        yield subject.problem(
            f"the event's name {subject.shown_name!r} has spaces around it",
            hint="remove them where it is sent",
        )
    elif is_system(name) and not subject.payload.of_sdk.has_event(name):
        yield subject.problem(
            f"{subject.shown_name!r} is not an event that the SDKs are known to send",
            hint="names that begin with '$' are reserved; give your own events another",
            severity=Severity.WARNING,
        )
    elif not is_plannable(name) and not is_system(name):
        yield subject.problem(
            f"the event's name {subject.shown_name!r} holds a control character",
            hint="remove it where the event is sent",
        )


RULE = PayloadRule(
    Code(id="D107", name="reserved-event-name", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset(),
)
