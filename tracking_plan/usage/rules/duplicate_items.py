"""A call sends an array with equal items, where the plan says that they are unique.

Only arrays whose items stand in the code are looked at; the same is said of payloads by D217.

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
altertable.track('Signed Up', { tags: ['a', 'a'] }); // expect: U217
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

_KEYWORDS = frozenset(("uniqueItems",))


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each array with equal items."""
    return breaking(subject, _KEYWORDS)


RULE = Rule(Code(id="U217", name="duplicate-items", severity=Severity.ERROR, page=__doc__), check)
