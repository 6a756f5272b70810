"""`tracking-plan validate`: do captured payloads match the plan?"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

import click

from tracking_plan.cli.options import common_options
from tracking_plan.cli.progress import Progress
from tracking_plan.cli.session import Outcome, Session, conclude
from tracking_plan.payloads.examine import Settings
from tracking_plan.payloads.limits import DEFAULT_MAX_LINE, Limits
from tracking_plan.payloads.reading import records
from tracking_plan.payloads.run import Keep, Run
from tracking_plan.plan.engine import Engine
from tracking_plan.plan.files import shown
from tracking_plan.report.model import plural

STANDARD_INPUT = "-"


@click.command(short_help="Hold captured payloads against the plan.")
@click.argument("files", nargs=-1, metavar="[FILES|-]")
@click.option(
    "--engine",
    type=click.Choice([str(engine) for engine in Engine]),
    default=str(Engine.RUST),
    help="The library that checks the schemas. Both give the same findings.",
)
@click.option("--pii", is_flag=True, help="Look for phone numbers and IP addresses as well.")
@click.option("--show-values", is_flag=True, help="Show values of payloads in messages.")
@click.option(
    "--strict-json", is_flag=True, help="Report duplicate keys and integers beyond 64 bits."
)
@click.option(
    "--max-line",
    type=click.IntRange(min=1),
    default=DEFAULT_MAX_LINE,
    metavar="BYTES",
    help="Pass over longer lines, and report them. Default: 16 MiB.",
)
@click.option("--quarantine", metavar="FILE", help="Write the lines of invalid payloads there.")
@click.option("--valid", metavar="FILE", help="Write the lines of valid payloads there.")
@common_options
def command(
    session: Session,
    *,
    files: tuple[str, ...],
    engine: str,
    pii: bool,
    show_values: bool,
    strict_json: bool,
    max_line: int,
    quarantine: str | None,
    valid: str | None,
) -> None:
    """Check captured payloads: newline-delimited JSON, a JSON object or array, or - for input.

    Identical findings are grouped. Values of payloads are never shown, unless --show-values is
    given; --quarantine and --valid hold raw lines.
    """
    inputs = _inputs(session, files)
    settings = Settings(
        today=session.today, engine=Engine(engine), show_values=show_values, noisy=pii
    )
    plan = session.plan()
    with ExitStack() as stack:
        keep_invalid = _keep(stack, session.cwd, quarantine)
        keep_valid = _keep(stack, session.cwd, valid)
        run = Run(plan, settings, keep_valid=keep_valid, keep_invalid=keep_invalid)
        limits = Limits(max_line=max_line, strict=strict_json)
        for name in inputs:
            _judge(session, run, name, limits)
    conclude(session, outcome(run, len(inputs)))


def outcome(run: Run, inputs: int) -> Outcome:
    """What a run found, and what it saw."""
    totals = run.totals
    return Outcome(
        command="validate",
        findings=run.findings,
        sections={
            "traffic": [row.as_json() for row in run.traffic],
            "totals": {"inputs": inputs, **asdict(totals)},
        },
        summary=(
            f"{plural(totals.payloads, 'payload')} in {plural(inputs, 'input')},"
            f" {totals.invalid} invalid"
            + (f", {plural(totals.damaged, 'line')} not readable" if totals.damaged else "")
        ),
        details=tuple(_details(run)),
    )


def _details(run: Run) -> Iterator[str]:
    totals = run.totals
    yield f"{totals.track} track, {totals.identify} identify, {totals.alias} alias payloads"
    if totals.unknown_source:
        yield f"{plural(totals.unknown_source, 'event')} of which the source cannot be told"
    for row in run.traffic:
        lane = row.lane
        version = f" {lane.version} ({lane.how})" if lane.version else ""
        yield f"{row.count:>9} {lane.event!r}{version}, {row.invalid} invalid"


def _inputs(session: Session, files: tuple[str, ...]) -> tuple[str, ...]:
    """The inputs by name.

    Raises:
        click.UsageError: there is none, or one that can never be read.
    """
    if not files:
        if sys.stdin is None or sys.stdin.isatty():
            raise click.UsageError("name a file of payloads, or - for standard input")
        return (STANDARD_INPUT,)
    for name in files:
        path = session.cwd / name
        if name == STANDARD_INPUT:
            continue
        if path.is_dir():
            raise click.UsageError(f"{name!r} is a folder; name the files in it")
        if path.is_file() or not path.exists():
            with path.open("rb"):  # fail before the work, not in its middle
                pass
    return files


def _judge(session: Session, run: Run, name: str, limits: Limits) -> None:
    if name == STANDARD_INPUT:
        _read(session, run, name, sys.stdin.buffer, limits)
        return
    with (session.cwd / name).open("rb") as stream:
        _read(session, run, shown(session.cwd / name, session.cwd), stream, limits)


def _read(session: Session, run: Run, path: str, stream: BinaryIO, limits: Limits) -> None:
    progress = Progress(path, quiet=session.quiet)
    run.judge(path, progress.over(records(stream, limits)))


def _keep(stack: ExitStack, cwd: Path, name: str | None) -> Keep | None:
    """Writes records to a file; None where none was named."""
    if name is None:
        return None
    file = stack.enter_context((cwd / name).open("wb"))
    return lambda record: file.write(record.as_line())
