"""Reads the body of a request: of a given length, or in chunks, and no more than may come."""

import re
from asyncio import LimitOverrunError, StreamReader
from http import HTTPStatus

from tracking_plan.gateway.message import HttpError, Request

MAX_BODY = 4 * 1024 * 1024  # bytes, as they are sent
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})(?:[ \t]*;[^\r\n]{0,200})?\r\n")
_MAX_TRAILERS = 8 * 1024


def declared_length(request: Request) -> int | None:
    """How long the body says that it is; 0 where there is none, None where it comes in chunks.

    Raises:
        HttpError: it is too long.
    """
    if "transfer-encoding" in request.headers:
        return None
    length = int(request.headers.get("content-length", "0"))
    if length > MAX_BODY:
        raise _too_long()
    return length


async def read_body(reader: StreamReader, length: int | None) -> bytes:
    """The body, of that length or in chunks.

    Raises:
        HttpError: it is no body, or too long.
        IncompleteReadError: the client has left.
    """
    return await reader.readexactly(length) if length is not None else await _chunks(reader)


async def _chunks(reader: StreamReader) -> bytes:
    body = bytearray()
    while True:
        size = await _size(reader)
        if len(body) + size > MAX_BODY:
            raise _too_long()
        if not size:
            break
        body += await reader.readexactly(size)
        if await reader.readexactly(2) != b"\r\n":
            raise _bad("a chunk is longer than it says")
    await _skip_trailers(reader)
    return bytes(body)


async def _size(reader: StreamReader) -> int:
    match = _CHUNK.fullmatch(await _line(reader))
    if match is None:
        raise _bad("the size of a chunk is no number")
    return int(match[1], 16)


async def _skip_trailers(reader: StreamReader) -> None:
    left = _MAX_TRAILERS
    while (line := await _line(reader)) != b"\r\n":
        left -= len(line)
        if left < 0:
            raise _bad("too much stands behind the last chunk")


async def _line(reader: StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n")
    except LimitOverrunError:
        raise _bad("a line between chunks does not end") from None


def _bad(reason: str) -> HttpError:
    return HttpError(HTTPStatus.BAD_REQUEST, reason)


def _too_long() -> HttpError:
    return HttpError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"a body may have {MAX_BODY:,} bytes; send fewer events at once",
    )
