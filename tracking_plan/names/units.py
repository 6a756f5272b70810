"""Units of measure by the words that people write for them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tracking_plan.names.words import words


class Unit(NamedTuple):
    """A unit: what it measures, and its name in the plural."""

    measures: str
    name: str


# A line for each unit: its name, other spellings that are certain even at the end of a name, and,
# after a bar, those that are certain only where a unit is written.
_UNITS = {
    "time": """
        nanoseconds nanosecond nanos | ns
        microseconds microsecond micros | us µs μs
        milliseconds millisecond millis msecs msec ms |
        seconds second secs sec | s
        minutes minute mins | min
        hours hour hrs | h hr
        days day | d
        weeks week |
    """,
    "data": """
        bytes byte | b
        kilobytes kilobyte kb kib |
        megabytes megabyte mb mib |
        gigabytes gigabyte gb gib |
        terabytes terabyte tb tib |
    """,
    "length": """
        millimeters millimeter millimetres mm | millimetre
        centimeters centimeter centimetres cm | centimetre
        meters meter metres | metre
        kilometers kilometer kilometres km | kilometre
        miles mile | mi
        inches | inch in
        feet | foot ft
    """,
    "weight": """
        grams gram | g
        kilograms kilogram kilos kg | kilo
        lbs lb | pound
    """,
    "temperature": """
        celsius | °c c
        fahrenheit | °f f
        kelvin | k
    """,
    "share": """
        percent percentage pct | %
        | fraction ratio 0-1
    """,
    "money": """
        cents cent | ct
        euros euro eur | €
        dollars dollar usd | us$
        gbp | £
        yen jpy | ¥
        chf |
    """,
}
# At the end of a name these may be something else: `start_minute`, `parking_meter`, `cost_per_day`.
_UNCERTAIN = frozenset("second minute hour day week byte meter mile gram cent euro dollar".split())


def _tables() -> tuple[Mapping[str, Unit], Mapping[str, Unit]]:
    at_the_end: dict[str, Unit] = {}
    alone: dict[str, Unit] = {}
    for measures, lines in _UNITS.items():
        for line in lines.strip().splitlines():
            certain, _, others = line.partition("|")
            each = (*certain.split(), *others.split())
            unit = Unit(measures, each[0])
            alone.update(dict.fromkeys(each, unit))
            ends = (word for word in certain.split() if word not in _UNCERTAIN)
            at_the_end.update(dict.fromkeys(ends, unit))
    return MappingProxyType(at_the_end), MappingProxyType(alone)


_AT_THE_END, _ALONE = _tables()
_NO_UNIT_AFTER = frozenset("per by a an each every".split())


def unit_of_name(name: str) -> Unit | None:
    """The unit that a name ends in, as `duration_ms` does; None: it says none for certain."""
    *before, last = [word.casefold() for word in words(name)] or [""]
    if before and before[-1] in _NO_UNIT_AFTER:
        return None
    return _AT_THE_END.get(last) if before else None


def unit_of(text: str) -> Unit | None:
    """The unit that a text names; None: it is none that is known here."""
    return _ALONE.get(text.strip().rstrip(".").casefold())
