"""Chooses the shape in which a payload is read: the one that was named, or by its content."""

from dataclasses import replace

from tracking_plan.payloads.input.exact import exact_value
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.payload import Payload, payload_of
from tracking_plan.payloads.vendors.table import BY_SHAPE, VENDORS
from tracking_plan.payloads.vendors.vendor import Vendor
from tracking_plan.place import Json, Place

_ALTERTABLES_OWN = "environment"  # the API needs it, and nobody else has it


class AmbiguousShapeError(Exception):
    """A payload may be of several vendors. It is not guessed which; `shapes` are theirs."""

    def __init__(self, shapes: tuple[Shape, ...]) -> None:
        super().__init__(shapes)
        self.shapes = shapes

    def __str__(self) -> str:
        labels = " or ".join(f"{BY_SHAPE[shape].label}'s" for shape in self.shapes)
        options = " or ".join(f"--shape {shape}" for shape in self.shapes)
        return f"a payload in it may be {labels}: say which with {options}"


class Shapes:
    """Reads JSON values as payloads. `shape` None: each in the shape that it shows."""

    def __init__(self, shape: Shape | None = None) -> None:
        self._is_open = shape is None
        self._vendor = BY_SHAPE.get(shape) if shape is not None else None

    def of_record(self, record: Record, place: Place) -> Payload:
        """The payload that a record is.

        Raises:
            AmbiguousShapeError: it may be a payload of several vendors.
        """
        value = exact_value(record)
        if record.sent_as is not None:
            return payload_of(value, place, sent_as=record.sent_as)
        return self.payload_of(value, place, record.shape)

    def payload_of(self, value: Json, place: Place, otherwise: Shape = Shape.ALTERTABLE) -> Payload:
        """The payload that a JSON value is, whatever the value.

        `otherwise` is its shape where it is no vendor's: that of rows, for example.

        Raises:
            AmbiguousShapeError: it may be of several vendors.
        """
        vendor = self._vendor_meant(value) if self._is_open else self._vendor
        if vendor is not None:
            is_altertables = isinstance(value, dict) and _ALTERTABLES_OWN in value
            return vendor.payload_of(None if is_altertables else value, place)
        payload = payload_of(value, place)
        return payload if otherwise is Shape.ALTERTABLE else replace(payload, shape=otherwise)

    def _vendor_meant(self, value: Json) -> Vendor | None:
        """The vendor whose shape it has; None: Altertable's, or nobody's."""
        if not isinstance(value, dict) or _ALTERTABLES_OWN in value:
            return None
        meant = [vendor for vendor in VENDORS if vendor.is_meant(value)]
        if len(meant) > 1:
            raise AmbiguousShapeError(tuple(vendor.shape for vendor in meant))
        return meant[0] if meant else None
