"""Functions that Python code hands on without calling them, or that it calls by another name."""

from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.regions import RegionKind, Regions
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.python.members import key_of, taken_of
from tracking_plan.usage.languages.python.named_functions import named_functions
from tracking_plan.usage.languages.python.places import is_looked_at, whole_of
from tracking_plan.usage.languages.tree import Captures, is_called, is_owner, named_nodes

_GETTERS = ("methodcaller", "attrgetter")
_OF_MOCKS = ("assert_", "reset_mock", "attach_mock", "configure_mock")  # which call nothing


def mentions(
    captures: Captures,
    root: Node,
    content: bytes,
    names: frozenset[str],
    regions: Regions,
    expressions: PythonExpressions,
) -> Iterator[Deferred[Expression]]:
    """What may be one of the functions and is not called by its name, each as an expression."""
    for node in named_nodes(root, content, names):
        whole = _whole(node)
        if node.type == "identifier" and _is_handed_on(whole, regions):
            yield Deferred(partial(expressions.build, whole), (node.text or b"").decode())
    for node in captures["call"]:
        callee, taken = node.child_by_field_name("function"), taken_of(node)
        name = (callee.text or b"").decode().rpartition(".")[2] if callee is not None else ""
        if key_of(node) is not None and (taken is None or taken in names):
            if _is_handed_on(node, regions, is_named=taken is not None):
                yield Deferred(partial(expressions.build, node), taken)
        elif name in _GETTERS:
            yield Deferred(partial(expressions.getter, node))
    yield from named_functions(root, content, names, expressions)


def _whole(node: Node) -> Node:
    """The function that a name stands for: of an attribute, that as a whole."""
    parent = node.parent
    if parent is None or parent.type != "attribute":
        return node
    return parent if parent.child_by_field_name("attribute") == node else node


def _is_handed_on(node: Node, regions: Regions, *, is_named: bool = True) -> bool:
    """Whether a function goes where it may be called from, and not by a name that is followed.

    What adds methods to functions calls them: `send.delay(...)`.
    `is_named`: a call of it is seen as one.
    """
    whole, is_sure = whole_of(node)
    parent = whole.parent
    if parent is not None and is_owner(whole, "attribute"):
        return is_called(parent) and not (taken_of(parent) or "").startswith(_OF_MOCKS)
    if parent is None or is_looked_at(whole, parent):
        return False
    if is_called(whole):
        return not (is_named and is_sure)
    if parent.type == "named_expression":
        return False
    if parent.type != "assignment":
        return True
    left = parent.child_by_field_name("left")
    function = regions.at(node.start_byte).nearest(RegionKind.FUNCTION)
    is_local = left is not None and left.type == "identifier" and function.parent is not None
    is_followed = is_local and is_sure and is_named
    return parent.child_by_field_name("right") == whole and not is_followed
