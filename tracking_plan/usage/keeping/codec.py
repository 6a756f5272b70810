"""Facts as JSON and back: objects of the classes in a list, and nothing else.

A file of a cache is nobody's word: what is read of it makes objects of these classes, with values
of JSON in them. What an object has as its class has it by default is left out.
"""

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from hashlib import blake2b
from typing import Any, NamedTuple

from msgspec import NODEFAULT, Struct, structs

from tracking_plan.place import Json

_TUPLE, _SET, _MAPPING, _LIST, _DATE = range(5)
_FIRST = 5  # the number of the first class


class NotPlainError(Exception):
    """There is something in a value that is not kept."""


class _Form(NamedTuple):
    """How objects of a class are written.

    `names` are those of what is in them (empty: it is an enumeration), each with its default.
    """

    make: Callable[..., Any]
    names: tuple[str, ...]
    defaults: tuple[object, ...]


class Codec:
    """Writes objects of some classes as JSON, and reads them again."""

    def __init__(self, classes: Iterable[type]) -> None:
        every = tuple(classes)
        self._numbers = {one: _FIRST + index for index, one in enumerate(every)}
        self._forms = tuple(map(_form_of, every))
        self._known: dict[int, tuple[object, str]] = {}
        self._given: dict[tuple[int, int], tuple[str, ...]] = {}

    def encode(self, value: object) -> Json:
        """The value as JSON; raises `NotPlainError` where it cannot be kept."""
        if value is None or type(value) in (str, int, bool, float):
            return value  # type: ignore[return-value]  # that is what was asked
        number = self._numbers.get(type(value))
        if number is None:
            return self._collection(value)
        form = self._forms[number - _FIRST]
        if isinstance(value, Enum):
            return [number, value.value]
        every = [getattr(value, name) for name in form.names]
        if isinstance(value, tuple):
            return [number, *map(self.encode, every)]
        mask, given = 0, list[Json]()
        for index, (one, default) in enumerate(zip(every, form.defaults, strict=True)):
            if type(one) is not type(default) or one != default:
                mask |= 1 << index
                given.append(self.encode(one))
        return [number, mask, *given]

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
        if number < _FIRST:
            return self._decoded(number, data)
        form = self._forms[number - _FIRST]
        if not form.names:
            return form.make(data[1])
        if not form.defaults:
            return form.make([decode(part) if type(part) is list else part for part in data[1:]])
        mask = data[1]
        names = self._given.get((number, mask))
        if names is None:
            named = enumerate(form.names)
            names = tuple(name for index, name in named if mask >> index & 1)
            self._given[number, mask] = names
        given = [decode(part) if type(part) is list else part for part in data[2:]]
        return form.make(**dict(zip(names, given, strict=True)))

    def _decoded(self, number: int, data: list[Any]) -> Any:
        decode = self.decode
        given = [decode(part) if type(part) is list else part for part in data[1:]]
        if number == _TUPLE:
            return tuple(given)
        if number == _SET:
            return frozenset(given)
        if number == _LIST:
            return given
        if number == _MAPPING:
            return dict(zip(given[::2], given[1::2], strict=True))
        if number == _DATE:
            return date.fromisoformat(data[1])
        raise ValueError(number)

    def written(self, value: object) -> str:
        """The value as the text of JSON; raises `NotPlainError` where it cannot be kept."""
        try:
            return _text(self.encode(value))
        except (RecursionError, ValueError) as error:  # too deep, or a number without an end
            raise NotPlainError(str(error)) from error

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
        return blake2b(self.written(value).encode(), digest_size=16).hexdigest()


_NO_DEFAULT = (dataclasses.MISSING, NODEFAULT)


class _Nothing:
    """What no object has: there is no default."""


def _form_of(one: type[Any]) -> _Form:
    if issubclass(one, Enum):
        return _Form(one, (), ())
    if issubclass(one, tuple):
        return _Form(one._make, one._fields, ())  # type: ignore[attr-defined]  # it has names
    own = structs.fields(one) if issubclass(one, Struct) else dataclasses.fields(one)
    return _Form(one, tuple(each.name for each in own), tuple(map(_default, own)))


def _default(field: Any) -> object:
    """What an object has where nothing is given; what no object has where something has to be."""
    if field.default not in _NO_DEFAULT:
        return field.default
    return field.default_factory() if field.default_factory not in _NO_DEFAULT else _Nothing


def _text(data: Json) -> str:
    return json.dumps(data, separators=(",", ":"))
