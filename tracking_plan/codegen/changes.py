"""What a run of `generate` has to do: files as they should be beside files as they are."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracking_plan.codegen.codes import FOREIGN_FILE, STALE_OUTPUT, UNSAFE_OUTPUT
from tracking_plan.codegen.packages import COMMAND, Package, Targets, is_generated
from tracking_plan.codegen.targets.table import TARGETS
from tracking_plan.finding import Finding, Related
from tracking_plan.place import Place
from tracking_plan.rule import Problem, finding


class ChangeKind(StrEnum):
    """What is to be done with a file."""

    WRITE = "missing"
    REWRITE = "stale"
    REMOVE = "left over"
    REFUSE = "foreign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One file that is not as it should be.

    `old` is None where there is no file, `new` where there should be none.
    """

    path: str
    kind: ChangeKind
    old: str | None
    new: str | None


def changes(
    wanted: Mapping[str, str], found: Mapping[str, bytes | None], targets: Targets = TARGETS
) -> Iterator[Change]:
    """What differs, by path.

    `found` are the bytes of the files that exist; None where something stands there that is no
    file that can be read.
    """
    for path in sorted({*wanted, *found}):
        change = _change(path, wanted.get(path), found, targets)
        if change is not None:
            yield change


def _change(
    path: str, new: str | None, found: Mapping[str, bytes | None], targets: Targets
) -> Change | None:
    if path not in found:
        return Change(path=path, kind=ChangeKind.WRITE, old=None, new=new)
    content = found[path]
    if new is not None and content == new.encode():
        return None
    old = _decoded(content)
    is_ours = old is not None and (is_generated(old, targets) or not old.strip())
    if new is None:
        is_left = old is not None and is_generated(old, targets)
        return Change(path=path, kind=ChangeKind.REMOVE, old=old, new=None) if is_left else None
    kind = ChangeKind.REWRITE if is_ours else ChangeKind.REFUSE
    return Change(path=path, kind=kind, old=old, new=new)


class Judge:
    """What is wrong with files, as findings. `shown` names a path as findings do."""

    def __init__(self, packages: Iterable[Package], shown: Callable[[str], str]) -> None:
        self._packages = tuple(packages)
        self._shown = shown

    def all_of(self, changes: Iterable[Change]) -> Iterator[Finding]:
        """The findings of all files; one for a package of which none is there."""
        left = {change.path: change for change in changes}
        for package in self._packages:
            paths = {package.path(name) for name in package.files}
            if all(path in left and left[path].kind is ChangeKind.WRITE for path in paths):
                yield self._missing(package, len(paths))
                left = {path: one for path, one in left.items() if path not in paths}
        yield from map(self.change, left.values())

    def _missing(self, package: Package, count: int) -> Finding:
        problem = Problem(
            message=f"none of the {count} generated files in {package.folder!r} is there",
            at=package.target.origin.at("output"),
            hint=f"run '{COMMAND}', and commit what it writes",
        )
        return finding(STALE_OUTPUT, problem)

    def change(self, change: Change) -> Finding:
        """The finding that a file is not as it should be."""
        is_foreign = change.kind is ChangeKind.REFUSE
        state = f"is {change.kind}"
        if is_foreign:
            is_text = change.old is not None
            lacks = "does not begin with the line that generated files have"
            state = f"{lacks if is_text else 'is no text'}, so it is never overwritten"
        move = "delete it if it was generated; else move it away, or name another 'output'"
        problem = Problem(
            message=f"{change.path!r} {state}",
            at=Place(path=self._shown(change.path)),
            hint=move if is_foreign else f"run '{COMMAND}'",
            related=self._related(change.path),
        )
        return finding(FOREIGN_FILE if is_foreign else STALE_OUTPUT, problem)

    def blocked(self, path: str) -> Finding:
        """The finding that what is no folder stands where one has to be."""
        problem = Problem(
            message=f"{path!r} is no folder, and files would be written into it",
            at=Place(path=self._shown(path)),
            hint="move it away, or give the target another 'output'",
            related=self._related(f"{path}/"),
        )
        return finding(FOREIGN_FILE, problem)

    def leads_away(self, package: Package, path: str) -> Finding:
        """The finding that a path of the package leads away from where it may write."""
        problem = Problem(
            message=f"{path!r} is a link that leads elsewhere",
            at=package.target.origin.at("output"),
            hint="remove the link, or name another output",
        )
        return finding(UNSAFE_OUTPUT, problem)

    def included(self, path: str) -> Finding:
        """The finding that the plan would read a file of a package as one of its own."""
        problem = Problem(
            message=f"the plan's `include` would read {path!r} as a part of the plan",
            at=Place(path=self._shown(path)),
            hint="narrow the pattern, or give the target another 'output'",
            related=self._related(path),
        )
        return finding(UNSAFE_OUTPUT, problem)

    def _related(self, path: str) -> tuple[Related, ...]:
        """The target that the file belongs to."""
        for package in self._packages:
            if any(path.startswith(f"{folder}/") for folder in package.folders):
                at = package.target.origin.at("output")
                return (Related(message="the target that writes it", at=at),)
        return ()


def unified_diff(change: Change) -> str:
    """The change as a unified diff from the file to what it should be."""
    old, new = (change.old or "").splitlines(True), (change.new or "").splitlines(True)
    before = f"a/{change.path}" if change.old is not None else "/dev/null"
    after = f"b/{change.path}" if change.new is not None else "/dev/null"
    lines = difflib.unified_diff(old, new, before, after)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _decoded(content: bytes | None) -> str | None:
    try:
        return None if content is None else content.decode()
    except UnicodeDecodeError:
        return None
