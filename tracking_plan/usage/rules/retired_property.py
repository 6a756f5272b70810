"""A call sends a property that is retired, or past its sunset.

The plan keeps its name so that nobody gives it another meaning; every payload with it is refused.
`--today` moves the day with which sunsets are compared.

```yaml
events:
  Signed Up:
    properties:
      tier: {type: string, status: retired, replaced_by: plan}
      plan: string
```

Bad:

```typescript
altertable.track('Signed Up', { tier: 'pro' }); // expect: U218
```

Good:

```typescript
altertable.track('Signed Up', { plan: 'pro' });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.model import Status
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.leaving import sent_ones
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each key of such a property."""
    return sent_ones(
        subject, "retired", lambda prop: prop.status_on(subject.today) is Status.RETIRED
    )


RULE = Rule(Code(id="U218", name="retired-property", severity=Severity.ERROR, page=__doc__), check)
