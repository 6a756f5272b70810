"""The records of an input, whatever its form: a table of readers, and a look at the first bytes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracking_plan.payloads.input.blocks import Blocks, Stream
from tracking_plan.payloads.input.limits import Limits
from tracking_plan.payloads.input.readers import document, lines
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A form that payloads come in: how it is told by its head, and how it is read.

    `can_be_cut`: it may be read from the beginning of any line, without what stands before.
    """

    name: str
    fits: Callable[[bytes], bool]
    read: Callable[[Iterable[bytes], Limits], Iterator[Record]]
    can_be_cut: bool = False


READERS = (  # the first that fits; lines are what fits nothing else, and so the last
    Reader(name="json", fits=document.fits, read=document.read),
    Reader(name="ndjson", fits=lines.fits, read=lines.read, can_be_cut=True),
)


def reader_of(head: bytes) -> Reader:
    """The reader of what begins like that."""
    return next(reader for reader in READERS if reader.fits(head))


def records(stream: Stream, limits: Limits) -> Iterator[Record]:
    """The records of a stream. Whatever is wrong with its bytes is a error of some record."""
    blocks = Blocks(stream)
    for error in blocks.errors:
        yield Record(1, b"", errors=(error,), column=1)
    is_empty = True
    for record in reader_of(blocks.head).read(blocks, limits):
        is_empty = False
        yield record
    if is_empty:
        yield Record(1, b"", errors=(ParseError(kind=ParseErrorKind.EMPTY),), column=1)
