"""Formats in proofs: a library's own idea of a `date` proves nothing about ours.

For a proof a format is a name that stands for some set of texts, of which only the shortest is
known. For a refutation the old version has a few texts that surely are of the format, and the new
one all that could be.
"""

from collections.abc import Callable, Iterator, Mapping

from tracking_plan.place import Json, JsonSchema
from tracking_plan.validation.formats import FORMATS
from tracking_plan.validation.keywords import (
    LISTED_SCHEMAS,
    NAMED_SCHEMAS,
    ONE_SCHEMA,
    rewritten,
)

FORMAT_TEXTS: Mapping[str, tuple[str, ...]] = {
    "date": ("2024-01-31", "2024-02-29", "1999-12-31"),
    "date-time": ("2024-01-31T12:00:00Z", "2024-02-29T23:59:59.5+02:00", "1999-12-31t00:00:00z"),
    "email": ("a@b.example", "a.b+c@d.example", '"a b"@c.example', "a@b"),
    "hostname": ("a.example", "a", "A-1.example", "xn--4dbrk0ce.example", "1.2.3.4"),
    "ipv4": ("1.2.3.4", "255.255.255.255", "0.0.0.0"),  # noqa: S104 - a text, and no address to bind
    "ipv6": ("::1", "::", "2001:db8::ff00:42:8329", "::ffff:1.2.3.4"),
    "time": ("12:00:00Z", "23:59:60Z", "12:00:00.5+02:00"),
    "uri": ("https://a.example/b", "a:", "mailto:a@b.example", "https://a.example/?b=c#d"),
    "uuid": ("00000000-0000-0000-0000-000000000000", "0198C0C2-7B1A-7E0A-9F3C-3A3A3A3A3A3A"),
}
"""Texts of each format, the plainest first."""

# The shortest and the longest text of each, and characters that each has.
_LEAST = {"date": 10, "date-time": 20, "email": 3, "hostname": 1, "ipv4": 7, "ipv6": 2, "time": 9}
_LEAST |= {"uri": 2, "uuid": 36}
_MOST = {"date": 10, "email": 318, "hostname": 253, "ipv4": 15, "ipv6": 45, "uuid": 36}
GROWING: Mapping[str, int] = {"date-time": 22, "time": 11, "uri": 2}
"""From which length on there is a text of a format for each length: digits of a second, a path."""

_SIGNS = {"date": "^[0-9-]+$", "date-time": "[tT]", "email": "@", "hostname": "^[A-Za-z0-9.-]+$"}
_SIGNS |= {"ipv4": "^[0-9.]+$", "ipv6": "^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$", "time": "^[0-9]{2}:"}
_SIGNS |= {"uri": "^[A-Za-z][A-Za-z0-9+.-]*:", "uuid": "^[0-9a-fA-F-]+$"}
# What one engine knows besides; the other ignores them, as it does all further names.
_FOREIGN = frozenset(
    "duration idn-email idn-hostname iri iri-reference json-pointer regex relative-json-pointer"
    " uri-reference uri-template".split()
)
_OTHER_TYPES: list[Json] = ["null", "boolean", "number", "array", "object"]
_DIRECT = frozenset(
    "properties patternProperties additionalProperties items prefixItems allOf anyOf $defs".split()
)

_Step = str | int | None  # a key, any item (0), or any key
_Place = tuple[_Step, ...]
_Said = tuple[_Place, str, Json]  # of a place: ("format", its name) or ("text", a literal one)


def settled(schema: JsonSchema) -> JsonSchema:
    """The schema without formats of listed values, of which those that are of it stay."""
    return rewritten(schema, _settled)


def as_names(schema: JsonSchema) -> JsonSchema:
    """The schema with formats that mean nothing to the library but themselves."""
    return rewritten(schema, _named)


def narrower(schema: JsonSchema) -> JsonSchema:
    """A schema without formats that accepts less: of a format, only the texts listed here."""
    return rewritten(schema, lambda each: _instead(each, _listed))


def wider(schema: JsonSchema) -> JsonSchema:
    """A schema without formats that accepts more: of a format, all that has its looks."""
    return rewritten(schema, lambda each: _instead(each, _looks))


def has_formats(schema: JsonSchema) -> bool:
    """Whether some text has to be of a format."""
    return any(kind == "format" for _, kind, _ in _said(schema, ()))


def are_bounded(*schemas: JsonSchema) -> bool:
    """Whether `narrower` and `wider` are what they promise: all formats are ours, none negated."""
    formats = [name for one in schemas for _, kind, name in _said(one, ()) if kind == "format"]
    return all(name in FORMATS for name in formats)


def is_misread(*schemas: JsonSchema) -> bool:
    """Whether the library could ask one of its formats about a text that ours refuses.

    It takes any text for one of a format that it does not know.
    """
    said = [each for one in schemas for each in _said(one, ())]
    formats = [(place, name) for place, kind, name in said if kind == "format"]
    texts = [(place, text) for place, kind, text in said if kind == "text"]
    return any(name is None for _, name in formats) or any(
        _meet(place, other) and not _is_of(str(name), str(text))
        for place, name in formats
        for other, text in texts
    )


