"""Scanning in rounds: what is found to send for its callers makes calls of theirs, and so on.

It ends when a round finds the functions that the one before found, or after the most rounds.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from tracking_plan.place import Place
from tracking_plan.processes import portions, shared
from tracking_plan.usage.comments import suppressions, with_declared
from tracking_plan.usage.facts.effort import TOO_DEEP, TooMuch
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.scan import Scan, Skipped, merged
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.keeping.answers import Asked
from tracking_plan.usage.keeping.kept import Kept
from tracking_plan.usage.keeping.questions import Answerers
from tracking_plan.usage.languages.language import FileContent
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.reading import FilesRead, Sharing
from tracking_plan.usage.recognition.file_answer import FileAnswer, ForOthers
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.recognise import recognise
from tracking_plan.usage.recognition.sdk_imports import module_names, sdk_finder
from tracking_plan.usage.recognition.settings import Settings, Uses
from tracking_plan.usage.recognition.wrapper import NO_WRAPPERS, Wrapper, Wrappers

_MOST = 12  # rounds
_LEAST = 50_000  # bytes of code that are worth a process
_ALONE = Sharing()
_Kept = tuple[FileAnswer, tuple[Asked, ...] | None]
"""What is found in a file, and what it depends on (None: that cannot be told)."""
_Found = tuple[ForOthers, Callable[[], Scan]]


class Rounds:
    """Scans the files of one project. `imports` says where those of what is read lead.

    What is found in a file depends on the files and on the round before, not on what is scanned
    with it, so that several processes may share a round.
    """

    def __init__(
        self,
        settings: Settings,
        imports: ImportGraph,
        sdks_in_use: frozenset[str] = frozenset(),
        sharing: Sharing = _ALONE,
        kept: Kept | None = None,
    ) -> None:
        self._settings = settings
        self._imports = imports
        self._sdks_in_use = sdks_in_use
        self._sharing = sharing
        self._kept = (kept or Kept()).answers
        self._scans: dict[str, Callable[[], Scan]] = {}
        self._found: dict[str, tuple[Wrapper, ...]] = {}
        self._changing: dict[str, Mapping[str, ChangeKind]] = {}
        self._importing: dict[str, frozenset[str]] = {}
        self._clients: set[str] = set()
        self._new_clients: set[str] = set()
        self._looked_at: set[str] = set()
        self._looks = 0

    def scan(self, read: FilesRead, more: Callable[[FilesRead, Uses], FilesRead]) -> Scan:
        """The calls of the files; `more` reads those that mention what was not looked for."""
        settings, wrappers = self._settings, NO_WRAPPERS
        imports, self._looks = self._imports, len(read.names)
        self._learn_importers(read)
        again = frozenset(self._importing)
        waiting = frozenset(read.files) - again  # until what tracks directly is known
        for _ in range(_MOST):
            project = self._project(read, imports, wrappers)
            self._scan_all(sorted(again), read, project)
            found = self._wrappers() if settings.follows_wrappers else NO_WRAPPERS
            changed = found.other_than(wrappers)
            names = frozenset(name for one in changed for name in one.names)
            names |= read.written.learn_changing(self._changing.values())
            if not names and not waiting and not self._new_clients:
                break
            wrappers = found
            using = settings.using(names, {one.file for one in changed})
            is_more = settings.learn_wrappers(wrappers.names())
            read = more(read, using) if is_more else read
            users = frozenset(n for n in read.files if read.says(n, f"uses {using.kind}", using))
            imports.forget(users if is_more else ())
            read, giving = self._with_givers(read, more)
            again, waiting = users | waiting | giving, frozenset()
        sources = (settings.source_of(name) for name in read.names)
        known = frozenset(source for source in sources if source is not None)
        whole = merged(self._scans[name]() for name in read.files if name in self._scans)
        open_ends = frozenset({None} if names else ())  # as if code was not read
        return replace(_answered(whole), sources=known, unread=whole.unread | open_ends)

    def _with_givers(
        self, read: FilesRead, more: Callable[[FilesRead, Uses], FilesRead]
    ) -> tuple[FilesRead, frozenset[str]]:
        """The files with those that import a client and may give it away; the names of these."""
        if not self._new_clients:
            return read, frozenset()
        before = frozenset(read.files)
        read = more(read, self._settings.giving(self._new_clients))
        self._clients |= self._new_clients
        self._new_clients = set()
        return read, frozenset(read.files) - before

    def _wrappers(self) -> Wrappers:
        """The wrappers by the last reading of each file."""
        return Wrappers().with_more(
            one for name in sorted(self._found) for one in self._found[name]
        )

    def _learn_importers(self, read: FilesRead) -> None:
        """Notes which of the files import SDKs."""
        find = sdk_finder(self._settings.tracking.sdks, self._settings.languages)
        for name in (name for name in read.files if name not in self._looked_at):
            if found := read.says(name, "sdks", find):
                self._importing[name] = frozenset(found)
        self._looked_at.update(read.files)

    def _project(self, read: FilesRead, imports: ImportGraph, wrappers: Wrappers) -> Project:
        self._learn_importers(read)
        return Project(
            sdks=self._sdks_in_use.union(*self._importing.values()),
            importers=self._importing,
            folders=frozenset(module for name in read.names for module in module_names(name)),
            imports=imports,
            wrappers=wrappers,
            clients=frozenset(self._clients),
        )

    def _scan_all(self, names: list[str], read: FilesRead, project: Project) -> None:
        """Scans some files, in several processes where that pays, but for what is kept of them."""
        answers = Answerers(self._settings, project, read.written)
        find = self._kept.asking(answers.ask)
        found: dict[str, _Found] = {n: one for n in names if (one := find(n)) is not None}
        files = [read.files[name] for name in names if name not in found]
        for answer in self._scanned(files, project):
            found[answer.name] = answer.for_others, partial(_itself, answer.scan)
        for name in names:
            for_others, self._scans[name] = found[name]
            self._found[name] = for_others.wrappers
            self._new_clients.update(set(for_others.clients) - self._clients)
            self._changing.pop(name, None)
            if for_others.changing is not None:
                self._changing[name] = for_others.changing
        self._looks += len(names)

    def _scanned(self, files: list[FileContent], project: Project) -> Iterator[FileAnswer]:
        """What is found in some files, in several processes where that pays."""
        portioned = portions([len(file.content) for file in files], self._sharing.jobs, _LEAST)

        def scanned(number: int) -> list[_Kept]:
            return [self._scan_one(files[index], project) for index in portioned[number]]

        def watch(number: int) -> None:
            self._sharing.watch(self._looks + portioned[number].start)

        for answers in shared(scanned, len(portioned), self._sharing.jobs, watch):
            for answer, asked in answers:
                self._kept.keep(answer.name, answer.for_others, answer.scan, asked)
                yield answer

    def _scan_one(self, file: FileContent, project: Project) -> _Kept:
        """The calls of one file; one that takes more than it may counts as unread."""
        settings = self._settings
        try:
            with settings.asking.recording() as record:
                settings.state()
                module = project.imports.evaluated(file.name)
                answer = self._recognised(file, module, project)
            return answer, self._kept.asked_in(record)
        except TooMuch as limit:
            return FileAnswer(file.name, _refused(file, limit.reason)), None
        except RecursionError:
            return FileAnswer(file.name, _refused(file, TOO_DEEP)), None

    def _recognised(self, file: FileContent, module: Module, project: Project) -> FileAnswer:
        settings = self._settings
        source = settings.source_of(file.name)
        found = recognise(module, settings.tracking, project, settings.helpers)
        changing = None if settings.is_test(file.name) else dict(found.changing)
        sourced = (replace(call, source=source) for call in found.calls)
        calls = with_declared(file.path, module.comments, sourced)
        read = [call for call in calls if call.at.span not in module.unparsed.calls]
        certain = tuple(call for call in read if not call.is_doubtful)
        if settings.is_test(file.name):
            return FileAnswer(file.name, Scan(in_tests=certain), ForOthers(found.wrappers))
        scan = Scan(
            calls=certain,
            doubtful=tuple(call for call in read if call.is_doubtful),
            clients=found.clients,
            suppressions=suppressions(file.path, module.comments, calls),
            unparsed=tuple(Place(path=file.path, span=span) for span in module.unparsed.errors),
            unread=frozenset({source} if module.unparsed.errors else ()),
        )
        for_others = ForOthers(found.wrappers, changing, found.exported_clients)
        return FileAnswer(file.name, scan, for_others)


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


def _itself(scan: Scan) -> Scan:
    return scan


def _refused(file: FileContent, reason: str) -> Scan:
    at = Place(path=file.path)
    return Scan(skipped=(Skipped(at=at, reason=reason, may_have_calls=True),))
