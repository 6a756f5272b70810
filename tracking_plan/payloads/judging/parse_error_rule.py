"""The rules that look at damages and at nothing else, and so run only where there are some."""

from dataclasses import dataclass

from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Rule


@dataclass(frozen=True, slots=True)
class DamageRule(Rule[Subject]):
    """A rule about the bytes of a record, read or not; all others need a payload."""
