"""Files that git or an archive keeps, as the tree of a plan: nothing is written to disk.

Contents are asked for in as few goes as possible. The loader asks of each file that it is going to
read whether it lies inside; with the first of them that it reads, all of them are fetched.
"""

import errno
import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from tracking_plan.git_lfs import is_pointer
from tracking_plan.plan.text.tree import Listing
from tracking_plan.registry.bases.errors import BaseError

_MOST_HOPS = 40

Fetch = Callable[[Iterable[str]], Mapping[str, bytes]]
"""Contents by key, those of the keys that are there. Raises a `BaseError` where none can be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What is kept below the folder of a plan. Paths are relative to it, with `/`.

    `files` has the key of each content, `symlinks` what each symbolic link leads to, as it is
    written; `closed` are the folders that are kept elsewhere (submodules).
    """

    files: Mapping[str, str]
    symlinks: Mapping[str, str] = field(default_factory=dict)
    closed: Sequence[str] = ()


class Stored:
    """A `Tree` of files that are kept in something else than a folder.

    `missing` and `passed_over` are filled as the plan is read: contents that cannot be had, and
    folders that may have had files of the plan.
    """

    def __init__(self, names: Names, fetch: Fetch, *, shown_in: Callable[[str], str]) -> None:
        self._names = names
        self._sorted = sorted({*names.files, *names.symlinks})
        self._fetch = fetch
        self._shown_in = shown_in
        self._wanted: dict[str, None] = {}
        self._contents: dict[str, bytes] = {}
        self.missing: list[BaseError] = []
        self.passed_over: list[str] = []

    def read(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            OSError: it cannot be read.
        """
        real = self._real(path)
        if real is None or real not in self._names.files:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        key = self._names.files[real]
        if key not in self._contents and not self.missing:
            self._want(real)
            self._fetch_wanted()
        if key not in self._contents:
            raise OSError(errno.EIO, "its content is not there", path)
        content = self._contents[key]
        if is_pointer(content):
            raise self._noted(_in_lfs(self.shown(path)), path)
        return content

    def below(self, folder: str) -> Listing:
        """What lies below a folder, links to folders not followed."""
        real = self._real(folder)
        if real is None:
            return Listing(())
        closed = self._closed_around(real)
        if closed is not None:
            message = f"{self.shown(closed)!r} is a submodule, whose files are kept elsewhere"
            self._noted(BaseError(message, "compare with a folder that has the whole plan"), closed)
            return Listing((), (closed,))
        start = f"{real}/" if real else ""
        self._pass_over(start)
        given = f"{folder}/" if folder else ""
        return Listing(tuple(given + path[len(start) :] for path in self._under(start)))

    def is_inside(self, path: str) -> bool:
        """Whether a path leads to something in the tree, and not behind a link that leaves it."""
        real = self._real(path)
        if real is not None and real in self._names.files:
            self._want(real)
        return real is not None

    def identity(self, path: str) -> str:
        """What two paths have in common that lead to one file."""
        return self._real(path) or path

    def shown(self, path: str) -> str:
        """A path as findings name it."""
        return self._shown_in(path)

    def _under(self, start: str) -> Iterator[str]:
        """The files whose paths begin so, those of installed packages left out as on disk."""
        for index in range(bisect_left(self._sorted, start), len(self._sorted)):
            path = self._sorted[index]
            if not path.startswith(start):
                return
            is_installed = "node_modules" in path[len(start) :].split("/")[:-1]
            if not (is_installed or self._leads_to_a_folder(path)):
                yield path

    def _leads_to_a_folder(self, path: str) -> bool:
        real = self._real(path) if path in self._names.symlinks else None
        if real is None:
            return False
        at = bisect_left(self._sorted, f"{real}/" if real else "")
        return at < len(self._sorted) and self._sorted[at].startswith(f"{real}/" if real else "")

    def _real(self, path: str) -> str | None:
        """Where a path leads, links followed; None where that lies outside."""
        path = "" if path in ("", ".") else path
        for _ in range(_MOST_HOPS):
            at = next((p for p in _from_the_top(path) if p in self._names.symlinks), None)
            if at is None:
                return path
            path = normpath(join(dirname(at), self._names.symlinks[at], path[len(at) + 1 :]))
            if path.startswith("/") or path.split("/")[0] == "..":
                return None
        return None

    def _want(self, real: str) -> None:
        key = self._names.files[real]
        if key not in self._contents:
            self._wanted[key] = None

    def _fetch_wanted(self) -> None:
        wanted, self._wanted = self._wanted, {}
        try:
            self._contents |= self._fetch(wanted)
        except BaseError as error:
            self.missing.append(error)

    def _closed_around(self, folder: str) -> str | None:
        return next((path for path in _from_the_top(folder) if path in self._names.closed), None)

    def _pass_over(self, start: str) -> None:
        self.passed_over.extend(
            f"{self.shown(path)!r} is a submodule: whatever the plan includes from it is not there"
            for path in self._names.closed
            if path.startswith(start)
        )

    def _noted(self, error: BaseError, path: str) -> OSError:
        """Keeps a reason for whoever loads the plan; gives an error for the loader."""
        self.missing.append(error)
        return OSError(errno.EIO, "its content is not there", path)


def _from_the_top(path: str) -> Iterator[str]:
    """The folders that a path lies in, the outermost first, and the path."""
    end = path.find("/")
    while end != -1:
        yield path[:end]
        end = path.find("/", end + 1)
    yield path


def _in_lfs(shown: str) -> BaseError:
    return BaseError(
        f"{shown!r} is in Git LFS; its content is not in the repository",
        "take the plan's files out of LFS, or compare with a folder that has them",
    )
