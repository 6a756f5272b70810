"""What the D rules look at: a payload, and what the plan says of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracking_plan.altertable.envelope import FIELDS_OF, Kind
from tracking_plan.finding import Severity
from tracking_plan.names.phrases import literal
from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.payloads.judging.did_you_mean import Suggestions
from tracking_plan.payloads.judging.masked import MAX_SHOWN, shown
from tracking_plan.payloads.judging.payload import Payload
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.judging.version_choice import Verdict
from tracking_plan.place import Json, Place, Route
from tracking_plan.plan.event_names import Match
from tracking_plan.plan.model import Event, Plan, Property
from tracking_plan.plan.pii import Pii
from tracking_plan.rule import Problem
from tracking_plan.validation.validator import Violation

VALUES_ARE_HIDDEN = "--show-values shows what was sent"
"""The hint where a value would say more, and is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A payload beside the plan. What is not known, or not there, is None or empty.

    `match` is the event of the plan that the payload's name means. `violations` are how the
    payload's properties break the chosen version, or its traits the plan's. `planned` are the
    properties of that version, `others` what it says of all further ones, and `personal` the paths
    of those that the plan calls personal or reviewed. `is_calm` is a quick test for values in which
    nothing looks personal; it refuses some others, too. `day` is the payload's own, else the day of
    the run. `source` is the platform that sent it, and `is_server` says whether that is a server,
    where no SDK makes up ids.
    """

    payload: Payload
    plan: Plan
    settings: Settings
    near: Suggestions
    day: date
    source: str | None
    is_server: bool
    match: Match | None
    verdict: Verdict | None
    violations: tuple[Violation, ...]
    planned: tuple[Property, ...]
    others: Property | None
    personal: Mapping[str, Pii]
    is_calm: Callable[[object], bool]

    def without_values(self) -> "Subject":
        """The same, of which no value is shown."""
        return replace(self, settings=replace(self.settings, show_values=False))

    @property
    def event(self) -> Event | None:
        """The event of the plan that the payload's name means."""
        return self.match.event if self.match else None

    @property
    def shown_name(self) -> str | None:
        """The event as findings name it: the planned one, else the payload's, fit to be shown."""
        if self.match is not None:
            return self.match.event.name
        return shown(self.payload.name) if self.payload.name is not None else None

    @property
    def label(self) -> str:
        """The payload in words: its event, the version chosen for it, and how it was chosen."""
        if self.payload.name is None:
            return f"{self.payload.kind} payload"
        if self.verdict is None:
            return repr(self.shown_name)
        return f"{self.shown_name!r} {self.verdict.version.version} ({self.verdict.how})"

    @property
    def beside(self) -> frozenset[str]:
        """The planned properties that stand beside `properties`, where the API drops them."""
        if self.payload.kind is not Kind.TRACK or self.event is None:
            return frozenset()
        planned = {prop.name for prop in self.planned or self.event.current.properties}
        return frozenset(self.payload.body.keys() & planned) - FIELDS_OF[Kind.TRACK]

    @property
    def hint_of_no_properties(self) -> str:
        """What to do where a payload has no `properties`."""
        return "move into it what stands beside it" if self.beside else "send an empty object"

    def problem(
        self,
        message: str,
        *,
        at: Place | None = None,
        hint: str | None = None,
        property: str | None = None,  # noqa: A002  the word that findings have for it
        severity: Severity | None = None,
    ) -> Problem:
        """A problem of this payload, with its event and version; `at` None: where it begins."""
        return Problem(
            message=message,
            at=at or self.payload.place,
            hint=hint,
            event=self.shown_name,
            version=str(self.verdict.version.version) if self.verdict else None,
            property=property,
            severity=severity,
        )

    def violated(
        self, violation: Violation, *, hint: str | None = None, severity: Severity | None = None
    ) -> Problem:
        """The problem that a violation is; without a hint, how to see the value."""
        path = violation.property
        message = violation.said_of(repr(path)) if path else violation.message
        if hint is None and not self.settings.show_values:
            hint = VALUES_ARE_HIDDEN
        return self.problem(
            f"{self.label}: {message}{self.value_text(violation.value)}",
            hint=hint,
            property=path or None,
            severity=severity,
        )

    def value_text(self, value: Json) -> str:
        """What a message adds of a value: nothing, unless values may be shown."""
        if not self.settings.show_values:
            return ""
        text = literal(value)
        return f"; it is {text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + '…'}"

    def pii_at(self, path: str) -> Pii | None:
        """What the plan says of personal data at a property path, or at one around it."""
        if path in self.personal:
            return self.personal[path]
        around = (path[:end] for end, mark in enumerate(path) if mark in ".[{")
        return next((self.personal[outer] for outer in around if outer in self.personal), None)

    def is_free(self, name: str) -> bool:
        """Whether the plan lets a key be anything at the top: an SDK's own, and the version."""
        return (
            name.startswith("$")
            or name == self.plan.version_property
            or self.payload.of_sdk.has_property(name)
        )

    def object_at(self, route: Route) -> Mapping[str, Json]:
        """The object that a route leads to, in the properties as sent."""
        found: Json = self.payload.properties
        for step in route:
            if isinstance(found, dict) and isinstance(step, str):
                found = found.get(step)
            elif isinstance(found, list) and isinstance(step, int):
                found = found[step]
        return found if isinstance(found, dict) else {}

    def siblings(self, route: Route) -> tuple[Property, ...]:
        """The planned properties of the object that a route leads to."""
        planned, others = self.planned, self.others
        for step in route:
            if isinstance(step, int):
                continue
            inner = next((prop for prop in planned if prop.name == step), others)
            while inner is not None and inner.items is not None:
                inner = inner.items
            planned = (inner.properties or ()) if inner is not None else ()
            others = inner.others if inner is not None else None
        return planned

    def path_of(self, route: Route) -> str:
        """The path of a route in the properties; keys that the plan does not name are masked."""
        return self.planned_at(route)[0]

    def planned_at(self, route: Route) -> tuple[str, Property | None]:
        """The path of a route, and what the plan says of what is there."""
        path, planned, others = "", self.planned, self.others
        inner: Property | None = None
        for number, step in enumerate(route):
            if isinstance(step, int):
                path, inner = items_of(path), inner.items if inner is not None else None
            else:
                inner = next((prop for prop in planned if prop.name == step), None)
                if inner is None and others is not None and (number or not self.is_free(step)):
                    path, inner = values_of(path), others
                else:
                    path = below(path, step if inner is not None else shown(step))
            planned = (inner.properties or ()) if inner is not None else ()
            others = inner.others if inner is not None else None
        return path, inner
