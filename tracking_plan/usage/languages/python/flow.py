"""The ways through Python code."""

import re
from collections.abc import Callable, Mapping

from tree_sitter import Node

from tracking_plan.usage.languages.control import (
    BREAK,
    CONTINUE,
    LEAVE,
    Control,
    Decided,
    Left,
    Repeated,
    Tried,
)
from tracking_plan.usage.languages.flow import Flow

_JUMPS = {
    "break_statement": BREAK,
    "continue_statement": CONTINUE,
    "return_statement": LEAVE,
    "raise_statement": LEAVE,
}
_SUPPRESSING = frozenset({b"suppress", b"contextlib.suppress"})
_FAILING = re.compile(
    rb"open|(?:io|gzip|bz2|lzma|codecs|tarfile)\.open|(?:contextlib\.)?(?:closing|nullcontext)"
    rb"|(?:tempfile\.)?(?:TemporaryDirectory|NamedTemporaryFile|TemporaryFile)"
)  # context managers that let every error through


class PythonFlow(Flow):
    """Follows the ways through one file."""

    def control(self, node: Node) -> Control | None:
        """What a node does with the order of the code."""
        read = _CONTROLS.get(node.type)
        return read(node) if read is not None else None


def _left(node: Node) -> Control | None:
    return Left(where=_JUMPS[node.type], value=tuple(node.named_children))


def _chosen(statement: Node) -> Control | None:
    options: list[tuple[tuple[Node, ...], Node]] = []
    is_closed = False
    for clause in (statement, *statement.children_by_field_name("alternative")):
        asked = clause.child_by_field_name("condition")
        body = clause.child_by_field_name("consequence") or clause.child_by_field_name("body")
        if body is None:
            return None
        options.append(((asked,) if asked is not None else (), body))
        is_closed = is_closed or asked is None
    return Decided(options=tuple(options), is_closed=is_closed)


def _matched(match: Node) -> Control | None:
    subject, body = match.child_by_field_name("subject"), match.child_by_field_name("body")
    cases = [c for c in body.named_children if c.type == "case_clause"] if body is not None else []
    if subject is None or not cases:
        return None
    options: list[tuple[tuple[Node, ...], Node]] = [((), case) for case in cases]
    options[0] = ((subject,), cases[0])
    return Decided(options=tuple(options), is_closed=any(map(_fits_all, cases)))


def _fits_all(case: Node) -> bool:
    """Whether a case takes what is left: `case _`, `case other`."""
    patterns = [child for child in case.named_children if child.type == "case_pattern"]
    if case.child_by_field_name("guard") is not None or len(patterns) != 1:
        return False
    inner = patterns[0].named_children
    is_name = len(inner) == 1 and inner[0].type == "dotted_name"
    text = patterns[0].text or b""
    return text == b"_" or (is_name and b"." not in text)


def _while(loop: Node) -> Control | None:
    asked, body = loop.child_by_field_name("condition"), loop.child_by_field_name("body")
    if asked is None or body is None:
        return None
    return Repeated(
        asked=(asked,),
        body=body,
        otherwise=loop.child_by_field_name("alternative"),
        is_endless=asked.text in (b"True", b"1"),
    )


def _for(loop: Node) -> Control | None:
    named, each = loop.child_by_field_name("left"), loop.child_by_field_name("right")
    body = loop.child_by_field_name("body")
    if named is None or each is None or body is None:
        return None
    otherwise = loop.child_by_field_name("alternative")
    return Repeated(before=(each,), named=(named,), body=body, otherwise=otherwise)


def _tried(statement: Node) -> Control | None:
    body = statement.child_by_field_name("body")
    if body is None:
        return None
    children = statement.named_children
    return Tried(
        body=body,
        handlers=tuple(child for child in children if child.type == "except_clause"),
        otherwise=next((child for child in children if child.type == "else_clause"), None),
        last=next((child for child in children if child.type == "finally_clause"), None),
    )


def _managed(statement: Node) -> Control | None:
    body, is_passed = statement.child_by_field_name("body"), passes(statement)
    if body is None or is_passed is False:
        return None
    before = tuple(child for child in statement.named_children if child.type == "with_clause")
    return Tried(body=body, before=before, is_passed=is_passed)


def passes(statement: Node) -> bool | None:
    """Whether the code goes on after a `with` where something fails in it; None: unknown."""
    clauses = [child for child in statement.named_children if child.type == "with_clause"]
    callees = [_manager(item) for clause in clauses for item in clause.named_children]
    if any(callee in _SUPPRESSING for callee in callees):
        return True
    return False if all(map(_FAILING.fullmatch, callees)) else None


def _manager(item: Node) -> bytes:
    """The function that makes the context manager of an item of `with`; empty: none is called."""
    value = item.child_by_field_name("value")
    if value is not None and value.type == "as_pattern":
        value = value.named_children[0]
    callee = value.child_by_field_name("function") if value is not None else None
    return (callee.text or b"") if callee is not None else b""


def _chosen_value(node: Node) -> Control | None:
    if node.named_child_count != 3:
        return None
    first, asked, second = node.named_children
    return Decided(options=(((asked,), first), ((), second)), is_closed=True)


def _short(node: Node) -> Control | None:
    left, right = (node.child_by_field_name(name) for name in ("left", "right"))
    if left is None or right is None:
        return None
    return Decided(options=(((left,), right),), is_closed=False)


def _listed(node: Node) -> Control | None:
    """What a comprehension does may be done no time at all."""
    inner = tuple(node.named_children)
    return Repeated(named=inner) if inner else None


_CONTROLS: Mapping[str, Callable[[Node], Control | None]] = {
    "if_statement": _chosen,
    "match_statement": _matched,
    "conditional_expression": _chosen_value,
    "boolean_operator": _short,
    "while_statement": _while,
    "for_statement": _for,
    "try_statement": _tried,
    "with_statement": _managed,
    "list_comprehension": _listed,
    "set_comprehension": _listed,
    "dictionary_comprehension": _listed,
    "generator_expression": _listed,
    **dict.fromkeys(_JUMPS, _left),
}
