"""A history and a changelog for people: lines, each with what it is."""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from tracking_plan.names.phrases import json_text, plural
from tracking_plan.place import Place
from tracking_plan.registry.comparison import Compared
from tracking_plan.registry.findings import shortened
from tracking_plan.registry.history.changelog import Changelog, Item, Section
from tracking_plan.registry.history.differences import Difference
from tracking_plan.registry.history.event_history import Entry
from tracking_plan.registry.shown import line_of, title
from tracking_plan.registry.steps.change import Bump, Effect
from tracking_plan.registry.verdict import Verdict, Weighed

_MAX_TEXT = 200
UNCOMMITTED = "not committed yet"
HEADINGS = {
    Section.ADDED: "Added",
    Section.CHANGED: "Changed",
    Section.RENAMED: "Renamed",
    Section.DEPRECATED: "Deprecated",
    Section.RETIRED: "Retired",
    Section.REMOVED: "Removed",
}


class Kind(Enum):
    """What a line is: a terminal shows each in its own colour."""

    HEADING = 0
    VERSION = 1
    BREAKING = 2
    OTHER = 3
    REMARK = 4


class Line(NamedTuple):
    """A line: how it begins, which is of a kind, and how it goes on."""

    kind: Kind
    text: str
    rest: str = ""


def entry_lines(entry: Entry, *, verbose: bool) -> Iterator[Line]:
    """What a commit changed: who and when, then a line for each version and each change."""
    yield _heading(entry)
    for one in entry.compared:
        for number, verdict in enumerate(one.verdicts):
            if number == 0 or verdict.changes or verdict.is_unsound:
                yield Line(Kind.VERSION, f"  {_versions(one, verdict)}", _where(entry, verdict))
                yield from _change_lines(entry, verdict, verbose=verbose)
    for text in difference_lines(entry.unjudged, with_values=True):
        yield Line(Kind.OTHER, f"    {text}")
    if entry.words:
        yield Line(Kind.REMARK, f"    words: {words_of(entry.words)}")
        if verbose:
            for text in difference_lines(entry.words, with_values=True):
                yield Line(Kind.REMARK, f"      {text}")
    if entry.skipped:
        yield Line(Kind.REMARK, f"    {skipped_of(entry)}")
    yield Line(Kind.OTHER, "")


def _change_lines(entry: Entry, verdict: Verdict, *, verbose: bool) -> Iterator[Line]:
    for change in verdict.changes:
        if change.code.name == "event-added":
            continue  # the line of the version says so
        kind = Kind.BREAKING if is_break(change) else Kind.OTHER
        place = _change_at(entry, verdict, change) if verbose else ""
        yield Line(kind, f"    {line_of(change)}", place)
    yield from _counterexample(verdict)


def _counterexample(verdict: Verdict) -> Iterator[Line]:
    if verdict.counterexample is not None:
        shown = shortened(verdict.counterexample)
        yield Line(Kind.BREAKING, f"    was valid and no longer is: {shown}")


def _heading(entry: Entry) -> Line:
    commit = entry.commit
    if commit is None:
        return Line(Kind.HEADING, UNCOMMITTED)
    merged = "merged by " if commit.is_merge else ""
    about = f" {commit.written[:10]} {merged}{shorten(commit.author)}: {shorten(commit.subject)}"
    return Line(Kind.HEADING, commit.short, about)


def _versions(one: Compared, verdict: Verdict) -> str:
    """What became of a version: `'Signed Up' 1.2 -> 2.0`, and whether that is enough."""
    return f"{_title(one, verdict)}{_judged(verdict)}"


def _title(one: Compared, verdict: Verdict) -> str:
    old, new = verdict.step.old, verdict.step.new
    is_same = old is not None and new is not None and old.version == new.version
    return f"{one.event!r} {verdict.step.known.version}" if is_same else title(one, verdict)


def _judged(verdict: Verdict) -> str:
    old, new = verdict.step.old, verdict.step.new
    if old is None or new is None:
        return ", gone" if new is None else ", new"
    if verdict.required is Bump.REFUSED:
        return ", which no version makes up for"
    same = ", no new version" if old.version == new.version else ""
    if verdict.refused:
        return f"{same}, too low: {verdict.version_for(verdict.required)} was needed"
    return ", the version went down" if verdict.went_down else same


def _where(entry: Entry, verdict: Verdict) -> str:
    new = verdict.step.new
    return _shown_at(entry, new.places.of() if new is not None else None)


