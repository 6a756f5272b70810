"""What the references of a JSON Schema document lead to: its schemas by address and by anchor."""

from collections.abc import Iterator
from typing import Any, Final, TypeVar
from urllib.parse import urldefrag, urljoin

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.shapes.drafts import Draft, draft_of
from tracking_plan.validation.keywords import step_of

_ONE = frozenset(
    "additionalProperties items additionalItems not contains propertyNames if then else"
    " unevaluatedItems unevaluatedProperties contentSchema".split()
)
_LISTED = frozenset("allOf anyOf oneOf prefixItems items".split())
_NAMED = frozenset(
    "properties patternProperties $defs definitions dependentSchemas dependencies".split()
)
REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
"""The keywords that lead to another schema."""

NOWHERE: Final = None
"""Where a reference leads that cannot be followed here."""

_Key = TypeVar("_Key")
_Anchor = tuple[str, str]  # the address of a document, and a name in it


class Resources:
    """The schemas of a document, by what references can call them.

    A schema with an identity of its own (`$id`; `id` in draft 4) is a document within the document:
    what lies in it is addressed from there.
    """

    def __init__(self, document: Json) -> None:
        self._draft = draft_of(document)
        self._documents: dict[str, list[JsonSchema]] = {}
        self._anchors: dict[_Anchor, list[JsonSchema]] = {}
        self._dynamic: dict[str, list[JsonSchema]] = {}
        self._bases: dict[int, str | None] = {}  # None: one schema that stands in two documents
        self.places: dict[int, str] = {}
        if isinstance(document, dict):
            self._documents[""] = [document]
            self._visit(document, "", "")

    def is_foreign(self, schema: JsonSchema) -> bool:
        """Whether a schema names another draft than the document does."""
        return "$schema" in schema and draft_of(schema) is not self._draft

    def references(self, schema: JsonSchema) -> Iterator[tuple[str, str]]:
        """The references of a schema that its draft knows, by keyword."""
        for keyword in REFERENCES:
            written = schema.get(keyword)
            if isinstance(written, str) and self._knows(keyword):
                yield keyword, written

    def address(self, schema: JsonSchema, written: str) -> tuple[str, bool]:
        """A reference as it is seen from outside, and whether it stays in the document."""
        address, name = self._split(self._bases.get(id(schema)) or "", written)
        return f"{address}#{name}" if name else address, address in self._documents

    def target(self, schema: JsonSchema, keyword: str, written: str) -> Json:
        """What a reference of a schema leads to; NOWHERE: that cannot be told here."""
        base = self._bases.get(id(schema))
        if base is None:
            return NOWHERE
        if keyword == "$recursiveRef":
            return self._recursive(base, written)
        address, name = self._split(base, written)
        found = self._at(address, name)
        if keyword == "$dynamicRef" and isinstance(found, dict):
            is_dynamic = not name.startswith("/") and found.get("$dynamicAnchor") == name
            if is_dynamic and len(self._dynamic.get(name, ())) > 1:
                return NOWHERE  # it depends on the way that led here
        return found

    def _split(self, base: str, written: str) -> tuple[str, str]:
        """The address of a document, and a name or a place in it."""
        if written.startswith("#"):
            return base, written[1:]
        found = urldefrag(urljoin(base, written))
        return found.url, found.fragment

    def _knows(self, keyword: str) -> bool:
        known = {"$dynamicRef": Draft.OF_2020, "$recursiveRef": Draft.OF_2019}
        return self._draft in (Draft.ANY, known.get(keyword, self._draft))

    def _recursive(self, base: str, written: str) -> Json:
        each = [
            one
            for listed in self._documents.values()
            for one in listed
            if one.get("$recursiveAnchor") is True
        ]
        is_certain = written == "#" and len({id(one) for one in each}) < 2
        return self._at(base, "") if is_certain else NOWHERE

    def _at(self, address: str, name: str) -> Json:
        found = self._documents.get(address, [])
        if name and not name.startswith("/"):
            found = self._anchors.get((address, name), [])
        if len(found) != 1:
            return NOWHERE
        return self._behind(found[0], address, name) if name.startswith("/") else found[0]

    def _behind(self, document: JsonSchema, base: str, pointer: str) -> Json:
        place: Any = document
        for written in pointer[1:].split("/"):
            step = step_of(written)
            if isinstance(place, dict) and step in place:
                place = place[step]
            elif isinstance(place, list) and step.isdecimal() and int(step) < len(place):
                place = place[int(step)]
            else:
                return NOWHERE
            base = self._bases.get(id(place)) or base
        if isinstance(place, dict) and id(place) not in self._bases:  # under a keyword of others
            self._visit(place, base, pointer)
        return place if isinstance(place, dict | bool) else NOWHERE

    def _visit(self, schema: JsonSchema, base: str, place: str) -> None:
        pending = [(schema, base, place)]
        while pending:
            schema, base, place = pending.pop()
            base = self._noted(schema, base)
            known = self._bases.setdefault(id(schema), base)
            if known != base:
                self._bases[id(schema)] = None
            elif id(schema) in self.places:
                continue
            self.places.setdefault(id(schema), place)
            pending += ((one, base, f"{place}/{way}") for way, one in _within(schema))

    def _noted(self, schema: JsonSchema, base: str) -> str:
        """Notes what a schema is called; the address from which its inner ones are called."""
        is_overruled = self._draft <= Draft.SEVEN and isinstance(schema.get("$ref"), str)
        for keyword in () if is_overruled else self._identities():
            written = schema.get(keyword)
            if not isinstance(written, str):
                continue
            address, name = self._split(base, written)
            if address != base:
                base = address
                _note(self._documents, base, schema)
            if name:
                _note(self._anchors, (base, name), schema)
        for keyword, since in (("$anchor", Draft.OF_2019), ("$dynamicAnchor", Draft.OF_2020)):
            written = schema.get(keyword)
            if isinstance(written, str) and self._draft >= since:
                _note(self._anchors, (base, written), schema)
                if keyword == "$dynamicAnchor":
                    _note(self._dynamic, written, schema)
        return base

    def _identities(self) -> tuple[str, ...]:
        if self._draft is Draft.ANY:
            return ("id", "$id")
        return ("id",) if self._draft is Draft.FOUR else ("$id",)


def _note(known: dict[_Key, list[JsonSchema]], key: _Key, schema: JsonSchema) -> None:
    each = known.setdefault(key, [])
    if not any(one is schema for one in each):
        each.append(schema)


def _within(schema: JsonSchema) -> Iterator[tuple[str, JsonSchema]]:
    """The schemas within one, each with the way there."""
    for keyword, value in schema.items():
        if keyword in _ONE and isinstance(value, dict):
            yield keyword, value
        elif keyword in _LISTED and isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, dict):
                    yield f"{keyword}/{index}", one
        elif keyword in _NAMED and isinstance(value, dict):
            for name, one in value.items():
                if isinstance(one, dict):
                    yield f"{keyword}/{name}", one
