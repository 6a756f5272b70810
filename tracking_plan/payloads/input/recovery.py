"""Where reading goes on behind what cannot be read, and the bytes on the way there."""

import re
from collections.abc import Iterator

from tracking_plan.payloads.input.json_strings import PIECE
from tracking_plan.payloads.input.text import Text

_LONG = 1 << 20  # characters of a line that are looked at together
_TOKEN = re.compile(rf"{PIECE}|[\[{{]+|[\]}}]+")  # brackets of a kind together, for the speed
_OBJECT = r'\{(?=\s*(?:["}]|$))|\[(?=\s*(?:[\[{\]]|$))'
_NEXT = re.compile(_OBJECT)
_NEXT_IN_ARRAY = re.compile(rf"{_OBJECT}|[,\]]")
_COMMENTS = ("//", "#")


def unreadable(text: Text, error_at: int, *, in_array: bool) -> Iterator[bytes]:
    """The bytes from here up to where reading can go on; moves the text on as they are asked for.

    `error_at` is the index of the character that could not be read, here or further on.
    """
    if text.buffer[text.at] in "{[":
        return _broken_nest(text, error_at)
    return _no_value(text, _NEXT_IN_ARRAY if in_array else _NEXT)


def _broken_nest(text: Text, error_at: int) -> Iterator[bytes]:
    """The rest of an object or an array that has an error.

    It ends with the bracket that closes it, or where a line with its own indentation opens another
    value, whichever is first.
    """
    indent = text.column - 1
    another = re.compile(rf"[ \t]{{{indent}}}[{{\[\]]")
    left, depth = error_at - text.at, 0
    while text.at < len(text.buffer) or not text.is_whole:
        end = text.line_end(_LONG)
        closed, depth = _closed(text, end, depth, text.at + left)
        left -= closed - text.at
        yield text.take(closed)
        if not depth:
            return
        text.line_end(_LONG)
        if left <= indent and text.column == 1 and another.match(text.buffer, text.at):
            return


def _closed(text: Text, end: int, depth: int, least: int) -> tuple[int, int]:
    """The index at which all brackets are closed, but not before `least`, and 0.

    Where some are left open: `end`, and how many.
    """
    for match in _TOKEN.finditer(text.buffer, text.at, end):
        first, count = text.buffer[match.start()], match.end() - match.start()
        if first in "[{":
            depth += count
        elif first in "]}":
            closed = match.start() + min(depth, count)
            depth -= count
            if depth <= 0 and closed > least:
                return closed, 0
    return end, max(depth, 1)


def _no_value(text: Text, following: re.Pattern[str]) -> Iterator[bytes]:
    """Text that begins no object: it ends with its line, or where something begins that may be one.

    A comment ends with its line.
    """
    is_comment = text.buffer.startswith(_COMMENTS, text.at)
    while True:
        end = text.line_end(_LONG)
        match = None if is_comment else following.search(text.buffer, text.at + 1, end)
        if match is not None:
            yield text.take(match.start())
            return
        is_done = text.is_whole or text.buffer[end - 1 : end] == "\n"
        yield text.take(end).rstrip(b"\r\n")
        if is_done:
            return
