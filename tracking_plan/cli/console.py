"""Writing: findings to standard output, all else to standard error, files in one piece."""

import contextlib
import io
import json
import os
import select
import sys
from pathlib import Path

import click

from tracking_plan.place import Json
from tracking_plan.report.escape import is_visible, safe_json, visible


def complain(message: str) -> None:
    """Says on standard error why the run cannot go on."""
    note(f"Error: {message}")


def note(message: str) -> None:
    """Writes lines to standard error, unable to act there; a closed one is no reason to stop."""
    text = "\n".join(visible(line) for line in message.split("\n"))
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def put(text: str) -> None:
    """Writes text to standard output, at once.

    Raises:
        BrokenPipeError: the reader has gone.
    """
    stream = sys.stdout
    stream.flush()
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    if not isinstance(raw, io.RawIOBase):  # unbuffered, or no file at all
        raw = getattr(stream, "buffer", None)
    if not isinstance(raw, io.RawIOBase):
        stream.write(text)
        stream.flush()
        return
    written = text.replace("\n", os.linesep) if os.linesep != "\n" else text
    _write_all(raw, written.encode(stream.encoding, stream.errors or "strict"))


def _write_all(raw: io.RawIOBase, data: bytes) -> None:
    """Writes every byte: a single write may take fewer, and a text stream drops the others."""
    left = memoryview(data)
    while left:
        count = raw.write(left)
        if count is None:  # a pipe that does not wait, and is full
            select.select([], [raw], [])
        else:
            left = left[count:]


def put_json(value: Json) -> None:
    """Writes JSON to standard output: readable text, with escapes for what acts in a terminal."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    put(visible_json(value, is_ascii=not is_unicode))


def visible_json(value: Json, *, is_ascii: bool = False) -> str:
    """JSON as readable text, with escapes for what acts in a terminal or a log."""
    text = json.dumps(value, indent=2, ensure_ascii=is_ascii)
    lines = text.split("\n")  # line ends are JSON's own: within strings they are escaped
    shown = "\n".join(line if is_visible(line) else _escaped(line) for line in lines)
    return safe_json(shown) + "\n"


def _escaped(line: str) -> str:
    return "".join(c if is_visible(c) else json.dumps(c)[1:-1] for c in line)


def silence_output() -> None:
    """Discards what is still buffered, so that Python's exit does not complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(OSError, ValueError):
        os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


class UnusableError(click.ClickException):
    """Something that the command line names cannot be used: exit code 2, without the usage."""

    exit_code = 2

    def format_message(self) -> str:
        """The message, unable to act in a terminal or a log."""
        return "\n".join(visible(line) for line in self.message.split("\n"))


class CannotWriteError(UnusableError):
    """A file that was asked for cannot be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"cannot write {str(path)!r}: {error.strerror or error}")
