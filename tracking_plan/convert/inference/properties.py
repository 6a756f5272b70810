"""What captures show of properties as what a plan says of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import reduce

from tracking_plan.convert.draft import Drafted
from tracking_plan.convert.inference.listed_texts import listed_texts
from tracking_plan.convert.inference.personal import pii_of
from tracking_plan.convert.inference.seen import Seen, merged
from tracking_plan.convert.inference.text_formats import HASH, names_of

LEAST = 30
"""How often something has to be seen before it is taken for a rule.

Of what is always so in 30 cases, less than a tenth is otherwise (with 95 percent confidence).
"""

_LEAST_TEXTS = 10  # of one format, which a text seldom has by chance
_MANY_KEYS = 20  # different ones, of which none is in most objects, are those of a map


def properties_of(
    seen: Seen, *, without: str | None = None, of_person: bool = False
) -> Mapping[str, Drafted]:
    """The properties of objects, by name."""
    return {
        name: _property(seen.children[name], name, seen.objects, of_person=of_person)
        for name in sorted(seen.children, key=lambda name: (name.casefold(), name))
        if name != without
    }


def others_of(seen: Seen) -> Drafted | bool | None:
    """What the keys of objects have that are no names; True: anything, None: there are none."""
    if seen.is_cut:
        return True
    if seen.further is None:
        return None
    return _values(seen.further, "")


def _values(seen: Seen, name: str) -> Drafted | bool:
    """What the values of a map have in common."""
    found = replace(drafted(seen, name, is_in_map=True), remark="")
    return True if found == Drafted(type="any") else found


def _property(seen: Seen, name: str, objects: int, *, of_person: bool) -> Drafted:
    found = drafted(seen, name, of_person=of_person)
    is_required = not of_person and seen.count == objects >= LEAST
    remarks = (f"in {seen.count:,} of {objects:,}", found.remark)
    return replace(found, is_required=is_required, remark="; ".join(filter(None, remarks)))


def drafted(seen: Seen, name: str, *, of_person: bool = False, is_in_map: bool = False) -> Drafted:
    """What a plan says of the values; the name says whether they may be personal."""
    is_nullable = seen.nulls > 0
    types = dict(_types(seen))
    if len(types) != 1:
        remark = ", ".join(f"{type_} in {count:,}" for type_, count in types.items())
        pii = pii_of(seen, name, numeric=False, of_person=of_person)
        return Drafted(type="any", pii=pii, remark=remark or "always null")
    (type_,) = types
    if type_ == "object":
        return replace(_object(seen, name), is_nullable=is_nullable)
    if type_ == "array":
        items = drafted(seen.items, name, of_person=of_person) if seen.items is not None else None
        known = None if items is None or items == Drafted(type="any") else items
        return Drafted(type=type_, is_nullable=is_nullable, items=known)
    found = Drafted(type=type_, is_nullable=is_nullable)
    if type_ == "string":
        return _text(seen, name, found, of_person=of_person, is_in_map=is_in_map)
    if type_ == "boolean":
        return found
    if type_ == "number" and not seen.numbers:
        found = replace(found, remark="whole numbers so far")
    return replace(found, pii=pii_of(seen, name, numeric=True, of_person=of_person))


def _types(seen: Seen) -> Iterator[tuple[str, int]]:
    """The types of the values, with how many had each; some whole numbers prove no integer."""
    if seen.texts:
        yield "string", seen.texts
    if seen.numbers or 0 < seen.integers < LEAST:
        yield "number", seen.numbers + seen.integers
    elif seen.integers:
        yield "integer", seen.integers
    for type_, count in (
        ("boolean", seen.booleans),
        ("array", seen.arrays),
        ("object", seen.objects),
    ):
        if count:
            yield type_, count


def _text(seen: Seen, name: str, found: Drafted, *, of_person: bool, is_in_map: bool) -> Drafted:
    enum = listed_texts(seen, name)
    if enum:
        return replace(found, enum=enum)
    formats = names_of(seen.formats) if seen.texts >= _LEAST_TEXTS else ()
    pii = pii_of(
        seen,
        name,
        numeric=False,
        of_person=of_person,
        format=formats[0] if formats else None,
        may_be_hashed=not is_in_map,
    )
    format_ = next((one for one in formats if one != HASH), None)
    return replace(found, format=format_, pii=pii)


def _object(seen: Seen, name: str) -> Drafted:
    children = tuple(seen.children.values())
    if _is_map(seen, children):
        known = filter(None, (seen.further, *children))
        values = True if seen.is_cut else _values(reduce(merged, known), name)
        return Drafted(type="object", others=None if values is True else values)
    others = others_of(seen)
    if not children:
        return Drafted(type="object", others=None if others is True else others)
    return Drafted(type="object", properties=properties_of(seen), others=others)


def _is_map(seen: Seen, children: tuple[Seen, ...]) -> bool:
    """Whether the keys are data: many, none of them in most objects, and all of one type."""
    if len(children) < _MANY_KEYS or any(2 * one.count > seen.objects for one in children):
        return False
    types = {type_ for one in children for type_, _ in _types(one)}
    return len(types - {"integer"} | ({"number"} if "integer" in types else set())) == 1
