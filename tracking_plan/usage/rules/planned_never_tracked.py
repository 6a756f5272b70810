"""The plan has an event that no call sends.

Either its calls are gone and it should be retired, or they were never written. Only active events
are meant, and only where the code that would send them was read: an event whose `sources` have no
files that this tool scans is left alone, and so are all when paths are named on the command line.
Calls whose names are put together count for every event that fits.

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

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.plan.model import Status
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each active event that could have been found and was not."""
    if not subject.scan.is_whole or not subject.scan.files:
        return
    sent = subject.names_sent()
    unknown = sum(1 for call in subject.calls if call.dynamic is not None)
    for event in subject.plan.events.values():
        if event.name in sent or event.status is not Status.ACTIVE or is_system(event.name):
            continue
        if subject.was_scanned_for(event):
            calls = "call sends an event" if unknown == 1 else "calls send events"
            maybe = f"{unknown} {calls} that cannot be told" if unknown else None
            yield Problem(
                message=f"no call sends event {event.name!r}",
                hint=maybe or "track it, or retire it",
                at=event.origin.place,
                event=event.name,
            )


RULE = Rule(
    Code(id="U501", name="planned-never-tracked", severity=Severity.WARNING, page=__doc__), check
)