def _is_of(name: str, text: str) -> bool:
    return name in FORMATS and FORMATS[name](text)


def _meet(one: _Place, other: _Place) -> bool:
    return len(one) == len(other) and all(
        a == b or (None in (a, b) and 0 not in (a, b)) for a, b in zip(one, other, strict=True)
    )


def _said(schema: Json, place: _Place) -> Iterator[_Said]:
    """The formats and literal texts of each place; a format None: one that is hidden in a `not`."""
    if not isinstance(schema, dict):
        return
    for literal in _values(schema):
        yield from _texts(literal, place)
    if schema.get("maxLength") == 0:
        yield place, "text", ""
    name = schema.get("format")
    if isinstance(name, str):
        yield place, "format", name
    for keyword, inner, below in _inner(schema):
        found = _said(inner, (*place, *below))
        if keyword in _DIRECT:
            yield from found
        else:
            yield from ((where, kind, None if kind == "format" else v) for where, kind, v in found)


def _inner(schema: JsonSchema) -> Iterator[tuple[str, Json, _Place]]:
    for keyword, value in schema.items():
        below: _Place = (None,) if keyword == "additionalProperties" else ()
        if keyword in ("items", "prefixItems"):
            below = (0,)
        if keyword in ONE_SCHEMA:
            yield keyword, value, below
        elif keyword in LISTED_SCHEMAS and isinstance(value, list):
            yield from ((keyword, each, below) for each in value)
        elif keyword in NAMED_SCHEMAS and isinstance(value, dict):
            for name, each in value.items():
                step: _Step = name if keyword == "properties" else None
                yield keyword, each, (step,)


def text_lengths(name: str) -> tuple[int, int | None]:
    """The shortest and the longest text of a format; None: no longest is known."""
    return _LEAST.get(name, 0), _MOST.get(name)


def _values(schema: JsonSchema) -> list[Json]:
    enum = schema.get("enum")
    listed = enum if isinstance(enum, list) else []
    return [*listed, schema["const"]] if "const" in schema else listed


def _texts(literal: Json, place: _Place) -> Iterator[_Said]:
    if isinstance(literal, str):
        yield place, "text", literal
    elif isinstance(literal, list):
        for each in literal:
            yield from _texts(each, (*place, 0))
    elif isinstance(literal, dict):
        for name, each in literal.items():
            yield from _texts(each, (*place, name))


def _settled(schema: JsonSchema) -> JsonSchema:
    name = schema.get("format")
    if not isinstance(name, str) or name in _FOREIGN:
        return schema
    rest = {k: v for k, v in schema.items() if k != "format"}
    if name not in FORMATS:
        return rest
    return _of_listed(rest, name) or schema


def _named(schema: JsonSchema) -> JsonSchema:
    name = schema.get("format")
    if not isinstance(name, str):
        return schema
    if name in FORMATS:
        return _at_least({**schema, "format": f"our-{name}"}, _LEAST[name])
    return {**schema, "format": f"its-{name}"}


def _at_least(schema: JsonSchema, least: int) -> JsonSchema:
    before = schema.get("minLength", 0)
    is_less = isinstance(before, int | float) and before < least
    return {**schema, "minLength": least} if is_less else schema


def _of_listed(rest: JsonSchema, name: str) -> JsonSchema | None:
    """The schema with the listed values that are of a format; None where it lists none."""
    if not ("enum" in rest or "const" in rest):
        return None
    accepts = FORMATS[name]
    kept = [v for v in _values(rest) if not isinstance(v, str) or accepts(v)]
    if "const" in rest and rest["const"] not in kept:
        return {"not": {}}
    enum = rest.get("enum")
    if isinstance(enum, list):
        left: list[Json] = [value for value in enum if value in kept]
        return {**rest, "enum": left} if left else {"not": {}}
    return rest


def _instead(schema: JsonSchema, said: Callable[[str], JsonSchema]) -> JsonSchema:
    """The schema with something else in the place of its format, which is one of ours."""
    name = schema.get("format")
    if not isinstance(name, str):
        return schema
    rest = {k: v for k, v in schema.items() if k != "format"}
    before = rest.get("allOf")
    return {**rest, "allOf": [*(before if isinstance(before, list) else ()), said(name)]}


def _listed(name: str) -> JsonSchema:
    return {"anyOf": [{"type": _OTHER_TYPES}, {"enum": list(FORMAT_TEXTS[name])}]}


def _looks(name: str) -> JsonSchema:
    looks: JsonSchema = {"minLength": _LEAST[name], "pattern": _SIGNS[name]}
    return {**looks, "maxLength": _MOST[name]} if name in _MOST else looks
