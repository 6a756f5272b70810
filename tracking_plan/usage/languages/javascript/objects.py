"""Objects as JavaScript code writes them down."""

from typing import Protocol

from tree_sitter import Node

from tracking_plan.usage.facts.expression import (
    Dynamic,
    Entry,
    Expression,
    Function,
    Literal,
    Name,
    Spread,
    Table,
    ValueType,
)
from tracking_plan.usage.languages.javascript.members import key_of
from tracking_plan.usage.languages.text import CodeText


class Builder(Protocol):
    """What builds the expressions in an object."""

    def key(self, node: Node) -> Expression:
        """The key of a pair."""

    def field(self, node: Node, name: str) -> Expression:
        """What is in a field of a node."""

    def inner(self, node: Node) -> Expression:
        """What is in brackets, or spread."""

    def variable(self, node: Node) -> Name:
        """A variable."""

    def function(self, node: Node) -> Function:
        """A function."""

    def typed(self, node: Node, type_: ValueType | None) -> Dynamic:
        """A value of which at most the type is known."""


def literal(node: Node, text: CodeText, builder: Builder) -> Expression:
    """An object literal; one with a `toJSON` is whatever that says."""
    pieces = [child for child in node.children if child.is_named and not child.is_extra]
    if any(_is_called(piece, "toJSON", text) for piece in pieces):
        return builder.typed(node, None)
    pairs = (p for p in pieces if p.type != "pair" or not _is_called(p, "__proto__", text))
    entries = tuple(_entry(piece, text, builder) for piece in pairs)
    return Table(at=text.span(node), entries=entries)


def _is_called(piece: Node, name: str, text: CodeText) -> bool:
    return text.of(key_of(piece)).strip("'\"") == name


def _entry(node: Node, text: CodeText, builder: Builder) -> Entry | Spread:
    if node.type == "pair":
        key = node.child_by_field_name("key")
        return Entry(
            key=builder.key(key) if key else builder.typed(node, None),
            value=builder.field(node, "value"),
        )
    if node.type == "shorthand_property_identifier":
        name = Literal(at=text.span(node), value=text.of(node))
        return Entry(key=name, value=builder.variable(node))
    if node.type == "method_definition":
        is_read = any(child.type in ("get", "set") for child in node.children)
        value = builder.typed(node, None) if is_read else builder.function(node)
        return Entry(key=builder.key(node.child_by_field_name("name") or node), value=value)
    return Spread(value=builder.inner(node))
