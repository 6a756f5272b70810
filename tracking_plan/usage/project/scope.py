"""The scope of a scan: which files are looked at, and which may have calls that nobody reads."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tracking_plan.globs import fixed_prefix, literal, matcher
from tracking_plan.plan.model import Plan
from tracking_plan.plan.settings import Adapter, Source
from tracking_plan.usage.languages.language import Languages
from tracking_plan.usage.project.files import (
    CodeFile,
    Listing,
    code_files,
    content_with,
    is_ignored_code,
    listing,
    selected,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeScope:
    """What a plan says of the code.

    `paths` and `exclude` are patterns below the plan's folder; no `paths` means everything.
    `outputs` is what `generate` writes: helpers, which are no call sites. `test_paths` are
    patterns of tests (None: tests are code like any other).
    """

    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    test_paths: tuple[str, ...] | None = ()

    @property
    def unwanted(self) -> tuple[str, ...]:
        """The patterns of files that are left out."""
        return (*self.exclude, *self.outputs)


def scope_of(plan: Plan | None) -> CodeScope:
    """The scope that a plan sets; without a plan, all code."""
    if plan is None:
        return CodeScope()
    return CodeScope(
        paths=tuple(plan.usage.paths),
        exclude=tuple(plan.usage.exclude),
        outputs=tuple(target.output for target in plan.generate),
        sources=tuple(plan.sources.values()),
        adapters=tuple(plan.usage.adapters),
        test_paths=None if plan.usage.are_tests_judged else tuple(plan.usage.test_paths),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The files of a project that a scan is about.

    `everything` is what its folder contains; `limits` are the files and folders that were named
    on the command line (empty: all of it).
    """

    folder: Path
    everything: Listing
    scope: CodeScope
    languages: Languages
    limits: tuple[Path, ...] = ()

    def files(self) -> Iterator[CodeFile]:
        """The files to look at: those of the plan's settings, or those that were named."""
        if not self.limits:
            names = selected(
                self.everything.code, paths=self.scope.paths, exclude=self.scope.unwanted
            )
            yield from code_files(self.folder, names)
            return
        is_unwanted = matcher(self.scope.unwanted, below=True)
        for limit in self.limits:
            for file in self._below(limit):
                name = _name_below(Path(file.path), self.folder)
                if limit.is_file() or not is_unwanted(name):
                    yield replace(file, name=name)

    def _below(self, limit: Path) -> Iterator[CodeFile]:
        if not limit.is_file():
            yield from code_files(limit, listing(limit, self.languages).code)
        elif self.languages.of_file(limit.name):
            yield CodeFile(path=str(limit), name=limit.name)

    def foreign_files(self, words: tuple[bytes, ...]) -> Iterator[tuple[str, bytes]]:
        """The files with one of the words in a language that no scanner reads, by their names."""
        for name in self._foreign_names():
            content = content_with(str(self.folder / name), words)
            if content is not None:
                yield name, content

    def _foreign_names(self) -> Iterator[str]:
        names, scope = self.everything.foreign, self.scope
        if not self.limits:
            yield from selected(names, paths=scope.paths, exclude=scope.exclude)
            return
        limits = [_name_below(limit, self.folder) for limit in self.limits]
        is_wanted = matcher(map(literal, limits), below=True)
        yield from (name for name in selected(names, exclude=scope.exclude) if is_wanted(name))

    def empty_limits(self) -> Iterator[tuple[Path, str]]:
        """The limits that have no code to read, each with the reason."""
        for limit in self.limits:
            if any(True for _ in self._below(limit)):
                continue
            if limit.is_file():
                yield limit, "is no file of a language that is read"
            elif is_ignored_code(limit, self.languages):
                yield limit, "has only code that git ignores"
            else:
                yield limit, "has no file of code"

    def closed_folders(self) -> Iterator[Path]:
        """The folders that would be looked at, and cannot be opened."""
        is_unwanted = matcher(self.scope.unwanted, below=True)
        for path, name in self._closed_below_limits() if self.limits else self._closed():
            if not is_unwanted(f"{name}/x"):
                yield path

    def _closed_below_limits(self) -> Iterator[tuple[Path, str]]:
        for limit in filter(Path.is_dir, self.limits):
            for path in (limit / name for name in listing(limit, self.languages).closed):
                yield path, _name_below(path, self.folder)

    def _closed(self) -> Iterator[tuple[Path, str]]:
        starts = [fixed_prefix(path + "/x") for path in self.scope.paths]
        for name in self.everything.closed:
            way = f"{name}/"
            if not starts or any(way.startswith(s) or s.startswith(way) for s in starts):
                yield self.folder / name, name


def _name_below(path: Path, folder: Path) -> str:
    """The path as seen from the plan's folder; a link to a file is called as it is itself."""
    is_folder = os.path.isdir(path)  # noqa: PTH112  Path.is_dir raises in a closed folder
    whole = path.resolve() if is_folder else path.parent.resolve() / path.name
    try:
        return whole.relative_to(folder.resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def source_finder(scope: CodeScope) -> Callable[[str], str | None]:
    """Finds a file's platform: that of the pattern that says most about its path."""
    patterns = [
        (fixed_prefix(pattern + "/x"), pattern, source.name)
        for source in scope.sources
        for pattern in source.paths
    ]
    ranked = sorted(patterns, key=lambda p: (-p[0].count("/") - bool(p[0]), -len(p[1])))
    matchers = [(matcher([pattern], below=True), name) for _, pattern, name in ranked]
    return lambda path: next((name for matches, name in matchers if matches(path)), None)
