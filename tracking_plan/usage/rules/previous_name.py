"""The code sends an event under a name that it had before.

The plan still knows the old name and holds the call to the same event, so nothing is lost; but two
names live on in the data until the last call is changed.

```yaml
events:
  Checkout Completed:
    previous_names: [checkout_completed]
```

Bad:

```typescript
altertable.track('checkout_completed'); // expect: U109
```

Good:

```typescript
altertable.track('Checkout Completed');
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.event_names import MatchKind
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import defined, planned


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each name that the plan lists under `previous_names`."""
    for sent, match in subject.matched(MatchKind.PREVIOUS):
        yield Problem(
            message=f"{sent.name!r} is a previous name of {match.event.name!r}",
            hint=f"write {match.event.name!r}",
            at=sent.at,
            related=(*defined(sent), planned(match.event)),
            event=match.event.name,
            fix=subject.rewriter.event(sent, match.event.name),
        )


RULE = Rule(Code(id="U109", name="previous-name", severity=Severity.WARNING, page=__doc__), check)
