"""Which event versions a target asks for, and what their helpers are called."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from tracking_plan.codegen.names import Naming, Style, allocate
from tracking_plan.plan.model import Event, EventVersion, Plan, Property, Status
from tracking_plan.plan.pii import PiiAction
from tracking_plan.plan.settings import Target

_Key = tuple[bool, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """An event version that gets a helper, and the names of that helper."""

    event: Event
    version: EventVersion
    method: str
    function: str
    constant: str

    @property
    def is_current(self) -> bool:
        """Whether this is the version that new code sends."""
        return self.version is self.event.current


def select(plan: Plan, target: Target, naming: Naming) -> tuple[Selected, ...]:
    """The versions that the target asks for, sorted by event, the current one first.

    Retired versions have no helper, nor has anything of a retired event. A version that names
    sources has one only where the target wants one of them.
    """
    chosen = {_key(*pair): pair for pair in _live(plan) if _is_wanted(pair[1], target)}
    words = {key: _words(*pair, naming) for key, pair in chosen.items()}

    def allocated(
        style: Style, reserved: frozenset[str], affixed: Callable[[str], str] = str
    ) -> Mapping[_Key, str]:
        names = {key: event.name for key, (event, _) in chosen.items()}
        spelled = partial(naming.identifier, style=style, kind="event", affixed=affixed)
        return allocate({k: spelled(words[k], name=n) for k, n in names.items()}, reserved)

    methods = allocated(naming.method, naming.reserved.methods)
    functions = allocated(naming.method, naming.reserved.functions, naming.function)
    constants = allocated(naming.constant, naming.reserved.constants)
    return tuple(
        Selected(
            event=event,
            version=version,
            method=methods[key],
            function=functions[key],
            constant=constants[key],
        )
        for key, (event, version) in sorted(chosen.items(), key=_by_event)
    )


def parameter_names(version: EventVersion, naming: Naming) -> Mapping[str, str]:
    """The keyword of each property that a helper of the version takes, by wire name."""
    return name_parameters(version.properties, naming)


def name_parameters(properties: tuple[Property, ...], naming: Naming) -> Mapping[str, str]:
    """The keyword of each property, by wire name; forbidden and retired ones have none."""
    return allocate(
        {
            prop.name: naming.identifier(
                naming.words(prop.name), naming.parameter, "property", prop.name
            )
            for prop in properties
            if takes(prop)
        },
        naming.reserved.parameters,
    )


def takes(prop: Property) -> bool:
    """Whether a helper takes the property at all."""
    return prop.action is not PiiAction.FORBID and not prop.is_retired


def _by_event(item: tuple[_Key, tuple[Event, EventVersion]]) -> tuple[str, bool, int]:
    is_older, name, major = item[0]
    return name, is_older, major


def _live(plan: Plan) -> Iterator[tuple[Event, EventVersion]]:
    for event in plan.events.values():
        if event.status is not Status.RETIRED:
            for version in event.versions:
                if version.status is not Status.RETIRED:
                    yield event, version


def _is_wanted(version: EventVersion, target: Target) -> bool:
    if target.sources is None or version.sources is None:
        return True
    return not set(target.sources).isdisjoint(version.sources)


def _key(event: Event, version: EventVersion) -> _Key:
    """Current versions choose their names first, so that none loses its own to an older one."""
    return (version is not event.current, event.name, -version.version.major)


def _words(event: Event, version: EventVersion, naming: Naming) -> tuple[str, ...]:
    own = naming.words(event.name)
    if version is event.current or not own:
        return own
    return (*own, f"v{version.version.major}")
