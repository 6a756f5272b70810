"""The second engine: schemas compiled by the `jsonschema` library, to check the first against.

Some keywords are our own: `required` and `additionalProperties` name one key per error, as the
fast engine's do. Numbers are the decimals that JSON writes, so that 0.07 is a multiple of 0.01 and
1e23 is 10**23; and items are compared all with all, where the library compares neighbours of a
sorted list, in which `[1]` and `[true]` have no order. `pattern` asks the one linear-time engine:
Python's `re` can hang and is not ECMA-262.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

import jsonschema
from jsonschema import FormatChecker
from jsonschema.validators import extend
from referencing import Registry
from referencing.exceptions import Unresolvable

from tracking_plan.place import Json
from tracking_plan.validation.engine import NOTHING_BUT, Failure
from tracking_plan.validation.equality import comparable, decimal
from tracking_plan.validation.formats import FORMATS
from tracking_plan.validation.rust import RustSchema

_Error = jsonschema.ValidationError
_NOTHING_ELSE: Any = Registry()  # no document but the one at hand: nothing is fetched


def _required(_: Any, names: list[str], instance: Any, __: Any) -> Iterator[_Error]:
    if isinstance(instance, dict):
        for name in names:
            if name not in instance:
                yield _Error(name)


def _additional(validator: Any, wanted: Any, instance: Any, schema: Any) -> Iterator[_Error]:
    if not isinstance(instance, dict) or wanted is True:
        return
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    for key, value in instance.items():
        if key in known or any(_matches(pattern, key) for pattern in patterns):
            continue
        if wanted is False:
            yield _Error(key)
        else:
            yield from validator.descend(value, wanted, path=key)


def _properties(validator: Any, wanted: Any, instance: Any, _: Any) -> Iterator[_Error]:
    if not isinstance(instance, dict):
        return
    for name, schema in wanted.items():
        if name in instance and schema is False:  # the library's own error forgets the path
            yield _Error(name, validator="false", path=[name], instance=instance[name])
        elif name in instance:
            yield from validator.descend(instance[name], schema, path=name, schema_path=name)


def _not(validator: Any, unwanted: Any, instance: Any, _: Any) -> Iterator[_Error]:
    if unwanted in NOTHING_BUT:
        yield _Error("false", validator="false", instance=instance)
    elif validator.evolve(schema=unwanted).is_valid(instance):
        yield _Error("not")


def _pattern_properties(validator: Any, wanted: Any, instance: Any, _: Any) -> Iterator[_Error]:
    if isinstance(instance, dict):
        for pattern, schema in wanted.items():
            for key, value in instance.items():
                if _matches(pattern, key):
                    yield from validator.descend(value, schema, path=key, schema_path=pattern)


def _multiple_of(_: Any, factor: Any, instance: Any, __: Any) -> Iterator[_Error]:
    is_number = isinstance(instance, int | float) and not isinstance(instance, bool)
    if is_number and _exact(instance) % _exact(factor):
        yield _Error("multipleOf")


def _exact(number: float) -> Fraction:
    """The number as JSON writes it: 0.07 is seven hundredths."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def _bound(is_broken: Callable[[Any, Any], bool]) -> Any:
    """A keyword that compares a number with its limit."""

    def check(_: Any, limit: Any, instance: Any, __: Any) -> Iterator[_Error]:
        is_number = isinstance(instance, int | float) and not isinstance(instance, bool)
        if is_number and is_broken(decimal(instance), decimal(limit)):
            yield _Error("bound")

    return check


def _const(_: Any, value: Any, instance: Any, __: Any) -> Iterator[_Error]:
    if comparable(value) != comparable(instance):
        yield _Error("const")


def _enum(_: Any, values: list[Any], instance: Any, __: Any) -> Iterator[_Error]:
    if comparable(instance) not in map(comparable, values):
        yield _Error("enum")


