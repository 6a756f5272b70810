"""What the plan allows, and what of it a value breaks.

The checks mean what JSON Schema 2020-12 means by them: `1.0` is an integer, `true` is no
number, lengths count characters. Messages never show a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeGuard

from .formats import FORMATS
from .patterns import found
from .wire import is_array, is_object

TypeName = Literal["string", "integer", "number", "boolean", "array", "object", "any"]
Treatment = Literal["hash", "drop", "forbid"]
Scalar = str | int | float | bool
Number = int | float


@dataclass(frozen=True, slots=True)
class Field:
    """What one value may be. A limit of None is no limit; so is a `shape` of None.

    `pattern` is a regular expression of Python's `re`, which is searched. `pii` says what becomes
    of personal data: a keyed hash is sent, or nothing. What is `retired` must not be sent.
    """

    type: TypeName
    required: bool = field(default=False, kw_only=True)
    nullable: bool = field(default=False, kw_only=True)
    enum: Sequence[Scalar] | None = field(default=None, kw_only=True)
    format: str | None = field(default=None, kw_only=True)
    pattern: str | None = field(default=None, kw_only=True)
    minimum: Number | None = field(default=None, kw_only=True)
    maximum: Number | None = field(default=None, kw_only=True)
    exclusive_minimum: Number | None = field(default=None, kw_only=True)
    exclusive_maximum: Number | None = field(default=None, kw_only=True)
    multiple_of: Number | None = field(default=None, kw_only=True)
    min_length: Number | None = field(default=None, kw_only=True)
    max_length: Number | None = field(default=None, kw_only=True)
    min_items: Number | None = field(default=None, kw_only=True)
    max_items: Number | None = field(default=None, kw_only=True)
    unique_items: bool = field(default=False, kw_only=True)
    items: Field | None = field(default=None, kw_only=True)
    shape: Shape | None = field(default=None, kw_only=True)
    pii: Treatment | None = field(default=None, kw_only=True)
    retired: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an object may hold. `is_open`: keys that are not in `fields` are fine.

    `others` is what each of those holds; None where nothing is said of them.
    """

    fields: Mapping[str, Field]
    is_open: bool = False
    others: Field | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSchema:
    """One version of an event.

    `version` is None where it does not go on the wire. `common` are the properties that the
    tracker may have been given for all events.
    """

    name: str
    shape: Shape
    version: str | None = None
    common: Sequence[str] = ()


def violations(
    shape: Shape,
    value: Mapping[str, object],
    path: str = "",
) -> Iterator[str]:
    """What is wrong with an object, a line for each problem, in the order of the plan."""
    for name, expected in shape.fields.items():
        below = f"{path}.{name}" if path else name
        if name in value:
            yield from _value_problems(expected, value[name], below)
        elif expected.required:
            yield f"{below}: is required"
    if not shape.is_open:
        yield from _unplanned(shape, value, path)


def _unplanned(shape: Shape, value: Mapping[str, object], path: str) -> Iterator[str]:
    for name, item in value.items():
        is_of_the_system = not path and name.startswith("$")
        if name in shape.fields or is_of_the_system:
            continue
        below = f"{path}.{name}" if path else name
        if shape.others is None:
            yield f"{below}: is not planned"
        else:
            yield from _value_problems(shape.others, item, below)


def _value_problems(expected: Field, value: object, path: str) -> Iterator[str]:
    if expected.retired or expected.pii == "forbid":
        yield f"{path}: is retired" if expected.retired else f"{path}: must not be sent"
        return
    if value is None and expected.nullable:
        return
    if not _is_of(expected.type, value):
        yield f"{path}: must be of type {expected.type}"
        return
    if expected.enum is not None and not _is_among(value, expected.enum):
        yield f"{path}: is none of the planned values"
    if isinstance(value, str):
        yield from _string_problems(expected, value, path)
    elif is_array(value):
        yield from _array_problems(expected, value, path)
    elif _is_number(value):
        yield from _number_problems(expected, value, path)
    elif is_object(value) and expected.shape is not None:
        yield from violations(expected.shape, value, path)


def _is_of(name: TypeName, value: object) -> bool:
    match name:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "number":
            return _is_number(value)
        case "integer":
            return _is_number(value) and value == value // 1
        case "array":
            return is_array(value)
        case "object":
            return is_object(value)
        case "any":
            return True


def _is_number(value: object) -> TypeGuard[Number]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _string_problems(expected: Field, value: str, path: str) -> Iterator[str]:
    size = len(value)
    if expected.min_length is not None and size < expected.min_length:
        yield f"{path}: is shorter than {expected.min_length} characters"
    if expected.max_length is not None and size > expected.max_length:
        yield f"{path}: is longer than {expected.max_length} characters"
    if expected.format is not None and not FORMATS[expected.format](value):
        yield f"{path}: is not of format {expected.format}"
    if expected.pattern is not None and not found(expected.pattern, value):
        yield f"{path}: does not match the pattern"


def _number_problems(expected: Field, value: Number, path: str) -> Iterator[str]:
    low, high = expected.minimum, expected.maximum
    above, below = expected.exclusive_minimum, expected.exclusive_maximum
    factor = expected.multiple_of
    number = _decimal(value)
    if low is not None and number < _decimal(low):
        yield f"{path}: is less than {_shown(low)}"
    if high is not None and number > _decimal(high):
        yield f"{path}: is greater than {_shown(high)}"
    if above is not None and number <= _decimal(above):
        yield f"{path}: is not greater than {_shown(above)}"
    if below is not None and number >= _decimal(below):
        yield f"{path}: is not less than {_shown(below)}"
    if factor is not None and _fraction(value) % _fraction(factor):
        yield f"{path}: is not a multiple of {_shown(factor)}"


def _array_problems(
    expected: Field,
    value: Sequence[object],
    path: str,
) -> Iterator[str]:
    size = len(value)
    if expected.min_items is not None and size < expected.min_items:
        yield f"{path}: has fewer than {expected.min_items} items"
    if expected.max_items is not None and size > expected.max_items:
        yield f"{path}: has more than {expected.max_items} items"
    if expected.unique_items and len({_key(item) for item in value}) < size:
        yield f"{path}: has items that are equal"
    if expected.items is not None:
        for index, item in enumerate(value):
            yield from _value_problems(expected.items, item, f"{path}[{index}]")


def _is_among(value: object, values: Sequence[Scalar]) -> bool:
    wanted = _key(value)
    return any(wanted == _key(one) for one in values)


def _key(value: object) -> object:
    """A hashable stand-in; two are equal where JSON Schema calls the values equal."""
    if is_object(value):
        return frozenset((key, _key(item)) for key, item in value.items())
    if is_array(value):
        return tuple(_key(item) for item in value)
    return isinstance(value, bool), _decimal(value) if _is_number(value) else value


def _shown(number: Number) -> str:
    """The number as people write it: `1e16` and `1e-7`, not `1e+16` and `1e-07`."""
    digits, e, exponent = repr(number).partition("e")
    return f"{digits}e{int(exponent)}" if e else digits


def _decimal(number: Number) -> Number:
    """The number; a large double as the integer that JSON writes: `1e23` is 10**23."""
    if isinstance(number, float) and 2**53 <= abs(number) < float("inf"):
        return int(Fraction(repr(number)))
    return number


def _fraction(number: Number) -> Fraction:
    """The number as JSON writes it: 0.07 is seven hundredths."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))
