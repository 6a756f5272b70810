"""The registry as it stands in its folder: published versions, each checked by its hash."""

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from tracking_plan.git_lfs import is_pointer
from tracking_plan.names.phrases import plural
from tracking_plan.plan.text.tree import Tree
from tracking_plan.registry.publishing.candidates import Candidate, Key
from tracking_plan.registry.publishing.frozen import frozen_path
from tracking_plan.registry.publishing.json_text import file_hash
from tracking_plan.registry.publishing.layout import INDEX, JOURNAL, VERSION_FILE
from tracking_plan.registry.publishing.published_index import (
    REBUILD,
    Entry,
    merged,
    read_index,
)
from tracking_plan.registry.publishing.unfinished import Left, unfinished
from tracking_plan.registry.publishing.version_file import Frozen, read_key, read_schema
from tracking_plan.regular_file import MAX_BYTES

RESTORE = "restore the file from the history: a published version never changes"
_REWRITTEN = (
    "restore the file, or the index that goes with it, from the history: a published version is"
    " written once, so that editors and formatters have to leave it alone"
)
_CONFLICT = (
    "two branches published this version: keep the file of the one that is in use, and give the"
    " other the next number"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something wrong with the registry: the file, and what.

    `shown` is the path as findings name it. `is_mendable`: publishing puts it right.
    """

    path: str
    shown: str
    says: str
    hint: str
    is_mendable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What has been published: files and index, and what is wrong with them.

    `entries` is None where the index is missing or cannot be read, `index` its content; None: there
    is none. `plan` is the name of the plan that it was written for; None: it does not say.
    `unfinished` are files, by their paths, of a run of `publish` that did not come to its end.
    """

    files: Mapping[Key, Frozen]
    entries: Mapping[Key, Entry] | None
    index: bytes | None = None
    flaws: tuple[Flaw, ...] = ()
    plan: str | None = None
    unfinished: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been published, as far as can be seen."""
        return not (self.files or self.entries)

    @property
    def corrupt(self) -> frozenset[str]:
        """The files, by their paths, that do not tell what was published: gone, or changed."""
        known = self.known_entries
        kept = {
            file.path
            for key, file in self.files.items()
            if key in known and known[key].hash == file.hash
        }
        return frozenset(flaw.path for flaw in self.flaws if not flaw.is_mendable) - kept

    @property
    def known_entries(self) -> Mapping[Key, Entry]:
        """The entries that are known: an empty mapping where the index is missing or unreadable."""
        return self.entries or {}


NOTHING = Published(files={}, entries=None)


def changed(
    candidates: Mapping[Key, Candidate], before: Published
) -> Iterator[tuple[Candidate, Frozen]]:
    """The versions of which the plan says something else than was published under their number.

    A file that is not as it was published says nothing of that: it is a flaw itself.
    """
    corrupt = before.corrupt
    for key, one in candidates.items():
        file = before.files.get(key)
        if file is None or file.content == one.content or file.path in corrupt:
            continue
        if file.hash != one.hash:
            yield one, file


def published(tree: Tree, folder: str) -> Published:
    """What stands in the registry's folder of a tree, each flaw said and nothing raised."""
    return _Reader(tree, folder).published()


class _Reader:
    """Reads the files of one registry, and keeps what is wrong with them."""

    def __init__(self, tree: Tree, folder: str) -> None:
        self._tree = tree
        self._prefix = f"{folder}/" if folder else ""
        self._folder = folder
        self._flaws: list[Flaw] = []
        self._plan: str | None = None

    def published(self) -> Published:
        """What stands there."""
        names = self._names()
        index = self._content(INDEX) if INDEX in names else None
        sides = self._sides(index) if index is not None else ()
        known = {
            (frozen_path(*key), one.file_hash): one for side in sides for key, one in side.items()
        }
        read = (self._file(name, known) for name in names if VERSION_FILE.fullmatch(name))
        found = {file.key: file for file in read if file is not None}
        left = self._left(names, index, found)
        files = {key: file for key, file in found.items() if file.path not in left}
        entries = merged(sides, {key: file.hash for key, file in files.items()}) if sides else None
        if entries is not None:
            self._compare(entries, files)
        elif files and INDEX not in names:
            self._flaw(INDEX, "is missing", REBUILD, is_mendable=True)
        flaws = tuple(self._flaws)
        return Published(
            files=files,
            entries=entries,
            index=index,
            flaws=flaws,
            plan=self._plan,
            unfinished=left,
        )

    def _left(
        self, names: Container[str], index: bytes | None, found: Mapping[Key, Frozen]
    ) -> frozenset[str]:
        """The files of a run that did not come to its end, with a flaw where there are some."""
        content = self._content(JOURNAL) if JOURNAL in names else None
        listed: Left = unfinished(content, index) if content is not None else frozenset()
        left = frozenset(
            file.path
            for file in found.values()
            if not file.is_listed and (file.path, file_hash(file.content)) in listed
        )
        if left:
            what = f"{plural(len(left), 'file')} of it {'is' if len(left) == 1 else 'are'}"
            says = f"is left of a `publish` that did not come to its end: {what} not published"
            self._flaw(JOURNAL, says, "`tracking-plan publish` finishes it", is_mendable=True)
        return left

    def _names(self) -> list[str]:
        """The files below the registry's folder."""
        listing = self._tree.below(self._folder)
        for path in listing.unreadable:
            hint = "make it readable, so that what is published can be seen"
            self._flaw(path.removeprefix(self._prefix), "cannot be listed", hint)
        return [path.removeprefix(self._prefix) for path in listing.files]

    def _flaw(self, path: str, says: str, hint: str, *, is_mendable: bool = False) -> None:
        shown = self._tree.shown(f"{self._prefix}{path}")
        self._flaws.append(
            Flaw(path=path, shown=shown, says=says, hint=hint, is_mendable=is_mendable)
        )

    def _content(self, path: str) -> bytes | None:
        """The content of a file; None with a flaw."""
        full = f"{self._prefix}{path}"
        try:
            if not self._tree.is_inside(full):
                self._flaw(path, "is a link that leaves the plan's folder", "remove the link")
                return None
            content = self._tree.read(full)
        except OSError as error:
            self._flaw(path, f"cannot be read: {error.strerror}", RESTORE)
            return None
        if len(content) > MAX_BYTES:
            self._flaw(path, f"is larger than {MAX_BYTES // 1024 // 1024} MiB", RESTORE)
            return None
        if is_pointer(content):
            hint = "`git lfs pull` fetches it; a registry is small enough for git itself"
            self._flaw(path, "is a pointer of Git LFS, without the content", hint)
            return None
        return content

    def _sides(self, index: bytes) -> tuple[Mapping[Key, Entry], ...]:
        """The entries of the index; of each branch where a merge has left both."""
        read = read_index(index.decode("utf-8", "surrogateescape"))
        if read.fault is not None:
            says, hint, is_mendable = read.fault
            self._flaw(INDEX, says, hint, is_mendable=is_mendable)
        self._plan = read.plan
        return read.sides

    def _compare(self, entries: Mapping[Key, Entry], files: Mapping[Key, Frozen]) -> None:
        """Compares the index with the files."""
        faulty = {flaw.path for flaw in self._flaws}
        for key, entry in entries.items():
            path, file = frozen_path(*key), files.get(key)
            if path in faulty:
                continue
            if file is None:
                self._flaw(path, f"is gone: {_name(key)} was published", RESTORE)
            elif file.hash != entry.hash:
                self._flaw(path, f"was changed after {_name(key)} was published", RESTORE)
            elif not file.is_listed:
                says = f"was edited after {_name(key)} was published, though it means the same"
                self._flaw(path, says, _REWRITTEN)
        for key, file in files.items():
            if key not in entries and INDEX not in faulty:
                hint = "`tracking-plan publish` adds it to the index"
                self._flaw(file.path, f"is not listed in {INDEX}", hint, is_mendable=True)

    def _file(self, path: str, known: Mapping[tuple[str, str], Entry]) -> Frozen | None:
        content = self._content(path)
        if content is None:
            return None
        entry = known.get((path, file_hash(content)))
        if entry is not None:
            return Frozen(entry.key, path, content, entry.hash)
        try:
            schema = read_schema(content)
            key = read_key(schema) if schema is not None else None
            if key is not None and frozen_path(*key) == path:
                file = Frozen(key, path, content, None)
                return file if file.hash else None
        except (ValueError, RecursionError) as error:
            at = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
            if _has_marks(content):
                self._flaw(path, f"has the marks of a merge conflict{at}", _CONFLICT)
            else:
                self._flaw(path, f"is not JSON{at}", RESTORE)
            return None
        says = "is no published version: its event and version do not lead to this path"
        self._flaw(path, says, f"remove it, or {RESTORE}")
        return None


def _has_marks(content: bytes) -> bool:
    """Whether a merge has left its marks in a file."""
    return b"\n<<<<<<< " in b"\n" + content


def _name(key: Key) -> str:
    event, version = key
    return f"{event!r} {version}"
