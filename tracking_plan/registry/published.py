"""The registry as it stands in its folder: published versions, each checked by its hash."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracking_plan.place import JsonSchema
from tracking_plan.plan.text.tree import Tree
from tracking_plan.plan.version import parse_version
from tracking_plan.registry.candidates import Key
from tracking_plan.registry.frozen import EVENT, VERSION, frozen_path
from tracking_plan.registry.meaning import content_hash
from tracking_plan.registry.published_index import INDEX, REBUILD, Entry, merged, read_index
from tracking_plan.regular_file import MAX_BYTES

_OURS = re.compile(r"(?:[a-z0-9]+-)*[0-9a-f]{8}/[0-9]+\.[0-9]+\.json")
_RESTORE = "restore the file from the history: a published version never changes"
_CONFLICT = (
    "two branches published this version: keep the file of the one that is in use, and give the"
    " other the next number"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A version's file, and its hash as computed from it. `path` is below the registry."""

    key: Key
    schema: JsonSchema
    hash: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something wrong with the registry: the file, and what.

    `shown` is the path as findings name it. `is_mended`: publishing puts it right.
    """

    path: str
    shown: str
    says: str
    hint: str
    is_mended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What has been published: files and index, and what is wrong with them.

    `entries` is None where the index is missing or cannot be read, `index` its text; None: there is
    none.
    """

    files: Mapping[Key, Frozen]
    entries: Mapping[Key, Entry] | None
    index: str | None = None
    flaws: tuple[Flaw, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been published, as far as can be seen."""
        return not (self.files or self.entries)

    @property
    def entries_or_none(self) -> Mapping[Key, Entry]:
        """The entries; none where the index cannot be read."""
        return self.entries or {}


NOTHING = Published(files={}, entries=None)


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

    def published(self) -> Published:
        """What stands there."""
        listing = self._tree.below(self._folder)
        for path in listing.unreadable:
            hint = "make it readable, so that what is published can be seen"
            self._flaw(path.removeprefix(self._prefix), "cannot be listed", hint)
        names = [path.removeprefix(self._prefix) for path in listing.files]
        read = (self._file(name) for name in names if _OURS.fullmatch(name))
        files = {file.key: file for file in read if file is not None}
        text = self._text(INDEX, _RESTORE) if INDEX in names else None
        entries = self._entries(text, files) if text is not None else None
        if entries is not None:
            self._compare(entries, files)
        elif files and INDEX not in names:
            self._flaw(INDEX, "is missing", REBUILD, is_mended=True)
        return Published(files=files, entries=entries, index=text, flaws=tuple(self._flaws))

    def _flaw(self, path: str, says: str, hint: str, *, is_mended: bool = False) -> None:
        shown = self._tree.shown(f"{self._prefix}{path}")
        self._flaws.append(Flaw(path=path, shown=shown, says=says, hint=hint, is_mended=is_mended))

    def _text(self, path: str, hint: str) -> str | None:
        """The text of a file; None with a flaw."""
        full = f"{self._prefix}{path}"
        try:
            if not self._tree.is_inside(full):
                self._flaw(path, "is a link that leaves the plan's folder", "remove the link")
                return None
            content = self._tree.read(full)
        except OSError as error:
            self._flaw(path, f"cannot be read: {error.strerror}", hint)
            return None
        if len(content) > MAX_BYTES:
            self._flaw(path, f"is larger than {MAX_BYTES // 1024 // 1024} MiB", hint)
            return None
        return content.decode("utf-8", "surrogateescape")

    def _entries(self, text: str, files: Mapping[Key, Frozen]) -> Mapping[Key, Entry] | None:
        index = read_index(text)
        if index.fault is not None:
            says, hint, is_mended = index.fault
            self._flaw(INDEX, says, hint, is_mended=is_mended)
        if not index.sides:
            return None
        return merged(index.sides, {key: file.hash for key, file in files.items()})

    def _compare(self, entries: Mapping[Key, Entry], files: Mapping[Key, Frozen]) -> None:
        """Compares the index with the files."""
        known = {flaw.path for flaw in self._flaws}
        for key, entry in entries.items():
            path, file = frozen_path(*key), files.get(key)
            if path in known:
                continue
            if file is None:
                self._flaw(path, f"is gone: {_name(key)} was published", _RESTORE)
            elif file.hash != entry.hash:
                self._flaw(path, f"was changed after {_name(key)} was published", _RESTORE)
        for key, file in files.items():
            if key not in entries and INDEX not in known:
                hint = "`tracking-plan publish` adds it to the index"
                self._flaw(file.path, f"is not listed in {INDEX}", hint, is_mended=True)

    def _file(self, path: str) -> Frozen | None:
        text = self._text(path, _RESTORE)
        if text is None:
            return None
        try:
            schema: Any = json.loads(text, parse_constant=_refuse)
            key = _key(schema)
            if key is not None and frozen_path(*key) == path:
                return Frozen(key=key, schema=schema, hash=content_hash(schema), path=path)
        except (ValueError, RecursionError):
            hint = _CONFLICT if "\n<<<<<<< " in f"\n{text}" else _RESTORE
            self._flaw(path, "is not JSON", hint)
            return None
        says = "is no published version: its event and version do not lead to this path"
        self._flaw(path, says, f"remove it, or {_RESTORE}")
        return None


def _key(schema: Any) -> Key | None:
    """The event and the version that a file says it is of."""
    if not isinstance(schema, dict) or not isinstance(schema.get("$id"), str):
        return None
    event, written = schema.get(EVENT), schema.get(VERSION)
    version = parse_version(written) if isinstance(written, str) else None
    return (event, version) if isinstance(event, str) and version is not None else None


def _refuse(constant: str) -> Iterator[None]:
    raise ValueError(constant)


def _name(key: Key) -> str:
    event, version = key
    return f"{event!r} {version}"
