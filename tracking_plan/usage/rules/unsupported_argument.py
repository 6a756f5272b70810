"""An argument is of a type that the function does not take, or is one too many.

Properties, traits and options are objects, ids are texts. The SDKs check none of it: a text or a
list in place of an object is dropped or sent as something else, and so is a number as an id. So is
what JSON cannot hold: a function, a set, a date. One argument too many makes a call in Python fail;
JavaScript ignores it, so that its data are lost.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro]}
```

Bad:

```typescript
altertable.track('Signed Up', 'u_1'); // expect: U407
altertable.track('Signed Up', ['pro']); // expect: U407
altertable.identify(42); // expect: U407
altertable.track('Signed Up', { plan: 'pro' }, { trial: true }); // expect: U407
```

```python
altertable.track("Signed Up", user_id, {"properties": ["pro"]})  # expect: U407
altertable.track("Signed Up", user_id, "pro")  # expect: U407
altertable.track("Signed Up", 0)  # expect: U407
altertable.track("Signed Up", user_id, {}, {"plan": "pro"})  # expect: U407
```

Good:

```typescript
altertable.track('Signed Up', { plan: 'pro' });
altertable.identify(String(42));
```

```python
altertable.track("Signed Up", str(user_id), {"properties": {"plan": "pro"}})
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call, Value
from tracking_plan.usage.facts.expression import ValueType
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.misfits import is_unfit, no_objects
from tracking_plan.usage.rules.random_user_id import is_random
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import shape, with_article

_NO_IDS = (ValueType.INTEGER, ValueType.NUMBER, ValueType.BOOLEAN)


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each argument that is provably of another type, or one too many."""
    for call in subject.written_calls:
        wrong = no_objects(call)
        for value in wrong:
            yield _problem(call, value, "an object", f"write {shape(call)}")
        for identity in call.ids:
            for value in identity.values:
                if value.type in _NO_IDS or (is_unfit(call, value) and not is_random(call, value)):
                    yield _problem(
                        call, value, "the id of a user", "ids are texts: turn it into one"
                    )
        for extra in call.extra_arguments:
            if (
                not extra.name and not wrong
            ):  # else what is too much is the object, in a wrong place
                yield Problem(
                    message=f"{call.method!s} takes no further argument: {_effect(call)}",
                    hint=f"write {shape(call)}",
                    at=extra.at,
                )


def _effect(call: Call) -> str:
    fails = LANGUAGES[call.language].counts_arguments
    return "the call fails" if fails else "this one is ignored"


def _problem(call: Call, value: Value, wanted: str, hint: str) -> Problem:
    given = value.unfit.what if value.unfit else with_article(str(value.type or "value"))
    return Problem(
        message=f"{call.method!s} is given {given} where it takes {wanted}",
        hint=hint,
        at=value.at,
    )


RULE = Rule(
    Code(id="U407", name="unsupported-argument", severity=Severity.ERROR, page=__doc__), check
)
