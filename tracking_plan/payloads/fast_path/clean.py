"""What clean payloads have in common: a test, a row of the report, and when they happened."""

from collections.abc import Callable, Mapping
from datetime import datetime

from tracking_plan.payloads.fast_path.group import Group
from tracking_plan.payloads.fast_path.screen import properties_screen
from tracking_plan.payloads.judging.calm import is_reviewed
from tracking_plan.payloads.judging.personal_values import found
from tracking_plan.payloads.tally.traffic import TrafficKey
from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.model import Property
from tracking_plan.validation.engine import Engine


class Screen:
    """The test for the properties of one event version, compiled when it is first needed.

    `is_calm` is the test for any value in which nothing looks personal.
    """

    __slots__ = ("_is_calm", "_noisy", "_reviewed", "accepts", "group", "name", "schema")

    def __init__(
        self,
        name: str,
        schema: JsonSchema,
        planned: tuple[Property, ...],
        others: Property | None,
        is_calm: Callable[[object], bool],
        *,
        noisy: bool,
    ) -> None:
        self.name = name
        self._is_calm = is_calm
        self.schema = properties_screen(schema, planned, others)
        self.group: Group | None = None
        self.accepts: Callable[[object], bool] = _nothing
        every = (*planned, others) if others is not None else planned
        reviewed = [prop for prop in every if is_reviewed(prop)]
        is_plain = others not in reviewed and all(prop.pii is not None for prop in reviewed)
        self._reviewed = frozenset(prop.name for prop in reviewed) if is_plain else None
        self._noisy = noisy

    def accepts_again(self, properties: Mapping[str, Json]) -> bool:
        """Whether the test refused them for nothing but what only looks personal to a pattern."""
        if self._reviewed is None or self.group is None:
            return False
        if not self.group.accepts_personal({self.name: properties}):
            return False
        suspicious = {
            key: properties[key]
            for key in properties
            if key not in self._reviewed and not self._is_calm({key: properties[key]})
        }
        return next(found(suspicious, (), noisy=self._noisy), None) is None


def compiled_together(screens: Mapping[str, Screen], engine: Engine, *, noisy: bool) -> None:
    """Compiles the screens, by their names."""
    group = Group({name: each.schema for name, each in screens.items()}, engine, noisy=noisy)
    for each in screens.values():
        each.group, each.accepts = group, group.accepts


class Clean:
    """Clean payloads of one event, version and library.

    `moments` are those of the payloads that are not counted yet, None for one that does not say
    when.
    """

    __slots__ = ("_counted", "has_source", "key", "moments", "screen")

    def __init__(self, key: TrafficKey, screen: Screen, *, has_source: bool) -> None:
        self.key = key
        self.screen = screen
        self.has_source = has_source
        self.moments: list[datetime | None] = []
        self._counted = 0

    @property
    def total(self) -> int:
        """How many there were."""
        return self._counted + len(self.moments)

    def forget_moments(self) -> None:
        """Lets go of the moments, which have been counted."""
        self._counted += len(self.moments)
        self.moments.clear()


def _nothing(_: object) -> bool:
    return False
