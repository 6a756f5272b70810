"""Which of many spans a position lies in, without looking at each."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from tracking_plan.place import Span

_Point = tuple[int, int]


class Spans:
    """Spans of one file, sorted by where they begin, under a tree of the greatest ends."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(set(spans))
        self._starts = [(span.line, span.column) for span in self._spans]
        self._size = 1 << max(len(self._spans) - 1, 0).bit_length()
        self._ends: list[_Point] = [(0, 0)] * (2 * self._size)
        for index, span in enumerate(self._spans):
            self._ends[self._size + index] = span.end_line, span.end_column
        for node in range(self._size - 1, 0, -1):
            self._ends[node] = max(self._ends[2 * node], self._ends[2 * node + 1])

    def around(self, line: int, column: int) -> Iterator[Span]:
        """The spans that begin at the position or before it, and end behind it."""
        point = (line, column)
        begun = bisect_right(self._starts, point)
        todo = [(1, 0, self._size)]
        while todo:
            node, first, count = todo.pop()
            if first >= begun or self._ends[node] <= point:
                continue
            if count == 1:
                yield self._spans[first]
            else:
                half = count // 2
                todo += [(2 * node + 1, first + half, half), (2 * node, first, half)]
