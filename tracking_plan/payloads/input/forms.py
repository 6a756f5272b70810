"""The forms that inputs come in, as tables; and the records of an input, whatever its form.

An input is read in layers: a path or a stream is opened, its compression undone, its text made
UTF-8 in blocks (`blocks.py`), and the form, which the first bytes show, makes records of it. Forms
whose readers want a whole file are asked first, with its path.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tracking_plan.payloads.input.blocks import Blocks, Stream
from tracking_plan.payloads.input.compression import COMPRESSIONS, Compression, Uncompressed
from tracking_plan.payloads.input.line_judge import LineJudge, Watched
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers import (
    arrow,
    csv_table,
    document,
    har,
    lines,
    logs,
    long_batch,
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
_HAR = Form(name="har", fits=har.fits, read=har.read)
_LONG_BATCH = Form(name="long batch", fits=long_batch.fits, read=long_batch.read)
_LOG = Form(name="log", fits=logs.fits, read=logs.read, can_be_split=True, judged=logs.read)
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

    compressions: tuple[Compression, ...] = COMPRESSIONS
    file_forms: tuple[FileForm, ...] = (_PARQUET, _ARROW)
    forms: tuple[Form, ...] = (
        _HAR,
        _LONG_BATCH,
        _CSV,
        _DOCUMENT_OF_ROWS,
        _ROWS,
        _DOCUMENT,
        _LOG,
        _LINES,
    )

    def form(self, head: bytes) -> Form:
        """The form of a text that begins like that."""
        return next(form for form in self.forms if form.fits(head))

    def file_form(self, path: Path) -> FileForm | None:
        """The form of a file that is read as a whole; None: it is read as a stream."""
        return next((form for form in self.file_forms if form.fits(path)), None)


READABLE = Readable()
Watch = Callable[[Iterable[bytes], bytes], Iterable[bytes]]
_OF_ROWS = Readable(
    forms=(_CSV, replace(_DOCUMENT_OF_ROWS, fits=document.fits), replace(_ROWS, fits=lines.fits))
)
_OF_PAYLOADS = Readable(forms=(_HAR, _LONG_BATCH, _CSV, _DOCUMENT, _LOG, _LINES))


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
    watch: Watch | None = None,
) -> Iterator[Record]:
    """The records of a file, without what the judge takes; `watch` sees its text, if it has lines.

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
        yield from records(stream, options, readable, judge, watch)


def records(
    stream: Stream,
    options: ReadOptions,
    readable: Readable | None = None,
    judge: Watched | None = None,
    watch: Watch | None = None,
) -> Iterator[Record]:
    """The records of a stream, without what the judge takes.

    Whatever is wrong with its bytes is an error of some record. `watch` sees the text, its byte
    order mark first, if that has its payloads in lines.
    """
    readable = readable or readable_as(options.shape)
    source = Uncompressed(stream, readable.compressions)
    blocks = Blocks(source)
    for error in blocks.errors:
        yield Record(1, b"", errors=(error,), column=1)
    if blocks.is_packed:
        return
    form = readable.form(blocks.head)
    seen = watch(blocks, blocks.mark) if watch is not None and form.can_be_split else blocks
    if judge is None or form.judged is None:
        found, judge = form.read(seen, options), None
    else:
        found = form.judged(seen, options, judge)
    yield from _or_empty(_up_to_failure(found, source) if source.has_layers else found, judge)


def _up_to_failure(found: Iterator[Record], source: Uncompressed) -> Iterator[Record]:
    """The records, and what is wrong with the compression of an input at its end.

    The line that is cut there is not also said to be cut.
    """
    is_said = False
    for record in found:
        if record.is_read or source.failure is None or not source.is_cut_on(record.line):
            yield record
        elif not is_said:
            is_said = True
            yield Record(record.line, record.raw, errors=(source.failure,), column=record.column)
    if source.failure is not None and not is_said:
        yield Record(source.line, b"", errors=(source.failure,), column=1)


def _or_empty(found: Iterator[Record], judge: Watched | None = None) -> Iterator[Record]:
    """The records; where there are none, and none was taken, one that says so."""
    for record in found:
        yield record
        kind = None if record.is_read else record.errors[0].kind
        if kind not in OF_INPUT or kind is ParseErrorKind.EMPTY:
            yield from found
            return
    if judge is None or not judge.taken:
        yield Record(1, b"", errors=(ParseError(kind=ParseErrorKind.EMPTY),), column=1)