def _unique_items(_: Any, wanted: Any, instance: Any, __: Any) -> Iterator[_Error]:
    if (
        wanted
        and isinstance(instance, list)
        and len(set(map(comparable, instance))) < len(instance)
    ):
        yield _Error("uniqueItems")


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[_Error]:
    if isinstance(instance, str) and not _matches(pattern, instance):
        yield _Error("pattern")


def _matches(pattern: str, text: str) -> bool:
    return bool(_linear(pattern).is_valid(text))


@lru_cache(maxsize=1024)
def _linear(pattern: str) -> RustSchema:
    return RustSchema({"pattern": pattern})


_Validator = extend(  # type: ignore[no-untyped-call]  # the stubs leave it untyped
    jsonschema.Draft202012Validator,
    {
        "properties": _properties,
        "required": _required,
        "additionalProperties": _additional,
        "patternProperties": _pattern_properties,
        "not": _not,
        "multipleOf": _multiple_of,
        "minimum": _bound(operator.lt),
        "maximum": _bound(operator.gt),
        "exclusiveMinimum": _bound(operator.le),
        "exclusiveMaximum": _bound(operator.ge),
        "const": _const,
        "enum": _enum,
        "uniqueItems": _unique_items,
        "pattern": _pattern,
    },
)


@cache
def _format_checker() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, accepts in FORMATS.items():
        checker.checkers = {**checker.checkers, name: (_on_text(accepts), ())}
    return checker


def _on_text(accepts: Any) -> Any:
    return lambda instance: not isinstance(instance, str) or accepts(instance)


class ReferenceSchema:
    """A schema compiled by `jsonschema`, offline, with the plan's formats asserted.

    `is_checked`: the other engine has compiled it. To find out whether it is a schema at all takes
    this one some milliseconds.
    """

    __slots__ = ("_validator",)

    def __init__(self, schema: Mapping[str, Json], *, is_checked: bool = False) -> None:
        if not is_checked:
            _check(schema)
        self._validator = _Validator(
            dict(schema), format_checker=_format_checker(), registry=_NOTHING_ELSE
        )

    def is_valid(self, instance: object) -> bool:
        """Whether the schema accepts `instance`."""
        return bool(self._validator.is_valid(instance))

    def failures(self, instance: object) -> Iterator[Failure]:
        """Each keyword that refuses `instance`."""
        for error in self._validator.iter_errors(instance):
            yield _failure(error)


class DraftSchema:
    """A schema as the `jsonschema` library reads it under an older draft, references and all.

    It is another reading beside ours, which says everything in the newest draft.
    """

    def __init__(self, schema: Mapping[str, Json]) -> None:
        known: Any = jsonschema.validators.validator_for(schema)
        own: dict[str, Any] = {"pattern": _pattern, "patternProperties": _pattern_properties}
        own |= {"additionalProperties": _additional, "multipleOf": _multiple_of}
        own |= {"enum": _enum, "uniqueItems": _unique_items}
        made = extend(known, own | ({"const": _const} if "const" in known.VALIDATORS else {}))  # type: ignore[no-untyped-call]
        self._validator = made(
            dict(schema), format_checker=_format_checker(), registry=_NOTHING_ELSE
        )

    def is_valid(self, instance: object) -> bool | None:
        """Whether the schema accepts `instance`; None where a reference leads nowhere."""
        try:
            return bool(self._validator.is_valid(instance))
        except (Unresolvable, RecursionError):
            return None


def _check(schema: Mapping[str, Json]) -> None:
    try:
        # Without formats: the library would ask Python's `re` whether a pattern is one.
        _Validator.check_schema(schema, format_checker=FormatChecker(formats=()))
    except jsonschema.SchemaError as error:
        raise ValueError(error.message) from error


def _failure(error: _Error) -> Failure:
    keyword = str(error.validator) if error.validator else "false"  # a schema of plain `false`
    expected: Any = False if keyword == "false" else error.validator_value
    value: Any = error.instance
    if keyword in {"required", "additionalProperties"}:
        expected = error.message
        value = value.get(expected) if keyword == "additionalProperties" else value
    return Failure(
        keyword=keyword, route=tuple(error.absolute_path), expected=expected, value=value
    )
