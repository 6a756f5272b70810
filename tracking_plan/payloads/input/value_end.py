"""Where the value ends that begins in a text, read as far as that takes; or why it has no end."""

import json
from dataclasses import dataclass

from tracking_plan.payloads.input.parse_errors import TOO_DEEP, TOO_MANY, syntax_parse_error
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind
from tracking_plan.payloads.input.text import Text
from tracking_plan.payloads.input.value_count import LARGE, has_too_many_values

_DECODER = json.JSONDecoder(parse_int=float)
_NEAR_END = 16  # an error so near to what has been read may come from what has not
_TOO_LONG = ParseError(kind=ParseErrorKind.TOO_LONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Why a value cannot be read, the index into the buffer at which that shows, and its end.

    `end` None: where the value ends is not known.
    """

    error: ParseError
    at: int
    end: int | None = None


def value_end(text: Text, options: ReadOptions, *, ends_input: bool) -> int | Break:
    """The end of the value that begins here, as an index into the buffer, or why it has none."""
    while True:
        is_too_long = len(text.buffer) - text.at > options.max_line
        try:
            end = _DECODER.raw_decode(text.buffer, text.at)[1]
        except json.JSONDecodeError as error:
            cut = error.msg.startswith("Unterminated")
            cut = cut or error.pos >= len(text.buffer) - _NEAR_END
            if not cut or text.is_whole:
                return _syntax(error, text, ends_input=ends_input)
            if is_too_long:
                return Break(error=_TOO_LONG, at=text.at)
            if _has_too_many_values(text, options):
                return Break(error=TOO_MANY, at=text.at)
        except RecursionError:
            return Break(error=TOO_DEEP, at=text.at)
        else:
            if end - text.at > options.max_line:
                return Break(error=_TOO_LONG, at=text.at, end=end)
            if end < len(text.buffer) or text.is_whole:
                return end
        text.read_more()


def _has_too_many_values(text: Text, options: ReadOptions) -> bool:
    """Whether the value that goes on behind the buffer has too many values already."""
    if len(text.buffer) - text.at <= LARGE:
        return False
    return has_too_many_values(text.buffer[text.at :].encode("utf-8", "surrogateescape"), options)


def _syntax(error: json.JSONDecodeError, text: Text, *, ends_input: bool) -> Break:
    found = syntax_parse_error(error, ends_input=text.is_whole and ends_input)
    at = text.at if found.kind is ParseErrorKind.TRUNCATED else min(error.pos, len(text.buffer))
    return Break(error=ParseError(kind=found.kind, detail=found.detail), at=at)
