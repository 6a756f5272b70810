"""What this package asks a git repository about, and git's refusals in our words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import fsdecode
from pathlib import Path
from typing import NamedTuple

from tracking_plan import git
from tracking_plan.names.phrases import plural
from tracking_plan.registry.bases.errors import BaseError, MissingObjectsError
from tracking_plan.regular_file import MAX_BYTES

_ELSEWHERE = "`--against` also takes a folder, a file or an archive"
_AGAIN = "; then compare again, or with `--against base.tar`"


class Entry(NamedTuple):
    """An entry of a tree: its path, the name of its object, and what it is."""

    path: str
    oid: str
    mode: str

    @property
    def is_symlink(self) -> bool:
        """Whether it is a symbolic link."""
        return self.mode == "120000"

    @property
    def is_submodule(self) -> bool:
        """Whether it is a repository within the repository."""
        return self.mode == "160000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository, seen from one of its folders.

    `prefix` is the folder's path in it, with `/` at its end; empty for the root.
    """

    folder: Path
    prefix: str
    is_shallow: bool

    @property
    def root(self) -> Path:
        """The folder that the repository's paths start from."""
        depth = self.prefix.count("/")
        folder = self.folder.resolve()
        return folder.parents[depth - 1] if depth else folder

    def ask(self, *arguments: str, stdin: bytes = b"") -> git.Answer:
        """What git says, whether it failed or not.

        Raises:
            BaseError: git cannot be run, takes too long or has too much to say.
        """
        return _answer(self.folder, *arguments, stdin=stdin)

    def entries(self, treeish: str) -> list[Entry] | None:
        """All files, links and submodules below a tree; None: there is no such tree.

        Raises:
            BaseError: they cannot be listed.
        """
        listed = self.ask("ls-tree", "-r", "-z", "--full-tree", treeish)
        if listed.code == 0:
            return list(_entries(listed.output))
        if b"Not a valid object name" in listed.errors or b"not a tree object" in listed.errors:
            return None
        raise failure(listed)

    def contents(self, oids: Iterable[str]) -> Mapping[str, bytes]:
        """The contents of blobs, by the names of the objects, each cut behind its first 16 MiB.

        Raises:
            BaseError: they cannot be had.
        """
        asked = list(dict.fromkeys(oids))
        if not asked:
            return {}
        answer = self.ask("cat-file", "--batch", stdin="".join(f"{o}\n" for o in asked).encode())
        found = dict(_blobs(answer.output))
        if answer.code != 0 and b"promisor" not in answer.errors:
            raise failure(answer)
        if len(found) < len(asked):
            raise not_here(len(asked) - len(found))
        return found


def repository(folder: Path) -> Repository:
    """The repository that a folder lies in.

    Raises:
        BaseError: there is none, or git refuses to read it.
    """
    wanted = ("--is-shallow-repository", "--is-inside-work-tree", "--show-prefix")
    answer = _answer(folder, "rev-parse", *wanted)
    if answer.code != 0:
        raise _refused(answer, folder)
    said = answer.output.split(b"\n", 2)
    if len(said) < len(wanted):
        raise BaseError("git does not answer as git does", "see which `git` comes first in PATH")
    is_shallow, is_inside, prefix = said
    if is_inside != b"true":
        raise _bare(folder)
    return Repository(
        folder=folder,
        prefix=fsdecode(prefix.removesuffix(b"\n")),
        is_shallow=is_shallow == b"true",
    )


def of_git_alone(error: BaseError) -> BaseError:
    """The error, from now on without the advice to compare with what is not in git."""
    hint = error.hint or ""
    for advice in (f"; {_ELSEWHERE}", _ELSEWHERE, _AGAIN):
        hint = hint.replace(advice, "")
    error.hint = hint or "run it in a clone that has the plan's history"
    return error


def failure(answer: git.Answer) -> BaseError:
    """What git could not do, in its own words."""
    if b"promisor" in answer.errors:
        return not_here(1)
    return BaseError(f"git cannot read the repository: {_words(answer)}", _ELSEWHERE)


def _answer(folder: Path, *arguments: str, stdin: bytes = b"") -> git.Answer:
    try:
        return git.answer(folder, *arguments, stdin=stdin)
    except git.NoGitError as error:
        message = "there is no git on this machine to read an earlier plan with"
        raise BaseError(message, f"install git; {_ELSEWHERE}") from error
    except git.NoAnswerError as error:
        raise BaseError(f"the repository cannot be read: {error}", _ELSEWHERE) from error


def _words(answer: git.Answer) -> str:
    """The line of what git printed that says why it failed, fit for a message."""
    lines = answer.errors.decode("utf-8", "replace").strip().splitlines()
    last = lines[-1] if lines else f"exit code {answer.code}"
    line = next((line for line in lines if line.startswith("fatal: ")), last)
    return "".join(c if c.isprintable() else "?" for c in line.removeprefix("fatal: "))


def _refused(answer: git.Answer, folder: Path) -> BaseError:
    errors = answer.errors
    if b"dubious ownership" in errors or b"unsafe repository" in errors:
        return BaseError(
            f"git does not read the repository of {str(folder)!r}, which belongs to someone else",
            "if you trust it: `git config --global --add safe.directory FOLDER`,"
            " with the folder that has `.git`",
        )
    if b"bare repository" in errors or b"must be run in a work tree" in errors:
        return _bare(folder)
    if b"not a git repository" in errors:
        return BaseError(f"{str(folder)!r} lies in no git repository: {_words(answer)}", _ELSEWHERE)
    return failure(answer)


def _bare(folder: Path) -> BaseError:
    return BaseError(
        f"{str(folder)!r} lies in a bare repository, or within `.git`, and in no working tree",
        "run it in a clone or a worktree (`git worktree add`)",
    )


def _entries(output: bytes) -> Iterator[Entry]:
    for line in output.split(b"\0"):
        if line:
            about, _, path = line.partition(b"\t")
            mode, _, oid = about.decode().split(" ")
            yield Entry(fsdecode(path), oid, mode)


def _blobs(output: bytes) -> Iterator[tuple[str, bytes]]:
    """The blobs in what `git cat-file --batch` prints; objects that are missing are left out."""
    start = 0
    while (end := output.find(b"\n", start)) != -1:
        header = output[start:end].split(b" ")
        start = end + 1
        if len(header) != 3:
            continue
        oid, _, size = header
        if start + int(size) > len(output):
            return
        yield oid.decode(), output[start : start + min(int(size), MAX_BYTES + 1)]
        start += int(size) + 1


def not_here(count: int) -> MissingObjectsError:
    """The error for objects that a partial clone does not have."""
    objects = plural(count, "object")
    return MissingObjectsError(
        f"{objects} of the earlier plan cannot be read: this clone does not have them all",
        "a partial clone fetches such objects on demand, and this tool fetches nothing: clone"
        " without `--filter`, or let git fetch them once with"
        f" `git archive -o base.tar REVISION`{_AGAIN}",
    )
