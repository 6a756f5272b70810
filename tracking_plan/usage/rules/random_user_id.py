"""The user id of a call is made anew each time, so that each event has a user of its own.

No two events of a person belong together then, and every one counts as a new user. Reported where
the call itself makes the id: one that is kept in a variable, a file or a cookie may be used again.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
import uuid

altertable.track("Signed Up", str(uuid.uuid4()))  # expect: U305
```

```typescript
altertable.identify(crypto.randomUUID()); // expect: U305
```

Good:

```python
altertable.track("Signed Up", user.id)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call, Value
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each id that the call makes at random."""
    for call in subject.written_calls:
        for argument in call.ids:
            for value in argument.values:
                if len(argument.values) == 1 and _is_random(call, value):
                    yield Problem(
                        message=f"the user id is made anew each time, by {value.origin}",
                        hint="send the id of the user, or one that is kept",
                        at=value.at,
                    )


def _is_random(call: Call, value: Value) -> bool:
    """Whether a value is written in the call, and is another one each time."""
    is_here = all("()" in name for name in value.names)
    made_by = "".join((value.origin or "").partition("()")[:2])  # `uuid.uuid4().hex`, too
    return is_here and value.is_sure and made_by in LANGUAGES[call.language].random


RULE = Rule(Code(id="U305", name="random-user-id", severity=Severity.WARNING, page=__doc__), check)
