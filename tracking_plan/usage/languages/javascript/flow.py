"""The ways through JavaScript and TypeScript code."""

from collections.abc import Callable, Mapping

from tree_sitter import Node

from tracking_plan.usage.languages.control import (
    BREAK,
    CONTINUE,
    LEAVE,
    Control,
    Decided,
    Labelled,
    Left,
    Repeated,
    Switched,
    Tried,
)
from tracking_plan.usage.languages.flow import Flow

_JUMPS = {
    "break_statement": BREAK,
    "continue_statement": CONTINUE,
    "return_statement": LEAVE,
    "throw_statement": LEAVE,
}
_SHORT = ("&&", "||", "??")


class JavaScriptFlow(Flow):
    """Follows the ways through one file."""

    def control(self, node: Node) -> Control | None:
        """What a node does with the order of the code."""
        read = _CONTROLS.get(node.type)
        return read(node) if read is not None else None


def _chosen(statement: Node) -> Control | None:
    options: list[tuple[tuple[Node, ...], Node]] = []
    current: Node | None = statement
    while current is not None:
        asked, body = (current.child_by_field_name(n) for n in ("condition", "consequence"))
        other = current.child_by_field_name("alternative")
        if asked is None or body is None:
            return None
        options.append(((asked,), body))
        inner = other.named_children[-1] if other is not None and other.named_children else None
        if inner is not None and inner.type != "if_statement":
            options.append(((), inner))
            return Decided(options=tuple(options), is_closed=True)
        current = inner
    return Decided(options=tuple(options), is_closed=False)


def _switched(switch: Node) -> Control | None:
    value, body = switch.child_by_field_name("value"), switch.child_by_field_name("body")
    if value is None or body is None:
        return None
    cases = [c for c in body.named_children if c.type in ("switch_case", "switch_default")]
    is_closed = any(case.type == "switch_default" for case in cases)
    return Switched(before=(value,), cases=tuple(cases), is_closed=is_closed)


def _loop(loop: Node) -> Control | None:
    body, asked = (loop.child_by_field_name(name) for name in ("body", "condition"))
    first, step = (loop.child_by_field_name(name) for name in ("initializer", "increment"))
    if body is None:
        return None
    is_open = asked is None or asked.type == "empty_statement"
    text = asked.text or b"" if asked is not None and not is_open else b""
    return Repeated(
        before=(first,) if first is not None else (),
        asked=(asked,) if asked is not None else (),
        body=body,
        after=(step,) if step is not None else (),
        is_late=loop.type == "do_statement",
        is_endless=is_open or text.strip(b"(); \t") in (b"true", b"1"),
    )


def _for_each(loop: Node) -> Control | None:
    named, each = loop.child_by_field_name("left"), loop.child_by_field_name("right")
    body = loop.child_by_field_name("body")
    if named is None or each is None or body is None:
        return None
    return Repeated(before=(each,), named=(named,), body=body)


def _tried(statement: Node) -> Control | None:
    names = ("body", "handler", "finalizer")
    body, handler, last = (statement.child_by_field_name(name) for name in names)
    if body is None:
        return None
    return Tried(body=body, handlers=(handler,) if handler is not None else (), last=last)


def _labelled(statement: Node) -> Control | None:
    label, body = (statement.child_by_field_name(name) for name in ("label", "body"))
    return Labelled(label=_text(label), body=body) if label is not None and body else None


def _left(node: Node) -> Control | None:
    label = node.child_by_field_name("label")
    value = () if label is not None else tuple(node.named_children)
    return Left(where=_JUMPS[node.type], label=_text(label) if label else "", value=value)


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _chosen_value(node: Node) -> Control | None:
    names = ("condition", "consequence", "alternative")
    asked, first, second = (node.child_by_field_name(name) for name in names)
    if asked is None or first is None or second is None:
        return None
    return Decided(options=(((asked,), first), ((), second)), is_closed=True)


def _short(node: Node) -> Control | None:
    operator = node.child_by_field_name("operator")
    left, right = (node.child_by_field_name(name) for name in ("left", "right"))
    if operator is None or operator.type not in _SHORT or left is None or right is None:
        return None
    return Decided(options=(((left,), right),), is_closed=False)


_CONTROLS: Mapping[str, Callable[[Node], Control | None]] = {
    "if_statement": _chosen,
    "ternary_expression": _chosen_value,
    "binary_expression": _short,
    "switch_statement": _switched,
    "while_statement": _loop,
    "do_statement": _loop,
    "for_statement": _loop,
    "for_in_statement": _for_each,
    "try_statement": _tried,
    "labeled_statement": _labelled,
    **dict.fromkeys(_JUMPS, _left),
}
