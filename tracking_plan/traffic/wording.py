"""The words and numbers that the formats share."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tracking_plan.names.phrases import plural
from tracking_plan.payloads.tally.rule_counts import RuleCount
from tracking_plan.payloads.tally.traffic import Row
from tracking_plan.traffic.profile import Profile, UnplannedProperty

_LONGEST = 80


def cut(text: str, most: int = _LONGEST) -> str:
    """The text, no longer than that."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def percent(count: int, total: int) -> str:
    """A share as people read it; what is there is never 0, and what is missing never 100."""
    if not count or not total:
        return "0 %"
    share = 100 * count / total
    if share < 0.1:
        return "<0.1 %"
    return ">99.9 %" if 99.9 < share < 100 else f"{share:.1f} %"


def moment(when: datetime, *, with_time: bool = True) -> str:
    """The moment in UTC, to the minute."""
    try:
        utc = when.astimezone(UTC)
    except OverflowError:  # at the ends of the calendar
        utc = when
    return f"{utc.isoformat(sep=' ')[: 16 if with_time else 10]}"


def time_range(profile: Profile) -> str | None:
    """From when to when events are; None where none says so."""
    if profile.first is None or profile.last is None:
        return None
    missing = f" ({_events(profile.untimed)} without a time)" if profile.untimed else ""
    first, last = moment(profile.first), moment(profile.last)
    times = f"at {first}" if first == last else f"from {first} to {last}"
    return f"{times} UTC{missing}"


def _events(count: int) -> str:
    return f"{count:,} {'event' if count == 1 else 'events'}"


def kinds(profile: Profile) -> Iterator[str]:
    """What came in, by kind."""
    totals = profile.totals
    yield _events(totals.track)
    for count, word in (
        (totals.identify, "identify"),
        (totals.alias, "alias"),
        (totals.other, "calls of other tools that no plan is about"),
        (totals.unknown, "of no known kind"),
        (totals.unreadable, "unreadable"),
    ):
        if count:
            yield f"{count:,} {word}"


def hows(rows: Iterable[Row]) -> tuple[str, ...]:
    """How the version of such rows was chosen, the most frequent way first."""
    return tuple(dict.fromkeys(row.key.how for row in rows if row.key.how is not None))


def rules(found: Iterable[RuleCount]) -> Iterator[str]:
    """The rules and how often each found something, the most frequent first."""
    for one in sorted(found, key=lambda one: -one.count):
        yield f"{one.code.id} {one.code.name} x {one.count:,}"


def codes(found: Iterable[RuleCount]) -> Iterator[str]:
    """The same, without the names of the rules."""
    for one in sorted(found, key=lambda one: -one.count):
        yield f"{one.code.id} x {one.count:,}"


def subject_of(one: UnplannedProperty) -> str:
    """The property and what it stands in."""
    if one.event is None:
        return f"trait {cut(one.property)!r}"
    version = f" {one.version}" if one.version else ""
    return f"{cut(one.property)!r} in {cut(one.event)!r}{version}"


def never_seen(profile: Profile, most: int) -> str:
    """The planned events that did not come, as many as that by name."""
    names = [repr(cut(name)) for name in profile.never_seen[:most]]
    left = len(profile.never_seen) - len(names)
    return ", ".join(names) + (f" and {left:,} more" if left else "")


def outside(count: int) -> str:
    """What an axis of time leaves out."""
    return f"{plural(count, 'event')} long before or after the others: not drawn"
