"""What is wrong with a node, as a value: a code, a message and a hint."""

import math
from typing import NamedTuple

from tracking_plan.finding import Code
from tracking_plan.plan.codes import shape as shape_codes
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar


class Fault(NamedTuple):
    """What is wrong with a node. A fault of warning severity leaves its value usable."""

    code: Code
    message: str
    hint: str | None = None


def wrong_kind(node: Node, wanted: str, hint: str | None = None) -> Fault:
    """The fault of a node that is something else than `wanted`."""
    if hint is None and wanted == "text" and isinstance(node, Scalar) and node.text:
        hint = f"quote it: '{node.text[:60]}'"
    if hint is None and wanted == "a mapping":
        hint = "write it as a mapping: {NAME: VALUE, ...}"
    return Fault(shape_codes.WRONG_KIND, f"expected {wanted}, got {_what(node)}", hint)


def _what(node: Node) -> str:
    """What a node is, as a message names it."""
    if not isinstance(node, Scalar):
        return "a mapping" if isinstance(node, MappingNode) else "a list"
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{node.text[:40]}, which is not finite"
    return f"the {'boolean' if isinstance(value, bool) else 'number'} {node.text[:40]}"
