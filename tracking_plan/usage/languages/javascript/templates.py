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
