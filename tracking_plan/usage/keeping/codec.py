"""Facts as JSON and back: dataclasses and named tuples of a list, by their places in it.

A file of a cache is nobody's word: what is read of it makes objects of these classes, with values
of JSON in them, and nothing else.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import blake2b
from typing import Any

from tracking_plan.place import Json

_TUPLE, _SET, _MAPPING, _LIST, _DATE = range(5)
_FIRST = 5  # the number of the first class


class NotPlainError(Exception):
    """There is something in a value that is not kept."""


class Codec:
    """Writes objects of some classes as JSON, and reads them again."""

    def __init__(self, classes: Iterable[type]) -> None:
        self._classes: tuple[type[Any], ...] = tuple(classes)
        self._numbers = {one: _FIRST + index for index, one in enumerate(self._classes)}
        self._fields = {one: _fields_of(one) for one in self._classes}
        self._known: dict[int, tuple[object, str]] = {}

    def encode(self, value: object) -> Json:
        """The value as JSON; raises `NotPlainError` where it cannot be kept."""
        if value is None or type(value) in (str, int, bool, float):
            return value  # type: ignore[return-value]  # that is what was asked
        number = self._numbers.get(type(value))
        if number is not None:
            if isinstance(value, Enum):
                return [number, value.value]
            names = self._fields[type(value)] or ()
            return [number, *(self.encode(getattr(value, name)) for name in names)]
        return self._collection(value)

    def _collection(self, value: object) -> Json:
        match value:
            case tuple() if type(value) is tuple:
                return [_TUPLE, *map(self.encode, value)]
            case frozenset() | set():
                return [_SET, *sorted(map(self.encode, value), key=_text)]
            case list():
                return [_LIST, *map(self.encode, value)]
            case Mapping():
                items = [[self.encode(key), self.encode(one)] for key, one in value.items()]
                return [_MAPPING, *(one for item in items for one in item)]
            case date() if type(value) is date:
                return [_DATE, value.isoformat()]
        raise NotPlainError(type(value).__name__)

    def decode(self, data: Any) -> Any:
        """The value; raises an error of any kind where that is no such JSON."""
        if type(data) is not list:
            return data
        number, decode = data[0], self.decode
        if number >= _FIRST:
            one = self._classes[number - _FIRST]
            names = self._fields[one]
            if names is None:
                return one(data[1])
            given = [decode(part) if type(part) is list else part for part in data[1:]]
            if len(given) != len(names):
                raise ValueError(one.__name__)
            return one(**dict(zip(names, given, strict=True)))
        if number == _TUPLE:
            return tuple([decode(part) if type(part) is list else part for part in data[1:]])
        return self._decoded(number, data)

    def _decoded(self, number: int, data: list[Any]) -> Any:
        given = map(self.decode, data[1:])
        if number == _SET:
            return frozenset(given)
        if number == _LIST:
            return list(given)
        if number == _MAPPING:
            every = list(given)
            return dict(zip(every[::2], every[1::2], strict=True))
        if number == _DATE:
            return date.fromisoformat(data[1])
        raise ValueError(number)

    def digest(self, value: object) -> Json:
        """What is the same for equal values, whatever order sets and mappings have."""
        if value is None or type(value) in (bool, int, str):
            return value  # type: ignore[return-value]  # that is what was asked
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = value, self._digest(value)
        return known[1]

    def _digest(self, value: object) -> str:
        if isinstance(value, Mapping):
            value = frozenset(value.items())
        text = _text(self.encode(value)).encode()
        return blake2b(text, digest_size=16).hexdigest()


def _fields_of(one: type[Any]) -> tuple[str, ...] | None:
    """The names of what is in an object of a class; None: it is an enumeration."""
    if issubclass(one, Enum):
        return None
    if is_dataclass(one):
        return tuple(each.name for each in fields(one))
    return tuple(one._fields)


def _text(data: Json) -> str:
    return json.dumps(data, separators=(",", ":"))
