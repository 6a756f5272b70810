"""A pattern of the plan or a path that was named has no code, or no code was read at all.

What is not looked at cannot be wrong, so a misspelled folder would pass every check. Patterns in
`usage.paths`, `usage.exclude`, `usage.test_paths` and in the `paths` of `sources` are relative to
the folder of the plan's root file and cannot lead out of it. What git ignores is not read. Where
all code that was read is tests, or could not be read, nothing was checked either.

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

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath

from tracking_plan.finding import Code, Severity
from tracking_plan.globs import matcher
from tracking_plan.place import Place, Route
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.project.files import UNREAD_FOLDERS
from tracking_plan.usage.subject import Subject

_BELOW = "patterns are relative to the plan's folder, and code is looked for below it"
_OUTSIDE = "code is looked for below the plan's folder: move the plan to a folder above the code"


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each pattern and path without code, or one where nothing at all was read."""
    scan, plan = subject.scan, subject.plan
    found = [*_empty_paths(subject), *_empty_patterns(subject, _patterns(subject))]
    yield from found
    yield from _empty_patterns(subject, _exceptions(subject))
    why = _unchecked(subject) if scan.files or not found else None
    if why is not None:
        message, hint = why
        yield Problem(message=message, hint=hint, at=Place(path=plan.path))


def _unchecked(subject: Subject) -> tuple[str, str] | None:
    """Why nothing at all was checked, and what to do; None where something was."""
    scan = subject.scan
    if not scan.files:
        excluded = "it is excluded by `usage.exclude`, or written by `generate`, or not read yet"
        return "no code was read, so nothing was checked", excluded if scan.names else _OUTSIDE
    unread = sum(1 for skipped in scan.skipped if skipped.what == "file" and scan.names)
    if scan.tests == scan.files:
        hint = "correct `usage.test_paths`, or set `usage.tests: include` to have tests judged"
        return "all code that was read is tests, so nothing was checked", hint
    if unread and scan.tests + unread >= scan.files:
        return "no file of code could be read, so nothing was checked", "see U906 for the reasons"
    return None


def _empty_paths(subject: Subject) -> Iterator[Problem]:
    for empty in subject.scan.empty_paths:
        yield Problem(
            message=f"{empty.at.path!r} {empty.reason}; nothing in it was checked",
            hint="name a folder or a file with code",
            at=empty.at,
        )


def _empty_patterns(subject: Subject, patterns: Iterable[tuple[str, Route]]) -> Iterator[Problem]:
    """A problem for each pattern of the plan that no file of code matches."""
    plan, names = subject.plan, subject.scan.names
    folders = _folders(names)
    for pattern, route in patterns if subject.scan.is_whole else ():
        if any(map(matcher([pattern], below=True), names)):
            continue
        near = _near(pattern, folders)
        leads_out = pattern.startswith("/") or ".." in pattern.split("/")
        yield Problem(
            message=f"no file of code matches {pattern!r}",
            hint=_OUTSIDE if leads_out else f"did you mean {near!r}?" if near else _BELOW,
            at=plan.origin.at(*route),
        )


def _patterns(subject: Subject) -> Iterator[tuple[str, Route]]:
    for index, pattern in enumerate(subject.plan.usage.paths):
        yield pattern, ("usage", "paths", index)
    for source in subject.plan.sources.values():
        for index, pattern in enumerate(source.paths):
            yield pattern, ("sources", source.name, "paths", index)


def _exceptions(subject: Subject) -> Iterator[tuple[str, Route]]:
    """The patterns of what is left out or not judged, but for folders that are never read."""
    usage = subject.plan.usage
    for key, patterns in (("exclude", usage.exclude), ("test_paths", usage.test_paths)):
        for index, pattern in enumerate(patterns):
            if UNREAD_FOLDERS.isdisjoint(pattern.split("/")):
                yield pattern, ("usage", key, index)


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
            near = get_close_matches(piece, sorted(beside), n=1)
            return "/".join((*done, *near, *pieces[index + 1 :])) if near else None
        done.append(piece)
    return None


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


RULE = Rule(Code(id="U904", name="no-code-read", severity=Severity.WARNING, page=__doc__), check)
