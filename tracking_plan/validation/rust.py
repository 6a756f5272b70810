"""The fast engine: schemas compiled by jsonschema-rs."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jsonschema_rs

from tracking_plan.place import Json, JsonSchema, Route
from tracking_plan.validation.ecma.rust_pattern import MAX_SIZE
from tracking_plan.validation.engine import MAX_FAILURES, NOTHING_BUT, Failure
from tracking_plan.validation.formats import FORMATS
from tracking_plan.validation.keywords import rewritten
from tracking_plan.validation.linear_schema import linear_schema

_Kind = jsonschema_rs.ValidationErrorKind


class RustSchema:
    """A schema compiled by jsonschema-rs, offline, with formats asserted and linear patterns."""

    __slots__ = ("_linear", "_schema", "_validator", "is_valid")

    def __init__(self, schema: Mapping[str, Json]) -> None:
        self._schema = schema
        self._linear = linear_schema(schema)
        self._validator = jsonschema_rs.Draft202012Validator(
            self._linear,
            validate_formats=True,
            formats=_formats(schema),
            offline=True,
            pattern_options=jsonschema_rs.RegexOptions(size_limit=MAX_SIZE),
        )
        self.is_valid = self._validator.is_valid  # the hot path: no frame of ours in between

    def failures(self, instance: object) -> Iterator[Failure]:
        """Each keyword that refuses `instance`."""
        for error in self._validator.iter_errors(instance):
            route = _route(instance, error)
            for failure in _failures(error, route):
                if failure.keyword == "pattern":
                    yield failure._replace(expected=self._written(error))
                else:
                    yield failure

    def _written(self, error: jsonschema_rs.ValidationError) -> Json:
        """The pattern as the schema has it, and not as it was translated."""
        place: Any = self._schema
        translated: Any = self._linear
        for step in error.schema_path:
            if isinstance(translated, dict):  # with the same keys in the same order, but patterns
                step = next(_keys(translated, step))
                place = [*place.values()][[*translated].index(step)]
            else:
                place = place[step]
            translated = translated[step]
        written: Json = place
        return written


def _formats(schema: Mapping[str, Json]) -> dict[str, Callable[[str], bool]] | None:
    """Our own for those that the schema has: the library's take some nonsense (`0000-01-0,`).

    None where it has none: the engine is slower for each text once it may have to ask us.
    """
    used: set[Json] = set()

    def note(each: JsonSchema) -> JsonSchema:
        if isinstance(each.get("format"), str):
            used.add(each["format"])
        return each

    rewritten(schema, note)
    return {name: FORMATS[name] for name in FORMATS if name in used} or None


def _route(data: Any, error: jsonschema_rs.ValidationError) -> Route:
    """The way to what an error speaks of: the engine reads keys such as `404` as positions."""
    path = error.instance_path
    if not any(isinstance(step, int) for step in path):
        return tuple(path)
    possible = list(_routes(data, (*path,)))
    if len(possible) > 1:  # `1` and `01`, of which one has the value
        possible.sort(key=lambda found: _at(data, found) != error.instance)
    return possible[0] if possible else tuple(path)


def _routes(data: Any, path: tuple[str | int, ...]) -> Iterator[Route]:
    if not path:
        yield ()
        return
    steps = _keys(data, path[0]) if isinstance(data, dict) else iter(path[:1])
    for step in steps:
        for rest in _routes(data[step], path[1:]):
            yield (step, *rest)


def _keys(among: dict[str, Any], step: str | int) -> Iterator[str]:
    """The keys that the engine gives as this step."""
    if isinstance(step, str) or str(step) in among:
        yield str(step)
    if isinstance(step, int):
        same = (key for key in among if key != str(step) and _NUMBER.fullmatch(key))
        yield from (key for key in same if int(key) == step)


def _at(data: Any, route: Route) -> Any:
    for step in route:
        data = data[step]
    return data


_NUMBER = re.compile(r"\+?[0-9]{1,20}")


def _failures(error: jsonschema_rs.ValidationError, route: Route) -> Iterator[Failure]:
    kind: Any = error.kind
    value: Any = error.instance  # plain JSON: without arbitrary-precision numbers, no Decimal
    if isinstance(kind, _Kind.AdditionalProperties):
        for key in kind.unexpected[:MAX_FAILURES]:
            found = value.get(key) if isinstance(value, dict) else None
            yield Failure(keyword=kind.name, route=route, expected=key, value=found)
    elif isinstance(kind, _Kind.FalseSchema) or (
        isinstance(kind, _Kind.Not) and kind.schema in NOTHING_BUT
    ):
        yield Failure(keyword="false", route=route, expected=False, value=value)
    else:
        yield Failure(keyword=kind.name, route=route, expected=kind.value, value=value)
