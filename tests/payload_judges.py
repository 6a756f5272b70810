"""All that judges payloads: two engines, a library as it is, and the checks of helpers."""

import re
from collections.abc import Callable, Iterator
from decimal import Context, Decimal
from typing import Any

import jsonschema
from jsonschema.validators import extend

from tracking_plan.codegen.build import build
from tracking_plan.codegen.runtime import Field, Shape, violations
from tracking_plan.codegen.targets.python.names import NAMING
from tracking_plan.codegen.targets.python.patterns import python_pattern
from tracking_plan.codegen.targets.python.schema import shape, unchecked_patterns
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.model import Plan
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.equality import decimal
from tracking_plan.validation.formats import FORMATS
from tracking_plan.validation.validator import Validator


class DifferenceError(AssertionError):
    """Two judges of the same do not agree, and no page says why."""


class Judges:
    """All that judges the payloads of one plan."""

    def __init__(self, plan: Plan) -> None:
        event = plan.events["E"]
        schema = version_schema(plan, event, event.current)
        self._schema = schema
        self._fast, self._slow = (Validator(schema, engine) for engine in Engine)
        self._library = _library(schema)
        (method,) = build(plan, plan.generate[0], NAMING).methods
        self._shape: Shape = eval(shape(method.check), {"Shape": Shape, "Field": Field})
        self._leaves_out = any(unchecked_patterns(method.check, ""))

    def compare(self, payload: dict[str, Any]) -> Iterator[str]:
        """What to count of a payload; raises where judges differ."""
        is_valid = self._fast.is_valid(payload)
        said = list(self._fast.violations(payload))
        if not is_valid == self._slow.is_valid(payload) == (not said):
            raise self._difference("the engines", payload)
        if said != list(self._slow.violations(payload)):
            raise self._difference("the engines' reports", payload)
        if self._library is not None and self._library(_decimals(payload)) != is_valid:
            raise self._difference("the library", payload)
        has_problems = any(violations(self._shape, payload))
        if has_problems is is_valid and not (self._leaves_out and not has_problems):
            raise self._difference("the helpers", payload)
        yield from ("payloads", "valid payloads" if is_valid else "invalid payloads")
        yield from ("payloads to the library alone",) * (self._library is not None)

    def _difference(self, who: str, payload: object) -> DifferenceError:
        return DifferenceError(f"{who} differ on {payload!a} under {self._schema!a}")


def _library(schema: dict[str, Any]) -> Callable[[object], bool] | None:
    """The `jsonschema` library; None where Python's `re` cannot say a pattern of the schema.

    It is given formats, `multipleOf` in decimals, and items compared in pairs: docs/verdicts.md.
    """
    patterns = set(_patterns(schema))
    if any(python_pattern(pattern) is None for pattern in patterns):
        return None
    checker = jsonschema.FormatChecker(formats=())
    checker.checkers = {name: (_on_text(accepts), ()) for name, accepts in FORMATS.items()}
    keywords = {"pattern": _pattern, "multipleOf": _multiple_of, "uniqueItems": _unique_items}
    validator = extend(jsonschema.Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    made = validator(_decimals(schema), format_checker=checker)
    return lambda payload: bool(made.is_valid(payload))


def _patterns(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        for keyword, value in schema.items():
            if keyword == "pattern" and isinstance(value, str):
                yield value
            yield from _patterns(value)


def _on_text(accepts: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or accepts(value)


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    if isinstance(value, str) and not re.search(python_pattern(pattern) or "", value):
        yield jsonschema.ValidationError("pattern")


def _multiple_of(
    validator: Any, factor: Any, value: Any, _: Any
) -> Iterator[jsonschema.ValidationError]:
    if validator.is_type(value, "number") and _EXACT.remainder(_written(value), _written(factor)):
        yield jsonschema.ValidationError("multipleOf")


def _written(number: float) -> Decimal:
    return Decimal(repr(number))


_EXACT = Context(prec=2000)


def _unique_items(
    validator: Any, wanted: Any, value: Any, _: Any
) -> Iterator[jsonschema.ValidationError]:
    if wanted and validator.is_type(value, "array"):
        for index, item in enumerate(value):
            same = jsonschema.Draft202012Validator({"const": item})
            if any(map(same.is_valid, value[:index])):
                yield jsonschema.ValidationError("uniqueItems")


def _decimals(value: Any) -> Any:
    """The value with large doubles as the integers that JSON writes."""
    if isinstance(value, dict):
        return {name: _decimals(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_decimals(item) for item in value]
    return decimal(value) if isinstance(value, float) else value
