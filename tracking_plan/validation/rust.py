"""The fast engine: schemas compiled by jsonschema-rs."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import jsonschema_rs

from tracking_plan.place import Json, Route
from tracking_plan.validation.ecma.rust_pattern import MAX_SIZE
from tracking_plan.validation.engine import MAX_FAILURES, NOTHING_BUT, Failure
from tracking_plan.validation.formats import FORMATS
from tracking_plan.validation.linear_schema import linear_schema
from tracking_plan.validation.routes import Routes, keys_of_step

_Kind = jsonschema_rs.ValidationErrorKind


class RustSchema:
    """A schema compiled by jsonschema-rs, offline, with formats asserted and linear patterns."""

    __slots__ = ("_linear", "_schema", "_validator", "is_valid")

    def __init__(self, schema: Mapping[str, Json]) -> None:
        self._schema = schema
        self._linear, formats = linear_schema(schema)
        self._validator = jsonschema_rs.Draft202012Validator(
            self._linear,
            validate_formats=True,
            formats=_own(formats),
            offline=True,
            pattern_options=jsonschema_rs.RegexOptions(size_limit=MAX_SIZE),
        )
        self.is_valid = self._validator.is_valid  # the hot path: no frame of ours in between

    def failures(self, instance: object) -> Iterator[Failure]:
        """Each keyword that refuses `instance`."""
        routes = Routes(instance)
        for error in self._validator.iter_errors(instance):
            for failure in _failures(error, *_at(error, instance, routes)):
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
                step = next(keys_of_step(translated, step))
                place = [*place.values()][[*translated].index(step)]
            else:
                place = place[step]
            translated = translated[step]
        written: Json = place
        return written


def _own(used: AbstractSet[str]) -> dict[str, Callable[[str], bool]] | None:
    """Our own for the formats that are used: the library's take some nonsense (`0000-01-0,`).

    None where there are none: the engine is slower for each text once it may have to ask us.
    """
    return {name: FORMATS[name] for name in FORMATS if name in used} or None


def _at(
    error: jsonschema_rs.ValidationError, instance: Any, routes: Routes
) -> tuple[Route, object]:
    """The way to what an error is about, and that itself.

    The error has a copy, which costs as much as the value is large. It is asked only where that is
    not what the path leads to (a key), or the path can be read in two ways.
    """
    path = error.instance_path
    if isinstance(error.kind, _Kind.PropertyNames) or any(isinstance(step, int) for step in path):
        return routes.of(path, error.instance), error.instance
    for step in path:
        instance = instance[step]
    return tuple(path), instance


def _failures(error: jsonschema_rs.ValidationError, route: Route, value: Any) -> Iterator[Failure]:
    kind: Any = error.kind
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
