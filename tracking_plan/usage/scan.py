"""Scanning: the files of a project become calls, and a record of what could not be read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tracking_plan.finding import Severity
from tracking_plan.globs import fixed_prefix, matcher
from tracking_plan.place import Place
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.tree import shown
from tracking_plan.suppression import Suppression
from tracking_plan.usage.comments import suppressions, with_declared
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.languages import DIALECTS, SCANNERS
from tracking_plan.usage.project.files import Unread, decoded, dialect_of, listing, read_code
from tracking_plan.usage.project.imports import Files, Links
from tracking_plan.usage.project.scope import closed_folders, foreign_sources, listed
from tracking_plan.usage.recognition.helpers import NONE, Helpers
from tracking_plan.usage.recognition.prefilter import foreign_needles, needles
from tracking_plan.usage.recognition.recognise import recognise
from tracking_plan.usage.recognition.roles import Project
from tracking_plan.usage.sdks.adapters import sdk_of
from tracking_plan.usage.sdks.shape import DEFERRERS, Sdk
from tracking_plan.usage.sdks.table import SDKS, callees


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file, or a whole folder, that was not read, and why."""

    at: Place
    reason: str
    severity: Severity
    what: str = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What was found in the code.

    `doubtful` are calls that may be of other functions than an SDK's: no rule speaks of them.
    `damaged` are stretches near calls that could not be parsed. `files` counts the files that
    were looked at, `parsed` those that mention tracking at all. `sources` are the platforms of
    the plan of which files were looked at, `foreign` those with calls in languages that are not
    read (None: of no source). `is_whole`: no part of the code was left out.
    """

    calls: tuple[Call, ...] = ()
    doubtful: tuple[Call, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    damaged: tuple[Place, ...] = ()
    files: int = 0
    parsed: int = 0
    sources: frozenset[str] = frozenset()
    foreign: frozenset[str | None] = frozenset()
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A file's text, read and waiting to be parsed. `path` is as findings name it."""

    path: str
    name: str
    dialect: str
    content: bytes


def scan_project(
    folder: Path,
    *,
    cwd: Path,
    plan: Plan | None = None,
    paths: Iterable[Path] = (),
    helpers: Helpers = NONE,
    sdks: Iterable[Sdk] = SDKS,
) -> Scan:
    """The calls in the code below `folder`, the folder of the plan's root file.

    Works without a plan. `cwd` is what the paths in findings are relative to. `paths` limits
    the scan to some files and folders.
    """
    settings = _Settings(plan, helpers, sdks)
    limits, everything = tuple(paths), listing(folder)
    texts: dict[str, _Text] = {}
    skipped = [
        _closed(shown(path, cwd))
        for path in closed_folders(folder, everything.closed, limits, plan)
    ]
    names: list[str] = []
    for file in listed(folder, everything.code, limits, plan):
        names.append(file.name)
        content = read_code(file.path)
        if isinstance(content, Unread):
            at = Place(path=shown(Path(file.path), cwd))
            skipped.append(Skipped(at=at, reason=content.reason, severity=content.severity))
        elif settings.mentions(content):
            path = shown(Path(file.path), cwd)
            text = _Text(path=path, name=file.name, dialect=file.dialect, content=content)
            texts[file.name] = text
    links = Links(Files(everything.code), _reader(folder, cwd, texts, settings.names))
    scan = _scanned(texts.values(), settings, names, links)
    skipped += scan.skipped
    marks = foreign_needles(settings.sdks)
    held = foreign_sources(folder, everything.foreign, settings.source_of, plan, marks)
    return replace(
        scan,
        skipped=tuple(skipped),
        files=len(names),
        foreign=frozenset(held).union(_unknown_of(skipped)),
        is_whole=not limits,
    )


def scan_text(
    content: bytes,
    name: str,
    *,
    plan: Plan | None = None,
    helpers: Helpers = NONE,
    sdks_in_use: frozenset[str] = frozenset(),
) -> Scan:
    """The calls in one text; the ending of `name` says which language it is."""
    settings = _Settings(plan, helpers, SDKS)
    text = decoded(content)
    if isinstance(text, Unread):
        skipped = Skipped(at=Place(path=name), reason=text.reason, severity=text.severity)
        return Scan(skipped=(skipped,), files=1)
    dialect = DIALECTS["." + name.rsplit(".", 1)[-1]]
    one = _Text(path=name, name=name, dialect=dialect, content=text)
    links = Links(Files(()), lambda name: _parsed(one, settings.names))
    return replace(_scanned([one], settings, [name], links, sdks_in_use), files=1)


class _Settings:
    """What the plan says of the code."""

    def __init__(self, plan: Plan | None, helpers: Helpers, sdks: Iterable[Sdk]) -> None:
        adapters = plan.usage.adapters if plan else ()
        told = (sdk_of(adapter) for adapter in adapters)
        self.sdks: tuple[Sdk, ...] = (*sdks, *(sdk for sdk in told if sdk is not None))
        self.helpers = helpers
        self.names = callees(self.sdks) | frozenset(helpers.by_name) | frozenset(DEFERRERS)
        self._needles = needles(self.sdks, helpers)
        self._source_of = _source_finder(plan)

    def mentions(self, content: bytes) -> bool:
        """Whether a file can hold a tracking call, or a comment for this tool."""
        return any(needle in content for needle in self._needles)

    def source_of(self, name: str) -> str | None:
        """The platform that a file belongs to; None: unknown."""
        return self._source_of(name)


