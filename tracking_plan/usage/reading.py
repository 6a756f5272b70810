"""The files of a project as they are scanned: what is in each, and the facts when asked for."""

import itertools
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from tracking_plan.place import Place, shown_path
from tracking_plan.processes import portions, shared
from tracking_plan.usage.code_texts import CodeTexts, Files
from tracking_plan.usage.facts.effort import MOST_CALLS, TOO_DEEP, TOO_MANY_CALLS, TooMuch
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.says import Says
from tracking_plan.usage.facts.scan import Skipped
from tracking_plan.usage.facts.written import TextFacts, Written, text_facts
from tracking_plan.usage.keeping.kept import TEXT
from tracking_plan.usage.keeping.texts import Known, Texts
from tracking_plan.usage.languages.language import FileContent
from tracking_plan.usage.project.files import CodeFile, Unread, blocks
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.project.mappings import Mappings
from tracking_plan.usage.project.mappings import reader as configuration
from tracking_plan.usage.project.project_files import ImportedTexts, ProjectFiles
from tracking_plan.usage.project.scope import Selection
from tracking_plan.usage.recognition.settings import Settings, Uses

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesRead:
    """What was read: all names, and of the files that mention tracking the content, by name.

    `says` looks into the code of one of these: a name, what is looked for, and how.
    """

    names: tuple[str, ...]
    files: Mapping[str, FileContent]
    skipped: tuple[Skipped, ...]
    written: Written
    says: Says


class _Looked(NamedTuple):
    """What was seen of a file: why it is unread, if it mentions tracking, and what its text says.

    `text` None: the file is a test, or unread. `known`: what is to be kept of it.
    """

    unread: Unread | None
    is_wanted: bool
    text: TextFacts | None
    known: Known | None = None


def read_files(
    selection: Selection,
    settings: Settings,
    cwd: Path,
    sharing: Sharing = _ALONE,
    kept: Texts | None = None,
) -> tuple[FilesRead, CodeTexts]:
    """Reads the files that a run looks at, in several processes where that pays.

    `kept` is what is known of their texts.
    """
    listed, wanted = tuple(selection.files()), list[str]()
    texts = CodeTexts(selection.folder, cwd, settings.languages, listed, kept or Texts())
    skipped = [_closed(shown_path(path, cwd)) for path in selection.closed_folders()]
    written = Written(settings.harmless, texts.says, settings.asking)
    for file, looked in _all_looked(listed, settings, texts.kept, sharing):
        if looked.text is not None:
            written.take(file.name, looked.text)
        if why := looked.unread or _gone(file, looked, texts):
            skipped.append(unread(place_of(Path(file.path), cwd), why))
        elif looked.is_wanted:
            wanted.append(file.name)
    read = FilesRead(
        names=tuple(file.name for file in listed),
        files=Files(wanted, texts),
        skipped=tuple(skipped),
        written=written,
        says=texts.says,
    )
    return read, texts


def _gone(file: CodeFile, looked: _Looked, texts: CodeTexts) -> Unread | None:
    """Why a file that was just read for its mentions cannot be read once more; None: it can."""
    if not looked.is_wanted or looked.known is not None:
        return None
    found = texts.retain(file.name)
    return found if isinstance(found, Unread) else None


def _all_looked(
    listed: tuple[CodeFile, ...], settings: Settings, kept: Texts, sharing: Sharing
) -> Iterator[tuple[CodeFile, _Looked]]:
    """The files with what is seen of them; those of which all is known are not read."""
    known = {file.path: seen for file in listed if (seen := _known(settings, kept, file))}
    others = tuple(file for file in listed if file.path not in known)
    found = iter(_in_portions(others, partial(_look, settings, kept), sharing))
    for file in listed:
        if file.path in known:
            yield file, known[file.path]
            continue
        looked = next(found)
        kept.take(file.path, looked.known)
        yield file, looked._replace(known=None)


def _known(settings: Settings, kept: Texts, file: CodeFile) -> _Looked | None:
    """What was seen of a file that is unchanged; None where anything of it is not known."""
    known = kept.look(file.path)
    if known is None or settings.mentions_kind not in known.facts or TEXT not in known.facts:
        return None
    kept.use(settings.mentions_kind, TEXT)
    return _Looked(None, known.facts[settings.mentions_kind], known.facts[TEXT], known)


