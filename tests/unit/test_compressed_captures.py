"""Compressed captures are read as what they were made from, and up to whatever is wrong."""

import bz2
import gzip
import io
import lzma
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from example_counts import times
from hypothesis import given, settings
from hypothesis import strategies as st

from tracking_plan.payloads.input.chunks import can_be_split
from tracking_plan.payloads.input.forms import records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseErrorKind, Record

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Compress = Callable[[bytes], bytes]
WAYS: dict[str, Compress] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "zstd": zstd.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}
every_way = pytest.mark.parametrize("way", WAYS)
LINE = '{"event":"Signed Up","properties":{"n":%d,"é":"\\ud83d\\ude00"}}\n'
TEXT = b"".join((LINE % n).encode() for n in range(3000))


def read(data: bytes, max_line: int = 1 << 24) -> list[Record]:
    return list(records(_Trickle(data, 1000), ReadOptions(max_line=max_line)))


def numbers(found: list[Record]) -> list[int]:
    """Which of the payloads were read."""
    values: list[Any] = [one.value for one in found if one.is_read]
    return [value["properties"]["n"] for value in values]


def failures(found: list[Record]) -> list[tuple[int, str]]:
    return [
        (one.line, f"{error.kind}: {error.detail}")
        for one in found
        for error in one.errors
        if not one.is_read
    ]


