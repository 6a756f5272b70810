"""Reads the head of a request, more strictly than servers in the wild have to (RFC 9112).

What two readers could understand in two ways is refused: two lengths, a length and chunks, folded
lines, bare line feeds, blanks before a colon.
"""

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus

from tracking_plan.gateway.message import HttpError, Request

MAX_HEAD = 32 * 1024  # bytes
_MOST_HEADERS = 100
_REQUEST_LINE = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) (\S+) HTTP/([0-9])\.([0-9])")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*?)[ \t]*")
_ONCE = frozenset(
    "host origin content-length transfer-encoding content-encoding expect connection".split()
)
_DIGITS = re.compile(r"[0-9]{1,15}")
_TLS_HANDSHAKE = b"\x16"


def refuse_tls(first: bytes) -> None:
    """Refuses what begins with the first byte of TLS, which no request begins with.

    Raises:
        HttpError: it does.
    """
    if first == _TLS_HANDSHAKE:
        raise _bad("this is TLS, and there is no certificate here: the address begins with http://")


def request_of(head: bytes) -> Request:
    """The request whose head this is, up to its empty line.

    Raises:
        HttpError: it is not to be answered otherwise.
    """
    line, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    match = _REQUEST_LINE.fullmatch(line)
    if match is None:
        raise _bad("no request line that HTTP/1.1 has")
    method, target, major, minor = match.groups()
    if major != "1" or minor not in "01":
        raise HttpError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.1 is spoken here")
    if not target.startswith("/") and (method, target) != ("OPTIONS", "*"):
        raise _bad("a path is expected, such as /track")
    headers = _headers(lines)
    _refuse_two_readings(headers, is_old=minor == "0")
    wishes = {word.strip().lower() for word in headers.get("connection", "").split(",")}
    return Request(
        method=method,
        path=target.partition("?")[0],
        headers=headers,
        stays="keep-alive" in wishes if minor == "0" else "close" not in wishes,
    )


def _headers(lines: list[str]) -> Mapping[str, str]:
    if len(lines) > _MOST_HEADERS:
        raise HttpError(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"more than {_MOST_HEADERS} headers"
        )
    headers: dict[str, str] = {}
    for name, value in _fields(lines):
        if name in headers and name in _ONCE:
            raise _bad(f"the header {name!r} stands twice")
        headers[name] = value
    return headers


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        match = _HEADER.fullmatch(line)
        if match is None:
            raise _bad("a line of the head is no header")
        yield match[1].lower(), match[2]


def _refuse_two_readings(headers: Mapping[str, str], *, is_old: bool) -> None:
    """Refuses what says in two ways how long the body is, or in one that cannot be read."""
    if "host" not in headers:
        raise _bad("the header 'host' is missing")
    encoding, length = headers.get("transfer-encoding"), headers.get("content-length")
    if length is not None and not _DIGITS.fullmatch(length):
        raise _bad("the header 'content-length' is no number")
    if encoding is None:
        return
    if length is not None or is_old:
        raise _bad("'transfer-encoding' stands where it cannot: beside a length, or in HTTP/1.0")
    if encoding.lower() != "chunked":
        raise HttpError(HTTPStatus.NOT_IMPLEMENTED, "the only transfer encoding here is chunked")


def _bad(reason: str) -> HttpError:
    return HttpError(HTTPStatus.BAD_REQUEST, reason)
