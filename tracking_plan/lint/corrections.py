"""Fixes of the plan's own text: a scalar replaced, an event renamed."""

import re
from collections import Counter
from collections.abc import Iterator

from tracking_plan.finding import Edit, Fix, Safety
from tracking_plan.names.likeness import fold
from tracking_plan.place import Place, Span
from tracking_plan.plan.model import Event, Plan
from tracking_plan.plan.text.nodes import core_value

_PLAIN = re.compile(r"[^\W\d_](?:[\w .$/()+-]*[\w)])?")
_OTHER_READERS = frozenset(
    "y n yes no on off true false null".split()
)  # what YAML 1.1 makes no text of
_BREAK = re.compile(r"\r\n|\r|\n")


def replacement(at: Place, text: str) -> Fix | None:
    """An unsafe fix that writes another text in place of a scalar; None where it has no place."""
    edits = tuple(_replaced(at, text))
    return Fix(safety=Safety.UNSAFE, edits=edits) if edits else None


def quoted(text: str) -> str:
    """The text as a YAML scalar that every reader takes for that text, in block and in flow."""
    is_text = core_value(text) == text and text.lower() not in _OTHER_READERS
    return text if is_text and _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


class Renaming:
    """Renames events in the text of a plan, whose lines it splits once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lines: dict[str, list[str]] = {}
        self._spelled = Counter(
            fold(name)
            for event in plan.events.values()
            for name in {event.name, *event.previous_names}
        )
        self._replaced: dict[str, list[Event]] = {}  # the events that each one replaces
        for event in plan.events.values():
            if event.replaced_by is not None:
                self._replaced.setdefault(event.replaced_by, []).append(event)

    def fix(self, event: Event, name: str) -> Fix | None:
        """An unsafe fix that renames an event and keeps its old name known.

        None where another event has the new name in some spelling, or where the old one cannot be
        put under `previous_names` by an insertion.
        """
        kept = self._kept(event)
        own = Counter(map(fold, {event.name, *event.previous_names}))
        if kept is None or self._spelled[fold(name)] > own[fold(name)]:
            return None
        edits = [*_replaced(event.origin.place, name), kept]
        for other in self._replaced.get(event.name, ()):
            edits += _replaced(other.origin.at("replaced_by"), name)
        return Fix(safety=Safety.UNSAFE, edits=tuple(edits))

    def _kept(self, event: Event) -> Edit | None:
        """The insertion that puts the old name under `previous_names`."""
        old = quoted(event.name)
        if event.origin.has("previous_names", 0):
            first = event.origin.at("previous_names", 0)
            before = self._before(first)
            is_block = before.strip() == "-"
            return _insertion(first, f"{old}\n{before}" if is_block else f"{old}, ")
        body, key = event.origin.at(), event.origin.place
        if event.origin.has("previous_names") or body == key or body < key:
            return None  # `[]`; nothing to insert into; or an alias of what stands above
        if self._from(body).startswith("{"):
            ends = self._from(body)[1:].lstrip().startswith("}")
            return _insertion(body, f"previous_names: [{old}]{'' if ends else ', '}", skip=1)
        before = self._before(body)
        return (
            _insertion(body, f"previous_names: [{old}]\n{before}") if not before.strip() else None
        )

    def _before(self, at: Place) -> str:
        """The text before a place on its line."""
        return self._line(at)[: at.span.column - 1] if at.span else ""

    def _from(self, at: Place) -> str:
        """The text from a place to the end of its line."""
        return self._line(at)[at.span.column - 1 :] if at.span else ""

    def _line(self, at: Place) -> str:
        if at.path not in self._lines:
            texts = {file.path: file.text for file in self._plan.files}
            self._lines[at.path] = _BREAK.split(texts[at.path])
        return self._lines[at.path][at.span.line - 1] if at.span else ""


def _replaced(at: Place, text: str) -> Iterator[Edit]:
    if at.span:
        yield Edit(path=at.path, span=at.span, text=quoted(text))


def _insertion(at: Place, text: str, skip: int = 0) -> Edit | None:
    """The text put in at a place, or `skip` characters behind it."""
    if at.span is None:
        return None
    line, column = at.span.line, at.span.column + skip
    span = Span(line=line, column=column, end_line=line, end_column=column)
    return Edit(path=at.path, span=span, text=text)
