"""A call sends a number that is too small, too large, or not a multiple of what the plan says.

Only numbers that stand in the code are looked at; the same is said of payloads by D213.

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
altertable.track('Signed Up', { seats: 0 }); // expect: U213
```

Good:

```typescript
altertable.track('Signed Up', { seats: 3 });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.constraints import breaking
from tracking_plan.usage.subject import Subject

_KEYWORDS = frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"))


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each number outside its bounds."""
    return breaking(subject, _KEYWORDS)


RULE = Rule(
    Code(id="U213", name="value-out-of-bounds", severity=Severity.ERROR, page=__doc__), check
)
