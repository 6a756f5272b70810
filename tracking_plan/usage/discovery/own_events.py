"""Functions that name the event themselves, of which what they are given is a property.

`send("download clicked", { place })` sends no event that is called as the place is.
"""

from collections.abc import Sequence

from tracking_plan.names.likeness import fold
from tracking_plan.usage.discovery.words import event_likeness
from tracking_plan.usage.facts.expression import (
    Choice,
    Entry,
    Enumerator,
    Expression,
    Literal,
    Table,
)

COMMANDS = frozenset("track event capture record send trackevent trackcustom identify page".split())
"""What calls say first where one function does everything: `op("track", name)`."""

_NAMING = frozenset({"event", "eventname", "name", "eventtype", "action", "type"})
_AROUND = frozenset({"properties", "props", "params", "data", "payload", "metadata"})
_SURE = 0.8


def is_property(closed: Sequence[Expression], index: int, keys: Sequence[str]) -> bool:
    """Whether what is under keys of one of a call's arguments belongs to an event named there."""
    if not keys or _is_naming(keys):
        return False
    others = (one for place, one in enumerate(closed) if place != index)
    return any(map(_is_event, others)) or _has_event(closed[index])


def _is_naming(keys: Sequence[str]) -> bool:
    """Whether keys say that they hold the name of an event, or do not say what they hold."""
    *around, last = (fold(key) for key in keys)
    return (last in _NAMING and _AROUND.isdisjoint(around)) or "?" in keys


def _has_event(written: Expression) -> bool:
    """Whether an object names an event under a key that says so."""
    entries = written.entries if isinstance(written, Table) else ()
    return any(
        fold(str(one.key.value)) in _NAMING and _is_event(one.value)
        for one in entries
        if isinstance(one, Entry) and isinstance(one.key, Literal)
    )


def _is_event(written: Expression) -> bool:
    match written:
        case Literal(value=str(text)):
            return fold(text) not in COMMANDS and event_likeness(text) >= _SURE
        case Enumerator(value=value):
            return _is_event(value)
        case Choice(options=options):
            return bool(options) and all(map(_is_event, options))
    return False
