"""Where a history goes: lines with colours, data or pages, to standard output or a file each."""

from collections.abc import Callable, Iterable

from tracking_plan import __version__
from tracking_plan.cli.conclusion.outputs import refuse_to_destroy
from tracking_plan.cli.console import put, put_json, silence_output, visible_json
from tracking_plan.cli.delivery import Destination, planned
from tracking_plan.cli.late_file import write_file
from tracking_plan.cli.session import Session
from tracking_plan.place import Json
from tracking_plan.registry.history.lines import Kind, Line
from tracking_plan.report.escape import visible

_STYLES = {Kind.HEADING: "33", Kind.VERSION: "1", Kind.BREAKING: "31", Kind.REMARK: "36"}


def destinations(session: Session) -> tuple[Destination, ...]:
    """Where each format goes, once it is clear that nothing is destroyed there.

    Raises:
        click.UsageError: an output would take the place of what the run reads, or of another.
    """
    refuse_to_destroy(session)
    return planned(session.options.formats, session.options.output)


def painted(lines: Iterable[Line], *, color: bool) -> str:
    """Lines as text in which no character acts."""
    return "".join(f"{_painted(line, color=color)}\n" for line in lines)


def _painted(line: Line, *, color: bool) -> str:
    text, style = visible(line.text), _STYLES.get(line.kind)
    begun = f"\x1b[{style}m{text}\x1b[0m" if color and style and text else text
    return f"{begun}{visible(line.rest)}"


def head() -> dict[str, Json]:
    """How the JSON begins."""
    tool: Json = {"name": "tracking-plan", "version": __version__}
    return {"version": 1, "tool": tool, "command": "log"}


def deliver(
    session: Session,
    where: Iterable[Destination],
    lines: Iterable[Line],
    data: Json,
    page: Callable[[], str],
) -> None:
    """Writes each format, files first: a reader who leaves costs none."""
    lines = tuple(lines)
    for item in sorted(where, key=lambda item: item.file is None):
        if item.file is not None:
            texts = {
                "text": lambda: painted(lines, color=False),
                "json": lambda: visible_json(data),
                "markdown": page,
            }
            write_file(session.cwd / item.file, texts[item.format]())
            continue
        try:
            if item.format == "json":
                put_json(data)
            else:
                is_text = item.format == "text"
                put(painted(lines, color=session.color) if is_text else page())
        except BrokenPipeError:
            silence_output()
