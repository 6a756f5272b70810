"""The closing lines of a run: what was found, in what, and what was not shown."""

from collections import Counter
from collections.abc import Iterator

from tracking_plan.finding import Code, Safety, Severity
from tracking_plan.names.phrases import plural
from tracking_plan.report.escape import visible
from tracking_plan.report.model import Report

_WORDS = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "info"))


def summary(report: Report, about: str, *, is_judgment: bool = True) -> Iterator[str]:
    """The lines, without line ends. `about` says what was looked at, or what was done."""
    counts = ((report.count(severity), word) for severity, word in _WORDS)
    found = ", ".join(plural(count, word) for count, word in counts if count) or "nothing found"
    if about and not (report.findings or is_judgment):
        yield f"{report.command}: {visible(about)}"
    else:
        yield f"{report.command}: {found}{f' in {visible(about)}' if about else ''}"
    hidden = (
        (report.suppressed, "silenced by comments"),
        (report.excused, "excused by the baseline"),
    )
    words = [f"{count} {how}" for count, how in hidden if count]
    if words:
        yield f"not shown: {', '.join(words)}"
    fixes = (item.problem.fix for item in report.findings)
    fixable = sum(1 for fix in fixes if fix is not None and fix.safety is Safety.SAFE)
    if fixable:
        yield f"--fix solves {fixable} of them"


def statistics(report: Report) -> Iterator[str]:
    """A table of the codes that were found, the most frequent first, without line ends."""
    counts: Counter[Code] = Counter()
    for item in report.findings:
        counts[item.code] += item.problem.count
    width = max((len(str(count)) for count in counts.values()), default=0)
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].id)):
        yield f"{count:>{width}} {code.id} {code.name}"
