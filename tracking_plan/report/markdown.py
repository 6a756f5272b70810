"""Findings as Markdown, for a comment on a pull request or a job's summary page."""

import re
from collections.abc import Iterable, Iterator

from tracking_plan.finding import Finding, Severity
from tracking_plan.names.phrases import plural
from tracking_plan.report.escape import visible
from tracking_plan.report.model import Report
from tracking_plan.report.position import position

MAX_LENGTH = 60_000  # GitHub refuses a comment of more than 65,536 characters as a whole
_LEAST_ROOM = 5_000  # for rows, whatever stands above them
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$^=-])")
_BREAK = "&#8203;"  # a space of no width: what follows is no mention, issue or link
_ACTS_IN_CODE = re.compile(r"[^\w ./-]|_|(?<=www)\.", re.IGNORECASE)  # a tag stops no Markdown
_LINKING = re.compile(r"([@#:]|www)(?=\S)", re.IGNORECASE)


def render(report: Report, *, taken: int = 0) -> str:
    """A heading with the counts, and a table of the findings.

    `taken` is the length of what stands above: together they fit into a comment. What would be too
    much is counted, the least severe first.
    """
    counts = ", ".join(
        plural(report.count(severity), severity.value)
        for severity in Severity
        if report.count(severity)
    )
    heading = f"### tracking-plan {report.command}: {counts or 'nothing found'}\n"
    if not report.findings:
        return heading
    room = max(MAX_LENGTH - taken, _LEAST_ROOM)
    shown = _fitting(report.findings, room)
    if len(shown) < len(report.findings):
        worst_first = sorted(report.findings, key=lambda item: -item.severity.rank)
        shown = _fitting(worst_first, room)
    rows = "".join(shown)
    left = len(report.findings) - len(shown)
    more = f"\nand {left} more, none of them more severe\n" if left else ""
    return f"{heading}\n| | where | rule | what |\n|---|---|---|---|\n{rows}{more}"


def _fitting(findings: Iterable[Finding], room: int) -> list[str]:
    """The rows of the first findings, as many as there is room for."""
    rows = []
    for item in findings:
        row = f"{_row(item)}\n"
        room -= len(row)
        if room < 0:
            break
        rows.append(row)
    return rows


def _row(item: Finding) -> str:
    rule = f"{item.code.id} {item.code.name}"
    cells = (
        item.severity.value,
        code(position(item.problem.at, "")),
        code(rule),
        "<br>".join(_cell(item)),
    )
    return f"| {' | '.join(cells)} |"


def _cell(item: Finding) -> Iterator[str]:
    problem = item.problem
    times = f" ({plural(problem.count, 'time')})" if problem.count > 1 else ""
    yield plain(problem.message) + times
    if problem.hint:
        yield f"*hint:* {plain(problem.hint)}"
    for other in problem.related:
        yield f"*see* {code(position(other.at))} {plain(other.message)}"


def plain(text: str) -> str:
    """The text as itself: nothing in it is formatting, a link, a mention or HTML."""
    escaped = _SPECIAL.sub(r"\\\1", visible(text))
    return _LINKING.sub(rf"\1{_BREAK}", escaped)


def code(text: str) -> str:
    """The text as code within a table cell. HTML, since `|` and backticks act in code spans."""
    if not text:
        return ""
    safe = _ACTS_IN_CODE.sub(lambda match: f"&#{ord(match[0])};", visible(text))
    return f"<code>{safe}</code>"
