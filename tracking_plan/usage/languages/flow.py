"""Which of several assignments may be the last before a place, by all ways through a function."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

from tree_sitter import Node

from tracking_plan.usage.facts.reaching import START, Assignment, Reached
from tracking_plan.usage.languages.control import (
    BREAK,
    CONTINUE,
    Control,
    Decided,
    Labelled,
    Repeated,
    Switched,
    Tried,
)
from tracking_plan.usage.languages.guards import Guards
from tracking_plan.usage.languages.tree import Captures

States = frozenset[int]  # the assignments that may be the last; none: no way leads here
_NONE: States = frozenset()
_MOST_NODES = 5_000  # of one function that are looked at for one question
_MOST_LEVELS = 80  # of nodes within one another: code that people write has far fewer
_MOST_KEPT = 2_000  # answers of one file
_FIRST_MARK = -2  # START is -1


class _UnclearError(Exception):
    """There is too much code to tell."""


class Flow:
    """Follows the ways through the functions of one file."""

    def __init__(self, root: Node, guards: Guards, captures: Captures) -> None:
        self._root = root
        self._guards = guards
        self._captures = captures
        self._known: dict[tuple[tuple[Assignment, ...], int], Reached] = {}

    def control(self, node: Node) -> Control | None:
        """What a node does with the order of the code; None: it runs from left to right."""
        raise NotImplementedError

    def reached(self, assignments: Iterable[Assignment], offset: int) -> Reached:
        """Which of the assignments may be the last before an offset."""
        key = (tuple(assignments), offset)
        if key not in self._known:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            self._known[key] = self._read(*key)
        return self._known[key]

    def _read(self, assignments: tuple[Assignment, ...], offset: int) -> Reached:
        body = self._around([offset, *(a.start for a in assignments)])
        if body is None:
            return Reached()
        before = {a.start for a in assignments if a.start < body.start_byte} or {START}
        walk = _Walk(self, self._guards, self._jumps, assignments, offset)
        try:
            end = walk.through(body, frozenset(before))
        except _UnclearError:
            return Reached(is_beyond=True, steps=walk.steps)
        seen = end if offset >= body.end_byte else walk.seen
        is_unsure = bool(seen & walk.unsure)
        return Reached(last=seen or None, is_unsure=is_unsure, steps=walk.steps)

    def _around(self, offsets: Sequence[int]) -> Node | None:
        """The body of the innermost function, or file, around all of the offsets."""
        first, last = min(offsets), max(offsets)
        body: Node | None = self._root
        cursor = self._root.walk()
        while cursor.goto_first_child_for_byte(first) is not None:
            child = cursor.node
            if child is None or not child.start_byte <= first <= last < child.end_byte:
                break
            if child.type in self._guards.functions:
                body = child.child_by_field_name("body")
        return body

    @cached_property
    def _jumps(self) -> list[int]:
        """The offsets of what goes on elsewhere than where it ends."""
        calls = self._guards.endings(self._captures["call"])
        return sorted(node.start_byte for node in (*self._captures["jump"], *calls))


class _Walk:
    """One pass over a function that follows all ways through it.

    States are those at the place that is looked at.
    """

    def __init__(
        self,
        flow: Flow,
        guards: Guards,
        jumps: list[int],
        assignments: Sequence[Assignment],
        offset: int,
    ) -> None:
        self._flow = flow
        self._guards = guards
        self._jumps = jumps
        self._ends: dict[int, set[int]] = {}
        for assignment in assignments:
            self._ends.setdefault(assignment.start, set()).add(assignment.end)
        self._meanings = {a.start: START if a.is_start else a.start for a in assignments}
        self._starts = sorted(self._ends)
        self._offset = offset
        self.seen: States = _NONE
        self.unsure: States = _NONE  # it is unknown whether they may be the last
        self.steps = 0
        self._level = 0
        self._mark = _FIRST_MARK
        self._gone: dict[tuple[str, str], States] = {}
        self._points: list[States] = []  # for each `try` around: where something may fail in it

    def through(self, node: Node, state: States) -> States:
        """The states after a node."""
        self.steps += 1
        self._level += 1
        if self.steps > _MOST_NODES or self._level > _MOST_LEVELS:
            raise _UnclearError
        if node.start_byte == self._offset and node.child_count == 0:
            self.seen |= state
        is_assignment = node.end_byte in self._ends.get(node.start_byte, ())
        if node.type in self._guards.functions and node.parent is not None:
            is_around = node.start_byte <= self._offset < node.end_byte
            self.seen |= state if is_around else _NONE
        else:
            control = self._flow.control(node)
            state = self._controlled(control, state) if control else self._inner(node, state)
        self._level -= 1
        return frozenset({self._meanings[node.start_byte]}) if is_assignment and state else state

    def _all(self, nodes: Iterable[Node], state: States) -> States:
        for node in nodes:
            state = self._maybe(node, state)
        return state

    def _inner(self, node: Node, state: States) -> States:
        state = self._all(node.children, state)
        return _NONE if self._guards.never_returns(node) else state

    def _maybe(self, node: Node, state: States) -> States:
        """The states after a node, which is passed over where nothing of interest is in it."""
        if self._points:
            self._points[-1] |= state
        return self.through(node, state) if self._is_of_interest(node) else state

    def _is_of_interest(self, node: Node) -> bool:
        start, end = node.start_byte, node.end_byte
        return (
            start <= self._offset < end
            or _is_within(self._starts, start, end)
            or _is_within(self._jumps, start, end)
        )

    def _controlled(self, control: Control, state: States) -> States:
        match control:
            case Decided():
                return self._decided(control, state)
            case Switched():
                return self._switched(control, state)
            case Repeated():
                return self._repeated(control, state)
            case Tried():
                return self._tried(control, state)
            case Labelled():
                return self._labelled(control, state)
        state = self._all(control.value, state)
        key = (control.where, control.label)
        self._gone[key] = self._gone.get(key, _NONE) | state
        return _NONE

    def _labelled(self, labelled: Labelled, state: States) -> States:
        label, body = labelled.label, labelled.body
        before = self._gone.pop((BREAK, label), _NONE)
        control = self._flow.control(body)
        if isinstance(control, Repeated):
            after = self._repeated(control, state, label)
        else:
            after = self.through(body, state)
        after |= self._gone.pop((BREAK, label), _NONE)
        self._gone[BREAK, label] = before
        return after

    def _decided(self, decided: Decided, state: States) -> States:
        after = _NONE
        for asked, body in decided.options:
            state = self._all(asked, state)
            after |= self._maybe(body, state)
        return after if decided.is_closed else after | state

    def _switched(self, switched: Switched, state: States) -> States:
        around = self._gone.pop((BREAK, ""), _NONE)
        state = self._all(switched.before, state)
        last = _NONE
        for case in switched.cases:
            last = self._maybe(case, state | last)
        after = last | self._gone.pop((BREAK, ""), _NONE)
        self._gone[BREAK, ""] = around
        return after if switched.is_closed else after | state

    def _repeated(self, loop: Repeated, state: States, label: str = "") -> States:
        """A loop is gone through once: `mark` stands for what there is before each round."""
        around = {kind: self._gone.pop((kind, ""), _NONE) for kind in (BREAK, CONTINUE)}
        entry = self._all(loop.before, state)
        self._mark -= 1
        mark = self._mark
        begin: States = frozenset({mark})
        asked = begin if loop.is_late else self._all(loop.asked, begin)
        inner = self._all(loop.named, asked)
        inner = self._maybe(loop.body, inner) if loop.body is not None else inner
        inner |= self._gone.pop((CONTINUE, ""), _NONE) | self._gone.pop((CONTINUE, label), _NONE)
        inner = self._all(loop.after, inner)
        if loop.is_late:
            asked = inner = self._all(loop.asked, inner)
        self._replace(mark, entry | (inner - begin))
        asked = _replaced(asked, mark, entry | (inner - begin))
        after = _NONE if loop.is_endless else asked
        after = self._maybe(loop.otherwise, after) if loop.otherwise is not None else after
        after |= self._gone.pop((BREAK, ""), _NONE)
        for kind, before in around.items():
            self._gone[kind, ""] = before
        return after

    def _tried(self, tried: Tried, state: States) -> States:
        state = self._all(tried.before, state)
        kept, self._gone = self._gone, {}
        self._points.append(state)
        after = self._maybe(tried.body, state)
        if tried.otherwise is not None:
            after = self._maybe(tried.otherwise, after)
        failed = self._points.pop()
        everywhere = failed
        if tried.is_passed is None:
            self.unsure |= failed - after
        if tried.is_passed is not False:
            after |= failed
        for handler in tried.handlers:
            self._points.append(failed)
            left = self._maybe(handler, failed)
            if self._guards.may_end(next(reversed(handler.named_children), handler)):
                self.unsure |= left - after
            after |= left
            everywhere |= self._points.pop()
        if tried.last is not None:
            after = self._finally(tried.last, after, everywhere)
        if self._points:
            self._points[-1] |= everywhere
        for key, states in self._gone.items():
            kept[key] = kept.get(key, _NONE) | states
        self._gone = kept
        return after

    def _finally(self, last: Node, after: States, everywhere: States) -> States:
        """What runs in the end: after all went well, where it failed, and on each way out."""
        ways, self._gone = self._gone, {}
        self._mark -= 1
        mark = self._mark
        end = self._maybe(last, frozenset({mark}))
        left = dict(self._gone)
        self._gone = {}
        self._replace(mark, after.union(everywhere, *ways.values()))
        for key, states in ways.items():
            self._gone[key] = _replaced(end, mark, states) if states else _NONE
        for key, states in left.items():
            states = _replaced(states, mark, after | everywhere)
            self._gone[key] = self._gone.get(key, _NONE) | states
        return _replaced(end, mark, after) if after else _NONE

    def _replace(self, mark: int, states: States) -> None:
        """Puts in what a mark stands for, wherever it was noted."""
        self.seen = _replaced(self.seen, mark, states)
        self.unsure = _replaced(self.unsure, mark, states)
        self._points = [_replaced(point, mark, states) for point in self._points]
        self._gone = {key: _replaced(at, mark, states) for key, at in self._gone.items()}


def _replaced(states: States, mark: int, by: States) -> States:
    return (states - {mark}) | by if mark in states else states


def _is_within(offsets: list[int], start: int, end: int) -> bool:
    index = bisect_left(offsets, start)
    return index < len(offsets) and offsets[index] < end
