"""Whether a call of a function gives what its last statement returns, in any case."""

from collections.abc import Iterable

from tree_sitter import Node

_WAITING = ("async", "yield", "yield_expression", "*")


def returns_once(function: Node, functions: Iterable[str]) -> bool:
    """Whether a function returns nowhere else, and returns a value at once.

    `functions` are the types of nodes that are functions of their own.
    """
    if "generator" in function.type or any(c.type in _WAITING for c in function.children):
        return False
    body = function.child_by_field_name("body")
    nodes, returns = [body] if body is not None else [], 0
    others = frozenset(functions)
    while nodes:
        node = nodes.pop()
        if node.type in _WAITING:
            return False
        returns += node.type == "return_statement"
        nodes.extend(child for child in node.children if child.type not in others)
    return returns <= 1
