"""One look at a payload: is there nothing that any rule could report?"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from tracking_plan.altertable.envelope import Kind, kind_of
from tracking_plan.altertable.moment import moment_of
from tracking_plan.payloads.fast_path.clean import Clean
from tracking_plan.payloads.fast_path.clean_events import CleanEvents
from tracking_plan.payloads.fast_path.screen import envelope_screen
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.place import Json
from tracking_plan.validation.validator import Validator

_TAKEN, _CLOSER, _AGAIN = range(3)


class Look(Enum):
    """What became of a payload: it was taken, or it needs a closer look, or is to come again."""

    TAKEN = _TAKEN
    CLOSER = _CLOSER
    AGAIN = _AGAIN


def event_look(
    examiner: Examiner,
    by_key: Mapping[tuple[object, ...], Clean | None],
    touched: list[Clean],
    other: Callable[[Json], Look],
) -> Callable[[Json], Look]:
    """The look at an event of a known kind. Everything else is left to `other`.

    It is a closure, since it is the one function that each payload of a capture costs. The kinds of
    which it has taken some since they were last counted are `touched`.
    """
    is_event = _envelope_test(examiner, Kind.TRACK)
    version_property, from_iso = examiner.plan.version_property, datetime.fromisoformat
    taken, closer, again = Look.TAKEN, Look.CLOSER, Look.AGAIN

    def look(value: Any) -> Look:
        try:
            properties = value["properties"]
            said = properties.get(version_property)
            clean = by_key[value["event"], properties.get("$lib"), said, type(said)]
        except (KeyError, TypeError, AttributeError):
            return other(value)
        if clean is None or not is_event(value):
            return closer
        screen = clean.screen
        if not screen.accepts({screen.name: properties}) and not screen.accepts_again(properties):
            return closer if screen.group else again
        try:
            moment = from_iso(value["timestamp"])
            moments = clean.moments
            if not moments:
                touched.append(clean)
            moments.append(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        except (KeyError, TypeError, ValueError):
            return _unusual_moment(value.get("timestamp"), clean, touched)
        return taken

    return look


def _unusual_moment(timestamp: Json, clean: Clean, touched: list[Clean]) -> Look:
    """Takes a payload that does not say when it is from, or by a number."""
    moment = moment_of(timestamp) if not isinstance(timestamp, str) else None
    if moment is None and timestamp is not None:
        return Look.CLOSER
    if not clean.moments:
        touched.append(clean)
    clean.moments.append(moment)
    return Look.TAKEN


def _envelope_test(examiner: Examiner, kind: Kind) -> Callable[[object], bool]:
    screen = envelope_screen(examiner.plan, kind, noisy=examiner.settings.noisy)
    return Validator(screen, examiner.settings.engine).accepts


class OtherLook:
    """The look at a payload that is no event of a known kind; it counts what it takes."""

    def __init__(self, examiner: Examiner, events: CleanEvents, counts: Counter[Kind]) -> None:
        self._events = events
        self._counts = counts
        self._is_identify, self._is_alias = (
            _envelope_test(examiner, kind) for kind in (Kind.IDENTIFY, Kind.ALIAS)
        )

    def __call__(self, value: Json) -> Look:
        """What becomes of the payload."""
        if not isinstance(value, dict):
            return Look.CLOSER
        if "event" in value:
            return Look.AGAIN if self._events.meets(value) else Look.CLOSER
        timestamp = value.get("timestamp")
        if timestamp is not None and moment_of(timestamp) is None:
            return Look.CLOSER
        kind = kind_of(value)
        is_clean = self._is_clean_user(value) if kind is Kind.IDENTIFY else self._is_clean(value)
        self._counts[kind] += is_clean
        return Look.TAKEN if is_clean else Look.CLOSER

    def _is_clean_user(self, value: Mapping[str, Json]) -> bool:
        traits = value.get("traits") or {}
        return self._is_identify(value) and self._events.has_clean_traits(traits)

    def _is_clean(self, value: Mapping[str, Json]) -> bool:
        return self._is_alias(value) and value["distinct_id"] != value["new_user_id"]
