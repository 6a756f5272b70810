"""The way into a large object: its members are passed over, up to the one that is wanted."""

from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.input.recovery import unreadable
from tracking_plan.payloads.input.text import Text
from tracking_plan.payloads.input.value_end import Break, value_end


def enter(text: Text, key: str, bracket: str, options: ReadOptions) -> bool:
    """Moves into the value of a key of the object that begins here, or in which the text stands."""
    if text.peek() == "{":
        text.advance(text.at + 1)
    while text.peek() in {'"', ","}:
        if text.peek() == ",":
            text.advance(text.at + 1)
            continue
        name = passed_over(text, options)
        if text.peek() != ":":
            return False
        text.advance(text.at + 1)
        if name == f'"{key}"'.encode() and text.peek() == bracket:
            text.advance(text.at + 1)
            return True
        if passed_over(text, options) is None:
            return False
    return False


def passed_over(text: Text, options: ReadOptions) -> bytes | None:
    """The bytes of the value that begins here, behind which the text then stands.

    None: the text stops within it. Of a value that is too long there are none.
    """
    if not text.peek():
        return None
    end = value_end(text, options, ends_input=True)
    if not isinstance(end, Break):
        return text.take(end)
    if end.error.kind is ParseErrorKind.TRUNCATED:
        return None
    if end.end is not None:
        text.advance(end.end)
        return b""
    for _ in unreadable(text, end.at, in_array=False):
        pass
    return b""
