"""Places in files: spans of text, and the JSON types."""

import os
from pathlib import Path
from typing import NamedTuple

JsonScalar = str | int | float | bool | None
Json = JsonScalar | list["Json"] | dict[str, "Json"]
JsonSchema = dict[str, Json]
Route = tuple[str | int, ...]


class Span(NamedTuple):
    """A range of text: lines and columns from 1, columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def contains(self, other: "Span") -> bool:
        """Whether `other` begins within this span."""
        start = (other.line, other.column)
        return (self.line, self.column) <= start < (self.end_line, self.end_column)


class Place(NamedTuple):
    """A span in a file.

    `path` is as a user would type it: relative to the current folder where the file lies
    below it, with forward slashes. `span` is None where the file as a whole is meant.
    """

    path: str
    span: Span | None = None

    def position(self, *, with_column: bool = True) -> str:
        """`path:line:column` or `path:line`, unescaped; the path where it means the whole file."""
        if self.span is None:
            return self.path
        column = f":{self.span.column}" if with_column else ""
        return f"{self.path}:{self.span.line}{column}"

    def further_down(self, lines: int) -> "Place":
        """The place that many lines further down."""
        if self.span is None:
            return self
        line, column, end_line, end_column = self.span
        return Place(self.path, Span(line + lines, column, end_line + lines, end_column))


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends: CR, LF and CRLF end one, and nothing else does."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def shown_path(path: Path, folder: Path) -> str:
    """A path as a user would type it in `folder`: relative where it lies below, with `/`."""
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        pass
    try:
        up = os.path.relpath(path, folder)
    except ValueError:  # another drive, on Windows
        return path.as_posix()
    return Path(up).as_posix()


def repository_root(folder: Path) -> Path | None:
    """The root of the repository that a folder lies in, by its `.git`; None: it lies in none."""
    return next((root for root in (folder, *folder.parents) if (root / ".git").exists()), None)
