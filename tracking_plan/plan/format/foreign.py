"""Habits of other tools: what their keys and types are called in a plan."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tracking_plan.names.likeness import fold, nearest


class Meaning(NamedTuple):
    """The key that a foreign one stands for, and what to write."""

    key: str
    hint: str


def meaning_of(name: str, keys: Mapping[str, object]) -> Meaning | None:
    """What a key means in a mapping that knows `keys`; None where no other tool has it."""
    for meaning in _KEYS.get(fold(name.lstrip("$")), ()):
        if meaning.key in keys:
            return meaning
    return None


def meant_key(name: str, keys: Mapping[str, object]) -> Meaning:
    """The key that an unknown one was meant to be, or itself, and what to do about it."""
    close, meaning = nearest(name, keys), meaning_of(name, keys)
    if meaning is not None and close in (None, meaning.key):
        return meaning
    if close is not None:
        return Meaning(close, f"did you mean {close!r}?")
    return Meaning(name, f"known: {', '.join(sorted(keys))}")


def _rows(key: str, hint: str, names: str) -> Iterable[tuple[str, Meaning]]:
    return ((name, Meaning(key, hint)) for name in names.split())


_ROWS = (
    *_rows(
        "enum",
        "list the values under `enum`",
        "values allowedvalues enumvalues options choices oneofvalues acceptedvalues",
    ),
    *_rows("nullable", "write `nullable: true`", "allownull isnullable null nillable maybenull"),
    *_rows("pattern", "write the expression under `pattern`", "regex regexp matches match"),
    *_rows(
        "description",
        "a plan has no defaults: what is not sent is absent; say in `description` what follows",
        "default defaultvalue fallback",
    ),
    *_rows(
        "required",
        "leave it out: a property is optional unless it says `required: true`",
        "optional isoptional",
    ),
    *_rows("required", "write `required: true`", "isrequired mandatory"),
    *_rows(
        "properties",
        "write `required: true` at each property that must be sent (or `NAME: string!`)",
        "required requiredproperties",
    ),
    *_rows("status", "write `status: deprecated`", "deprecated isdeprecated obsolete"),
    *_rows("value", "say in `description` that nothing new should send it", "deprecated status"),
    *_rows(
        "replaced_by",
        "write `replaced_by: NAME`",
        "replacement replacedwith replaces deprecatedby useinstead supersededby",
    ),
    *_rows(
        "type",
        "there are no unions: write one type, or `type: any`; `nullable: true` allows null",
        "anyof oneof allof union types",
    ),
    *_rows("properties", "leave it out: an event is an object; what is sent: `properties`", "type"),
    *_rows("ref", "write `ref: NAME`, the name of a definition under `shared`", "ref extends"),
    *_rows("type", "write it under `type`", "datatype dtype proptype"),
    *_rows(
        "items", "write `type: array`, and the type of its values under `items`",
        "islist isarray list itemtype elementtype",
    ),
    *_rows("items", "write the type of its values under `items`", "item of element elements"),
    *_rows(
        "properties",
        "list what is sent under `properties`",
        "parameters params attributes fields props payload schema arguments args children columns",
    ),
    *_rows(
        "additional_properties",
        "write `additional_properties: true` where other properties are allowed, too",
        "allowunplanned allowadditional allowunknown additional open strict closed",
    ),
    *_rows(
        "additional_properties",
        "write `additional_properties: TYPE`: what each key holds that `properties` does not list",
        "values valuetype mapvalue mapvalues",
    ),
    *_rows(
        "enum",
        "an `enum` is closed: where other values may come, write `type: string` without it,"
        " and name the usual ones in `description`",
        "allowcustomvalues allowother openenum extensible",
    ),
    *_rows("examples", "list it under `examples`", "example sample samples"),
    *_rows("minimum", "write `minimum`", "min minvalue ge gte lowerbound"),
    *_rows("maximum", "write `maximum`", "max maxvalue le lte upperbound"),
    *_rows("max_length", "write `max_length`", "maxlen maxsize length size"),
    *_rows("min_length", "write `min_length`", "minlen minsize"),
    *_rows("pii", "write `pii: {kind: ..., action: ...}`", "sensitive ispii personal personaldata"),
    *_rows("previous_names", "list them under `previous_names`", "aliases alias oldnames"),
    *_rows("sources", "list the platforms under `sources`", "platforms platform source"),
    *_rows("trigger", "write it under `trigger`", "when firedwhen sentwhen"),
    *_rows("answers", "write it under `answers`", "questions question metrics"),
    *_rows("owner", "write it under `owner`", "team contact maintainer owners responsible"),
    *_rows("tags", "list it under `tags`", "category categories group groups domain labels"),
    *_rows("metadata", "put it under `metadata`", "meta extra custom annotations priority"),
    *_rows(
        "description",
        "the key above is its name; say under `description` what it is",
        "title label displayname name id",
    ),
    *_rows("description", "write it under `description`", "comment comments note notes desc help"),
    *_rows("shared", "write definitions under `shared`", "definitions defs components types"),
    *_rows("common", "write them under `common`", "globals global superproperties context"),
    *_rows("include", "list the files under `include`", "files imports import includes"),
    *_rows("traits", "write them under `traits`", "usertraits userproperties identify user"),
    *_rows("tracking_plan", "the format is named by `tracking_plan: 1`", "version schemaversion"),
    *_rows("conventions", "they belong under `conventions`", "rules naming requires"),
)  # fmt: skip
_KEYS: dict[str, list[Meaning]] = {}
for _name, _meaning in _ROWS:
    _KEYS.setdefault(_name, []).append(_meaning)

_TYPES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("string", "str", "text", "varchar", "char", "nvarchar"), ("string",)),
    **dict.fromkeys(("integer", "int", "long", "bigint", "int32", "int64", "short"), ("integer",)),
    **dict.fromkeys(("number", "float", "double", "decimal", "numeric", "real"), ("number",)),
    **dict.fromkeys(("boolean", "bool", "flag"), ("boolean",)),
    **dict.fromkeys(("array", "list", "tuple", "set", "sequence"), ("array",)),
    **dict.fromkeys(("object", "dict", "map", "json", "record", "struct", "hash"), ("object",)),
    **dict.fromkeys(("any", "mixed", "unknown", "variant"), ("any",)),
    "date": ("string", "format: date"),
    "time": ("string", "format: time"),
    **dict.fromkeys(("datetime", "timestamp", "date-time"), ("string", "format: date-time")),
    "email": ("string", "format: email"),
    **dict.fromkeys(("uuid", "guid"), ("string", "format: uuid")),
    **dict.fromkeys(("uri", "url"), ("string", "format: uri")),
    **dict.fromkeys(("enum", "stringenum", "string_enum"), ("string", "enum: [...]")),
}
_LONGEST = 200  # characters; each step into a type takes some of them away
_NULL = frozenset(("null", "none", "nil", "undefined"))
_LIST = re.compile(
    r"\[(\w+)\]|(?:list|array|set|sequence)\s*(?:of\s+|[<(\[]\s*)(\w+?)s?\s*[>)\]]?|(\w+)\[\]|(\w+)_(?:array|list)"
)
_MAP = re.compile(r"(?:map|dict|record|object)\s*[<(\[](?:\s*\w+\s*[,:]\s*(\w+)\s*[>)\]])?.*")
_MARKED = re.compile(r"!(.+)|(.+?)\s*(?:!!|\*|,\s*required|\(\s*required\s*\)|\bnot null)")
_OPTIONAL = re.compile(r"(?:optional|nullable|maybe)\s*[<(\[](.*)[>)\]]")
_SIZED = re.compile(r"(\w+)\s*\(\s*(\d+)\s*\)")
_ENUM = re.compile(r"enum\s*[<(\[].*")


def keys_of_type(text: str) -> tuple[str, ...] | None:
    """What to write for a type of another tool, the type first; None where no tool has it.

    `string | null` gives `type: string` and `nullable: true`.
    """
    bare = text.strip().lower()
    if len(bare) > _LONGEST:
        return None
    if _ENUM.fullmatch(bare):
        return "type: string", "enum: [...]"
    if optional := _OPTIONAL.fullmatch(bare):
        return _union([optional[1], "null"])
    if marked := _MARKED.fullmatch(bare):
        inner = keys_of_type(marked[1] or marked[2])
        return (*inner, "required: true") if inner else None
    several = [part.strip(" '\"") for part in re.split(r"[|,/]|\bor\b", bare.strip("[]"))]
    if len(several) > 1 and not _MAP.fullmatch(bare):
        return _union([part for part in several if part])
    if bare.endswith("?"):
        return keys_of_type(bare[:-1])
    words = _TYPES.get(bare)
    return (f"type: {words[0]}", *words[1:]) if words is not None else _made_of(bare)


def _made_of(bare: str) -> tuple[str, ...] | None:
    """The same for a type that has a size, or another type in it."""
    if sized := _SIZED.fullmatch(bare):
        inner = keys_of_type(sized[1])
        return (*inner, f"max_length: {sized[2]}") if inner == ("type: string",) else inner
    if listed := _LIST.fullmatch(bare):
        item = _TYPES.get(next(filter(None, listed.groups())))
        return ("type: array", f"items: {item[0]}") if item else ("type: array",)
    mapped = _MAP.fullmatch(bare)
    value = _TYPES.get(mapped[1] or "") if mapped else None
    further = (f"additional_properties: {value[0]}",) if value else ()
    return ("type: object", *further) if mapped else None


def _union(members: list[str]) -> tuple[str, ...] | None:
    known = [found for part in members if part not in _NULL and (found := keys_of_type(part))]
    nulls = sum(part in _NULL for part in members)
    if len(known) + nulls < len(members) or not known:
        return None
    keys = known[0] if len(known) == 1 else ("type: any",)
    return (*keys, "nullable: true") if nulls and len(known) == 1 else keys
