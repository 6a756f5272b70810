"""A first plan out of code: what tracking calls send, written down as events."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from tracking_plan.altertable.system_names import (
    is_plannable,
    is_sent_event,
    is_sent_property,
    why_unplannable,
)
from tracking_plan.convert.draft import Draft, Drafted, DraftEvent, Refused
from tracking_plan.names.likeness import fold
from tracking_plan.place import Place
from tracking_plan.plan.personal_names import kind_of_name
from tracking_plan.plan.pii import Pii, PiiAction
from tracking_plan.usage.facts.call import Call, Fields, Method, Resolution, Value
from tracking_plan.usage.facts.expression import ValueType
from tracking_plan.usage.matching import unnested

SourceOf = Callable[[str], str | None]  # a path -> the source whose code it is

_MAX_DEPTH = 3
_MOST_TEXTS = 12  # in an `enum`
_LONGEST_TEXT = 40
_REASON = "the code sends it, nobody has looked at it yet"


def draft(
    calls: Iterable[Call],
    *,
    version_property: str | None,
    source_of: SourceOf = lambda path: None,
) -> Draft:
    """The events that the calls send, by name. Names of SDKs (`$...`) are left to the SDKs.

    `version_property` carries the version, so it is no property of an event.
    """
    calls = tuple(calls)
    sent: dict[str, list[Call]] = {}
    unnamed: list[Place] = []
    for call in calls:
        names = {e.name for e in call.events if e.resolution is not Resolution.PATTERN}
        for name in sorted(filter(is_plannable, names)):
            sent.setdefault(name, []).append(call)
        if call.dynamic is not None or len(names) < len(call.events):
            unnamed.append(call.at)
    names_sent = sorted(sent, key=_by_letters)
    events = (_event(name, sent[name], source_of, version_property) for name in names_sent)
    return Draft(
        events=tuple(events),
        unnamed=tuple(sorted(set(unnamed), key=_by_place)),
        refused=tuple(sorted(set(_refused(calls)), key=_by_call)),
        traits=_traits(calls),
    )


def _traits(calls: Iterable[Call]) -> Mapping[str, Drafted] | None:
    """What calls say of users; None where it is nothing, or some of it cannot be seen."""
    seen = [call.properties for call in calls if call.method in (Method.IDENTIFY, Method.TRAITS)]
    if not seen or not all(fields.is_complete for fields in seen):
        return None
    return _properties(seen, depth=0, of_person=True) or None


def _refused(calls: Iterable[Call]) -> Iterator[Refused]:
    """The names that no plan can have, but for those that the SDKs themselves send."""
    for call in calls:
        for event in call.events:
            if event.resolution is not Resolution.PATTERN and not is_sent_event(event.name):
                yield from _refusal("event", event.name, call.at)
        for fields in (call.properties, *_lost(call)):
            yield from _refused_keys(fields)


def _refused_keys(fields: Fields) -> Iterator[Refused]:
    for sent in fields.properties:
        if not is_sent_property(sent.name):
            yield from _refusal("property", sent.name, sent.at)
        for value in sent.values:
            for inner in (value, *(value.items or ())):
                yield from _refused_keys(inner.fields or Fields())


def _refusal(what: str, name: str, at: Place) -> Iterator[Refused]:
    if not is_plannable(name):
        yield Refused(what=what, name=name, reason=why_unplannable(name), at=at)


def _by_call(refused: Refused) -> tuple[str, int, int, str, str]:
    return (*_by_place(refused.at), refused.what, refused.name)


def _by_letters(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _by_place(at: Place) -> tuple[str, int, int]:
    return (at.path, at.span.line, at.span.column) if at.span else (at.path, 0, 0)


def _event(
    name: str, calls: list[Call], source_of: SourceOf, version_property: str | None
) -> DraftEvent:
    places = tuple(sorted({call.at for call in calls}, key=_by_place))
    sources = {source_of(at.path) for at in places}
    known = tuple(sorted(source for source in sources if source is not None))
    sent = tuple(call.properties for call in calls)
    lost = tuple(fields for call in calls for fields in _lost(call))
    return DraftEvent(
        name=name,
        places=places,
        properties=_properties((*sent, *lost), depth=0, without=version_property),
        is_open=not all(fields.is_complete for fields in (*sent, *lost)),
        unsent=_names(lost) - _names(sent),
        sources=known if known and None not in sources else None,
    )


def _lost(call: Call) -> Iterator[Fields]:
    """What a call passes beside `properties`, or as the user's id, and so does not send."""
    beside = unnested(call)
    if beside:
        yield Fields(properties=tuple(beside), is_complete=True)
    for value in call.user_id.values if call.user_id else ():
        if value.fields is not None:
            yield value.fields


