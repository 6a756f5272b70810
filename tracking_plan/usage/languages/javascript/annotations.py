"""Types in TypeScript code: annotations, aliases, interfaces and type parameters."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.types import (
    AllOf,
    Annotation,
    AnyOf,
    KeysOf,
    MemberOf,
    NamedType,
    NoValue,
    OtherType,
    PartOf,
    ResultOf,
    TextOf,
    Type,
    TypeOfValue,
    text_type,
)
from tracking_plan.usage.languages.javascript.specifiers import package_of
from tracking_plan.usage.languages.tree import MAX_DEPTH

_NAMES = ("type_identifier", "identifier", "nested_type_identifier", "nested_identifier")
_WRAPPERS = (
    "type_annotation",
    "type_arguments",
    "parenthesized_type",
    "constraint",
    "readonly_type",
)
_SAME = frozenset(
    """
    Readonly Partial Required NonNullable Promise PromiseLike Awaited
    """.split()
)
_PICKED = frozenset({"Pick", "Omit"})
_OPEN = frozenset({"any", "unknown", "object"})
_NOTHING = frozenset({"null", "undefined", "void", "never"})


def annotation(node: Node | None) -> Annotation | None:
    """The type that a node is; None where there is no node."""
    return Annotation(partial(_type, node, 0)) if node is not None else None


def type_arguments(node: Node | None) -> tuple[Annotation, ...]:
    """The types in `<...>`; none where there is no node."""
    written = (one for one in node.named_children if not one.is_extra) if node else ()
    return tuple(Annotation(partial(_type, one, 0)) for one in written)


def interface(node: Node) -> Annotation:
    """What an `interface_declaration` declares: objects of any class that fit it."""
    return Annotation(partial(_interface, node))


def parameter_type(node: Node) -> Annotation:
    """What bounds a `type_parameter`."""
    bound = node.child_by_field_name("constraint")
    if bound is None:
        return Annotation(lambda: OtherType(is_open=True))
    return Annotation(partial(_type, bound, 0))


def asserted(node: Node) -> Annotation | None:
    """The type of `x as T` and `<T>x`; None where the code asserts none: `x as const`."""
    types = [c for c in node.named_children if not c.is_extra]
    if len(types) != 2:
        return None
    written = types[0] if node.type == "type_assertion" else types[1]
    return Annotation(partial(_type, written, 0))


def part_of(whole: Annotation | None, key: str | None) -> Annotation | None:
    """The type of what is under a key in a value of a type; None where one of both is unknown."""
    if whole is None or key is None:
        return None
    return Annotation(lambda: MemberOf(type=whole.type, key=text_type(key)))


def _interface(node: Node) -> Type:
    bases = [c for c in node.children if c.type == "extends_type_clause"]
    types = tuple(_type(c, 0) for base in bases for c in base.named_children)
    body = node.child_by_field_name("body")
    members = _members(body) if body is not None else None
    return AllOf(pieces=(*types, OtherType(is_open=True, members=members)))


def _members(body: Node) -> tuple[tuple[str, Annotation], ...] | None:
    """The members of an object's type; None where there are some whose names are not written."""
    found: list[tuple[str, Annotation]] = []
    for one in body.named_children:
        name = one.child_by_field_name("name")
        if one.is_extra:
            continue
        if one.type not in ("property_signature", "method_signature") or name is None:
            return None
        text = (name.text or b"").decode()
        if name.type == "computed_property_name" or "\\" in text:
            return None
        declared = annotation(one.child_by_field_name("type"))
        known = declared if one.type == "property_signature" else None
        found.append((text.strip("'\""), known or Annotation(OtherType)))
    return tuple(found)


def _type(node: Node, depth: int) -> Type:
    while node.type in _WRAPPERS and node.named_children:
        node = node.named_children[0]
    if depth > MAX_DEPTH:
        return OtherType(is_open=True)
    if node.type in _NAMES:
        return NamedType(path=(node.text or b"").decode(), offset=node.start_byte)
    if node.type in ("member_expression", "call_expression"):  # `import("module").Name`
        module, path = _imported(node)
        return NamedType(path=path, offset=node.start_byte, module=module)
    build = _BUILDERS.get(node.type)
    return build(node, depth) if build else OtherType(pieces=tuple(_inner(node, depth)))


def _inner(node: Node, depth: int) -> Iterator[Type]:
    return (_type(child, depth + 1) for child in node.named_children if not child.is_extra)


