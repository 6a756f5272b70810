"""`replaced_by` leads to nothing that could be sent instead.

Whoever reads "use this one instead" looks for it. It has to be an event of the plan, or a property
beside the deprecated one, and must not itself be deprecated or retired, nor be the same.

Bad:

```yaml
events:
  Signup Done: {status: deprecated, replaced_by: Singed Up}  # expect: P501
  Joined: {status: deprecated, replaced_by: Signup Done}  # expect: P501
  Signed Up: {}
```

Good:

```yaml
events:
  Signup Done: {status: deprecated, replaced_by: Signed Up}
  Signed Up:
    properties:
      tier: {type: string, status: deprecated, replaced_by: plan}
      plan: string
```
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Generic, TypeVar

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.lint.corrections import replacement
from tracking_plan.lint.subject import Subject, is_written_here
from tracking_plan.names.likeness import Nearest
from tracking_plan.names.property_path import below
from tracking_plan.plan.model import Event, Plan, Property
from tracking_plan.plan.text.origin import Origin
from tracking_plan.plan.walk import walk
from tracking_plan.rule import Problem, Rule

T = TypeVar("T", Event, Property)
_IsWritten = Callable[[str], bool]


class _Beside(Generic[T]):
    """What a replacement may be chosen from, and the name that a misspelled one means."""

    def __init__(self, those: Iterable[T]) -> None:
        self._by_name: dict[str, T] = {one.name: one for one in those}

    def named(self, name: str) -> T | None:
        """The one of that name."""
        return self._by_name.get(name)

    @cached_property
    def nearest(self) -> Nearest:
        """Finds the name that looks most like another."""
        return Nearest(self._by_name)


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each `replaced_by` of an event or a property that leads nowhere."""
    plan = subject.plan
    events = plan.events.values()
    beside = _Beside(events)
    for event in events:
        name = event.replaced_by
        if name is None or plan.is_refused("events", name):
            continue
        if name in plan.events or not plan.has_unread_files:
            yield from _event(event, name, beside)
    if not any(use.prop.replaced_by for use in subject.uses):
        return
    for event in events:
        for version in event.versions:
            is_written = partial(_is_in, version.origin)
            yield from _properties(version.properties, event, is_written, version.others)
    is_common = partial(plan.origin.has, "common")
    yield from _properties(plan.common, None, is_common)
    for section, properties in (("shared", plan.shared.values()), ("traits", plan.traits or ())):
        yield from _properties(tuple(properties), None, partial(_is_elsewhere, plan, section))


def _is_in(origin: Origin, name: str) -> bool:
    """Whether a property of that name is written there, be it one that cannot be used."""
    return origin.has("properties", name) or origin.is_meant("properties")


def _is_elsewhere(plan: Plan, section: str, name: str) -> bool:
    return plan.has_unread_files or plan.is_refused(section, name)


def _event(event: Event, name: str, beside: _Beside[Event]) -> Iterator[Problem]:
    target, place = beside.named(name), event.origin.at("replaced_by")
    related: tuple[Related, ...] = ()
    close: str | None = None
    if target is None:
        close = beside.nearest.to(name)
        message = f"event {event.name!r} is replaced by {name!r}, which is not in the plan"
        hint = f"did you mean {close!r}?" if close else "name an event of the plan"
    elif target is event:
        message, hint = f"event {event.name!r} is replaced by itself", "name another event"
    elif target.status.is_leaving:
        message = f"event {event.name!r} is replaced by {name!r}, which is {target.status}"
        hint = (
            f"name {target.replaced_by!r}, which replaces that one"
            if target.replaced_by
            else "name an event that may be sent"
        )
        related = (Related(message=f"{name!r} is here", at=target.origin.place),)
    else:
        return
    yield Problem(
        message=message,
        hint=hint,
        at=place,
        related=related,
        event=event.name,
        fix=replacement(place, close) if close else None,
    )


def _properties(
    properties: Sequence[Property],
    event: Event | None,
    is_written: _IsWritten,
    others: Property | None = None,
) -> Iterator[Problem]:
    """Problems of properties that stand side by side, and of those nested in them."""
    yield from _siblings(properties, "", event, is_written)
    for path, prop in walk(properties, descends=is_written_here, others=others):
        if prop.properties and is_written_here(prop):
            yield from _siblings(prop.properties, path, event, partial(_is_in, prop.origin))


def _siblings(
    properties: Sequence[Property], path: str, event: Event | None, is_written: _IsWritten
) -> Iterator[Problem]:
    """Problems of the properties of the object at `path`."""
    beside = _Beside(properties)
    for prop in properties:
        is_taken = prop.ref is not None and not prop.origin.has("replaced_by")
        is_elsewhere = is_taken or (prop.is_common and event is not None)
        name = prop.replaced_by
        if name is None or is_elsewhere:
            continue
        if beside.named(name) is not None or not is_written(name):
            yield from _property(prop, name, below(path, prop.name), beside, event)


def _property(
    prop: Property, name: str, path: str, beside: _Beside[Property], event: Event | None
) -> Iterator[Problem]:
    target = beside.named(name)
    if target is None:
        close = beside.nearest.to(name)
        message = f"property {path!r} is replaced by {name!r}, which is not beside it"
        hint = f"did you mean {close!r}?" if close else "name a property that stands beside it"
    elif target is prop:
        message, hint = f"property {path!r} is replaced by itself", "name another property"
    elif target.status.is_leaving:
        message = f"property {path!r} is replaced by {target.name!r}, which is {target.status}"
        hint = "name a property that may be sent"
    else:
        return
    yield Problem(
        message=message,
        hint=hint,
        at=prop.origin.at("replaced_by"),
        event=event.name if event else None,
        property=path,
    )


RULE = Rule(
    Code(id="P501", name="unknown-replacement", severity=Severity.ERROR, page=__doc__), check
)
