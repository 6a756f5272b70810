"""How much of the tracking in labelled projects `usage` finds, without adapters or with them.

CHECKOUTS has a folder OWNER+NAME for each repository in `tests/labels`, at the commit that is said
there; those that are not there are left out. `--adapters FOLDER` scores the projects that have a
plan OWNER+NAME.yaml there (`tests/labels/adapters`), each with its `usage.adapters`. Scored are the
places that were drawn by the seed and
send something whose names are known:

  found     the inventory has the place, with just the names of the label
  wrong     it has the place with another name
  unknown   it has the place and says that the name, or a part of it, is not known
  possible  it is among the possible calls that no rule judges
  missed    it is none of these

A facade gives no name: the function that it calls has it. It is found, too, where the inventory has
the call within that function, which is any call with the same names. `right` is how many of the
names that the inventory has at labelled places are the label's; `keys` at how many of the found
places that it calls complete all keys of the label are among its own, and no other is sure.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from labelled import Label, LabelledProject, labelled_projects

from tracking_plan.plan.model import Plan
from tracking_plan.usage.facts.call import Call, Resolution
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project


class Outcome(StrEnum):
    """What the inventory has at a labelled place."""

    FOUND = "found"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    POSSIBLE = "possible"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A label with what was found at its place.

    `is_right` None: the inventory names nothing there. `has_keys` None: it does not say that it
    knows all keys, or the label does not.
    """

    repository: str
    label: Label
    outcome: Outcome
    listed: tuple[Call, ...]
    is_right: bool | None
    has_keys: bool | None


class Listing:
    """What a scan has, by place."""

    def __init__(self, scan: Scan) -> None:
        self._calls = scan.calls
        self._doubtful = scan.doubtful
        self._named = {_names(call) for call in scan.calls if _is_known(call)}

    def score(self, repository: str, label: Label) -> Scored:
        """How the inventory does at a place."""
        calls = tuple(_at(label, self._calls))
        named = [call for call in calls if label.is_named(_names(call)) and _is_known(call)]
        outcome = self._outcome(label, calls, bool(named))
        said = [call for call in calls if call.events and _is_known(call)]
        return Scored(
            repository=repository,
            label=label,
            outcome=outcome,
            listed=calls,
            is_right=bool(named) if said else None,
            has_keys=_has_keys(label, named),
        )

    def _outcome(self, label: Label, calls: tuple[Call, ...], is_named: bool) -> Outcome:
        if is_named or (label.kind == "facade" and label.names in self._named):
            return Outcome.FOUND
        if any(call.events and _is_known(call) for call in calls):
            return Outcome.WRONG
        if calls:
            return Outcome.UNKNOWN
        return Outcome.POSSIBLE if any(_at(label, self._doubtful)) else Outcome.MISSED


def _at(label: Label, calls: Iterable[Call]) -> Iterator[Call]:
    for call in calls:
        if call.at.path == label.path and call.at.span and call.at.span.line in label.lines:
            yield call


def _names(call: Call) -> frozenset[str]:
    return frozenset(event.name for event in call.events)


def _is_known(call: Call) -> bool:
    """Whether there are no other names than those that are listed."""
    is_pattern = any(event.resolution is Resolution.PATTERN for event in call.events)
    return call.dynamic is None and not is_pattern


def _has_keys(label: Label, calls: Iterable[Call]) -> bool | None:
    """Whether the keys that a call is said to have are the label's; None: they are not known."""
    for call in calls:
        sent = call.properties.properties
        if not call.properties.is_complete or label.properties is None:
            continue
        sure = {one.name for one in sent if one.is_sure and not one.is_argument}
        every = {one.name for one in sent}
        is_within = not label.is_whole or sure <= label.properties
        return is_within and label.properties <= every
    return None


def score(project: LabelledProject, checkouts: Path, plan: Plan | None) -> tuple[Scored, ...]:
    """Each label of a project with what the inventory has there."""
    folder = project.checkout(checkouts)
    listing = Listing(scan_project(folder, cwd=folder, plan=plan))
    return tuple(listing.score(project.repository, label) for label in project.labels)


