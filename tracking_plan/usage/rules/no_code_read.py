"""A pattern of the plan or a path that was named has no code, or no code was read at all.

What is not looked at cannot be wrong, so a misspelled folder would pass every check. Patterns in
`usage.paths`, `usage.exclude`, `usage.test_paths` and in the `paths` of `sources` are relative to
the folder of the plan's root file and cannot lead out of it. What git ignores is not read. Where
all code that was read is tests, or could not be read, nothing was checked either. Each path that is
named on the command line is accounted for: it was looked at, or a finding says why not.

Who names code promises that there is some. So it is an error where nothing is there of what
`usage.paths` name, of what the `paths` of a source name, or of what the command line names, and
where nothing is read because the code is not checked out, or because none of its files can be read
and one may have calls (pointers of Git LFS). It is a warning where other patterns of
the same setting match, and where no setting speaks of code and there is none: a repository that has
only a plan, or one whose code `usage.exclude` leaves out.

```yaml
usage:
  paths: ["*.py", "web"]
events:
  Signed Up: {}
```

Bad (the finding stands at the pattern in the plan):

```python
altertable.track("Signed Up", user_id)  # expect: U904
```

```yaml
usage:
  paths: ["*.py"]
events:
  Signed Up: {}
```

Good:

```python
altertable.track("Signed Up", user_id)
```
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from tracking_plan.finding import Code, Severity
from tracking_plan.globs import matcher, may_match_below
from tracking_plan.names.likeness import nearest
from tracking_plan.place import Place, Route
from tracking_plan.plan.model import Plan
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.scan import Hidden, Scan
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.project.files import selected
from tracking_plan.usage.project.left_out import left_out
from tracking_plan.usage.project.scope import CodeScope, scope_of
from tracking_plan.usage.project.walk import UNREAD_FOLDERS
from tracking_plan.usage.subject import Subject

_BELOW = "patterns are relative to the plan's folder, and code is looked for below it"
_OUTSIDE = "code is looked for below the plan's folder: move the plan to a folder above the code"
_ELSEWHERE = "name the folder of code that is read: `tracking-plan usage PATH`"
NO_CODE = (
    "there is no code below the plan's folder: name its folder (`tracking-plan usage PATH`), or"
    " move the plan to a folder above the code; where there is only a plan, set"
    " `findings: {ignore: [U904]}`"
)


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each pattern and path without code, or one where nothing at all was read."""
    scan, plan = subject.scan, subject.plan
    found = [*_empty_paths(subject), *_empty_patterns(subject, _settings(subject.plan))]
    yield from found
    yield from _empty_patterns(subject, _exceptions(plan))
    if scan.files or not found:
        yield from _unchecked(subject)


class Unread(NamedTuple):
    """Why no code was looked at, what to do about it, and how grave that is (None: a warning).

    `pattern` is the number of the one in `usage.exclude` that leaves it out.
    """

    reason: str
    hint: str
    severity: Severity | None = None
    pattern: int | None = None


def _unchecked(subject: Subject) -> Iterator[Problem]:
    """The problem where nothing at all was checked, with what to do."""
    plan = subject.plan
    found = nothing_read(subject.scan, scope_of(plan))
    if found is not None:
        yield Problem(
            message=f"{found.reason}, so nothing was checked",
            hint=found.hint,
            at=Place(path=plan.path)
            if found.pattern is None
            else plan.origin.at("usage", "exclude", found.pattern),
            severity=found.severity,
        )


def nothing_read(scan: Scan, scope: CodeScope) -> Unread | None:
    """Why none of the product's code was looked at; None: some was."""
    unread = sum(1 for skipped in scan.skipped if skipped.what == "file" and scan.names)
    if not scan.files:
        return _no_file(scan, scope)
    if scan.tests == scan.files:
        hint = "correct `usage.test_paths`, or set `usage.tests: include` to have tests judged"
        return Unread("all code that was read is tests", hint)
    if unread and scan.tests + unread >= scan.files:
        may_send = any(one.may_have_calls for one in scan.skipped if one.what == "file")
        severity = Severity.ERROR if may_send else None
        return Unread("no file of code could be read", "see U906 for the reasons", severity)
    return None


def _no_file(scan: Scan, scope: CodeScope) -> Unread:
    """Why there is no file to look at."""
    reason, unseen = "no code was read", scan.unseen
    if unseen.submodules:
        hint = "check the submodules out: `git submodule update --init`"
        return Unread(reason, hint, Severity.ERROR)
    if unseen.absent:
        hint = "check the code out: `git sparse-checkout list` says what is"
        return Unread(reason, hint, Severity.ERROR)
    if not scan.names:
        return Unread(reason, _hidden(scan.hidden[0]) if scan.hidden else NO_CODE)
    wanted = selected(scan.names, paths=scope.paths)
    found = left_out(wanted, scope.exclude, scope.outputs, LANGUAGES)
    hint = "leave out less" if found.patterns else _ELSEWHERE
    if len(found.reasons) == 1:
        return Unread(f"all code {found.reasons[0]}", hint, None, next(iter(found.patterns), None))
    return Unread(reason, "; ".join((*(f"some {one}" for one in found.reasons), hint)))


