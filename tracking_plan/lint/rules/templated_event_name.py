"""An event's name holds a placeholder or a value that belongs in a property.

`Clicked {button}` makes as many events as there are buttons, none of which the plan knows. An event
has one name; what differs from one occurrence to the next is a property.

Bad:

```yaml
events:
  'Clicked {button}': {}  # expect: P108
  Order 550e8400-e29b-41d4-a716-446655440000 Placed: {}  # expect: P108
```

Good:

```yaml
events:
  Button Clicked:
    properties: {button: string!}
```
"""

import re
from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule

_PLACEHOLDER = re.compile(
    r"\{[^{}]*\}|<[\w ]+>|\[[a-z_ ]+\]|%[sdr]\b|%\(\w+\)s|\$\w+\$"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}"
)


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each event whose name has a part that varies."""
    for event in subject.events:
        if found := _PLACEHOLDER.search(event.name):
            yield Problem(
                message=f"event name {event.name!r} holds {found[0]!r}, which varies",
                hint="take it out of the name and send it as a property",
                at=event.origin.place,
                event=event.name,
            )


RULE = Rule(
    Code(id="P108", name="templated-event-name", severity=Severity.WARNING, page=__doc__), check
)
