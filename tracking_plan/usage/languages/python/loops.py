"""What the variables of Python's loops have: `for name in NAMES`, `for key, value in X.items()`."""

from collections.abc import Callable, Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.expression import Expression, Index, Literal
from tracking_plan.usage.facts.walks import Walked, WalkKind
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.returns import leaves_at_once

_METHODS = {"items": WalkKind.ENTRY, "values": WalkKind.VALUE, "keys": WalkKind.KEY}
_SAME = frozenset({"list", "tuple", "sorted", "reversed"})
_PATTERNS = ("pattern_list", "tuple_pattern", "list_pattern")

Target = tuple[Node, Callable[[], Expression]]
"""A variable of a loop, and what builds what it has."""


def of_loop(target: Node, expressions: PythonExpressions) -> Iterator[Target]:
    """The variables of a `for`, by its left side."""
    loop = target.parent
    if loop is None or loop.type not in ("for_statement", "for_in_clause"):
        return
    right = loop.child_by_field_name("right")
    body = loop.child_by_field_name("body") if loop.type == "for_statement" else loop.parent
    is_async = any(child.type == "async" for child in loop.children)
    if body is None or leaves_at_once(body):
        return
    if right is None or is_async or target != loop.child_by_field_name("left"):
        return
    yield from _targets(target, partial(_walked, right, body, expressions), expressions)


def _targets(
    target: Node, build: Callable[[], Expression], expressions: PythonExpressions
) -> Iterator[Target]:
    if target.type == "identifier":
        yield target, build
    elif target.type in _PATTERNS:
        named = [child for child in target.children if child.is_named and not child.is_extra]
        if any(child.type == "list_splat_pattern" for child in named):
            return
        for index, part in enumerate(named):
            yield from _targets(
                part, partial(_indexed, build, index, part, expressions), expressions
            )


def _indexed(
    build: Callable[[], Expression], index: int, part: Node, expressions: PythonExpressions
) -> Expression:
    at = expressions.at(part)
    return Index(at=at, owner=build(), key=Literal(at=at, value=index))


def _walked(right: Node, body: Node, expressions: PythonExpressions) -> Expression:
    kind, node = WalkKind.ANY, right
    if right.type == "call":
        function, given = right.child_by_field_name("function"), _given(right)
        called = (function.text or b"").decode() if function is not None else ""
        owner = function.child_by_field_name("object") if function is not None else None
        method = _METHODS.get(called.rpartition(".")[2])
        if method is not None and owner is not None and not given:
            kind, node = method, owner
        elif called in _SAME and given:
            node = given[0]
        elif called == "enumerate" and len(given) == 1:
            kind, node = WalkKind.ENTRY, given[0]
    at, of = expressions.at(right), expressions.build(node)
    return Walked(
        at=at,
        of=of,
        kind=kind,
        begin=right.start_byte,
        until=right.end_byte,
        start=body.start_byte,
        end=body.end_byte,
    )


def _given(call: Node) -> list[Node]:
    arguments = call.child_by_field_name("arguments")
    return [c for c in arguments.children if c.is_named and not c.is_extra] if arguments else []