def _names(seen: Iterable[Fields]) -> frozenset[str]:
    return frozenset(sent.name for fields in seen for sent in fields.properties)


def _properties(
    seen: Iterable[Fields], depth: int, without: str | None = None, *, of_person: bool = False
) -> Mapping[str, Drafted]:
    """The properties of all objects together, by name; what only the SDK takes is none.

    What a function adds by itself has no values, and is one.
    """
    values: dict[str, list[Value]] = {}
    for fields in seen:
        for sent in fields.properties:
            is_own = sent.is_argument and bool(sent.values)
            if is_plannable(sent.name) and sent.name != without and not is_own:
                values.setdefault(sent.name, []).extend(sent.values or (Value(at=sent.at),))
    return {
        name: _marked(name, drafted(values[name], depth), of_person=of_person)
        for name in sorted(values, key=_by_letters)
    }


def _marked(name: str, found: Drafted, *, of_person: bool) -> Drafted:
    """The property; one whose name suggests personal data says which kind."""
    is_closed = found.type in ("boolean", "object") or found.enum or found.items is not None
    if is_closed:
        return found
    is_number = found.type in ("integer", "number")
    kind = kind_of_name(name, numeric=is_number, of_person=of_person)
    return replace(found, pii=None if kind is None else Pii(kind, PiiAction.ALLOW, _REASON))


def drafted(values: Iterable[Value], depth: int = 0) -> Drafted:
    """What all the values are, as far as it is proved or declared; `any` where they differ.

    A whole number written in the code proves a number, but not that all of them are whole. Several
    texts that are all written in the code, or declared, are all that there are.
    """
    seen = tuple(values)
    types = {_type(value) for value in seen}
    is_nullable = ValueType.NULL in types or any(
        v.declared and v.declared.is_nullable for v in seen
    )
    types.discard(ValueType.NULL)
    if {ValueType.NUMBER, ValueType.INTEGER} == types:
        types = {ValueType.NUMBER}
    if len(types) != 1 or None in types:
        return Drafted(type="any")
    (type_,) = types
    if depth < _MAX_DEPTH and type_ is ValueType.OBJECT:
        return Drafted(type="object", is_nullable=is_nullable, properties=_object(seen, depth))
    if depth < _MAX_DEPTH and type_ is ValueType.ARRAY:
        return Drafted(type="array", is_nullable=is_nullable, items=_items(seen, depth))
    return Drafted(type=str(type_), is_nullable=is_nullable, enum=tuple(_texts(seen)))


def _texts(values: Iterable[Value]) -> Iterator[str]:
    """All texts that values may be; none where that is unknown, or they are too many or too few."""
    found: dict[str, None] = {}
    for value in values:
        if value.declared is not None and value.declared.texts:
            found.update(dict.fromkeys(value.declared.texts))
        elif value.is_literal and isinstance(value.literal, str):
            found[value.literal] = None
        elif value.type is not ValueType.NULL:
            return
    folded = {fold(text) for text in found}
    is_list = 2 <= len(folded) == len(found) <= _MOST_TEXTS
    if is_list and all(_is_word(text) for text in found):
        yield from found


def _is_word(text: str) -> bool:
    """Whether a text is a value of a list, and not one that people read."""
    return bool(text.strip()) and text.isprintable() and len(text) <= _LONGEST_TEXT


def _type(value: Value) -> ValueType | None:
    if value.is_literal and value.type is ValueType.INTEGER:
        return ValueType.NUMBER
    return value.declared.type if value.declared is not None else value.type


def _object(values: Iterable[Value], depth: int) -> Mapping[str, Drafted] | None:
    """The keys of an object; None where some cannot be seen, so that any may come."""
    objects = [value.fields for value in values if value.type is ValueType.OBJECT]
    if not all(fields is not None and fields.is_complete for fields in objects):
        return None
    return _properties((fields for fields in objects if fields is not None), depth + 1) or None


def _items(values: Iterable[Value], depth: int) -> Drafted | None:
    """The items of an array; None where they are unknown."""
    arrays = [value.items for value in values if value.type is ValueType.ARRAY]
    if not all(arrays):
        return None
    found = drafted((item for items in arrays for item in items or ()), depth + 1)
    return None if found.type == "any" else found
