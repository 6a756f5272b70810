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

        A name that it had just before is taken out of `previous_names`: the renaming is taken back.
        None where another event has the new name in some spelling, or where `previous_names`
        cannot be changed by one insertion or deletion.
        """
        is_back = name in event.previous_names
        listed = self._dropped(event, name) if is_back else self._kept(event)
        own = Counter(map(fold, {event.name, *event.previous_names}))
        if listed is None or self._spelled[fold(name)] > own[fold(name)]:
            return None
        key = event.origin.place
        again = self._listed(event, name) if is_back else None  # as it was written before
        edits = [*self._renamed(key, event.name, name, again), listed]
        for other in self._replaced.get(event.name, ()):
            edits += self._renamed(other.origin.at("replaced_by"), event.name, name)
        return Fix(safety=Safety.UNSAFE, edits=tuple(edits))

    def _written(self, at: Place, text: str) -> str:
        """How a text is written at a place, where that is a way to write it anywhere."""
        span = at.span
        written = self._from(at)[: span.end_column - span.column] if span else ""
        return written if written in (f'"{text}"', f"'{text}'") else quoted(text)

    def _listed(self, event: Event, name: str) -> str:
        """How the first of the previous names is written."""
        return self._written(event.origin.at("previous_names", 0), name)

    def _renamed(self, at: Place, old: str, new: str, again: str | None = None) -> Iterator[Edit]:
        """The edit of a name; quotes that it does not need, but has, are kept."""
        if at.span is None:
            return
        written = self._from(at)[: at.span.end_column - at.span.column]
        kept = next((q for q in "\"'" if written == f"{q}{old}{q}" and quoted(old) == old), "")
        is_safe = kept and new.isprintable() and not {kept, "\\"} & set(new)
        text = f"{kept}{new}{kept}" if is_safe else quoted(new)
        yield Edit(path=at.path, span=at.span, text=again or text)

    def _dropped(self, event: Event, name: str) -> Edit | None:
        """The deletion that takes out of `previous_names` what `_kept` has put there."""
        if event.previous_names[0] != name:
            return None
        first, old = event.origin.at("previous_names", 0), self._listed(event, name)
        if event.origin.has("previous_names", 1):
            before = self._before(first)
            is_block = before.strip() == "-"
            added = f"{old}\n{before}" if is_block else f"{old}, "
            return self._deletion(first, event.origin.at("previous_names", 1), added)
        key = f"previous_names: [{old}]"
        start = self._column(first, len("previous_names: ["))
        before = self._before(start) if start else "?"
        if start is None or start.span is None or not self._from(start).startswith(key):
            return None
        if not before.strip():
            line = start.span.line + 1
            below = start._replace(span=start.span._replace(line=line, end_line=line))
            return self._deletion(start, below, f"{key}\n{before}")
        if before.rstrip().endswith("{"):
            rest = self._from(start)[len(key) :]
            more = ", " if rest.startswith(", ") else ""
            is_all = more or rest.lstrip().startswith("}")
            end = self._column(start, -len(key + more))
            return self._deletion(start, end, key + more) if is_all and end else None
        return None

    def _deletion(self, start: Place, end: Place, text: str) -> Edit | None:
        """The deletion of what is between two places; None where it is not that text."""
        if start.span is None or end.span is None or start.path != end.path:
            return None
        if start.span.line == end.span.line:
            written = self._from(start)[: end.span.column - start.span.column]
        elif start.span.line + 1 == end.span.line and self._has(end):
            written = f"{self._from(start)}\n{self._before(end)}"
        else:
            return None
        last = end.span
        span = Span(start.span.line, start.span.column, last.line, last.column)
        return Edit(path=start.path, span=span, text="") if written == text else None

    def _has(self, at: Place) -> bool:
        """Whether something is written at a place."""
        return bool(at.span and at.span.line <= self._count(at.path) and self._from(at).strip())

    @staticmethod
    def _column(at: Place, back: int) -> Place | None:
        """A place so many characters before another on its line."""
        column = at.span.column - back if at.span else 0
        if at.span is None or column < 1:
            return None
        return Place(at.path, Span(at.span.line, column, at.span.line, column))

    def _kept(self, event: Event) -> Edit | None:
        """The insertion that puts the old name under `previous_names`."""
        old = self._written(event.origin.place, event.name)
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
        return self._lines_of(at.path)[at.span.line - 1] if at.span else ""

    def _count(self, path: str) -> int:
        return len(self._lines_of(path))

    def _lines_of(self, path: str) -> list[str]:
        if path not in self._lines:
            texts = {file.path: file.text for file in self._plan.files}
            self._lines[path] = _BREAK.split(texts[path])
        return self._lines[path]


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
