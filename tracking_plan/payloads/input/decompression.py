"""Compressed bytes to text: member after member, in constant memory, up to what is wrong."""

from tracking_plan.payloads.input.blocks import BLOCK, Stream
from tracking_plan.payloads.input.codecs import Codec
from tracking_plan.payloads.input.decoder import Broken, DecoderError
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind

MAX_REPETITION = 256 << 20  # bytes, all of them the same, in a row: no capture has them
_TAIL = 16  # bytes that are given by themselves, so that an error in them costs no text


class Decompressed:
    """The text of a compressed stream. `failure`: why it ends before its end, if it does.

    Members may follow one another, with zero bytes in between, as `cat` and tapes write them.
    """

    def __init__(self, stream: Stream, codec: Codec) -> None:
        self._stream, self._codec = stream, codec
        self._decoder = codec.decoder()
        self._input = b""
        self._is_whole = False  # all of the input has been read
        self._is_done = False
        self._repetition = _Repetition()
        self.failure: ParseError | None = None

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; nothing at the end."""
        while not self._is_done:
            try:
                block = self._decoded(min(size, self._codec.most))
                self._repetition.look(block)
            except DecoderError as error:
                detail = f"{self._codec.name} {error.how}"
                self._fail(ParseError(kind=ParseErrorKind.BROKEN_COMPRESSION, detail=detail))
                break
            if block:
                return block
        return b""

    def _fail(self, failure: ParseError) -> None:
        self.failure, self._is_done = failure, True

    def _decoded(self, most: int) -> bytes:
        decoder = self._decoder
        if decoder.eof:
            self._go_on(decoder.unused_data)
            return b""
        given = self._given() if decoder.needs_input else b""
        if decoder.needs_input and not given:
            name = self._codec.name
            self._fail(ParseError(kind=ParseErrorKind.TRUNCATED, detail=name))
            return b""
        return decoder.decompress(given, most)

    def _given(self) -> bytes:
        """The next bytes for the decoder, the last of all one by one; none at the end."""
        while not self._is_whole and len(self._input) <= _TAIL:
            self._read_more()
        size = 1 if self._is_whole else len(self._input) - _TAIL
        given, self._input = self._input[:size], self._input[size:]
        return given

    def _read_more(self) -> None:
        block = self._stream.read(BLOCK)
        self._is_whole = not block
        self._input += block

    def _go_on(self, unused: bytes) -> None:
        """Begins with the next member, or ends."""
        magics = self._codec.magics
        self._input = unused + self._input
        while not self._is_done:
            self._input = self._input.lstrip(b"\0")
            if self._is_whole or len(self._input) >= max(map(len, magics)):
                break
            self._read_more()
        if not self._input:
            self._is_done = True
        elif self._input.startswith(magics):
            self._decoder = self._codec.decoder()
        else:
            raise DecoderError(Broken.BEHIND)


class _Repetition:
    """Whether text is one byte over and over, as nothing but a bomb is."""

    def __init__(self) -> None:
        self._byte, self._count = b"", 0

    def look(self, block: bytes) -> None:
        """Raises a DecoderError where there has been too much of it."""
        first = block[:1]
        if not block or block[-1:] != first or block.count(first) != len(block):
            self._count = 0
            return
        self._count = len(block) + (self._count if first == self._byte else 0)
        self._byte = first
        if self._count > MAX_REPETITION:
            raise DecoderError(Broken.REPETITION)
