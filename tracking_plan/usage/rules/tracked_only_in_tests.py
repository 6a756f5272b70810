"""Tests send an event, and nothing else does.

Calls in tests are read and not judged: their events are made up as often as not. Where they are the
only ones that send an event of the plan, the product does not send it. Tests are known by their
folder or file name (`tests/`, `__tests__/`, `test_x.py`, `x.test.ts`); `usage.test_paths` names
others, and `usage.tests: include` has them judged like the product's code.

```yaml
usage:
  test_paths: ["*.py"]
events:
  Signed Up: {}
```

Bad (the finding stands at the event in the plan):

```python
altertable.track("Signed Up", user_id)  # expect: U504
```

Good:

```typescript
altertable.track('Signed Up');
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.coverage import coverage
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each event that only calls in tests send."""
    for event in coverage(subject).in_tests:
        places = (
            call.at
            for call in subject.scan.in_tests
            if any(sent.name == event.name for sent in call.events)
        )
        yield Problem(
            message=f"only tests send event {event.name!r}",
            hint="track it in the product, or retire it",
            at=event.origin.place,
            related=tuple(Related(message="a test sends it here", at=at) for at in places)[:3],
            event=event.name,
        )


RULE = Rule(
    Code(id="U504", name="tracked-only-in-tests", severity=Severity.WARNING, page=__doc__), check
)