def _empty_paths(subject: Subject) -> Iterator[Problem]:
    for empty in subject.scan.empty_paths:
        yield Problem(
            message=f"{empty.at.path!r} {empty.reason}; nothing in it was checked",
            hint="name a folder or a file with code",
            at=empty.at,
            severity=None if subject.scan.files else Severity.ERROR,
        )
    if subject.scan.tests == subject.scan.files:
        return  # of which is said once that nothing was checked
    for at in subject.scan.test_paths:
        yield Problem(
            message=f"{at.path!r} has only tests, which are not judged; nothing in it was checked",
            hint="leave it out, or set `usage.tests: include` to have tests judged",
            at=at,
        )


def _empty_patterns(
    subject: Subject, settings: Iterable[tuple[Sequence[str], Route]]
) -> Iterator[Problem]:
    """A problem for each pattern of the plan that no file of code matches."""
    scan, plan = subject.scan, subject.plan
    for patterns, route in settings if scan.is_whole else ():
        empty = [n for n, pattern in enumerate(patterns) if not _has_code(pattern, scan)]
        promises = route not in _EXCEPTIONS and len(empty) == len(patterns)
        for index in empty:
            if route in _EXCEPTIONS and not UNREAD_FOLDERS.isdisjoint(patterns[index].split("/")):
                continue  # what is never read anyway
            yield Problem(
                message=f"no file of code matches {patterns[index]!r}",
                hint=_hint(patterns[index], scan),
                at=plan.origin.at(*route, index),
                severity=Severity.ERROR if promises else None,
            )


def _has_code(pattern: str, scan: Scan) -> bool:
    """Whether a pattern matches a file of code, or may match one in what is not checked out."""
    if any(map(matcher([pattern], below=True), scan.names)):
        return True
    return any(may_match_below(pattern, folder) for folder in scan.unseen.submodules)


def _hint(pattern: str, scan: Scan) -> str:
    if pattern.startswith("/") or ".." in pattern.split("/"):
        return _OUTSIDE
    if "\\" in pattern:
        return "folders are divided by '/', on every system"
    is_match = matcher([pattern], below=True)
    for hidden in scan.hidden:
        if is_match(hidden.name):
            return _hidden(hidden)
    near = _near(pattern, _folders(scan.names))
    return f"did you mean {near!r}?" if near else _BELOW


def _hidden(hidden: Hidden) -> str:
    if hidden.by is not None:
        return f"{hidden.name!r} is not read, for git ignores it: see {hidden.by}"
    return f"{hidden.name!r} is left out, as what is built: name its folder in `usage.paths`"


def _settings(plan: Plan) -> Iterator[tuple[Sequence[str], Route]]:
    """The patterns of each setting that has some, and where it stands."""
    yield plan.usage.paths, ("usage", "paths")
    for source in plan.sources.values():
        yield source.paths, ("sources", source.name, "paths")


_EXCEPTIONS = (("usage", "exclude"), ("usage", "test_paths"))


def _exceptions(plan: Plan) -> Iterator[tuple[Sequence[str], Route]]:
    """The patterns of what is left out or not judged."""
    for route, patterns in zip(
        _EXCEPTIONS, (plan.usage.exclude, plan.usage.test_paths), strict=True
    ):
        yield patterns, route


def _folders(names: Iterable[str]) -> frozenset[str]:
    """The folders and files of code, as paths."""
    every = set(names)
    for name in tuple(every):
        every.update(map(str, PurePosixPath(name).parents))
    return frozenset(every - {"."})


def _near(pattern: str, folders: frozenset[str]) -> str | None:
    """The pattern with its first unknown folder corrected; None where no other is like it."""
    done: list[str] = []
    pieces = pattern.removeprefix("./").rstrip("/").split("/")
    for index, piece in enumerate(pieces):
        if any(character in piece for character in "*?[{"):
            return None
        if "/".join((*done, piece)) not in folders:
            beside = {PurePosixPath(f).name for f in folders if _parent(f) == "/".join(done)}
            near = nearest(piece, sorted(beside))
            return "/".join((*done, near, *pieces[index + 1 :])) if near else None
        done.append(piece)
    return None


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


RULE = Rule(Code(id="U904", name="no-code-read", severity=Severity.WARNING, page=__doc__), check)