def _source_finder(plan: Plan | None) -> Callable[[str], str | None]:
    """Finds a file's platform: that of the pattern that says most about its path."""
    patterns = [
        (fixed_prefix(pattern + "/x"), pattern, source.name)
        for source in (plan.sources.values() if plan else ())
        for pattern in source.paths
    ]
    ranked = sorted(patterns, key=lambda p: (-p[0].count("/") - bool(p[0]), -len(p[1])))
    matchers = [(matcher([pattern], below=True), name) for _, pattern, name in ranked]
    return lambda path: next((name for matches, name in matchers if matches(path)), None)


def _scanned(
    texts: Iterable[_Text],
    settings: _Settings,
    names: Iterable[str],
    links: Links,
    sdks_in_use: frozenset[str] = frozenset(),
) -> Scan:
    texts, names = tuple(texts), tuple(names)
    folders = frozenset(part for name in names for part in _module_names(name))
    importers = dict(_importers(texts, settings.sdks))
    in_use = sdks_in_use.union(*importers.values())
    project = Project(sdks=in_use, importers=importers, folders=folders, links=links)
    scans = [_scan_one(text, settings, project) for text in texts]
    sources = (settings.source_of(name) for name in names)
    return Scan(
        calls=tuple(call for scan in scans for call in scan.calls),
        doubtful=tuple(call for scan in scans for call in scan.doubtful),
        suppressions=tuple(s for scan in scans for s in scan.suppressions),
        skipped=tuple(skipped for scan in scans for skipped in scan.skipped),
        damaged=tuple(place for scan in scans for place in scan.damaged),
        parsed=len(texts),
        sources=frozenset(source for source in sources if source is not None),
    )


def _scan_one(text: _Text, settings: _Settings, project: Project) -> Scan:
    """The calls of one file; one that is nested too deeply for this tool is told as unread."""
    try:
        module = project.links.module(text.name)
        return _recognised(text, module, settings, project) if module else _too_deep(text)
    except RecursionError:
        return _too_deep(text)


def _unknown_of(skipped: Iterable[Skipped]) -> Iterator[None]:
    """No source, which means any, for each file or folder that may hold calls and was not read."""
    yield from (None for one in skipped if one.severity is Severity.WARNING)


def _closed(path: str) -> Skipped:
    reason = "cannot be looked into"
    return Skipped(at=Place(path=path), reason=reason, severity=Severity.WARNING, what="folder")


def _too_deep(text: _Text) -> Scan:
    at = Place(path=text.path)
    reason = "is nested too deeply"
    return Scan(skipped=(Skipped(at=at, reason=reason, severity=Severity.WARNING),))


def _recognised(text: _Text, module: Module, settings: _Settings, project: Project) -> Scan:
    source = settings.source_of(text.name)
    found = recognise(module, settings.sdks, project, settings.helpers)
    calls = with_declared(text.path, module.comments, (replace(c, source=source) for c in found))
    return Scan(
        calls=tuple(call for call in calls if not call.is_doubtful),
        doubtful=tuple(call for call in calls if call.is_doubtful),
        suppressions=suppressions(text.path, module.comments, calls),
        damaged=tuple(Place(path=text.path, span=span) for span in module.damage),
    )


def _reader(
    folder: Path, cwd: Path, texts: Mapping[str, _Text], names: frozenset[str]
) -> Callable[[str], Module | None]:
    """Reads the facts of a file by its name; of one that mentions no tracking from the disk."""

    def read(name: str) -> Module | None:
        if name in texts:
            return _parsed(texts[name], names)
        dialect, content = dialect_of(name), read_code(str(folder / name))
        if dialect is None or isinstance(content, Unread):
            return None
        path = shown(folder / name, cwd)
        return _parsed(_Text(path=path, name=name, dialect=dialect, content=content), names)

    return read


def _parsed(text: _Text, names: frozenset[str]) -> Module | None:
    """The facts of a text; None where it is nested too deeply."""
    try:
        return SCANNERS[text.dialect](text.path, text.name, text.content, names)
    except RecursionError:
        return None


def _module_names(name: str) -> Iterator[str]:
    """The names under which code may import a file of its own project: `app`, for `app/x.py`."""
    parts = name.split("/")
    yield from parts[:-1]
    yield parts[-1].rsplit(".", 1)[0]


def _importers(texts: Iterable[_Text], sdks: Iterable[Sdk]) -> Iterator[tuple[str, frozenset[str]]]:
    """The files that import SDKs, and which."""
    patterns = [(sdk.name, _import_of(sdk)) for sdk in sdks if sdk.modules]
    for text in texts:
        found = frozenset(name for name, pattern in patterns if pattern.search(text.content))
        if found:
            yield text.name, found


def _import_of(sdk: Sdk) -> re.Pattern[bytes]:
    modules = b"|".join(re.escape(module.encode()) for module in sdk.modules)
    return re.compile(rb"(?:from|import|require\()\s*['\"]?(?:" + modules + rb")\b")
