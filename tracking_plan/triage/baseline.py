"""The baseline: findings that were there before, known by what they are about, not by line."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypedDict

from tracking_plan.families import family_of
from tracking_plan.finding import Finding

FORMAT = 1
PathNorm = Callable[[str], str]  # a path as findings name it -> the same below the plan's folder


class EntryJson(TypedDict):
    """A baseline entry in the file."""

    fingerprint: str
    code: str
    event: str | None
    property: str | None
    path: str | None
    count: int


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


class BaselineError(ValueError):
    """The text is no baseline; the message says why."""


def fingerprint(finding: Finding, norm: PathNorm) -> str:
    """What makes the finding the same one tomorrow: rule, event, property, and the file for code.

    A finding about the plan that names neither event nor property is known by its message.
    """
    parts = [
        finding.code.id,
        finding.problem.event,
        finding.problem.property,
        _code_path(finding, norm),
    ]
    if parts[1:] == [None, None, None]:
        parts.append(finding.problem.message)
    text = json.dumps(parts, separators=(",", ":"))
    import hashlib  # costs 3 ms, and only a run with a baseline or a JSON report needs it

    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _code_path(finding: Finding, norm: PathNorm) -> str | None:
    """The file, for findings about code; the plan's and the captures' files may be moved freely."""
    if finding.problem.at is None or not family_of(finding.code.id).of_code:
        return None
    return norm(finding.problem.at.path)


def entries(findings: Iterable[Finding], norm: PathNorm) -> tuple[Entry, ...]:
    """The baseline that excuses all these findings."""
    counted: dict[str, Entry] = {}
    for finding in findings:
        mark = fingerprint(finding, norm)
        known = counted.get(mark)
        if known is None:
            counted[mark] = Entry(
                fingerprint=mark,
                code=finding.code.id,
                event=finding.problem.event,
                property=finding.problem.property,
                path=norm(finding.problem.at.path) if finding.problem.at else None,
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

    new: tuple[Finding, ...]
    excused: tuple[Finding, ...]
    stale: tuple[Entry, ...]
    pruned: tuple[Entry, ...]


def compare(
    findings: Iterable[Finding],
    baseline: Iterable[Entry],
    norm: PathNorm,
    *,
    is_judged: Callable[[str], bool],
) -> Compared:
    """The findings split into new and excused ones, in their order.

    Entries of a code that was not judged in this run are kept as they are.
    """
    known = {entry.fingerprint: entry for entry in baseline}
    seen: Counter[str] = Counter()
    new: list[Finding] = []
    excused: list[Finding] = []
    for finding in findings:
        mark = fingerprint(finding, norm)
        entry = known.get(mark)
        is_excused = entry is not None and (
            family_of(entry.code).of_data or seen[mark] < entry.count
        )
        (excused if is_excused else new).append(finding)
        seen[mark] += 1
    return Compared(
        new=tuple(new),
        excused=tuple(excused),
        stale=tuple(
            replace(entry, count=entry.count - seen[entry.fingerprint])
            for entry in known.values()
            if is_judged(entry.code) and seen[entry.fingerprint] < entry.count
        ),
        pruned=_pruned(known, seen, is_judged),
    )


def _pruned(
    known: Mapping[str, Entry], seen: Mapping[str, int], is_judged: Callable[[str], bool]
) -> tuple[Entry, ...]:
    kept = (
        replace(entry, count=min(entry.count, seen.get(entry.fingerprint, 0)))
        if is_judged(entry.code)
        else entry
        for entry in known.values()
    )
    return _sorted(entry for entry in kept if entry.count)


def rewritten(
    old: Iterable[Entry], new: Iterable[Entry], is_judged: Callable[[str], bool]
) -> tuple[Entry, ...]:
    """The baseline written anew: this run's entries, and the old ones of codes it did not judge."""
    kept = {entry.fingerprint: entry for entry in old if not is_judged(entry.code)}
    return _sorted({**kept, **{entry.fingerprint: entry for entry in new}}.values())


def dump(items: Iterable[Entry]) -> str:
    """The baseline as the text of its file: one entry a line, sorted, so that diffs read well."""
    lines = [json.dumps(_json(entry), ensure_ascii=True) for entry in items]
    body = ",\n    ".join(lines)
    findings = f"[\n    {body}\n  ]" if lines else "[]"
    return f'{{\n  "version": {FORMAT},\n  "findings": {findings}\n}}\n'


def _json(entry: Entry) -> EntryJson:
    return {
        "fingerprint": entry.fingerprint,
        "code": entry.code,
        "event": entry.event,
        "property": entry.property,
        "path": entry.path,
        "count": entry.count,
    }


def parse(text: str) -> tuple[Entry, ...]:
    """The entries of a baseline file.

    Raises:
        BaselineError: the text is no baseline of this format.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"it is not JSON: {error}") from error
    if not isinstance(content, dict) or content.get("version") != FORMAT:
        raise BaselineError(f"it is not a baseline of format {FORMAT}")
    found = content.get("findings")
    if not isinstance(found, list):
        raise BaselineError("it has no list 'findings'")
    return tuple(_entry(item, number) for number, item in enumerate(found, start=1))


def _entry(item: object, number: int) -> Entry:
    """The entry that an item of the file states."""
    if not isinstance(item, dict):
        raise BaselineError(f"its entry {number} is not an object")
    mark, code, count = item.get("fingerprint"), item.get("code"), item.get("count", 1)
    if not (isinstance(mark, str) and isinstance(code, str) and code and type(count) is int):
        raise BaselineError(f"its entry {number} lacks a fingerprint, a code or a count")

    def text(key: str) -> str | None:
        value = item.get(key)
        return value if isinstance(value, str) else None

    return Entry(
        fingerprint=mark,
        code=code,
        event=text("event"),
        property=text("property"),
        path=text("path"),
        count=count,
    )
