"""What an entry of a HAR file posted to the API: the payloads in its body, and where each stands.

Nothing else of the entry comes out: it has keys, cookies and headers.
"""

import base64
import binascii
import io
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import orjson

from tracking_plan.altertable.envelope import Kind, kind_of
from tracking_plan.payloads.input.compression import COMPRESSIONS, Uncompressed
from tracking_plan.payloads.input.parse_errors import diagnose, strict_parse_errors
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind, Record
from tracking_plan.payloads.input.values import inner_of
from tracking_plan.payloads.input.wrapped import Steps, Within, Wrapped
from tracking_plan.payloads.input.wrappers import Inner
from tracking_plan.place import Json

_PATHS = {"track": Kind.TRACK, "identify": Kind.IDENTIFY, "alias": Kind.ALIAS}
_TEXT: Steps = ("request", "postData", "text")
_OF_OTHERS = frozenset({"userId", "anonymousId", "previousId", "messageId"})
_AS_FIELDS, _NOT_THERE = "form fields", ""


class Entry(NamedTuple):
    """An entry of a HAR file: the line and the column in which it begins, its text and value."""

    line: int
    column: int
    text: bytes
    value: Json


class _Body(NamedTuple):
    """What was posted, as bytes. `is_placed`: they stand in the file as they are."""

    raw: bytes
    is_placed: bool


class _Decoded(Wrapped):
    """Payloads of a body that stands in the file in another encoding: all are where it is."""

    __slots__ = ("_at",)

    def __init__(self, at: tuple[int, int], raw: bytes, ways: list[Steps]) -> None:
        super().__init__(at[0], raw, at[1], ways)
        self._at = at

    def place(self, index: int) -> tuple[int, int]:
        """The line and the column in which the body begins."""
        return self._at


def posted_kind(entry: Json) -> Kind | None:
    """What an entry asks the API to do, by its URL; None: it is no call of the API."""
    request = _object(entry, "request")
    url = request.get("url")
    if str(request.get("method")).upper() != "POST" or not isinstance(url, str):
        return None
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    return _PATHS.get(path.rstrip("/").rpartition("/")[2])


def posted_records(entry: Entry, kind: Kind, options: ReadOptions) -> Iterator[Record]:
    """The records of the payloads in the entry's body, or what says why there are none."""
    body = _body(entry, options)
    if isinstance(body, ParseError):
        yield Record(entry.line, b"", errors=(body,), column=entry.column)
        return
    try:
        value: Json = orjson.loads(body.raw)
    except orjson.JSONDecodeError:
        found = diagnose(body.raw, ends_input=False)
        line, column = _batch(entry, body, [()]).place(0)
        error = ParseError(kind=found.kind, detail=found.detail)
        yield Record(line, body.raw, errors=(error,), column=column)
        return
    inner = inner_of(value, options)
    batch = _batch(entry, body, [one.steps for one in inner])
    for index, one in enumerate(inner):
        errors = _errors(one, kind, batch.item(index) if options.strict else b"")
        known = one.value if one.error is None else None
        yield Record(entry.line, body.raw, known, errors, batch=batch, index=index)


def _errors(one: Inner, kind: Kind, strict: bytes) -> tuple[ParseError, ...]:
    if one.error is not None:
        return (one.error,)
    errors = strict_parse_errors(strict) if strict else ()
    if isinstance(one.value, dict) and kind_of(one.value) is not kind and _is_ours(one.value):
        return (*errors, ParseError(kind=ParseErrorKind.SENT_AS, detail=kind))
    return errors


def _is_ours(value: dict[str, Json]) -> bool:
    """Whether no key says that a payload is of another vendor, whose URLs may end alike."""
    return value.keys().isdisjoint(_OF_OTHERS)


def _batch(entry: Entry, body: _Body, ways: list[Steps]) -> Wrapped:
    if body.is_placed:
        ways = [(*_TEXT, Within(_space(body.raw)), *way) for way in ways]
        return Wrapped(entry.line, body.raw, entry.column, ways, around=entry.text)
    text = Wrapped(entry.line, b"", entry.column, [_TEXT], around=entry.text)
    return _Decoded(text.place(0), body.raw, ways)


def _body(entry: Entry, options: ReadOptions) -> _Body | ParseError:
    """The body of an entry, or why it has none that can be read."""
    data = _object(_object(entry.value, "request"), "postData")
    text = data.get("text")
    if not isinstance(text, str) or not text:
        detail = _AS_FIELDS if data.get("params") else _NOT_THERE
        return ParseError(kind=ParseErrorKind.MISSING_BODY, detail=detail)
    if "base64" not in (data.get("encoding"), data.get("_encoding")):
        return _Body(text.encode("utf-8"), is_placed=True)
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return ParseError(kind=ParseErrorKind.MISSING_BODY, detail="base64 that is none")
    stream = Uncompressed(io.BytesIO(raw), COMPRESSIONS)
    unpacked = b"".join(_up_to(stream, options.max_line))
    if len(unpacked) > options.max_line:
        return ParseError(kind=ParseErrorKind.TOO_LONG)
    return _Body(unpacked, is_placed=False)


def _up_to(stream: Uncompressed, most: int) -> Iterator[bytes]:
    """The blocks of a stream, until they have more than that many bytes."""
    size = 0
    while size <= most and (block := stream.read(1 << 18)):
        size += len(block)
        yield block


def _object(value: Json, key: str) -> dict[str, Json]:
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _space(raw: bytes) -> int:
    return len(raw) - len(raw.lstrip(b" \t\r\n"))
