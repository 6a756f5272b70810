"""A call gives a timestamp that is no moment.

A timestamp is a text in ISO 8601 (`2026-01-31T12:00:00Z`; without an offset it is read as UTC) or
a number. Dates are those of the calendar: `2026-W05-6` is none. Only what is written in the code is
judged; of numbers that count something else than is read, U403 speaks.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
altertable.track("Signed Up", user_id, {"timestamp": "yesterday"})  # expect: U414
altertable.track("Signed Up", user_id, {"timestamp": "2026-02-30"})  # expect: U414
```

Good:

```python
altertable.track("Signed Up", user_id, {"timestamp": now.isoformat()})
altertable.track("Signed Up", user_id, {"timestamp": "2026-01-31T12:00:00Z"})
altertable.identify(user_id, {"timestamp": 1767225600})
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.moment import moment_of
from tracking_plan.finding import Code, Severity
from tracking_plan.names.phrases import literal
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Value
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each literal timestamp that cannot be read; of other types U413 speaks."""
    for _, option in subject.options():
        for value in option.values if option.name == "timestamp" else ():
            problem = _problem(value) if value.is_literal else None
            if problem is not None:
                yield problem


def _problem(value: Value) -> Problem | None:
    given = value.literal
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return None
    if moment_of(given) is not None:
        return None
    return Problem(
        message=f"{literal(given)} is no timestamp that can be read",
        hint="send ISO 8601 text such as '2026-01-31T12:00:00Z'",
        at=value.at,
    )


RULE = Rule(Code(id="U414", name="invalid-timestamp", severity=Severity.ERROR, page=__doc__), check)
