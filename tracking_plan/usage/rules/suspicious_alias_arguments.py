"""An alias joins an id with itself, or with the id of somebody who is not known yet.

`alias` is for ids of other systems (`stripe:cus_1`). What somebody did before the login is joined
by `identify`, without an alias. Of payloads, D306 says that an id is joined with itself.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
altertable.alias(user.id, user.id)  # expect: U306
altertable.alias(user.id, visitor.anonymous_id)  # expect: U306
```

Good:

```python
altertable.alias(user.id, f"stripe:{customer.id}")
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.words import words
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Method, SentArgument, Value
from tracking_plan.usage.ours import is_altertables
from tracking_plan.usage.subject import Subject

_UNKNOWN_PERSON = frozenset({"anonymous", "anon", "visitor", "device"})


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each alias of which both ids are the same, or one is nobody's yet."""
    for call in subject.calls:
        new, old = _only(call.new_user_id), _only(call.user_id)
        if call.method is not Method.ALIAS or new is None:
            continue
        if old is not None and _is_same(old, new):
            yield Problem(
                message="both ids of the alias are the same: nothing is joined",
                hint="give the id of the other system in second place",
                at=new.at,
            )
        elif is_altertables(call) and new.names and _is_of_nobody(new.names[-1]):
            yield Problem(
                message=f"{new.names[-1]!r} seems to be an id from before the login, which"
                " `identify` joins by itself",
                hint="call identify with the id of the user, and keep alias for ids of other"
                " systems",
                at=new.at,
            )


def _only(argument: SentArgument | None) -> Value | None:
    """The one value that an argument has."""
    return argument.values[0] if argument is not None and len(argument.values) == 1 else None


def _is_same(old: Value, new: Value) -> bool:
    """Whether two values are the same text, or the same variable."""
    if old.is_literal or new.is_literal:
        return old.is_literal and new.is_literal and old.literal == new.literal
    is_named = bool(old.names) and old.names[-1:] == new.names[-1:]
    return is_named and "()" not in old.names[-1]


def _is_of_nobody(path: str) -> bool:
    name = [word.lower() for word in words(path.rpartition(".")[2])]
    return len(name) > 1 and name[-1] == "id" and not _UNKNOWN_PERSON.isdisjoint(name)


RULE = Rule(
    Code(id="U306", name="suspicious-alias-arguments", severity=Severity.INFO, page=__doc__), check
)
