"""The texts of a plan that must match what is sent, each where it is written."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tracking_plan.lint.subject import Subject, Use
from tracking_plan.place import Place, Route
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.origin import Origin

_ESCAPE = re.compile(r"\\[xuUN_LP]")


class Spelling(NamedTuple):
    """A name or an enum value. `kind` says what it is, and among which it must be told apart."""

    kind: str
    text: str
    origin: Origin
    route: Route = ()
    event: str | None = None
    path: str | None = None

    @property
    def at(self) -> Place:
        """Where it is written."""
        return self.origin.at(*self.route) if self.route else self.origin.place

    @property
    def is_name(self) -> bool:
        """Whether it is a name, and no value."""
        return not self.kind.startswith("value")

    @property
    def what(self) -> str:
        """What it is, in words."""
        if not self.is_name:
            return f"the value {self.text!r} of {self.path!r}"
        return f"the {self.kind} {self.text!r}"


def spellings(subject: Subject) -> Iterator[Spelling]:
    """Every name that new code sends, and every text that it may choose from.

    None where all are ASCII, which nothing can be hidden in.
    """
    if all(_is_ascii(file.text) for file in subject.plan.files):
        return
    yield from _settings(subject.plan)
    for event in subject.events:
        yield Spelling("event name", event.name, event.origin, (), event.name)
        for number, tag in enumerate(event.tags):
            yield Spelling("tag", tag, event.origin, ("tags", number), event.name)
    for use in subject.active:
        prop = use.prop
        if prop.name:
            yield Spelling("property name", prop.name, prop.origin, (), use.event_name, use.path)
        if prop.ref is None and (prop.enum is not None or prop.const is not None):
            yield from _values(use)


def _settings(plan: Plan) -> Iterator[Spelling]:
    """The names of what payloads are sent from."""
    for number, name in enumerate(plan.environments or ()):
        yield Spelling("environment", name, plan.origin, ("environments", number))
    for source in plan.sources.values():
        route = ("sources", source.name)
        yield Spelling("source", source.name, plan.origin, route)
        for number, lib in enumerate(source.libs):
            yield Spelling("library", lib, plan.origin, (*route, "libs", number))


def _is_ascii(text: str) -> bool:
    """Whether the values of a YAML text are ASCII: the text is, and has no escapes for others."""
    return text.isascii() and _ESCAPE.search(text) is None


def _values(use: Use) -> Iterator[Spelling]:
    """The texts of an enum, or of a const."""
    prop = use.prop
    kind = f"value {use.event_name} {use.path}"
    for number, entry in enumerate(prop.enum or ()):
        if isinstance(entry.value, str) and not entry.is_deprecated:
            route = ("enum", number)
            yield Spelling(kind, entry.value, prop.origin, route, use.event_name, use.path)
    if isinstance(prop.const, str):
        yield Spelling(kind, prop.const, prop.origin, ("const",), use.event_name, use.path)
