"""What triage goes by: the choice of rules, the day, the baseline."""

from dataclasses import dataclass
from datetime import date

from tracking_plan.place import Place
from tracking_plan.triage.baseline import Entry, PathNorm
from tracking_plan.triage.selection import CodesMeant, Selection

RULES_ARE_LISTED = "'tracking-plan explain ALL' lists the rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What triage goes by.

    `judged` holds the families (first letters of codes) that this run looked at in full:
    a suppression or a baseline entry of another family is not called unused. `baseline` None:
    there is none. `baseline_at` is its file. `catalog` is asked only about selectors that a
    suppression names.
    """

    selection: Selection
    today: date
    judged: frozenset[str]
    catalog: CodesMeant
    norm: PathNorm
    baseline: tuple[Entry, ...] | None = None
    baseline_at: Place | None = None
