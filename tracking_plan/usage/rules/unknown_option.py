"""An option that the SDK does not know is given, and dropped in silence.

`track` of the Python SDK knows `properties`, `timestamp`, `environment`, `anonymous_id` and
`device_id`, `identify` has `traits` in place of `properties`, and `alias` knows `timestamp` and
`environment` only. None has a `session_id`. They are keys of a dictionary: as keyword arguments
they make the call fail, which is an error. A timestamp is a text in ISO 8601 or a whole number of
seconds; the SDK cannot send a `datetime`.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```python
altertable.track(
    "Signed Up",
    user_id,
    {"properties": {"plan": "pro"}, "session_id": session},  # expect: U402
)
```

Good:

```python
altertable.track(
    "Signed Up",
    user_id,
    {"properties": {"plan": "pro"}, "timestamp": now.isoformat(), "environment": "staging"},
)
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import ENVELOPE
from tracking_plan.finding import Code, Severity
from tracking_plan.names.likeness import nearest
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.matching import unnested
from tracking_plan.usage.ours import is_posted
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each unknown option, unless it is a property in the wrong place."""
    for call in subject.written_calls:
        if is_posted(call):
            continue  # of those U405 speaks
        yield from _beyond(call)
        lost = {option.name for option in unnested(call)}
        for option in call.options.properties if call.options else ():
            if option.name in call.option_names or option.name in lost:
                continue
            given = {other.name for other in call.options.properties} if call.options else set()
            near = nearest(option.name, sorted(call.option_names - given))
            yield Problem(
                message=f"{call.method!s} has no option {option.name!r}",
                hint=f"did you mean {near!r}?" if near else "leave it out: it is never sent",
                at=option.at,
            )


def _beyond(call: Call) -> Iterator[Problem]:
    """A problem at each argument that the function does not have: the call raises a TypeError."""
    for argument in call.extra_arguments:
        if not argument.name:
            continue  # of those by position U407 speaks
        yield Problem(
            message=f"{call.method!s} has no argument {argument.name!r}: the call fails",
            hint=_place_for(argument.name, call),
            at=argument.at,
            severity=Severity.ERROR,
        )


def _place_for(name: str, call: Call) -> str:
    """Where what is given by keyword belongs."""
    if call.options is not None and name in call.option_names:
        inner = "{...}" if name == call.nested_key else "..."
        return f'put it into the options: {{"{name}": {inner}}}'
    if call.nested_key is None or name in ENVELOPE:
        return "leave it out"
    return f'leave it out, or put it into {{"{call.nested_key}": {{"{name}": ...}}}}'


RULE = Rule(Code(id="U402", name="unknown-option", severity=Severity.WARNING, page=__doc__), check)
