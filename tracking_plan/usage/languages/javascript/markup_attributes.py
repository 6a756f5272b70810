"""What the attributes of an element of markup give to its component."""

import re
from typing import NamedTuple

from tracking_plan.usage.facts.markup import Attribute, AttributeKind, Element, property_name

_BRACES = (".svelte", ".astro")
_SERVED = (".html", ".htm")
_MARK = re.compile(rb"\{\{|\{%|<%|<\?")
_BOUND = ("v-bind:", ":")


class Piece(NamedTuple):
    """A piece of code, from an offset to another.

    `is_enclosed`: the bytes around it are its own. `is_value`: it is one expression.
    """

    start: int
    end: int
    is_enclosed: bool = False
    is_value: bool = False


class Attributes:
    """The attributes of one element, as they are read in a file with an ending."""

    def __init__(self, content: bytes, ending: str) -> None:
        self._content = content
        self._ending = ending
        self._open: str | None = None
        self._found: list[Attribute] = []

    def element(self, name: bytes, start: int, end: int) -> Element | None:
        """The element; None where its name is not one of a component."""
        text = name.decode("utf-8", "replace")
        is_component = text[:1].isupper() or "-" in text or "." in text
        return Element(text, start, end, tuple(self._found)) if is_component else None

    def braced(self, piece: Piece) -> Piece:
        """Takes code in braces: the value of an attribute, one by its name, or a spread."""
        code = self._content[piece.start : piece.end]
        name, self._open = self._open, None
        if name is not None:
            self._add(name, AttributeKind.CODE, piece.start, piece.end)
            return piece._replace(is_value=True)
        if code.startswith(b"..."):
            piece = piece._replace(start=piece.start + 3)
            self._add("", AttributeKind.SPREAD, piece.start, piece.end)
        elif code.decode("latin-1").isidentifier():
            self._add(code.decode("latin-1"), AttributeKind.CODE, piece.start, piece.end)
        return piece

    def written(self, found: re.Match[bytes], piece: Piece | None) -> Piece | None:
        """Takes an attribute as it is written; `piece` is its value where that is code."""
        name = found[1].decode("utf-8", "replace")
        if found[0].rstrip().endswith(b"=") and self._ending in _BRACES:
            self._open = name
            return piece
        group = next((group for group in (2, 3, 4) if found[group] is not None), None)
        value = found[group] if group is not None else b""
        start, end = found.span(group or 1)
        bound = next((name[len(sign) :] for sign in _BOUND if name.startswith(sign)), None)
        if bound is not None:
            self._add(bound.partition(".")[0], self._bound(piece), start, end)
        elif name == "v-bind":
            self._add("", AttributeKind.SPREAD, start, end)
        else:
            self._add(name, self._kind(group, value), start, end, value)
        is_value = piece is not None and (bound is not None or name == "v-bind")
        return piece._replace(is_value=True) if is_value and piece is not None else piece

    def _bound(self, piece: Piece | None) -> AttributeKind:
        return AttributeKind.CODE if piece is not None else AttributeKind.UNKNOWN

    def _kind(self, group: int | None, value: bytes) -> AttributeKind:
        if group is None:
            return AttributeKind.FLAG
        is_code = value.startswith(b"`") or (self._ending == ".svelte" and b"{" in value)
        is_marked = self._ending in _SERVED and _MARK.search(value) is not None
        return AttributeKind.UNKNOWN if is_code or is_marked else AttributeKind.TEXT

    def _add(
        self, name: str, kind: AttributeKind, start: int, end: int, value: bytes = b""
    ) -> None:
        """Keeps an attribute, if it is one that a component gets."""
        is_directive = name.startswith(("@", "#", "v-", ".", "[")) or ":" in name
        if name.startswith("bind:"):
            name, kind, is_directive = name[len("bind:") :], AttributeKind.UNKNOWN, False
        if not is_directive:
            text = value.decode("utf-8", "replace")
            self._found.append(Attribute(property_name(name), kind, start, end, text))
