"""Finding the event or property that a name means: exact, by an old name, by a variant spelling."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracking_plan.plan.model import Event, Plan

_SEPARATORS = re.compile(r"[\W_]+")


class MatchKind(StrEnum):
    """How a name was found."""

    EXACT = "exact"
    PREVIOUS = "previous"
    VARIANT = "variant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The event that a name means, and how that is known."""

    event: Event
    kind: MatchKind


def fold(name: str) -> str:
    """What is left of a name without case, spaces and punctuation (NFKC, case-folded).

    `Checkout Completed`, `checkout_completed` and `checkoutCompleted` fold to the same text.
    A name of punctuation alone folds to itself.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _SEPARATORS.sub("", folded) or folded


class EventNames:
    """The event names of a plan, old and variant spellings included."""

    def __init__(self, plan: Plan) -> None:
        self._exact: Mapping[str, Event] = plan.events
        self._previous: dict[str, Event] = {}
        self._folded: dict[str, Event] = {}
        for event in plan.events.values():
            self._folded.setdefault(fold(event.name), event)
            for old in event.previous_names:
                self._previous.setdefault(old, event)

    def find(self, name: str) -> Match | None:
        """The event that `name` means; None where the plan has none."""
        if name in self._exact:
            return Match(event=self._exact[name], kind=MatchKind.EXACT)
        if name in self._previous:
            return Match(event=self._previous[name], kind=MatchKind.PREVIOUS)
        variant = self._folded.get(fold(name))
        return Match(event=variant, kind=MatchKind.VARIANT) if variant else None

    def nearest(self, name: str) -> str | None:
        """The planned name that looks most like `name`; None where none comes near."""
        return nearest(name, self._exact)


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that looks most like `name`, for a "did you mean"; None where none does."""
    from difflib import get_close_matches  # only a run with mistakes pays for it

    by_fold = {fold(candidate): candidate for candidate in candidates}
    close = get_close_matches(fold(name), list(by_fold), n=1, cutoff=0.75)
    return by_fold[close[0]] if close else None
