"""JSON Schemas of older drafts, said in the keywords of draft 2020-12."""

import re
from collections.abc import Iterator

from tracking_plan.place import Json, JsonSchema
from tracking_plan.validation.keywords import LISTED_SCHEMAS, NAMED_SCHEMAS, ONE_SCHEMA, step_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ALONE = re.compile("draft-0[3-7]")  # drafts in which nothing counts beside a `$ref`
_RENAMED = {"definitions": "$defs", "dependencies": "dependentSchemas", "additionalItems": "items"}
_NAMED = NAMED_SCHEMAS | {"definitions", "dependencies"}
_ONE = ONE_SCHEMA | {"additionalItems"}


def modern(schema: Json) -> Json:
    """A JSON Schema of any draft from 4 on, as one of draft 2020-12 that means the same.

    Keywords that came with a later draft count as that draft has them; `drafts.strictly` takes out
    those that the draft which a document names has not. What is no schema stays as it is.
    """
    if not isinstance(schema, dict):
        return schema
    made = _Writer(schema).schema(schema)
    if "$schema" in schema:
        made = {"$schema": DIALECT, **{k: v for k, v in made.items() if k != "$schema"}}
    return made


class _Writer:
    def __init__(self, document: JsonSchema) -> None:
        self._document = document
        self._is_alone = _ALONE.search(str(document.get("$schema"))) is not None

    def one(self, value: Json) -> Json:
        return self.schema(value) if isinstance(value, dict) else value

    def schema(self, schema: JsonSchema) -> JsonSchema:
        """One schema and all within it."""
        found: JsonSchema = {}
        is_reference = isinstance(schema.get("$ref"), str)
        for keyword, value in schema.items():
            if is_reference and self._is_alone and keyword not in ("$ref", "definitions", "$defs"):
                continue
            for name, written in self._keyword(schema, keyword, value):
                if name == "$defs" and isinstance(written, dict):
                    before = found.get("$defs")
                    written = {**(before if isinstance(before, dict) else {}), **written}
                found[name] = written
        return found

    def _keyword(self, schema: JsonSchema, keyword: str, value: Json) -> Iterator[tuple[str, Json]]:
        match keyword:
            case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
                yield from _bound(schema, keyword, value)
            case "items" if isinstance(value, list):
                yield "prefixItems", [self.one(each) for each in value]
            case "additionalItems":
                if isinstance(schema.get("items"), list):
                    yield "items", self.one(value)
            case "dependencies" if isinstance(value, dict):
                yield from self._dependencies(value)
            case "$ref" | "$recursiveRef" if isinstance(value, str):
                yield "$ref", self._reference(value)
            case "id" if isinstance(value, str):
                yield "$id", value
            case "$recursiveAnchor":
                return
            case _:
                yield _RENAMED.get(keyword, keyword), self._schemas(keyword, value)

    def _schemas(self, keyword: str, value: Json) -> Json:
        if keyword in _ONE:
            return self.one(value)
        if keyword in LISTED_SCHEMAS and isinstance(value, list):
            return [self.one(each) for each in value]
        if keyword in _NAMED and isinstance(value, dict):
            return {name: self.one(each) for name, each in value.items()}
        return value

    def _dependencies(self, value: JsonSchema) -> Iterator[tuple[str, Json]]:
        keys = {name: each for name, each in value.items() if isinstance(each, list)}
        schemas = {name: self.one(each) for name, each in value.items() if name not in keys}
        if keys:
            yield "dependentRequired", dict(keys)
        if schemas:
            yield "dependentSchemas", schemas

    def _reference(self, written: str) -> str:
        """The reference to where its target stands now."""
        if not written.startswith("#/"):
            return written
        place: Json = self._document
        found, steps = ["#"], iter(written[2:].split("/"))
        for step in steps:
            keyword = step_of(step)
            inner = place.get(keyword) if isinstance(place, dict) else None
            is_list = keyword == "items" and isinstance(inner, list)
            found.append("prefixItems" if is_list else _RENAMED.get(keyword, step))
            if is_list or keyword in _NAMED or keyword in LISTED_SCHEMAS:
                name = next(steps, None)
                if name is None:
                    break
                found.append(name)
                inner = _within(inner, step_of(name))
            place = inner
        return "/".join(found)


def _within(place: Json, step: str) -> Json:
    if isinstance(place, dict):
        return place.get(step)
    if isinstance(place, list) and step.isdecimal() and int(step) < len(place):
        return place[int(step)]
    return None


def _bound(schema: JsonSchema, keyword: str, value: Json) -> Iterator[tuple[str, Json]]:
    """A bound; in draft 4, `exclusiveMinimum` says of `minimum` that it is exclusive."""
    if isinstance(value, bool) and keyword.startswith("exclusive"):
        return
    exclusive = f"exclusive{keyword[0].upper()}{keyword[1:]}"
    yield (exclusive if schema.get(exclusive) is True else keyword), value
