"""An event lacks metadata that the plan requires.

An event that nobody described is an event that nobody dares to use, or to remove.
`conventions.require` lists what each event must say: `description` when left out, and any of
`trigger`, `answers`, `owner`, `sources`, `tags`, `metadata` and `examples`. A blank text says
nothing. Retired events are left alone.

Bad:

```yaml
conventions: {require: [description, owner]}
events:
  Signed Up:  # expect: P201
    description: A person made an account.
```

Good:

```yaml
conventions: {require: [description, owner]}
events:
  Signed Up:
    description: A person made an account.
    owner: growth@acme.example
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.lint.whole_plan import said_once
from tracking_plan.plan.model import Event, Status
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each thing that an event lacks."""
    if subject.plan.is_refused("conventions", "require"):
        return
    events = [e for e in subject.plan.events.values() if e.status is not Status.RETIRED]
    for key in subject.plan.conventions.require:
        lacking = [event for event in events if not _has(event, key)]
        message, hint = f"no event has `{key}`", f"add `{key}` to each"
        together = said_once(subject, message, hint, lacking, len(events))
        for event in lacking:
            yield Problem(
                message=f"event {event.name!r} has no {key}",
                hint=f"add `{key}`",
                at=event.origin.place,
                event=event.name,
                together=together,
            )


def _has(event: Event, key: str) -> bool:
    """Whether the event says something under one of its keys, be it something wrong."""
    if key in event.refused:
        return True
    if key == "sources":
        return bool(event.current.sources)
    value: object = getattr(event, key)
    return bool(value.strip() if isinstance(value, str) else value)


RULE = Rule(
    Code(id="P201", name="missing-metadata", severity=Severity.WARNING, page=__doc__), check
)
