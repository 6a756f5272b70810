"""What an input needs that is installed only when it is asked for: the extra `data`."""

from pathlib import Path

from tracking_plan.payloads.input.record import ParseError, ParseErrorKind, Record

INSTALL = "pip install 'tracking-plan[data]'"


def missing(what: str) -> ParseError:
    """What says that an input cannot be read without the extra."""
    return unusable(f"{what} is read by the extra 'data', which is not installed", INSTALL)


def unusable(detail: str, hint: str) -> ParseError:
    """What says why a table cannot be read."""
    return ParseError(kind=ParseErrorKind.UNUSABLE_TABLE, detail=detail, hint=hint)


def refused(error: ParseError) -> Record:
    """The one record of a table that cannot be read."""
    return Record(1, b"", errors=(error,), column=1)


def begins_with(path: Path, *magics: bytes) -> bool:
    """Whether a regular file begins with one of these; a pipe would lose what is looked at."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(max(map(len, magics))).startswith(magics)
