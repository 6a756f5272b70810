"""`tracking-plan validate`: do captured payloads match the plan?"""

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from tracking_plan.cli import following, garbage
from tracking_plan.cli.conclusion.ending import conclude
from tracking_plan.cli.conclusion.outputs import refuse_to_destroy
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.inputs import captured_inputs
from tracking_plan.cli.keeping import KeptFiles, keeping
from tracking_plan.cli.measuring import Stopwatch
from tracking_plan.cli.once import option_once
from tracking_plan.cli.options import jobs_option, payload_options
from tracking_plan.cli.progress import Progress
from tracking_plan.cli.queries import Queried
from tracking_plan.cli.session import Session
from tracking_plan.cli.shape_option import shape_option
from tracking_plan.cli.standard_input import STANDARD_INPUT, inputs_in_use, standard_input
from tracking_plan.cli.validated import outcome
from tracking_plan.payloads.capture import Capture
from tracking_plan.payloads.errors import WorkerError
from tracking_plan.payloads.input.read_options import DEFAULT_MAX_LINE, ReadOptions
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.vendors.choice import AmbiguousShapeError
from tracking_plan.place import shown_path
from tracking_plan.processes import usable_jobs
from tracking_plan.triage.severities import severities
from tracking_plan.validation.engine import Engine


@click.command()
@click.argument("files", nargs=-1, metavar="[FILES|-]")
@option_once(
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
@option_once(
    "--max-line",
    type=click.IntRange(min=1),
    default=DEFAULT_MAX_LINE,
    metavar="BYTES",
    help="Pass over longer lines, and report them. Default: 16 MiB.",
)
@shape_option
@jobs_option
@option_once("--duckdb", metavar="FILE", help="Read the rows that --query gives on that database.")
@option_once("--query", metavar="SQL", help="One SELECT for --duckdb: events, a row each.")
@click.option(
    "--follow", is_flag=True, help="Go on as the file or the pipe grows, and report at Ctrl-C."
)
@option_once(
    "--quarantine",
    metavar="FILE",
    help="Write the lines of invalid payloads there, and why to FILE.reasons.ndjson.",
)
@option_once("--valid", metavar="FILE", help="Write the lines of valid payloads there.")
@click.option(
    "--split-batches", is_flag=True, help="Write the items of batches there, each on a line."
)
@click.option("--stats", is_flag=True, help="Print how fast the run was, and what it took.")
@payload_options
def command(
    session: Session,
    *,
    files: tuple[str, ...],
    engine: str,
    pii: bool,
    show_values: bool,
    strict_json: bool,
    max_line: int,
    jobs: int | None,
    duckdb: str | None,
    query: str | None,
    follow: bool,
    quarantine: str | None,
    valid: str | None,
    split_batches: bool,
    stats: bool,
) -> None:
    r"""Check captured payloads in FILES, folders and patterns of them, or - for standard input.

    Read are newline-delimited JSON, JSON objects and arrays, logs and queue records that have
    payloads in them, and HAR files of a browser; also compressed (gzip, zstd, bzip2, xz).

    Identical findings are grouped. Values of payloads are never shown, unless --show-values is
    given; --quarantine and --valid hold raw lines, each line of the input in one of them.

    \b
    Examples:
      tracking-plan validate captured.ndjson
      tracking-plan validate captures/ "logs/**/*.gz" session.har
      kubectl logs collector | tracking-plan validate -
      tracking-plan validate captured.ndjson --quarantine invalid.ndjson
      kubectl logs -f collector | tracking-plan validate --follow -
      tracking-plan validate captured.ndjson --format html=report.html
    """
    watch = Stopwatch()
    queried = Queried(session.cwd, duckdb, query)
    if follow and queried.inputs:
        raise click.UsageError("--follow reads one file or pipe, and no --duckdb")
    inputs = _inputs(session, files) if files or not queried.inputs else ()
    options = ReadOptions(max_line=max_line, strict=strict_json, shape=session.options.shape)
    plan = session.plan()
    settings = Settings(
        today=session.today,
        engine=Engine(engine),
        show_values=show_values,
        noisy=pii,
        severities=severities(session.selection, "D"),
        shape=session.options.shape,
    )
    files_kept = KeptFiles(valid=valid, quarantine=quarantine, split_batches=split_batches)
    files_kept.check()
    read = (*inputs_in_use(session.cwd, inputs), *queried.in_use())
    refuse_to_destroy(session, read=read, written=files_kept.uses(session.cwd))
    with keeping(session, files_kept, len(inputs) + queried.inputs) as kept:
        capture = Capture(
            plan,
            settings,
            options,
            progress=partial(Progress, quiet=session.quiet),
            kept=kept,
            jobs=jobs or usable_jobs(),
        )
        if follow:
            following.follow(session, capture.run, inputs, options)
        else:
            _judge(capture, session.cwd, inputs)
            queried.judge(capture)
    run = capture.run
    measured = watch.stats(
        payloads=run.totals.payloads,
        clean_fast=run.clean_fast,
        engine=engine,
        jobs=capture.jobs,
        inputs=(session.cwd / name for name in inputs),
    )
    count = len(inputs) + queried.inputs
    conclude(session, outcome(session, run, inputs=count, measured=measured if stats else None))


def _judge(capture: Capture, cwd: Path, inputs: Iterable[str]) -> None:
    """Judges all inputs.

    Raises:
        UnusableError: one could not be read to its end.
    """
    garbage.search_seldom()  # payloads are many, and have no cycles
    for name in inputs:
        try:
            if name == STANDARD_INPUT:
                capture.judge_stream(standard_input(), name)
            else:
                capture.judge_file(cwd / name, shown_path(cwd / name, cwd))
        except AmbiguousShapeError as error:
            raise UnusableError(f"{name!r}: {error}") from None
        except WorkerError as error:
            raise UnusableError(f"{name!r}: {error}; --jobs 1 reads it in one") from None


def _inputs(session: Session, files: tuple[str, ...]) -> tuple[str, ...]:
    """The inputs by name.

    Raises:
        click.UsageError: there is none.
        UnusableError: one cannot be opened.
    """
    if not files:
        if sys.stdin is None or sys.stdin.isatty():
            raise click.UsageError("name a file of payloads, or - for standard input")
        return (STANDARD_INPUT,)
    return captured_inputs(session, files)
