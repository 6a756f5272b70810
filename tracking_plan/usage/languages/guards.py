"""The conditions on the way to a place in the code: around it, and before it in its blocks."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tree_sitter import Node

from tracking_plan.usage.facts.conditions import Condition, ConditionKind, Guard, joined
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.languages.conditions import Conditions

Found = Guard[Expression]
_ASSERTION = re.compile(r"(?i)assert|invariant|ensure|require|check|valid|must|expect|verif|guard")
_TRUTH = re.compile(r"(?:\w+\.)?(?:assert|invariant|tiny_?invariant|assert(?:\.ok|True|IsDefined))")
_ENDING = re.compile(
    r"(?i)exit$|abort|fail|throw|raise|never|redirect|not_?found|panic|die$|unreachable|skip|quit"
    r"|\.error$"
)
_LOGGER = re.compile(r"(?i)log|console")
_SURE_ENDING = frozenset({"process.exit", "sys.exit", "exit", "os._exit"})
_LONGEST_ENDING = 16  # bytes
_MOST_NODES = 20_000  # of a statement that are searched for ways out of it


class Branch(NamedTuple):
    """One of the ways through a statement. `condition` None: if none of the others' holds."""

    condition: Condition[Expression] | None
    body: Node


class Guards:
    """Reads the guards of one file. The attributes are the grammar's words."""

    blocks: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    loops: frozenset[str] = frozenset()
    compounds: frozenset[str] = frozenset()  # other statements that have statements inside
    exits: frozenset[str] = frozenset()  # of the function
    breaks: frozenset[str] = frozenset()  # of a loop or a switch

    def __init__(self, root: Node, conditions: Conditions) -> None:
        self._root = root
        self.conditions = conditions
        self._known: dict[int, tuple[Found, ...]] = {}
        self._after: dict[int, list[tuple[int, list[Found]]]] = {}

    def at(self, offset: int) -> tuple[Found, ...]:
        """The guards on the way to an offset, the outermost first."""
        if offset not in self._known:
            self._known[offset] = tuple(self._read(offset))
        return self._known[offset]

    def _read(self, offset: int) -> Iterator[Found]:
        node, cursor = self._root, self._root.walk()
        while cursor.goto_first_child_for_byte(offset) is not None:
            child = cursor.node
            if child is None or not child.start_byte <= offset < child.end_byte:
                return
            if node.type in self.blocks:
                for end, found in self._followed(node):
                    if end > child.start_byte:
                        break
                    yield from found
            yield from self.around(node, child)
            node = child

    def _followed(self, block: Node) -> list[tuple[int, list[Found]]]:
        """What holds after each statement of a block: its end, and the guards."""
        if block.id not in self._after:
            each = ((s.end_byte, list(self.after(s))) for s in block.named_children)
            self._after[block.id] = [(end, found) for end, found in each if found]
        return self._after[block.id]

    def around(self, node: Node, child: Node) -> Iterator[Found]:
        """What holds in a child of a node because of the node."""
        raise NotImplementedError

    def branches(self, statement: Node) -> list[Branch]:
        """The ways through a statement that decides; empty for any other."""
        raise NotImplementedError

    def asserted(self, statement: Node) -> Iterator[Found]:
        """What holds after a statement that asserts something."""
        raise NotImplementedError

    def callee(self, statement: Node) -> tuple[str, list[Node]]:
        """The function that a statement calls, and the arguments; empty where it calls none."""
        raise NotImplementedError

    def after(self, statement: Node) -> Iterator[Found]:
        """What holds after a statement, if it is left at its end."""
        if statement.type in self.functions:
            return
        branches = self.branches(statement)
        if branches:
            yield from self._decided(branches)
        elif statement.type in self.loops:
            yield from self._looped(statement)
        elif statement.type in self.blocks:
            for inner in statement.named_children:
                yield from self.after(inner)
        else:
            yield from self.asserted(statement)
            yield from self._called(statement)
            yield from self._ways_out(statement, ()) if statement.type in self.compounds else ()

    def _decided(self, branches: list[Branch]) -> Iterator[Found]:
        """What holds after one of several branches."""
        alive = [branch for branch in branches if not self.leaves(branch.body)]
        is_open = all(branch.condition is not None for branch in branches)  # there is no `else`
        first = branches.index(alive[0]) if alive else len(branches)
        yield from (Guard(b.condition, outcome=False) for b in branches[:first] if b.condition)
        if len(alive) == 1 and not is_open:
            if alive[0].condition is not None:
                yield Guard(alive[0].condition, outcome=True)
            yield from self.after(alive[0].body)
            return
        if not is_open and len(alive) > 1 and branches[-1] not in alive:
            asked = tuple(b.condition for b in branches if b.condition)
            yield Guard(joined(ConditionKind.ANY, asked, "", asked[0].offset), outcome=True)
        for branch in branches[first:]:
            yield from self._left_open(branch, is_alive=branch in alive)

    def _left_open(self, branch: Branch, *, is_alive: bool) -> Iterator[Found]:
        """What a branch leaves open that may, or may not, have been taken."""
        condition = branch.condition
        if condition is None:
            yield from self._ways_out(branch.body, ())
        elif not is_alive or self.may_end(branch.body):
            yield Guard(condition.opaque(), outcome=False)
        else:
            yield from self._ways_out(branch.body, (condition,))

    def _looped(self, loop: Node) -> Iterator[Found]:
        condition = loop.child_by_field_name("condition")
        body = loop.child_by_field_name("body")
        asked = self.conditions.of(condition) if condition is not None else None
        if asked is not None and body is not None:
            is_labelled = loop.parent is not None and loop.parent.type == "labeled_statement"
            closed = frozenset[str]() if is_labelled else self.loops
            is_broken = any(True for _ in self._exits(body, self.breaks, closed))
            end = max(asked.offset, body.end_byte)
            last = asked.asked_at(end)  # after all that the body assigns
            yield Guard(last.opaque() if is_broken else last, outcome=False)
        yield from self._ways_out(loop, (asked,) if asked is not None else ())

    def leaves(self, node: Node) -> bool:
        """Whether a statement never ends where it ends: it returns, raises or goes on elsewhere."""
        if node.type in self.exits or node.type in self.breaks or node.type == "continue_statement":
            return True
        if node.type in self.blocks or node.type == "else_clause":
            last = [c for c in node.named_children if not c.is_extra][-1:]
            return bool(last) and self.leaves(last[0])
        branches = self.branches(node)
        if branches:
            is_closed = any(branch.condition is None for branch in branches)
            return is_closed and all(self.leaves(branch.body) for branch in branches)
        return self.callee(node)[0] in _SURE_ENDING

    def never_returns(self, statement: Node) -> bool:
        """Whether a statement is a call that ends the program."""
        if statement.type != "expression_statement":
            return False
        return self.callee(statement)[0] in _SURE_ENDING

    def endings(self, calls: Iterable[Node]) -> Iterator[Node]:
        """Those out of some calls that end the program."""
        names = {name.encode() for name in _SURE_ENDING}
        for call in calls:
            callee = call.child_by_field_name("function")
            size = callee.end_byte - callee.start_byte if callee is not None else 0
            if callee is not None and size < _LONGEST_ENDING and callee.text in names:
                yield call

    def may_end(self, node: Node) -> bool:
        """Whether the last that a block does is to call what may never return."""
        while node.type in self.blocks or node.type == "else_clause":
            last = [c for c in node.named_children if not c.is_extra][-1:]
            if not last:
                return False
            node = last[0]
        name = self.callee(node)[0]
        return bool(_ENDING.search(name)) and not _LOGGER.search(name)

    def _called(self, statement: Node) -> Iterator[Found]:
        """What a call asserts: `invariant(plan)`, or a function of the project's own."""
        name, given = self.callee(statement)
        if not given or not _ASSERTION.search(name):
            return
        if _TRUTH.fullmatch(name):
            yield Guard(self.conditions.of(given[0]), outcome=True)
        else:
            yield Guard(self.conditions.opaque(*given).opaque(), outcome=True)

    def _ways_out(
        self, statement: Node, around: tuple[Condition[Expression], ...]
    ) -> Iterator[Found]:
        """The conditions within a statement under which it is left: they say something after it."""
        for branches in self._exits(statement, self.exits | {"continue_statement"}, frozenset()):
            asked = [b.condition for b in branches if b.condition is not None]
            for condition in (*around, *asked) if asked else ():
                yield Guard(condition.opaque(), outcome=False)

    def _exits(
        self, node: Node, kinds: Iterable[str], closed: frozenset[str]
    ) -> Iterator[list[Branch]]:
        """The exits within a node, each with the branches around it."""
        pending: list[tuple[Node, list[Branch]]] = [(node, [])]
        left = _MOST_NODES
        while pending and left:
            left -= 1
            current, around = pending.pop()
            if current.type in kinds:
                yield around
                continue
            if current.type in self.functions or (current.type in closed and current != node):
                continue
            inner = [*around, *self.branches(current)]
            pending.extend((child, inner) for child in current.named_children)
