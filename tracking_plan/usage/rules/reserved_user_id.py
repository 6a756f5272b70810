"""A call gives a user id that stands for nobody.

Ids such as `anonymous`, `null` or `undefined` come out of code that had no user. All visitors who
share one become a single user, and that cannot be undone.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
altertable.track("Signed Up", "anonymous")  # expect: U302
altertable.identify("None")  # expect: U302
```

Good:

```python
altertable.track("Signed Up", user.id)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.words import listed
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject

ANY_CASE = frozenset(
    listed(
        """anonymous_id anonymous distinct_id distinctid false guest id not_authenticated true
        undefined user_id user visitor_id visitor"""
    )
)
EXACT = frozenset(("[object Object]", "0", "NaN", "none", "None", "null"))


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each literal id that is reserved."""
    for call in subject.calls:
        for slot in (call.user_id, call.new_user_id):
            for value in slot.values if slot else ():
                if _is_reserved(value.literal):
                    yield Problem(
                        message=f"{value.literal!r} is reserved and no user's id",
                        hint="pass the id of a user, or do not send the event",
                        at=value.at,
                    )


def _is_reserved(literal: object) -> bool:
    if not isinstance(literal, str):
        return False
    return literal in EXACT or literal.strip().lower() in ANY_CASE


RULE = Rule(Code(id="U302", name="reserved-user-id", severity=Severity.ERROR, page=__doc__), check)
