"""JavaScript's template strings as expressions."""

from collections.abc import Callable

from tree_sitter import Node

from tracking_plan.usage.facts.expression import Expression, Literal, Template
from tracking_plan.usage.languages.javascript.escapes import javascript_text
from tracking_plan.usage.languages.text import CodeText


def template(node: Node, text: CodeText, inner: Callable[[Node], Expression]) -> Expression:
    """A `template_string`; `inner` reads what is filled in."""
    holes = [c for c in node.children if c.type == "template_substitution"]
    pieces: list[Expression] = []
    start, end = node.start_byte + 1, node.end_byte - 1
    for hole in [*holes, None]:
        stop = hole.start_byte if hole else end
        if stop > start:
            body = text.content[start:stop].decode("utf-8", "replace")
            written = javascript_text(body.replace("\r\n", "\n"))
            pieces.append(Literal(at=text.between(start, stop), value=written))
        if hole:
            pieces.append(inner(hole))
            start = hole.end_byte
    if not holes:
        whole = "".join(str(p.value) for p in pieces if isinstance(p, Literal))
        return Literal(at=text.span(node), value=whole)
    return Template(at=text.span(node), pieces=tuple(pieces))


_ANGLES = frozenset(("<", ">", ">>", ">>>"))


def is_typed_tag(node: Node) -> bool:
    """Whether it is a template with a tag that has types: the grammar takes it for comparisons."""
    operators = []
    last: Node | None = node
    while (angles := _angles(last)) and last is not None:
        operators.append(angles)
        last = last.child_by_field_name("right")
    if last is None or last.type != "template_string" or operators[-1:] in ([], ["<"]):
        return False
    first = node.child_by_field_name("left")
    while (angles := _angles(first)) and first is not None:
        operators.append(angles)
        first = first.child_by_field_name("left")
    return "<" in operators


def _angles(node: Node | None) -> str | None:
    """The operator of a comparison that may be the bracket of a type."""
    if node is None or node.type != "binary_expression":
        return None
    operator = node.child_by_field_name("operator")
    return operator.type if operator is not None and operator.type in _ANGLES else None
