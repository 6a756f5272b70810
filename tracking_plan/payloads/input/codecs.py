"""The ways to compress that can be read, and what decompresses a member of each."""

import bz2
import lzma
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tracking_plan.payloads.input.decoder import Broken, Decoder, DecoderError
from tracking_plan.payloads.input.gzip_member import GzipMember

MAX_WINDOW_LOG = 27  # 128 MiB: what `zstd -d` takes by itself, and twice what `xz -9` needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """A way to compress: its name, what its members begin with, and what decompresses one.

    A call gives up to `most` bytes. Where one fails, what it had read is lost, but for gzip's.
    """

    name: str
    magics: tuple[bytes, ...]
    decoder: Callable[[], Decoder]
    most: int


class _OfLibrary:
    """A decoder of a library, whose errors become ours."""

    def __init__(
        self, decoder: Decoder, errors: type[Exception], how: Callable[[str], Broken]
    ) -> None:
        self._decoder, self._errors, self._how = decoder, errors, how

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""
        return self._decoder.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out of what was given."""
        return self._decoder.needs_input

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the end of the member."""
        return self._decoder.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Up to so many bytes of text.

        Raises:
            DecoderError: there is no more text that can be read.
        """
        try:
            return self._decoder.decompress(data, max_length)
        except self._errors as error:
            raise DecoderError(self._how(str(error))) from None


def _zstd() -> Decoder:
    # A library of its own, which only a file in this form pays for.
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    limit = {int(zstd.DecompressionParameter.window_log_max): MAX_WINDOW_LOG}
    return _OfLibrary(zstd.ZstdDecompressor(options=limit), zstd.ZstdError, _how_zstd)


def _how_zstd(message: str) -> Broken:
    if "too much memory" in message:
        return Broken.WINDOW
    return Broken.CHECKSUM if "checksum" in message else Broken.BYTES


def _xz() -> Decoder:
    decoder = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=1 << MAX_WINDOW_LOG)
    return _OfLibrary(decoder, lzma.LZMAError, _how_xz)


def _how_xz(message: str) -> Broken:
    return Broken.WINDOW if "Memory usage limit" in message else Broken.BYTES


def _bzip2() -> Decoder:
    return _OfLibrary(bz2.BZ2Decompressor(), OSError, lambda _: Broken.BYTES)


_SKIPPABLE = tuple(bytes((0x50 + n, 0x2A, 0x4D, 0x18)) for n in range(16))  # frames without text
_BZIP2 = tuple(  # and a digit, and the digits of pi or of its root: `BZh` alone may be text
    b"BZh%d" % n + next_ for n in range(1, 10) for next_ in (b"1AY&SY", b"\x17rE8P\x90")
)
CODECS = (
    Codec(name="gzip", magics=(b"\x1f\x8b\x08",), decoder=GzipMember, most=1 << 18),
    Codec(name="zstd", magics=(b"\x28\xb5\x2f\xfd", *_SKIPPABLE), decoder=_zstd, most=1 << 15),
    Codec(name="bzip2", magics=_BZIP2, decoder=_bzip2, most=1 << 13),
    Codec(name="xz", magics=(b"\xfd7zXZ\x00",), decoder=_xz, most=1 << 15),
)
