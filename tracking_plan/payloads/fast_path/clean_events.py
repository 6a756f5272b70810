"""Which payloads can be clean, by what they say of themselves: event, version and library."""

from collections.abc import Mapping

from tracking_plan.altertable.system_names import is_sent_event
from tracking_plan.payloads.fast_path.clean import Clean, Screen, compiled_together
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.judging.version_choice import HOW_DECLARED, How
from tracking_plan.payloads.tally.traffic import TrafficKey
from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.declared_version import VersionMatch, declared_version, planned_version
from tracking_plan.plan.event_names import MatchKind
from tracking_plan.plan.json_schema import traits_schema, version_schema
from tracking_plan.plan.model import Event, EventVersion, Property, Status
from tracking_plan.plan.version import Version

_MAX_KEYS = 10_000  # what payloads say of themselves is theirs to choose


class CleanEvents:
    """The kinds of payloads that were met so far.

    `by_key` has them by event, library, what is said to be the version, and the type of that; None
    where a rule speaks of each of those.
    """

    def __init__(self, examiner: Examiner) -> None:
        self._examiner = examiner
        self.by_key: dict[tuple[object, ...], Clean | None] = {}
        self._screens: dict[tuple[str, Version | None], Screen] = {}
        self._waiting: dict[str, Screen] = {}
        self._traits: Screen | None = None

    def meets(self, value: Mapping[str, Json]) -> bool:
        """Whether the payload, of a kind that is not in `by_key`, may be clean.

        If so its screen is in there, to be compiled.
        """
        name, properties = value["event"], value.get("properties")
        if not isinstance(name, str) or not isinstance(properties, dict):
            return False
        if len(self.by_key) >= _MAX_KEYS:
            return False
        lib, version_property = properties.get("$lib"), self._examiner.plan.version_property
        if isinstance(lib, list | dict):
            return False
        said = properties.get(version_property) if version_property is not None else None
        if isinstance(said, list | dict):
            return False
        clean = self._clean(name, said, self._source(lib))
        self.by_key[name, lib, said, type(said)] = clean
        return clean is not None

    def compile(self) -> None:
        """Compiles the screens of the kinds that were met since the last time."""
        if self._waiting:
            settings = self._examiner.settings
            compiled_together(self._waiting, settings.engine, noisy=settings.noisy)
            self._waiting = {}

    def has_clean_traits(self, traits: Json) -> bool:
        """Whether there is nothing to say about what an identify payload says of its user."""
        if self._traits is None:
            plan = self._examiner.plan
            schema, planned = traits_schema(plan) or {}, plan.traits or ()
            self._traits = self._screen(schema, planned, None)
            self.compile()
        return self._traits.accepts({self._traits.name: traits})

    def _source(self, lib: Json) -> str | None:
        return self._examiner.sources.of(lib) if isinstance(lib, str) else None

    def _clean(self, name: str, said: Json, source: str | None) -> Clean | None:
        """The kind of such payloads; None where a rule speaks of each of them."""
        match = self._examiner.meant(name)
        if match is None and is_sent_event(name):
            key = TrafficKey(event=name, version=None, how=None, is_planned=False)
            screen = self._known((name, None), {}, (), None)
            return Clean(key, screen, has_source=source is not None)
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
        names = (event.name, version.version)
        screen = self._known(names, schema, version.properties, version.others)
        return Clean(key, screen, has_source=source is not None)

    def _known(
        self,
        key: tuple[str, Version | None],
        schema: JsonSchema,
        planned: tuple[Property, ...],
        others: Property | None,
    ) -> Screen:
        if key not in self._screens:
            self._screens[key] = self._screen(schema, planned, others)
        return self._screens[key]

    def _screen(
        self, schema: JsonSchema, planned: tuple[Property, ...], others: Property | None
    ) -> Screen:
        name = str(len(self._waiting))
        noisy = self._examiner.settings.noisy
        screen = Screen(name, schema, planned, others, self._examiner.is_calm, noisy=noisy)
        self._waiting[name] = screen
        return screen


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
