"""Python text that is safe for any words of a plan, laid out as `ruff format` would.

Words reach code only as literals, docstrings or identifiers. Layout relies on one property of
the formatter: what ends in a trailing comma stays exploded, and what is short stays flat.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracking_plan.names.phrases import whole
from tracking_plan.plan.model import EnumScalar

WIDTH = 88
_INDENT = 4
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_PLAIN = re.compile(r"[ !#-&(-\[\]-~]*")  # ASCII without quotes and backslash
_LAST_KEPT = "\uffff"  # whether later characters are printable depends on Python's version
# A line of prose that is one of these alone would be read as the head of a docstring's section.
_SECTIONS = frozenset(
    {
        "args",
        "arguments",
        "attention",
        "attributes",
        "caution",
        "danger",
        "error",
        "example",
        "examples",
        "extended summary",
        "hint",
        "important",
        "keyword args",
        "keyword arguments",
        "methods",
        "note",
        "notes",
        "other args",
        "other arguments",
        "other params",
        "other parameters",
        "parameters",
        "raises",
        "receives",
        "references",
        "return",
        "returns",
        "see also",
        "short summary",
        "tip",
        "todo",
        "warning",
        "warnings",
        "warns",
        "yield",
        "yields",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a docstring's `Args:` or `Attributes:`."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An expression of pieces: a call, or with an empty name and braces, a dict or a list."""

    opening: str
    pieces: tuple["Piece", ...]
    closing: str = ")"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One argument or item. `lead` is the text before it: `minimum=`, `"sku": `, or nothing."""

    value: "Call | str"
    lead: str = ""


def literal(value: EnumScalar) -> str:
    """The value as Python writes it, and as formatters leave it: exponents have no plus sign.

    `1e3` and `1000.0` are 1000, as in messages.
    """
    return _text_literal(value) if isinstance(value, str) else repr(whole(value)).replace("e+", "e")


def _text_literal(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    quote = '"' if text.count('"') <= text.count("'") else "'"
    inner = "".join(_escaped(character) for character in text)
    return quote + inner.replace(quote, f"\\{quote}") + quote


def _escaped(character: str) -> str:
    if character in "\"'":
        return character
    if character > _LAST_KEPT:
        return f"\\U{ord(character):08x}"
    return repr(character)[1:-1]


def width(text: str) -> int:
    """How wide the text is, as formatters count."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def render(value: Call | str, indent: int, before: int, after: int = 1) -> str:
    """The expression: flat where it fits, else exploded.

    `before` is what already stands on its line, indentation included; `after` what follows.
    """
    if isinstance(value, str):
        return value
    flat = _flat(value)
    # Twice the width of what is not ASCII: exploding is always stable, flattening is not.
    if not value.pieces or before + generous(flat) + after <= WIDTH:
        return flat
    inner = indent + _INDENT
    lines = (
        f"{' ' * inner}{piece.lead}{render(piece.value, inner, inner + generous(piece.lead))},\n"
        for piece in value.pieces
    )
    return f"{value.opening}\n{''.join(lines)}{' ' * indent}{value.closing}"


def _flat(value: Call | str) -> str:
    if isinstance(value, str):
        return value
    inside = ", ".join(piece.lead + _flat(piece.value) for piece in value.pieces)
    return f"{value.opening}{inside}{value.closing}"


def generous(text: str) -> int:
    """No less than how wide the text is."""
    if text.isascii():
        return len(text)
    return len(text) + sum(not character.isascii() for character in text)


def docstring(
    summary: str,
    paragraphs: Iterable[str] = (),
    section: str = "Args",
    entries: Iterable[Entry] = (),
    *,
    indent: int,
) -> str:
    """A docstring in Google's style, quotes included; its first line is not indented."""
    pad = " " * indent
    blocks = [[_first_line(summary)]]
    blocks += [list(_wrapped(text, indent, indent)) for text in paragraphs if text.strip()]
    listed = [line for entry in entries for line in _entry_lines(entry, indent + _INDENT)]
    if listed:
        blocks.append([f"{pad}{section}:", *listed])
    text = "\n\n".join("\n".join(block) for block in blocks)
    ending = f"\n{pad}" if len(blocks) > 1 else ""
    prefix = "r" if "\\" in text else ""
    return f'{prefix}"""{text}{ending}"""'


def _entry_lines(entry: Entry, indent: int) -> Iterator[str]:
    text = f"{entry.name}: {entry.text.strip() or 'Not described in the plan.'}"
    return _wrapped(text, indent, indent + _INDENT)


def _wrapped(text: str, indent: int, further: int) -> Iterator[str]:
    """The paragraph in lines that no docstring checker takes for a heading."""
    lines = textwrap.wrap(
        _clean(text), WIDTH - further, break_long_words=False, break_on_hyphens=False
    )
    joined: list[str] = []
    for line in lines:
        if joined and (_is_heading(line) or _is_heading(joined[-1])):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    for number, line in enumerate(joined):
        yield " " * (further if number else indent) + line


def _is_heading(line: str) -> bool:
    return line.rstrip(":").strip().lower() in _SECTIONS


def _clean(text: str) -> str:
    """The text on one line; characters that cannot be seen are spelt out."""
    line = " ".join(text.split())
    seen = line if line.isprintable() else "".join(map(_shown, line))
    return seen.replace('"""', "'''")


def _shown(character: str) -> str:
    if unicodedata.category(character) in _HIDDEN:
        return f"<U+{ord(character):04X}>"
    return character


def _first_line(text: str) -> str:
    """The summary: it begins with a capital, and with no quote that could join the opening ones."""
    line = _clean(text)
    if line.startswith('"'):
        line = line.replace('"', "'")
    return line[:1].upper() + line[1:] if re.match("[a-z]", line) else line
