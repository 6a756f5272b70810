"""What is given as the name of an event is no text.

The SDKs send it as it is, or fail. A member of a Python `Enum` is an object: pass its `value`, or
derive the class from `StrEnum`.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
from enum import Enum

class Event(Enum):
    SIGNED_UP = "Signed Up"

altertable.track(Event.SIGNED_UP, user_id)  # expect: U406
altertable.track(42, user_id)  # expect: U406
altertable.track({"event": "Signed Up"}, user_id)  # expect: U406
```

Good:

```python
from enum import Enum, StrEnum

class Event(Enum):
    SIGNED_UP = "Signed Up"

class Name(StrEnum):
    SIGNED_UP = "Signed Up"

altertable.track(Event.SIGNED_UP.value, user_id)
altertable.track(Name.SIGNED_UP, user_id)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each event that is provably no text."""
    for call in subject.calls:
        if call.dynamic is DynamicReason.NO_TEXT:
            yield Problem(
                message="the name of the event is no text",
                hint="pass the name as a text, before the properties; of a Python Enum's member, "
                "pass `.value`",
                at=call.event_at,
            )


RULE = Rule(Code(id="U406", name="non-string-event", severity=Severity.ERROR, page=__doc__), check)
