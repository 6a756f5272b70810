"""Checks a scalar that may be of several kinds."""

from tracking_plan.plan.format.faults import Fault, wrong_kind
from tracking_plan.plan.format.kinds import FirstOf, Flag, Form
from tracking_plan.plan.format.scalars import SCALAR_FAULTS
from tracking_plan.plan.text.nodes import Scalar

_BOTH = "write true or false"


def fault_of_all(kind: FirstOf, node: Scalar) -> Fault | None:
    """What is wrong with a scalar that is of none of the kinds; None where it is of one.

    A text that is nearly one of them gets the fault of that one.
    """
    faults: dict[type, Fault] = {}
    for option in kind.kinds:
        fault = SCALAR_FAULTS[option.__class__](option, node)
        if fault is None:
            return None
        faults[option.__class__] = fault
    if Flag in faults and faults[Flag].hint != _BOTH:
        return faults[Flag]
    if Form in faults and node.is_text and node.text:
        return faults[Form]
    return wrong_kind(node, kind.what, f"write {kind.what}")
