"""An option is of a type that the API does not take.

The environment and ids are texts, a timestamp is a text or a number. The Python SDK checks neither:
what is given is sent, and refused. What cannot be told from the code is not reported.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
altertable.track("Signed Up", user_id, {"timestamp": True})  # expect: U413
altertable.track("Signed Up", user_id, {"environment": None})  # expect: U413
altertable.identify(user_id, {"device_id": 42})  # expect: U413
```

Good:

```python
altertable.track("Signed Up", user_id, {"timestamp": None, "environment": "staging"})
altertable.identify(user_id, {"device_id": str(device_id)})
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import FIELDS, Field
from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Value
from tracking_plan.usage.facts.expression import ValueType
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import with_article


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each option of a type that is known and wrong; U407 speaks of the properties."""
    for _, option in subject.options():
        field = FIELDS.get(option.name)
        for value in option.values if field else ():
            if field and value.type and not _is_fitting(value.type, field):
                wanted = " or ".join(with_article(name) for name in field.types)
                yield Problem(
                    message=f"option {option.name!r} is {with_article(value.type)}, not {wanted}",
                    hint=_hint(value),
                    at=value.at,
                )


def _is_fitting(given: ValueType, field: Field) -> bool:
    if given is ValueType.NULL:
        return field.nullable
    if given is ValueType.INTEGER:
        return "number" in field.types
    return str(given) in field.types


def _hint(value: Value) -> str:
    if value.type is ValueType.NULL:
        return "leave it out where there is no value"
    return "send what the API takes, or leave it out"


RULE = Rule(Code(id="U413", name="wrong-field-type", severity=Severity.ERROR, page=__doc__), check)
