"""The events of a function are not known at some of its calls.

The function is one that an adapter describes, or one of the project that sends what its callers
give. What the calls are is counted, and where nearly none is known the adapter may look for the
event in the wrong place. Each name that is computed is a warning by itself (U105).

```yaml
usage:
  adapters:
    - {name: own, callee: record_event, from: app.events, event: [0, name]}
events:
  Signed Up: {}
```

Bad (the finding stands at the adapter in the plan, or at the function):

```python
from app.events import record_event  # expect: U905
from app.names import NAME

record_event("Signed Up")
record_event(NAME)
```

Good:

```python
from app.events import record_event

record_event("Signed Up")
record_event(name="Signed Up")
```
"""

from collections.abc import Iterable, Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.phrases import plural
from tracking_plan.place import Place
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each adapter, and at each function of the project, with unknown names."""
    for row, calls in _grouped(subject.calls).items():
        unknown = sum(call.dynamic is not None for call in calls)
        if not unknown:
            continue
        adapters = subject.plan.usage.adapters
        adapter = adapters[row] if isinstance(row, int) and row < len(adapters) else None
        whose = f"of adapter {adapter.name!r}" if adapter else "by way of this function"
        yield Problem(
            message=f"names unknown in {unknown} of {plural(len(calls), 'call')} {whose}",
            hint="`usage --inventory` lists them: give a constant, or declare what they send in a "
            'comment, `tracking-plan: sends "Event Name"`',
            at=adapter.origin.place if adapter else calls[0].through[0],
        )


def _grouped(calls: Iterable[Call]) -> dict[int | Place, list[Call]]:
    """The calls by the function that each is of: its adapter, or its place in the project."""
    groups: dict[int | Place, list[Call]] = {}
    for call in calls:
        key = call.through[0] if call.through else call.row
        if key is not None:
            groups.setdefault(key, []).append(call)
    return groups


RULE = Rule(Code(id="U905", name="names-unknown", severity=Severity.INFO, page=__doc__), check)
