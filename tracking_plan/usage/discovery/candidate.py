"""A candidate: a function that seems to track, and how an adapter would describe it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tracking_plan.place import Place

Argument = int | str
"""Where a call gives something: a position, or a keyword."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """An adapter as the plan would have it; `module` is its `from`. None and empty: not said."""

    name: str
    languages: tuple[str, ...]
    callee: str
    module: str | None
    event: tuple[Argument, ...]
    properties: tuple[Argument, ...] = ()
    user_id: tuple[Argument, ...] = ()
    template: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One call of a candidate, and the name of an event that it gives."""

    at: Place
    event: str


class Certainty(StrEnum):
    """How certain it is that a function tracks as its adapters say.

    What is sure is described by `init`, what is likely is written into a plan when asked to.
    """

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


class Doubt(NamedTuple):
    """Why a person should look at a candidate. `is_minor`: what it sends is clear all the same."""

    text: str
    is_minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A function that seems to track and that nothing describes yet.

    `callee` is how it is mostly called. `defined` is where its definition is (None: it is not
    found, or none of the project's), `parameters` are what that has. `sender` is the function that
    sends another name, made of the one that it is given, and that the adapter describes instead
    (None: the candidate itself is described). `calls` counts all calls of it,
    `events` are the names that they give. `doubt` says why a person should look at it before it
    goes into the plan; None: nothing speaks against it.
    """

    callee: str
    adapters: tuple[Proposed, ...]
    defined: Place | None
    parameters: tuple[str, ...]
    calls: int
    events: tuple[str, ...]
    sites: tuple[Site, ...]
    score: float
    doubt: Doubt | None
    sender: Place | None = None

    @property
    def certainty(self) -> Certainty:
        """How certain it is that it tracks."""
        if self.doubt is None:
            return Certainty.SURE
        return Certainty.LIKELY if self.doubt.is_minor else Certainty.DOUBTFUL


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """The candidates, the likeliest first. `left_out` counts files that were not looked at."""

    candidates: tuple[Candidate, ...] = ()
    left_out: int = 0
