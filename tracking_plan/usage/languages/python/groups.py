"""Classes in Python code as groups of members."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.expression import (
    Dynamic,
    Expression,
    Group,
    Invocation,
    Literal,
    Member,
    MemberKind,
    Name,
)
from tracking_plan.usage.languages.python.enumerations import enumeration_kind, value_of
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.text import CodeText

_DECIDING = frozenset({"value", "_value_", "__new__"})
"""What an enumeration may define that says what its members are, and their values."""


def class_group(node: Node, text: CodeText, expressions: PythonExpressions) -> Group:
    """The members that a class assigns in its body, and its bases."""
    bases = node.child_by_field_name("superclasses")
    paths = tuple(text.of(c) for c in bases.named_children) if bases else ()
    names = [path.split(".")[-1] for path in paths]
    body = node.child_by_field_name("body")
    own = frozenset(_functions(body, text)) if body else frozenset[str]()
    is_text = "StrEnum" in names and "_generate_next_value_" not in own
    members = dict(_members(body, is_text, text, expressions)) if body else {}
    kind = enumeration_kind(names)
    if kind is not None:
        members = {name: value_of(member, names) for name, member in members.items()}
    if kind is not None and not own.isdisjoint(_DECIDING):
        members = {name: Dynamic(at=member.at) for name, member in members.items()}
    return Group(
        at=text.span(node),
        members=members,
        is_enum=kind is not None,
        bases=paths,
        kind=kind or MemberKind.VALUE,
    )


def _functions(body: Node, text: CodeText) -> Iterator[str]:
    """The names of the functions in the body of a class."""
    for statement in body.children:
        inner = statement.child_by_field_name("definition") or statement
        name = inner.child_by_field_name("name")
        if inner.type == "function_definition" and name is not None:
            yield text.of(name)


def _members(
    body: Node, is_text: bool, text: CodeText, expressions: PythonExpressions
) -> Iterator[tuple[str, Expression]]:
    for statement in body.children:
        inner = statement.children[0] if statement.children else statement
        left, right = inner.child_by_field_name("left"), inner.child_by_field_name("right")
        if inner.type != "assignment" or left is None or right is None:
            continue
        name, value = text.of(left), expressions.build(right)
        automatic = isinstance(value, Invocation) and (
            (isinstance(value.callee, Name) and value.callee.text == "auto")
            or (isinstance(value.callee, Member) and value.callee.name == "auto")
        )
        if automatic and is_text:  # StrEnum: the member's name, lower-cased
            value = Literal(at=value.at, value=name.lower())
        yield name, Dynamic(at=value.at) if automatic and not is_text else value
