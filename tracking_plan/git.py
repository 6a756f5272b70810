"""Asks git about a repository that nobody vouches for: git reads it, and starts nothing it names.

A repository's own configuration can name programs (`core.fsmonitor`, hooks, filters, a transport)
that git runs on its behalf. Every git command of this package goes through `answer`, or
through `conversation` for many questions to one process; both overrule all of them, and no other
module starts git.
"""

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Event, Thread, Timer
from typing import IO, NamedTuple, TypeVar

from tracking_plan.git_surroundings import git_program, pipe_below, would_wait

T = TypeVar("T")

MAX_OUTPUT = 256 * 1024 * 1024
_MAX_ERRORS = 1024 * 1024
_BLOCK = 1024 * 1024
_SECONDS = 60
_SOON = 1.5  # seconds, after which git may be waiting for something
_OVERRULED = (
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.pager=cat",
    "core.editor=false",
    "core.askPass=false",
    "core.sshCommand=false",
    "core.gitProxy=none",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "log.showSignature=false",
    "log.diffMerges=separate",
    f"diff.orderFile={os.devnull}",
    "maintenance.auto=false",
    "gc.auto=0",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_GRAFT_FILE": os.devnull,  # a commit's name means the same on every machine
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}


class Answer(NamedTuple):
    """What git printed, and its exit code."""

    output: bytes
    errors: bytes
    code: int = 0


class NoAnswerError(Exception):
    """Git was not run to its end: the text says why, and `hint` what to do."""

    def __init__(self, reason: str, hint: str = "see what `git status` says") -> None:
        super().__init__(reason)
        self.hint = hint


class NoGitError(NoAnswerError):
    """There is no git on this machine."""


class Refusal(NamedTuple):
    """Why there is no answer, and what to do about it; `errors` is what git printed, if it ran."""

    reason: str
    hint: str
    errors: str = ""


def ask(folder: Path, *arguments: str) -> Answer | None:
    """What a git command in `folder` says; None: it failed, or was not run to its end."""
    given = request(folder, *arguments)
    return given if isinstance(given, Answer) else None


def request(folder: Path, *arguments: str) -> Answer | Refusal:
    """What a git command in `folder` says, in English, or why it says nothing."""
    try:
        given = answer(folder, *arguments)
    except NoAnswerError as error:
        return Refusal(str(error), error.hint)
    if given.code != 0:
        errors = given.errors.decode("utf-8", "replace")
        return Refusal(f"git failed with exit code {given.code}", "run `git status`", errors)
    return given


def answer(folder: Path, *arguments: str, stdin: bytes = b"", most: int = MAX_OUTPUT) -> Answer:
    """What a git command in `folder` says, in English, and its exit code.

    Only commands that read belong here. Git finds the repository by the folder alone: variables
    such as `GIT_DIR`, which a hook inherits, are not passed on. No shell reads the arguments, but
    git takes one that begins with `-` for an option: whoever passes on a user's text sees to that.

    Raises:
        NoAnswerError: it cannot be run, takes too long, or prints more than `most` bytes.
    """
    with _started(folder, arguments, has_input=bool(stdin)) as process:
        return _finished(process, folder, stdin, most)


