"""Why bytes are not JSON, and what orjson accepts but other parsers may not."""

import json
import math
import re
from collections.abc import Iterator
from typing import NoReturn

from tracking_plan.payloads.input.record import ParseError, ParseErrorKind

_NON_FINITE = re.compile(r"-?(?:NaN|Infinity)\b")
_LARGE = re.compile(r"[0-9]{309}|[0-9.]+[eE]\+?[0-9]{3}")
_NO_NUMBER = "NaN and Infinity are not JSON"
_NO_DOUBLE = "a number is larger than any double"
_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]"
)
_MAX_64, _MIN_64 = 2**64 - 1, -(2**63)
_DIGITS_64 = 18  # so many digits always fit into 64 bits


TOO_DEEP = ParseError(kind=ParseErrorKind.TOO_DEEP)
TOO_MANY = ParseError(kind=ParseErrorKind.TOO_MANY)


class _NonFiniteError(ValueError):
    """JSON has no NaN and no Infinity."""


class _TooLargeError(ValueError):
    """A number that is too large for a double."""


def _refuse_constant(_: str) -> NoReturn:
    raise _NonFiniteError


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _TooLargeError
    return number


_DECODER = json.JSONDecoder(parse_int=_finite, parse_float=_finite, parse_constant=_refuse_constant)


def diagnose(raw: bytes, *, ends_input: bool) -> ParseError:
    """Why `raw` is not JSON. `ends_input`: nothing follows it, not even a line break."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = ends_input and error.reason == "unexpected end of data"
        kind = ParseErrorKind.TRUNCATED if cut else ParseErrorKind.INVALID_UTF8
        return ParseError(kind=kind, column=len(raw[: error.start].decode("utf-8")) + 1)
    try:
        _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return syntax_parse_error(error, ends_input=ends_input)
    except _NonFiniteError:
        column = _column(_NON_FINITE, text)
        return ParseError(kind=ParseErrorKind.NON_FINITE, detail=_NO_NUMBER, column=column)
    except _TooLargeError:
        column = _column(_LARGE, text)
        return ParseError(kind=ParseErrorKind.NON_FINITE, detail=_NO_DOUBLE, column=column)
    except RecursionError:
        return TOO_DEEP
    if "\\u" in text and (column := _column(_SURROGATE, text)):
        return ParseError(kind=ParseErrorKind.LONE_SURROGATE, column=column)
    return TOO_DEEP


def syntax_parse_error(error: json.JSONDecodeError, *, ends_input: bool) -> ParseError:
    """The parse error behind a parser's exception; text that just stops is truncated."""
    stops = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated")
    if ends_input and stops:
        return ParseError(kind=ParseErrorKind.TRUNCATED, column=len(error.doc) + 1)
    message = error.msg[:1].lower() + error.msg[1:].removesuffix(" at").removesuffix(" starting")
    return ParseError(kind=ParseErrorKind.INVALID_JSON, detail=message, column=error.pos + 1)


def _column(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return match.start() + 1 if match else None


def strict_parse_errors(raw: bytes) -> tuple[ParseError, ...]:
    """The duplicate keys and the integers beyond 64 bits of a valid JSON text, in its order."""
    found: list[ParseError] = []

    def pairs(items: list[tuple[str, object]]) -> None:
        found.extend(_duplicates(items))

    def integer(digits: str) -> int:
        if len(digits) > _DIGITS_64 and (
            len(digits) > len(str(_MIN_64)) or not _MIN_64 <= int(digits) <= _MAX_64
        ):
            found.append(ParseError(kind=ParseErrorKind.IMPRECISE_INTEGER))
        return 0

    json.loads(raw, object_pairs_hook=pairs, parse_int=integer)
    return tuple(found)


def _duplicates(items: list[tuple[str, object]]) -> Iterator[ParseError]:
    seen: set[str] = set()
    for key, _ in items:
        if key in seen:
            yield ParseError(kind=ParseErrorKind.DUPLICATE_KEY, detail=key)
        seen.add(key)
