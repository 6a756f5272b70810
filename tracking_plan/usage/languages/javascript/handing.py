"""The calls of JavaScript code that get a variable, and the elements of JSX that do."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.handing import Handing
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.javascript.mentions import is_dependencies
from tracking_plan.usage.languages.javascript.places import CONTAINERS, whole_of
from tracking_plan.usage.languages.text import CodeText
from tracking_plan.usage.languages.tree import member_of, named_nodes

_CALLEES = {"call_expression": "function", "new_expression": "constructor"}


def handings(
    root: Node, text: CodeText, expressions: JavaScriptExpressions, path: str
) -> Iterator[Handing]:
    """The calls that get what a variable or one of its members (`this.client`) has."""
    first, *names = path.split(".")
    for node in named_nodes(root, text.content, frozenset({first}), are_called=True):
        whole = member_of(node, names, "member_expression", "property")
        made = _made(whole) if whole is not None else None
        callee = _callee(made or whole) if whole is not None else None
        if callee is not None:
            yield Handing(
                callee=expressions.build(callee),
                at=text.span(node),
                offset=node.start_byte,
                is_result=made is not None,
            )


def _made(node: Node) -> Node | None:
    """The call of a function, or of a class with `new`; None where the node is not called."""
    parent = node.parent
    is_made = parent is not None and _CALLEES.get(parent.type) is not None
    if parent is None or not is_made:
        return None
    return parent if parent.child_by_field_name(_CALLEES[parent.type]) == node else None


def _callee(node: Node) -> Node | None:
    """What is called with a value, or with a list or a table that has it."""
    while True:
        node, _ = whole_of(node)
        parent = node.parent
        if parent is None or parent.type not in CONTAINERS:
            break
        if parent.type == "pair" and parent.child_by_field_name("value") != node:
            return None
        if parent.type == "array" and is_dependencies(parent):
            return None
        node = parent
    outer = parent.parent if parent is not None else None
    if parent is None or outer is None:
        return None
    if parent.type == "arguments":
        return outer.child_by_field_name(_CALLEES.get(outer.type, "function"))
    element = outer.parent if parent.type == "jsx_expression" else None
    is_attribute = element is not None and outer.type == "jsx_attribute"
    return element.child_by_field_name("name") if element is not None and is_attribute else None
