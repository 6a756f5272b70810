"""Functions that JavaScript code hands on without calling them."""

from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.expression import Deferred
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.tree import is_called, named_nodes, without_transparent

_TRANSPARENT = ("parenthesized_expression", "non_null_expression", "as_expression")
_NAMES = ("identifier", "property_identifier", "shorthand_property_identifier")
_PASSING = (
    "arguments",
    "array",
    "pair",
    "object",
    "return_statement",
    "arrow_function",
    "yield_expression",
    "jsx_expression",
    "ternary_expression",
    "spread_element",
    "field_definition",
    "public_field_definition",
    "assignment_pattern",
)


def mentions(
    root: Node, content: bytes, names: frozenset[str], expressions: JavaScriptExpressions
) -> Iterator[Deferred]:
    """The functions of these names that are handed on, each as an expression."""
    for node in named_nodes(root, content, names):
        if node.type not in _NAMES:
            continue
        name, whole = (node.text or b"").decode(), _whole(node)
        if whole is None:
            continue
        outer = without_transparent(whole, _TRANSPARENT)
        parent = outer.parent
        if parent is not None and not is_called(outer) and _is_passed(outer, parent):
            yield Deferred(partial(expressions.reference, whole), name)


def _whole(node: Node) -> Node | None:
    """The function that a name stands for: the member as a whole; None where it is none."""
    parent = node.parent
    if parent is None:
        return None
    if parent.type == "member_expression":
        return parent if parent.child_by_field_name("property") == node else None
    return None if node.type == "property_identifier" else node


def _is_passed(node: Node, parent: Node) -> bool:
    """Whether a function goes where it may be called from."""
    if parent.type == "assignment_expression":
        left = parent.child_by_field_name("left")
        is_local = left is not None and left.type == "identifier"
        return parent.child_by_field_name("right") == node and not is_local
    if parent.type == "array" and _is_dependencies(parent):
        return False
    if parent.type == "arrow_function":
        return parent.child_by_field_name("body") == node
    return parent.type in _PASSING


def _is_dependencies(array: Node) -> bool:
    """Whether a list only says what a React hook depends on."""
    arguments = array.parent
    call = arguments.parent if arguments is not None and arguments.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    name = (callee.text or b"").rpartition(b".")[2] if callee is not None else b""
    return (
        name.startswith(b"use") and arguments is not None and arguments.named_children[0] != array
    )
