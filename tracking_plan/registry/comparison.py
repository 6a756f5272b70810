"""Two sets of versions side by side: a verdict for each step of each event."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tracking_plan.plan.settings import Compatibility
from tracking_plan.registry.steps.step import History, steps
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
            verdicts=tuple(verdict(step, policy) for step in each),
        )
