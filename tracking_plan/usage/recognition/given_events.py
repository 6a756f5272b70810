"""What the arguments of a call say of it before its event is resolved."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec.structs import replace

from tracking_plan.usage.facts.expression import (
    Derived,
    Dynamic,
    DynamicReason,
    Expression,
    Function,
    Items,
    Literal,
    Table,
    Template,
)
from tracking_plan.usage.recognition.roles import TrackedCallee
from tracking_plan.usage.resolution.arguments import Arguments, Given
from tracking_plan.usage.sdks.shape import Parameter, Signature


def fits(signature: Signature, arguments: Arguments) -> bool:
    """Whether arguments look like the signature: asked where the receiver is only likely."""
    given = arguments.given(signature.event)  # as the call gives it, whatever becomes of it
    event, is_missing = given.value, signature.event is not None and given.is_given is False
    if is_missing or isinstance(event, Table | Items) or _is_no_text(event):
        return False
    user = arguments.given(signature.user_id)
    if signature.needs_user_id and (user.is_given is False or isinstance(user.value, Table)):
        return False
    tables = (
        arguments.given(parameter).value for parameter in (signature.properties, signature.options)
    )
    return not any(isinstance(table, Literal | Items | Template) for table in tables)


def _is_no_text(value: Expression | None) -> bool:
    return isinstance(value, Literal) and not isinstance(value.value, str)


def absent(event: Given, arguments: Arguments) -> DynamicReason:
    """Why the name of an event is not seen: an SDK's function without one sends no text."""
    if event.is_given is False and arguments.are_all_known:
        return DynamicReason.NO_TEXT
    return DynamicReason.SPREAD if arguments.have_spread else DynamicReason.UNDESCRIBED


def event_of(signature: Signature, arguments: Arguments) -> Given:
    """The event of a call as it is sent: what is given, and what the function makes of it."""
    given, naming = arguments.given(signature.event), signature.naming
    if naming is None or (signature.event is not None and not _may_be_text(given, arguments)):
        return given
    if given.value is not None and naming.derivation is not None:
        value = given.value
        derived = Derived(at=value.at, value=value, how=naming.derivation)
        given = replace(given, value=derived)
    if not naming.pieces:
        return given
    pieces = [_piece(one, signature, given, arguments) for one in naming.pieces]
    at = given.value.at if given.value is not None else arguments.at
    return Given(value=Template(at=at, pieces=tuple(pieces)), is_given=True)


def _piece(
    piece: str | Parameter, signature: Signature, event: Given, arguments: Arguments
) -> Expression:
    """A part of a name; unknown where the call does not show it."""
    if isinstance(piece, str):
        return Literal(at=arguments.at, value=piece)
    given = event if piece == signature.event else arguments.given(piece)
    return given.value if given.value is not None else Dynamic(at=arguments.at)


def _may_be_text(event: Given, arguments: Arguments) -> bool:
    """Whether an argument may be the name of an event, or what one is made of."""
    if event.value is None:
        return False
    values = arguments.resolver.possible_values(event.value)
    return not all(isinstance(one.expression, Table | Items | Function) for one in values)


class Fit(StrEnum):
    """Whether a call has the shape that a function is described with."""

    SURE = "sure"
    ANY = "any"  # it is described without an event, so that any call has its shape
    UNKNOWN = "unknown"
    NONE = "none"


def fit_of(signature: Signature, arguments: Arguments) -> Fit:
    """Whether a call gives the event in the way that is described."""
    if signature.event is None:
        return Fit.ANY
    given = arguments.given(signature.event)
    if given.value is None:
        return Fit.NONE if given.is_given is False else Fit.UNKNOWN
    return Fit.SURE if _may_be_text(given, arguments) else Fit.NONE


def shaped(fits: Iterable[tuple[Fit, TrackedCallee]]) -> Iterator[TrackedCallee]:
    """The descriptions whose shape a call has, and then those whose shape it may have.

    One without an event counts only where the call surely has the shape of none before it.
    """
    every = tuple(fits)
    unsure = [callee for fit, callee in every if fit is Fit.UNKNOWN]
    for fit, callee in every:
        if fit is Fit.SURE or (fit is Fit.ANY and not unsure):
            yield callee
    yield from unsure
