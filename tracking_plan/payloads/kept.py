"""Where each line or payload of the inputs goes, once it has been judged: the valid, the invalid.

The lines of an input go whole and unchanged to one of the two: together they are the input. What
does not come in lines, or from several inputs, goes there payload by payload, each on a line.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracking_plan.payloads.input.original_lines import OriginalLines, Write
from tracking_plan.payloads.input.record import Record
from tracking_plan.place import Place
from tracking_plan.rule import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why a payload is invalid: its line among the invalid, where it was read, the errors."""

    line: int
    at: Place
    errors: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What takes the valid, the invalid and the reasons; each may be one that drops them.

    `whole_lines`: of an input that has lines, these are taken as they are; `split_batches`: but a
    batch is taken item by item.
    """

    valid: Write
    invalid: Write
    explain: Callable[[Reasons], object]
    whole_lines: bool
    split_batches: bool


class Kept:
    """Gives what a run has judged to the outputs, in the order of the inputs."""

    def __init__(self, outputs: Outputs) -> None:
        self._outputs = outputs
        self.name = ""
        self._lines: OriginalLines | None = None
        self._line_of_record = 0
        self._invalid_lines = 0

    @property
    def line(self) -> int:
        """Up to which line the present input has been given to the outputs."""
        return self._lines.line - 1 if self._lines is not None else self._line_of_record

    def begin(self, name: str) -> None:
        """The input of that name is about to be read."""
        self.name = name
        self._lines, self._line_of_record = None, 0

    def watch(self, blocks: Iterable[bytes], mark: bytes) -> Iterable[bytes]:
        """The blocks of the present input, which has its payloads in lines, behind that mark."""
        if not self._outputs.whole_lines:
            return blocks
        self._lines = OriginalLines(self._outputs.valid, self._outputs.invalid, mark=mark)
        return self._lines.watch(blocks)

    def end(self) -> None:
        """The present input has been read and judged to its end."""
        if self._lines is not None:
            self._lines.finish()

    def keep_valid(self, record: Record) -> None:
        """Takes a valid payload."""
        self._reach(record)
        if self._is_split(record):
            self._put(record, is_other=False)
        elif self._lines is None:
            self._line_of_record = record.first_line
            self._outputs.valid(record.pieces())

    def keep_invalid(self, record: Record, at: Place, errors: tuple[Found, ...]) -> None:
        """Takes an invalid payload, or what could not be read, with the errors that were found."""
        self._reach(record)
        line = self._invalid_lines + 1
        if self._lines is None:
            self._line_of_record = record.first_line
            self._outputs.invalid(self._counted(record.pieces()))
        elif self._is_split(record):
            self._put(record, is_other=True)
            self._invalid_lines += 1
        elif self._lines.take(record.first_line):
            self._invalid_lines += 1
        else:
            line -= 1
        self._outputs.explain(Reasons(line=line, at=at, errors=errors))

    def _reach(self, record: Record) -> None:
        """The lines before a record have been read, as far as they have any."""
        if self._lines is not None:
            self._lines.reach(record.first_line)

    def _is_split(self, record: Record) -> bool:
        is_item = record.batch is not None and self._lines is not None
        return is_item and self._outputs.split_batches

    def _put(self, record: Record, *, is_other: bool) -> None:
        assert self._lines is not None
        self._lines.put_in_place_of(record.first_line, record.as_line(), is_other=is_other)

    def _counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces, their line breaks counted: a text that is broken may have some within."""
        for piece in pieces:
            self._invalid_lines += piece.count(b"\n")
            yield piece
