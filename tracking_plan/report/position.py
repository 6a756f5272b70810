"""Places as text: `path:line:column`."""

from tracking_plan.place import Place
from tracking_plan.report.escape import visible


def position(at: Place | None, none: str = "-") -> str:
    """`path:line:column` of a place, unescaped; `none` where there is no place."""
    return none if at is None else at.position()


def safe_position(at: Place | None) -> str:
    """The place, escaped, and never like a command of a CI's log at the start of a line."""
    text = visible(position(at))
    return f"./{text}" if text.startswith((":", "#", " ")) else text
