"""The regions of a file: functions, classes, blocks and loops, within one another."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct


class RegionKind(StrEnum):
    """What a range of code does to names: functions and classes hide them, loops repeat.

    Of a block it depends on a condition whether it runs, of a handler on something else.
    """

    MODULE = "module"
    FUNCTION = "function"
    CLASS = "class"
    BLOCK = "block"
    LOOP = "loop"
    HANDLER = "handler"


class Region(Struct, frozen=True, kw_only=True):
    """A range of code, in bytes, and the region around it (None for the whole file).

    `number` tells it from the other regions of the file, in each reading of the same text.
    """

    number: int
    start: int
    end: int
    kind: RegionKind
    parent: "Region | None"

    def encloses(self, offset: int) -> bool:
        """Whether the byte at `offset` lies in the region."""
        return self.start <= offset < self.end

    def outwards(self) -> "Iterator[Region]":
        """This region, then those around it, up to the whole file."""
        region: Region | None = self
        while region is not None:
            yield region
            region = region.parent

    def nearest(self, *kinds: RegionKind) -> "Region":
        """This region or the nearest one around it that is of one of the kinds (or the file)."""
        region = self
        while region.parent is not None and region.kind not in kinds:
            region = region.parent
        return region


class Regions:
    """The nested regions of a file."""

    def __init__(self, size: int, spans: Iterable[tuple[int, int, RegionKind]]) -> None:
        whole = Region(number=0, start=0, end=size + 1, kind=RegionKind.MODULE, parent=None)
        self._regions = [whole]
        open_region = whole
        for start, end, kind in sorted(spans, key=lambda s: (s[0], -s[1])):
            while open_region.parent is not None and start >= open_region.end:
                open_region = open_region.parent
            number = len(self._regions)
            open_region = Region(number=number, start=start, end=end, kind=kind, parent=open_region)
            self._regions.append(open_region)
        self._starts = [region.start for region in self._regions]

    @property
    def end(self) -> int:
        """The last offset of the file."""
        return self._regions[0].end - 1

    def at(self, offset: int) -> Region:
        """The innermost region around `offset`."""
        region = self._regions[bisect_right(self._starts, offset) - 1]
        while region.parent is not None and offset >= region.end:
            region = region.parent
        return region

    def function_at(self, offset: int) -> Region:
        """The innermost function around `offset`, or the file."""
        return self.at(offset).nearest(RegionKind.FUNCTION)
