"""A call gives null where its properties belong.

The Python SDK sends `null`, and the API wants an object: the event is refused. What has no
properties is sent without the key, or with an empty object.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
altertable.track("Signed Up", user_id, {"properties": None})  # expect: U212
```

Good:

```python
altertable.track("Signed Up", user_id, {"properties": {}})
altertable.track("Signed Up", user_id)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call, Value
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each null that is given for the properties, or the traits."""
    for call in subject.written_calls:
        for value in _nulls(call):
            yield Problem(
                message=f"null is sent for the {call.nested_key}, and the API wants an object",
                hint=f"leave `{call.nested_key}` out where there are none, or send {{}}",
                at=value.at,
            )


def _nulls(call: Call) -> Iterator[Value]:
    """The nulls that may be sent; one that a variable begins with may be none of them."""
    for option in call.options.properties if call.options else ():
        if option.name == call.nested_key:
            nulls = (v for v in option.values if v.is_literal and v.literal is None)
            yield from (value for value in nulls if not value.is_placeholder)


RULE = Rule(Code(id="U212", name="null-properties", severity=Severity.ERROR, page=__doc__), check)
