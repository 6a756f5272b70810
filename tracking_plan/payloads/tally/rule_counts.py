"""How often each rule found something in payloads that are counted together, and where."""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.place import Place


class RuleCount:
    """What a rule found: how often, how severe at most, and the first and last place of it."""

    __slots__ = ("code", "count", "first", "last", "severity")

    def __init__(self, code: Code, severity: Severity, at: Place | None) -> None:
        self.code = code
        self.severity = severity
        self.count = 0
        self.first = at
        self.last = at


class RuleCounts:
    """The rules that found something, by code. There are only so many codes."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: dict[str, RuleCount] = {}

    def add(self, code: Code, severity: Severity, at: Place | None, *, count: int = 1) -> None:
        """Counts what a rule found. Places come in the order in which they were read."""
        known = self._counts.get(code.id)
        if known is None:
            known = self._counts[code.id] = RuleCount(code, severity, at)
        known.count += count
        known.last = at
        if severity.rank > known.severity.rank:
            known.severity = severity

    def merge(self, other: "RuleCounts", *, line_offset: int = 0) -> None:
        """Adds what was found in a later part of the input, that many lines further down."""
        for one in other:
            first, last = (at and at.further_down(line_offset) for at in (one.first, one.last))
            self.add(one.code, one.severity, first, count=one.count)
            self._counts[one.code.id].last = last

    def __iter__(self) -> Iterator[RuleCount]:
        """In the order of their codes."""
        return iter([self._counts[code] for code in sorted(self._counts)])

    def __bool__(self) -> bool:
        return bool(self._counts)
