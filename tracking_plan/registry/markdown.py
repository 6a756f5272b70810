"""Compared events as Markdown: a table that fits into a comment on a pull request."""

from collections.abc import Callable, Iterable, Iterator

from tracking_plan.names.phrases import plural
from tracking_plan.registry.comparison import Compared
from tracking_plan.registry.findings import shortened
from tracking_plan.registry.shown import (
    changed,
    sentence,
    unexplained,
    verdict_word,
    whom_it_breaks,
    with_article,
)
from tracking_plan.registry.steps.change import Bump, Effect
from tracking_plan.registry.verdict import Verdict, Weighed

MAX_LENGTH = 45_000  # GitHub takes comments of 65,536 characters, and findings stand below
_FRAME = 200  # characters around the details, and of the counts
_MAX_ROWS = 5  # changes of an event in its row; all of them stand in the details

Escape = Callable[[str], str]


def as_markdown(compared: Iterable[Compared], base: str, plain: Escape, code: Escape) -> str:
    """A heading, a row for each event, breaking ones first, and the details folded away.

    `plain` makes a text harmless in a table cell, `code` shows it as code. What would be too long
    is counted instead.
    """
    each = changed(compared)
    if not each:
        return f"### Tracking plan: no event has changed\n\nCompared with {plain(base)}.\n"
    writer = _Writer(plain, code)
    each = tuple(sorted(each, key=lambda one: (_rank(one[1]), one[0].event)))
    rows = [writer.row(event, verdict) for event, verdict in each]
    details = [writer.details(event, verdict) for event, verdict in each]
    head = (
        f"### Tracking plan: {_counts(each)}\n\nCompared with {plain(base)}.\n\n"
        "| event | version | what changes | whom it breaks |\n|---|---|---|---|\n"
    )
    return f"{head}{_fitting(rows, details, MAX_LENGTH - len(head))}"


def _rank(verdict: Verdict) -> int:
    if verdict_word(verdict) == "refused":
        return 0
    effects = {e for one in verdict.changes for e in (one.change.producers, one.change.consumers)}
    return 1 if Effect.BREAK in effects else 2


def _counts(each: Iterable[tuple[Compared, Verdict]]) -> str:
    ranks = [_rank(verdict) for _, verdict in each]
    said = plural(len(ranks), "change") + " of events" if len(ranks) > 1 else "1 event changes"
    refused, breaking = ranks.count(0), ranks.count(1)
    more = [f"{refused} refused"] if refused else []
    more += [f"{breaking} breaking, with a new version"] if breaking else []
    return ", ".join((said, *more))


def _fitting(rows: list[str], details: list[str], room: int) -> str:
    """As many rows as there is room for, then as many details; a quarter is left to these."""
    kept = min(sum(map(len, details)) + _FRAME, room // 4)
    shown = list(_within(rows, room - kept - _FRAME))
    text = f"{''.join(shown)}{_more(rows, shown)}"
    folded = list(_within(details, room - len(text) - _FRAME))
    if not folded:
        return text
    whole = len(folded) == len(details)
    said = "Every change" if whole else f"Every change of the first {plural(len(folded), 'event')}"
    return (
        f"{text}\n<details><summary>{said}, with payloads</summary>\n\n"
        f"{''.join(folded)}{_more(details, folded)}\n</details>\n"
    )


def _more(each: list[str], shown: list[str]) -> str:
    left = len(each) - len(shown)
    return f"\nand {plural(left, 'more event')}\n" if left else ""


def _within(texts: list[str], room: int) -> Iterator[str]:
    for text in texts:
        room -= len(text)
        if room < 0:
            return
        yield text


class _Writer:
    """Rows and details, with every text of the plan's made harmless."""

    def __init__(self, plain: Escape, code: Escape) -> None:
        self._plain = plain
        self._code = code

    def row(self, event: Compared, verdict: Verdict) -> str:
        """The event's row in the table."""
        cells = (self._name(event), self._version(verdict), self._what(verdict), _whom(verdict))
        return f"| {' | '.join(cells)} |\n"

    def details(self, event: Compared, verdict: Verdict) -> str:
        """Each change of the event, with the payload that shows it."""
        lines = "".join(f"- {self._change(one)}{self._witness(one)}\n" for one in verdict.changes)
        if verdict.is_unexplained:
            lines += f"- {self._plain(unexplained(verdict))}\n"
        return f"**{self._plain(event.event)}** {self._version(verdict)}\n\n{lines}\n"

    def _name(self, event: Compared) -> str:
        was = f"<br>was {self._plain(event.old_name)}" if event.old_name else ""
        return f"{self._plain(event.event)}{was}"

    def _version(self, verdict: Verdict) -> str:
        old, new = verdict.step.old, verdict.step.new
        if old is None or new is None:
            known = verdict.step.known.version
            return f"{known}, {'new' if old is None else 'gone'}"
        steps = f"{old.version} → {new.version}"
        if verdict.is_unsound or verdict.required is Bump.REFUSED:
            return f"{steps}<br>**{sentence(verdict)}**"
        if verdict.refused:
            return f"{steps}<br>**needs {with_article(verdict.required)}**"
        return steps

    def _what(self, verdict: Verdict) -> str:
        shown = [self._change(one) for one in verdict.changes[:_MAX_ROWS]]
        left = len(verdict.changes) - len(shown)
        return "<br>".join((*shown, *([f"and {left} more"] if left else [])))

    def _change(self, one: Weighed) -> str:
        subject = self._code(one.change.path) if one.change.path else "the event"
        captured = f" ({self._plain(one.captured)})" if one.captured is not None else ""
        return f"{subject} {self._plain(one.change.says)}{captured}"

    def _witness(self, one: Weighed) -> str:
        if one.witness is None:
            return ""
        return f"; was valid: {self._code(shortened(one.witness))}"


def _whom(verdict: Verdict) -> str:
    said = dict.fromkeys(filter(None, map(whom_it_breaks, verdict.changes)))
    return "<br>".join(said) or ("breaks what sends it" if verdict.is_unexplained else "nobody")
