"""The parameters of Python functions."""

from collections.abc import Callable, Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.parameters import FunctionParameter, ParameterKind

REST = {
    "list_splat_pattern": ParameterKind.ITEMS,
    "dictionary_splat_pattern": ParameterKind.KEYWORDS,
}
"""The nodes of parameters that take all further arguments, which an annotation is about each of."""
_ENDS = ("keyword_separator", "positional_separator")


def start_of(function: Node) -> int:
    """Where the region of a function begins."""
    inner = function.child_by_field_name("parameters") or function.child_by_field_name("body")
    return inner.start_byte if inner else function.start_byte


def parameters(
    function: Node, build: Callable[[Node], Expression]
) -> tuple[FunctionParameter[Expression], ...]:
    """The variables that a function has from its callers; `build` reads their defaults.

    The object or class of a method is none of them.
    """
    return tuple(_listed(function, build))


def _listed(
    function: Node, build: Callable[[Node], Expression]
) -> Iterator[FunctionParameter[Expression]]:
    every = function.child_by_field_name("parameters")
    nodes = [n for n in every.named_children if not n.is_extra] if every is not None else []
    only_positions = _before_slash(nodes)
    position: int | None = 0
    for index, node in enumerate(nodes[1:] if _is_method(function) else nodes):
        if node.type in _ENDS:
            position = position if node.type == "positional_separator" else None
            continue
        name, kind = _named(node)
        if name is None:
            continue
        default = node.child_by_field_name("value")
        is_one = kind is ParameterKind.ONE
        yield FunctionParameter(
            name=name,
            position=None if kind is ParameterKind.KEYWORDS else position,
            keyword=name if is_one and index >= only_positions else None,
            kind=kind,
            default=partial(build, default) if default is not None else None,
        )
        if position is not None:
            position = position + 1 if is_one else None


def _before_slash(nodes: list[Node]) -> int:
    """How many parameters can only be given by position."""
    return next((i for i, n in enumerate(nodes) if n.type == "positional_separator"), 0)


def _named(node: Node) -> tuple[str | None, ParameterKind]:
    """The name of a parameter, and how much it takes."""
    name = node if node.type == "identifier" else node.child_by_field_name("name")
    inner = name or next(iter(node.named_children), None)
    outer = node if node.type in REST else inner
    kind = REST.get(outer.type, ParameterKind.ONE) if outer is not None else ParameterKind.ONE
    if outer is not None and kind is not ParameterKind.ONE:
        inner = next(iter(outer.named_children), None)
    if inner is None or inner.type != "identifier":
        return None, kind
    return (inner.text or b"").decode("utf-8", "replace"), kind


def is_bound(function: Node) -> bool:
    """Whether a function is called on an object, which a call on its class has to give."""
    return _is_method(function) and not _is_decorated(function, b"classmethod")


def _is_decorated(function: Node, name: bytes) -> bool:
    around = function.parent
    is_decorated = around is not None and around.type == "decorated_definition"
    every = around.children if around is not None and is_decorated else []
    return any(name in (child.text or b"") for child in every if child.type == "decorator")


def _is_method(function: Node) -> bool:
    """Whether the first parameter is an object or a class that the function is called on."""
    around = function.parent
    decorated = around is not None and around.type == "decorated_definition"
    if _is_decorated(function, b"staticmethod"):
        return False
    body = around.parent if decorated and around is not None else around
    owner = body.parent if body is not None else None
    return owner is not None and owner.type == "class_definition"
