"""Sorts findings into those shown, deselected, suppressed and excused; none is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tracking_plan.families import family_of
from tracking_plan.finding import Finding
from tracking_plan.rule import Problem, finding
from tracking_plan.suppression import Suppression
from tracking_plan.triage.baseline import Compared, Entry, compare, entries, rewritten
from tracking_plan.triage.codes import STALE_BASELINE_ENTRY
from tracking_plan.triage.selection import Selection
from tracking_plan.triage.settings import TriageSettings
from tracking_plan.triage.silencing import Silencing


@dataclass(frozen=True, slots=True, kw_only=True)
class Triaged:
    """Every finding, in exactly one of four heaps, each in order.

    `shown` includes the X findings that triage itself makes. `pruned` is the baseline without
    its stale entries.
    """

    shown: tuple[Finding, ...]
    deselected: tuple[Finding, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    excused: tuple[Finding, ...] = ()
    pruned: tuple[Entry, ...] = ()

    def after_pruning(self) -> "Triaged":
        """What is left once the stale entries have been dropped from the baseline."""
        shown = (item for item in self.shown if item.code is not STALE_BASELINE_ENTRY)
        return replace(self, shown=tuple(shown))

    def after_rewriting(self) -> "Triaged":
        """What is left once the baseline has been written anew from this run."""
        return replace(
            self,
            shown=tuple(item for item in self.shown if not is_excusable(item)),
            excused=_ordered((*self.excused, *filter(is_excusable, self.shown))),
        )


def triage_findings(
    findings: Iterable[Finding], suppressions: Iterable[Suppression], settings: TriageSettings
) -> Triaged:
    """The findings of a run sorted into heaps."""
    selection = settings.selection
    selected, deselected = _select(findings, selection)
    silencing = Silencing(suppressions, settings)
    suppressed = [item for item in selected if silencing.silences(item)]
    silenced = set(map(id, suppressed))
    left = sorted((item for item in selected if id(item) not in silenced), key=order)

    compared = _compared(left, settings)
    excused = set(map(id, compared.excused))
    stale = (_stale(entry, settings) for entry in compared.stale)
    shown, unwanted = _select((*silencing.findings(), *stale), selection)
    faults, unwanted_faults = _select(settings.faults, selection.of_its_faults())
    return Triaged(
        shown=_ordered((*(item for item in left if id(item) not in excused), *shown, *faults)),
        deselected=_ordered((*deselected, *unwanted, *unwanted_faults)),
        suppressed=_ordered(suppressed),
        excused=compared.excused,
        pruned=compared.pruned,
    )


def new_baseline(
    triaged: Triaged, settings: TriageSettings, old: tuple[Entry, ...]
) -> tuple[Entry, ...]:
    """The baseline that excuses what is shown, with the old entries of codes not judged."""
    excusable = tuple(filter(is_excusable, triaged.shown))
    fresh = entries(excusable, settings.norm)
    return rewritten(old, fresh, settings.judged_codes(old))


def _compared(findings: Iterable[Finding], settings: TriageSettings) -> Compared:
    """The findings compared with the baseline, if there is one."""
    baseline = settings.baseline
    if not baseline:
        return Compared(excused=(), stale=(), pruned=())
    excusable = tuple(filter(is_excusable, findings))
    return compare(excusable, baseline, settings.norm, settings.judged_codes(baseline))


def _select(
    findings: Iterable[Finding], selection: Selection
) -> tuple[list[Finding], list[Finding]]:
    """The findings of codes that are on, in the severity chosen for them, and the others."""
    on: list[Finding] = []
    off: list[Finding] = []
    is_on: dict[str, bool] = {}
    for item in findings:
        code = item.code
        if code.id not in is_on:
            is_on[code.id] = selection.is_on(code)
        if not is_on[code.id]:
            off.append(item)
            continue
        severity = selection.severity(code, item.severity)
        on.append(item if severity is item.severity else replace(item, severity=severity))
    return on, off


def is_excusable(item: Finding) -> bool:
    """Whether a baseline may excuse the finding: not what could not be read, nor its own faults."""
    return family_of(item.code.id).excusable


def order(item: Finding) -> tuple[str, int, int, str, str, str, str]:
    """The sorting key of findings: path, line, column, code; then what makes runs repeatable."""
    problem = item.problem
    at = problem.at
    path = at.path if at else ""
    line, column = (at.span.line, at.span.column) if at and at.span else (0, 0)
    about = (problem.event or "", problem.property or "", problem.message)
    return (path, line, column, item.code.id, *about)


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=order))


def _stale(entry: Entry, settings: TriageSettings) -> Finding:
    """The finding that a baseline entry excuses what no longer occurs."""
    about = " of ".join(repr(name) for name in (entry.property, entry.event) if name)
    times = f" {entry.count} times" if entry.count > 1 else ""
    where = f" in {entry.path}" if entry.path else ""
    problem = Problem(
        message=f"the baseline excuses {entry.code}{f' for {about}' if about else ''}{where},"
        f" which no longer occurs{times}",
        at=settings.baseline_at,
        hint="run once with --prune-baseline",
        event=entry.event,
        property=entry.property,
    )
    return finding(STALE_BASELINE_ENTRY, problem)
