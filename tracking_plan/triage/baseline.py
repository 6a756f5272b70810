"""The baseline: findings that were there before, recognised by fingerprint and not by line."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from tracking_plan.families import family_of
from tracking_plan.finding import Finding
from tracking_plan.triage.fingerprint import PathNorm, fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """So many findings with this fingerprint are excused; the other fields are for people.

    `count` is 1 for data, where presence counts and not frequency.
    """

    fingerprint: str
    code: str
    event: str | None = None
    property: str | None = None
    path: str | None = None
    count: int = 1


def entries(findings: Iterable[Finding], norm: PathNorm) -> tuple[Entry, ...]:
    """The baseline that excuses all these findings."""
    counted: dict[str, Entry] = {}
    for finding in findings:
        mark, problem = fingerprint(finding, norm), finding.problem
        known = counted.get(mark)
        if known is None:
            counted[mark] = Entry(
                fingerprint=mark,
                code=finding.code.id,
                event=problem.event,
                property=problem.property,
                path=norm(problem.at.path) if problem.at else None,
            )
        elif not family_of(known.code).of_data:
            counted[mark] = replace(known, count=known.count + 1)
    return _sorted(counted.values())


def _sorted(items: Iterable[Entry]) -> tuple[Entry, ...]:
    def key(entry: Entry) -> tuple[str, ...]:
        about = (entry.path or "", entry.event or "", entry.property or "")
        return (entry.code, *about, entry.fingerprint)

    return tuple(sorted(items, key=key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Findings compared with a baseline.

    `stale` are the entries, with the count by which each is too high, that excuse more than
    there is; `pruned` is the baseline without them.
    """

    excused: tuple[Finding, ...]
    stale: tuple[Entry, ...]
    pruned: tuple[Entry, ...]


def compare(
    findings: Iterable[Finding],
    baseline: Iterable[Entry],
    norm: PathNorm,
    judged: Set[str],
) -> Compared:
    """Which findings the baseline excuses, in their order, and which entries excuse too much.

    Entries of a code (its id) that was not `judged` in this run are kept as they are.
    """
    known = {entry.fingerprint: entry for entry in baseline}
    seen: Counter[str] = Counter()
    excused: list[Finding] = []
    for finding in findings:
        mark = fingerprint(finding, norm)
        entry = known.get(mark)
        if entry and (family_of(entry.code).of_data or seen[mark] < entry.count):
            excused.append(finding)
        seen[mark] += 1
    stale = (
        replace(entry, count=entry.count - seen[entry.fingerprint])
        for entry in known.values()
        if entry.code in judged and seen[entry.fingerprint] < entry.count
    )
    pruned = _pruned(known, seen, judged)
    return Compared(excused=tuple(excused), stale=tuple(stale), pruned=pruned)


def _pruned(
    known: Mapping[str, Entry], seen: Mapping[str, int], judged: Set[str]
) -> tuple[Entry, ...]:
    kept = (
        replace(entry, count=min(entry.count, seen.get(entry.fingerprint, 0)))
        if entry.code in judged
        else entry
        for entry in known.values()
    )
    return _sorted(entry for entry in kept if entry.count)


def rewritten(old: Iterable[Entry], new: Iterable[Entry], judged: Set[str]) -> tuple[Entry, ...]:
    """The baseline written anew: this run's entries, and the old ones of codes not `judged`."""
    kept = {entry.fingerprint: entry for entry in old if entry.code not in judged}
    return _sorted({**kept, **{entry.fingerprint: entry for entry in new}}.values())
