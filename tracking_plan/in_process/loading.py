"""Reads a plan from disk for a program, which gets an error instead of a report."""

from collections.abc import Iterable
from pathlib import Path

from tracking_plan.finding import Severity
from tracking_plan.names.phrases import plural
from tracking_plan.plan.load import load_plan
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.tree import ROOT_NAMES, root_in

_MOST_SHOWN = 10


class PlanError(ValueError):
    """A plan that payloads cannot be checked against. `problems` say why, each with its place."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - _MOST_SHOWN
        rest = [f"and {plural(more, 'more error')}"] if more > 0 else []
        super().__init__("\n".join([*self.problems[:_MOST_SHOWN], *rest]))


def loaded_plan(path: Path) -> Plan:
    """The plan whose root file this is, or is in this folder.

    Raises:
        OSError: it cannot be read.
        PlanError: the plan has errors.
    """
    root = path
    if path.is_dir():
        found = root_in(path)
        if found is None:
            raise PlanError((f"the folder {str(path)!r} has no {ROOT_NAMES[0]}",))
        root = found
    root.stat()  # a plan that is not there is the caller's mistake, not the plan's
    loaded = load_plan(root.absolute(), Path.cwd())
    errors = [one for one in loaded.findings if one.severity is Severity.ERROR]
    if loaded.plan is None or errors:
        raise PlanError(
            f"{one.problem.at.position() if one.problem.at else root}: {one.code.id}"
            f" {one.problem.message}"
            for one in errors or loaded.findings
        )
    return loaded.plan
