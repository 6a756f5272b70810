"""Types in Python code: annotations, those in strings too, and other names of types."""

import re
from functools import cache, partial

import tree_sitter_python
from tree_sitter import Language, Node, Parser

from tracking_plan.usage.facts.types import (
    Annotation,
    AnyOf,
    ClassOf,
    NamedType,
    NoValue,
    OtherType,
    Type,
)
from tracking_plan.usage.languages.tree import MAX_DEPTH

_SAME = frozenset(
    """
    Annotated ClassVar Final InitVar Required NotRequired ReadOnly Awaitable ProxyType
    Generator Iterator AsyncGenerator AsyncIterator ContextManager AsyncContextManager
    AbstractContextManager AbstractAsyncContextManager
    """.split()
)
_NAME = re.compile(r"""["']?(?:\w+\.)*(\w+)""")
_WRAPPERS = ("type", "parenthesized_expression", "module", "expression_statement", "await")
_NAMING = ("identifier", "attribute", "subscript", "binary_operator", "string", "call")


def annotation(node: Node | None) -> Annotation | None:
    """The type that a node is; None where there is no node."""
    return Annotation(partial(_type, node, node.start_byte, 0)) if node is not None else None


def outermost(node: Node | None) -> str:
    """The last word of the outermost name of a type: `Final` of `typing.Final[str]`."""
    found = _NAME.match((node.text or b"").decode()) if node is not None else None
    return found[1] if found is not None else ""


def named_type(node: Node | None) -> Annotation | None:
    """The type that a name means which is assigned a value; None where the value is no type."""
    return annotation(node) if node is not None and node.type in _NAMING else None


def parameter_type(node: Node) -> tuple[str, Annotation] | None:
    """The name of a type parameter, and the type that bounds it."""
    inner = _unwrapped(node)
    if inner.type == "constrained_type" and len(inner.named_children) == 2:
        name, bound = inner.named_children
        return (name.text or b"").decode(), Annotation(partial(_type, bound, node.start_byte, 0))
    if inner.type == "identifier":
        return (inner.text or b"").decode(), Annotation(lambda: OtherType(is_open=True))
    return None


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_python.language()))


def _unwrapped(node: Node) -> Node:
    while node.type in _WRAPPERS and len(node.named_children) == 1:
        node = node.named_children[0]
    return node


def _type(node: Node, offset: int, depth: int) -> Type:
    node = _unwrapped(node)
    if depth > MAX_DEPTH:
        return OtherType(is_open=True)
    match node.type:
        case "identifier" | "attribute" | "member_type" | "dotted_name":
            return NamedType(path=(node.text or b"").decode(), offset=offset)
        case "none":
            return NoValue()
        case "string":
            return _quoted(node, offset, depth)
        case "subscript" | "generic_type":
            return _applied(node, offset, depth)
        case "binary_operator" | "union_type":
            pieces = tuple(_type(child, offset, depth + 1) for child in node.named_children)
            return AnyOf(options=pieces)
        case "call":
            return _declared(node, offset, depth)
    return OtherType(pieces=tuple(_type(c, offset, depth + 1) for c in node.named_children))


def _quoted(node: Node, offset: int, depth: int) -> Type:
    """A type in a string."""
    pieces = [child for child in node.children if child.type == "string_content"]
    if len(pieces) != 1:
        return OtherType(is_open=True)
    return _type(_parser().parse(pieces[0].text or b"").root_node, offset, depth + 1)


def _applied(node: Node, offset: int, depth: int) -> Type:
    """`name[arguments]`."""
    whole = node.child_by_field_name("value") or node.named_children[0]
    given = node.children_by_field_name("subscript") or [
        inner
        for child in node.named_children
        for inner in (child.named_children if child.type == "type_parameter" else ())
    ]
    path = (whole.text or b"").decode()
    last = path.rpartition(".")[2]
    if last == "Literal":
        return AnyOf(options=tuple(map(_literal, given)))
    arguments = tuple(_type(child, offset, depth + 1) for child in given)
    first = arguments[0] if arguments else OtherType()
    if last == "Optional":
        return AnyOf(options=(first, NoValue()))
    if last == "Union":
        return AnyOf(options=arguments)
    if last in _SAME:
        return first
    if last == "Coroutine":
        return arguments[-1] if arguments else first
    if last in ("type", "Type"):
        return ClassOf(type=first)
    if last == "Callable":
        return OtherType(pieces=arguments)
    return NamedType(path=path, offset=offset, arguments=arguments)


def _literal(node: Node) -> Type:
    """An item of `Literal[...]`."""
    node = _unwrapped(node)
    text = (node.text or b"").decode()
    if node.type == "none":
        return NoValue()
    pieces = [child.type for child in node.children]
    is_plain = pieces == ["string_start", "string_content", "string_end"] and text[0] in "'\""
    if is_plain and not text.startswith(("'''", '"""')) and "\\" not in text:
        return OtherType(json="string", value=text[1:-1])
    return OtherType()


def _declared(node: Node, offset: int, depth: int) -> Type:
    """`NewType("X", Y)`, `TypeVar("T", bound=Y)`, `TypeAliasType("X", Y)`."""
    callee, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    name = ((callee.text if callee else None) or b"").decode().rpartition(".")[2]
    if name not in ("NewType", "TypeVar", "TypeAliasType") or given is None:
        return OtherType()
    positional = [c for c in given.named_children if c.type != "keyword_argument"][1:]
    types = tuple(_type(child, offset, depth + 1) for child in positional)
    if name != "TypeVar":
        return types[0] if types else OtherType()
    for child in given.named_children:
        keyword, value = child.child_by_field_name("name"), child.child_by_field_name("value")
        if keyword is not None and value is not None and keyword.text == b"bound":
            return _type(value, offset, depth + 1)
    return AnyOf(options=types) if types else OtherType(is_open=True)
