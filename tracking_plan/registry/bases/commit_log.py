"""The commits that changed some files, as `git log` lists them: newest first, by first parents.

A merge commit counts as one change, which is all that it brought in: compared with its first
parent, the branch that it was merged into. So the commits of the other branch are not listed, and
nothing is said twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from os import fsdecode
from typing import NamedTuple

from tracking_plan.registry.bases.errors import BaseError
from tracking_plan.registry.bases.repository import Entry, Repository, failure

_SHORT = 7
_NONE = "000000"
_FIELDS = ("%H", "%P", "%aI", "%an", "%s")
_OPTIONS = (
    *("--first-parent", "-m", "--root", "--raw", "--no-abbrev", "-z", "--encoding=UTF-8"),
    *("--no-mailmap", "--no-show-signature", "--no-notes", "--no-color", "--no-ext-diff"),
    *("--no-textconv", "--no-relative", "--ignore-submodules=none"),
    f"--format={'%x00'.join(_FIELDS)}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit: `written` is the author's date, as ISO 8601 has it; `subject` is the first line."""

    oid: str
    parents: tuple[str, ...]
    written: str
    author: str
    subject: str

    @property
    def short(self) -> str:
        """The beginning of its name."""
        return self.oid[:_SHORT]

    @property
    def is_merge(self) -> bool:
        """Whether it merges another branch."""
        return len(self.parents) > 1

    @property
    def day(self) -> date | None:
        """The day of its date; None: no calendar has it."""
        try:
            return date.fromisoformat(self.written[:10])
        except ValueError:
            return None


class FileChange(NamedTuple):
    """A file before and after a commit; None where it was not there, or no longer is."""

    old: Entry | None
    new: Entry | None


class Logged(NamedTuple):
    """A commit, and what it changed of the files that were asked about."""

    commit: Commit
    changes: tuple[FileChange, ...]


class Range(NamedTuple):
    """The commits up to `tip`; without those that `since` has, if any."""

    tip: str
    since: str | None = None

    @property
    def arguments(self) -> tuple[str, ...]:
        """What `git log` takes."""
        return (self.tip,) if self.since is None else (self.tip, f"^{self.since}")


def logged(repository: Repository, among: Range, paths: Iterable[str]) -> list[Logged]:
    """The commits that changed something at these paths, from the repository's root, or below.

    Raises:
        BaseError: they cannot be listed.
    """
    wanted = [f":(top,literal){path}" if path else ":(top)" for path in paths]
    return _asked(repository, "--no-renames", *among.arguments, "--", *wanted)


def followed(repository: Repository, among: Range, path: str) -> list[Logged]:
    """The commits that changed one file, which had another path before git saw it renamed.

    Raises:
        BaseError: they cannot be listed.
    """
    relative = f":(top,literal){path}"
    return _asked(repository, "--follow", "-M", *among.arguments, "--", relative)


def _asked(repository: Repository, *arguments: str) -> list[Logged]:
    answer = repository.ask("log", *_OPTIONS, *arguments)
    if answer.code != 0:
        raise failure(answer)
    return list(_logged(answer.output.split(b"\0")))


def _logged(tokens: list[bytes]) -> Iterator[Logged]:
    """The commits in what git prints: their fields, then what each changed."""
    at = 0
    while at + len(_FIELDS) <= len(tokens):
        oid, parents, day, author, subject = (
            token.decode("utf-8", "replace").strip("\n") for token in tokens[at : at + len(_FIELDS)]
        )
        at += len(_FIELDS)
        changes = []
        while at < len(tokens) and tokens[at].lstrip(b"\n").startswith(b":"):
            about = tokens[at].lstrip(b"\n:").decode("ascii", "replace").split(" ")
            is_renamed = about[-1].startswith(("R", "C"))
            paths = [fsdecode(path) for path in tokens[at + 1 : at + 2 + is_renamed]]
            at += 2 + is_renamed
            changes.append(_change(about, paths))
        yield Logged(
            Commit(
                oid=oid,
                parents=tuple(parents.split()),
                written=day,
                author=author,
                subject=subject,
            ),
            tuple(changes),
        )


def _change(about: list[str], paths: list[str]) -> FileChange:
    if len(about) != 5 or not paths:
        raise BaseError("git lists changes in a way that is not known", "install a newer git")
    old_mode, new_mode, old, new, kind = about
    is_copied = kind.startswith("C")  # the other file is there still
    return FileChange(
        None if old_mode == _NONE or is_copied else Entry(paths[0], old, old_mode),
        None if new_mode == _NONE else Entry(paths[-1], new, new_mode),
    )
