"""Findings about data, grouped: a thousand payloads with one mistake are one finding."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracking_plan.finding import Code, Finding, Severity
from tracking_plan.place import Place
from tracking_plan.rule import Problem

MAX_PLACES = 5
MAX_GROUPS = 1000  # per code: names may come from data, and memory is to be bounded
_REST = "more of this kind: only the first {} are listed one by one"
_Key = tuple[str, str | None, str | None, str | None, str]


class _Group:
    """The first problem of a kind, how many there were, and where the first of them are."""

    __slots__ = ("code", "count", "places", "problem", "severity")

    def __init__(self, code: Code, problem: Problem) -> None:
        self.code = code
        self.problem = problem
        self.severity = problem.severity or code.severity
        self.count = 0
        self.places: list[Place] = []

    def add(
        self, places: Iterable[Place], severity: Severity, count: int, hint: str | None
    ) -> None:
        self.count += count
        if severity.rank > self.severity.rank:
            self.severity = severity
        if hint != self.problem.hint:
            self.problem = replace(self.problem, hint=None)  # it is not true of all
        if len(self.places) < MAX_PLACES:
            self.places = [*self.places, *places][:MAX_PLACES]


class Groups:
    """Problems by code, event, version, property and message: one group for each distinct fact."""

    def __init__(self) -> None:
        self._groups: dict[_Key, _Group] = {}
        self._sizes: dict[str, int] = {}

    def add(self, code: Code, problem: Problem, at: Place | None) -> None:
        """Counts a problem at a place; a group has the hint that all of its problems have."""
        group = self._group(code, problem, at)
        places = (at,) if at is not None else ()
        group.add(places, problem.severity or code.severity, 1, problem.hint)

    def merge(self, finding: Finding, *, line_offset: int) -> None:
        """Adds a group that was found in a later part of the input."""
        problem = finding.problem.with_places(lambda place: place.further_down(line_offset))
        places = problem.places or ((problem.at,) if problem.at is not None else ())
        group = self._group(finding.code, problem, problem.at)
        group.add(places, finding.severity, problem.count, problem.hint)

    def _group(self, code: Code, problem: Problem, at: Place | None) -> _Group:
        key = _key(code, problem)
        group = self._groups.get(key)
        if group is not None:
            return group
        size = self._sizes.get(code.id, 0)
        if size >= MAX_GROUPS:
            problem = Problem(message=_REST.format(MAX_GROUPS), at=at)
            key = _key(code, problem)
            if key in self._groups:
                return self._groups[key]
        self._sizes[code.id] = size + 1
        group = self._groups[key] = _Group(code, replace(problem, at=at))
        return group

    @property
    def is_full(self) -> bool:
        """Whether there were more groups of a code than are kept apart."""
        return any(size > MAX_GROUPS for size in self._sizes.values())

    def has_room_for(self, findings: Iterable[Finding]) -> bool:
        """Whether each of these groups is here already, or can be."""
        keys = (_key(finding.code, finding.problem) for finding in findings)
        sizes = Counter(key[0] for key in keys if key not in self._groups)
        return all(self._sizes.get(code, 0) + new <= MAX_GROUPS for code, new in sizes.items())

    def findings(self) -> Iterator[Finding]:
        """The groups as findings, in the order in which they were first met."""
        for group in self._groups.values():
            places = tuple(group.places) if group.count > 1 else ()
            problem = replace(group.problem, count=group.count, places=places)
            yield Finding(code=group.code, severity=group.severity, problem=problem)


def _key(code: Code, problem: Problem) -> _Key:
    return code.id, problem.event, problem.version, problem.property, problem.message
