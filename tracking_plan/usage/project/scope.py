"""The scope of a scan: which files are looked at, and which may have calls that nobody reads."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tracking_plan.globs import fixed_prefix, literal, matcher, may_match_below
from tracking_plan.plan.model import Plan
from tracking_plan.plan.settings import Adapter, Source
from tracking_plan.usage.languages.language import Languages
from tracking_plan.usage.project.files import (
    CodeFile,
    Listing,
    code_files,
    hidden_code,
    is_regular,
    language_of,
    selected,
)
from tracking_plan.usage.project.left_out import left_out
from tracking_plan.usage.project.repository import ignored_by
from tracking_plan.usage.project.walk import Refused

_MOST_EXAMPLES = 20
_IGNORE_FILE = ".gitignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeScope:
    """What a plan says of the code.

    `paths` and `exclude` are patterns below the plan's folder; no `paths` means everything.
    `outputs` is what `generate` writes: helpers, which are no call sites. `test_paths` are
    patterns of tests (None: tests are code like any other). `are_wrappers_followed`: functions that
    send what their callers give are tracking calls for these.
    """

    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    test_paths: tuple[str, ...] | None = ()
    are_wrappers_followed: bool = True

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
        are_wrappers_followed=plan.usage.follow_wrappers,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The files of a project that a scan is about.

    `everything` is what its folder contains; `limits` are the files and folders that were named
    on the command line (empty: all of it), with what the folders contain.
    """

    folder: Path
    everything: Listing
    scope: CodeScope
    languages: Languages
    limits: Mapping[Path, Listing | None]

    def files(self) -> Iterator[CodeFile]:
        """The files to read: those to look at, then all others that may say what their calls do."""
        looked_at = tuple(self.files_looked_at())
        yield from looked_at
        if self.limits:
            known = {file.name for file in looked_at}
            is_wanted = self._test_of_settings(self.scope.paths)
            others = (name for name in self.everything.code if name not in known)
            yield from code_files(self.folder, filter(is_wanted, others))

    def files_looked_at(self) -> Iterator[CodeFile]:
        """The files to look at: those of the plan's settings, or those that were named."""
        if not self.limits:
            yield from code_files(self.folder, filter(self._test(), self.everything.code))
            return
        is_unwanted = matcher(self.scope.unwanted, below=True)
        seen: set[str] = set()
        for limit in self.limits:
            for file in self._below(limit):
                name = _name_below(Path(file.path), self.folder)
                if name not in seen and (limit.is_file() or not is_unwanted(name)):
                    seen.add(name)
                    yield replace(file, name=name)

    def _below(self, limit: Path) -> Iterator[CodeFile]:
        listed = self.limits[limit]
        if listed is not None:
            yield from code_files(limit, listed.code)
        elif language_of(str(limit), self.languages):
            yield CodeFile(path=str(limit), name=limit.name)

    def foreign_files(self) -> Iterator[CodeFile]:
        """The files in languages that no scanner reads."""
        return code_files(self.folder, self._foreign_names())

    def _foreign_names(self) -> Iterator[str]:
        names, scope = self.everything.foreign, self.scope
        if not self.limits:
            yield from selected(names, paths=scope.paths, exclude=scope.exclude)
            return
        limits = [_name_below(limit, self.folder) for limit in self.limits]
        is_wanted = matcher(map(literal, limits), below=True)
        yield from (name for name in selected(names, exclude=scope.exclude) if is_wanted(name))

    def only_tests(self, is_test: Callable[[str], bool]) -> Iterator[Path]:
        """The limits that have code, of which all is tests."""
        is_unwanted = matcher(self.scope.unwanted, below=True)
        for limit, listed in self.limits.items():
            names = [_name_below(Path(file.path), self.folder) for file in self._below(limit)]
            names = [name for name in names if listed is None or not is_unwanted(name)]
            if names and all(map(is_test, names)):
                yield limit

    def empty_limits(self) -> Iterator[tuple[Path, str]]:
        """The limits that have no code to read, each with the reason."""
        is_unwanted = matcher(self.scope.unwanted, below=True)
        for limit, listed in self.limits.items():
            names = [_name_below(Path(file.path), self.folder) for file in self._below(limit)]
            if names and (listed is None or not all(map(is_unwanted, names))):
                continue
            if names:
                found = left_out(names, self.scope.exclude, self.scope.outputs, self.languages)
                yield limit, ", or ".join(found.reasons)
            elif listed is None:
                yield limit, "is no file of a language that is read"
            elif "" in listed.submodules:
                yield limit, "is a submodule that is not checked out"
            elif listed.absent or listed.submodules:
                yield limit, "has only code that is not checked out"
            elif listed.left_out:
                yield limit, "has code only in folders that are left out outside of git"
            elif hidden_code(limit, self.languages, listed):
                yield limit, "has only code that git ignores"
            elif listed.foreign:
                yield limit, "has only code in languages that are not read"
            else:
                yield limit, "has no file of code"

    def closed_folders(self) -> Iterator[Path]:
        """The folders that would be looked at, and cannot be opened."""
        may_reach = self._test_of_folders()
        for folder, listed in self._listings():
            for path in (folder / name for name in listed.closed):
                if may_reach(_name_below(path, self.folder)):
                    yield path

    def submodules(self) -> Iterator[str]:
        """The submodules that would be looked at, and are not checked out."""
        may_reach = self._test_of_folders()
        for folder, listed in self._listings():
            names = (_name_below(folder / name, self.folder) for name in listed.submodules)
            yield from filter(may_reach, names)

    def absent(self) -> Iterator[str]:
        """The files that would be looked at, and are not checked out."""
        for folder, listed in self._listings():
            yield from filter(self._test(), self._names(folder, listed.absent))

    def left_out(self) -> Iterator[tuple[str, Path]]:
        """Code in folders of what is built, outside of git, that the settings do not leave out."""
        is_wanted = self._test()
        for folder, listed in self._listings():
            names = self._names(folder, listed.left_out)
            for name, path in zip(names, listed.left_out, strict=True):
                if is_wanted(name) and is_regular(str(folder / path)):
                    yield name, folder / path

    def refused(self) -> Iterator[Refused]:
        """The repositories of which git does not say what belongs to them, once each."""
        found = {one.name: one for _, listed in self._listings() for one in listed.refused}
        yield from found.values()

    def hidden(self) -> Iterator[tuple[str, str | None]]:
        """Code that is not read, for each pattern that has none, and where there is none at all.

        With each the line that has git ignore it; None: it is in a folder that is left out.
        """
        names = (*self.everything.code, *self.everything.foreign)
        patterns = (*self.scope.paths, *(path for one in self.scope.sources for path in one.paths))
        tests = [matcher([pattern], below=True) for pattern in dict.fromkeys(patterns)]
        empty = [test for test in tests if not any(map(test, names))] if not self.limits else []
        if names and not empty:
            return
        code = hidden_code(self.folder, self.languages, self.everything)
        first = (next(filter(test, code), None) for test in (*empty, matcher(["**"])))
        for name in tuple(dict.fromkeys(filter(None, first)))[:_MOST_EXAMPLES]:
            is_left_out = name in self.everything.left_out
            yield name, None if is_left_out else ignored_by(self.folder, name) or _IGNORE_FILE

    def _listings(self) -> Iterator[tuple[Path, Listing]]:
        """The folders to look at, with what they contain."""
        if not self.limits:
            yield self.folder, self.everything
        for limit, listed in self.limits.items():
            if listed is not None:
                yield limit, listed

    def _names(self, folder: Path, names: Iterable[str]) -> Iterator[str]:
        """The names in one of the folders, as seen from that of the plan."""
        if folder == self.folder:
            return iter(names)
        return (_name_below(folder / name, self.folder) for name in names)

    def _test(self) -> Callable[[str], bool]:
        """Says of a file's name whether the settings want it."""
        return self._test_of_settings(() if self.limits else self.scope.paths)

    def _test_of_settings(self, paths: Collection[str]) -> Callable[[str], bool]:
        is_wanted = matcher(paths, below=True)
        is_unwanted = matcher(self.scope.unwanted, below=True)
        return lambda name: (not paths or is_wanted(name)) and not is_unwanted(name)

    def _test_of_folders(self) -> Callable[[str], bool]:
        """Says of a folder whether the settings may want a file in it."""
        paths = () if self.limits else self.scope.paths
        is_unwanted = matcher(self.scope.unwanted, below=True)
        return lambda name: (
            not is_unwanted(f"{name}/x")
            and (not paths or any(may_match_below(path, name) for path in paths))
        )


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
