"""The code spells an event differently than the plan does.

Names on the wire are exact: `signed_up` and `Signed Up` are two events in every chart. The name is
the plan's but for case, spaces or punctuation, so the plan's spelling is what was meant.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```typescript
altertable.track('signed_up', { plan: 'pro' }); // expect: U102
```

Good:

```typescript
altertable.track('Signed Up', { plan: 'pro' });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.event_names import MatchKind
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import defined, planned


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each name that only its spelling keeps from being the plan's."""
    for sent, match in subject.matched(MatchKind.VARIANT):
        yield Problem(
            message=f"event {sent.name!r} is spelled {match.event.name!r} in the plan",
            hint=f"write {match.event.name!r}",
            at=sent.at,
            related=(*defined(sent), planned(match.event)),
            event=match.event.name,
            fix=subject.rewriter.event(sent, match.event.name),
        )


RULE = Rule(
    Code(id="U102", name="event-name-variant", severity=Severity.ERROR, page=__doc__), check
)
