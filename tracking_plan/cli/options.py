"""The options that commands share, and the session that they make."""

import datetime
import functools
import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import click

from tracking_plan.cli import completions
from tracking_plan.cli.completions import COVERAGE_FORMATS, HISTORY_FORMATS, PAYLOAD_FORMATS
from tracking_plan.cli.conclusion.ending import refuse
from tracking_plan.cli.delivery import Destination
from tracking_plan.cli.once import option_once
from tracking_plan.cli.option_values import Fixing, Options
from tracking_plan.cli.selectors import check_selectors
from tracking_plan.cli.session import Session, UnusablePlanError
from tracking_plan.report.formats import FORMATS
from tracking_plan.triage.rule_index import SELECTORS

P = ParamSpec("P")
Command = Callable[Concatenate[Session, P], None]
Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def _destination(text: str, formats: Collection[str]) -> Destination:
    """The destination that `FORMAT` or `FORMAT=FILE` names."""
    name, equals, file = text.partition("=")
    if name not in formats:
        raise click.BadParameter(f"{name!r} is not one of {', '.join(formats)}")
    if equals and not file:
        raise click.BadParameter(f"{text!r} names no file after '='")
    return Destination(format=name, file=file if file and file != "-" else None)


def _report_file(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The name of a file for a report: one that is not taken for a folder."""
    if value is not None and (value.endswith(("/", os.sep)) or Path(value).is_dir()):
        raise click.BadParameter(f"{value!r} is a folder, and the report is a file")
    return value


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    """The day that the text names."""
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day such as 2027-01-31") from None


def _selectors(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """The selectors of all uses of an option, commas taken apart."""
    return tuple(part for text in value for part in text.replace(",", " ").split())


_PLAN = option_once(
    "--plan",
    "plan_path",
    metavar="PATH",
    help="The plan's root file, or the folder that holds it. Default: found from here upwards.",
)
_SPEECH = (
    option_once(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="When to colour; auto heeds NO_COLOR and FORCE_COLOR.",
    ),
    click.option("-v", "--verbose", is_flag=True, help="Say more about what was done."),
    option_once(
        "--today",
        metavar="DATE",
        then=_day,
        help="The day that sunsets and `until` are compared with. Default: today.",
    ),
)
_QUIET = click.option("-q", "--quiet", is_flag=True, help="Print findings only.")
_UNREMARKED = click.option("-q", "--quiet", is_flag=True, help="Leave remarks about the run out.")
_SELECTION = (
    click.option(
        "--select",
        multiple=True,
        metavar="CODES",
        callback=_selectors,
        shell_complete=completions.rules,
        help="Show only these rules: codes, prefixes (U2), names or ALL, with commas between.",
    ),
    click.option(
        "--extend-select",
        multiple=True,
        metavar="CODES",
        callback=_selectors,
        shell_complete=completions.rules,
        help="Show these rules as well.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="CODES",
        callback=_selectors,
        shell_complete=completions.rules,
        help="Leave these out.",
    ),
)
_OUTPUT = option_once(
    "--output",
    metavar="FILE",
    then=_report_file,
    help="The file of the report, for the one format that names none itself.",
)


def _formats(how: str, formats: Collection[str]) -> Decorator:
    """The option for the formats of a report, one of these."""
    return click.option(
        "--format",
        "formats",
        multiple=True,
        metavar="FORMAT[=FILE]",
        callback=lambda ctx, param, value: tuple(_destination(text, formats) for text in value),
        shell_complete=completions.formats(formats),
        help=f"{how}: {', '.join(formats)}. May be repeated.",
    )


_HISTORY = (_formats("How to show it", HISTORY_FORMATS), _OUTPUT)
_COVERAGE = (_formats("How to show it", COVERAGE_FORMATS), _OUTPUT)
_REPORT = (
    _OUTPUT,
    *_SELECTION,
    option_once(
        "--fail-on",
        type=click.Choice(["error", "warning", "never"]),
        help="The least severity that makes the exit code 1. Default: error.",
    ),
    option_once("--baseline", metavar="FILE", help="Excuse the findings listed in this file."),
    click.option("--write-baseline", is_flag=True, help="Write the baseline anew from this run."),
    click.option("--prune-baseline", is_flag=True, help="Drop baseline entries that are solved."),
    click.option("--statistics", is_flag=True, help="Print how often each code was found."),
    click.option("--figures", is_flag=True, help="Print figures about the run."),
)


def common_options(function: Command[P]) -> Callable[..., None]:
    """Gives a command that reports findings all common options, as a `Session` in front."""
    formats = _formats("How to report", FORMATS)
    return _with((_PLAN, formats, *_REPORT, _QUIET, *_SPEECH), function)


def payload_options(function: Command[P]) -> Callable[..., None]:
    """Gives the command that reports findings of payloads the same, and a page of HTML."""
    formats = _formats("How to report", PAYLOAD_FORMATS)
    return _with((_PLAN, formats, *_REPORT, _QUIET, *_SPEECH), function)


def plan_options(function: Command[P]) -> Callable[..., None]:
    """Gives a command that only reads the plan the options that concern it, as a `Session`."""
    return _with((_PLAN, _UNREMARKED, *_SPEECH), function)


def history_options(function: Command[P]) -> Callable[..., None]:
    """Gives a command that shows a history the options that concern it, as a `Session`."""
    return _with((_PLAN, *_HISTORY, _UNREMARKED, *_SPEECH), function)


def coverage_options(function: Command[P]) -> Callable[..., None]:
    """Gives the command that compares plan, code and data its options, as a `Session` in front."""
    return _with((_PLAN, *_COVERAGE, _UNREMARKED, *_SPEECH), function)


jobs_option = option_once(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that share large work. Default: as many as there are CPUs.",
)
cache_option = click.option(
    "--no-cache", is_flag=True, help="Read all code anew, and keep nothing for the next run."
)
against_option = option_once(
    "--against",
    metavar="REF|PATH",
    shell_complete=completions.revisions_or_files,
    help="Compare with this git revision (its merge base with HEAD), or with this folder or file.",
)


def _with(options: tuple[Decorator, ...], function: Command[P]) -> Callable[..., None]:
    """The function with the options, their values taken out into a session."""

    @functools.wraps(function)
    def command(*args: P.args, **kwargs: P.kwargs) -> None:
        common = {name: kwargs.pop(name) for name in Options.__slots__ if name in kwargs}
        name = click.get_current_context().info_name or ""
        given = Options(**common)  # type: ignore[arg-type]  # click has converted each
        if given.write_baseline and given.prune_baseline:
            raise click.UsageError(
                "--write-baseline and --prune-baseline exclude each other: what is written anew"
                " holds nothing to drop"
            )
        if not kwargs.get("rules_path"):  # with rules of the user's own, once they are loaded
            check_selectors(given, SELECTORS)
        session = Session(given, command=name, cwd=Path.cwd())
        try:
            function(session, *args, **kwargs)
        except UnusablePlanError as error:
            refuse(session, error.findings)

    decorated: Callable[..., None] = command
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def fix_options(function: Callable[..., None]) -> Callable[..., None]:
    """Gives a command `--fix`, `--unsafe-fixes` and `--diff`, as `fixing` (None: nothing is)."""

    @functools.wraps(function)
    def command(*args: Any, fix: bool, unsafe_fixes: bool, diff: bool, **kwargs: Any) -> None:
        if unsafe_fixes and not (fix or diff):
            raise click.UsageError(
                "--unsafe-fixes does nothing by itself: write it with --fix, or with --diff to see"
                " what would be changed"
            )
        fixing = Fixing(is_unsafe=unsafe_fixes, is_shown=diff) if fix or diff else None
        function(*args, fixing=fixing, **kwargs)

    decorated: Callable[..., None] = command
    for option in (
        click.option(
            "--diff", is_flag=True, help="Show what --fix would change, and change nothing."
        ),
        click.option(
            "--unsafe-fixes", is_flag=True, help="With --fix: also what may change the meaning."
        ),
        click.option("--fix", is_flag=True, help="Correct what can be corrected without doubt."),
    ):
        decorated = option(decorated)
    return decorated
