"""The properties stand where the user's id belongs.

JavaScript calls have the properties second, Python calls the id. The Python SDK raises nothing: it
sends the dictionary as the id and no properties at all.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```python
altertable.track("Signed Up", {"plan": "pro"})  # expect: U303
altertable.identify({"plan": "pro"})  # expect: U303
```

```typescript
altertable.identify({ plan: 'pro' }); // expect: U303
```

Good:

```python
altertable.track("Signed Up", user_id, {"properties": {"plan": "pro"}})
altertable.identify(user_id, {"traits": {"plan": "pro"}})
```

```typescript
altertable.identify(userId, { plan: 'pro' });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call, Method
from tracking_plan.usage.facts.expression import ValueType
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import shape, with_article


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each object that is given as an id."""
    for call in subject.written_calls:
        for argument in call.ids:
            for value in argument.values:
                if value.type in (ValueType.OBJECT, ValueType.ARRAY):
                    yield Problem(
                        message=f"{with_article(value.type)} is given as the id of a user",
                        hint=_hint(call),
                        at=value.at,
                    )


def _hint(call: Call) -> str:
    """The right form of a call to an SDK; what an adapter describes has a form of its own."""
    is_known = bool(call.objects) or call.method is Method.ALIAS
    return f"write {shape(call)}" if is_known else "pass the id of a user"


RULE = Rule(
    Code(id="U303", name="distinct-id-is-properties", severity=Severity.ERROR, page=__doc__), check
)
