"""The constants of classes and enumerations in JavaScript and TypeScript."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.expression import Dynamic, Expression, Group, Literal, ValueType
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.text import CodeText


def class_group(node: Node, text: CodeText, expressions: JavaScriptExpressions) -> Expression:
    """The static fields of a class."""
    members: dict[str, Expression] = {}
    fixed: set[str] = set()
    body = node.child_by_field_name("body")
    for child in body.named_children if body else ():
        name = child.child_by_field_name("name") or child.child_by_field_name("property")
        value = child.child_by_field_name("value")
        is_static = any(c.type == "static" for c in child.children)
        if name is not None and value is not None and is_static:
            members[text.of(name)] = expressions.build(value)
            fixed.update([text.of(name)] if is_readonly(child) else ())
    bases = tuple(_bases(node, text))
    return Group(
        at=text.span(node), members=members, is_enum=False, bases=bases, fixed=frozenset(fixed)
    )


def is_readonly(field: Node) -> bool:
    """Whether nothing may be assigned to a field but where it is declared."""
    return any(child.type == "readonly" for child in field.children)


def _bases(node: Node, text: CodeText) -> Iterator[str]:
    """The class that a class extends, if it is named."""
    for heritage in (child for child in node.children if child.type == "class_heritage"):
        clauses = [c for c in heritage.children if c.type == "extends_clause"] or [heritage]
        for child in clauses[0].children:
            if child.type in ("identifier", "member_expression"):
                yield text.of(child)


def enum_group(node: Node, text: CodeText, expressions: JavaScriptExpressions) -> Expression:
    """The members of an enumeration; one without a value is a number."""
    members: dict[str, Expression] = {}
    body = node.child_by_field_name("body")
    for child in body.named_children if body else ():
        if child.is_extra:
            continue
        name, value = child.child_by_field_name("name") or child, child.child_by_field_name("value")
        key = expressions.key(name)
        number = Dynamic(at=text.span(child), type=ValueType.INTEGER)
        called = str(key.value) if isinstance(key, Literal) else text.of(name)
        members[called] = expressions.build(value) if value else number
    return Group(at=text.span(node), members=members, is_enum=True)
