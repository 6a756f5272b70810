"""Judges an input as it grows: findings are printed when they first occur, and in full at the end.

Only inputs with a payload or a batch on each line can be followed. A line counts once it has its
end, whatever that takes; what an old file has left of one when a new file takes its place is a line
that was cut.
"""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

import click

from tracking_plan.cli.console import note
from tracking_plan.cli.growing import Growing, GrowingFile, GrowingPipe
from tracking_plan.cli.session import Session
from tracking_plan.cli.standard_input import STANDARD_INPUT, standard_input
from tracking_plan.payloads.input.chunks import can_be_split
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers import lines
from tracking_plan.payloads.run import Run
from tracking_plan.place import shown_path
from tracking_plan.report import concise

_OFTEN = 0.2  # seconds between two looks
IsStopped = Callable[[], bool]


def follow(session: Session, run: Run, names: tuple[str, ...], options: ReadOptions) -> None:
    """Judges the one input as it grows, until Ctrl-C, or the end of a pipe.

    Raises:
        click.UsageError: there are several.
    """
    if len(names) != 1:
        raise click.UsageError("--follow follows one input: name a file, or - for standard input")
    (name,) = names
    path = session.cwd / name
    if path.is_file() and not can_be_split(path):
        raise click.UsageError(
            f"{name!r} cannot be followed: --follow reads a payload on each line, in UTF-8 and not"
            " compressed; leave --follow out"
        )
    shown = name if name == STANDARD_INPUT else shown_path(path, session.cwd)
    fresh = Fresh(run, session)
    with _stopping() as is_stopped:
        followed = Followed(_growing(name, path), fresh.show, is_stopped, options.max_line)
        session.note(f"following {shown!r}; Ctrl-C ends it, and shows the report")
        for blocks in followed.contents():
            run.judge(shown, lines.read(blocks, options))
    fresh.show()
    if followed.is_cut:
        session.note(f"the last line of {shown!r} has no end yet, and was not looked at")


def _growing(name: str, path: Path) -> Growing:
    if name == STANDARD_INPUT:
        return GrowingPipe(standard_input().fileno())
    return GrowingFile(path) if path.is_file() else GrowingPipe(os.open(path, os.O_RDONLY))


class Followed:
    """A growing input as blocks of whole lines, one content after the other.

    `look` is called when there is time for it. `is_cut`: it was stopped in the middle of a line.
    """

    def __init__(
        self, growing: Growing, look: Callable[[], None], is_stopped: IsStopped, max_line: int
    ) -> None:
        self._growing = growing
        self._look = look
        self._is_stopped = is_stopped
        self._max_line = max_line
        self._looked = time.monotonic()
        self._is_over = False
        self.is_cut = False

    def contents(self) -> Iterator[Iterator[bytes]]:
        """The blocks of the input, and those of each content that takes its place."""
        while not self._is_over:
            yield self._blocks()

    def _blocks(self) -> Iterator[bytes]:
        half = b""  # of a line
        while not self._is_stopped():
            found = self._growing.read()
            self._look_now_and_then()
            whole, newline, rest = found.rpartition(b"\n")
            if newline or len(half) > self._max_line:
                yield half + whole + newline
                half = rest
            else:
                half += rest
            if found:
                continue
            if self._growing.has_ended or self._growing.is_renewed():
                self._is_over = self._growing.has_ended
                yield half
                return
        self._is_over = True
        self.is_cut = bool(half.strip()) and not _is_whole(half)
        if not self.is_cut:
            yield half

    def _look_now_and_then(self) -> None:
        now = time.monotonic()
        if now - self._looked >= _OFTEN:
            self._looked = now
            self._look()


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


class Fresh:
    """The findings of a run that have not been shown yet, a line each, on standard error.

    What the baseline excuses is shown here, and not in the report.
    """

    def __init__(self, run: Run, session: Session) -> None:
        self._run = run
        self._session = session
        self._known = 0

    def show(self) -> None:
        """Shows what was found since the last time."""
        if self._session.quiet:
            return
        findings = self._run.findings  # in the order in which they were first met
        for item in findings[self._known :]:
            if self._session.selection.is_on(item.code):
                severity = self._session.selection.severity(item.code, item.severity)
                once = replace(item.problem, count=1, places=())
                for line in concise.lines((replace(item, severity=severity, problem=once),)):
                    note(line)
        self._known = len(findings)


@contextmanager
def _stopping() -> Iterator[IsStopped]:
    """Says when to end: at Ctrl-C, or `kill`. A second one interrupts."""
    stopped: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(stopped)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
