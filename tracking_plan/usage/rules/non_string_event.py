"""What is given as the name of an event is no text, or none is given.

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
altertable.track(b"Signed Up", user_id)  # expect: U406
```

```typescript
altertable.track(); // expect: U406
altertable.track({ event: 'Signed Up' }); // expect: U406
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
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.languages.language import no_enumeration
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import shape


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each event that is provably no text."""
    for call in subject.calls:
        if call.dynamic is DynamicReason.NO_TEXT:
            is_missing = call.event_at == call.at
            yield Problem(
                message=f"{call.method!s} sends no event name: "
                + ("none is given" if is_missing else "what is given is no text"),
                hint=f"write {shape(call)}" if is_missing else _hint(call),
                at=call.event_at,
            )


def _hint(call: Call) -> str:
    has_enums = LANGUAGES[call.language].enumeration_kind is not no_enumeration
    of_enums = "; of a member of an Enum, pass `.value`" if has_enums else ""
    return f"pass the name as a text{of_enums}"


RULE = Rule(Code(id="U406", name="non-string-event", severity=Severity.ERROR, page=__doc__), check)
