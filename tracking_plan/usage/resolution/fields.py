"""Keys of objects put together: spreads, alternatives, changes."""

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from tracking_plan.usage.facts.call import Alternative, Fields, SentProperty, Value
from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.expression import ValueType

NOTHING = Fields(is_complete=True)
UNKNOWN = Fields()


def without(fields: Fields, names: frozenset[str]) -> Fields:
    """The same without some keys."""
    kept = tuple(sent for sent in fields.properties if sent.name not in names)
    return Fields(properties=kept, is_complete=fields.is_complete)


def with_unknown(fields: Fields, names: frozenset[str] | None) -> Fields:
    """The same, where some keys (None: any) may be replaced, and others may join."""
    properties = tuple(
        overwritten(sent) if names is None or sent.name in names else sent
        for sent in fields.properties
    )
    return Fields(properties=properties)


def with_open_values(fields: Fields, names: frozenset[str] | None) -> Fields:
    """The same, where objects and arrays under some keys (None: any) may be changed inside."""
    properties = tuple(
        replace(sent, values=tuple(replace(v, fields=None, items=None) for v in sent.values))
        if names is None or sent.name in names
        else sent
        for sent in fields.properties
    )
    return replace(fields, properties=properties)


def with_defaults(
    fields: Fields, names: frozenset[str] | None, gives_way: GivesWay | None
) -> Fields:
    """The same before defaults for some keys (None: any) replace the values that give way."""
    kept: list[SentProperty] = []
    for sent in fields.properties:
        left = tuple(value for value in sent.values if not _gives_way(value, gives_way))
        is_asked = len(left) < len(sent.values) and (names is None or sent.name in names)
        if is_asked and names is None:
            kept.append(overwritten(sent))
        elif not is_asked or left:
            kept.append(replace(sent, values=left, is_sure=False) if is_asked else sent)
    return Fields(properties=tuple(kept), is_complete=fields.is_complete)


def _gives_way(value: Value, gives_way: GivesWay | None) -> bool:
    if gives_way is None or not value.is_literal:
        return False
    return value.literal is None or (gives_way is GivesWay.FALSE and not value.literal)


def with_values(
    fields: Fields, narrow: Callable[[str, tuple[Value, ...]], tuple[Value, ...]]
) -> Fields:
    """The same with what is left of the values under each key."""
    properties = tuple(
        replace(sent, values=narrow(sent.name, sent.values)) for sent in fields.properties
    )
    return replace(fields, properties=properties)


def merged(first: Fields, second: Fields) -> Fields:
    """`{...first, ...second}`: later keys win; what an unknown part may overwrite is unknown."""
    before = first.properties if second.is_complete else map(overwritten, first.properties)
    properties = {p.name: p for p in before}
    for later in second.properties:
        earlier = properties.pop(later.name, None)
        if earlier is not None and not later.is_sure:
            values = _open((*earlier.values, *later.values))
            later = replace(later, values=values, is_sure=earlier.is_sure)
        properties[later.name] = later
    return Fields(
        properties=tuple(properties.values()),
        is_complete=first.is_complete and second.is_complete,
        alternatives=tuple(
            replace(one, fields=merged(one.fields, second)) for one in first.alternatives
        ),
    )


def overwritten(sent: SentProperty) -> SentProperty:
    """The same key with an unknown value."""
    return replace(sent, values=tuple(Value(at=value.at) for value in sent.values[:1]))


def either(alternatives: Sequence[Alternative]) -> Fields:
    """The keys of one of several objects: sure where all have them."""
    shapes = [one.fields for one in alternatives]
    if len(shapes) == 1:
        return shapes[0]
    together: dict[str, list[SentProperty]] = {}
    for fields in shapes:
        for sent in fields.properties:
            together.setdefault(sent.name, []).append(sent)
    properties = tuple(
        replace(
            same[0],
            values=_open(value for sent in same for value in sent.values),
            is_sure=len(same) == len(shapes) and all(sent.is_sure for sent in same),
        )
        for same in together.values()
    )
    is_complete = all(fields.is_complete for fields in shapes)
    return Fields(properties=properties, is_complete=is_complete, alternatives=tuple(alternatives))


def _open(values: Iterable[Value]) -> tuple[Value, ...]:
    """Values of which it is any."""
    return tuple(replace(value, is_sure=False) for value in values)


def is_varied(fields: Fields) -> bool:
    """Whether it depends on something what is sent, or with which values."""
    return any(not sent.is_sure or any(map(_is_varied, sent.values)) for sent in fields.properties)


def _is_varied(value: Value) -> bool:
    inner = any(map(_is_varied, value.items or ()))
    return not value.is_sure or inner or (value.fields is not None and is_varied(value.fields))


def unsure(fields: Fields) -> Fields:
    """The same keys, none of them sure."""
    properties = tuple(replace(sent, is_sure=False) for sent in fields.properties)
    return Fields(properties=properties, is_complete=fields.is_complete)


def field_of(fields: Fields, name: str) -> SentProperty | Fields:
    """What is under a key; the object itself where nothing is seen to be."""
    return next((sent for sent in fields.properties if sent.name == name), fields)


def under(fields: Fields, name: str) -> Fields:
    """The keys of the object under `name`."""
    found = field_of(fields, name)
    if not isinstance(found, SentProperty):
        return NOTHING if found.is_complete else UNKNOWN
    shapes = [
        value.fields or (NOTHING if value.type is ValueType.NULL else UNKNOWN)
        for value in found.values
    ]
    if not shapes:
        return UNKNOWN
    fields = either(
        [
            Alternative(
                at=value.at,
                written=value.written or value.at,
                fields=shape,
                is_placeholder=value.is_placeholder,
            )
            for value, shape in zip(found.values, shapes, strict=True)
        ]
    )
    return fields if found.is_sure else unsure(fields)
