"""A function sends what its callers give it, and none of its calls could be followed.

It may be called by code that was not read, in a way that is not understood, or not at all. Which
events it sends cannot be told then, and nothing is said of events that it might send.

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
    tested = {call.through for call in subject.scan.in_tests}
    for call in {call.forwards[0]: call for call in reversed(unanswered)}.values():
        yield _problem(call, " outside of tests" if call.forwards in tested else "")


def _problem(call: Call, where: str) -> Problem:
    return Problem(
        message="this function sends the events that its callers name, and none of its calls"
        f"{where} could be followed",
        hint='say what it sends in a comment, `tracking-plan: sends "Event Name"`, or describe how'
        " it is called in `usage.adapters`",
        at=call.forwards[0],
        related=(Related(message="the event is sent here", at=call.at),),
    )


RULE = Rule(Code(id="U903", name="wrapper-unresolved", severity=Severity.INFO, page=__doc__), check)