class _Trickle(io.RawIOBase):
    """A pipe that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._pieces: Iterator[bytes] = iter(
            [data[start : start + size] for start in range(0, len(data), size)]
        )

    def read(self, _: int = -1) -> bytes:
        return next(self._pieces, b"")


@every_way
def test_what_is_whole_is_read_to_its_end(way: str) -> None:
    pack = WAYS[way]
    half = len(TEXT) // 2
    for data in (
        pack(TEXT),
        pack(TEXT[:half]) + pack(TEXT[half:]),
        pack(b"") + pack(TEXT),
        pack(TEXT) + b"\0" * 1024,
        pack(TEXT[:half]) + b"\0" * 512 + pack(TEXT[half:]),
        WAYS["gzip"](pack(TEXT)),
        pack(WAYS["xz"](WAYS["zstd"](TEXT))),
    ):
        found = read(data)
        assert failures(found) == []
        assert numbers(found) == list(range(3000))


def test_every_part_of_a_gzip_header_is_passed_over() -> None:
    deflated = gzip.compress(TEXT, mtime=0)[10:]
    extra, name, comment, crc = b"\x05\x00hello", b"a.ndjson\0", b"a note\0", b"\xff\xff"
    head = b"\x1f\x8b\x08\x1e\0\0\0\0\0\xff"
    assert numbers(read(head + extra + name + comment + crc + deflated)) == list(range(3000))


def test_frames_of_zstd_without_text_are_passed_over() -> None:
    skipped = b"\x5a\x2a\x4d\x18\x04\x00\x00\x00abcd"
    assert numbers(read(skipped + zstd.compress(TEXT) + skipped)) == list(range(3000))


@every_way
def test_an_encoding_and_a_mark_are_those_of_the_text(way: str) -> None:
    found = read(WAYS[way](TEXT.decode().encode("utf-16")))
    assert failures(found) == [(1, "wrong encoding: UTF-16")]
    assert len(numbers(found)) == 3000


@every_way
@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_all_in_front_of_a_cut_is_read(way: str, share: float) -> None:
    text = TEXT if way in {"gzip", "xz"} else TEXT * 10  # the others write blocks
    data = WAYS[way](text)
    found = read(data[: int(len(data) * share)])
    ((line, what),) = failures(found)
    assert what == f"truncated JSON: {way}"
    read_ = numbers(found)
    assert read_ == [n % 3000 for n in range(len(read_))]
    assert line in {len(read_), len(read_) + 1, 1}


@every_way
def test_a_cut_behind_all_text_loses_none_of_it(way: str) -> None:
    found = read(WAYS[way](TEXT)[:-1])
    assert failures(found) == [(max(len(numbers(found)), 1), f"truncated JSON: {way}")] or (
        way == "zstd"  # whose last block is cut
    )


@every_way
@pytest.mark.parametrize("garbage", [b"\0\0garbage", LINE.encode(), b"\x1f", b"{}\n"])
def test_what_stands_behind_the_data_is_said(way: str, garbage: bytes) -> None:
    found = read(WAYS[way](TEXT) + garbage)
    assert numbers(found) == list(range(3000))
    assert failures(found) == [(3000, f"broken compression: {way} behind")]


def test_all_text_in_front_of_a_wrong_checksum_is_read() -> None:
    checked = zstd.compress(TEXT, options={zstd.CompressionParameter.checksum_flag: 1})
    for data, way, at in ((WAYS["gzip"](TEXT), "gzip", -6), (checked, "zstd", -1)):
        broken = bytearray(data)
        broken[at] ^= 1
        found = read(bytes(broken))
        assert numbers(found) == list(range(3000))
        assert failures(found) == [(3000, f"broken compression: {way} checksum")]


@given(st.integers(20, 5000), st.integers(1, 255))
@settings(max_examples=times(40), deadline=None)
def test_whatever_byte_of_a_gzip_file_is_wrong_what_comes_before_is_read(
    at: int, bits: int
) -> None:
    data = bytearray(WAYS["gzip"](TEXT))
    at %= len(data)
    before = [one.raw for one in read(bytes(data[:at]))][:-1]
    data[at] ^= bits
    found = read(bytes(data))
    assert [one.raw for one in found][: len(before)] == before
    assert failures(found) or at < 10  # its header has bytes that mean nothing


def test_a_frame_that_needs_too_much_memory_is_refused() -> None:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 28})
    found = read(packer.compress(TEXT) + packer.flush())
    assert failures(found) == [(1, "broken compression: zstd window")]


def test_a_bomb_is_given_up_in_constant_memory() -> None:
    data = WAYS["gzip"](TEXT + b"\0" * (270 << 20))
    tracemalloc.start()
    found = read(data, max_line=1 << 20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert numbers(found) == list(range(3000))
    assert failures(found) == [
        (3001, "line too long: "),
        (3001, "broken compression: gzip repetition"),
    ]
    assert peak < 8 << 20


def test_repetition_that_a_capture_may_have_is_none() -> None:
    text = b'{"event":"A","properties":{"x":"' + b" " * (10 << 20) + b'"}}\n'
    assert failures(read(WAYS["gzip"](text * 30))) == []


@every_way
def test_what_is_wrong_with_the_text_is_said_as_without_compression(way: str) -> None:
    deep = b'{"a":' * 300 + b"1" + b"}" * 300
    rest = b'{"a":"\\ud800"}\n' + deep + b'\n{"a":"\xe9"}\n{"a":NaN}\n' + b"x" * 5000 + b"\n"
    huge = b'{"event":"A","properties":{"n":%s}}\n' % (b"9" * 40)
    data = huge + rest + b'[{"event":"B"},{"event":"C"}]\n{"event":"cut'
    plain, packed = read(data, 3000), read(WAYS[way](data), 3000)
    assert [(r.line, r.column, r.errors, r.value) for r in plain] == [
        (r.line, r.column, r.errors, r.value) for r in packed
    ]
    assert ParseErrorKind.TRUNCATED in {e.kind for r in packed for e in r.errors}


@every_way
def test_compressed_files_are_not_split(way: str, tmp_path: Path) -> None:
    path = tmp_path / "capture.ndjson"
    path.write_bytes(WAYS[way](TEXT))
    assert not can_be_split(path)


@given(
    st.binary(max_size=60), st.sampled_from([b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\0"])
)
@settings(max_examples=times(60), deadline=None)
def test_no_bytes_behind_a_beginning_are_a_crash(data: bytes, magic: bytes) -> None:
    assert read(magic + data)