def _imported(node: Node) -> tuple[str | None, str]:
    """The module and the path of `import("module").a.b`; no module where it is none."""
    names: list[str] = []
    current: Node | None = node
    while current is not None and current.type == "member_expression":
        name = current.child_by_field_name("property")
        names.append(((name.text if name else None) or b"").decode())
        current = current.child_by_field_name("object")
    if current is None or current.type != "call_expression":
        return None, (node.text or b"").decode()
    given = current.child_by_field_name("arguments")
    first = given.named_children[0] if given is not None and given.named_children else None
    module = ((first.text if first else None) or b"").decode()[1:-1]
    return package_of(module), ".".join(reversed(names))


def _is_nothing(type_: Type) -> bool:
    if isinstance(type_, AnyOf):
        return all(map(_is_nothing, type_.options))
    return isinstance(type_, NoValue)


def _literals(node: Node) -> frozenset[str] | None:
    """The texts of `"a" | "b"`; None where a type is anything else."""
    found: set[str] = set()
    nodes = [node]
    while nodes:
        one = nodes.pop()
        children = [c for c in one.named_children if not c.is_extra]
        if one.type in ("union_type", "parenthesized_type"):
            nodes.extend(children)
        elif one.type == "literal_type" and children and children[0].type == "string":
            found.add((children[0].text or b"").decode()[1:-1])
        else:
            return None
    return frozenset(found)


def _plain(node: Node, depth: int) -> Type:
    text = (node.text or b"").decode()
    if text in _NOTHING:
        return NoValue()
    inner = node.named_children[0] if node.named_children else None
    if node.type == "literal_type" and inner is not None and inner.type == "string":
        return OtherType(json="string", value=text[1:-1] if "\\" not in text else None)
    return OtherType(is_open=text in _OPEN, json=_JSON.get(text, ""))


def _array(node: Node, depth: int) -> Type:
    return OtherType(pieces=tuple(_inner(node, depth)), json="array")


def _of_value(node: Node, depth: int) -> Type:
    """`typeof x`."""
    module, path = _imported(node.named_children[0]) if node.named_children else (None, "")
    return TypeOfValue(path=path, offset=node.start_byte, module=module)


def _object(node: Node, depth: int) -> Type:
    return OtherType(is_open=True, members=_members(node))


def _keys(node: Node, depth: int) -> Type:
    """`keyof T`."""
    inner = tuple(_inner(node, depth))
    return KeysOf(type=inner[0]) if len(inner) == 1 else OtherType(pieces=inner)


def _looked_up(node: Node, depth: int) -> Type:
    """`T[K]`."""
    inner = tuple(_inner(node, depth))
    return MemberOf(type=inner[0], key=inner[1]) if len(inner) == 2 else OtherType(is_open=True)


def _text(node: Node, depth: int) -> Type:
    """`` `step-${T}` ``."""
    pieces: list[Type] = []
    for child in (c for c in node.named_children if not c.is_extra):
        if child.type == "string_fragment":
            pieces.append(text_type((child.text or b"").decode()))
        else:
            pieces.extend(_inner(child, depth) if child.type == "template_type" else (OtherType(),))
    return TextOf(pieces=tuple(pieces))


def _applied(node: Node, depth: int) -> Type:
    """`Name<arguments>`."""
    whole = node.child_by_field_name("name") or node
    given = node.child_by_field_name("type_arguments")
    arguments = tuple(_inner(given, depth)) if given else ()
    path = (whole.text or b"").decode()
    first = arguments[0] if arguments else OtherType()
    if path in _SAME:
        return first
    if path in _PICKED and given is not None and len(arguments) > 1:
        members = _literals(given.named_children[-1])
        return PartOf(type=first, members=members, is_kept=path == "Pick")
    if path == "Exclude":
        is_same = all(map(_is_nothing, arguments[1:]))
        return first if is_same else PartOf(type=first, members=None, is_kept=False)
    if isinstance(first, TypeOfValue) and first.module is None:
        if path == "ReturnType":
            return ResultOf(path=first.path, offset=first.offset)
        if path == "InstanceType":
            return NamedType(path=first.path, offset=first.offset)
    return NamedType(path=path, offset=node.start_byte, arguments=arguments)


_JSON = {
    "string": "string",
    "number": "number",
    "boolean": "boolean",
    "true": "boolean",
    "false": "boolean",
}
_BUILDERS: Mapping[str, Callable[[Node, int], Type]] = {
    "predefined_type": _plain,
    "literal_type": _plain,
    "array_type": _array,
    "object_type": _object,
    "lookup_type": _looked_up,
    "index_type_query": _keys,
    "template_literal_type": _text,
    "conditional_type": lambda node, depth: OtherType(is_open=True),
    "union_type": lambda node, depth: AnyOf(options=tuple(_inner(node, depth))),
    "intersection_type": lambda node, depth: AllOf(pieces=tuple(_inner(node, depth))),
    "type_query": _of_value,
    "generic_type": _applied,
}
