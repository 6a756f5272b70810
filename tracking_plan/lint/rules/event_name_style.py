"""An event's name is not written in the plan's style.

People type event names into code, SQL and dashboards from memory, and `Checkout Completed` and
`checkout_completed` are two different events to all of them. `conventions.event_names` says which
style is right: `Title Case`, `Sentence case`, `lower case`, `snake_case`, `kebab-case`,
`camelCase`, `PascalCase`, or a `pattern` of your own. Without it, the style that more than half of
the names are written in counts as the plan's, and the others are flagged. Deprecated and retired
events are left alone, and so are the SDKs' own (`$pageview`). `--unsafe-fixes` renames an event in
the plan and puts the old name under `previous_names`; the code has to follow. It renames none whose
new name another event has, in whatever spelling: which of the two is meant is for people to say.

Bad:

```yaml
conventions: {event_names: Title Case}
events:
  Signed Up: {}
  checkout_completed: {}  # expect: P101
```

Good; the old spelling stays known, and payloads that bear it are reported:

```yaml
conventions: {event_names: Title Case}
events:
  Signed Up: {}
  Checkout Completed: {previous_names: [checkout_completed]}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.lint.corrections import Renaming
from tracking_plan.lint.style_check import misfits
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each event whose name does not fit."""
    if subject.plan.is_refused("conventions", "event_names"):
        return
    events = {event.name: event for event in subject.events if not is_system(event.name)}
    renaming = Renaming(subject.plan)
    for misfit in misfits(events, subject.plan.conventions.event_names):
        event, better = events[misfit.name], misfit.better
        hint = f"keep {better!r}, and list this name under its `previous_names`"
        yield Problem(
            message=f"event {event.name!r} is not written in {misfit.style}",
            hint=hint if misfit.is_known else misfit.hint,
            at=event.origin.place,
            event=event.name,
            fix=renaming.fix(event, better) if better else None,
        )


RULE = Rule(
    Code(id="P101", name="event-name-style", severity=Severity.WARNING, page=__doc__), check
)
