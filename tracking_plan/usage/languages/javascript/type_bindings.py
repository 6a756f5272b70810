"""The names of types in TypeScript code: other names, interfaces and type parameters."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.regions import RegionKind, Regions
from tracking_plan.usage.facts.types import Annotation, type_key
from tracking_plan.usage.languages.javascript.annotations import (
    annotation,
    interface,
    parameter_type,
)
from tracking_plan.usage.languages.text import CodeText


def type_binding(node: Node, text: CodeText, regions: Regions) -> Iterator[Binding]:
    """What a declaration of a type, or a type parameter of a function or a class, binds."""
    name, denotes, within = node.child_by_field_name("name"), _denoted(node), _within(node)
    if name is None or denotes is None:
        return
    yield Binding(
        name=type_key(text.of(name)),
        kind=BindingKind.OTHER,
        offset=node.start_byte,
        end=node.end_byte,
        scope=regions.at(within.start_byte).nearest(
            RegionKind.BLOCK, RegionKind.LOOP, RegionKind.FUNCTION, RegionKind.CLASS
        ),
        block=regions.at(node.start_byte),
        denotes=denotes,
    )


def _denoted(node: Node) -> Annotation | None:
    if node.type == "interface_declaration":
        return interface(node)
    if node.type == "type_parameter":
        return parameter_type(node)
    return annotation(node.child_by_field_name("value"))


def _within(node: Node) -> Node:
    """What lies where the name is known: for a type parameter, the function or the class."""
    around = node.parent.parent if node.type == "type_parameter" and node.parent else None
    if around is None:
        return node
    pieces = (around.child_by_field_name("parameters"), around.child_by_field_name("body"))
    return next((part for part in pieces if part), node)
