"""The code in files of markup: Vue, Svelte, Astro and HTML.

All that is no code becomes blank, so that what is left stands where it stood: its places are those
of the file. Each piece of code in the markup is a statement of its own.
"""

import re
from collections.abc import Generator, Iterator

from tracking_plan.usage.facts.markup import Element
from tracking_plan.usage.languages.javascript.markup_attributes import Attributes, Piece
from tracking_plan.usage.languages.javascript.markup_marks import without_marks
from tracking_plan.usage.languages.javascript.markup_names import hidden_names, with_other_names
from tracking_plan.usage.languages.language import Cut

_SERVED = (".html", ".htm")
ENDINGS = (".vue", ".svelte", ".astro", ".html", ".htm")
_START = re.compile(rb"<!--|<(script|style)(?=[\s>/])|<(?=[A-Za-z])|\{(?![#:/@{!])", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"\s*([^\s=>\"'/{}][^\s=>\"'{}]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(?=\{)|([^\s>{\"']+)))?"
)
_SPACE = re.compile(rb"[\s/]*")
_CODE_TYPES = (b"", b"module", b"text/javascript", b"application/javascript", b"text/babel")
_HEAD = re.compile(rb"\s*---[ \t]*\r?\n")
_TAIL = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)
_SCRIPT_END = re.compile(rb"</script", re.IGNORECASE)
_STYLE_END = re.compile(rb"</style", re.IGNORECASE)
_SIGN = re.compile(rb"[{}\"'`\\]")
_BLANK = bytes(byte if byte in b"\n\r" or byte > 127 else 32 for byte in range(256))
_WIDE = (
    (rb"[\xc2-\xdf].", "\u00a0"),
    (rb"[\xe0-\xef]..", "\u3000"),
    (rb"[\xf0-\xf4]...", "\u00a0" * 2),
)
_MOST_UNCLOSED = 5
_LONGEST = 100_000  # bytes of one piece of code in markup


def code_in(content: bytes, *, ending: str) -> Cut:
    """The code in a file with that ending, where it stands in it, and what may be components."""
    reader = _Reader(content, ending)
    pieces = sorted(reader.pieces())
    code = bytearray(_blank(content))
    hidden = hidden_names(content, ending)
    for start, end, is_enclosed, is_value in pieces:
        piece = content[start:end]
        piece = without_marks(piece) if ending in _SERVED else piece
        code[start:end] = with_other_names(piece, start, hidden) if is_enclosed else piece
        if is_enclosed:
            code[start - 1 : start] = b";"
            code[end : end + 1] = b";"
            if is_value and content[start - 2 : start - 1] == b"=":  # `{a: 1}` is no block
                code[start - 2 : start] = b";("
                code[end : end + 1] = b")"
                if content[end + 1 : end + 2] in (b" ", b">", b"/"):
                    code[end + 1 : end + 2] = b";"
    typed = ".tsx" if ending == ".astro" else ".ts"
    return Cut(bytes(code), typed if reader.is_typed else ".js", tuple(reader.elements))


def _blank(content: bytes) -> bytes:
    """As much white space, with a sign for a sign, so that columns stay what they are."""
    blank = content.translate(_BLANK)
    for wide, space in _WIDE if not blank.isascii() else ():
        blank = re.sub(wide, space.encode(), blank, flags=re.DOTALL)
    return blank


