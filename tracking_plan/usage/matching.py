"""Calls matched with the plan: which event and version, and which property is which."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracking_plan.altertable.envelope import ENVELOPE
from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.place import Place
from tracking_plan.plan.declared_version import declared_version, planned_version
from tracking_plan.plan.event_names import EventNames
from tracking_plan.plan.model import EnumScalar, Event, EventVersion, Plan, Property, Type
from tracking_plan.plan.pii import PiiAction
from tracking_plan.usage.facts.call import (
    Call,
    Fields,
    Method,
    Resolution,
    SentEvent,
    SentProperty,
    Value,
)
from tracking_plan.usage.facts.expression import ValueType

_WRAPPER = "properties"
_TRAITS = (Method.IDENTIFY, Method.TRAITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedCall:
    """A call and the event version that it is compared with; both None for traits.

    `sent` is the name in the code. `is_open`: unknown properties are allowed; `others` is what each
    of them is, where the plan says so.
    """

    call: Call
    sent: SentEvent | None
    event: Event | None
    version: EventVersion | None
    properties: tuple[Property, ...]
    is_open: bool
    others: Property | None
    version_property: str | None

    @property
    def label(self) -> str:
        """The event or the traits, for a message."""
        return repr(self.event.name) if self.event else "the traits of the plan"

    @property
    def event_name(self) -> str | None:
        """The event's name, for a finding."""
        return self.event.name if self.event else None

    @property
    def version_text(self) -> str | None:
        """The version, for a finding."""
        return str(self.version.version) if self.version else None

    @property
    def fields(self) -> Fields:
        """The properties that are sent with the event."""
        own = self.sent.properties if self.sent else None
        return own if own is not None else self.call.properties

    @property
    def is_conditional(self) -> bool:
        """Whether the call may send another event instead."""
        return self.sent is not None and self.sent.is_conditional

    @property
    def wrapped(self) -> SentProperty | None:
        """The key `properties` with all properties under it, where the SDK takes them directly."""
        sent = self.fields.properties
        if self.call.options is not None or len(sent) != 1 or sent[0].name != _WRAPPER:
            return None
        is_planned = self.is_open or any(planned.name == _WRAPPER for planned in self.properties)
        is_object = any(value.type is ValueType.OBJECT for value in sent[0].values)
        return sent[0] if is_object and not is_planned else None

    def objects(self) -> Iterator["MatchedObject"]:
        """The sent and the planned keys side by side: the top level, then each nested one."""
        at = self.call.properties_at or self.call.at
        top = MatchedObject(
            path="",
            at=at,
            sent=Fields() if is_misplaced(self.call) or self.wrapped else self.fields,
            planned={p.name: p for p in self.properties},
            is_open=self.is_open,
            others=self.others,
            always=self.version_property,
        )
        yield from _below(top)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedObject:
    """An object as sent and as planned. `path` is that of the object, empty at the top.

    `is_sure` False: in some runs another one is sent, or none. `are_all_known`: the keys of those
    that may be sent instead are seen, too.
    """

    path: str
    at: Place
    sent: Fields
    planned: Mapping[str, Property]
    is_open: bool
    others: Property | None
    always: str | None = None
    is_sure: bool = True
    are_all_known: bool = True

    def path_of(self, name: str) -> str:
        """The path of one of its properties."""
        return below(self.path, name)

    def is_free(self, name: str) -> bool:
        """Whether a property needs no entry in the plan: the SDK's own and the version."""
        return not self.path and (name.startswith("$") or name == self.always)

    def planned_for(self, sent: SentProperty) -> tuple[str, Property] | None:
        """What the plan says of a key that is sent, with its path; None where it says nothing."""
        planned = self.planned.get(sent.name)
        if planned is not None:
            return self.path_of(sent.name), planned
        if self.others is None or sent.is_argument or self.is_free(sent.name):
            return None
        return values_of(self.path), self.others

    def values(self) -> Iterator["MatchedValue"]:
        """Each value that is sent for a planned property, items of arrays too.

        Those of retired ones are left out: whatever the value, the property is wrong.
        """
        for sent in self.sent.properties:
            found = self.planned_for(sent)
            if found is not None and not found[1].is_retired:
                is_sure = self.is_sure and sent.is_sure
                yield from _paired(*found, sent, sent.values, is_sure=is_sure)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedValue:
    """A value and the property that it is sent for. `is_sure`: it is sent in each run.

    `has_another` False: in some runs, no value is sent for the property.
    """

    path: str
    planned: Property
    sent: SentProperty
    value: Value
    is_sure: bool = True
    has_another: bool = True

    @property
    def allowed(self) -> tuple[EnumScalar, ...]:
        """The values of the property, where it lists them; a hashed one has others on the wire."""
        if self.planned.action is PiiAction.HASH:
            return ()
        const, enum = self.planned.const, self.planned.enum or ()
        return tuple(one.value for one in enum) if const is None else (const,)

    @property
    def is_of_another_type(self) -> bool:
        """Whether the value is known to have another type than the plan says (U203)."""
        given, planned = self.value.type, self.planned.type
        if given is None or planned is Type.ANY:
            return False
        if given is ValueType.NULL:
            return not self.planned.nullable
        if given is ValueType.INTEGER:
            return planned not in (Type.INTEGER, Type.NUMBER)
        if given is ValueType.NUMBER and planned is Type.INTEGER:
            return self.value.is_literal  # one that is computed may be whole
        return str(given) != str(planned)


