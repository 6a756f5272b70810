"""What the arguments of a call say of it before its event is resolved."""

from tracking_plan.usage.facts.expression import (
    DynamicReason,
    Expression,
    Items,
    Literal,
    Table,
    Template,
)
from tracking_plan.usage.resolution.arguments import Arguments, Given
from tracking_plan.usage.sdks.shape import Signature


def fits(signature: Signature, arguments: Arguments) -> bool:
    """Whether arguments look like the signature: asked where the receiver is only likely."""
    given = arguments.given(signature.event)
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
