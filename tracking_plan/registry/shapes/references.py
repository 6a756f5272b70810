"""A JSON Schema with its references taken: what they lead to stands in their place."""

import re
from collections.abc import Iterator
from typing import Any

from tracking_plan.place import Json, JsonSchema
from tracking_plan.validation.keywords import step_of

_BESIDE = frozenset("$comment title description default examples deprecated".split())
_WORDS = ("$ref", "$dynamicRef", "$recursiveRef")
_NAMES = frozenset("properties patternProperties dependentSchemas dependencies".split())
_LITERAL = frozenset("enum const default examples".split())
_MAX_NODES = 200_000  # of a document with everything in its place: references can double each other


class TooLargeError(ValueError):
    """With its references taken, the document is too large."""


def taken(document: Json) -> Json:
    """The document without references that lead to another place in it.

    One that leads back into itself stays, and so does one that leads out of the document or
    nowhere: its `$ref` then says what it led to, if that is known.

    Raises:
        TooLargeError: it would be too large.
    """
    return _Taker(document).schema(document)


def has_references(schema: Json) -> bool:
    """Whether a schema refers to another place; where they are taken, one that was not followed."""
    text = repr(schema)  # a tenth of what it costs to go through all of it
    return any(word in text for word in _WORDS) and _refers(schema)


def _refers(schema: Json) -> bool:
    if isinstance(schema, list):
        return any(map(_refers, schema))
    if not isinstance(schema, dict):
        return False
    is_one = any(isinstance(schema.get(word), dict | str) for word in _WORDS)
    return is_one or any(map(_refers, schema.values()))


class _Taker:
    def __init__(self, document: Json) -> None:
        self._document = document
        self._open: list[str] = []
        self._nodes = 0
        dialect = document.get("$schema") if isinstance(document, dict) else None
        self._is_alone = bool(
            re.search("draft-0[3-7]", str(dialect))
        )  # keywords beside it: ignored

    def schema(self, value: Json) -> Json:
        """A part of the document with its references taken."""
        self._nodes += 1
        if self._nodes > _MAX_NODES:
            message = f"more than {_MAX_NODES:,} values with its references taken"
            raise TooLargeError(message)
        if isinstance(value, list):
            return [self.schema(each) for each in value]
        if not isinstance(value, dict):
            return value
        reference = value.get("$ref")
        if isinstance(reference, str):
            return self._referred(value, reference)
        return {
            k: self._keyword(k, v) for k, v in value.items() if k not in ("$defs", "definitions")
        }

    def _keyword(self, keyword: str, value: Json) -> Json:
        """What stands under a keyword; names of properties may be those of keywords."""
        if keyword in _LITERAL:
            return value
        if keyword in _NAMES and isinstance(value, dict):
            return {name: self.schema(each) for name, each in value.items()}
        return self.schema(value)

    def _referred(self, schema: JsonSchema, reference: str) -> Json:
        target = self._target(reference)
        if not isinstance(target, dict | bool):
            return schema
        if reference in self._open:
            return {"$ref": target}
        self._open.append(reference)
        try:
            there = self.schema(target)
        finally:
            self._open.pop()
        beside = {k: v for k, v in schema.items() if k != "$ref"}
        if self._is_alone or beside.keys() <= _BESIDE:
            return there
        here = self.schema(beside)
        assert isinstance(here, dict)
        if isinstance(there, dict) and here.keys().isdisjoint(there.keys() - {"$id"}):
            return {**there, **here}
        if isinstance(there, dict) and all(there.get(k, v) == v for k, v in here.items()):
            return {**there, **here}
        return {"allOf": [there, here]}

    def _target(self, reference: str) -> Json:
        """What a reference within the document leads to; None: nothing that is here."""
        if reference == "#":
            return self._document
        if not reference.startswith("#/"):
            return next(_named(self._document, reference), None)
        place: Any = self._document
        for written in reference[2:].split("/"):
            step = step_of(written)
            if isinstance(place, dict) and step in place:
                place = place[step]
            elif isinstance(place, list) and step.isdecimal() and int(step) < len(place):
                place = place[int(step)]
            else:
                return None
        found: Json = place
        return found


def _named(place: Json, reference: str) -> Iterator[Json]:
    """The schemas that are called so, by an anchor or an `$id`."""
    if isinstance(place, dict):
        name = reference.removeprefix("#")
        if place.get("$anchor") == name or place.get("$id") in (reference, name):
            yield place
        for value in place.values():
            yield from _named(value, reference)
    elif isinstance(place, list):
        for value in place:
            yield from _named(value, reference)
