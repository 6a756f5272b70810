"""Where reading goes on behind what cannot be read, and the bytes on the way there."""

import re
from collections.abc import Iterator

from tracking_plan.payloads.input.json_strings import PIECE
from tracking_plan.payloads.input.text import Text

_LONG = 1 << 20  # characters of a line that are looked at together
_TOKEN = re.compile(rf"{PIECE}|\{{+|\[+|\}}+|\]+")  # brackets of a kind together, for the speed
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
    left, nest = error_at - text.at, _Nest()
    while text.at < len(text.buffer) or not text.is_whole:
        end = text.line_end(_LONG)
        closed = nest.closed(text.buffer, text.at, end, text.at + left)
        left -= (closed or end) - text.at
        yield text.take(closed or end)
        if closed is not None:
            return
        text.line_end(_LONG)
        if left <= indent and text.column == 1 and another.match(text.buffer, text.at):
            return


class _Nest:
    """The brackets that are open. One that closes closes all within it; or nothing, and is text.

    They are bytes, of which a line may have millions, and no step looks at all of them.
    """

    def __init__(self) -> None:
        self._open = bytearray()
        self._count = dict.fromkeys(b"{[", 0)

    def closed(self, text: str, start: int, end: int, least: int) -> int | None:
        """The index at which all are closed, but not before `least`; None: some are open."""
        for match in _TOKEN.finditer(text, start, end):
            first, count = text[match.start()], match.end() - match.start()
            if first in "[{":
                self._count[ord(first)] += count
                self._open += first.encode() * count
            elif first in "]}":
                left = self._close(_OPENER[first], count)
                if not self._open and match.end() - left > least:
                    return match.end() - left
        return None

    def _close(self, opener: int, count: int) -> int:
        """Closes so many brackets; how many are left once all are closed, or none can be."""
        while count and self._count[opener]:
            at = self._open.rfind(opener)
            for kind in self._count:
                self._count[kind] -= self._open.count(kind, at)
            del self._open[at:]
            count -= 1
        return count


_OPENER = {"]": ord("["), "}": ord("{")}


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
