"""A timestamp counts something else than its reader takes it for.

The Python SDK reads a whole number as seconds: milliseconds make the call fail. The API's
documentation reads numbers as milliseconds, and an SDK's specification as seconds: what is posted
in seconds may become a day in 1970, which is a warning. A text in ISO 8601 is the one form that all
agree on. Only numbers that are written in the code are judged. Of payloads, D403 says the same.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
import requests

altertable.track("Signed Up", user_id, {"timestamp": 1767225600000})  # expect: U403
requests.post(
    "https://api.altertable.ai/track",
    json={
        "environment": "production",
        "event": "Signed Up",
        "properties": {},
        "timestamp": 1767225600,  # expect: U403
    },
)
```

Good:

```python
altertable.track("Signed Up", user_id, {"timestamp": now.isoformat()})
altertable.track("Signed Up", user_id, {"timestamp": 1767225600})
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.moment import LAST_SECOND, Unit, moment_of, unit_of
from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Value
from tracking_plan.usage.ours import is_posted
from tracking_plan.usage.subject import Subject

_LEAST = 10**8  # seconds since 1970; what is smaller is no moment of a product's life in any unit
_HINT = "send ISO 8601 text such as '2026-01-31T12:00:00Z'"


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each number that is a moment in another unit; of other numbers U414 speaks."""
    for call, option in subject.options():
        for value in option.values if option.name == "timestamp" else ():
            problem = _posted(value) if is_posted(call) else _given(value)
            if problem is not None:
                yield problem


def _given(value: Value) -> Problem | None:
    """What is wrong with a number that the Python SDK reads as seconds."""
    given = value.literal
    if isinstance(given, bool) or not isinstance(given, int) or moment_of(given) is None:
        return None
    unit = unit_of(given)
    if unit is Unit.SECONDS:
        return None
    effect = "the call fails" if abs(given) > LAST_SECOND else "this is read as another day"
    return Problem(
        message=f"the timestamp looks like {unit}, and whole numbers count seconds: {effect}",
        hint=_HINT,
        at=value.at,
    )


def _posted(value: Value) -> Problem | None:
    """What is wrong with a number that the API's documentation reads as milliseconds."""
    given = value.literal
    if isinstance(given, bool) or not isinstance(given, int | float) or moment_of(given) is None:
        return None
    unit = unit_of(given)
    if unit is Unit.MILLISECONDS or abs(given) < _LEAST:
        return None
    return Problem(
        message=f"the timestamp looks like {unit}, and the API reads numbers as milliseconds",
        hint=_HINT,
        at=value.at,
        severity=Severity.WARNING,
    )


RULE = Rule(Code(id="U403", name="timestamp-unit", severity=Severity.ERROR, page=__doc__), check)
