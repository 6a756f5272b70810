"""Inputs that are packed, by the bytes that they begin with, and what unpacks each."""

from collections.abc import Mapping
from typing import NamedTuple


class Packing(NamedTuple):
    """A form of file that is no text: its name, and the command that writes its text.

    In the command, `{}` is the file; None: no common program does it.
    """

    name: str
    command: str | None


_BY_MAGIC: Mapping[bytes, Packing] = {
    b"\x1f\x8b": Packing("gzip", "gzip -dc {}"),
    b"\x28\xb5\x2f\xfd": Packing("zstd", "zstd -dc {}"),
    b"BZh": Packing("bzip2", "bzip2 -dc {}"),
    b"\xfd7zXZ\x00": Packing("xz", "xz -dc {}"),
    b"PK\x03\x04": Packing("zip", "unzip -p {}"),
    b"PAR1": Packing("Parquet", None),
    b"PARE": Packing("Parquet", None),
    b"ARROW1": Packing("Arrow", None),
    b"\xff\xff\xff\xff": Packing("Arrow", None),
}
_BINARY = frozenset(range(9)) | frozenset(range(128, 256))


def packing_of(head: bytes) -> Packing | None:
    """How an input is packed that begins like that; None for text."""
    found = (packing for magic, packing in _BY_MAGIC.items() if head.startswith(magic))
    return next(found, None) if not _BINARY.isdisjoint(head[:256]) else None


def packing_named(name: str) -> Packing | None:
    """The form of that name."""
    return next((packing for packing in _BY_MAGIC.values() if packing.name == name), None)
