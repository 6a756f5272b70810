"""The files of `--valid` and `--quarantine`, and the one with the reasons for the latter."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import orjson

from tracking_plan.cli.conclusion.outputs import Use
from tracking_plan.cli.console import CannotWriteError
from tracking_plan.cli.late_file import late_file
from tracking_plan.cli.session import Session
from tracking_plan.cli.standard_input import STANDARD_INPUT
from tracking_plan.payloads.input.original_lines import Write
from tracking_plan.payloads.kept import Kept, Outputs, Reasons
from tracking_plan.place import Json

_REASONS = ".reasons.ndjson"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFiles:
    """The files as the user names them, None: not asked for; and whether batches are cut."""

    valid: str | None
    quarantine: str | None
    split_batches: bool

    def check(self) -> None:
        """Refuses what names no file, and an option that would do nothing.

        Raises:
            click.UsageError: there is such a thing.
        """
        if STANDARD_INPUT in {self.valid, self.quarantine}:
            raise click.UsageError("'-' names no file here: /dev/stdout is standard output")
        if self.split_batches and not self.names:
            raise click.UsageError("--split-batches is about the files of --valid and --quarantine")

    @property
    def names(self) -> tuple[str, ...]:
        """The files for payloads."""
        return tuple(name for name in (self.valid, self.quarantine) if name is not None)

    def reasons(self, cwd: Path) -> str | None:
        """The file beside the quarantine; None where that is none, or is no regular file."""
        if self.quarantine is None or _is_special(cwd / self.quarantine):
            return None
        return self.quarantine + _REASONS

    def uses(self, cwd: Path) -> Iterator[Use]:
        """The files as what the run writes."""
        for option, name in (("--valid", self.valid), ("--quarantine", self.quarantine)):
            if name is not None:
                yield Use(cwd / name, f"the file of {option}", name)
        reasons = self.reasons(cwd)
        if reasons is not None:
            yield Use(cwd / reasons, "the reasons of --quarantine", reasons)


@contextmanager
def keeping(session: Session, files: KeptFiles, inputs: int) -> Iterator[Kept | None]:
    """What gives payloads to the files, which are complete when the block ends well.

    None where none was asked for. A run that is interrupted says how far it got.
    """
    if not files.names:
        yield None
        return
    reasons = files.reasons(session.cwd)
    if files.quarantine not in {None, os.devnull} and reasons is None:
        session.note(f"{files.quarantine!r} is no regular file: no reasons are written beside it")
    kept: Kept | None = None
    try:
        with ExitStack() as stack:
            kept = Kept(
                Outputs(
                    valid=_writing(stack, session.cwd, files.valid),
                    invalid=_writing(stack, session.cwd, files.quarantine),
                    explain=_explaining(_writing(stack, session.cwd, reasons)),
                    whole_lines=inputs == 1,
                    split_batches=files.split_batches,
                )
            )
            yield kept
    except (KeyboardInterrupt, CannotWriteError):
        if kept is not None and kept.name:
            session.note(_how_far(session.cwd, files, kept))
        raise


def _how_far(cwd: Path, files: KeptFiles, kept: Kept) -> str:
    """Up to where an interrupted run came, and what became of the files."""
    where = f"stopped behind line {kept.line:,} of {kept.name!r}"
    unwritten = [repr(name) for name in files.names if not _is_special(cwd / name)]
    if not unwritten:
        return f"{where}: what was written ends at the end of a line, there or before"
    verb = "is" if len(unwritten) == 1 else "are"
    return f"{where}: {' and '.join(unwritten)} {verb} as before this run"


def _writing(stack: ExitStack, cwd: Path, name: str | None) -> Write:
    if name is None:
        return _dropped
    return stack.enter_context(late_file(cwd / name)).writelines


def _dropped(_: Iterable[bytes]) -> None:
    """Takes nothing, where nobody asked for it."""


def _explaining(write: Write) -> Callable[[Reasons], object]:
    """Writes reasons as lines of JSON."""
    if write is _dropped:
        return _not_explained
    return lambda reasons: write([orjson.dumps(_as_json(reasons)) + b"\n"])


def _not_explained(_: Reasons) -> None:
    """Drops the reasons, where nobody asked for them."""


def _as_json(reasons: Reasons) -> dict[str, Json]:
    at = reasons.at
    place: dict[str, Json] = {"path": at.path}
    if at.span is not None:
        place |= {"line": at.span.line, "column": at.span.column}
    return {
        "line": reasons.line,
        "at": place,
        "reasons": [
            {
                "code": code.id,
                "name": code.name,
                "message": problem.message,
                "property": problem.property,
            }
            for code, problem in reasons.errors
        ],
    }


def _is_special(path: Path) -> bool:
    """Whether it is there and no regular file: a pipe, a terminal, a device."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False
