"""Findings for people: place, code, message, the line of text with a caret, the hint."""

from collections import Counter
from collections.abc import Iterator

from tracking_plan.finding import Code, Finding, Severity
from tracking_plan.names.phrases import plural
from tracking_plan.place import Place, Span
from tracking_plan.report.escape import visible, width
from tracking_plan.report.model import Report
from tracking_plan.report.position import safe_position

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_TAB = "    "
_MAX_WIDTH = 110  # of an excerpt: minified code is cut around the caret
_LEAD = 40


class _Paint:
    """Puts colour on text, or nothing."""

    def __init__(self, *, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._on else text


def render(report: Report) -> str:
    """The findings, each a block of lines with a blank line after it, and what repeats, counted."""
    paint = _Paint(on=report.color)
    shown, hidden = _first_of_each(report)
    blocks = ("\n".join(_block(item, report, paint)) for item in shown)
    text = "".join(f"{block}\n\n" for block in blocks)
    more = (f"{count} more of {code.id}[{code.name}]\n" for code, count in hidden)
    return f"{text}{''.join(more)}-v shows them all\n\n" if hidden else text


def _first_of_each(report: Report) -> tuple[tuple[Finding, ...], list[tuple[Code, int]]]:
    """The findings to show, and of which codes how many are left out."""
    if report.at_most is None:
        return report.findings, []
    counts: Counter[str] = Counter()
    shown, hidden = [], {}
    for item in report.findings:
        counts[item.code.id] += 1
        if counts[item.code.id] <= report.at_most:
            shown.append(item)
        else:
            hidden[item.code.id] = item.code, counts[item.code.id] - report.at_most
    return tuple(shown), sorted(hidden.values(), key=lambda pair: -pair[1])


def _block(item: Finding, report: Report, paint: _Paint) -> Iterator[str]:
    problem = item.problem
    where = paint(safe_position(problem.at), "1")
    severity = paint(item.severity.value, f"1;{_COLORS[item.severity]}")
    code = f"{item.code.id}[{item.code.name}]"
    times = f" ({plural(problem.count, 'time')})" if problem.count > 1 else ""
    yield f"{where} {severity} {code} {visible(problem.message)}{times}"
    yield from _excerpt(problem.at, report, paint, item.severity)
    if problem.hint:
        yield f"  {paint('hint:', '36')} {visible(problem.hint)}"
    for other in problem.related:
        yield f"  {paint('see:', '36')} {safe_position(other.at)} {visible(other.message)}"
    further = [safe_position(place) for place in problem.places if place != problem.at]
    if further:
        yield f"  {paint('also:', '36')} {', '.join(further)}"


def _excerpt(at: Place | None, report: Report, paint: _Paint, severity: Severity) -> Iterator[str]:
    """The line of text and the caret under it."""
    if at is None or at.span is None or at not in report.excerpts:
        return
    before, marked, after = _cut(report.excerpts[at], at.span)
    number = str(at.span.line)
    bar = paint("|", "34")
    yield f"  {paint(number, '34')} {bar} {before}{marked}{after}".rstrip()
    indent = " " * width(before)
    caret = paint("^" * max(1, width(marked)), _COLORS[severity])
    yield f"  {' ' * len(number)} {bar} {indent}{caret}"


def _cut(line: str, span: Span) -> tuple[str, str, str]:
    """The line before, in and after the span, made visible and short enough for a screen."""
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = max(start, min(end, start + _MAX_WIDTH, len(line)))
    first = start - _LEAD if start > _MAX_WIDTH - _LEAD else 0
    before = ("..." if first else "") + _shown(line[first:start])
    marked = _shown(line[start:end].rstrip())
    room = max(0, _MAX_WIDTH - width(before) - width(marked))
    after = line[start + len(line[start:end].rstrip()) : end + room]
    more = "..." if end + room < len(line) else ""
    return before, marked, _shown(after) + more


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))
