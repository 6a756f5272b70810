"""Scanning: the files of a project become calls, and a record of what could not be read."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from msgspec.structs import replace

from tracking_plan.place import Place, shown_path
from tracking_plan.plan.model import Plan
from tracking_plan.usage.facts.scan import (
    EmptyPath,
    Foreign,
    Hidden,
    Scan,
    Skipped,
    Unanswered,
    Unseen,
    limited,
)
from tracking_plan.usage.facts.written import Written
from tracking_plan.usage.keeping.answers import BrokenError
from tracking_plan.usage.keeping.kept import Kept
from tracking_plan.usage.keeping.texts import Texts
from tracking_plan.usage.languages.language import FileContent, Languages
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.project.files import (
    CodeFile,
    Unread,
    blocks,
    decoded,
    listing,
    read_code,
)
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.project.project_files import ProjectFiles
from tracking_plan.usage.project.scope import CodeScope, Selection, scope_of
from tracking_plan.usage.reading import (
    FilesRead,
    Sharing,
    Watch,
    import_graph,
    parsed,
    place_of,
    read_files,
    unread,
    with_more,
)
from tracking_plan.usage.recognition.foreign_text import ForeignText
from tracking_plan.usage.recognition.helpers import NONE, Helpers
from tracking_plan.usage.recognition.settings import Settings
from tracking_plan.usage.rounds import Rounds
from tracking_plan.usage.sdks.shape import Sdk
from tracking_plan.usage.sdks.table import SDKS

_Fact = TypeVar("_Fact")


def scan_project(
    folder: Path,
    *,
    cwd: Path,
    plan: Plan | None = None,
    paths: Iterable[Path] = (),
    helpers: Helpers = NONE,
    sdks: Iterable[Sdk] = SDKS,
    languages: Languages = LANGUAGES,
    jobs: int = 1,
    watch: Watch = lambda _: None,
    cache: Path | None = None,
) -> Scan:
    """The calls in the code below `folder`, the folder of the plan's root file.

    Works without a plan. `cwd` is what the paths in findings are relative to. `paths` limits
    the scan to some files and folders. As many as `jobs` processes share the work; the calls are
    the same whatever their number. `watch` hears now and then how many files were looked at. In
    the folder `cache`, facts are kept for the next scan.
    """
    selection = _selection(folder, scope := scope_of(plan), languages, paths)
    names = frozenset(event.name for event in plan.events.values()) if plan else frozenset()
    sharing, every = Sharing(jobs=jobs, watch=watch), tuple(sdks)

    def found(cache: Path | None) -> Scan:
        settings = Settings(scope, helpers, every, languages)
        with _kept(cache, selection, settings, cwd) as kept:
            return _scan(selection, settings, cwd, names, sharing, kept)

    return _with_cache(found, cache if languages is LANGUAGES else None)


def _selection(
    folder: Path, scope: CodeScope, languages: Languages, paths: Iterable[Path]
) -> Selection:
    """The files that a scan is about."""
    return Selection(
        folder=folder,
        everything=listing(folder, languages, scope.paths),
        scope=scope,
        languages=languages,
        limits={path: None if path.is_file() else listing(path, languages) for path in paths},
    )


def _with_cache(found: Callable[[Path | None], Scan], cache: Path | None) -> Scan:
    """What is found with what is kept, and without it where that is broken."""
    try:
        return found(cache)
    except BrokenError:
        return found(None)


@contextmanager
def _kept(
    cache: Path | None, selection: Selection, settings: Settings, cwd: Path
) -> Iterator[Kept]:
    """What is kept of earlier scans of the same folder with the same settings, and of this one."""
    scope = dataclasses.replace(selection.scope, adapters=())  # which the settings have
    about = (str(selection.folder), str(cwd), scope, settings.state(), settings.helpers)
    kept = Kept(cache, about)
    yield kept
    kept.save()


def scan_text(
    content: bytes,
    name: str,
    *,
    plan: Plan | None = None,
    helpers: Helpers = NONE,
    sdks_in_use: frozenset[str] = frozenset(),
    sdks: Iterable[Sdk] = SDKS,
    languages: Languages = LANGUAGES,
) -> Scan:
    """The calls in one text; the ending of `name` says which language it is."""
    settings = Settings(scope_of(plan), helpers, sdks, languages)
    text = decoded(content)
    if isinstance(text, Unread):
        return Scan(skipped=(unread(Place(path=name), text),), files=1)
    file = languages.content(name, name, text)
    settings.learn(lambda find: [find(file.content)])
    says = _OneText(file)
    written = Written(settings.harmless, says, settings.asking)
    written.add(name, text)
    read = FilesRead(names=(name,), files={name: file}, skipped=(), written=written, says=says)
    imports = _graph_of_one(file, settings, written)
    scan = Rounds(settings, imports, sdks_in_use).scan(read, lambda read, _: read)
    return replace(scan, files=1, names=(name,))


class _OneText:
    """Says of the only file what is found in it."""

    def __init__(self, file: FileContent) -> None:
        self._file = file

    def __call__(self, _: str, __: str, find: Callable[[bytes], _Fact], /) -> _Fact | None:
        return find(self._file.content)


def _graph_of_one(file: FileContent, settings: Settings, written: Written) -> ImportGraph:
    read = partial(parsed, file, settings, written)
    files = ProjectFiles((), asking=settings.asking)
    return ImportGraph(files, lambda _: read(), settings.languages)


def _in_rounds(
    selection: Selection, settings: Settings, cwd: Path, sharing: Sharing, kept: Kept
) -> tuple[FilesRead, Scan]:
    """What was read, and the calls in it."""
    read, texts = read_files(selection, settings, cwd, sharing, kept.texts)
    if settings.learn(lambda find: (read.says(name, "renamed", find) or [] for name in read.files)):
        read, texts = read_files(selection, settings, cwd, sharing, kept.texts)
    graph = import_graph(selection, texts, read.written, settings)
    rounds = Rounds(settings, graph, sharing=sharing, kept=kept)
    return read, rounds.scan(
        read, lambda read, using: with_more(read, texts, selection, using, sharing)
    )


def _scan(
    selection: Selection,
    settings: Settings,
    cwd: Path,
    events: frozenset[str],
    sharing: Sharing,
    kept: Kept,
) -> Scan:
    read, scan = _in_rounds(selection, settings, cwd, sharing, kept)
    scan, names = replace(scan, skipped=(*read.skipped, *scan.skipped)), read.names
    if selection.limits:
        scan, names = _looked_at(scan, selection, settings, cwd)
    foreign = tuple(_foreign(selection, settings, events, kept.texts))
    return _with_unread(scan, names, foreign, selection, settings, cwd)


def _with_unread(
    scan: Scan,
    names: tuple[str, ...],
    foreign: tuple[Foreign, ...],
    selection: Selection,
    settings: Settings,
    cwd: Path,
) -> Scan:
    """The scan of files of some names, with what was not read."""
    unseen, unanswered = _unseen(selection, settings), tuple(_unanswered(selection, cwd))
    names_unread = (*(f.name for f in foreign if f.has_calls), *unseen.absent, *unseen.left_out)
    sources = frozenset(map(settings.source_of, names_unread))
    is_unknown = bool(unseen.submodules or unanswered)
    return replace(
        scan,
        files=len(names),
        tests=sum(map(settings.is_test, names)),
        unread=scan.unread.union(sources, _unknown_of(scan.skipped), {None} if is_unknown else ()),
        foreign=foreign,
        names=(*selection.everything.code, *selection.everything.foreign),
        empty_paths=tuple(_empty(selection, cwd)),
        test_paths=tuple(place_of(path, cwd) for path in selection.only_tests(settings.is_test)),
        unseen=unseen,
        unanswered=unanswered,
        hidden=tuple(Hidden(name=name, by=by) for name, by in selection.hidden()),
        is_whole=not selection.limits,
    )


def _looked_at(
    scan: Scan, selection: Selection, settings: Settings, cwd: Path
) -> tuple[Scan, tuple[str, ...]]:
    """What was found in the files that were named, and their names."""
    looked_at = tuple(selection.files_looked_at())
    names = tuple(file.name for file in looked_at)
    paths = {shown_path(Path(file.path), cwd) for file in looked_at}
    return limited(scan, paths, frozenset(map(settings.source_of, names))), names


def _unseen(selection: Selection, settings: Settings) -> Unseen:
    """The code that is not checked out or left out; tests, and what sends nothing, is none."""
    absent = (name for name in selection.absent() if not settings.is_test(name))
    left_out = (
        name
        for name, path in selection.left_out()
        if not settings.is_test(name) and any(map(settings.mentions, blocks(str(path))))
    )
    return Unseen(
        submodules=tuple(selection.submodules()), absent=tuple(absent), left_out=tuple(left_out)
    )


def _unanswered(selection: Selection, cwd: Path) -> Iterator[Unanswered]:
    for one in selection.refused():
        folder = shown_path(Path(one.name), cwd)
        yield Unanswered(folder=folder, reason=one.reason, hint=one.hint)


def _foreign(
    selection: Selection, settings: Settings, events: frozenset[str], kept: Texts
) -> Iterator[Foreign]:
    """The files in languages that are not read which have calls, or name one of the events."""
    look = ForeignText(settings, events)
    for file in selection.foreign_files():
        seen = kept.fact(file.path, look.kind, look) or _closed(file)
        calls, named = seen
        if settings.is_test(file.name) or (calls is None and not named):
            continue
        yield Foreign(
            name=file.name,
            ending=PurePosixPath(file.name).suffix.lower() or "script",
            calls=calls or 0,
            source=settings.source_of(file.name),
            events=frozenset(named),
            has_calls=calls is not None,
        )


def _closed(file: CodeFile) -> tuple[int | None, list[str]]:
    """What is said of a file that cannot be read: whether it may have calls."""
    why = read_code(file.path)
    return (0 if isinstance(why, Unread) and why.may_have_calls else None), []


def _unknown_of(skipped: Iterable[Skipped]) -> Iterator[None]:
    """No source, which means any, for each file or folder that may have calls and was not read."""
    yield from (None for one in skipped if one.may_have_calls)


def _empty(selection: Selection, cwd: Path) -> Iterator[EmptyPath]:
    for path, why in selection.empty_limits():
        yield EmptyPath(at=place_of(path, cwd), reason=why)
