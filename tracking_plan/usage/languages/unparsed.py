"""Where a grammar could not read the code, and which calls are uncertain for that."""

from collections.abc import Iterable, Iterator, Mapping

from tree_sitter import Node

from tracking_plan.usage.facts.unparsed import Unparsed
from tracking_plan.usage.languages.text import CodeText

_ERROR = "ERROR"
# What is read for itself: an error around it does not change what it says.
_APART = ("_statement", "_declaration", "_definition", "_clause", "arrow_function", "lambda")

_Bounds = tuple[int, int]  # the first byte and the end


def unparsed(
    root: Node,
    errors: Iterable[Node],
    calls: Iterable[Node],
    names: frozenset[str],
    text: CodeText,
) -> Unparsed:
    """What could not be read of a file; `calls` are those that are wanted, `names` their callees.

    A call is uncertain where its statement has an error: an argument may be lost, or another's.
    """
    errors, calls = tuple(errors), tuple(calls)
    uncertain = dict(_uncertain(root, frozenset(call.id for call in calls))) if errors else {}
    spans = [(call.start_byte, call.end_byte) for call in calls]
    around = tuple(set(uncertain.values()))
    words = [name.encode() + b"(" for name in names]
    reported = (
        text.span(node)
        for node in errors
        if any(node.start_byte < end and start < node.end_byte for start, end in spans)
        or any(node.start_byte <= end and start <= node.end_byte for start, end in around)
        or any(word in text.content[node.start_byte : node.end_byte] for word in words)
    )
    return Unparsed(tuple(reported), frozenset(text.span(c) for c in calls if c.id in uncertain))


def _uncertain(root: Node, wanted: frozenset[int]) -> Iterator[tuple[int, _Bounds]]:
    """The wanted calls in statements with errors, and these statements."""
    pending: list[tuple[Node, _Bounds | None]] = [(root, None)]
    while pending:
        node, bounds = pending.pop()
        if bounds is not None and node.id in wanted:
            yield node.id, bounds
        children = node.children
        strays = {c.start_point[0]: c.end_byte for c in children if _is_stray(c, node)}
        for child in children:
            inner = _inner(child, bounds, strays)
            if inner is not None or child.has_error:
                pending.append((child, inner))


def _is_stray(node: Node, parent: Node) -> bool:
    """Whether a node is no part of what stands beside it."""
    return node.type == _ERROR or (parent.type == _ERROR and not node.is_named)


def _inner(node: Node, around: _Bounds | None, strays: Mapping[int, int]) -> _Bounds | None:
    """The bounds of the code with errors that a node belongs to; None where it is read for itself.

    `strays` are the ends of what stands beside it, by line: a statement may be cut off there.
    """
    if node.type == _ERROR:
        return node.start_byte, node.end_byte
    if not node.type.endswith(_APART):
        return around
    cut = strays.get(node.end_point[0])
    if cut is None:
        return (node.start_byte, node.end_byte) if node.has_error else None
    return node.start_byte, max(node.end_byte, cut)
