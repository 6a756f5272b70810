"""The events that a call names: what its argument may be, and why there may be others."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tracking_plan.place import Place, Span
from tracking_plan.usage.facts.call import Call, Fields, Resolution, SentEvent
from tracking_plan.usage.facts.choices import by_itself
from tracking_plan.usage.facts.expression import (
    Dynamic,
    DynamicReason,
    Enumerator,
    Function,
    Group,
    Items,
    Literal,
    MemberKind,
    Table,
    Template,
    Undefined,
    ValueType,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.recognition.given_events import absent, event_of
from tracking_plan.usage.resolution.arguments import Arguments
from tracking_plan.usage.resolution.assumptions import Assumptions, together
from tracking_plan.usage.resolution.fields import is_varied
from tracking_plan.usage.resolution.possible_values import PossibleValue, less_direct
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.sdks.shape import Signature

_WORD = re.compile(r"[^\W_]")  # without one, a pattern says nothing of the name

Named = tuple[SentEvent, Assumptions]
"""An event, and what has to hold for it to be sent."""


class SentEvents:
    """Reads the events that the calls of one module name."""

    def __init__(self, module: Module) -> None:
        self._module = module

    def named(
        self, signature: Signature, arguments: Arguments
    ) -> tuple[tuple[Named, ...], DynamicReason | None]:
        """The events, each with what has to hold for it, and why there may be others."""
        if not signature.sends_event:
            return (), None
        event = event_of(signature, arguments)
        if event.value is None:
            return (), absent(event, arguments)
        resolver = arguments.resolver
        sent = [
            (one, under)
            for possible in resolver.possible_values(event.value)
            for one, under in self._sent(possible, arguments)
        ]
        known = _by_name(sent)
        unknown = [one for one, _ in sent if isinstance(one, DynamicReason)]
        if not unknown and any(one.is_possible for one, _ in known.values()):
            unknown = [DynamicReason.GUARDED]
        is_lost = all(reason is DynamicReason.NO_TEXT for reason in unknown)
        if known and is_lost:
            return tuple(reversed(known.values())), None  # in some runs, nothing is sent
        seen = (reason for reason in unknown if is_lost or reason is not DynamicReason.NO_TEXT)
        return tuple(reversed(known.values())), next(seen, None)

    def _sent(
        self, possible: PossibleValue, arguments: Arguments
    ) -> Iterator[tuple[SentEvent | DynamicReason, Assumptions]]:
        """The events that one value of the argument names, or why the code does not show them."""
        if isinstance(template := by_itself(possible.expression), Template):
            yield from self._worded(template, possible, arguments.resolver)
            return
        sent = self._plain(possible, is_sdk=arguments.are_all_known)
        if isinstance(sent, SentEvent) and possible.is_undecided:
            sent = replace(sent, is_possible=True)
        yield sent, possible.under
        for one in arguments.resolver.declared(possible):
            for listed, under in self._sent(one, arguments):
                if isinstance(listed, SentEvent):
                    yield replace(listed, is_declared=True), under

    def _plain(self, possible: PossibleValue, *, is_sdk: bool) -> SentEvent | DynamicReason:
        at, expression = self._place(possible.at), possible.expression
        defined = Place(path=possible.module.path, span=expression.at)
        defined_at = None if defined == at else defined
        match by_itself(expression):
            case Literal(value=str() as name):
                return SentEvent(
                    name=name, resolution=possible.resolution, at=at, defined=defined_at
                )
            case Table() | Function() | Group() | Dynamic(reason=DynamicReason.NO_TEXT, type=None):
                # a function of the project's own may take it
                return DynamicReason.NO_TEXT if is_sdk else DynamicReason.UNDESCRIBED
            case Literal() | Undefined() | Items() | Enumerator(kind=MemberKind.OBJECT):
                return DynamicReason.NO_TEXT
            case Dynamic(type=type_) if type_ not in (None, ValueType.STRING):
                return DynamicReason.NO_TEXT
            case Dynamic(reason=reason):
                return reason
        return DynamicReason.COMPUTED

    def _worded(
        self, template: Template, possible: PossibleValue, resolver: Resolver
    ) -> Iterator[tuple[SentEvent | DynamicReason, Assumptions]]:
        texts = resolver.within(possible.module).texts
        words, is_declared = texts.wordings(template), False
        if not all(wording.is_whole for wording in words):
            listed = texts.wordings(template, with_declared=True)
            is_declared = listed != words
            if is_declared:
                words = listed
                yield DynamicReason.PARAMETER, possible.under
        least = Resolution.CONSTANT if len(words) == 1 else Resolution.CONDITIONAL
        at = self._place(possible.at)
        for wording in words:
            under = together(possible.under, wording.under)
            if under is None:
                continue
            direct = less_direct(possible.resolution, least)
            sent = SentEvent(
                name=wording.text,
                resolution=direct if wording.is_whole else Resolution.PATTERN,
                at=at,
                is_possible=wording.is_undecided or possible.is_undecided,
                is_declared=is_declared,
            )
            is_known = wording.is_whole or _WORD.search(wording.text)
            yield sent if is_known else DynamicReason.COMPUTED, under

    def _place(self, span: Span) -> Place:
        return Place(path=self._module.path, span=span)


def _by_name(sent: Sequence[tuple[SentEvent | DynamicReason, Assumptions]]) -> dict[str, Named]:
    """The events by their names, the last one first; what differs for a name is not said of it."""
    known: dict[str, Named] = {}
    for one, under in reversed(sent):
        if not isinstance(one, SentEvent):
            continue
        before = known.pop(one.name, None)
        if before is not None:
            under = tuple(a for a in under if a in before[1])
            one = replace(
                one,
                is_possible=one.is_possible and before[0].is_possible,
                is_declared=one.is_declared and before[0].is_declared,
            )
        known[one.name] = (one, under)
    return known


def with_own_fields(
    named: Sequence[Named], dynamic: DynamicReason | None, arguments: Arguments, fields: Fields
) -> Iterator[SentEvent]:
    """The events, each of several with the properties that it is sent with."""
    is_varying = is_varied(fields)
    is_several = len(named) > 1 or dynamic is not None
    for sent, under in named:
        if is_varying and (is_several or under):
            own = arguments.in_case(under).own_fields() if under else fields
            sent = replace(sent, is_conditional=True, properties=own)
        yield sent


def are_all_seen(call: Call) -> bool:
    """Whether all events that a call may send are seen where it stands."""
    is_pattern = any(sent.resolution is Resolution.PATTERN for sent in call.events)
    return call.dynamic is None and not is_pattern
