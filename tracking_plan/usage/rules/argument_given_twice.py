"""A call gives one argument twice, by its position and by its name.

Python raises a TypeError when it comes to the call.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
altertable.track("u_1", event="Signed Up")  # expect: U411
```

Good:

```python
altertable.track("Signed Up", "u_1")
altertable.track(distinct_id="u_1", event="Signed Up")
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import shape


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each argument by name that is given by its position, too."""
    for call in subject.written_calls:
        for name, at in call.given_twice:
            yield Problem(
                message=f"{call.method!s} is given {name!r} twice, by position and by name",
                hint=f"write {shape(call)}",
                at=at,
            )


RULE = Rule(
    Code(id="U411", name="argument-given-twice", severity=Severity.ERROR, page=__doc__), check
)