class _Reader:
    """Reads one file of markup from its beginning to its end, each byte once."""

    def __init__(self, content: bytes, ending: str) -> None:
        self._content = content
        self._has_braces = ending in (".svelte", ".astro")
        self._has_directives = ending == ".vue"
        self._has_handlers = ending in (".html", ".htm")
        self._ending = ending
        self._is_astro = ending == ".astro"
        self._unclosed = 0
        self.is_typed = self._is_astro
        self.elements: list[Element] = []

    def pieces(self) -> Iterator[Piece]:
        """The pieces of code."""
        at = 0
        if self._is_astro and (head := _HEAD.match(self._content)):
            tail = _TAIL.search(self._content, head.end())
            at = tail.end() if tail else len(self._content)
            yield Piece(head.end(), tail.start() if tail else at)
        while found := _START.search(self._content, at):
            if found[0] == b"<!--":
                end = self._content.find(b"-->", found.end())
                at = len(self._content) if end < 0 else end + 3
            elif found[0] == b"{":
                piece = self._braced(found.start()) if self._has_braces else None
                at = found.end() if piece is None else piece.end + 1
                if piece is not None:
                    yield piece
            else:
                at = yield from self._tag(found)

    def _tag(self, found: re.Match[bytes]) -> Generator[Piece, None, int]:
        """The code in a tag and, of a script, in what it encloses; returns where that ends."""
        name = (found[1] or b"").lower()
        at = found.end() if name else _name_end(self._content, found.end())
        tag, given = self._content[found.start() + 1 : at], Attributes(self._content, self._ending)
        attributes: dict[bytes, bytes] = {}
        while True:
            at = _SPACE.match(self._content, at).end()  # type: ignore[union-attr]
            if self._content[at : at + 1] in (b">", b""):
                break
            piece, after = None, at + 1
            if self._content[at : at + 1] == b"{":
                piece = self._braced(at) if self._has_braces else None
                piece = given.braced(piece) if piece is not None else None
            elif attribute := _ATTRIBUTE.match(self._content, at):
                after = max(attribute.end(), at + 1)
                key = attribute[1].lower()
                attributes[key] = attribute[2] or attribute[3] or attribute[4] or b""
                piece = given.written(attribute, self._of_attribute(attribute, key))
            if piece is not None:
                yield piece
                after = piece.end + 1
            at = after
        element = given.element(tag, found.start(), at + 1)
        self.elements += [element] if element is not None else []
        if not name:
            return at + 1
        return (yield from self._element(name, at + 1, attributes))

    def _of_attribute(self, attribute: re.Match[bytes], key: bytes) -> Piece | None:
        group = 2 if attribute[2] is not None else 3
        if attribute[group] is None:
            return None
        is_directive = self._has_directives and key.startswith((b"@", b":", b"v-"))
        is_plain = key in (b"v-for", b"v-slot") or key.startswith(b"v-slot:")
        is_handler = self._has_handlers and key.startswith(b"on")
        if (is_directive and not is_plain) or is_handler:
            return Piece(attribute.start(group), attribute.end(group), is_enclosed=True)
        return None

    def _element(
        self, name: bytes, start: int, attributes: dict[bytes, bytes]
    ) -> Generator[Piece, None, int]:
        """What a script encloses; returns where the element ends."""
        closing = (_SCRIPT_END if name == b"script" else _STYLE_END).search(self._content, start)
        end = closing.start() if closing else len(self._content)
        kind = attributes.get(b"type", b"").lower()
        language = attributes.get(b"lang", b"").lower()
        if name == b"script" and (kind in _CODE_TYPES or kind.endswith(b"typescript")):
            self.is_typed = self.is_typed or language.startswith((b"ts", b"typescript"))
            yield Piece(start, end)
        return end

    def _braced(self, start: int) -> Piece | None:
        """The code between braces; None where they do not close."""
        depth, quote = 0, b""
        at, limit = start, min(len(self._content), start + _LONGEST)
        while self._unclosed < _MOST_UNCLOSED and (sign := _SIGN.search(self._content, at, limit)):
            at = sign.end()
            if sign[0] == b"\\":
                at += 1
            elif quote:
                quote = b"" if sign[0] == quote else quote
            elif sign[0] == b"{":
                depth += 1
            elif sign[0] == b"}":
                depth -= 1
                if depth == 0:
                    return Piece(start + 1, sign.start(), is_enclosed=True)
            else:
                quote = sign[0]
        self._unclosed += 1
        return None


def _name_end(content: bytes, start: int) -> int:
    at = start
    while at < len(content) and content[at : at + 1] not in b" \t\r\n>/":
        at += 1
    return at
