"""Which moments a payload can be from, seen from the day of the run.

The run's day is that of its own time zone, so that a payload in UTC may bear the date after it. A
later one has a wrong clock, or a wrong unit. Imports of old events reach back as far as a business
does: only what is older than that is taken for a clock that was never set (devices begin with 1970,
1980, 2000 or 2001).
"""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta

YEARS_BACK = 20
DAYS_AHEAD = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlausibleTime:
    """The first moment that is plausible, and the first behind the last."""

    start: datetime
    end: datetime

    def includes(self, moment: datetime) -> bool:
        """Whether a payload may be from then."""
        return self.start <= moment < self.end


def plausible_time(today: date) -> PlausibleTime:
    """What is plausible on a day: from 20 years before it up to the end of the day after it."""
    year = max(today.year - YEARS_BACK, MINYEAR)
    is_leap_day = (today.month, today.day) == (2, 29)
    start = datetime(year, today.month, 28 if is_leap_day else today.day, tzinfo=UTC)
    try:
        last = today + timedelta(days=DAYS_AHEAD + 1)
    except OverflowError:
        last = date(MAXYEAR, 12, 31)
    return PlausibleTime(start=start, end=datetime(last.year, last.month, last.day, tzinfo=UTC))
