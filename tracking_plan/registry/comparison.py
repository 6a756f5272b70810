"""Two sets of versions side by side: a verdict for each step of each event."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracking_plan.plan.model import Status
from tracking_plan.plan.settings import Compatibility
from tracking_plan.registry.steps.step import History, Step, steps
from tracking_plan.registry.verdict import Verdict, verdict


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """An event, and what became of its versions. `old_name` is another one, or None."""

    event: str
    old_name: str | None
    verdicts: tuple[Verdict, ...]


def compare(
    old: Mapping[str, History], new: Mapping[str, History], day: date, policy: Compatibility
) -> Iterator[Compared]:
    """What became of each event, those of the new versions first, in their order."""
    for before, after, each in steps(old, new, day):
        known = after or before
        assert known is not None
        renamed = before is not None and after is not None and before.event != after.event
        yield Compared(
            event=known.event,
            old_name=before.event if before is not None and renamed else None,
            verdicts=tuple(verdict(_as_of_day(_apart(step, after)), policy) for step in each),
        )


def _as_of_day(step: Step) -> Step:
    """The step between what both versions mean on its day: a sunset that has come retires.

    Where only one of them knows the sunsets of its properties, they would seem to differ.
    """
    old, new = step.old, step.new
    if old is None or new is None or None in (old.schema_on, new.schema_on):
        return step
    before, after = old.as_of(step.day), new.as_of(step.day)
    is_same = before is old and after is new
    return step if is_same else replace(step, old=before, new=after)


def _apart(step: Step, after: History | None) -> Step:
    """The step; that of a draft beside the version that it would follow is one of a new version."""
    old, new = step.old, step.new
    if old is None or new is None or after is None or new.status is not Status.DRAFT:
        return step
    stays = any(
        side.status is not Status.DRAFT
        and side.version.major == new.version.major
        and old.version <= side.version < new.version
        for side in after.sides
    )
    return replace(step, old=None) if stays else step
