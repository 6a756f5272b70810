"""The forms that inputs come in, as tables; and the records of an input, whatever its form.

An input is read in layers: a path or a stream is opened, its compression undone, its text made
UTF-8 in blocks (`blocks.py`), and the form, which the first bytes show, makes records of it. Forms
whose readers want a whole file are asked first, with its path.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tracking_plan.payloads.input.blocks import Blocks, Stream
from tracking_plan.payloads.input.compression import Compression, uncompressed
from tracking_plan.payloads.input.line_judge import LineJudge, Watched
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers import (
    arrow,
    csv_table,
    document,
    lines,
    parquet,
    row_lines,
)
from tracking_plan.payloads.input.record import OF_INPUT, ParseError, ParseErrorKind, Record
from tracking_plan.payloads.input.shape import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of text: how it is recognised by its first bytes, and how it is read.

    `can_be_split`: it may be read from the beginning of any line, without what is before.
    `judged` reads only what a judge of lines leaves; None: the form has no lines to judge.
    """

    name: str
    fits: Callable[[bytes], bool]
    read: Callable[[Iterable[bytes], ReadOptions], Iterator[Record]]
    can_be_split: bool = False
    judged: Callable[[Iterable[bytes], ReadOptions, LineJudge], Iterator[Record]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForm:
    """A form whose reader needs the file itself, to go back and forth in it."""

    name: str
    fits: Callable[[Path], bool]
    read: Callable[[Path, ReadOptions], Iterator[Record]]


_PARQUET = FileForm(name="parquet", fits=parquet.fits, read=parquet.read)
_ARROW = FileForm(name="arrow", fits=arrow.fits, read=arrow.read)
_CSV = Form(name="csv", fits=csv_table.fits, read=csv_table.read)
_DOCUMENT_OF_ROWS = Form(
    name="json rows", fits=row_lines.fits_document, read=row_lines.read_document
)
_ROWS = Form(name="ndjson rows", fits=row_lines.fits, read=row_lines.read, can_be_split=True)
_DOCUMENT = Form(name="json", fits=document.fits, read=document.read)
_LINES = Form(name="ndjson", fits=lines.fits, read=lines.read, can_be_split=True, judged=lines.read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """All that can be read. Of each table the first row that fits counts.

    The last form fits everything, so that there is always one.
    """

    compressions: tuple[Compression, ...] = ()
    file_forms: tuple[FileForm, ...] = (_PARQUET, _ARROW)
    forms: tuple[Form, ...] = (_CSV, _DOCUMENT_OF_ROWS, _ROWS, _DOCUMENT, _LINES)

    def form(self, head: bytes) -> Form:
        """The form of a text that begins like that."""
        return next(form for form in self.forms if form.fits(head))

    def file_form(self, path: Path) -> FileForm | None:
        """The form of a file that is read as a whole; None: it is read as a stream."""
        return next((form for form in self.file_forms if form.fits(path)), None)


READABLE = Readable()
_OF_ROWS = Readable(
    forms=(_CSV, replace(_DOCUMENT_OF_ROWS, fits=document.fits), replace(_ROWS, fits=lines.fits))
)
_OF_PAYLOADS = Readable(forms=(_CSV, _DOCUMENT, _LINES))


def readable_as(shape: Shape | None) -> Readable:
    """What can be read where all payloads have that shape; None: each input shows its own."""
    if shape is None:
        return READABLE
    return _OF_ROWS if shape is Shape.ROW else _OF_PAYLOADS


def file_records(
    path: Path,
    options: ReadOptions,
    readable: Readable | None = None,
    judge: Watched | None = None,
) -> Iterator[Record]:
    """The records of a file, without what the judge takes.

    `readable` None: what can be read in the shape of the options.

    Raises:
        OSError: it cannot be opened.
    """
    readable = readable or readable_as(options.shape)
    form = readable.file_form(path)
    if form is not None:
        yield from _or_empty(form.read(path, options))
        return
    with path.open("rb") as stream:
        yield from records(stream, options, readable, judge)


def records(
    stream: Stream,
    options: ReadOptions,
    readable: Readable | None = None,
    judge: Watched | None = None,
) -> Iterator[Record]:
    """The records of a stream, without what the judge takes.

    Whatever is wrong with its bytes is an error of some record.
    """
    readable = readable or readable_as(options.shape)
    blocks = Blocks(uncompressed(stream, readable.compressions))
    for error in blocks.errors:
        yield Record(1, b"", errors=(error,), column=1)
    if blocks.is_packed:
        return
    form = readable.form(blocks.head)
    if judge is None or form.judged is None:
        yield from _or_empty(form.read(blocks, options))
    else:
        yield from _or_empty(form.judged(blocks, options, judge), judge)


def _or_empty(found: Iterator[Record], judge: Watched | None = None) -> Iterator[Record]:
    """The records; where there are none, and none was taken, one that says so."""
    is_empty = True
    for record in found:
        is_empty = is_empty and not record.is_read and record.errors[0].kind in OF_INPUT
        yield record
    if is_empty and (judge is None or not judge.taken):
        yield Record(1, b"", errors=(ParseError(kind=ParseErrorKind.EMPTY),), column=1)
