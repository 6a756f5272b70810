"""An object that a call sends has a key twice, and the first value is lost.

The later one counts, in Python and in JavaScript. One of the two was meant to be called something
else, or is left over. What a spread brings is no duplicate: there a later key is meant to win.

```yaml
events:
  Signed Up:
    properties: {plan: string, seats: integer}
```

Bad:

```typescript
altertable.track('Signed Up', { plan: 'free', seats: 3, plan: 'pro' }); // expect: U210
```

```python
altertable.track(
    "Signed Up",
    user_id,
    {"properties": {"plan": "free", "plan": "pro"}},  # expect: U210
)
```

Good:

```typescript
altertable.track('Signed Up', { ...defaults, plan: 'pro', seats: 3 });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Fields, SentProperty
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each key that its object has before."""
    for call in subject.written_calls:
        options = call.options or Fields()
        own = [event.properties for event in call.events if event.properties is not None]
        for fields in (options, call.properties, *own):
            yield from _in_fields(subject, fields)


def _in_fields(subject: Subject, fields: Fields) -> Iterator[Problem]:
    for sent in fields.properties:
        if sent.again is not None:
            yield _problem(subject, sent)
        for value in sent.values:
            yield from _in_fields(subject, value.fields or Fields())


def _problem(subject: Subject, sent: SentProperty) -> Problem:
    again = sent.again
    assert again is not None
    return Problem(
        message=f"{sent.name!r} is given twice, and the first value is never sent",
        hint="take the first one out, or give it the name that was meant",
        at=sent.at,
        related=(Related(message="the first one is here", at=again.key),),
        property=sent.name,
        fix=subject.rewriter.without_entry(again.whole) if again.is_plain else None,
    )


RULE = Rule(
    Code(id="U210", name="duplicate-property-key", severity=Severity.ERROR, page=__doc__), check
)
