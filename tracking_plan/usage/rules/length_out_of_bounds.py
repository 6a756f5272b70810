"""A call sends a text or an array that is shorter or longer than the plan allows.

Only texts and arrays that stand in the code, with all their items, are looked at; the same is said
of payloads by D214.

```yaml
events:
  Signed Up:
    properties:
      plan: {enum: [free, pro], type: string}
      seats: {type: integer, minimum: 1, maximum: 500}
      code: {type: string, pattern: '^[A-Z]{4}$', max_length: 4}
      invited: {type: string, format: date}
      tags: {type: array, items: string, unique_items: true, max_items: 3}
```

Bad:

```typescript
altertable.track('Signed Up', { tags: ['a', 'b', 'c', 'd'] }); // expect: U214
```

Good:

```typescript
altertable.track('Signed Up', { tags: ['a', 'b'] });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.constraints import breaking
from tracking_plan.usage.subject import Subject

_KEYWORDS = frozenset(("minLength", "maxLength", "minItems", "maxItems"))


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each text and array of a wrong length."""
    return breaking(subject, _KEYWORDS)


RULE = Rule(
    Code(id="U214", name="length-out-of-bounds", severity=Severity.ERROR, page=__doc__), check
)
