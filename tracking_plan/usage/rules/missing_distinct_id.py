"""A call on a server does not say whose event it is.

A browser knows its visitor; a server does not, and the Python SDK takes what it is given: without
an id the event belongs to nobody, or the call raises. `identify` and `alias` need one everywhere.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```python
altertable.track("Signed Up", None, {"properties": {"plan": "pro"}})  # expect: U301
altertable.identify()  # expect: U301
```

```typescript
altertable.identify(''); // expect: U301
altertable.identify(user.id || ''); // expect: U301
```

Good:

```python
altertable.track("Signed Up", user.id, {"properties": {"plan": "pro"}})
altertable.track(*arguments)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call, SentArgument
from tracking_plan.usage.subject import Subject

_EMPTY = (None, "")


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each call that provably lacks an id, or gives nothing for it."""
    for call in subject.written_calls:
        if call.given_twice or _has_other_name(call):
            continue
        if call.user_id is not None and call.needs_user_id:
            yield from _missing(call, call.user_id, "the id of a user")
        if call.new_user_id is not None:
            yield from _missing(call, call.new_user_id, "a new id")


def _has_other_name(call: Call) -> bool:
    """Whether the id may be what the call gives under a name that its function does not have."""
    return any(extra.name and extra.name not in call.option_names for extra in call.extra_arguments)


def _missing(call: Call, argument: SentArgument, what: str) -> Iterator[Problem]:
    empty = [v for v in argument.values if v.is_literal and v.literal in _EMPTY]
    is_undefined = argument.is_given is True and not argument.values
    if argument.is_given is False or is_undefined or empty:
        yield Problem(
            message=f"{call.method!s} is called without {what}",
            hint="pass the id of the user, or do not make the call where there is none",
            at=empty[0].at if empty else argument.at,
        )


RULE = Rule(
    Code(id="U301", name="missing-distinct-id", severity=Severity.ERROR, page=__doc__), check
)
