"""A stretch of code cannot be parsed, and calls in it may have been missed.

The rest of the file was read. Reported only where a tracking call stands in such a stretch or looks
as if it did. Nothing else is said of a call whose statement cannot be parsed: nobody knows which
arguments it has.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```python
altertable.track("Signed Up", user_id, {"properties": {"plan": }})  # expect: U901
```

```typescript
altertable.track('Signed Up' { plan: 'gold' }); // expect: U901
altertable.track('Signed Up'), { plan: 'gold' }); // expect: U901
```

Good:

```python
altertable.track("Signed Up", user_id, {"properties": {"plan": "pro"}})
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each such stretch."""
    for place in subject.scan.unparsed:
        yield Problem(
            message="this code cannot be parsed; tracking calls in it may be missed",
            hint="correct the syntax",
            at=place,
        )


RULE = Rule(Code(id="U901", name="parse-degraded", severity=Severity.WARNING, page=__doc__), check)
