"""A JSON Schema with its references taken: what they lead to stands in their place."""

import hashlib
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import quote

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.shapes.conjunction import all_of
from tracking_plan.registry.shapes.drafts import draft_of, is_alone
from tracking_plan.registry.shapes.resources import NOWHERE, REFERENCES, Resources

_NAMES = frozenset("properties patternProperties dependentSchemas dependencies".split())
_LITERAL = frozenset("enum const default examples".split())
_DEFINITIONS = frozenset(("$defs", "definitions"))
_IDENTITIES = frozenset("$id id $anchor $dynamicAnchor $recursiveAnchor".split())
_LONG = 1_000_000  # characters of a schema of which the values are counted
_MAX_NODES = 200_000  # of a document with everything in its place: references can double each other
_MAX_IN_CIRCLES = 10_000  # of one in which some lead back: each way through them is another one


class TooLargeError(ValueError):
    """With its references taken, the document is too large."""


def taken(document: Json) -> Json:
    """The document without references that lead to another place in it.

    One that leads back into what it stands in becomes a `$ref` to `#`, or to an entry of `$defs`
    with its target. One that cannot be followed stays: it leads out of the document, or nowhere, or
    where it leads depends on the way there.

    Raises:
        TooLargeError: it would be too large.
    """
    if not has_references(document):
        return document
    try:
        return _Taker(document).whole()
    except TooLargeError:
        return _Taker(document, spells_out=False).whole()


def resolved(schema: Json) -> Json:
    """The schema with its references taken; itself where it has none.

    Raises:
        TooLargeError: it would have too many values.
    """
    text = repr(schema)
    return taken(schema) if len(text) > _LONG or _mentions(text) else schema


def _mentions(text: str) -> bool:
    """Whether there may be references in a schema, by its text."""
    return any(word in text for word in REFERENCES)


def has_references(schema: Json) -> bool:
    """Whether a schema refers to another place; where they are taken, one that was not followed."""
    return _mentions(repr(schema)) and _refers(schema)  # to go through it costs ten times as much


def _refers(schema: Json) -> bool:
    if isinstance(schema, list):
        return any(map(_refers, schema))
    if not isinstance(schema, dict):
        return False
    is_one = any(isinstance(schema.get(word), dict | str) for word in REFERENCES)
    return is_one or any(map(_refers, schema.values()))


def are_followed(schema: Json) -> bool:
    """Whether each reference that `taken` left leads back into the schema itself."""
    defined = schema.get("$defs") if isinstance(schema, dict) else None
    names = {f"#/$defs/{name}" for name in defined} if isinstance(defined, dict) else set[str]()
    return all(one in names or one == "#" for one in _left(schema))


def _left(schema: Json) -> Iterator[Json]:
    if isinstance(schema, list):
        for one in schema:
            yield from _left(one)
    elif isinstance(schema, dict):
        yield from (schema[word] for word in REFERENCES if isinstance(schema.get(word), dict | str))
        for keyword, value in schema.items():
            if keyword not in _LITERAL:
                yield from _left(value)


