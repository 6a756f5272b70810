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

from tracking_plan.altertable.user_ids import is_reserved
from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each literal id that is reserved."""
    for call in subject.written_calls:
        for argument in call.ids:
            needs_one = call.needs_user_id or argument is call.new_user_id
            for value in argument.values:
                literal = value.literal
                if literal == "" and needs_one:
                    continue  # of that U301 speaks
                if isinstance(literal, str) and is_reserved(literal):
                    why = "is reserved and" if literal.strip() else "is blank and"
                    yield Problem(
                        message=f"{literal!r} {why} no user's id",
                        hint="pass the id of a user, or do not send the event",
                        at=value.at,
                    )


RULE = Rule(Code(id="U302", name="reserved-user-id", severity=Severity.ERROR, page=__doc__), check)
