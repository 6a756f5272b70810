"""The places in JavaScript code where what a variable has is handed on, those in JSX too."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace
from tree_sitter import Node

from tracking_plan.usage.facts.expression import Expression, Member, Name
from tracking_plan.usage.facts.handing import ANY_KEY, CALLED, Handing, HandingKind
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.javascript.mentions import is_dependencies
from tracking_plan.usage.languages.javascript.places import whole_of
from tracking_plan.usage.languages.text import CodeText
from tracking_plan.usage.languages.tree import member_of, named_nodes

_OWNERS = {
    "member_expression": ("object", "property"),
    "subscript_expression": ("object", "index"),
    "call_expression": ("function", None),
    "new_expression": ("constructor", None),
}
_FUNCTIONS = ("arrow_function", "function_expression")
_TARGETS = ("identifier", "member_expression", "subscript_expression")
_ELEMENTS = ("jsx_opening_element", "jsx_self_closing_element")


class _Start(NamedTuple):
    """A variable where it stands, and what is taken of it there."""

    node: Node
    value: Node
    taken: tuple[str, ...]


def handings(
    root: Node, text: CodeText, expressions: JavaScriptExpressions, path: str
) -> Iterator[Handing]:
    """Where a variable, or one of its members (`this.client`), is handed on."""
    first, *names = path.split(".")
    reader = _Reader(text, expressions)
    for node in named_nodes(root, text.content, frozenset({first}), are_called=True):
        whole = member_of(node, names, "member_expression", "property")
        found = reader.whole(whole) if whole is not None else None
        yield from (found,) if found is not None else ()


def _taken(node: Node) -> tuple[Node, tuple[str, ...]]:
    """All that is taken of a variable, one out of the other, and by which keys."""
    keys: list[str] = []
    while True:
        node, _ = whole_of(node)
        parent = node.parent
        owner, name = _OWNERS.get(parent.type, ("", None)) if parent is not None else ("", None)
        if parent is None or not owner or parent.child_by_field_name(owner) != node:
            return node, tuple(keys)
        keys.append(_key(parent.child_by_field_name(name)) if name is not None else CALLED)
        node = parent


def _key(node: Node | None) -> str:
    """A name, or a text that is a key; what is neither may be any."""
    if node is None or node.type.startswith(("property_id", "shorthand_property_id")):
        return (node.text or b"").decode("utf-8", "replace") if node is not None else ANY_KEY
    inner = [child for child in node.children if child.type == "string_fragment"]
    is_text = node.type == "string" and len(inner) == 1
    return (inner[0].text or b"").decode("utf-8", "replace") if is_text else ANY_KEY


class _Reader:
    def __init__(self, text: CodeText, expressions: JavaScriptExpressions) -> None:
        self._text = text
        self._build = expressions.build

    def whole(self, node: Node) -> Handing | None:
        """What gets the value of an expression, or what is taken of it."""
        value, taken = _taken(node)
        return self._of(value, _Start(node, value, taken))

    def _of(self, node: Node, start: _Start, keys: tuple[str, ...] = ()) -> Handing | None:
        """What gets a value, or what has that; None where nothing does."""
        while True:
            node, _ = whole_of(node)
            parent = node.parent
            if parent is None:
                return None
            match parent.type:
                case "pair" if parent.child_by_field_name("value") == node:
                    keys = (_key(parent.child_by_field_name("key")), *keys)
                    node = parent.parent or parent
                case "object":  # `{ client }`
                    keys, node = (_key(node), *keys), parent
                case "array" if not is_dependencies(parent):
                    keys, node = (ANY_KEY, *keys), parent
                case "spread_element" if parent.parent and parent.parent.type in (
                    "array",
                    "object",
                ):
                    node = parent.parent
                case "arrow_function" if parent.child_by_field_name("body") == node:
                    keys, node = (CALLED, *keys), parent
                case "return_statement" if (around := _around(parent)) is not None and (
                    around.type in _FUNCTIONS
                ):
                    keys, node = (CALLED, *keys), around
                case _:
                    return self._ended(node, parent, start, keys)

    def _ended(
        self, node: Node, parent: Node, start: _Start, keys: tuple[str, ...]
    ) -> Handing | None:
        """What gets a value that is within nothing else."""
        outer = parent.parent
        match parent.type:
            case "arguments":
                return self._called(node, parent, start, keys)
            case "spread_element" if outer is not None and outer.type == "arguments":
                return self._called(parent, outer, start, keys)
            case "spread_element" | "jsx_expression":
                return self._attribute(parent, start, keys)
            case "variable_declarator" if parent.child_by_field_name("value") == node:
                return self._given(parent.child_by_field_name("name"), start, keys)
            case "assignment_expression" if parent.child_by_field_name("right") == node:
                return self._given(parent.child_by_field_name("left"), start, keys)
            case "public_field_definition" | "field_definition":
                return self._field(parent, start, keys)
            case "return_statement":
                return self._returned(_around(parent), start, keys)
        return None

    def _called(
        self, node: Node, arguments: Node, start: _Start, keys: tuple[str, ...]
    ) -> Handing | None:
        """The call that gets a value, as an argument or among those that are spread."""
        call = arguments.parent
        callee = (
            call.child_by_field_name(_OWNERS.get(call.type, ("function",))[0]) if call else None
        )
        if call is None or callee is None:
            return None
        given = [child for child in arguments.named_children if not child.is_extra]
        position = given.index(node)
        if callee.text == b"Object.assign" and position:
            owner, name = self._build(given[0]), keys[0] if keys else ANY_KEY
            to = Member(at=self._text.span(given[0]), owner=owner, name=name)
            return self._handing(HandingKind.ASSIGNED, to, start, keys[1:])
        return replace(
            self._handing(HandingKind.CALL, self._build(callee), start, keys),
            position=position if node.type != "spread_element" else None,
            outer=partial(self.whole, call),
        )

    def _attribute(self, node: Node, start: _Start, keys: tuple[str, ...]) -> Handing | None:
        """The component of an element in JSX that gets a value, among its attributes."""
        whole = node.parent
        if whole is not None and whole.type == "jsx_attribute":
            keys = (_key(whole.named_children[0]), *keys)
            whole = whole.parent
        elif whole is not None and whole.type == "jsx_expression":
            whole = whole.parent
        name = whole.child_by_field_name("name") if whole and whole.type in _ELEMENTS else None
        if name is None:
            return None
        made = self._handing(HandingKind.CALL, self._build(name), start, keys)
        return replace(made, position=0)

    def _given(self, target: Node | None, start: _Start, keys: tuple[str, ...]) -> Handing | None:
        """What is assigned to."""
        if target is None or target.type not in _TARGETS:
            return None
        return self._handing(HandingKind.ASSIGNED, self._build(target), start, keys)

    def _field(self, field: Node, start: _Start, keys: tuple[str, ...]) -> Handing | None:
        """The field of a class that has a value from the start."""
        name = field.child_by_field_name("name") or field.child_by_field_name("property")
        if name is None:
            return None
        at = self._text.span(name)
        me = Name(at=at, text="this", offset=name.start_byte)
        to = Member(at=at, owner=me, name=self._text.of(name))
        return self._handing(HandingKind.ASSIGNED, to, start, keys)

    def _returned(
        self, function: Node | None, start: _Start, keys: tuple[str, ...]
    ) -> Handing | None:
        """The function that returns a value; None for a method."""
        name = function.child_by_field_name("name") if function is not None else None
        if name is None or name.type != "identifier":
            return None
        named = Name(at=self._text.span(name), text=self._text.of(name), offset=name.start_byte)
        return self._handing(HandingKind.RETURNED, named, start, (CALLED, *keys))

    def _handing(
        self, kind: HandingKind, to: Expression, start: _Start, keys: tuple[str, ...]
    ) -> Handing:
        return Handing(
            kind=kind,
            to=to,
            value=self._build(start.value),
            at=self._text.span(start.node),
            offset=start.node.start_byte,
            taken=start.taken,
            keys=keys,
        )


def _around(node: Node) -> Node | None:
    """The function around a statement."""
    around = node.parent
    while around is not None and "function" not in around.type and "method" not in around.type:
        around = around.parent
    return around
