"""Values of a program as JSON: what `json.dumps` would write, or where it could not."""

from collections.abc import Iterable
from enum import StrEnum
from math import isfinite
from types import NoneType
from typing import Any, TypeGuard

from tracking_plan.payloads.input.depth import MAX_DEPTH
from tracking_plan.place import Json, Route

MOST_VALUES = 524_288  # of a payload, as in a capture; a value that has itself in it has no end
_LARGEST = 2**63  # from there on, engines may not know all digits
_BEYOND = 2**1024  # no double is so large
_AS_IT_IS = frozenset((bool, NoneType))


class Flaw(StrEnum):
    """Why a value is no JSON."""

    NO_JSON = "no JSON"
    NO_TEXT_KEY = "no text key"
    NON_FINITE = "non-finite number"
    LONE_SURROGATE = "lone surrogate"
    TOO_DEEP = "too deep"
    TOO_MANY = "too many values"


class NotJsonError(Exception):
    """A value that JSON does not have: the route that leads to it, and the name of its class."""

    def __init__(self, flaw: Flaw, route: Route, value: object = None) -> None:
        super().__init__(str(flaw))
        self.flaw = flaw
        self.route = route
        self.type_name = type(value).__name__


def is_plain(value: object) -> TypeGuard[Json]:
    """Whether a value is what a JSON parser gives, every integer within 64 bits.

    Iterative, for values may be nested in any way. It is asked of each payload, so that it has to
    be fast, not precise.
    """
    left = MOST_VALUES
    level: list[_Nest] = []
    if not _is_plain_level((value,), level):
        return False
    for _ in range(MAX_DEPTH):
        if not level:
            return True
        inner: list[_Nest] = []
        for nest in level:
            left -= len(nest)
            if left < 0 or not _is_plain_nest(nest, inner):
                return False
        level = inner
    return not level


_Nest = dict[object, object] | list[object]


def _is_plain_nest(nest: _Nest, inner: list[_Nest]) -> bool:
    if type(nest) is not dict:
        return _is_plain_level(nest, inner)
    for key in nest:
        if type(key) is not str or not (key.isascii() or _is_unicode(key)):
            return False
    return _is_plain_level(nest.values(), inner)


def _is_plain_level(members: Iterable[Any], inner: list[_Nest]) -> bool:
    """Adds the objects and arrays among the members; false where a member is not plain."""
    for member in members:
        kind = type(member)
        if kind is str:
            if not (member.isascii() or _is_unicode(member)):
                return False
        elif kind is int:
            if not -_LARGEST < member < _LARGEST:
                return False
        elif kind is dict or kind is list:
            inner.append(member)
        elif kind is float:
            if not isfinite(member):
                return False
        elif kind not in _AS_IT_IS:
            return False
    return True


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def as_json(value: object) -> Json:
    """The value as a JSON parser would give it, had `json.dumps` written it.

    Tuples are arrays; classes of one's own that are texts, numbers, lists or dicts are these.

    Raises:
        NotJsonError: it cannot be written, or its keys are no texts.
    """
    return _Copying().copied(value, (), 1)


class _Copying:
    """The copying of one value, and how many more values it may have."""

    def __init__(self) -> None:
        self._left = MOST_VALUES

    def copied(self, value: object, route: Route, depth: int) -> Json:
        self._left -= 1
        if self._left < 0:
            raise NotJsonError(Flaw.TOO_MANY, ())
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return _text(value, route)
        if isinstance(value, int | float):
            return _number(value, route)
        if not isinstance(value, dict | list | tuple):
            raise NotJsonError(Flaw.NO_JSON, route, value)
        if depth > MAX_DEPTH:
            raise NotJsonError(Flaw.TOO_DEEP, ())
        if isinstance(value, dict):
            return {
                _key(key, route): self.copied(inner, (*route, str.__str__(key)), depth + 1)
                for key, inner in dict.items(value)
            }
        return [self.copied(item, (*route, index), depth + 1) for index, item in enumerate(value)]


def _key(key: object, route: Route) -> str:
    if not isinstance(key, str):
        raise NotJsonError(Flaw.NO_TEXT_KEY, route, key)
    return _text(key, route)


def _text(value: str, route: Route) -> str:
    text = str.__str__(value)  # a class of one's own may say something else
    if not _is_unicode(text):
        raise NotJsonError(Flaw.LONE_SURROGATE, route)
    return text


def _number(value: int | float, route: Route) -> int | float:
    if isinstance(value, float):
        number = float.__float__(value)
        if isfinite(number):
            return number
    else:
        whole = int.__index__(value)
        if -_BEYOND < whole < _BEYOND:
            return whole
    raise NotJsonError(Flaw.NON_FINITE, route)
