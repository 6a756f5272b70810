"""What a rule about payloads says of itself: whether the fast path may pass it by."""

from dataclasses import dataclass

from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Rule


@dataclass(frozen=True, slots=True)
class PayloadRule(Rule[Subject]):
    """A rule about payloads.

    `is_screened`: every payload that the rule has something to say of is refused by the screens of
    the fast path, so that the payloads which pass them need not be shown to the rule. A rule of
    which that is not known switches the fast path off while it runs.
    """

    is_screened: bool = False
