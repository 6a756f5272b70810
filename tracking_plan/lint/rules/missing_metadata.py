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
from tracking_plan.plan.model import Event, Status
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each event that lacks something."""
    if subject.plan.is_refused("conventions", "require"):
        return
    required = subject.plan.conventions.require
    for event in subject.plan.events.values():
        if event.status is Status.RETIRED:
            continue
        missing = [key for key in required if not _has(event, key)]
        if missing:
            yield Problem(
                message=f"event {event.name!r} has no {_listed(missing)}",
                hint=f"add {', '.join(f'`{key}`' for key in missing)}",
                at=event.origin.place,
                event=event.name,
            )


def _has(event: Event, key: str) -> bool:
    """Whether the event says something under one of its keys, be it something wrong."""
    if key in event.refused:
        return True
    if key == "sources":
        return bool(event.current.sources)
    value: object = getattr(event, key)
    return bool(value.strip() if isinstance(value, str) else value)


def _listed(keys: list[str]) -> str:
    *first, last = keys
    return f"{', '.join(first)} and no {last}" if first else last


RULE = Rule(
    Code(id="P201", name="missing-metadata", severity=Severity.WARNING, page=__doc__), check
)
