"""Undoes the compression of a body, however large it would become."""

import zlib
from http import HTTPStatus

from tracking_plan.gateway.message import HttpError

MAX_UNPACKED = 8 * 1024 * 1024  # bytes: below the longest line that `validate` reads
_GZIP, _ZLIB, _RAW = 31, 15, -15  # what zlib calls them


def unpacked(body: bytes, encoding: str) -> bytes:
    """The body without its content encoding: gzip, deflate or none.

    Raises:
        HttpError: it is packed in another way, is not what it says, or has no end.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return body
        case "gzip" | "x-gzip":
            return _members(body)
        case "deflate":
            return _deflated(body)
    raise HttpError(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "the content encodings here are gzip and deflate"
    )


def _members(body: bytes) -> bytes:
    """The content of all gzip members of the body."""
    content = b""
    while body:
        found, body = _stream(body, _GZIP, MAX_UNPACKED - len(content))
        content += found
    return content


def _deflated(body: bytes) -> bytes:
    """The content of a zlib stream, or of a raw one: clients disagree about `deflate`."""
    try:
        return _stream(body, _ZLIB, MAX_UNPACKED)[0]
    except _NotPackedError:
        return _stream(body, _RAW, MAX_UNPACKED)[0]


class _NotPackedError(HttpError):
    """Bytes that are not packed as they should be."""


def _stream(body: bytes, form: int, most: int) -> tuple[bytes, bytes]:
    """The content of one compressed stream, and what stands behind it."""
    unpacking = zlib.decompressobj(form)
    try:
        content = unpacking.decompress(body, most + 1)
    except zlib.error:
        raise _not_packed() from None
    if len(content) > most:
        raise HttpError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a body may unpack to {MAX_UNPACKED:,} bytes"
        )
    if not unpacking.eof:
        raise _not_packed()
    return content, unpacking.unused_data


def _not_packed() -> HttpError:
    return _NotPackedError(
        HTTPStatus.BAD_REQUEST, "the body is not packed as its content encoding says"
    )
