"""The plan has an event that no call sends.

Either its calls are gone and it should be retired, or they were never written. Only active events
are meant, and only those that no code could send unseen: not where a call of its `sources` has an
unknown name, where code of them is in a language that is not read, or where something may be a call
without showing it. The closing lines of a run count the events that are not judged, and say why.
Calls whose names are put together count for every event that fits. Nothing is said of any event
when paths are named on the command line.

```yaml
events:
  Signed Up: {}
  Logged Out: {}
```

Bad (the finding stands at the event in the plan):

```typescript
altertable.track('Signed Up'); // expect: U501
```

Good:

```typescript
altertable.track('Signed Up');
altertable.track('Logged Out');
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.coverage import coverage
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each active event that could have been found and was not."""
    for event in coverage(subject).untracked:
        yield Problem(
            message=f"no call sends event {event.name!r}",
            hint="track it, or retire it",
            at=event.origin.place,
            event=event.name,
        )


RULE = Rule(
    Code(id="U501", name="planned-never-tracked", severity=Severity.WARNING, page=__doc__), check
)