class _Taker:
    """`spells_out`: each reference is taken wherever it stands.

    Else only those are whose target refers to nothing further. The names of the others say what
    is behind them, so that schemas with the same reference mean the same by it.
    """

    def __init__(self, document: Json, *, spells_out: bool = True) -> None:
        self._document = document
        self._spells_out = spells_out
        self._open: list[Json] = []
        self._nodes, self._most = 0, _MAX_NODES
        self._circles: dict[str, Json] = {}
        self._digests: dict[int, str] = {}
        self._is_alone = is_alone(draft_of(document))

    @cached_property
    def _resources(self) -> Resources:
        return Resources(self._document)

    @cached_property
    def _whole_digest(self) -> str:
        """A digest of the document to the letter."""
        return hashlib.sha256(repr(self._document).encode("utf-8", "replace")).hexdigest()

    def whole(self) -> Json:
        """The document with its references taken, and what those need that lead back."""
        self._open.append(self._document)
        found = self.schema(self._document)
        if not isinstance(found, dict) or not self._circles:
            return found
        defined: dict[str, Json] = {}
        while self._circles.keys() - defined.keys():
            for name in [*self._circles.keys() - defined.keys()]:
                target = self._circles[name]
                self._open = [target]
                defined[name] = self.schema(target)
        return {**found, "$defs": {name: defined[name] for name in sorted(defined)}}

    def schema(self, value: Json) -> Json:
        """A part of the document with its references taken."""
        self._nodes += 1
        if self._nodes > self._most:
            message = f"more than {self._most:,} values with its references taken"
            raise TooLargeError(message)
        if isinstance(value, list):
            return [self.schema(each) for each in value]
        if not isinstance(value, dict):
            return value
        if any(word in value for word in REFERENCES):
            return self._referred(value)
        return self._keywords(value)

    def _keywords(self, schema: JsonSchema) -> JsonSchema:
        is_root = schema is self._document
        return {
            keyword: self._keyword(keyword, value)
            for keyword, value in schema.items()
            if keyword not in _DEFINITIONS and (is_root or not _is_identity(keyword, value))
        }

    def _keyword(self, keyword: str, value: Json) -> Json:
        """What stands under a keyword; names of properties may be those of keywords."""
        if keyword in _LITERAL:
            return value
        if keyword in _NAMES and isinstance(value, dict):
            return {name: self.schema(each) for name, each in value.items()}
        return self.schema(value)

    def _referred(self, schema: JsonSchema) -> Json:
        resources = self._resources
        if isinstance(schema.get("$ref"), dict):
            return schema  # it was left by an earlier reading
        if schema is not self._document and resources.is_foreign(schema):
            return {"$ref": schema}
        found: list[Json] = []
        for keyword, written in resources.references(schema):
            target = resources.target(schema, keyword, written)
            if target is NOWHERE:
                found.append({keyword: self._unfollowed(schema, written)})
            else:
                found.append(self._there(target, is_whole=schema is self._document))
        if self._is_alone and found:
            return found[0]
        beside = {k: v for k, v in self._keywords(schema).items() if k not in REFERENCES}
        return all_of([*found, beside]) if beside else all_of(found)

    def _unfollowed(self, schema: JsonSchema, written: str) -> str:
        """What stands for a reference that is not followed.

        Of one that stays in the document it is not known on which part of it this one depends.
        """
        address, is_inside = self._resources.address(schema, written)
        return f"{address} {self._whole_digest}" if is_inside else address

    def _there(self, target: Json, *, is_whole: bool) -> Json:
        if any(one is target for one in self._open):
            return self._circle(target)
        if not (self._spells_out or is_whole) and has_references(target):
            return self._circle(target)
        if isinstance(target, dict) and self._resources.is_foreign(target):
            return {"$ref": target}
        self._open.append(target)
        try:
            return self.schema(target)
        finally:
            self._open.pop()

    def _circle(self, target: Json) -> Json:
        """A reference that stays; its name is the place of its target."""
        if self._spells_out:
            self._most = _MAX_IN_CIRCLES
        if target is self._document:
            return {"$ref": "#"}
        place = self._resources.places.get(id(target), "").replace("/definitions/", "/$defs/")
        name = quote(place.strip("/"), safe="").replace("%", ".")
        if not self._spells_out:
            name = f"{name}.{self._digest(target)}"
        self._circles[name] = target
        return {"$ref": f"#/$defs/{name}"}

    def _digest(self, target: Json) -> str:
        """What tells a target, with all that it leads to, from others."""
        if id(target) not in self._digests:
            seen: dict[int, Json] = {id(target): target}
            pending = [target]
            while pending:
                for one in self._targets(pending.pop()):
                    if id(one) not in seen:
                        seen[id(one)] = one
                        pending.append(one)
            text = "\n".join(sorted(map(repr, seen.values())))
            self._digests[id(target)] = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        return self._digests[id(target)]

    def _targets(self, schema: Json) -> Iterator[Json]:
        if isinstance(schema, list):
            for one in schema:
                yield from self._targets(one)
        elif isinstance(schema, dict):
            for keyword, written in self._resources.references(schema):
                yield self._resources.target(schema, keyword, written)
            for one in schema.values():
                yield from self._targets(one)


def _is_identity(keyword: str, value: Json) -> bool:
    return keyword in _IDENTITIES and isinstance(value, str | bool)
