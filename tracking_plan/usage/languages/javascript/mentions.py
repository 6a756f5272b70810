"""Functions that JavaScript code hands on without calling them, or calls by a computed name."""

from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.languages.javascript.deferring import FUNCTION_METHODS
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.javascript.members import (
    is_computed,
    is_reflected,
    taken_of,
    text_of,
)
from tracking_plan.usage.languages.javascript.places import MEMBERS, is_looked_at, whole_of
from tracking_plan.usage.languages.tree import Captures, is_called, named_nodes

_NAMES = ("identifier", "property_identifier", "shorthand_property_identifier")
_ASSIGNMENTS = ("variable_declarator", "assignment_expression", "augmented_assignment_expression")


def mentions(
    captures: Captures,
    root: Node,
    content: bytes,
    names: frozenset[str],
    expressions: JavaScriptExpressions,
) -> Iterator[Deferred[Expression]]:
    """What may be one of the functions and is not called by its name, each as an expression."""
    own = frozenset(_functions(captures))
    for node in named_nodes(root, content, names):
        whole = _whole(node) if node.type in _NAMES else None
        if whole is None or (_is_export(whole) and whole.text in own):
            continue  # what imports it is followed
        if _is_handed_on(whole):
            name = (node.text or b"").decode("utf-8", "replace")
            yield Deferred(partial(expressions.reference, whole), name)
    for node in (*captures["subscript"], *filter(is_reflected, captures["call"])):
        taken = taken_of(node)
        is_asked = taken in names if taken is not None else is_computed(node)
        if is_asked and _is_handed_on(node, is_named=taken is not None):
            yield Deferred(partial(expressions.build, node), taken)
    for node in (*captures["declared"], *captures["var"]):
        yield from _computed_patterns(node, expressions)


def _functions(captures: Captures) -> Iterator[bytes | None]:
    """The names of the functions that a file defines."""
    for node in captures["function"]:
        named = node if "declaration" in node.type else node.parent
        name = named.child_by_field_name("name") if named is not None else None
        if name is not None:
            yield name.text


def _is_export(node: Node) -> bool:
    parent = node.parent
    return parent is not None and parent.type in ("export_specifier", "export_statement")


def _computed_patterns(
    declarator: Node, expressions: JavaScriptExpressions
) -> Iterator[Deferred[Expression]]:
    """`const { [name]: x } = object`: a member that may be any."""
    pattern, value = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
    if pattern is None or value is None or pattern.type != "object_pattern":
        return
    for part in pattern.named_children:
        key = part.child_by_field_name("key")
        if key is None or key.type != "computed_property_name":
            continue
        if not any(text_of(child) is not None for child in key.named_children):
            yield Deferred(partial(expressions.part, value, key))


def _whole(node: Node) -> Node | None:
    """The function that a name stands for: the member as a whole; None where it is none."""
    parent = node.parent
    if parent is None:
        return None
    if parent.type == "member_expression":
        return parent if parent.child_by_field_name("property") == node else None
    return None if node.type == "property_identifier" else node


def _is_handed_on(node: Node, *, is_named: bool = True) -> bool:
    """Whether a function goes where it may be called from, and not by a name that is followed.

    `is_named`: a call of it is seen as one.
    """
    if node.type == "shorthand_property_identifier":
        return True
    whole, is_sure = whole_of(node)
    parent = whole.parent
    if parent is None:
        return False
    if parent.type in MEMBERS and parent.child_by_field_name("object") == whole:
        return not is_named and is_called(parent) and taken_of(parent) in FUNCTION_METHODS
    if is_called(whole):
        return not (is_named and is_sure)
    if parent.type == "export_specifier":
        return True
    if is_looked_at(whole, parent) or (parent.type == "array" and is_dependencies(parent)):
        return False
    if parent.type not in _ASSIGNMENTS:
        return True
    target = parent.child_by_field_name("left") or parent.child_by_field_name("name")
    if target is None or target == whole:
        return False
    is_followed = target.type == "identifier" and is_sure and is_named
    return not is_followed or _is_exported(parent)


def _is_exported(declarator: Node) -> bool:
    declaration = declarator.parent
    outer = declaration.parent if declaration is not None else None
    return outer is not None and outer.type == "export_statement"


def is_dependencies(array: Node) -> bool:
    """Whether a list only says what a React hook depends on."""
    arguments = array.parent
    call = arguments.parent if arguments is not None and arguments.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    name = (callee.text or b"").rpartition(b".")[2] if callee is not None else b""
    return (
        name.startswith(b"use") and arguments is not None and arguments.named_children[0] != array
    )
