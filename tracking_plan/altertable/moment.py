"""When an event happened: the forms that a timestamp may have, and the units it may be meant in."""

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from tracking_plan.place import Json

# ISO 8601, extended or basic; what RFC 3339 allows and what SDKs and databases write besides.
ISO_8601 = (
    r"^[0-9]{4}(-[0-9]{2}-[0-9]{2}|[0-9]{4})"
    r"([Tt ][0-9]{2}(:?[0-9]{2}(:?[0-9]{2}([.,][0-9]{1,12})?)?)?"
    r"( ?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?))?)?$"
)
_ISO_8601 = re.compile(ISO_8601)
FIRST, LAST_SECOND = -62_135_596_800, 253_402_300_799  # of the years 1 and 9999, since 1970
_LAST = LAST_SECOND * 10**9  # in nanoseconds
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Unit(StrEnum):
    """What a number counts since 1970."""

    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"
    MICROSECONDS = "microseconds"
    NANOSECONDS = "nanoseconds"


def unit_of(number: int | float) -> Unit:
    """What the number seems to count, so that the date lies between 1973 and 5138."""
    size = abs(number)
    if size < 1e11:
        return Unit.SECONDS
    if size < 1e14:
        return Unit.MILLISECONDS
    return Unit.MICROSECONDS if size < 1e17 else Unit.NANOSECONDS


_PER_SECOND = {
    Unit.SECONDS: 1,
    Unit.MILLISECONDS: 10**3,
    Unit.MICROSECONDS: 10**6,
    Unit.NANOSECONDS: 10**9,
}


def moment_of(timestamp: Json) -> datetime | None:
    """When a timestamp is, in UTC; None where it cannot be read. Without an offset it is UTC."""
    if isinstance(timestamp, str):
        return _of_text(timestamp)
    if isinstance(timestamp, bool) or not isinstance(timestamp, int | float):
        return None
    if not FIRST <= timestamp <= _LAST:
        return None
    return _EPOCH + timedelta(seconds=timestamp / _PER_SECOND[unit_of(timestamp)])


def _of_text(text: str) -> datetime | None:
    if _ISO_8601.match(text) is None or text.endswith("\n"):
        return None
    try:
        moment = datetime.fromisoformat(text.upper().replace(" Z", "Z"))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
