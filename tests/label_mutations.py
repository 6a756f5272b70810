"""Whether findings follow a plan: events and properties are taken out of it, one after the other.

CHECKOUTS has a folder OWNER+NAME for each repository in `tests/labels`, at the commit that is said
there. Each gets the plan that its own code asks for: every event that it is seen to send, with
every key. With that plan, no event and no property is unknown. Then, by a seed, one event after the
other gets another name in the plan, and one property after the other is taken out:

  false   a place has a finding (U101, U201; of a name that is near: U102, U205) although it does
          not send what was taken out
  missed  a place has none although it does, as the label says, or as the inventory says for certain

Names that no plan may have, which begin with `$` or have blanks around them, are left out. A place
whose names, or whose keys, the inventory leaves open has to have no finding that is false, and may
have none.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from labelled import Label, LabelledProject, labelled_projects

from tracking_plan.altertable.system_names import is_plannable
from tracking_plan.place import Place
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.usage.facts.call import Call, Resolution, SentEvent
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project
from tracking_plan.usage.sdks.table import SDKS

TODAY = date(2026, 1, 1)
OWN = frozenset[str]().union(*(sdk.own_properties for sdk in SDKS))  # need no place in a plan
NEW_NAME = "Zzyzx 77 Quux"
Keys = dict[str, set[str]]


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was tried in a project, and what was wrong."""

    events: int = 0
    properties: int = 0
    findings: int = 0
    labels: int = 0
    before: int = 0
    false: int = 0
    missed: int = 0


class Project:
    """A scanned project, and the plan that its code asks for."""

    def __init__(self, project: LabelledProject, folder: Path) -> None:
        self.scan = scan_project(folder, cwd=folder)
        self.labels = [one for one in project.labels if one.is_decidable]
        self.keys = _keys(self.scan)
        self.tally = Tally()

    def try_events(self, names: list[str]) -> Iterator[str]:
        """Gives each event another name in the plan; what is wrong then."""
        for name in names:
            self.tally.events += 1
            keys = {NEW_NAME if own == name else own: sent for own, sent in self.keys.items()}
            found = _found(self.scan, keys, ("U101", "U102"), is_open=True)
            yield from self._compared(name, found, _sending(self.scan, name), self._named(name))

    def try_properties(self, pairs: list[tuple[str, str]]) -> Iterator[str]:
        """Takes each property out of its event; what is wrong then."""
        for name, key in pairs:
            self.tally.properties += 1
            keys = {**self.keys, name: self.keys[name] - {key}}
            found = _found(self.scan, keys, ("U201", "U205"), is_open=False)
            sure, possible = _with_key(self.scan, name, key)
            yield from self._judged(f"{name}.{key}", found, sure, possible)

    def before(self) -> int:
        """How many events and properties are unknown with the whole plan: none should be."""
        names = _found(self.scan, self.keys, ("U101", "U102"), is_open=True)
        return len(names) + len(_found(self.scan, self.keys, ("U201", "U205"), is_open=False))

    def _named(self, name: str) -> list[Label]:
        return [one for one in self.labels if name in one.names | one.wire]

    def _compared(
        self, what: str, found: set[Place], expected: set[Place], labels: list[Label]
    ) -> Iterator[str]:
        yield from self._judged(what, found, expected, expected)
        lines = {(one.path, one.span.line) for one in found if one.span}
        seen = {(call.at.path, line) for call in self.scan.calls for line in _lines(call, what)}
        for label in labels:
            self.tally.labels += 1
            places = {(label.path, line) for line in label.lines}
            if places & seen and not places & lines and not _is_near(label, found):
                self.tally.missed += 1
                yield f"missed {what!r}: {label.path}:{min(label.lines)} by its label"

    def _judged(
        self, what: str, found: set[Place], sure: set[Place], possible: set[Place]
    ) -> Iterator[str]:
        self.tally.findings += len(found)
        for place in sorted(found - possible):
            self.tally.false += 1
            yield f"false {what!r}: {place.position()}"
        for place in sorted(sure - found):
            self.tally.missed += 1
            yield f"missed {what!r}: {place.position()}"


