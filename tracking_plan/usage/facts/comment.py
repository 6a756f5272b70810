"""Comments that are addressed to this tool."""

from msgspec import Struct

from tracking_plan.place import Span


class Comment(Struct, frozen=True, kw_only=True):
    """A comment that is addressed to this tool: its text and its place.

    `is_alone`: no code is on its lines. `is_before`: there is code behind it, and none before.
    """

    text: str
    at: Span
    is_alone: bool
    is_before: bool = False
