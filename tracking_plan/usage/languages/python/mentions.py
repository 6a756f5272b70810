"""Functions that Python code hands on without calling them."""

from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.expression import Deferred
from tracking_plan.usage.facts.regions import RegionKind, Regions
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.tree import is_called, named_nodes

_PASSING = (
    "argument_list",
    "keyword_argument",
    "list",
    "tuple",
    "dictionary",
    "pair",
    "set",
    "return_statement",
    "yield",
    "lambda",
    "decorator",
    "default_parameter",
    "typed_default_parameter",
    "expression_list",
    "conditional_expression",
    "boolean_operator",
    "parenthesized_expression",
)


def mentions(
    root: Node,
    content: bytes,
    names: frozenset[str],
    regions: Regions,
    expressions: PythonExpressions,
) -> Iterator[Deferred]:
    """The functions of these names that are handed on, each as an expression."""
    for node in named_nodes(root, content, names):
        if node.type != "identifier":
            continue
        name, whole, parent = (node.text or b"").decode(), node, node.parent
        if parent is not None and parent.type == "attribute":
            if parent.child_by_field_name("attribute") != node:
                continue
            whole, parent = parent, parent.parent
        if parent is not None and not is_called(whole) and _is_passed(whole, parent, regions):
            yield Deferred(partial(expressions.build, whole), name)


def _is_passed(node: Node, parent: Node, regions: Regions) -> bool:
    """Whether a function goes where it may be called from."""
    if parent.type == "keyword_argument":
        return parent.child_by_field_name("value") == node
    if parent.type == "assignment":
        left = parent.child_by_field_name("left")
        function = regions.at(node.start_byte).nearest(RegionKind.FUNCTION)
        is_local = left is not None and left.type == "identifier" and function.parent is not None
        return parent.child_by_field_name("right") == node and not is_local
    return parent.type in _PASSING
