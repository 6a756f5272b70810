"""The user id of a call is a text in the code, so that all its events belong to one user.

What everybody does becomes the history of a single person. It is reported where the id can be
nothing else: not a fallback for somebody who is not logged in, and no value that a caller gives.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
altertable.track("Signed Up", "acme-42")  # expect: U304
```

```typescript
altertable.identify('acme-42'); // expect: U304
```

Good:

```python
altertable.track("Signed Up", user.id)
altertable.track("Signed Up", user.id or "acme-42")
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.user_ids import is_reserved
from tracking_plan.finding import Code, Severity
from tracking_plan.names.phrases import literal
from tracking_plan.personal.looks import suspect
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call, Method, Value
from tracking_plan.usage.matching import is_misplaced
from tracking_plan.usage.subject import Subject

_OBJECTS = frozenset({"self", "cls", "this"})  # whose members may be set from elsewhere


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each id that is always the same text."""
    for call in subject.written_calls:
        value = _only_value(call)
        if value is None or subject.names.find(str(value.literal)) is not None:
            continue  # the name of an event, in a wrong place
        yield Problem(
            message=f"the user id is always {literal(value.literal)}",
            hint="send the id of the user who did it",
            at=value.at,
        )


def _only_value(call: Call) -> Value | None:
    """The id where it is one text and nothing else; U301, U302 and U308 have those of no user."""
    given = call.user_id
    is_judged = call.method is not Method.ALIAS and not call.given_twice and not is_misplaced(call)
    if not is_judged or given is None or given.is_given is not True or len(given.values) != 1:
        return None
    (value,) = given.values
    text = value.literal
    if not isinstance(text, str) or is_reserved(text) or suspect(text, noisy=False):
        return None
    is_of_object = any(name.partition(".")[0] in _OBJECTS for name in value.names)
    return value if value.is_sure and not (value.is_placeholder or is_of_object) else None


RULE = Rule(
    Code(id="U304", name="hard-coded-user-id", severity=Severity.WARNING, page=__doc__), check
)
