"""Scanning in rounds: what is found to send for its callers makes calls of theirs, and so on.

It ends when a round finds the functions that the one before found, or after the most rounds.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from tracking_plan.place import Place
from tracking_plan.processes import portions, shared
from tracking_plan.usage.comments import suppressions, with_declared
from tracking_plan.usage.facts.effort import TOO_DEEP, TooMuch
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.scan import Scan, Skipped, merged
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.languages.language import FileContent
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.reading import FilesRead, Mentions, Sharing
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.recognise import recognise
from tracking_plan.usage.recognition.sdk_imports import importers, module_names
from tracking_plan.usage.recognition.settings import Settings
from tracking_plan.usage.recognition.wrappers import NO_WRAPPERS, Wrapper, Wrappers

_MOST = 12  # rounds
_LEAST = 50_000  # bytes of code that are worth a process
_ALONE = Sharing()


class _Answer(NamedTuple):
    """What is found in a file. `changing` None: it counts for no other file."""

    name: str
    scan: Scan
    wrappers: tuple[Wrapper, ...] = ()
    changing: Mapping[str, ChangeKind] | None = None


class Rounds:
    """Scans the files of one project. `graph` says where the imports of what was read lead.

    What is found in a file depends on the files and on the round before, not on what is scanned
    with it, so that several processes may share a round.
    """

    def __init__(
        self,
        settings: Settings,
        graph: Callable[[FilesRead], ImportGraph],
        sdks_in_use: frozenset[str] = frozenset(),
        sharing: Sharing = _ALONE,
    ) -> None:
        self._settings = settings
        self._graph = graph
        self._sdks_in_use = sdks_in_use
        self._sharing = sharing
        self._scans: dict[str, Scan] = {}
        self._found: dict[str, tuple[Wrapper, ...]] = {}
        self._changing: dict[str, Mapping[str, ChangeKind]] = {}
        self._importing: dict[str, frozenset[str]] = {}
        self._looked_at: set[str] = set()
        self._looks = 0

    def scan(self, read: FilesRead, more: Callable[[FilesRead, Mentions], FilesRead]) -> Scan:
        """The calls of the files; `more` reads those that mention what was not looked for."""
        settings, wrappers = self._settings, NO_WRAPPERS
        imports, self._looks = self._graph(read), len(read.names)
        again = frozenset(self._project(read, imports, wrappers).importers)
        waiting = frozenset(read.files) - again  # until what tracks directly is known
        for _ in range(_MOST):
            project = self._project(read, imports, wrappers)
            self._scan_all([read.files[name] for name in sorted(again)], project)
            found = self._wrappers() if settings.follows_wrappers else NO_WRAPPERS
            changed = found.other_than(wrappers)
            names = frozenset(name for one in changed for name in one.names)
            names |= read.written.learn_changing(self._changing.values())
            if not names and not waiting:
                break
            wrappers = found
            using = settings.using(names, {one.file for one in changed})
            is_more = settings.learn_wrappers(wrappers.names)
            read = more(read, using) if is_more else read
            users = frozenset(name for name, file in read.files.items() if using(file.content))
            imports.forget(users if is_more else ())
            again, waiting = users | waiting, frozenset()
        sources = (settings.source_of(name) for name in read.names)
        known = frozenset(source for source in sources if source is not None)
        whole = merged(self._scans[name] for name in read.files if name in self._scans)
        open_ends = frozenset({None} if names else ())  # as if code was not read
        return replace(_answered(whole), sources=known, unread=whole.unread | open_ends)

    def _wrappers(self) -> Wrappers:
        """The wrappers by the last reading of each file."""
        return Wrappers().with_more(
            one for name in sorted(self._found) for one in self._found[name]
        )

    def _project(self, read: FilesRead, imports: ImportGraph, wrappers: Wrappers) -> Project:
        settings = self._settings
        new = [read.files[name] for name in read.files.keys() - self._looked_at]
        self._looked_at.update(read.files)
        self._importing.update(importers(new, settings.tracking.sdks, settings.languages))
        return Project(
            sdks=self._sdks_in_use.union(*self._importing.values()),
            importers=self._importing,
            folders=frozenset(module for name in read.names for module in module_names(name)),
            imports=imports,
            wrappers=wrappers,
        )

    def _scan_all(self, files: list[FileContent], project: Project) -> None:
        """Scans some files, in several processes where that pays."""
        portioned = portions([len(file.content) for file in files], self._sharing.jobs, _LEAST)

        def scanned(number: int) -> list[_Answer]:
            return [self._scan_one(files[index], project) for index in portioned[number]]

        def watch(number: int) -> None:
            self._sharing.watch(self._looks + portioned[number].start)

        for answers in shared(scanned, len(portioned), self._sharing.jobs, watch):
            for one in answers:
                self._scans[one.name], self._found[one.name] = one.scan, one.wrappers
                self._changing.pop(one.name, None)
                if one.changing is not None:
                    self._changing[one.name] = one.changing
        self._looks += len(files)

    def _scan_one(self, file: FileContent, project: Project) -> _Answer:
        """The calls of one file; one that takes more than it may counts as unread."""
        try:
            module = project.imports.evaluated(file.name)
            return self._recognised(file, module, project)
        except TooMuch as limit:
            return _Answer(file.name, _refused(file, limit.reason))
        except RecursionError:
            return _Answer(file.name, _refused(file, TOO_DEEP))

    def _recognised(self, file: FileContent, module: Module, project: Project) -> _Answer:
        settings = self._settings
        source = settings.source_of(file.name)
        found = recognise(module, settings.tracking, project, settings.helpers)
        changing = None if settings.is_test(file.name) else dict(found.changing)
        sourced = (replace(call, source=source) for call in found.calls)
        calls = with_declared(file.path, module.comments, sourced)
        read = [call for call in calls if call.at.span not in module.unparsed.calls]
        certain = tuple(call for call in read if not call.is_doubtful)
        if settings.is_test(file.name):
            return _Answer(file.name, Scan(in_tests=certain), found.wrappers)
        scan = Scan(
            calls=certain,
            doubtful=tuple(call for call in read if call.is_doubtful),
            clients=found.clients,
            suppressions=suppressions(file.path, module.comments, calls),
            unparsed=tuple(Place(path=file.path, span=span) for span in module.unparsed.errors),
            unread=frozenset({source} if module.unparsed.errors else ()),
        )
        return _Answer(file.name, scan, found.wrappers, changing)


def _answered(scan: Scan) -> Scan:
    """The scan, where calls that send what others give are apart if those others are found.

    One whose names a type lists stays where it is unknown what some of those give.
    """
    made = {call.through for call in scan.calls if call.through}
    open_ends = {call.through for call in scan.calls if call.dynamic is not None}
    is_answered = {
        id(call)
        for call in scan.calls
        if call.forwards in made
        and not (call.forwards in open_ends and any(one.is_declared for one in call.events))
    }
    return replace(
        scan,
        calls=tuple(call for call in scan.calls if id(call) not in is_answered),
        forwarding=tuple(call for call in scan.calls if id(call) in is_answered),
    )


def _refused(file: FileContent, reason: str) -> Scan:
    at = Place(path=file.path)
    return Scan(skipped=(Skipped(at=at, reason=reason, may_have_calls=True),))
