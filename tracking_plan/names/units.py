"""Units of measure by the words that people write for them."""

from collections.abc import Mapping
from types import MappingProxyType

from tracking_plan.names.words import words

# A line for each unit: its name, other spellings that are certain even at the end of a name, and,
# after a bar, those that are certain only where a unit is written.
_UNITS = """
    nanoseconds nanosecond nanos | ns
    microseconds microsecond micros | us µs μs
    milliseconds millisecond millis msecs msec ms |
    seconds second secs sec | s
    minutes minute mins | min
    hours hour hrs | h hr
    days day | d
    weeks week |
    bytes byte | b
    kilobytes kilobyte kb kib |
    megabytes megabyte mb mib |
    gigabytes gigabyte gb gib |
    terabytes terabyte tb tib |
    millimeters millimeter millimetres mm | millimetre
    centimeters centimeter centimetres cm | centimetre
    meters meter metres | metre
    kilometers kilometer kilometres km | kilometre
    miles mile | mi
    inches | inch in
    feet | foot ft
    grams gram | g
    kilograms kilogram kilos kg | kilo
    lbs lb | pound
    celsius | °c c
    fahrenheit | °f f
    kelvin | k
    percent percentage pct | %
    | fraction ratio 0-1
    cents cent | ct
    euros euro eur | €
    dollars dollar usd | us$
    gbp | £
    yen jpy | ¥
    chf |
"""
# At the end of a name these may be something else: `start_minute`, `parking_meter`, `cost_per_day`.
_UNCERTAIN = frozenset("second minute hour day week byte meter mile gram cent euro dollar".split())


def _tables() -> tuple[Mapping[str, str], Mapping[str, str]]:
    at_the_end: dict[str, str] = {}
    alone: dict[str, str] = {}
    for line in _UNITS.strip().splitlines():
        certain, _, others = line.partition("|")
        each = (*certain.split(), *others.split())
        alone.update(dict.fromkeys(each, each[0]))
        ends = (word for word in certain.split() if word not in _UNCERTAIN)
        at_the_end.update(dict.fromkeys(ends, each[0]))
    return MappingProxyType(at_the_end), MappingProxyType(alone)


_AT_THE_END, _ALONE = _tables()
ENDINGS = frozenset(_AT_THE_END)
"""The words, in lower case, that are a unit where a name of several words ends in them."""
_NO_UNIT_AFTER = frozenset("per by a an each every".split())


def unit_of_name(name: str) -> str | None:
    """The unit that a name ends in, as `duration_ms` does, in the plural: `milliseconds`.

    None: it says none for certain.
    """
    *before, last = [word.casefold() for word in words(name)] or [""]
    if before and before[-1] in _NO_UNIT_AFTER:
        return None
    return _AT_THE_END.get(last) if before else None


def unit_of(text: str) -> str | None:
    """The unit that a text names, in the plural; None: it is none that is known here."""
    return _ALONE.get(text.strip().rstrip(".").casefold())