def _look(settings: Settings, kept: Texts, file: CodeFile) -> _Looked:
    content = kept.read(file.path)
    if isinstance(content, Unread):
        # Without NULs, UTF-16 reads like ASCII.
        texts = (block.replace(b"\0", b"") for block in blocks(file.path))
        if not content.may_have_calls and any(map(settings.mentions, texts)):
            content = replace(content, may_have_calls=True)
        return _Looked(unread=content, is_wanted=False, text=None)
    before, is_test = kept.known(file.path), settings.is_test(file.name)
    if before is not None and TEXT in before.facts:
        text = before.facts[TEXT]
    else:
        text = None if is_test else text_facts(file.name, content)
    is_wanted = settings.mentions(content)
    kept.put(file.path, TEXT, text)
    kept.put(file.path, settings.mentions_kind, is_wanted)
    return _Looked(None, is_wanted, text, kept.known(file.path))


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
    texts: CodeTexts,
    selection: Selection,
    using: Uses,
    sharing: Sharing = _ALONE,
) -> FilesRead:
    """The files that were read, and those that use functions which were not looked for yet."""
    others = tuple(file for file in selection.files() if file.name not in read.files)
    is_using = _using(others, texts, using, sharing)
    more = [file.name for file in others if is_using(file)]
    return replace(read, files=Files((*read.files, *more), texts))


def _using(
    files: Iterable[CodeFile], texts: CodeTexts, using: Uses, sharing: Sharing
) -> Callable[[CodeFile], bool]:
    """Says of each of some files whether it uses some functions."""
    kept, kind = texts.kept, f"uses {using.kind}"
    unknown = tuple(file for file in files if kept.known_fact(file.path, kind) is None)

    def look(file: CodeFile) -> tuple[bool, str | None]:
        content = kept.read(file.path)
        is_one = not isinstance(content, Unread) and using(content)
        return is_one, kept.digest(file.path) if kept.is_kept else None

    seen = _in_portions(unknown, look, Sharing(jobs=sharing.jobs))
    looked = {file.path: one for file, one in zip(unknown, seen, strict=True)}
    for path, (is_one, digest) in looked.items():
        kept.put(path, kind, is_one, digest)

    def is_using(file: CodeFile) -> bool:
        if file.path in looked:  # it is one if it can be read once more
            return looked[file.path][0] and isinstance(texts.retain(file.name), FileContent)
        return kept.known_fact(file.path, kind) is True

    return is_using


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads the facts of a file by its name; of one that mentions no tracking from the disk."""

    texts: CodeTexts
    settings: Settings
    written: Written

    def module(self, name: str) -> Module | None:
        """The facts of a file; None where it cannot be read, or is a link.

        Raises `TooMuch` where it takes more than it may.
        """
        file = self.texts.file(name)
        return parsed(file, self.settings, self.written) if file is not None else None


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
    selection: Selection, texts: CodeTexts, written: Written, settings: Settings
) -> ImportGraph:
    """Where imports lead between the files of a project."""
    reader = _Reader(texts=texts, settings=settings, written=written)
    names = selection.everything.code
    folders = {posixpath.dirname(name) for name in names}
    mappings = Mappings(configuration(str(selection.folder)), folders)
    files = ProjectFiles(names, mappings, settings.languages, settings.asking)
    looked_at = ImportedTexts(texts.says, texts.state, settings.asking)
    return ImportGraph(files, reader.module, settings.languages, looked_at)


def unread(at: Place, why: Unread) -> Skipped:
    """A file that cannot be read, as it is reported."""
    return Skipped(at=at, reason=why.reason, may_have_calls=why.may_have_calls)


def _closed(path: str) -> Skipped:
    reason = "cannot be looked into"
    return Skipped(at=Place(path=path), reason=reason, may_have_calls=True, what="folder")


def place_of(path: Path, cwd: Path) -> Place:
    """The place of a file as findings name it."""
    return Place(path=shown_path(path, cwd))