def _lines(call: Call, name: str) -> Iterator[int]:
    """The lines of a call that is known to send the event."""
    if any(one.name == name and not one.is_possible for one in call.events) and call.at.span:
        yield from range(call.at.span.line, call.at.span.end_line + 1)


def _is_near(label: Label, found: set[Place]) -> bool:
    """Whether a finding is within a few lines of a label, whose call begins where it says."""
    return any(
        one.path == label.path and one.span and 0 <= one.span.line - min(label.lines) <= 8
        for one in found
    )


def _sent(scan: Scan) -> Iterator[tuple[Call, SentEvent]]:
    for call in scan.calls:
        for one in call.events:
            if one.resolution is not Resolution.PATTERN and not one.is_possible:
                yield call, one


def _sending(scan: Scan, name: str) -> set[Place]:
    return {one.at for _, one in _sent(scan) if one.name == name}


def _with_key(scan: Scan, name: str, key: str) -> tuple[set[Place], set[Place]]:
    """Where a call surely sends a key with an event and with no other, and where one may."""
    sure: set[Place] = set()
    possible: set[Place] = set()
    for call, one in _sent(scan):
        fields = one.properties if one.properties is not None else call.properties
        places = {sent.at for sent in fields.properties if sent.name == key}
        if one.name != name or not places:
            continue
        possible |= places
        is_sure = all(sent.is_sure for sent in fields.properties if sent.name == key)
        if is_sure and len(call.events) == 1 and not fields.alternatives and not call.dynamic:
            sure |= places
    return sure, possible


def _keys(scan: Scan) -> Keys:
    found: Keys = {}
    for call, one in _sent(scan):
        fields = one.properties if one.properties is not None else call.properties
        found.setdefault(one.name, set()).update(sent.name for sent in fields.properties)
    return found


def _found(scan: Scan, keys: Keys, codes: tuple[str, ...], *, is_open: bool) -> set[Place]:
    """The places of the findings of some rules."""
    found = judge_calls(
        _plan(keys, is_open=is_open), scan, today=TODAY, is_on=lambda c: c.id in codes
    )
    return {one.problem.at for one in found if one.problem.at is not None}


def _plan(keys: Keys, *, is_open: bool) -> Plan:
    body = {
        name: {"additional_properties": is_open, "properties": dict.fromkeys(sorted(sent), "any")}
        for name, sent in keys.items()
    }
    text = yaml.safe_dump({"tracking_plan": 1, "events": body}, allow_unicode=True, width=10_000)
    loaded = load_text(text).plan
    assert loaded is not None
    return loaded


def mutated(
    project: LabelledProject, folder: Path, seed: int, most: int
) -> tuple[Tally, list[str]]:
    """What was tried, and what was wrong."""
    tried = Project(project, folder)
    drawn = random.Random(f"{seed} {project.repository}")
    names = sorted(filter(is_plannable, tried.keys))
    pairs = sorted(
        (name, key) for name in names for key in tried.keys[name] - OWN if not key.startswith("$")
    )
    tried.tally.before = tried.before()
    wrong = list(tried.try_events(drawn.sample(names, min(most, len(names)))))
    wrong += tried.try_properties(drawn.sample(pairs, min(most, len(pairs))))
    return tried.tally, wrong


def main(arguments: list[str]) -> int:
    """Prints a line for each project, and what is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkouts", metavar="CHECKOUTS", type=Path)
    parser.add_argument("--repository", metavar="OWNER/NAME", help="only this one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=50, help="events and properties of each")
    options = parser.parse_args(arguments)
    is_wrong = False
    for project in labelled_projects():
        folder = project.checkout(options.checkouts)
        if options.repository in (None, project.repository) and folder.is_dir():
            tally, wrong = mutated(project, folder, options.seed, options.most)
            sys.stdout.write(f"{project.repository}: {tally}\n")
            sys.stdout.writelines(f"  {line}\n" for line in wrong)
            is_wrong = is_wrong or bool(wrong) or tally.before > 0
    return 1 if is_wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