def unnested(call: Call) -> tuple[SentProperty, ...]:
    """The keys of a call's options that look as if they were meant as properties."""
    options = call.options.properties if call.options else ()
    names = {option.name for option in options}
    if call.nested_key is None or call.nested_key in names:
        return ()
    return tuple(option for option in options if option.name not in ENVELOPE)


def is_misplaced(call: Call) -> bool:
    """Whether the properties are in a wrong place: then what the call lacks was meant."""
    values = call.user_id.values if call.user_id else ()
    return (
        bool(unnested(call))
        or any(
            argument.name not in call.option_names - {call.nested_key}
            for argument in call.extra_arguments
        )
        or any(value.type is ValueType.OBJECT for value in values)
    )


def match_call(plan: Plan, names: EventNames, call: Call) -> Iterator[MatchedCall]:
    """The call with each event that it may send; nothing where that is unknown."""
    if call.method in _TRAITS:
        if plan.traits is not None:
            yield _matched_traits(plan, call, plan.traits)
        return
    for sent in call.events:
        match = _matched(names, sent)
        if match is None or sent.resolution is Resolution.HELPER or sent.is_possible:
            continue  # a type checker sees what a helper is given
        fields = sent.properties if sent.properties is not None else call.properties
        version = _version(match, fields, plan.version_property)
        if version is not None:
            yield MatchedCall(
                call=call,
                sent=sent,
                event=match,
                version=version,
                properties=version.properties,
                is_open=version.additional_properties is not False,
                others=version.others,
                version_property=plan.version_property,
            )


def _matched_traits(plan: Plan, call: Call, traits: tuple[Property, ...]) -> MatchedCall:
    return MatchedCall(
        call=call,
        sent=None,
        event=None,
        version=None,
        properties=traits,
        is_open=False,
        others=None,
        version_property=plan.version_property,
    )


def _matched(names: EventNames, sent: SentEvent) -> Event | None:
    match = names.find(sent.name) if sent.resolution is not Resolution.PATTERN else None
    return match.event if match else None


def _version(event: Event, fields: Fields, version_property: str | None) -> EventVersion | None:
    """The version that the call declares, else the current one; None: unknown."""
    declared = [p for p in fields.properties if p.name == version_property]
    if not declared:
        return event.current
    values = declared[0].values
    if len(values) != 1 or not values[0].is_literal or not declared[0].is_sure:
        return None
    if values[0].literal is None:
        return event.current
    version = declared_version(values[0].literal)
    planned = planned_version(event, version) if version is not None else None
    return planned.version if planned is not None else event.current


def _below(top: MatchedObject) -> Iterator[MatchedObject]:
    yield top
    for found in top.values():
        fields, planned = found.value.fields, found.planned
        is_known = planned.properties is not None or planned.others is not None
        if fields is None or planned.type is not Type.OBJECT or not is_known:
            continue
        inner = MatchedObject(
            path=found.path,
            at=found.value.at,
            sent=fields,
            planned={p.name: p for p in planned.properties or ()},
            is_open=planned.additional_properties is not False,
            others=planned.others,
            is_sure=found.is_sure,
            are_all_known=top.are_all_known and all(one.is_seen_whole for one in found.sent.values),
        )
        yield from _below(inner)


def _paired(
    path: str, planned: Property, sent: SentProperty, values: Iterable[Value], *, is_sure: bool
) -> Iterator[MatchedValue]:
    """The values that are sent for a property, and items in them; `is_sure`: it is always sent."""
    for value in values:
        yield MatchedValue(
            path=path,
            planned=planned,
            sent=sent,
            value=value,
            is_sure=is_sure and value.is_sure,
            has_another=is_sure,
        )
        if value.items is not None and planned.items is not None:
            inner = _paired(items_of(path), planned.items, sent, value.items, is_sure=is_sure)
            yield from (replace(one, is_sure=is_sure and value.is_sure) for one in inner)
