"""What the conditions of all grammars have in common."""

import re
from collections.abc import Callable, Iterable, Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.conditions import (
    Condition,
    ConditionKind,
    GivesWay,
    joined,
    negated,
)
from tracking_plan.usage.facts.expression import Expression, Literal
from tracking_plan.usage.facts.paths import path_of
from tracking_plan.usage.languages.text import CodeText

Built = Condition[Expression]
Build = Callable[[Node], Expression]
_SPACE = re.compile(r"\s+|\?(?=\.)|!(?=\.)")
_LONGEST = 2_000  # bytes of a condition that is read
_DEEPEST = 50  # conditions within one another


class Conditions:
    """Builds conditions of what one file asks. `build` builds expressions.

    The grammar's words: `variables`, `members` of objects, `paths` for all that may lead to a
    variable, `calls` for what may give another answer each time.
    """

    variables: tuple[str, ...] = ("identifier",)
    paths: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()

    def __init__(self, text: CodeText, build: Build) -> None:
        self.text = text
        self.build = build
        self._depth = 0

    def of(self, node: Node) -> Built:
        """The condition that a node is."""
        if node.end_byte - node.start_byte > _LONGEST or self._depth > _DEEPEST:
            return self.opaque(node)
        self._depth += 1
        try:
            return self.read(node) or self.opaque(node)
        finally:
            self._depth -= 1

    def read(self, node: Node) -> Built | None:
        """The condition, if it is understood."""
        raise NotImplementedError

    def opaque(self, *nodes: Node) -> Built:
        """What is not understood of some nodes."""
        text = " ".join(_SPACE.sub("", self.text.of(node)) for node in nodes)
        mentions = tuple(dict.fromkeys(path for node in nodes for path in self._mentions(node)))
        is_steady = not any(inner.type in self.calls for node in nodes for inner in _all(node))
        return Condition(
            kind=ConditionKind.OPAQUE,
            path=text,
            offset=max((node.end_byte for node in nodes), default=0),
            mentions=mentions,
            is_steady=is_steady,
        )

    def _mentions(self, node: Node) -> Iterator[str]:
        """The paths in a node: `user.plan` for what begins with it."""
        pending = [node]
        while pending:
            current = pending.pop()
            if current.type in self.variables:
                yield self.text.of(current)
            elif current.type in self.members and not any(
                inner.type in self.calls for inner in _all(current)
            ):
                yield _SPACE.sub("", self.text.of(current))
            else:
                pending.extend(reversed(current.named_children))

    def asked(
        self,
        node: Node,
        kind: ConditionKind,
        operands: Iterable[Expression] = (),
        *,
        types: tuple[str, ...] = (),
        is_loose: bool = False,
        also: Node | None = None,
    ) -> Built | None:
        """What is asked of a variable; None where the node is none. `also` is the other side."""
        path = path_of(self.build(node)) if node.type in self.paths else None
        if path is None:
            return None
        others = tuple(self._mentions(also)) if also is not None else ()
        return Condition(
            kind=kind,
            path=path,
            offset=max(node.end_byte, also.end_byte if also is not None else 0),
            mentions=(path, *others),
            operands=tuple(operands),
            types=types,
            is_loose=is_loose,
        )

    def truth(self, node: Node) -> Built | None:
        """Does a variable count as true?"""
        return self.asked(node, ConditionKind.TRUTH)

    def equal(self, left: Node, right: Node, *, is_loose: bool = False) -> Built | None:
        """Is a variable equal to something else?"""
        if left.type not in self.paths:
            left, right = right, left
        kind, value = ConditionKind.ONE_OF, self.build(right)
        return self.asked(left, kind, (value,), is_loose=is_loose, also=right)

    def both(self, node: Node, kind: ConditionKind) -> Built | None:
        """`left and right`, `left or right`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return None
        return joined(kind, (self.of(left), self.of(right)), self.text.of(node), node.end_byte)

    def first(self, node: Node, gives_way: GivesWay) -> Built:
        """What has to hold for the first of two expressions not to give way to the second."""
        node = node.child_by_field_name("left") or node
        if gives_way is GivesWay.FALSE:
            return self.of(node)
        nothing = (Literal(at=self.text.span(node), value=None),)
        found = self.asked(node, ConditionKind.ONE_OF, nothing, is_loose=True)
        return negated(found) if found is not None else self.opaque(node)

    def opposite(self, node: Node | None) -> Built | None:
        """`not condition`."""
        return negated(self.of(node)) if node is not None else None


def _all(node: Node) -> Iterator[Node]:
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(current.named_children)
