"""What the D rules judge: a payload with all that is known of it, or a record that is damaged."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Severity
from tracking_plan.payloads.input.record import Damage, DamageKind
from tracking_plan.payloads.judging.did_you_mean import Near
from tracking_plan.payloads.judging.masked import MAX_SHOWN, shown
from tracking_plan.payloads.judging.version_choice import Verdict
from tracking_plan.place import Json, Place, Span
from tracking_plan.plan.event_names import Match
from tracking_plan.plan.model import Event, Pii, Plan, Property
from tracking_plan.rule import Problem
from tracking_plan.validation.validator import Violation, property_path


class Subject:
    """A payload and what is known of it. What is not known, or not there, is None or empty.

    `properties` are an event's, or the traits of an identify payload. `violations` are how they
    break the chosen version, or the plan's traits. `planned` are the properties of that version,
    `personal` the paths of those that the plan calls personal or reviewed. `day` is the payload's
    own, else the day of the run. For a damaged record there is nothing but `damages`.
    """

    __slots__ = (
        "body",
        "damages",
        "day",
        "event",
        "is_noisy",
        "is_server",
        "kind",
        "match",
        "moment",
        "name",
        "near",
        "personal",
        "place",
        "plan",
        "planned",
        "properties",
        "show_values",
        "source",
        "verdict",
        "violations",
    )

    def __init__(self, plan: Plan, near: Near, place: Place, day: date) -> None:
        self.plan = plan
        self.near = near
        self.place = place
        self.day = day
        self.damages: tuple[Damage, ...] = ()
        self.kind: Kind | None = None
        self.body: dict[str, Json] = {}
        self.name: str | None = None
        self.match: Match | None = None
        self.event: Event | None = None
        self.properties: dict[str, Json] = {}
        self.planned: tuple[Property, ...] = ()
        self.personal: Mapping[str, Pii] = {}
        self.verdict: Verdict | None = None
        self.violations: tuple[Violation, ...] = ()
        self.source: str | None = None
        self.is_server = False
        self.moment: datetime | None = None
        self.show_values = False
        self.is_noisy = False

    @property
    def shown_name(self) -> str | None:
        """The event as findings name it: the planned one, else the payload's, fit to be shown."""
        if self.event is not None:
            return self.event.name
        return shown(self.name) if self.name is not None else None

    @property
    def label(self) -> str:
        """The payload in words: its event, the version it is held against, how that is known."""
        if self.name is None:
            return f"{self.kind} payload" if self.kind else "line"
        if self.verdict is None:
            return repr(self.shown_name)
        return f"{self.shown_name!r} {self.verdict.version.version} ({self.verdict.how})"

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
            at=at or self.place,
            hint=hint,
            event=self.shown_name,
            version=str(self.verdict.version.version) if self.verdict else None,
            property=property,
            severity=severity,
        )

    def violated(self, violation: Violation, *, severity: Severity | None = None) -> Problem:
        """The problem that a violation is."""
        where = f", at {violation.property!r}" if violation.property else ""
        value = self.value_text(violation.value)
        message = f"{self.label}{where}: {violation.message}{value}"
        return self.problem(message, property=violation.property or None, severity=severity)

    def value_text(self, value: Json) -> str:
        """What a message adds of a value: nothing, unless values may be shown."""
        if not self.show_values:
            return ""
        text = repr(value)
        return f"; it is {text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + '…'}"

    def damaged(self, kind: DamageKind) -> Iterator[tuple[Damage, Place]]:
        """The damages of that kind, and where each is."""
        for damage in self.damages:
            if damage.kind is kind:
                span = self.place.span
                column = damage.column or (span.column if span else 1)
                yield damage, place_of(self.place.path, span.line if span else 1, column)

    def pii_at(self, path: str) -> Pii | None:
        """What the plan says of personal data at a property path, or at one that holds it."""
        if path in self.personal:
            return self.personal[path]
        held = (end for end, mark in enumerate(path) if mark in ".[")
        return next(
            (self.personal[path[:end]] for end in held if path[:end] in self.personal), None
        )


def place_of(path: str, line: int, column: int) -> Place:
    """A place of one character. Payloads are pointed at, never quoted."""
    span = Span(line=line, column=column, end_line=line, end_column=column + 1)
    return Place(path=path, span=span)


def siblings(planned: tuple[Property, ...], violation: Violation) -> tuple[Property, ...]:
    """The planned properties of the object in which a violation's key is missing or unknown."""
    for step in violation.route:
        if isinstance(step, int):
            continue
        inner = next((prop for prop in planned if prop.name == step), None)
        while inner is not None and inner.items is not None:
            inner = inner.items
        planned = (inner.properties or ()) if inner is not None else ()
    return planned


def key_of(violation: Violation) -> str:
    """The key that a violation says is missing or unknown."""
    parent = property_path(violation.route)
    return violation.property[len(parent) + 1 :] if parent else violation.property


def shown_path(violation: Violation) -> str:
    """The path of an unknown key, fit to be shown."""
    parent = property_path(violation.route)
    key = shown(key_of(violation))
    return f"{parent}.{key}" if parent else key
