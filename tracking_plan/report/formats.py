"""The table of formats: a module of this package for each, imported when it is asked for."""

import importlib
from collections.abc import Callable

from tracking_plan.report.model import Report
from tracking_plan.report.rooted import rooted

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
QUOTING = frozenset(("text",))  # formats that quote lines of text
ROOTED = frozenset(("github", "gitlab", "sarif", "junit"))  # paths from the repository's root
BOUNDED = frozenset(("markdown",))  # formats of a limited length, what stands above included
FINGERPRINTED = frozenset(("json", "sarif", "gitlab"))  # formats that name fingerprints


def render(name: str, report: Report) -> str:
    """The report in the format `name`, one of `FORMATS` or of its own pages."""
    if name in report.pages:
        return report.pages[name](report)
    module = importlib.import_module(f"tracking_plan.report.{name}")
    function: Callable[..., str] = module.render
    above = report.shown[name]() if name in report.shown else ""
    taken = {"taken": len(above)} if name in BOUNDED else {}
    below = function(rooted(report) if name in ROOTED else report, **taken)
    between = above.rstrip("\n") + "\n\n"  # one blank line, however many the first part ends with
    return f"{between}{below}" if above and below else above or below
