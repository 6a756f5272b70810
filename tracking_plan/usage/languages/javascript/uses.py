"""The uses of an object in a variable, in a JavaScript or TypeScript file."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.expression import Spread, Table
from tracking_plan.usage.facts.module import Change, Regions, Uses
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.tree import Captures

_HARMLESS = (b"console.", b"logger.", b"JSON.stringify", b"Object.keys", b"Object.entries")


def uses_of(
    name: str, captures: Captures, regions: Regions, expressions: JavaScriptExpressions
) -> Uses:
    """The changes of the variable's value, and where it is passed on."""
    changes: list[Change] = []
    escapes: list[int] = []
    for node in captures.variables(name):
        found = list(_changes(node, regions, expressions))
        changes.extend(found)
        if not found and _escapes(node):
            escapes.append(node.start_byte)
    return Uses(changes=tuple(changes), escapes=tuple(escapes))


def _changes(node: Node, regions: Regions, expressions: JavaScriptExpressions) -> Iterator[Change]:
    parent = node.parent
    outer = parent.parent if parent else None
    if parent is None or outer is None:
        return
    left = outer.child_by_field_name("left")
    if outer.type == "assignment_expression" and left == parent:
        key = parent.child_by_field_name("property")
        built = expressions.key(key) if key else None
        index = parent.child_by_field_name("index")
        built = expressions.build(index) if index else built
        value, owner = outer.child_by_field_name("right"), parent.child_by_field_name("object")
        if built is not None and value is not None and owner == node:
            yield Change(
                offset=outer.start_byte,
                key=built,
                value=expressions.build(value),
                block=regions.at(outer.start_byte),
            )
    elif parent.type == "arguments" and _callee(outer) == b"Object.assign":
        arguments = expressions.invocation(outer).arguments
        if arguments and parent.named_children[0] == node:
            entries = tuple(Spread(value=a.value) for a in arguments[1:])
            yield Change(
                offset=outer.start_byte,
                key=None,
                value=Table(at=arguments[0].value.at, entries=entries),
                block=regions.at(outer.start_byte),
            )


def _escapes(node: Node) -> bool:
    """Whether the object is handed to code that may change it."""
    if node.type == "shorthand_property_identifier":
        return True
    parent = node.parent
    if parent is None:
        return False
    if parent.type == "arguments" and parent.parent is not None:
        return not _callee(parent.parent).startswith(_HARMLESS)
    if parent.type in ("assignment_expression", "pair", "variable_declarator"):
        taken = parent.child_by_field_name("right") or parent.child_by_field_name("value")
        return taken == node
    if parent.type == "member_expression" and parent.parent is not None:
        operator = parent.parent.child_by_field_name("operator")
        return operator is not None and operator.type == "delete"
    return parent.type in ("return_statement", "array", "as_expression", "yield_expression")


def _callee(call: Node) -> bytes:
    callee = call.child_by_field_name("function")
    return (callee.text or b"") if callee else b""
