"""Fixes of code: names and keys written anew, where the text is sure to be just that."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from tracking_plan.edit import Text
from tracking_plan.finding import Edit, Fix, Safety
from tracking_plan.place import Place, Span
from tracking_plan.usage.facts.call import Call, SentEvent, SentProperty

Read = Callable[[str], str | None]
"""The text of a file by its path as findings have it, as decoded; None where there is none."""

_QUOTED = re.compile(r"([rRuU]?)(['\"`])([^\\\r\n]*)\2")
_WORD = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_SENDS = re.compile(r"tracking-plan:\s*sends\s")
_MARKUP = frozenset({".vue", ".svelte", ".astro", ".html", ".htm", ".jsx", ".tsx", ".js"})
_ACTS_IN_MARKUP = frozenset("\"'`&<>{}")
_JAVASCRIPT = _MARKUP | {".ts", ".mjs", ".cjs", ".mts", ".cts"}
_OPENS = re.compile(r"\{\s*(?:properties|'properties'|\"properties\")\s*:\s*")
_CLOSES = re.compile(r"\s*,?\s*\}")
_OPENING = re.compile(r"\{\s*")
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_AROUND_KEY = 200  # characters that are looked at on either side of a key


class Rewriter:
    """Writes names anew in the files that `read` gives; without it, it offers nothing."""

    def __init__(self, read: Read = lambda _: None) -> None:
        self._read = read
        self._texts: dict[str, Text | None] = {}

    def event(self, sent: SentEvent, to: str) -> Fix | None:
        """An unsafe fix that has the code send `to`; None where its name is no literal by itself.

        Other code that uses the same constant gets the new name, too.
        """
        at = sent.defined or sent.at
        edit = self._renamed(at, sent.name, to) or self._declared(at, sent.name, to)
        return Fix(safety=Safety.UNSAFE, edits=(edit,)) if edit else None

    def key(self, sent: SentProperty, to: str) -> Fix | None:
        """An unsafe fix that gives a property the key `to`; None where it is no key by itself."""
        edit = self._renamed(sent.at, sent.name, to) or self._keyed(sent.at, sent.name, to)
        return Fix(safety=Safety.UNSAFE, edits=(edit,)) if edit else None

    def nested(self, call: Call) -> Fix | None:
        """A safe fix that puts what is given as options under the key of the properties.

        None where they are no literal of their own, or where some of them are options.
        """
        options, key = call.options, call.nested_key
        at = call.objects[0].at if call.objects else None
        if options is None or key is None or at is None or at.span is None:
            return None
        names = {option.name for option in options.properties}
        written, span = self.written(at), at.span
        is_here = all(
            one.at.path == at.path and one.at.span and span.contains(one.at.span)
            for one in options.properties
        )
        is_literal = written is not None and written[:1] + written[-1:] == "{}"
        if not (is_here and is_literal and options.is_complete) or names & call.option_names:
            return None
        start = Span(span.line, span.column, span.line, span.column)
        end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
        edits = (Edit(at.path, start, f'{{"{key}": '), Edit(at.path, end, "}"))
        return Fix(safety=Safety.SAFE, edits=edits)

    def with_entry(self, at: Place, key: str, value: str) -> Fix | None:
        """A safe fix that puts a first entry into an object; None where none is written there."""
        span = self._span_of(at)
        if span is None:
            return None
        is_script = PurePosixPath(at.path).suffix.lower() in _JAVASCRIPT
        entry = f"{key}: {value}" if is_script else f'"{key}": {value}'
        opens = _OPENING.match(self.written(at) or "{")
        *lines, last = (opens[0] if opens else "{").split("\n")
        line, column = span.line + len(lines), len(last) + (1 if lines else span.column)
        is_empty = not (self.written(at) or "")[1:-1].strip()
        text = entry if is_empty else f"{entry}, "
        inside = Span(line, column, line, column)
        return Fix(safety=Safety.SAFE, edits=(Edit(at.path, inside, text),))

    def without_entry(self, at: Place) -> Fix | None:
        """A safe fix that takes an entry out of an object; None where others may be meant.

        A comma has to follow it on its line; a line of its own goes with it.
        """
        found, span = self._found(at), at.span
        if found is None or span is None:
            return None
        text, (start, end) = found[0].text, found[1]
        comma = _COMMA.match(text, end)
        if comma is None:
            return None
        line = text.rfind("\n", 0, start) + 1
        is_alone = not text[line:start].strip() and text[comma.end() : comma.end() + 1] in "\r\n"
        first = Span(span.line, 1 if is_alone else span.column, span.end_line, span.end_column)
        last = (span.end_line, span.end_column + len(comma[0]))
        last = (span.end_line + 1, 1) if is_alone else last
        whole = first._replace(end_line=last[0], end_column=last[1])
        return Fix(safety=Safety.SAFE, edits=(Edit(at.path, whole, ""),))

    def bare(self, outer: Place | None, inner: Place | None) -> Fix | None:
        """A safe fix that leaves of `{properties: {...}}` the inner object; None where unsure."""
        around, within = self._span_of(outer), self._span_of(inner)
        if around is None or within is None or outer is None or inner is None:
            return None
        if outer.path != inner.path or not around.contains(within):
            return None
        before = Span(around.line, around.column, within.line, within.column)
        behind = Span(within.end_line, within.end_column, around.end_line, around.end_column)
        opens = self.written(Place(outer.path, before))
        closes = self.written(Place(outer.path, behind))
        if not _OPENS.fullmatch(opens or "") or not _CLOSES.fullmatch(closes or ""):
            return None
        edits = (Edit(outer.path, before, ""), Edit(outer.path, behind, ""))
        return Fix(safety=Safety.SAFE, edits=edits)

    def _span_of(self, at: Place | None) -> Span | None:
        """The span of an object that is written out at a place; None where none is."""
        written = self.written(at) if at else None
        is_object = written is not None and written[:1] + written[-1:] == "{}"
        return at.span if at and is_object else None

    def written(self, at: Place) -> str | None:
        """What stands at a place; None where that cannot be said."""
        found = self._found(at)
        return found[0].text[slice(*found[1])] if found else None

    def _renamed(self, at: Place, old: str, new: str) -> Edit | None:
        """The edit of a literal that is the name and nothing else."""
        written = self.written(at)
        literal = _QUOTED.fullmatch(written) if written is not None else None
        if literal is None or literal[3] != old or not _fits(at.path, literal[2], old, new):
            return None
        return _edit(at, f"{literal[1]}{literal[2]}{new}{literal[2]}")

    def _declared(self, at: Place, old: str, new: str) -> Edit | None:
        """The edit of a comment that says which events a call sends."""
        written = self.written(at)
        if written is None or not _SENDS.search(written):
            return None
        quotes = [quote for quote in "\"'" if f"{quote}{old}{quote}" in written]
        if len(quotes) != 1 or not _fits(at.path, quotes[0], old, new):
            return None
        before, after = (f"{quotes[0]}{name}{quotes[0]}" for name in (old, new))
        return _edit(at, written.replace(before, after)) if written.count(before) == 1 else None

    def _keyed(self, at: Place, old: str, new: str) -> Edit | None:
        """The edit of a key without quotes, as JavaScript's objects may have them."""
        found = self._found(at)
        if found is None or PurePosixPath(at.path).suffix.lower() not in _JAVASCRIPT:
            return None
        text, (start, end) = found[0].text, found[1]
        if text[start:end] != old or not _WORD.fullmatch(old):
            return None
        key = new if _WORD.fullmatch(new) else f"'{new}'"
        if not _WORD.fullmatch(new) and not _fits(at.path, "'", old, new):
            return None
        before = text[max(0, start - _AROUND_KEY) : start].rstrip()[-1:]
        behind = text[end : end + _AROUND_KEY].lstrip()[:1]
        if before not in ("{", ","):
            return None
        if behind == ":":
            return _edit(at, key)
        return _edit(at, f"{key}: {old}") if behind in (",", "}") else None

    def _found(self, at: Place) -> tuple[Text, tuple[int, int]] | None:
        """The text of a place's file, and the indexes of its span."""
        text = self._text(at.path)
        found = text.range(at.span) if text and at.span else None
        return (text, found) if text and found else None

    def _text(self, path: str) -> Text | None:
        if path not in self._texts:
            text = self._read(path)
            self._texts[path] = Text(text) if text is not None else None
        return self._texts[path]


NO_REWRITER = Rewriter()
"""Offers no fix."""


def _fits(path: str, quote: str, old: str, new: str) -> bool:
    """Whether both names are the same between quotes as they are by themselves."""
    both = old + new
    if quote in both or "\\" in both or not new.isprintable() or not new:
        return False
    if quote == "`" and "$" in both:
        return False
    is_markup = PurePosixPath(path).suffix.lower() in _MARKUP
    return not is_markup or _ACTS_IN_MARKUP.isdisjoint(both)


def _edit(at: Place, text: str) -> Edit:
    assert at.span is not None
    return Edit(path=at.path, span=at.span, text=text)
