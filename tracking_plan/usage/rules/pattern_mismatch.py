"""A call sends a text that does not match the pattern that the plan gives it.

Only texts that stand in the code are looked at; the same is said of payloads by D216.

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
altertable.track('Signed Up', { code: 'abcd' }); // expect: U216
```

Good:

```typescript
altertable.track('Signed Up', { code: 'ABCD' });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.constraints import breaking
from tracking_plan.usage.subject import Subject

_KEYWORDS = frozenset(("pattern",))


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each text that breaks its pattern."""
    return breaking(subject, _KEYWORDS)


RULE = Rule(Code(id="U216", name="pattern-mismatch", severity=Severity.ERROR, page=__doc__), check)
