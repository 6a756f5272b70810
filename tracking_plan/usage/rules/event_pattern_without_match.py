"""The name of an event is put together from parts, and no event of the plan fits them.

The unknown parts are read as `*`, which stands for any text. Names that begin with `$` are another
SDK's own where a function sends them that `usage.adapters` describes: they need no event.

```yaml
events:
  Step Address Completed: {}
  Step Payment Completed: {}
```

Bad:

```typescript
altertable.track(`Stage ${name} Completed`); // expect: U106
```

Good:

```typescript
altertable.track(`Step ${name} Completed`);
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each pattern that fits no event."""
    for call in subject.calls:
        for sent in call.events:
            is_others = call.is_described and is_system(sent.name)
            if is_others or sent.resolution is not Resolution.PATTERN or subject.fitting(sent):
                continue
            yield Problem(
                message=f"no event of the plan fits {sent.name!r}",
                hint="add the events that it stands for to the plan",
                at=sent.at,
                event=sent.name,
            )


RULE = Rule(
    Code(id="U106", name="event-pattern-without-match", severity=Severity.ERROR, page=__doc__),
    check,
)
