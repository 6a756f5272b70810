"""What a rule about payloads says of itself: when it need not look at one."""

from dataclasses import dataclass

from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Rule


@dataclass(frozen=True, slots=True)
class PayloadRule(Rule[Subject]):
    """A rule about payloads.

    `is_screened`: every payload that the rule has something to say of is refused by the screens of
    the fast path, so that the payloads which pass them need not be shown to the rule. A rule of
    which that is not known switches the fast path off while it runs.

    `looks_at`: what its findings depend on, besides the event, its version and how that was chosen.
    Of payloads that are alike in that, the rule looks at the first alone. None: that is not known,
    and it looks at each.
    """

    is_screened: bool = False
    looks_at: frozenset[Aspect] | None = None
