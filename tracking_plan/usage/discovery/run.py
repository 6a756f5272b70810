"""Looks for candidates: text is searched first, and what seems to track is parsed."""

import posixpath
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from tracking_plan.place import Place, shown_path
from tracking_plan.plan.model import Plan
from tracking_plan.usage.code_texts import CodeTexts
from tracking_plan.usage.discovery.calls import CallReader, FoundCall
from tracking_plan.usage.discovery.candidate import Discovery
from tracking_plan.usage.discovery.name_trail import NameTrail
from tracking_plan.usage.discovery.ranking import candidates
from tracking_plan.usage.discovery.text_search import TextSearch
from tracking_plan.usage.discovery.whole_files import reader
from tracking_plan.usage.facts.effort import TooMuch
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.facts.written import Written
from tracking_plan.usage.keeping.texts import Texts
from tracking_plan.usage.languages.language import FileContent, Languages
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.project.files import Unread, is_regular, listing, read_code
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.project.mappings import Mappings
from tracking_plan.usage.project.mappings import reader as configuration
from tracking_plan.usage.project.project_files import ProjectFiles
from tracking_plan.usage.project.scope import Selection, scope_of
from tracking_plan.usage.reading import import_graph
from tracking_plan.usage.recognition.helpers import NONE
from tracking_plan.usage.recognition.settings import Settings

_MOST_FILES = 4000  # that are parsed


def discover(
    folder: Path,
    *,
    cwd: Path,
    scan: Scan,
    plan: Plan | None = None,
    languages: Languages = LANGUAGES,
) -> Discovery:
    """The functions below `folder` that seem to track and that neither the plan nor an SDK has.

    `scan` is what is found without them. Tests are left out.
    """
    project = _Project(folder, cwd, plan, languages)
    search, names = TextSearch(), []
    for name in project.names():
        content = project.content(name)
        if content is not None:
            names.append(name)
            search.add(content)
    known = {call.at for call in (*scan.calls, *scan.forwarding)}
    files = tuple(project.using(search.names(), names))
    calls = project.calls(search.names(), files[:_MOST_FILES], known)
    found = candidates(calls, NameTrail(project.all_calls()))
    return Discovery(candidates=found, left_out=max(0, len(files) - _MOST_FILES))


@dataclass(frozen=True, slots=True)
class _Project:
    """The files of a project, and what they say."""

    folder: Path
    cwd: Path
    plan: Plan | None
    languages: Languages

    def selection(self) -> Selection:
        """The files that the plan is about."""
        scope = scope_of(self.plan)
        return Selection(
            folder=self.folder,
            everything=listing(self.folder, self.languages, scope.paths),
            scope=scope,
            languages=self.languages,
            limits={},
        )

    def settings(self) -> Settings:
        """Settings that look for nothing yet."""
        return Settings(scope_of(self.plan), NONE, (), self.languages)

    def names(self) -> Iterator[str]:
        """The files of the product's code."""
        is_test = self.settings().is_test
        yield from (file.name for file in self.selection().files() if not is_test(file.name))

    def content(self, name: str) -> bytes | None:
        """The text of a file; None where it cannot be read, or is a link."""
        path = str(self.folder / name)
        content = read_code(path) if is_regular(path) else None
        return None if isinstance(content, Unread) else content

    def file(self, name: str) -> FileContent | None:
        """A file with its dialect; None where it cannot be read."""
        content = self.content(name)
        if content is None:
            return None
        return self.languages.content(shown_path(self.folder / name, self.cwd), name, content)

    def using(self, wanted: frozenset[str], names: list[str]) -> Iterator[str]:
        """The files that use functions of some names."""
        uses = self.settings().using(wanted)
        for name in names if wanted else ():
            content = self.content(name)
            if content is not None and uses(content):
                yield name

    def calls(
        self, wanted: frozenset[str], names: tuple[str, ...], known: Container[Place]
    ) -> Iterator[FoundCall]:
        """The calls of functions of some names in some files."""
        settings = self.settings()
        settings.learn_wrappers(wanted)
        selection = self.selection()
        texts = CodeTexts(self.folder, self.cwd, self.languages, selection.files(), Texts())
        graph = import_graph(selection, texts, Written(), settings)
        for name in sorted(names):
            try:
                yield from tuple(CallReader(graph.evaluated(name), graph, known).calls())
            except (TooMuch, RecursionError):
                continue

    def all_calls(self) -> ImportGraph:
        """The files as they are read with all of their calls, when asked for."""
        code = self.selection().everything.code
        folders = {posixpath.dirname(name) for name in code}
        files = ProjectFiles(code, Mappings(configuration(str(self.folder)), folders))
        read = reader(self.file, self.languages)
        return ImportGraph(files, read, self.languages)
