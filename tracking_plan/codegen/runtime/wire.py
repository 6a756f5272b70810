"""What a payload can say: JSON values, ids of users, moments in time."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import TypeGuard

from .errors import Unsendable
from .unset import UNSET

_MAX_DEPTH = 64
_UTC = timezone(timedelta(0))
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})",
    re.ASCII,
)
_RESERVED_IN_ANY_CASE = frozenset(
    [
        "anonymous",
        "anonymous_id",
        "distinct_id",
        "distinctid",
        "false",
        "guest",
        "id",
        "not_authenticated",
        "true",
        "undefined",
        "user",
        "user_id",
        "visitor",
        "visitor_id",
    ],
)
_RESERVED = frozenset(["[object Object]", "0", "NaN", "none", "None", "null"])


def is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    """Whether the value is a JSON object in the making."""
    return isinstance(value, Mapping)


def is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether the value is a JSON object: what `json_object` gives."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[Sequence[object]]:
    """Whether the value is a JSON array in the making."""
    return isinstance(value, list | tuple)


def json_value(value: object, path: str, depth: int = 0) -> object:
    """A copy of the value in JSON's own types; keys that are `UNSET` are left out.

    Raises:
        Unsendable: JSON cannot say it (NaN, a date, a set, a lone surrogate, a cycle).
    """
    if depth > _MAX_DEPTH:
        raise Unsendable(path, "is nested too deeply")
    if is_mapping(value):
        return json_object(value, path, depth)
    if is_array(value):
        deeper, items = depth + 1, enumerate(value)
        return [json_value(item, f"{path}[{at}]", deeper) for at, item in items]
    return _scalar(value, path)


def json_object(
    value: Mapping[object, object],
    path: str = "",
    depth: int = 0,
) -> dict[str, object]:
    """A copy of the mapping in JSON's own types; see `json_value`."""
    result: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            kind = type(key).__name__
            raise Unsendable(path or "properties", f"has a key of type {kind}")
        if item is not UNSET:
            below = f"{path}.{key}" if path else key
            name = _text(key, below)
            result[name] = json_value(item, below, depth + 1)
    return result


def user_id(value: object, path: str) -> str:
    """The id of a user.

    Raises:
        Unsendable: it is no string, blank, or a word that the server refuses as an id.
    """
    text = plain_id(value, path)
    bare = text.strip()
    if bare in _RESERVED or bare.lower() in _RESERVED_IN_ANY_CASE:
        raise Unsendable(path, "is a reserved word")
    return text


def plain_id(value: object, path: str) -> str:
    """The id of a device or of someone not yet known.

    Raises:
        Unsendable: it is no string, or blank.
    """
    if not isinstance(value, str):
        raise Unsendable(path, f"must be a string, not {type(value).__name__}")
    if not value.strip():
        raise Unsendable(path, "is blank")
    return _text(value, path)


def moment(value: object) -> str:
    """The time as ISO 8601 in UTC, with a `Z`: the one form that every reader agrees on.

    Raises:
        Unsendable: it is neither a datetime with a zone nor such a text.
    """
    found = _parsed(value) if isinstance(value, str) else value
    if not isinstance(found, datetime):
        raise Unsendable("timestamp", "is neither a datetime nor an ISO 8601 text")
    if found.utcoffset() is None:
        raise Unsendable("timestamp", "has no time zone")
    try:
        text = found.astimezone(_UTC).replace(tzinfo=None)
    except OverflowError:
        raise Unsendable("timestamp", "is out of range") from None
    return f"{text.isoformat(timespec='milliseconds')}Z"


def _parsed(text: str) -> datetime | None:
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    day, time, fraction, zone = match.groups(default="")
    offset = "+00:00" if zone in ("Z", "z") else zone
    try:
        return datetime.fromisoformat(f"{day}T{time}.{fraction[:6]:0<6}{offset}")
    except ValueError:
        return None


def _scalar(value: object, path: str) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, path)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Unsendable(path, "is not a finite number")
        return float(value)
    raise Unsendable(path, f"has the type {type(value).__name__}, unknown to JSON")


def _text(value: str, path: str) -> str:
    text = str.__str__(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        where = path.encode(errors="replace").decode()
        raise Unsendable(where, "holds half a surrogate pair") from None
    return text
