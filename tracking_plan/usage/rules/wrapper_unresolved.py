"""A function sends what its callers give it, and no call of it was found.

It may be called by code that was not read, by another name, or not at all. Which events it sends
cannot be told then, and nothing is said of events that it might send.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
def record(event, user_id):  # expect: U903
    altertable.track(event, user_id)
```

Good:

```python
def record(event, user_id):
    altertable.track(event, user_id)

record("Signed Up", user_id)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.subject import Subject

_GIVEN = (DynamicReason.PARAMETER, DynamicReason.SPREAD)


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each such function, once."""
    if not subject.scan.is_whole:
        return  # callers may be in what was not named
    unanswered = [call for call in subject.calls if call.forwards and call.dynamic in _GIVEN]
    possible = {call.through for call in subject.scan.doubtful}
    tested = {call.through for call in subject.scan.in_tests}
    for call in {call.forwards[0]: call for call in reversed(unanswered)}.values():
        found = "no call of it"
        if call.forwards in tested:
            found = "no call of it but in tests"
        elif call.forwards in possible:
            found = "no call that is surely one of it"
        yield _problem(call, found)


def _problem(call: Call, found: str) -> Problem:
    return Problem(
        message=f"this function sends the events that its callers name, and {found} was found",
        hint='say what it sends in a comment, `tracking-plan: sends "Event Name"`, or describe how'
        " it is called in `usage.adapters`",
        at=call.forwards[0],
        related=(Related(message="the event is sent here", at=call.at),),
    )


RULE = Rule(Code(id="U903", name="wrapper-unresolved", severity=Severity.INFO, page=__doc__), check)
