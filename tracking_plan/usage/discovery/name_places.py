"""Where an expression has the name that a function is given: under which keys, in which text."""

from collections.abc import Iterable, Iterator, Mapping

from tracking_plan.usage.discovery.words import EVENT_WORDS, event_likeness
from tracking_plan.usage.facts.expression import (
    Choice,
    Dynamic,
    Entry,
    Expression,
    Guarded,
    Items,
    Literal,
    Spread,
    Table,
    Template,
)
from tracking_plan.usage.facts.parameters import ParameterUse

_NAMING = frozenset("event eventname event_name".split())  # keys that say what they hold
_LIKELY = 0.8


def found_in(
    closed: Expression | Spread | Entry, use: ParameterUse, within: Template | None
) -> Iterator[tuple[tuple[str, ...], Template | None]]:
    """The keys under which a closed expression has a parameter, and the text it is a part of."""
    match closed:
        case Dynamic(parameter=ParameterUse() as found):
            is_same = (found.function, found.name) == (use.function, use.name)
            if is_same and use.keys[: len(found.keys)] == found.keys:
                yield use.keys[len(found.keys) :], within
        case Template(pieces=pieces) as template:
            for piece in pieces:
                yield from found_in(piece, use, template)
        case Entry(key=key, value=value):
            name = str(key.value) if isinstance(key, Literal) else "?"
            for keys, text in found_in(value, use, within):
                yield (name, *keys), text
        case _:
            for inner in _inner(closed):
                yield from found_in(inner, use, within)


def _inner(closed: Expression | Spread | Entry) -> Iterable[Expression | Spread | Entry]:
    """What a closed expression is made of."""
    match closed:
        case Table(entries=entries):
            return entries
        case Items(items=items):
            return items
        case Choice(options=options):
            return options
        case Spread(value=value) | Guarded(value=value):
            return (value,)
    return ()


def is_beside_event(
    place: int | str,
    keys: tuple[str, ...],
    given: Mapping[int | str, Expression],
    *,
    has_address: bool,
) -> bool:
    """Whether a name in an object is one of the properties of an event that the call names itself.

    `given` are the arguments of the call by their places. `has_address`: texts among them say where
    it is sent.
    """
    if not keys or keys[0].lower() in _NAMING:
        return False
    others = (value for other, value in given.items() if other != place and not has_address)
    own = given[place]
    is_vague = keys[0].lower() in EVENT_WORDS
    entries = own.entries if isinstance(own, Table) and not is_vague else ()
    beside = (e.value for e in entries if isinstance(e, Entry) and _is_event(e.key))
    return any(_is_name(value) for value in (*others, *beside))


def _is_event(key: Expression) -> bool:
    """Whether a key says that it has the name of an event."""
    return isinstance(key, Literal) and str(key.value).lower() in EVENT_WORDS


def _is_name(value: Expression) -> bool:
    """Whether a text looks like the name of an event."""
    return isinstance(value, Literal) and event_likeness(str(value.value)) >= _LIKELY
