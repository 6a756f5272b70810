"""Where the files of a plan may lie in a repository: the root file, and what it includes."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from posixpath import normpath
from typing import NamedTuple

from tracking_plan.plan.text.nodes import MappingNode, Scalar, SequenceNode
from tracking_plan.plan.text.parse import decode, parse
from tracking_plan.plan.text.tree import inclusion

_WILD = frozenset("*?[{")
_MOST_PATHS = 100  # that git is asked about; of more, the whole folders are
_NOTHING = (None, None)
cached_inclusion = lru_cache(maxsize=16)(inclusion)


class Root(NamedTuple):
    """A plan's root file: its path from the repository's root, and its patterns of `include`."""

    path: str
    patterns: tuple[str, ...]

    @property
    def folder(self) -> str:
        """The folder that it lies in, with `/` at its end; empty for the repository's root."""
        return self.path[: self.path.rfind("/") + 1]


class Scope(NamedTuple):
    """Paths of files, or of folders with all that is below; the empty path is the repository."""

    paths: frozenset[str]

    def covers(self, path: str) -> bool:
        """Whether a file lies at one of the paths, or below it."""
        return not self.paths.isdisjoint(_upwards(path))


def _upwards(path: str) -> Iterator[str]:
    """The path and the folders that it lies in, the repository last."""
    yield path
    while path:
        path = path[: max(path.rfind("/"), 0)]
        yield path


def scope_of(roots: Iterable[Root]) -> Scope:
    """What may have files of the plan, if none of them is a symbolic link."""
    found: set[str] = set()
    for root in roots:
        found.add(root.path)
        for pattern in root.patterns:
            top = _top(pattern)
            if top is not None:
                found.add(f"{root.folder}{top}".rstrip("/"))
    return Scope(frozenset(found)) if len(found) <= _MOST_PATHS else whole_scope(roots)


def whole_scope(roots: Iterable[Root]) -> Scope:
    """The folders of the root files, with all that is below: whatever links lead to."""
    return Scope(frozenset(root.folder.rstrip("/") for root in roots))


def _top(pattern: str) -> str | None:
    """The first folder or file that a pattern names; empty: it may be any; None: it names none."""
    first = normpath(pattern).split("/")[0]
    if first in ("", ".", ".."):
        return None
    return "" if not _WILD.isdisjoint(first) else first


def include_patterns(content: bytes) -> tuple[str, ...]:
    """The patterns under `include` of a root file; none where it cannot be read."""
    text = decode(content, "")
    if not isinstance(text, str) or ("include" not in text and "\\" not in text):
        return ()
    root = parse(text, "").root
    _, node = root.entries.get("include", _NOTHING) if isinstance(root, MappingNode) else _NOTHING
    items = node.items if isinstance(node, SequenceNode) else [node]
    return tuple(item.text for item in items if isinstance(item, Scalar))
