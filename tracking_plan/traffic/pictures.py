"""The geometry of the pictures: counts over time as bars, events and rules as a heat map."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracking_plan.finding import Severity
from tracking_plan.payloads.tally.traffic import Row
from tracking_plan.traffic import wording
from tracking_plan.traffic.axis import Axis

_FILLED = 0.86  # of the width of a step
_LEAST = 1.5  # what is there can be seen, however little it is
_MOST_LINES = 200
_SHARES = (0.001, 0.01, 0.1, 0.5)  # where the shades of the heat map change


class Size(NamedTuple):
    """The size of a picture: the bars of all, and below them those of the invalid ones' share."""

    width: int
    all_height: int
    invalid_height: int

    @property
    def height(self) -> int:
        """Both, and what is between them."""
        return self.all_height + self.invalid_height + 4


SMALL = Size(width=240, all_height=44, invalid_height=12)
LARGE = Size(width=960, all_height=130, invalid_height=34)


class Step(NamedTuple):
    """A step of time in the table beside a picture."""

    start: str
    events: int
    invalid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePicture:
    """Two paths: bars that grow with the counts, and bars that grow with the share of invalid ones.

    `most` is the count of the highest bar.
    """

    size: Size
    counts: str
    invalid: str
    most: int
    steps: tuple[Step, ...]


def time_picture(row: Row, axis: Axis, size: Size) -> TimePicture:
    """The picture of a row."""
    counts, invalid = axis.values(row.times), axis.values(row.invalid_times)
    most = max(counts, default=0)
    shares = [bad / count if count else 0.0 for bad, count in zip(invalid, counts, strict=True)]
    return TimePicture(
        size=size,
        counts=_bars([count / most if most else 0.0 for count in counts], size, size.all_height, 0),
        invalid=_bars(shares, size, size.invalid_height, size.all_height + 4),
        most=most,
        steps=tuple(
            Step(start=wording.moment(axis.start(number)), events=count, invalid=invalid[number])
            for number, count in enumerate(counts)
            if count
        ),
    )


def _bars(shares: Sequence[float], size: Size, height: int, top: int) -> str:
    """A path of bars, each as high as its share of the height."""
    step = size.width / len(shares)
    width = step * _FILLED
    found = []
    for number, share in enumerate(shares):
        if share:
            high = max(_LEAST, share * height)
            left, up = number * step + (step - width) / 2, top + height - high
            found.append(f"M{left:.4g} {up:.4g}h{width:.4g}v{high:.4g}h-{width:.4g}z")
    return "".join(found)


class Cell(NamedTuple):
    """A cell of the heat map: which column, how it is shaded, and how often that was."""

    column: int
    shade: str
    text: str
    said: str


class Line(NamedTuple):
    """A line of the heat map: an event."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Events that rules found something in, against those rules; `left` more are not in it."""

    codes: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    left: int


def heat_map(rows: Sequence[Row]) -> HeatMap:
    """The map for these events."""
    found = [row for row in rows if row.rules]
    shown = found[:_MOST_LINES]
    names = {one.code.id: one.code.name for row in shown for one in row.rules}
    columns = {code: number for number, code in enumerate(sorted(names))}
    return HeatMap(
        codes=tuple((code, names[code]) for code in columns),
        lines=tuple(Line(wording.cut(row.key.event), tuple(_cells(row, columns))) for row in shown),
        left=len(found) - len(shown),
    )


def _cells(row: Row, columns: dict[str, int]) -> Iterator[Cell]:
    for one in row.rules:
        share = one.count / row.count if row.count else 1.0
        depth = sum(share >= least for least in _SHARES)
        times = f"{one.count:,} in {row.count:,} events"
        yield Cell(
            column=columns[one.code.id],
            shade=f"{_HUES[one.severity]}{depth}",
            text=_short(one.count),
            said=f"{one.code.id} {one.code.name}, {one.severity.value}: {times}",
        )


_HUES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def _short(count: int) -> str:
    """The count in at most four characters."""
    for unit, letter in ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")):
        if count >= 10 * unit:
            return f"{count // unit}{letter}"
        if count >= unit:
            return f"{count // (unit // 10) / 10}{letter}"
    return str(count)
