"""Rules about payloads that repeat an earlier one, and what they look at."""

from dataclasses import dataclass

from tracking_plan.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A payload that repeats one of those before it: the input, and the line on which it begins."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class RepeatRule(Rule[Repeat]):
    """A rule about such payloads, each of which was judged by itself before."""
