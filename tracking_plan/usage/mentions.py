"""A name in the text of files of any kind, which nothing that is read as code accounts for."""

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tracking_plan.globs import matcher
from tracking_plan.place import shown_path
from tracking_plan.regular_file import MAX_BYTES, read_regular
from tracking_plan.usage.project.repository import found_below


class Mention(NamedTuple):
    """A line that has a name: the file as findings have it, and the line from 1."""

    path: str
    line: int


def mentions(
    folder: Path, name: str, *, cwd: Path, exclude: Iterable[str] = ()
) -> Iterator[Mention]:
    """The lines of a project's files that have the name as words of its own, file by file.

    Binary and very large files have none. `exclude` are patterns of files below `folder`.
    """
    wanted = re.compile(rb"(?<![0-9A-Za-z_])" + re.escape(name.encode()) + rb"(?![0-9A-Za-z_])")
    is_excluded = matcher(tuple(exclude), below=True)
    for inner in sorted(found_below(folder).names):
        if is_excluded(inner):
            continue
        content = b""
        with contextlib.suppress(OSError):
            content = read_regular(os.path.join(folder, inner))  # noqa: PTH118  there are many
        if name.encode() not in content or b"\0" in content or len(content) > MAX_BYTES:
            continue
        path = shown_path(folder / inner, cwd)
        lines = {content.count(b"\n", 0, found.start()) + 1 for found in wanted.finditer(content)}
        yield from (Mention(path, line) for line in sorted(lines))
