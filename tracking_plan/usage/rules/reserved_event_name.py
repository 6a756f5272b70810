"""The code sends an event under a name that is not its to give.

Names that begin with `$` belong to the SDKs, which send `$pageview`, `$screen` and `$view` by
themselves. A name that is blank, has spaces around it or a control character in it looks like
another event in every list. A function that `usage.adapters` describes may be another SDK's, which
has such names of its own (`$identify`): there, `$` says nothing.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```typescript
altertable.track('$signup', { plan: 'pro' }); // expect: U107
altertable.track('Signed Up ', { plan: 'pro' }); // expect: U107, U102
```

Good:

```typescript
altertable.track('$pageview');
altertable.track('Signed Up', { plan: 'pro' });
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_plannable, is_sent_event, is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import defined


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each name that no event may have."""
    for call, sent in subject.sent():
        is_known = sent.name in subject.plan.events or is_sent_event(sent.name)
        is_known = is_known or (call.is_described and is_system(sent.name))
        if is_known or is_plannable(sent.name):
            continue
        match = subject.names.find(sent.name)
        planned = match.event.name if match else None
        if is_system(sent.name):
            message = f"event {sent.name!r} begins with '$', which is reserved for the SDKs"
        elif sent.name != sent.name.strip() or not sent.name:
            message = f"event name {sent.name!r} is blank or padded with spaces"
        else:
            message = f"event name {sent.name!r} holds a control character"
        yield Problem(
            message=message,
            hint=f"write {planned!r}" if planned else "give it a name of your own",
            at=sent.at,
            related=defined(sent),
            event=sent.name,
        )


RULE = Rule(
    Code(id="U107", name="reserved-event-name", severity=Severity.ERROR, page=__doc__), check
)
