"""Whose shape a payload has: the API's own, or that of something that has kept it since."""

from enum import StrEnum


class Shape(StrEnum):
    """What a payload looked like where it was captured.

    A row of the warehouse's table is no longer what was sent: the API has taken its envelope off.
    """

    ALTERTABLE = "altertable"
    ROW = "row"
