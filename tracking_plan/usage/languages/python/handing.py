"""The calls of Python code that get a variable."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.handing import Handing
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.python.places import CONTAINERS, whole_of
from tracking_plan.usage.languages.text import CodeText
from tracking_plan.usage.languages.tree import is_called, member_of, named_nodes


def handings(
    root: Node, text: CodeText, expressions: PythonExpressions, path: str
) -> Iterator[Handing]:
    """The calls that get what a variable or one of its attributes (`self.client`) has."""
    first, *names = path.split(".")
    for node in named_nodes(root, text.content, frozenset({first}), are_called=True):
        whole = member_of(node, names, "attribute", "attribute")
        made = whole.parent if whole is not None and is_called(whole) else None
        callee = _callee(made or whole) if whole is not None else None
        if callee is not None:
            yield Handing(
                callee=expressions.build(callee),
                at=text.span(node),
                offset=node.start_byte,
                is_result=made is not None,
            )


def _callee(node: Node) -> Node | None:
    """What is called with a value, or with a list or a table that has it."""
    node, _ = whole_of(node)
    while (parent := node.parent) is not None and parent.type in CONTAINERS:
        if parent.type == "pair" and parent.child_by_field_name("value") != node:
            return None
        node, _ = whole_of(parent)
    if parent is not None and parent.type == "keyword_argument":
        if parent.child_by_field_name("value") != node:
            return None
        parent = parent.parent
    if parent is None or parent.type != "argument_list" or parent.parent is None:
        return None
    return parent.parent.child_by_field_name("function")
