"""Where an expression has the name that a function is given: under which keys, in which text."""

from collections.abc import Iterable, Iterator

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
