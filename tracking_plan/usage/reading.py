"""The files of a project as they are scanned: what is in each, and the facts when asked for."""

import itertools
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from tracking_plan.place import Place, shown_path
from tracking_plan.processes import portions, shared
from tracking_plan.usage.facts.effort import MOST_CALLS, TOO_DEEP, TOO_MANY_CALLS, TooMuch
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.scan import Skipped
from tracking_plan.usage.facts.written import TextFacts, Written, text_facts
from tracking_plan.usage.languages.language import FileContent
from tracking_plan.usage.project.files import CodeFile, Unread, blocks, is_regular, read_code
from tracking_plan.usage.project.imports import ImportGraph, ProjectFiles
from tracking_plan.usage.project.mappings import Mappings
from tracking_plan.usage.project.mappings import reader as configuration
from tracking_plan.usage.project.scope import Selection
from tracking_plan.usage.recognition.settings import Settings

Watch = Callable[[int], None]
"""Hears now and then how many files have been looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How many processes share the work, and who hears of it."""

    jobs: int = 1
    watch: Watch = lambda _: None


_ALONE = Sharing()
_LEAST = 100  # files that are worth a process
_Seen = TypeVar("_Seen")
Mentions = Callable[[bytes], bool]
"""Says of the content of a file whether it mentions something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesRead:
    """What was read: all names, and of the files that mention tracking the content, by name."""

    names: tuple[str, ...]
    files: Mapping[str, FileContent]
    skipped: tuple[Skipped, ...]
    written: Written


class _Looked(NamedTuple):
    """What was seen of a file: why it is unread, if it mentions tracking, and what its text says.

    `text` None: the file is a test, or unread.
    """

    unread: Unread | None
    is_wanted: bool
    text: TextFacts | None


def read_files(
    selection: Selection, settings: Settings, cwd: Path, sharing: Sharing = _ALONE
) -> FilesRead:
    """Reads the files that a run looks at, in several processes where that pays."""
    files: dict[str, FileContent] = {}
    skipped = [_closed(shown_path(path, cwd)) for path in selection.closed_folders()]
    written = Written(settings.harmless, lambda name: _content(selection.folder, files, name))
    listed = tuple(selection.files())
    seen = _in_portions(listed, partial(_look, settings), sharing)
    for file, looked in zip(listed, seen, strict=True):
        content = read_code(file.path) if looked.is_wanted else None
        if looked.text is not None:
            written.take(file.name, looked.text)
        if isinstance(content, bytes):
            path = shown_path(Path(file.path), cwd)
            files[file.name] = settings.languages.content(path, file.name, content)
        elif why := content or looked.unread:
            skipped.append(unread(place_of(Path(file.path), cwd), why))
    names = tuple(file.name for file in listed)
    return FilesRead(names=names, files=files, skipped=tuple(skipped), written=written)


def _look(settings: Settings, file: CodeFile) -> _Looked:
    content = read_code(file.path)
    if isinstance(content, Unread):
        # Without NULs, UTF-16 reads like ASCII.
        texts = (block.replace(b"\0", b"") for block in blocks(file.path))
        if not content.may_have_calls and any(map(settings.mentions, texts)):
            content = replace(content, may_have_calls=True)
        return _Looked(unread=content, is_wanted=False, text=None)
    text = None if settings.is_test(file.name) else text_facts(file.name, content)
    return _Looked(unread=None, is_wanted=settings.mentions(content), text=text)


def _in_portions(
    files: tuple[CodeFile, ...], look: Callable[[CodeFile], _Seen], sharing: Sharing
) -> Iterator[_Seen]:
    """What is seen of each file, in their order."""
    portioned = portions([1] * len(files), sharing.jobs, _LEAST)

    def looked(number: int) -> list[_Seen]:
        return [look(files[index]) for index in portioned[number]]

    def watch(number: int) -> None:
        sharing.watch(portioned[number].start)

    return itertools.chain.from_iterable(shared(looked, len(portioned), sharing.jobs, watch))


def with_more(
    read: FilesRead,
    selection: Selection,
    settings: Settings,
    cwd: Path,
    using: Mentions,
    sharing: Sharing = _ALONE,
) -> FilesRead:
    """The files that were read, and those that use functions which were not looked for yet."""
    files = dict(read.files)
    others = tuple(file for file in selection.files() if file.name not in files)

    def is_using(file: CodeFile) -> bool:
        content = read_code(file.path)
        return not isinstance(content, Unread) and using(content)

    seen = _in_portions(others, is_using, Sharing(jobs=sharing.jobs))
    for file, is_wanted in zip(others, seen, strict=True):
        content = read_code(file.path) if is_wanted else None
        if isinstance(content, bytes):
            path = shown_path(Path(file.path), cwd)
            files[file.name] = settings.languages.content(path, file.name, content)
    return replace(read, files=files)


def _content(folder: Path, files: Mapping[str, FileContent], name: str) -> bytes | None:
    """The content of a file; None where it cannot be read, or is a link."""
    if name in files:
        return files[name].content
    path = str(folder / name)
    content = read_code(path) if is_regular(path) else None
    return None if isinstance(content, Unread) else content


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads the facts of a file by its name; of one that mentions no tracking from the disk."""

    folder: Path
    cwd: Path
    files: Mapping[str, FileContent]
    settings: Settings
    written: Written

    def content(self, name: str) -> bytes | None:
        """The text of a file; None where it cannot be read, or is a link."""
        return _content(self.folder, self.files, name)

    def module(self, name: str) -> Module | None:
        """The facts of a file; None where it cannot be read, or is a link.

        Raises `TooMuch` where it takes more than it may.
        """
        if name in self.files:
            return parsed(self.files[name], self.settings, self.written)
        content = self.content(name)
        if content is None:
            return None
        shown = shown_path(self.folder / name, self.cwd)
        file = self.settings.languages.content(shown, name, content)
        return parsed(file, self.settings, self.written)


def parsed(file: FileContent, settings: Settings, written: Written) -> Module:
    """The facts of a file; raises `TooMuch` where it takes more than it may to find them."""
    may_have_many = file.content.count(b"(") > MOST_CALLS
    if may_have_many and settings.calls(file.content) > MOST_CALLS:
        raise TooMuch(TOO_MANY_CALLS)
    scan = settings.languages[file.language].load_scanner()
    try:
        module = scan(file, settings.names)
        module.written = written
        return module
    except RecursionError:
        raise TooMuch(TOO_DEEP) from None


def import_graph(
    selection: Selection, read: FilesRead, cwd: Path, settings: Settings
) -> ImportGraph:
    """Where imports lead between the files that were read."""
    reader = _Reader(
        folder=selection.folder,
        cwd=cwd,
        files=read.files,
        settings=settings,
        written=read.written,
    )
    names = selection.everything.code
    folders = {posixpath.dirname(name) for name in names}
    files = ProjectFiles(names, Mappings(configuration(str(selection.folder)), folders))
    return ImportGraph(files, reader.module, settings.languages, reader.content)


def unread(at: Place, why: Unread) -> Skipped:
    """A file that cannot be read, as it is reported."""
    return Skipped(at=at, reason=why.reason, may_have_calls=why.may_have_calls)


def _closed(path: str) -> Skipped:
    reason = "cannot be looked into"
    return Skipped(at=Place(path=path), reason=reason, may_have_calls=True, what="folder")


def place_of(path: Path, cwd: Path) -> Place:
    """The place of a file as findings name it."""
    return Place(path=shown_path(path, cwd))
