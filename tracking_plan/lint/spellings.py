"""The texts of a plan that must match what is sent, each where it is written."""

from collections.abc import Iterator
from typing import NamedTuple

from tracking_plan.lint.subject import Subject, Use
from tracking_plan.place import Place


class Spelling(NamedTuple):
    """A name or an enum value. `kind` says among which others it must be told apart."""

    kind: str
    text: str
    at: Place
    event: str | None = None
    path: str | None = None

    @property
    def is_name(self) -> bool:
        """Whether it is the name of an event or a property."""
        return not self.kind.startswith("value")

    @property
    def what(self) -> str:
        """What it is, in words."""
        if not self.is_name:
            return f"the value {self.text!r} of {self.path!r}"
        return f"the {self.kind} name {self.text!r}"


def spellings(subject: Subject) -> Iterator[Spelling]:
    """Every name that new code sends, and every text that it may choose from."""
    for event in subject.events:
        yield Spelling("event", event.name, event.origin.place, event.name)
    for use in subject.active:
        prop = use.prop
        if prop.name:
            at = prop.origin.place
            yield Spelling("property", prop.name, at, use.event_name, use.path)
        if prop.ref is None:
            yield from _values(use)


def _values(use: Use) -> Iterator[Spelling]:
    """The texts of an enum, or of a const."""
    prop = use.prop
    kind = f"value {use.event_name} {use.path}"
    for number, entry in enumerate(prop.enum or ()):
        if isinstance(entry.value, str):
            at = prop.origin.at("enum", number)
            yield Spelling(kind, entry.value, at, use.event_name, use.path)
    if isinstance(prop.const, str):
        yield Spelling(kind, prop.const, prop.origin.at("const"), use.event_name, use.path)
