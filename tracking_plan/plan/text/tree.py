"""Where the files of a plan are kept: a folder on disk, or texts at hand.

A plan that git or an archive keeps needs no more than another `Tree`.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from tracking_plan.globs import fixed_prefix, matcher
from tracking_plan.place import shown_path
from tracking_plan.regular_file import read_regular, read_stream, real_path

ROOT_NAMES = ("tracking-plan.yaml", "tracking-plan.yml")
NOT_CHECKED_OUT = (
    "`git sparse-checkout add FOLDER` checks a folder out, `git sparse-checkout disable` everything"
)


class Listing(NamedTuple):
    """The files below a folder, by path, and the folders that could not be listed.

    `absent` are files that belong there, and that git did not check out.
    """

    files: tuple[str, ...]
    unreadable: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


class Tree(Protocol):
    """Files below the folder of a plan's root. Paths are relative to it, with `/`."""

    def read(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            OSError: it cannot be read.
        """
        ...

    def below(self, folder: str) -> Listing:
        """What lies below a folder, links to folders not followed."""
        ...

    def is_inside(self, path: str) -> bool:
        """Whether a path leads to something in the tree, and not behind a link that leaves it."""
        ...

    def identity(self, path: str) -> str:
        """What two paths have in common that lead to one file."""
        ...

    def shown(self, path: str) -> str:
        """A path as findings name it."""
        ...


class Disk:
    """A folder on disk, whose files are named as seen from the folder `seen_from`.

    `named` is the file that the user named, which may be a pipe or a device; no other may.
    """

    def __init__(self, folder: Path, seen_from: Path, named: str | None = None) -> None:
        self._folder = folder
        self._seen_from = seen_from
        self._named = named
        self._known: dict[str, Listing] = {}  # a plan is read at one moment

    def read(self, path: str) -> bytes:
        """The content of a file, and no more of it than a plan may have and one byte.

        Raises:
            OSError: it cannot be read.
        """
        read = read_stream if path == self._named else read_regular
        return read(self._folder / path)

    def below(self, folder: str) -> Listing:
        """What lies below a folder, links to folders not followed; each folder is listed once."""
        if folder not in self._known:
            self._known[folder] = self._listing(folder)
        return self._known[folder]

    def _listing(self, folder: str) -> Listing:
        unreadable: list[str] = []

        def note(error: OSError) -> None:
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                unreadable.append(self._relative(Path(error.filename)))

        return Listing(tuple(self._walk(self._folder / folder, note)), tuple(unreadable))

    def is_inside(self, path: str) -> bool:
        """Whether a path leads to something in the folder, and not behind a link that leaves it."""
        return real_path(self._folder / path).is_relative_to(real_path(self._folder))

    def identity(self, path: str) -> str:
        """What two paths have in common that lead to one file."""
        return os.path.realpath(self._folder / path)

    def shown(self, path: str) -> str:
        """A path as findings name it."""
        return shown_path(self._folder / path, self._seen_from)

    def _walk(self, top: Path, note: "_Note") -> Iterator[str]:
        for folder, folders, names in os.walk(top, onerror=note):
            folders[:] = sorted(name for name in folders if name not in (".git", "node_modules"))
            yield from (self._relative(Path(folder, name)) for name in sorted(names))

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()


class _Note(Protocol):
    def __call__(self, error: OSError, /) -> None: ...


class Texts:
    """Texts at hand, by path."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def read(self, path: str) -> bytes:
        """The text in UTF-8.

        Raises:
            OSError: there is none of that path.
        """
        if path not in self._texts:
            raise FileNotFoundError(2, os.strerror(2), path)
        return self._texts[path].encode("utf-8", "surrogatepass")

    def below(self, folder: str) -> Listing:
        """The paths that begin with the folder's."""
        start = f"{folder}/" if folder else ""
        return Listing(tuple(sorted(path for path in self._texts if path.startswith(start))))

    def is_inside(self, path: str) -> bool:
        """True: there are no links."""
        return True

    def identity(self, path: str) -> str:
        """The path."""
        return path

    def shown(self, path: str) -> str:
        """The path."""
        return path


class Included(NamedTuple):
    """What a pattern of `include` names. `files` are without the root; `is_root`: it matches, too.

    `outside` are the matches that lie outside the root's folder or behind a link that leaves
    it; `unreadable` the folders that could not be listed; `absent` the matches that git did not
    check out.
    """

    is_root: bool
    files: tuple[str, ...]
    outside: tuple[str, ...]
    unreadable: tuple[str, ...]
    absent: tuple[str, ...] = ()


def expand(pattern: str, tree: Tree, root: str) -> Included:
    """The files that a pattern, relative to the folder of the root file, matches, by path."""
    normal = _normal(pattern)
    if Path(pattern).is_absolute() or normal.split("/")[0] == "..":
        return Included(is_root=False, files=(), outside=(pattern,), unreadable=())
    if normal == ".":
        return Included(is_root=False, files=(), outside=(), unreadable=())
    is_match, top = matcher([normal]), fixed_prefix(normal)
    if not tree.is_inside(top):  # nothing outside is as much as listed
        return Included(is_root=False, files=(), outside=(pattern,), unreadable=())
    listing = tree.below(top)
    matches = [path for path in listing.files if is_match(path)]
    inside = [path for path in matches if tree.is_inside(path)]
    return Included(
        is_root=root in inside,
        files=tuple(path for path in inside if path != root),
        outside=tuple(path for path in matches if path not in set(inside)),
        unreadable=listing.unreadable,
        absent=tuple(path for path in listing.absent if is_match(path)),
    )


def would_match(patterns: Iterable[str], path: str) -> bool:
    """Whether a pattern would match a file of that path, relative to the root's folder."""
    return inclusion(patterns)(path)


def inclusion(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether one of the patterns would match a file, by its path relative to the root's folder."""
    return matcher(normal for each in patterns if (normal := _normal(each)) != ".")


def _normal(pattern: str) -> str:
    return os.path.normpath(pattern).replace(os.sep, "/")


def find_root(start: Path) -> Path | None:
    """The plan's root file in `start` or the nearest folder above it; None where there is none."""
    folder = real_path(start)
    for candidate in (folder, *folder.parents):
        found = root_in(candidate)
        if found is not None:
            return found
    return None


def root_in(folder: Path) -> Path | None:
    """The root file in this very folder; None where there is none."""
    return next((folder / name for name in ROOT_NAMES if (folder / name).is_file()), None)
