"""What changed between two versions of an event, whom it breaks, and which bump that needs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum

from tracking_plan.finding import Code
from tracking_plan.plan.settings import Compatibility
from tracking_plan.registry.steps.pair import Pair
from tracking_plan.registry.steps.step import Step


class Effect(StrEnum):
    """What a change does to one side: to those that send, or to those that read.

    NOTICE: nothing that worked stops, but something new may arrive, or a schema says something new
    in a keyword of its own. UNKNOWN: this tool's rules do not know the keyword, or found no payload
    that shows a break, and no proof decides.
    """

    SAFE = "safe"
    NOTICE = "notice"
    UNKNOWN = "unknown"
    BREAK = "break"


class Bump(Enum):
    """How far the version has to move. REFUSED: no version makes the change right."""

    NONE = 0
    MINOR = 1
    MAJOR = 2
    REFUSED = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """One difference between two versions, as a rule sees it.

    `says` goes on where the name of the property, or of the event, has been said: `is required
    now`. `path` is the property's; empty for the event. `producers`: is every payload that the old
    version accepts still accepted? `consumers`: can what reads the old version read the new one?

    `is_wire` says whether the contract on the wire is another one at all, `is_refused` that a break
    is not made good by a new major. `pair` is where payloads tell the versions apart; None: they do
    not. `key` is the key of the plan that says it. `is_provable`: a proof that the text of the
    schemas takes nothing away says what was meant.
    """

    says: str
    producers: Effect
    consumers: Effect
    path: str = ""
    hint: str | None = None
    is_wire: bool = True
    is_refused: bool = False
    pair: Pair | None = None
    key: str | None = None
    is_provable: bool = True


@dataclass(frozen=True, slots=True)
class VersionRule:
    """A rule about changes: a code, and the changes of its kind in a step.

    A change that needs a higher version than the step has is a finding; any other is only listed.
    `is_of_drafts`: it looks at drafts, too, which are held to nothing else.
    """

    code: Code
    changes: Callable[[Step], Iterable[Change]]
    is_of_drafts: bool = False


def required_bump(change: Change, policy: Compatibility) -> Bump:
    """The bump that a change needs where the plan cares for the directions of `policy`."""
    sides = {
        Compatibility.ALL: (change.producers, change.consumers),
        Compatibility.PRODUCERS: (change.producers,),
        Compatibility.CONSUMERS: (change.consumers,),
        Compatibility.NONE: (),
    }[policy]
    if Effect.BREAK in sides or Effect.UNKNOWN in sides:
        return Bump.REFUSED if change.is_refused else Bump.MAJOR
    return Bump.MINOR if change.is_wire else Bump.NONE
