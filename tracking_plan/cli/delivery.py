"""Where reports go: standard output, or a file for each format."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from tracking_plan.cli.console import put, silence_output
from tracking_plan.cli.late_file import write_file
from tracking_plan.report.formats import FORMATS, render
from tracking_plan.report.model import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A format and the file that receives it; None: standard output."""

    format: str
    file: str | None = None


def planned(formats: Iterable[Destination], output: str | None) -> tuple[Destination, ...]:
    """Every format with its file. `output` is for the one that names none; text where none is.

    Raises:
        click.UsageError: two formats would share an output, or `output` is nobody's.
    """
    wanted = tuple(formats) or (Destination(format="text"),)
    files = [item.file for item in wanted]
    if files.count(None) > 1:
        raise click.UsageError("only one format can do without a file: write --format FORMAT=FILE")
    if output is not None:
        if None not in files:
            raise click.UsageError(
                "every --format names its own file, so --output has none to take"
            )
        wanted = tuple(i if i.file is not None else replace(i, file=output) for i in wanted)
    named = [item.file for item in wanted]
    if len(set(named)) < len(named):
        raise click.UsageError("two formats cannot be written to the same file")
    return wanted


def of_findings(
    destinations: Iterable[Destination], pages: Collection[str] = ()
) -> tuple[Destination, ...]:
    """The destinations as findings can go there: in any format of theirs, or as one of the `pages`.

    Standard output gets text instead of any other page, and no file that was to have one does.
    """
    able = [
        item if item.format in FORMATS or item.format in pages else replace(item, format="text")
        for item in destinations
        if item.format in FORMATS or item.format in pages or item.file is None
    ]
    return tuple(able) or (Destination(format="text"),)


def deliver(report: Report, destinations: Iterable[Destination], cwd: Path) -> None:
    """Writes the report in each format; files first, so that a reader who leaves costs none."""
    for item in sorted(destinations, key=lambda item: item.file is None):
        if item.file is not None:
            text = render(item.format, replace(report, color=False, at_most=None))
            write_file(cwd / item.file, text)
            continue
        try:
            put(render(item.format, report))
        except BrokenPipeError:
            silence_output()
