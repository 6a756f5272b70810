"""The bytes of an input in blocks of UTF-8, and the first of them to look at."""

import codecs
from collections.abc import Iterator
from typing import Protocol

from tracking_plan.payloads.input.packed import packing_of
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind

BLOCK = 1 << 18
HEAD = 1 << 16

_MARKS = (  # the longer mark first: UTF-32's begins like UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Stream(Protocol):
    """A binary stream that may give less than it is asked for, but nothing only at its end."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes."""
        ...


class Blocks:
    """The blocks of a stream. A byte order mark is left out, and UTF-16 and -32 become UTF-8.

    `head` is the beginning of the text, enough of it to tell what it is; `mark` is UTF-8's byte
    order mark, where the input begins with it; `errors` say what was wrong with the encoding. Where
    the input `is_packed`, there is no text to read.
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        head = self._first()
        encoding, mark = _encoding(head)
        self._decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding else None
        self.mark = mark if encoding is None else b""
        packing = packing_of(head)
        self.is_packed = packing is not None
        self.errors = tuple(_encoding_errors(encoding, mark))
        if packing is not None:
            error = ParseError(kind=ParseErrorKind.PACKED, detail=packing.name, column=1)
            self.errors = (error,)
        self.head = self._as_utf8(head[len(mark) :])
        self.is_whole = len(head) < HEAD  # the head is all there is

    def __iter__(self) -> Iterator[bytes]:
        if self.head:
            yield self.head
        while not self.is_whole and (block := self._stream.read(BLOCK)):
            yield self._as_utf8(block)
        if self._decoder:
            yield self._decoder.decode(b"", final=True).encode()

    def _first(self) -> bytes:
        head = b""
        while len(head) < HEAD and (block := self._stream.read(HEAD - len(head))):
            head += block
        return head

    def _as_utf8(self, block: bytes) -> bytes:
        if self._decoder is None:
            return block
        # A lone surrogate of UTF-16 has no UTF-8: it becomes a question mark in a payload that
        # is reported already.
        return self._decoder.decode(block).encode("utf-8", "replace")


def _encoding(head: bytes) -> tuple[str | None, bytes]:
    """The encoding of a head, None for UTF-8, and its byte order mark."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, mark
    if head.startswith(codecs.BOM_UTF8):
        return None, codecs.BOM_UTF8
    # JSON begins with two characters of ASCII: a single NUL is no encoding, only a wrong byte.
    if head[1:4:2] == b"\0\0" and head[:1] in {b"{", b"["}:
        return "utf-16-le", b""
    if head[:3:2] == b"\0\0" and head[1:2] in {b"{", b"["}:
        return "utf-16-be", b""
    return None, b""


def _encoding_errors(encoding: str | None, mark: bytes) -> Iterator[ParseError]:
    if encoding:
        yield ParseError(kind=ParseErrorKind.WRONG_ENCODING, detail=encoding[:6].upper(), column=1)
    elif mark:
        yield ParseError(kind=ParseErrorKind.BYTE_ORDER_MARK, column=1)
