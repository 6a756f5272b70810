"""A call sends a property that is deprecated.

```yaml
events:
  Signed Up:
    properties:
      tier: {type: string, status: deprecated, replaced_by: plan}
      plan: string
```

Bad:

```typescript
altertable.track('Signed Up', { tier: 'pro' }); // expect: U206
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
        subject, "deprecated", lambda prop: prop.status_on(subject.today) is Status.DEPRECATED
    )


RULE = Rule(
    Code(id="U206", name="deprecated-property", severity=Severity.WARNING, page=__doc__), check
)
