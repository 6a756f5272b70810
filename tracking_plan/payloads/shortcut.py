"""The short way: payloads that compiled schemas show to be clean are counted, and no more."""

from collections.abc import Callable
from datetime import UTC, datetime

from tracking_plan.payloads.examine import Examiner
from tracking_plan.payloads.moment import moment_of
from tracking_plan.payloads.screen import envelope_screen, properties_screen
from tracking_plan.payloads.select import How, declared_version
from tracking_plan.payloads.traffic import Lane, Row, Traffic
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.model import Event, EventVersion, Status
from tracking_plan.plan.names import MatchKind
from tracking_plan.plan.validation import Validator
from tracking_plan.plan.version import Version
from tracking_plan.source import Json

_MAX_LANES = 10_000  # what payloads say of themselves is theirs to choose


class _Clean:
    """How payloads that say the same of themselves are shown to be clean, and where they count."""

    __slots__ = ("fits", "row")

    def __init__(self, fits: Callable[[object], bool], row: Row) -> None:
        self.fits = fits
        self.row = row


class Shortcut:
    """Clean payloads of active events, in the versions that they say or seem to have."""

    def __init__(self, examiner: Examiner, traffic: Traffic) -> None:
        self._examiner = examiner
        self._traffic = traffic
        self._version_property = examiner.plan.version_property or ""
        settings = examiner.settings
        screen = envelope_screen(examiner.plan, noisy=settings.noisy)
        self._fits = Validator(screen, settings.engine).accepts
        self._lanes: dict[tuple[object, ...], _Clean | None] = {}
        self._screens: dict[tuple[str, Version], Validator] = {}

    def takes(self, value: Json) -> bool:
        """Whether the payload is clean; if so, it has been counted."""
        if type(value) is not dict or not self._fits(value):
            return False
        properties: dict[str, Json] = value["properties"]  # type: ignore[assignment]  # it fits
        said = properties.get(self._version_property)
        key = (value["event"], said, type(said), properties.get("$lib"))
        try:
            clean = self._lanes[key]
        except KeyError:
            clean = self._open(key, value["event"], said, properties.get("$lib"))
        except TypeError:
            return False
        if clean is None or not clean.fits(properties):
            return False
        try:
            moment = _moment(value.get("timestamp"))
        except ValueError:
            return False
        clean.row.add(moment, invalid=False)
        return True

    def _open(self, key: tuple[object, ...], name: Json, said: Json, lib: Json) -> _Clean | None:
        clean = self._clean(str(name), said, lib)
        if len(self._lanes) < _MAX_LANES:
            self._lanes[key] = clean
        return clean

    def _clean(self, name: str, said: Json, lib: Json) -> _Clean | None:
        """How to recognise such payloads as clean; None where something is to be said of all."""
        match = self._examiner.names.find(name)
        if match is None or match.kind is not MatchKind.EXACT:
            return None
        event = match.event
        version, how = _meant(event, said)
        if version is None or not (_is_alive(event.current) and _is_alive(version)):
            return None
        source = self._examiner.sources.of(lib) if isinstance(lib, str) else None
        if source is not None and version.sources is not None and source not in version.sources:
            return None
        lane = Lane(event=event.name, version=str(version.version), how=how, is_planned=True)
        return _Clean(self._screen(event, version), self._traffic.row(lane))

    def _screen(self, event: Event, version: EventVersion) -> Callable[[object], bool]:
        key = (event.name, version.version)
        if key not in self._screens:
            settings = self._examiner.settings
            schema = version_schema(self._examiner.plan, event, version)
            screen = properties_screen(schema, version, noisy=settings.noisy)
            self._screens[key] = Validator(screen, settings.engine)
        return self._screens[key].accepts


def _meant(event: Event, said: Json) -> tuple[EventVersion | None, How]:
    """The version that valid payloads which say so are held against; None: it is not so simple."""
    if said is None:
        return event.current, How.INFERRED
    declared = declared_version(said)
    if declared is None:
        return None, How.CLOSEST
    newest = event.newest_of(declared.major)
    if newest is None or declared > newest.version:
        return None, How.NEWER_MINOR
    return newest, How.DECLARED if declared == newest.version else How.SAME_MAJOR


def _is_alive(version: EventVersion) -> bool:
    return version.status is Status.ACTIVE and version.sunset is None


def _moment(timestamp: Json) -> datetime | None:
    """When the payload is from, None where it does not say.

    Raises:
        ValueError: it says so in a way that has to be looked at closely.
    """
    if timestamp is None:
        return None
    if type(timestamp) is str:
        moment = datetime.fromisoformat(timestamp)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    found = moment_of(timestamp)
    if found is None:
        raise ValueError
    return found
