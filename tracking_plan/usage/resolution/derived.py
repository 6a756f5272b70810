"""Names that are derived from values: from members of enumerations, and from objects."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from tracking_plan.place import Span
from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.derivation import Derivation
from tracking_plan.usage.facts.expression import (
    Derived,
    Dynamic,
    Enumerator,
    Expression,
    Group,
    Invocation,
    Literal,
    Spread,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.resolution.possible_values import PossibleValue, Simplest


def derived(
    whole: Derived,
    module: Module,
    value: PossibleValue,
    within: Callable[[PossibleValue], Simplest],
    depth: int,
) -> Iterator[PossibleValue]:
    """What a value becomes; unknown where it is nothing of which the name can be derived.

    The name of a member is written nowhere: it counts as written where `module` has it derived.
    """
    how = whole.how
    if how.style is not None:
        yield replace(value, expression=_named(value, how, whole), module=module)
    elif how.argument is None:
        inner = value.expression
        yield replace(value, expression=inner.value if isinstance(inner, Enumerator) else inner)
    else:
        yield from _of_argument(value, how.argument, within(value), depth)


def value_of_member(found: PossibleValue, name: str, at: Span) -> PossibleValue | None:
    """`.value` of a member of an enumeration; None where a name is anything else."""
    value = found.expression
    if name != "value":
        return None
    if isinstance(value, Enumerator):
        return replace(found, expression=value.value, at=at, member=None)
    is_enum_value = found.member is not None and isinstance(value, Literal)
    return replace(found, at=at, member=None) if is_enum_value else None


def _of_argument(
    value: PossibleValue, position: int, simplest: Simplest, depth: int
) -> Iterator[PossibleValue]:
    """What the class of an object is given for it in a position."""
    made = tuple(_made_of(value, simplest, depth))
    is_seen = position < len(made) and not any(isinstance(one, Spread) for one in made)
    argument = made[position] if is_seen else None
    if argument is None or isinstance(argument, Spread):
        yield replace(value, expression=_unknown(value.expression))
        return
    is_literal = value.resolution is Resolution.LITERAL
    resolution = Resolution.CONSTANT if is_literal else value.resolution
    for found in simplest(argument, depth + 1):
        inner = replace(value, expression=found.expression, module=found.module)
        yield replace(inner, resolution=resolution)


def _named(value: PossibleValue, how: Derivation, whole: Derived) -> Expression:
    """The name of a member in its style; what is no member stays unknown."""
    if value.member is None:
        return _unknown(value.expression)
    return Literal(at=whole.at, value=how.of_member(value.member))


def _unknown(value: Expression) -> Expression:
    return value if isinstance(value, Dynamic) else Dynamic(at=value.at)


def _made_of(value: PossibleValue, simplest: Simplest, depth: int) -> Iterator[Expression | Spread]:
    """What an object is made of, or a member of an enumeration; nothing where that is not seen."""
    inner = value.expression
    inner = inner.value if isinstance(inner, Enumerator) else inner
    match inner:
        case Invocation(callee=callee, arguments=arguments, is_element=False):
            found = tuple(simplest(callee, depth + 1))
            if found and all(isinstance(one.expression, Group) for one in found):
                for one in arguments:
                    is_spread = one.is_spread or one.keyword is not None or one.is_keyword_spread
                    yield Spread(value=one.value) if is_spread else one.value
        case Dynamic(made_of=made_of):
            yield from made_of
        case Literal() if value.member is not None:
            yield inner
