"""An event's name in code: where it can be written anew, and which places are left to people."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracking_plan.finding import Fix
from tracking_plan.place import Place
from tracking_plan.usage.facts.call import Call, Resolution, SentEvent
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.rewriting import Rewriter


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A place that stays as it is, and why."""

    at: Place
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedCode:
    """The fixes that write a name anew in code, and the places that send it, or may, and stay."""

    fixes: tuple[Fix, ...]
    left: tuple[Left, ...]


def renamed(scan: Scan, rewriter: Rewriter, old: str, new: str) -> RenamedCode:
    """What it takes for the calls of a scan that send `old` to send `new`.

    A text is written anew only where it is the whole name, and the name of no other event.
    """
    names = _names_by_place(scan)
    fixes: dict[Fix, None] = {}
    left: dict[Place, str] = {}
    for call, sent in _sending(scan.calls, old):
        others = sorted(names[_written(sent)] - {old})
        fix = rewriter.event(sent, new) if not others else None
        if fix is not None and sent.resolution is not Resolution.HELPER:
            fixes[fix] = None
        else:
            left[sent.at] = _why(call, sent, others)
    for _, sent in _sending(scan.doubtful, old):
        left.setdefault(sent.at, "may be a call of another function")
    for _, sent in _sending(scan.in_tests, old):
        left.setdefault(sent.at, "a test")
    return RenamedCode(
        fixes=tuple(fixes), left=tuple(Left(at=at, why=why) for at, why in left.items())
    )


def differences(before: Scan, after: Scan, old: str, new: str) -> Iterator[Left]:
    """The calls that, once the code has been edited, send something else than they should."""
    names = _names_by_call(after)
    for place, sent in _names_by_call(before).items():
        wanted = {new if name == old else name for name in sent}
        if names.get(place) not in (wanted, sent):
            more = sorted(names.get(place, set()) - wanted - sent)
            why = f"would send {more[0]!r}" if more else "would not be known any more"
            yield Left(at=Place(place[0]), why=f"the call in line {place[1]} {why}")


def _names_by_call(scan: Scan) -> Mapping[tuple[str, int, int], set[str]]:
    """What calls send, by the file, the line, and which call of the line it is."""
    found: dict[tuple[str, int, int], set[str]] = {}
    lines: Counter[tuple[str, int]] = Counter()
    for call in (*scan.calls, *scan.doubtful, *scan.in_tests, *scan.forwarding):
        line = (call.at.path, call.at.span.line if call.at.span else 0)
        lines[line] += 1
        names = {one.name for one in call.events if one.resolution is not Resolution.HELPER}
        found[(*line, lines[line])] = names
    return found


def _sending(calls: Iterable[Call], name: str) -> Iterator[tuple[Call, SentEvent]]:
    """The calls that send the event, or may by a pattern of names."""
    for call in calls:
        for sent in call.events:
            is_pattern = sent.resolution is Resolution.PATTERN
            if _may_be(sent.name, name) if is_pattern else sent.name == name:
                yield call, sent


def _may_be(pattern: str, name: str) -> bool:
    fragments = map(re.escape, re.split(r"\*+", pattern))
    return re.fullmatch(".*".join(fragments), name, re.DOTALL) is not None


def _names_by_place(scan: Scan) -> Mapping[Place, set[str]]:
    """The names of the events that are made of what is written at a place."""
    found: dict[Place, set[str]] = {}
    for call in (*scan.calls, *scan.doubtful, *scan.in_tests, *scan.forwarding):
        for sent in call.events:
            found.setdefault(_written(sent), set()).add(sent.name)
    return found


def _written(sent: SentEvent) -> Place:
    return sent.defined or sent.at


def _why(call: Call, sent: SentEvent, others: list[str]) -> str:
    if sent.resolution is Resolution.HELPER:
        return "calls a generated helper, whose name changes with the next `generate`"
    if sent.resolution is Resolution.PATTERN:
        return f"may send it as {sent.name!r}"
    if others:
        return f"the same text is a part of {others[0]!r}"
    if call.through:
        return "its name is put together on the way"
    return "its name is not written as one text"