class Conversation:
    """A git command that answers one question after the other, such as `cat-file --batch`.

    `errors` is what it has printed about errors so far.
    """

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self.errors = bytearray()
        self._drain = Thread(target=_drain_begin, args=(process.stderr, self.errors), daemon=True)
        self._drain.start()

    def ask(self, question: bytes, read: Callable[[IO[bytes]], T]) -> T:
        """What `read` makes of the answer; it raises an `EOFError` where that ends too early.

        Raises:
            NoAnswerError: there is none, or it takes too long.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        late = Event()
        timer = Timer(_SECONDS, _end, args=(self._process, late))
        timer.start()
        try:
            self._process.stdin.write(question)
            self._process.stdin.flush()
            return read(self._process.stdout)
        except (OSError, EOFError) as error:
            self.end()
            raise _too_late() if late.is_set() else NoAnswerError("git has ended early") from error
        finally:
            timer.cancel()

    def end(self) -> None:
        """Ends the command: `errors` are complete."""
        self._process.kill()
        self._drain.join()


@contextlib.contextmanager
def conversation(folder: Path, *arguments: str) -> Iterator[Conversation]:
    """A git command in `folder` that is asked again and again within the block, then ended.

    Raises:
        NoAnswerError: it cannot be run.
    """
    with _started(folder, arguments, has_input=True) as process:
        found = Conversation(process)
        try:
            yield found
        finally:
            found.end()


def _started(
    folder: Path, arguments: tuple[str, ...], *, has_input: bool
) -> "subprocess.Popen[bytes]":
    program = git_program(folder)
    if program is None:
        raise NoGitError("there is no git here", "install git")
    if would_wait(folder):
        raise _waits()
    overruled = (part for setting in _OVERRULED for part in ("-c", setting))
    try:
        return subprocess.Popen(  # noqa: S603
            [program, "--no-pager", *overruled, *arguments],
            cwd=folder,
            stdin=subprocess.PIPE if has_input else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
        )
    except (OSError, ValueError) as error:  # ValueError: a NUL in an argument
        raise NoAnswerError(f"git cannot be started: {error}", "install git") from error


def _finished(process: "subprocess.Popen[bytes]", folder: Path, stdin: bytes, most: int) -> Answer:
    """What a process prints until its end; it is ended where it takes too long or prints more."""
    output, errors = bytearray(), bytearray()
    threads = (
        Thread(target=_feed, args=(process.stdin, stdin), daemon=True),
        Thread(target=_drain_begin, args=(process.stderr, errors), daemon=True),
    )
    with _bounded(process, folder):
        for thread in threads:
            thread.start()
        is_whole = _drain(process.stdout, output, most)
        if not is_whole:
            process.kill()
        code = process.wait()
        for thread in threads:
            thread.join()
    if not is_whole:
        raise NoAnswerError(f"git has more to say than {most // 1024 // 1024} MiB")
    return Answer(bytes(output), bytes(errors), code)


@contextlib.contextmanager
def _bounded(process: "subprocess.Popen[bytes]", folder: Path) -> Iterator[None]:
    """Ends a process that takes too long within the block, or is seen to wait for a pipe.

    Raises:
        NoAnswerError: it was ended for that.
    """
    late, waits = Event(), Event()
    timers = (
        Timer(_SECONDS, _end, args=(process, late)),
        Timer(_SOON, _end_if_it_waits, args=(process, folder, waits)),
    )
    for timer in timers:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        for timer in timers:
            timer.cancel()
        process.kill()
    if waits.is_set():
        raise _waits()
    if late.is_set():
        raise _too_late()


def _too_late() -> NoAnswerError:
    return NoAnswerError(f"git was not done after {_SECONDS} seconds", "see what takes it so long")


def _waits() -> NoAnswerError:
    return NoAnswerError("a pipe stands where git reads a file", "take the pipe away")


def _end_if_it_waits(process: "subprocess.Popen[bytes]", folder: Path, waits: Event) -> None:
    if pipe_below(folder, lambda: process.poll() is not None):
        _end(process, waits)


def _end(process: "subprocess.Popen[bytes]", late: Event) -> None:
    late.set()
    process.kill()


def _feed(stream: IO[bytes] | None, content: bytes) -> None:
    """Writes to a process, which may end before it has read everything."""
    if stream is not None:
        with contextlib.suppress(OSError), stream:
            stream.write(content)


def _drain(stream: IO[bytes] | None, into: bytearray, most: int) -> bool:
    """Reads a stream to its end; False where it has more than `most` bytes."""
    assert stream is not None
    while block := stream.read(_BLOCK):
        into += block
        if len(into) > most:
            return False
    return True


def _drain_begin(stream: IO[bytes] | None, into: bytearray) -> None:
    """Reads a stream to its end, and keeps how it begins."""
    assert stream is not None
    while block := stream.read(_BLOCK):
        into += block[: _MAX_ERRORS - len(into)]


def _environment() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **_ENVIRONMENT}
