"""How severe the findings of a family are in a run, for stages that have to know while they run."""

from collections.abc import Mapping

from tracking_plan.finding import Severity
from tracking_plan.triage.rule_index import SELECTORS
from tracking_plan.triage.selection import Selection


def severities(selection: Selection, family: str) -> Mapping[tuple[str, Severity], Severity | None]:
    """How severe a finding of each code of the family is that has a severity of its own.

    By the code's id and that severity; None: such findings are off.
    """
    return {
        (code.id, own): selection.severity(code, own) if selection.is_on(code) else None
        for code in SELECTORS.codes(family)
        for own in Severity
    }
