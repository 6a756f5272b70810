"""Counts payloads that compiled schemas show to be clean, without running a rule."""

from collections import Counter
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, UTC, datetime

from tracking_plan.altertable.envelope import Kind, kind_of
from tracking_plan.altertable.moment import moment_of
from tracking_plan.altertable.system_names import is_sent_event
from tracking_plan.payloads.fast_path.screen import envelope_screen, properties_screen
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.judging.plausible_time import plausible_time
from tracking_plan.payloads.judging.version_choice import HOW_DECLARED, How
from tracking_plan.payloads.tally.traffic import Row, Traffic, TrafficKey
from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.declared_version import VersionMatch, declared_version, planned_version
from tracking_plan.plan.event_names import MatchKind
from tracking_plan.plan.json_schema import traits_schema, version_schema
from tracking_plan.plan.model import Event, EventVersion, Property, Status
from tracking_plan.plan.version import Version
from tracking_plan.validation.validator import Validator

_MAX_KEYS = 10_000  # what payloads say of themselves is theirs to choose


class _Clean:
    """The test and the row for payloads of one event, version and library."""

    __slots__ = ("fits", "has_source", "row")

    def __init__(self, fits: Callable[[object], bool], row: Row, *, has_source: bool) -> None:
        self.fits = fits
        self.row = row
        self.has_source = has_source


class FastPath:
    """Recognises clean payloads: active events in a current version, and identify and alias calls.

    `counts` is where they are counted, as the rules' path counts its own.
    """

    def __init__(self, examiner: Examiner, traffic: Traffic, counts: Counter[str]) -> None:
        self._examiner = examiner
        self._traffic = traffic
        self._counts = counts
        self._plausible = plausible_time(examiner.settings.today)
        self._version_property = examiner.plan.version_property
        self._is_event, self._is_identify, self._is_alias = (
            self._test(envelope_screen(examiner.plan, kind, noisy=examiner.settings.noisy))
            for kind in (Kind.TRACK, Kind.IDENTIFY, Kind.ALIAS)
        )
        self._clean_by_key: dict[tuple[object, ...], _Clean | None] = {}
        self._screens: dict[tuple[str, Version | None], Callable[[object], bool]] = {}
        planned, schema = examiner.plan.traits or (), traits_schema(examiner.plan) or {}
        self._has_clean_traits = self._screen(schema, planned, None)

    def takes(self, value: Json) -> bool:
        """Whether the payload is clean; if so, it has been counted."""
        if type(value) is not dict:
            return False
        try:
            moment = _moment(value.get("timestamp"))
        except ValueError:
            return False
        if moment is not None and not self._plausible.includes(moment):
            return False
        if "event" in value:
            return self._takes_event(value, moment)
        kind = kind_of(value)
        if kind is Kind.IDENTIFY:
            is_clean = self._is_identify(value) and self._has_clean_traits(
                value.get("traits") or {}
            )
        else:
            is_clean = self._is_alias(value) and value["distinct_id"] != value["new_user_id"]
        if is_clean:
            self._counts["payloads"] += 1
            self._counts[kind] += 1
        return is_clean

    def _takes_event(self, value: dict[str, Json], moment: datetime | None) -> bool:
        if not self._is_event(value):
            return False
        properties: dict[str, Json] = value["properties"]  # type: ignore[assignment]  # it fits
        name = self._version_property
        said = properties.get(name) if name is not None else None
        key = (value["event"], said, type(said), properties.get("$lib"))
        try:
            clean = self._clean_by_key[key]
        except KeyError:
            clean = self._open(key, value["event"], said, properties.get("$lib"))
        except TypeError:
            return False
        if clean is None or not clean.fits(properties):
            return False
        clean.row.add(moment, invalid=False)
        self._counts["payloads"] += 1
        self._counts[Kind.TRACK] += 1
        self._counts["unknown_source"] += not clean.has_source
        return True

    def _open(self, key: tuple[object, ...], name: Json, said: Json, lib: Json) -> _Clean | None:
        source = self._examiner.sources.of(lib) if isinstance(lib, str) else None
        clean = self._clean(str(name), said, source)
        if len(self._clean_by_key) < _MAX_KEYS:
            self._clean_by_key[key] = clean
        return clean

    def _clean(self, name: str, said: Json, source: str | None) -> _Clean | None:
        """The test for such payloads; None where a rule speaks of each of them."""
        match = self._examiner.meant(name)
        if match is None and is_sent_event(name):
            key = TrafficKey(event=name, version=None, how=None, is_planned=False)
            fits = self._cached((name, None), {}, (), None)
            return _Clean(fits, self._traffic.row(key), has_source=source is not None)
        if match is None or match.kind is not MatchKind.EXACT:
            return None
        event = match.event
        chosen = _chosen_version(event, said)
        if chosen is None:
            return None
        version, how = chosen
        if not (_is_alive(event.current) and _is_alive(version)):
            return None
        if source is not None and version.sources is not None and source not in version.sources:
            return None
        key = TrafficKey(event=event.name, version=str(version.version), how=how, is_planned=True)
        schema = version_schema(self._examiner.plan, event, version)
        fits = self._cached(
            (event.name, version.version), schema, version.properties, version.others
        )
        return _Clean(fits, self._traffic.row(key), has_source=source is not None)

    def _cached(
        self,
        key: tuple[str, Version | None],
        schema: JsonSchema,
        planned: tuple[Property, ...],
        others: Property | None,
    ) -> Callable[[object], bool]:
        if key not in self._screens:
            self._screens[key] = self._screen(schema, planned, others)
        return self._screens[key]

    def _screen(
        self, schema: JsonSchema, planned: tuple[Property, ...], others: Property | None
    ) -> Callable[[object], bool]:
        noisy = self._examiner.settings.noisy
        return self._test(properties_screen(schema, planned, others, noisy=noisy))

    def _test(self, screen: JsonSchema) -> Callable[[object], bool]:
        return Validator(screen, self._examiner.settings.engine).accepts


def _chosen_version(event: Event, said: Json) -> tuple[EventVersion, How] | None:
    """The version that a declared version leads to, and how; None: the rules have to look."""
    if said is None:
        return event.current, How.INFERRED
    declared = declared_version(said)
    planned = planned_version(event, declared) if declared is not None else None
    if planned is None or planned.match is VersionMatch.NEWER_MINOR:
        return None
    return planned.version, HOW_DECLARED[planned.match]


def _is_alive(version: EventVersion) -> bool:
    return version.status is Status.ACTIVE and version.sunset is None


def _moment(timestamp: Json) -> datetime | None:
    """When the payload is from, None where it does not say.

    Raises:
        ValueError: it says so in a way that the rules have to look at.
    """
    if timestamp is None:
        return None
    if type(timestamp) is str:
        moment = datetime.fromisoformat(timestamp)
        if not MINYEAR < moment.year < MAXYEAR:
            raise ValueError  # in UTC, it may be beyond the calendar
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    found = moment_of(timestamp)
    if found is None:
        raise ValueError
    return found
