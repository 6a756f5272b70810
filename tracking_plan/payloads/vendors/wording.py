"""What is said of the shapes that payloads were read in."""

from collections.abc import Iterator, Mapping

from tracking_plan.names.phrases import plural
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.vendors.table import VENDORS


def notes(shapes: Mapping[Shape, int], *, other: int) -> Iterator[str]:
    """How many payloads were read as whose; and `other`, of which a plan says nothing."""
    for vendor in VENDORS:
        count = shapes.get(vendor.shape, 0)
        if count:
            yield f"{plural(count, 'payload')} read as {vendor.label}'s"
    rows = shapes.get(Shape.ROW, 0)
    if rows:
        yield f"{plural(rows, 'payload')} read as rows of a table, without the API's envelope"
    if other:
        them = plural(other, "payload")
        yield f"{them} of kinds that a plan says nothing of, such as group calls"
