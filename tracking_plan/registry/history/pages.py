"""A history and a changelog as Markdown: headings and lists that fit into release notes."""

from collections.abc import Callable, Iterable, Iterator

from tracking_plan.registry.findings import shortened
from tracking_plan.registry.history.changelog import Changelog, Item, Section
from tracking_plan.registry.history.event_history import Entry
from tracking_plan.registry.history.lines import (
    HEADINGS,
    UNCOMMITTED,
    difference_lines,
    further,
    shorten,
    skipped_of,
    words_of,
)
from tracking_plan.registry.shown import whom_it_breaks
from tracking_plan.registry.steps.change import Bump
from tracking_plan.registry.verdict import Verdict, Weighed

_NOTHING = "\nNothing has changed.\n"
Escape = Callable[[str], str]


class Pages:
    """Writes Markdown. `plain` makes a text harmless, `code` shows one as code."""

    def __init__(self, plain: Escape, code: Escape) -> None:
        self._plain = plain
        self._code = code

    def changelog(self, found: Changelog, since: str) -> str:
        """A heading, then one for each section."""
        head = f"## Tracking plan: changes since {self._plain(since)}\n"
        if found.is_empty:
            return f"{head}{_NOTHING}"
        return "".join((head, *self._sections(found)))

    def _sections(self, found: Changelog) -> Iterator[str]:
        for section, items in found.sections.items():
            yield f"\n### {HEADINGS[section]}\n\n"
            for item in items:
                yield from self._item(section, item)
        for heading, lines in further(found, self._plain).items():
            yield f"\n### {heading}\n\n"
            yield from (f"- {line}\n" for line in lines)

    def _item(self, section: Section, item: Item) -> Iterator[str]:
        about = f": {self._plain(shorten(item.description))}" if item.description else ""
        was = item.compared.old_name
        renamed = f", was {self._plain(was)}" if was and section is Section.RENAMED else ""
        whom = _whom(item.changes)
        breaks = f" ({whom})" if whom and item.is_breaking else ""
        versions = _versions(item.verdict)
        yield f"- **{self._plain(item.compared.event)}** {versions}{renamed}{breaks}{about}\n"
        for change in item.changes:
            if change.code.name not in ("event-added", "event-renamed"):
                yield f"  - {self._change(change)}\n"
        if section is Section.CHANGED:
            yield from (f"  - {line}\n" for line in self._counterexample(item.verdict))

    def _counterexample(self, verdict: Verdict) -> Iterator[str]:
        if verdict.counterexample is not None:
            yield f"was valid and no longer is: {self._code(shortened(verdict.counterexample))}"

    def history(self, names: Iterable[str], entries: Iterable[str]) -> str:
        """A heading, then the commits, each as `entry` writes it."""
        first, *others = names
        was = f"\nWas called {', '.join(map(self._plain, others))}.\n" if others else ""
        return f"## History of {self._plain(first)}\n{was}{''.join(entries) or _NOTHING}"

    def entry(self, entry: Entry) -> str:
        """A heading for a commit, and what it changed."""
        lines = [f"- {line}\n" for line in self._entry_lines(entry)]
        return f"\n### {self._heading(entry)}\n\n{''.join(lines)}"

    def _heading(self, entry: Entry) -> str:
        commit = entry.commit
        if commit is None:
            return UNCOMMITTED.capitalize()
        merged = "merged by " if commit.is_merge else ""
        author, subject = (self._plain(shorten(each)) for each in (commit.author, commit.subject))
        return f"{commit.written[:10]} {subject} ({commit.short}, {merged}{author})"

    def _entry_lines(self, entry: Entry) -> Iterator[str]:
        for one in entry.compared:
            for number, verdict in enumerate(one.verdicts):
                if number == 0 or verdict.changes or verdict.is_unsound:
                    yield f"**{self._plain(one.event)}** {_versions(verdict)}"
                yield from map(self._change, verdict.changes)
                yield from self._counterexample(verdict)
        for line in difference_lines(entry.unjudged, with_values=True):
            yield self._plain(line)
        if entry.words:
            yield f"words: {self._plain(words_of(entry.words))}"
        if entry.skipped:
            yield skipped_of(entry)

    def _change(self, one: Weighed) -> str:
        subject = self._code(one.change.path) if one.change.path else "the event"
        whom = whom_it_breaks(one)
        shown = (
            f"; was valid: {self._code(shortened(one.witness))}" if one.witness is not None else ""
        )
        return f"{subject} {self._plain(one.change.says)}{f' ({whom}{shown})' if whom else ''}"


def _versions(verdict: Verdict) -> str:
    old, new = verdict.step.old, verdict.step.new
    if old is None or new is None:
        return str(verdict.step.known.version)
    if verdict.refused and verdict.required is not Bump.REFUSED:
        needed = verdict.version_for(verdict.required)
        return f"{old.version} → {new.version}, too low: {needed} was needed"
    return str(new.version) if old.version == new.version else f"{old.version} → {new.version}"


def _whom(changes: Iterable[Weighed]) -> str:
    """All whom the changes break, once."""
    said = (part for one in changes for part in whom_it_breaks(one).split(", ") if part)
    return ", ".join(part for part in dict.fromkeys(said) if part.startswith(("breaks", "may b")))
