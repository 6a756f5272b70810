"""The quickest look at a line: it is read straight into the type of its event version.

A parser that knows the type of what it reads checks it on the way, and makes no objects that nobody
needs. That is worth its preparation for events that are frequent. Personal data is looked for in
the line itself.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from tracking_plan.payloads.fast_path.clean import Clean, Screen
from tracking_plan.payloads.fast_path.screen import line_screen
from tracking_plan.payloads.fast_path.typed_versions import typed_version
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.judging.plausible_time import PlausibleTime, plausible_time
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.model import Event, EventVersion
from tracking_plan.validation.validator import Validator

FREQUENT = 24  # payloads, after which an event is worth a type of its own
_Takes = Callable[[bytes], bool]
_Match = tuple[Callable[[object], object], Callable[[object], bool]]
"""How to get a value of an object, and the test for it."""


class TypedLook:
    """Takes lines of frequent events. `by_key` and `touched` are those of the other look."""

    def __init__(
        self,
        examiner: Examiner,
        by_key: Mapping[tuple[object, ...], Clean | None],
        touched: list[Clean],
    ) -> None:
        self._examiner = examiner
        self._by_key = by_key
        self._touched = touched
        self._is_calm: Callable[[object], bool] | None = None
        self._tried: set[Screen] = set()
        self._patterns: dict[str, Callable[[object], bool]] = {}
        self.by_name: dict[bytes, _Takes] = {}

    def prepare(self) -> None:
        """Makes types for the events that have become frequent."""
        settings = self._examiner.settings
        if settings.noisy:  # what is looked for then depends on where a value begins and ends
            return
        for clean in self._touched:
            if clean.total >= FREQUENT and clean.screen not in self._tried:
                self._tried.add(clean.screen)
                self._prepare(clean)

    def _prepare(self, clean: Clean) -> None:
        event = self._examiner.plan.events.get(clean.key.event)
        if event is None or '"' in event.name or "\\" in event.name:
            return
        version = next(v for v in event.versions if str(v.version) == clean.key.version)
        if version.additional_properties is False:
            self.by_name[event.name.encode()] = self._takes(event, version, clean.screen)

    def _takes(self, event: Event, version: EventVersion, screen: Screen) -> _Takes:
        plan, engine = self._examiner.plan, self._examiner.settings.engine
        if self._is_calm is None:
            self._is_calm = Validator(line_screen(), engine).accepts
        schema = version_schema(plan, event, version)
        typed = typed_version(
            event.name, version.properties, schema, plan.environments, plan.version_property
        )
        matches = tuple(
            (attrgetter(name), self._matching(pattern)) for name, pattern in typed.patterns.items()
        )
        kinds = _Kinds(event.name, screen, self._by_key)
        decode = msgspec.json.Decoder(typed.type).decode
        tests = _Tests(
            decode=decode,
            is_calm=self._is_calm,
            matches=matches,
            plausible=plausible_time(self._examiner.settings.today),
        )
        return _line_test(tests, kinds, self._touched)

    def _matching(self, pattern: str) -> Callable[[object], bool]:
        """The test for a pattern, which is one for all properties that have it."""
        if pattern not in self._patterns:
            engine = self._examiner.settings.engine
            self._patterns[pattern] = Validator({"pattern": pattern}, engine).accepts
        return self._patterns[pattern]


class _Kinds(dict[str | None, Clean | None]):
    """The kinds of an event's payloads that are clean if they fit a screen, by their library.

    None where a rule speaks of each of them, or it is not known yet.
    """

    def __init__(
        self, name: str, screen: Screen, by_key: Mapping[tuple[object, ...], Clean | None]
    ) -> None:
        super().__init__()
        self._name = name
        self._screen = screen
        self._by_key = by_key

    def __missing__(self, lib: str | None) -> Clean | None:
        clean = self.declaring(lib, None)
        if clean is not None:
            self[lib] = clean
        return clean

    def declaring(self, lib: str | None, said: str | None) -> Clean | None:
        """The kind of those that declare a version."""
        clean = self._by_key.get((self._name, lib, said, type(said)))
        return clean if clean is not None and clean.screen is self._screen else None


class _Tests(NamedTuple):
    """What a line has to pass: a parser, the look for what is personal or odd, patterns, a time."""

    decode: Callable[[bytes], Any]
    is_calm: Callable[[object], bool]
    matches: tuple[_Match, ...]
    plausible: PlausibleTime


def _line_test(tests: _Tests, kinds: _Kinds, touched: list[Clean]) -> _Takes:
    """The test of a line, which counts what it takes."""
    decode, is_calm, matches, plausible = tests
    start, end = plausible.start, plausible.end

    def takes(raw: bytes) -> bool:
        try:
            payload = decode(raw)
            if not is_calm(raw.decode()):
                return False
        except (msgspec.DecodeError, UnicodeDecodeError):
            return False
        properties = payload.properties
        for value_in, is_match in matches:
            if not is_match(value_in(properties)):  # which None, being no text, always is
                return False
        if payload.distinct_id is None and payload.anonymous_id is None is payload.device_id:
            return False
        lib, said = properties.lib, properties.said
        clean = kinds[lib] if said is None else kinds.declaring(lib, said)
        moment = payload.timestamp
        if clean is None or (moment is not None and not start <= moment < end):
            return False
        moments = clean.moments
        if not moments:
            touched.append(clean)
        moments.append(moment)
        return True

    return takes
