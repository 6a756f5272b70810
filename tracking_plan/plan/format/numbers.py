"""Scalars as numbers: which JSON can have, and which are written otherwise."""

import math
import re
from collections.abc import Iterator

from tracking_plan.plan.format.faults import Fault, wrong_kind
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, core_value

_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:[_,'. \u00a0][0-9]{3})+")
_BINARY = re.compile(r"0b[01]+")


def finite(node: Scalar) -> int | float | None:
    """The number that a scalar is; None where it is none, or not a finite one."""
    value = node.value
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def beyond(node: Scalar) -> str | None:
    """Why JSON has no such number as a scalar is; None where it has, or it is no number."""
    value = node.value
    if not isinstance(value, float) or math.isfinite(value):
        return None
    if node.text.lstrip("+-").lower() in (".inf", ".nan"):
        return f"JSON has no {node.text}"
    return "no number that programs can hold is so large"


def not_in_json(node: Node) -> Iterator[tuple[Scalar, Fault]]:
    """The numbers in a node that JSON cannot have, each with its fault."""
    if isinstance(node, Scalar):
        hint = beyond(node) if node.plain else None
        if hint is not None:
            yield node, wrong_kind(node, "a value", hint)
    elif isinstance(node, MappingNode):
        for _, value in node.entries.values():
            yield from not_in_json(value)
    else:
        for item in node.items:
            yield from not_in_json(item)


def meant_number(node: Scalar) -> str | None:
    """The hint for a number that is written otherwise; None where it is none."""
    text = node.text
    if not node.plain and isinstance(core_value(text), int | float):
        return f"write {text}, without quotes"
    if _GROUPED.fullmatch(text):
        return f"write {re.sub('[^-+0-9]', '', text)}"
    if _BINARY.fullmatch(text):
        return f"write {int(text, 2)}"
    why = beyond(node)
    return f"{why}; leave the limit out" if why else None
