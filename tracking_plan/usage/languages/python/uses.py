"""The uses of a dictionary in a variable, in a Python file."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.expression import Entry, Literal, Spread, Table
from tracking_plan.usage.facts.module import Change, Regions, Uses
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.tree import Captures, is_called

_TRANSPARENT = ("parenthesized_expression", "conditional_expression")
_REMOVERS = frozenset({b"pop", b"popitem", b"clear"})


def uses_of(
    name: str, captures: Captures, regions: Regions, expressions: PythonExpressions
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


def _changes(node: Node, regions: Regions, expressions: PythonExpressions) -> Iterator[Change]:
    parent = node.parent
    outer = parent.parent if parent else None
    if parent is None or outer is None or parent.start_byte != node.start_byte:
        return
    if parent.type == "subscript" and outer.type == "assignment":
        key, value = parent.child_by_field_name("subscript"), outer.child_by_field_name("right")
        if key and value and outer.start_byte == parent.start_byte:
            yield Change(
                offset=outer.start_byte,
                key=expressions.build(key),
                value=expressions.build(value),
                block=regions.at(outer.start_byte),
            )
    elif parent.type == "attribute" and is_called(parent):
        yield from _merged(parent, outer, regions, expressions)


def _merged(
    attribute: Node, call: Node, regions: Regions, expressions: PythonExpressions
) -> Iterator[Change]:
    """`table.update(...)`; `table.setdefault(key, value)`."""
    method = attribute.child_by_field_name("attribute")
    built = expressions.invocation(call)
    block = regions.at(call.start_byte)
    if method is not None and method.text == b"update":
        entries: tuple[Entry | Spread, ...] = tuple(
            Spread(value=a.value)
            if a.keyword is None
            else Entry(key=Literal(at=a.value.at, value=a.keyword), value=a.value)
            for a in built.arguments
        )
        value = Table(at=built.at, entries=entries)
        yield Change(offset=call.start_byte, key=None, value=value, block=block)
    elif method is not None and method.text == b"setdefault" and len(built.arguments) == 2:
        key, given = built.arguments
        yield Change(
            offset=call.start_byte, key=key.value, value=given.value, block=block, is_default=True
        )


def _escapes(node: Node) -> bool:
    """Whether a variable is passed to code that may change its value."""
    parent = node.parent
    while parent is not None and parent.type in _TRANSPARENT:
        node, parent = parent, parent.parent
    if parent is not None and parent.type == "attribute" and parent.start_byte == node.start_byte:
        method = parent.child_by_field_name("attribute")
        return method is not None and method.text in _REMOVERS
    if parent is None or parent.type in ("dictionary_splat", "comparison_operator", "parameters"):
        return False
    if parent.type == "assignment":
        return parent.child_by_field_name("right") == node
    return parent.type in ("argument_list", "list", "return_statement", "yield", "keyword_argument")
