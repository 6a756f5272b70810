"""Elements of JSX and of markup as calls of their components, whose attributes are an object."""

import html
from collections.abc import Iterable, Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.expression import (
    Argument,
    Dynamic,
    Entry,
    Expression,
    Invocation,
    Literal,
    Member,
    Name,
    Spread,
    Table,
)
from tracking_plan.usage.facts.markup import (
    Attribute,
    AttributeKind,
    Element,
    component_name,
)
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.language import FileContent
from tracking_plan.usage.languages.text import CodeText

_OF_THE_LIBRARY = ("key",)  # which no component gets


class Elements:
    """Reads the elements of one file whose components are `wanted`, by their last names."""

    def __init__(
        self,
        root: Node,
        text: CodeText,
        expressions: JavaScriptExpressions,
        wanted: frozenset[str],
    ) -> None:
        self._root = root
        self._text = text
        self._expressions = expressions
        self._wanted = wanted

    def all(
        self, nodes: Iterable[Node], file: FileContent
    ) -> tuple[tuple[Node, ...], tuple[Invocation, ...]]:
        """The opening tags in JSX that are wanted, and all that are, as calls."""
        tags = tuple(self._of_jsx(nodes))
        calls = (*(call for _, call in tags), *self._of_markup(file.elements))
        return tuple(node for node, _ in tags), calls

    def _of_jsx(self, nodes: Iterable[Node]) -> Iterator[tuple[Node, Invocation]]:
        for node in nodes:
            name = node.child_by_field_name("name")
            path = component_name(self._text.of(name)) if name is not None else ""
            if self._is_wanted(path) and name is not None:
                entries = [self._entry(child) for child in node.named_children if child != name]
                kept = tuple(entry for entry in entries if entry is not None)
                bounds = (node.start_byte, node.end_byte)
                yield node, self._invocation(path, name.start_byte, bounds, kept)

    def _of_markup(self, elements: Iterable[Element]) -> Iterator[Invocation]:
        for element in elements:
            path = component_name(element.name)
            if self._is_wanted(path):
                entries = tuple(map(self._attribute, element.attributes))
                bounds = (element.start, element.end)
                yield self._invocation(path, element.start + 1, bounds, entries)

    def _is_wanted(self, path: str) -> bool:
        """Whether it is a component, and no element of HTML, and wanted."""
        return path.rpartition(".")[2] in self._wanted and ("." in path or path[:1].isupper())

    def _invocation(
        self, path: str, start: int, bounds: tuple[int, int], entries: tuple[Entry | Spread, ...]
    ) -> Invocation:
        at, named = self._text.between(*bounds), self._text.between(start, start + len(path))
        first, *members = path.split(".")
        callee: Expression = Name(at=named, text=first, offset=start)
        for member in members:
            callee = Member(at=named, owner=callee, name=member)
        attributes = Argument(value=Table(at=at, entries=entries))
        return Invocation(
            at=at, callee=callee, arguments=(attributes,), offset=bounds[0], is_element=True
        )

    def _entry(self, node: Node) -> Entry | Spread | None:
        """An attribute in JSX; None where it is none that a component gets."""
        inner = node.named_children
        if node.type == "jsx_expression":
            is_spread = bool(inner) and inner[0].type == "spread_element"
            spread = inner[0].named_children if is_spread else []
            return Spread(value=self._expressions.build(spread[0])) if spread else None
        name = self._text.of(inner[0]) if inner else ""
        if node.type != "jsx_attribute" or name in _OF_THE_LIBRARY:
            return None
        key = Literal(at=self._text.span(inner[0]), value=name)
        return Entry(key=key, value=self._value(inner[1]) if inner[1:] else _true(key))

    def _value(self, node: Node) -> Expression:
        at = self._text.span(node)
        if node.type == "string":  # without escapes, and with those of HTML
            return Literal(at=at, value=html.unescape(self._text.of(node)[1:-1]))
        if node.type == "jsx_expression" and len(node.named_children) == 1:
            return self._expressions.build(node.named_children[0])
        return Dynamic(at=at)

    def _attribute(self, attribute: Attribute) -> Entry | Spread:
        """An attribute in a file of markup."""
        at = self._text.between(attribute.start, attribute.end)
        key = Literal(at=at, value=attribute.name)
        match attribute.kind:
            case AttributeKind.TEXT:
                value: Expression = Literal(at=at, value=html.unescape(attribute.text))
            case AttributeKind.FLAG:
                value = _true(key)
            case AttributeKind.UNKNOWN:
                value = Dynamic(at=at)
            case _:
                value = self._code(attribute.start, attribute.end)
        if attribute.kind is AttributeKind.SPREAD:
            return Spread(value=value)
        return Entry(key=key, value=value)

    def _code(self, start: int, end: int) -> Expression:
        """The expression that is the code between two offsets; unknown where it is none alone."""
        code = self._text.content[start:end]
        first, last = start + len(code) - len(code.lstrip()), start + len(code.rstrip())
        node = self._root.named_descendant_for_byte_range(first, last) if first < last else None
        if node is None or (node.start_byte, node.end_byte) != (first, last):
            return Dynamic(at=self._text.between(start, end))
        return self._expressions.build(node)


def _true(key: Literal) -> Literal:
    return Literal(at=key.at, value=True)
