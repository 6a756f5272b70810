"""What a run may not write: over what it reads, or over something else that it writes.

Files are compared by what they are, not by their names: a link, a hard link, `/dev/fd/3` or a
redirected standard input lead to the same file as its path does.
"""

import os
import stat
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import click

from tracking_plan.cli.conclusion.known_baseline import baseline_path
from tracking_plan.cli.conclusion.registry_role import registry_role
from tracking_plan.cli.delivery import planned
from tracking_plan.cli.session import Session
from tracking_plan.plan.text.tree import would_match
from tracking_plan.regular_file import real_path

AN_INPUT = "an input"
_PLAN, _REPORT, _CODE = "a file of the plan", "a report", "a file of code"
_GIT = "a file that git reads"
PAGE_MARK = '<meta name="generator" content="tracking-plan">'
"""What stands at the beginning of each page of HTML that is a report: a later one replaces it."""
_BEGINNING = 1024  # bytes, of which the mark is one of the first


class Use(NamedTuple):
    """A file, by path or descriptor, and what it is in the run.

    `name` is what an output is called by the user; empty: it is only read.
    """

    file: Path | int
    role: str
    name: str = ""


def refuse_to_destroy(
    session: Session, read: Iterable[Use] = (), written: Iterable[Use] = ()
) -> None:
    """Refuses outputs that are read, or written twice.

    The files of the plan, the baseline and the reports are thought of; `read` and `written` are
    what a command has besides.

    Raises:
        click.UsageError: there is such an output.
    """
    options = session.options
    reports = [item.file for item in planned(options.formats, options.output)]
    plan = (Use(path, _PLAN) for path in session.known_plan_files)
    taken = {_identity(use.file): use.role for use in (*plan, *read) if _stays(use.file)}
    for use in _printed(reports):  # both may go to one file, but not to one that is read
        _refuse(use, taken.get(_identity(use.file)) or registry_role(session, use.file))
    for use in _printed(reports):
        if _stays(use.file):
            taken.setdefault(_identity(use.file), use.role)
    for use in map(_reached, (*_baseline(session), *written, *_reports(session, reports))):
        identity = _identity(use.file)
        role = taken.get(identity) or _kept_role(session, use)
        _refuse(use, role)
        _refuse_included(session, use)
        if _stays(use.file):
            taken.setdefault(identity, use.role)


def _reached(use: Use) -> Use:
    """The same, by the path that is reached once the folders on the way to it are made.

    `new/../plan.yaml` is no file as long as there is no folder `new`.
    """
    if not isinstance(use.file, Path) or use.file.exists():
        return use
    return use._replace(file=real_path(use.file))


def _refuse(use: Use, role: str | None) -> None:
    if role is not None and use.name:
        if isinstance(use.file, int):
            raise click.UsageError(
                f"{use.name} leads to {role} of this run, and would write over it:"
                " send it to another file"
            )
        raise click.UsageError(
            f"{use.name!r} cannot be {use.role}: it is {role}; name a file of its own"
        )


def _refuse_included(session: Session, use: Use) -> None:
    if use.name and _would_be_included(session, use.file):
        raise click.UsageError(
            f"{use.name!r} cannot be {use.role}: the plan's `include` would read it as a part of"
            " the plan; name a file that no pattern matches"
        )


def _printed(reports: Iterable[str | None]) -> Iterator[Use]:
    """Standard error, and standard output where a report goes there."""
    yield Use(2, "where errors are shown", "standard error")
    if None in reports:
        yield Use(1, "where the report goes", "standard output")


def _baseline(session: Session) -> Iterator[Use]:
    """The baseline, under its name where it is written."""
    path = baseline_path(session.options.baseline, session.settings, session.base)
    is_written = session.options.write_baseline or session.options.prune_baseline
    yield Use(path, "the baseline", session.shown_path(path) if is_written else "")


def _reports(session: Session, files: Iterable[str | None]) -> Iterator[Use]:
    for name in files:
        if name is not None:
            yield Use(session.cwd / name, _REPORT, name)


def _identity(file: Path | int) -> Hashable:
    """What the file is, however it is called; its path where there is none yet."""
    try:
        found = os.stat(file)  # noqa: PTH116  descriptors, too
    except OSError:
        return os.path.realpath(file) if isinstance(file, Path) else file
    return found.st_dev, found.st_ino


def _stays(file: Path | int) -> bool:
    """Whether two that write there are in each other's way, as on no terminal or null device."""
    try:
        return not stat.S_ISCHR(os.stat(file).st_mode)  # noqa: PTH116  descriptors, too
    except OSError:
        return isinstance(file, Path)


def _would_be_included(session: Session, file: Path | int) -> bool:
    """Whether the next run would read the file as one of the plan's, by the path it is given."""
    if not isinstance(file, Path) or not session.include:
        return False
    folder = Path(os.path.abspath(session.folder))  # noqa: PTH100  links stay links
    ways = ((real_path(file), real_path(folder)), (Path(os.path.abspath(file)), folder))  # noqa: PTH100
    return any(
        would_match(session.include, path.relative_to(base).as_posix())
        for path, base in ways
        if path.is_relative_to(base)
    )


def _kept_role(session: Session, use: Use) -> str | None:
    """What a file is that no output replaces, whether or not this run reads it; else None."""
    if not use.name or not isinstance(use.file, Path):
        return None
    role = registry_role(session, use.file)
    if role is not None or not use.file.is_file():
        return role
    real = real_path(use.file)
    if ".git" in real.parts or real.name == ".gitignore":
        return _GIT
    return _CODE if _is_code(real) and not _is_own_page(real) else None


def _is_own_page(file: Path) -> bool:
    """Whether the file is a report as HTML, of an earlier run."""
    try:
        with file.open("rb") as stream:
            return PAGE_MARK.encode() in stream.read(_BEGINNING)
    except OSError:
        return False


def _is_code(file: Path) -> bool:
    """Whether `usage` may read the file."""
    from tracking_plan.usage.languages.table import LANGUAGES  # costs 35 ms, and is seldom needed
    from tracking_plan.usage.project.files import language_of

    return language_of(str(file), LANGUAGES) is not None