def _change_at(entry: Entry, verdict: Verdict, one: Weighed) -> str:
    return _shown_at(entry, change_place(verdict, one))


def change_place(verdict: Verdict, one: Weighed) -> Place | None:
    """Where the new version says what changed; None: it is gone."""
    new = verdict.step.new or verdict.step.left
    return new.places.of(one.change.path, one.change.key) if new is not None else None


def _shown_at(entry: Entry, place: Place | None) -> str:
    """A place as git writes it, with the commit in front."""
    if place is None:
        return ""
    return f"  ({f'{entry.commit.short}:' if entry.commit else ''}{place.position()})"


def skipped_of(entry: Entry) -> str:
    """Which commits the change includes, since their plans cannot be compared."""
    named = ", ".join(one.commit.short for one in entry.skipped)
    commits = plural(len(entry.skipped), "earlier commit")
    return f"includes what {commits} changed, with errors in the plan: {named}"


def is_break(one: Weighed) -> bool:
    """Whether a change breaks somebody, or may."""
    return not {one.change.producers, one.change.consumers}.isdisjoint(_BREAKS)


_BREAKS = frozenset((Effect.BREAK, Effect.UNKNOWN))


def words_of(words: Iterable[Difference]) -> str:
    """Which words changed, on one line: `description; plan: examples; 1.0: status`."""
    by_subject: dict[str, list[str]] = {}
    for one in words:
        by_subject.setdefault(_subject(one), []).append(one.key)
    return "; ".join(f"{subject}{', '.join(keys)}" for subject, keys in by_subject.items())


def _subject(one: Difference) -> str:
    """What a difference is of, before its key: `1.0, plan: `; nothing for the event itself."""
    named = ", ".join(filter(None, (one.version, one.path)))
    return f"{named}: " if named else ""


def difference_lines(differences: Iterable[Difference], *, with_values: bool) -> Iterator[str]:
    """A line for each difference: `plan: type was "string", is "integer"`."""
    for one in differences:
        if one.key in ("event", "property"):
            subject = _subject(one).removesuffix(": ") or "the event"
            state = ", as a draft" if one.key == "event" else ""
            yield f"{subject} is {'gone' if not one.new else 'new'}{state}"
            continue
        values = f" was {_value(one.old)}, is {_value(one.new)}" if with_values else ""
        yield f"{_subject(one)}{one.key}{values}"


def _value(value: object) -> str:
    return shorten(json_text(value)) if value is not None else "not there"


def shorten(text: str) -> str:
    """The text, cut where it is long."""
    return text if len(text) <= _MAX_TEXT else f"{text[: _MAX_TEXT - 1]}…"


def changelog_lines(found: Changelog) -> Iterator[Line]:
    """The sections, one after the other."""
    if found.is_empty:
        yield Line(Kind.OTHER, "nothing has changed")
    for section, items in found.sections.items():
        yield Line(Kind.HEADING, HEADINGS[section])
        for item in items:
            yield from _item_lines(section, item)
        yield Line(Kind.OTHER, "")
    for heading, lines in further(found, lambda text: text).items():
        yield Line(Kind.HEADING, heading)
        yield from (Line(Kind.OTHER, f"  {line}") for line in lines)
        yield Line(Kind.OTHER, "")


def _item_lines(section: Section, item: Item) -> Iterator[Line]:
    about = f": {shorten(item.description)}" if item.description else ""
    judged = _judged(item.verdict) if _is_pair(item.verdict) else ""
    yield Line(Kind.VERSION, f"  {_title(item.compared, item.verdict)}", f"{judged}{about}")
    for change in item.changes:
        if section is not Section.ADDED:
            kind = Kind.BREAKING if is_break(change) else Kind.OTHER
            yield Line(kind, f"    {line_of(change)}")
    if section is Section.CHANGED:
        yield from _counterexample(item.verdict)


def _is_pair(verdict: Verdict) -> bool:
    return verdict.step.old is not None and verdict.step.new is not None


def further(found: Changelog, named: Callable[[str], str]) -> dict[str, list[str]]:
    """What is no change of an event's contract, by heading; `named` shows what the plan names."""
    every = {
        "The plan as a whole": [named(line) for line in found.whole_plan],
        "Words, which no version shows": [
            f"{named(one.event)}: {named(words_of(one.differences))}" for one in found.words
        ],
        "Drafts, which nothing is compared with": [named(name) for name in found.drafts],
    }
    return {heading: lines for heading, lines in every.items() if lines}
