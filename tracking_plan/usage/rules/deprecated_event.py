"""The code sends an event that is deprecated.

It still arrives, but the plan wants it gone: new code should send what replaces it, if the plan
names that (`replaced_by`). A sunset that has come makes it retired (U104).

```yaml
events:
  Signup Done: {status: deprecated}
  Signed Up: {}
```

Bad:

```python
altertable.track("Signup Done", user_id)  # expect: U103
```

Good:

```python
altertable.track("Signed Up", user_id)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.model import Status
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import planned


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each name of such an event."""
    for sent, event, status in subject.with_status():
        if status is not Status.DEPRECATED:
            continue
        instead = event.replaced_by
        yield Problem(
            message=f"event {event.name!r} is deprecated",
            hint=f"send {instead!r} instead" if instead else "stop sending it",
            at=sent.at,
            related=(planned(event),),
            event=event.name,
            fix=subject.rewriter.event(sent, instead) if instead else None,
        )


RULE = Rule(
    Code(id="U103", name="deprecated-event", severity=Severity.WARNING, page=__doc__), check
)
