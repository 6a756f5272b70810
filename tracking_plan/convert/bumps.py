"""What has to be written so that each event's version is high enough for what changed in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracking_plan.convert.from_schema import published_entry
from tracking_plan.convert.written_out import Written, previous_entry
from tracking_plan.plan.model import Event, EventVersion, Plan
from tracking_plan.plan.text.origin import Origin
from tracking_plan.plan.version import Version
from tracking_plan.registry.comparison import Compared
from tracking_plan.registry.steps.change import Bump
from tracking_plan.registry.steps.step import Side
from tracking_plan.registry.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Raised:
    """An event, and what has to be written there.

    `version` is the one that it needs; None: the one that it has is right. `entry` is what
    `previous` needs, and `kept` its version; None: nothing. With an `older` place, the version
    stands there, under `previous`, and not at the event.
    """

    event: str
    origin: Origin
    old: Side
    current: Version
    version: Version | None = None
    kept: Version | None = None
    entry: Written | None = None
    older: Origin | None = None

    @property
    def says(self) -> str:
        """What becomes of the version: `'Checkout Completed': 1.2 -> 2.0`."""
        if self.version is None:
            return f"{self.event!r}: {self.kept} is under `previous`"
        return f"{self.event!r}: {self.current} -> {self.version}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stuck:
    """An event whose version no edit makes right, and what to do."""

    event: str
    path: str
    why: str


def raised(plan: Plan, base: Plan | None, compared: Iterable[Compared]) -> Iterator[Raised | Stuck]:
    """What to write for each version of the plan that is too low; `base` None: the registry."""
    for one in compared:
        for verdict in one.verdicts:
            event = plan.events.get(one.event)
            if event is not None and verdict.step.old is not None and verdict.refused:
                yield from _of_step(_Maker(plan, base), event, verdict.step.old, verdict)


def curable(verdict: Verdict) -> Bump:
    """The bump that makes up for what can be made up for; none where nothing is refused for it."""
    refused = [one.bump for one in verdict.refused if one.bump is not Bump.REFUSED]
    if not refused or verdict.step.old is None or verdict.step.new is None:
        return Bump.NONE
    each = (one.bump for one in verdict.changes if one.bump is not Bump.REFUSED)
    return max(each, key=lambda bump: bump.value)


def _of_step(
    maker: "_Maker", event: Event, old: Side, verdict: Verdict
) -> Iterator[Raised | Stuck]:
    new, bump = verdict.step.new, curable(verdict)
    if new is None:
        if old.is_current and event.current.version.major > old.version.major:
            yield maker.raised(event, old, None, old.version)
        return
    if bump is Bump.NONE:
        return
    to = verdict.version_for(bump)
    where = event.origin.path
    if not new.is_current:
        if bump is Bump.MAJOR:
            why = f"version {new.version} is an older one: restore it as it was"
            yield Stuck(event=event.name, path=where, why=why)
        else:
            older = next(v for v in event.previous if v.version == new.version)
            yield maker.raised(event, old, to, None, older)
    elif not old.is_current:
        why = f"its version is lower than one that is known: go on from {verdict.step.taken}.x"
        yield Stuck(event=event.name, path=where, why=why)
    else:
        yield maker.raised(event, old, to, old.version if bump is Bump.MAJOR else None)


@dataclass(frozen=True, slots=True)
class _Maker:
    plan: Plan
    base: Plan | None

    def raised(
        self,
        event: Event,
        old: Side,
        to: Version | None,
        kept: Version | None,
        older: EventVersion | None = None,
    ) -> Raised:
        known = older or event.current
        return Raised(
            event=event.name,
            origin=event.origin,
            old=old,
            current=known.version,
            version=to,
            kept=kept,
            entry=self._entry(event, old) if kept is not None else None,
            older=older.origin if older is not None else None,
        )

    def _entry(self, event: Event, old: Side) -> Written:
        """The older version as `previous` has it, which shares the event's description."""
        if self.base is None:
            entry = published_entry(old, self.plan.version_property)
        else:
            before = self.base.events[old.event]
            version = next(one for one in before.versions if one.version == old.version)
            entry = previous_entry(self.base, version)
        is_same = entry.get("description") == event.description
        return {key: one for key, one in entry.items() if key != "description" or not is_same}
