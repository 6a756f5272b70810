"""What decides which findings of a run are shown: rules chosen, day, families judged, baseline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracking_plan.finding import Finding
from tracking_plan.place import Place
from tracking_plan.triage.baseline import Entry
from tracking_plan.triage.fingerprint import PathNorm
from tracking_plan.triage.selection import Selection
from tracking_plan.triage.selectors import Selectors


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageSettings:
    """What decides which findings of a run are shown.

    `judged` are the families (first letters of codes) that this run looked at in full: a
    suppression or a baseline entry of another family is not called unused. `faults` are X findings
    about the choice of rules itself. `baseline` None: there is none. `baseline_at` is its file.
    """

    selection: Selection
    selectors: Selectors
    today: date
    judged: frozenset[str]
    norm: PathNorm
    faults: tuple[Finding, ...] = ()
    baseline: tuple[Entry, ...] | None = None
    baseline_at: Place | None = None

    def judged_codes(self, entries: Iterable[Entry]) -> frozenset[str]:
        """The codes (ids) of baseline entries whose findings this run would have seen."""
        return frozenset(filter(self._is_judged, {entry.code for entry in entries}))

    def _is_judged(self, code: str) -> bool:
        if code[0] not in self.judged:
            return False
        known = [found for found in self.selectors.codes(code) if found.id == code]
        return not known or any(map(self.selection.is_on, known))
