"""The places in Python code where what a variable has is handed on."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace
from tree_sitter import Node

from tracking_plan.usage.facts.expression import Expression, Member, Name
from tracking_plan.usage.facts.handing import ANY_KEY, CALLED, Handing, HandingKind
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.python.places import whole_of
from tracking_plan.usage.languages.text import CodeText
from tracking_plan.usage.languages.tree import member_of, named_nodes

_OWNERS = {"attribute": "object", "subscript": "value", "call": "function"}
_TARGETS = ("identifier", "attribute", "subscript")


class _Start(NamedTuple):
    """A variable where it stands, and what is taken of it there."""

    node: Node
    value: Node
    taken: tuple[str, ...]


def handings(
    root: Node, text: CodeText, expressions: PythonExpressions, path: str
) -> Iterator[Handing]:
    """Where a variable, or one of its attributes (`self.client`), is handed on."""
    first, *names = path.split(".")
    reader = _Reader(text, expressions)
    for node in named_nodes(root, text.content, frozenset({first}), are_called=True):
        whole = member_of(node, names, "attribute", "attribute")
        found = reader.whole(whole) if whole is not None else None
        yield from (found,) if found is not None else ()


def _taken(node: Node) -> tuple[Node, tuple[str, ...]]:
    """All that is taken of a variable, one out of the other, and by which keys."""
    keys: list[str] = []
    while True:
        node, _ = whole_of(node)
        parent = node.parent
        owner = _OWNERS.get(parent.type) if parent is not None else None
        if parent is None or owner is None or parent.child_by_field_name(owner) != node:
            return node, tuple(keys)
        name = parent.child_by_field_name("attribute" if owner == "object" else "subscript")
        keys.append(CALLED if owner == "function" else _key(name))
        node = parent


def _key(node: Node | None) -> str:
    """A name, or a text that is a key; what is neither may be any."""
    if node is None or node.type == "identifier":
        return (node.text or b"").decode("utf-8", "replace") if node is not None else ANY_KEY
    inner = [child for child in node.children if child.type == "string_content"]
    is_text = node.type == "string" and len(inner) == 1
    return (inner[0].text or b"").decode("utf-8", "replace") if is_text else ANY_KEY


class _Reader:
    def __init__(self, text: CodeText, expressions: PythonExpressions) -> None:
        self._text = text
        self._build = expressions.build

    def of(self, node: Node, start: _Start, keys: tuple[str, ...] = ()) -> Handing | None:
        """What gets a value, or what has that; None where nothing does."""
        while True:
            node, _ = whole_of(node)
            parent = node.parent
            if parent is None:
                return None
            match parent.type:
                case "pair" if parent.child_by_field_name("value") == node:
                    key = parent.child_by_field_name("key")
                    is_text = key is not None and key.type == "string"
                    keys = (_key(key) if is_text else ANY_KEY, *keys)
                    node = parent.parent or parent
                case "list" | "tuple" | "set" | "expression_list":
                    keys, node = (ANY_KEY, *keys), parent
                case "dictionary_splat" | "list_splat" if not _is_argument(parent):
                    node = parent.parent or parent
                case "lambda" if parent.child_by_field_name("body") == node:
                    keys, node = (CALLED, *keys), parent
                case _:
                    return self._ended(node, parent, start, keys)

    def _ended(
        self, node: Node, parent: Node, start: _Start, keys: tuple[str, ...]
    ) -> Handing | None:
        """What gets a value that is within nothing else."""
        match parent.type:
            case "argument_list" | "keyword_argument" | "dictionary_splat" | "list_splat":
                return self._called(node, parent, start, keys)
            case "assignment" if parent.child_by_field_name("right") == node:
                return self._given(parent.child_by_field_name("left"), start, keys)
            case "named_expression" if parent.child_by_field_name("value") == node:
                return self._given(parent.child_by_field_name("name"), start, keys)
            case "return_statement":
                return self._returned(parent, start, keys)
        return None

    def _called(
        self, node: Node, parent: Node, start: _Start, keys: tuple[str, ...]
    ) -> Handing | None:
        """The call that gets a value, as an argument or among those that are spread."""
        keyword = parent.child_by_field_name("name") if parent.type == "keyword_argument" else None
        if parent.type == "keyword_argument" and parent.child_by_field_name("value") != node:
            return None
        arguments = parent if parent.type == "argument_list" else parent.parent
        call = arguments.parent if arguments is not None else None
        callee = call.child_by_field_name("function") if call is not None else None
        if arguments is None or call is None or callee is None:
            return None
        given = [child for child in arguments.named_children if not child.is_extra]
        if callee.text == b"setattr" and given.index(node) == 2:
            owner = self._build(given[0])
            to = Member(at=self._text.span(given[0]), owner=owner, name=_key(given[1]))
            return self._handing(HandingKind.ASSIGNED, to, start, keys)
        return replace(
            self._handing(HandingKind.CALL, self._build(callee), start, keys),
            position=given.index(node) if parent == arguments else None,
            keyword=_key(keyword) if keyword is not None else None,
            outer=partial(self.whole, call),
        )

    def whole(self, node: Node) -> Handing | None:
        """What gets the value of an expression, or what is taken of it."""
        value, taken = _taken(node)
        return self.of(value, _Start(node, value, taken))

    def _given(self, target: Node | None, start: _Start, keys: tuple[str, ...]) -> Handing | None:
        """What is assigned to."""
        if target is None or target.type not in _TARGETS:
            return None
        return self._handing(HandingKind.ASSIGNED, self._build(target), start, keys)

    def _returned(self, node: Node, start: _Start, keys: tuple[str, ...]) -> Handing | None:
        """The function that returns a value; None for a method."""
        around = node.parent
        while around is not None and around.type not in ("function_definition", "lambda"):
            around = around.parent
        name = around.child_by_field_name("name") if around is not None else None
        if name is None:
            return None
        function = Name(at=self._text.span(name), text=self._text.of(name), offset=name.start_byte)
        return self._handing(HandingKind.RETURNED, function, start, (CALLED, *keys))

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


def _is_argument(spread: Node) -> bool:
    return spread.parent is not None and spread.parent.type == "argument_list"
