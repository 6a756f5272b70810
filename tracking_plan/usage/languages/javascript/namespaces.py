"""Namespaces in TypeScript code: groups of constants, functions, classes and enumerations."""

from collections.abc import Iterable, Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.expression import Expression, Group, Name
from tracking_plan.usage.facts.regions import Regions
from tracking_plan.usage.languages.text import CodeText

_NAMED = (
    "function_declaration",
    "class_declaration",
    "abstract_class_declaration",
    "enum_declaration",
    "internal_module",
    "module",
)


def namespaces(nodes: Iterable[Node], text: CodeText, regions: Regions) -> Iterator[Binding]:
    """The bindings of namespaces; one whose name has more than one declaration is not followed."""
    for node in nodes:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is None or body is None or name.type == "string" or _is_merged(node, name):
            continue
        scope = regions.at(node.start_byte)
        first, *inner = text.of(name).split(".")
        yield Binding(
            name=first,
            kind=BindingKind.ASSIGNED,
            offset=node.start_byte,
            end=node.end_byte,
            scope=scope,
            block=scope,
            value=Deferred(partial(_group, node, body, tuple(inner), text)),
            is_fixed=True,
        )


def _group(node: Node, body: Node, names: tuple[str, ...], text: CodeText) -> Expression:
    """A namespace as a group; `names` are those of namespaces within it: `namespace A.B`."""
    members: dict[str, Expression] = {}
    if names:
        members[names[0]] = _group(node, body, names[1:], text)
    else:
        for name in _exported(body):
            at, own = text.span(name), text.of(name)
            members[own] = Name(at=at, text=own, offset=body.end_byte - 1)
    at = text.span(node)
    return Group(at=at, members=members, is_enum=False, fixed=frozenset(members))


def _exported(body: Node) -> Iterator[Node]:
    """The names that a namespace exports and nothing may assign to."""
    for statement in body.named_children:
        declared = statement.child_by_field_name("declaration")
        if declared is None:
            continue
        if declared.type in _NAMED:
            name = declared.child_by_field_name("name")
            yield from [name] if name is not None and name.type != "nested_identifier" else []
        elif any(child.type == "const" for child in declared.children):
            for one in declared.named_children:
                name = one.child_by_field_name("name")
                yield from [name] if name is not None and name.type == "identifier" else []


def _is_merged(node: Node, name: Node) -> bool:
    """Whether there are several declarations of a name, which together are what it means."""
    outer = _statement(node)
    first = (name.text or b"").split(b".")[0]
    beside = outer.parent.named_children if outer.parent is not None else []
    for statement in beside:
        other = _declaration(statement)
        own = other.child_by_field_name("name") if other.type in _NAMED else None
        if other != node and own is not None and (own.text or b"").split(b".")[0] == first:
            return True
    return False


def _statement(node: Node) -> Node:
    outer = node
    while outer.parent is not None and outer.parent.type in _AROUND:
        outer = outer.parent
    return outer


def _declaration(statement: Node) -> Node:
    while statement.type in _AROUND and statement.named_children:
        statement = statement.named_children[-1]
    return statement


_AROUND = ("expression_statement", "export_statement", "ambient_declaration")
