"""An event is sent from a platform that the plan does not name for it.

A call's platform is known by the path of its file. Sending the same event from two platforms counts
it twice, so the plan says which ones do.

```yaml
sources:
  web: {paths: ["**/*.ts"]}
  backend: {paths: ["**/*.py"]}
events:
  Signed Up: {sources: [backend]}
```

Bad:

```typescript
altertable.track('Signed Up'); // expect: U108
```

Good:

```python
altertable.track("Signed Up", user_id)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import planned


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each call whose platform is not one of the event's."""
    for matched in subject.matched_calls:
        sources = matched.version.sources if matched.version else None
        source, sent, event = matched.call.source, matched.sent, matched.event
        if source is None or sources is None or source in sources or not sent or not event:
            continue
        yield Problem(
            message=f"event {event.name!r} is not to be sent from {source!r}",
            hint=f"send it from {' or '.join(repr(name) for name in sources)}",
            at=sent.at,
            related=(planned(event),),
            event=event.name,
        )


RULE = Rule(
    Code(id="U108", name="event-on-wrong-source", severity=Severity.WARNING, page=__doc__), check
)
