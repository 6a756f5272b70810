"""A member of a gzip file, decompressed as its bytes come in (RFC 1952).

The text in front of an error comes out before the error is raised. The `zlib` module by itself
gives up with all that the failing call had read, which may be a whole small file.
"""

import zlib
from enum import Enum, auto

from tracking_plan.payloads.input.decoder import Broken, DecoderError

_FIXED = 10  # bytes of a header
_CRC, _EXTRA, _NAME, _COMMENT = 2, 4, 8, 16  # flags of what else it has
_TRAILER = 8
_MAX_HEADER = 1 << 17
_MODULO = 1 << 32


class _State(Enum):
    """What is read next."""

    HEADER = auto()
    TEXT = auto()
    TRAILER = auto()


class GzipMember:
    """One member: its header, deflated text, and the trailer that the text is compared with.

    A `Decoder`.
    """

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self._is_careful = False
        self._state = _State.HEADER
        self._given = b""
        self._crc = self._size = 0
        self._failure: DecoderError | None = None
        self.eof = False
        self.needs_input = True
        self.unused_data = b""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Up to so many bytes of text.

        Raises:
            DecoderError: all text in front of an error has been given.
        """
        self._raise_failure()
        self._given += data
        self.needs_input = True
        if self._state is _State.HEADER:
            self._header()
        text = self._text(max_length) if self._state is _State.TEXT else b""
        if self._state is _State.TRAILER and len(self._given) >= _TRAILER:
            self._trailer()
        if self._failure:
            self.needs_input = False
        if not text:
            self._raise_failure()
        return text

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _header(self) -> None:
        size = _header_size(self._given)
        if size is None:
            if len(self._given) > _MAX_HEADER:
                self._failure = DecoderError(Broken.BYTES)
            return
        if self._given[2:3] != b"\x08" or self._given[3] & 0xE0:
            self._failure = DecoderError(Broken.BYTES)
            return
        self._given = self._given[size:]
        self._state = _State.TEXT

    def _text(self, most: int) -> bytes:
        text = self._carefully(most) if self._is_careful else self._at_once(most)
        self._crc = zlib.crc32(text, self._crc)
        self._size += len(text)
        self.needs_input = not self._given and len(text) < most
        if self._inflate.eof:
            self._state = _State.TRAILER
        return text

    def _at_once(self, most: int) -> bytes:
        before = self._inflate.copy()
        try:
            text = self._inflate.decompress(self._given, most)
        except zlib.error:
            self._inflate, self._is_careful = before, True
            return self._carefully(most)
        self._given = self._inflate.unused_data or self._inflate.unconsumed_tail
        return text

    def _carefully(self, most: int) -> bytes:
        """The text byte by byte, up to the one that is wrong."""
        pieces, left, at = [], most, 0
        while left and at < len(self._given) and not self._inflate.eof:
            try:
                pieces.append(self._inflate.decompress(self._given[at : at + 1], left))
            except zlib.error:
                self._failure = DecoderError(Broken.BYTES)
                break
            left -= len(pieces[-1])
            at += 1 - len(self._inflate.unconsumed_tail)
        self._given = self._given[at:]
        return b"".join(pieces)

    def _trailer(self) -> None:
        crc = int.from_bytes(self._given[:4], "little")
        size = int.from_bytes(self._given[4:_TRAILER], "little")
        if (crc, size) != (self._crc, self._size % _MODULO):
            self._failure = DecoderError(Broken.CHECKSUM)
            return
        self.eof = True
        self.unused_data, self._given = self._given[_TRAILER:], b""


def _header_size(data: bytes) -> int | None:
    """How long the header is that begins like that; None: its end is not among it."""
    if len(data) < _FIXED:
        return None
    flags, size = data[3], _FIXED
    if flags & _EXTRA:
        size += 2 + int.from_bytes(data[size : size + 2], "little")
    for flag in (_NAME, _COMMENT):
        if flags & flag:
            end = data.find(b"\0", size)
            if end < 0:
                return None
            size = end + 1
    size += 2 if flags & _CRC else 0
    return size if len(data) >= size else None