def _tables(every: list[Scored]) -> Iterator[str]:
    drawn = [one for one in every if one.label.is_drawn]
    yield from _table("repository", [(one.repository, one) for one in drawn])
    yield from _table("kind", [(one.label.kind, one) for one in drawn])
    yield from _table("first day", [(one.label.first_day, one) for one in drawn])


def _table(title: str, rows: list[tuple[str, Scored]]) -> Iterator[str]:
    outcomes = [str(outcome) for outcome in Outcome]
    columns = (title, "labels", *outcomes, "share", "right", "keys")
    yield f"| {' | '.join(columns)} |"
    yield f"|---|{'--:|' * (len(columns) - 1)}"
    for name in sorted({name for name, _ in rows}):
        yield _row(name, [one for own, one in rows if own == name])
    yield _row("all", [one for _, one in rows])
    yield ""


def _row(name: str, scored: list[Scored]) -> str:
    asked = [one for one in scored if one.label.is_decidable]
    counts = Counter(one.outcome for one in asked)
    share = f"{counts[Outcome.FOUND] / len(asked):.0%}" if asked else "-"
    right = _of([one.is_right for one in scored if not one.label.is_test])
    keys = _of([one.has_keys for one in asked])
    figures = (len(asked), *(counts[outcome] for outcome in Outcome), share, right, keys)
    return f"| {name} | {' | '.join(map(str, figures))} |"


def _of(answers: Iterable[bool | None]) -> str:
    known = [answer for answer in answers if answer is not None]
    return f"{sum(known)}/{len(known)}" if known else "-"


def _differences(every: Iterable[Scored]) -> Iterator[str]:
    """Each place where the inventory is not as the label says, those by hand included."""
    for one in every:
        label, found = one.label, one.outcome is Outcome.FOUND
        if label.is_test or (not label.is_decidable and one.is_right is None):
            continue
        if label.is_decidable and found and one.has_keys is not False:
            continue
        what = one.outcome if label.is_decidable and not found else "listed"
        what = "keys" if label.is_decidable and found else what
        names = ", ".join(sorted(label.names)) or "nothing"
        where = f"{one.repository} {label.path}:{min(label.lines)}"
        by_hand = "" if label.is_drawn else " (by hand)"
        yield f"{what} {where}: {label.kind}, {label.first_day}{by_hand}: {names}{_said(one)}"


def _said(one: Scored) -> str:
    """What the inventory has at the place."""
    said = []
    for call in one.listed:
        names = sorted(_names(call)) + ([] if call.dynamic is None else ["?"])
        keys = sorted(sent.name for sent in call.properties.properties)
        said.append(f"{', '.join(names)} {{{', '.join(keys)}}}")
    own = f" {{{', '.join(sorted(one.label.properties or ()))}}}" if said else ""
    return own + "".join(f" | listed as {each}" for each in said)


def main(arguments: list[str]) -> int:
    """Prints the tables, and on demand the differences."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkouts", metavar="CHECKOUTS", type=Path)
    parser.add_argument("--repository", metavar="OWNER/NAME", help="score only this one")
    parser.add_argument("--adapters", metavar="FOLDER", type=Path, help="plans with adapters")
    parser.add_argument("--differences", action="store_true", help="list what differs")
    options = parser.parse_args(arguments)
    every: list[Scored] = []
    for project in labelled_projects():
        is_asked = options.repository in (None, project.repository)
        plan = project.plan(options.adapters) if options.adapters else None
        is_asked = is_asked and (plan is not None or not options.adapters)
        if is_asked and project.checkout(options.checkouts).is_dir():
            every += score(project, options.checkouts, plan)
    for line in (*_tables(every), *(_differences(every) if options.differences else ())):
        sys.stdout.write(f"{line}\n")
    return 0 if every else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
