"""The styles that names are written in: which names fit, and how a name would look in one."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tracking_plan.names.words import words

_SMALL = frozenset(
    """
    a an and as at but by for from if in into nor of off on onto or out over per so than the
    then to up via vs with without yet
    """.split()
)
_BRANDS = frozenset(
    """
    Google Apple Facebook Slack Stripe Twitter Microsoft Android Amazon Instagram Chrome
    Shopify Segment Zoom Figma Notion Discord Salesforce Zapier Altertable English I
    """.split()
)
_VERSION = re.compile(r"v\d+")
_SPLIT = re.compile(r"[ /|:]+|(?<=\w)-(?=\w)| - ")
_JOINER = re.compile(r"(?<=\w)[-./:|](?=\w)|[/:]")


def _is_capitalised(word: str) -> bool:
    """Whether a word begins with a capital or no letter, or is spelled as a brand or a version."""
    is_plain = word[:1].islower() and word[1:] == word[1:].lower()
    return not is_plain or _VERSION.fullmatch(word) is not None


def _is_title(name: str) -> bool:
    """Every word capitalised (`iOS` counts), but small words within may stay small."""
    if "_" in name or "  " in name:
        return False
    first, *rest = _bare_words(name)
    return (
        _is_capitalised(first)
        and all(_is_capitalised(word) or word in _SMALL for word in rest)
        and not _is_joined(name)
    )


def _is_joined(name: str) -> bool:
    """Whether a name without spaces has a hump: `CheckoutCompleted`, which is no title."""
    return " " not in name and len(words(name)) > 1 and not re.search(r"[\W]", name)


def _is_sentence(name: str) -> bool:
    """The first word capitalised, the others not, unless they are acronyms or brands."""
    if "_" in name or "  " in name:
        return False
    first, *rest = _bare_words(name)
    return (
        _is_capitalised(first)
        and not _is_joined(name)
        and all(
            not word[:1].isupper() or word[1:] != word[1:].lower() or word in _BRANDS
            for word in rest
        )
    )


def _bare_words(name: str) -> list[str]:
    found = [word.strip("()[]'\"&+.,!?-") for word in _SPLIT.split(name)]
    return [word for word in found if word] or [""]


def _is_lower(name: str) -> bool:
    return "_" not in name and "  " not in name and name == name.lower()


def _form(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda name: compiled.fullmatch(name) is not None


_LOWERS, _UPPERS = "0-9a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A way to write names. `fits` says whether a name does, `write` puts words into it.

    `is_spaced` says that blanks keep the words apart: `sign-in` may be a word of such a name, but
    shows nothing of how names are written here.
    """

    name: str
    fits: Callable[[str], bool]
    write: Callable[[tuple[str, ...]], str]
    is_spaced: bool = False

    @property
    def wording(self) -> str:
        """The style in a message: `user_id` is in lower case, too, but has no spaces."""
        return f"{self.name} with spaces" if self.name == "lower case" else self.name

    def shows_in(self, name: str) -> bool:
        """Whether a name that fits is a sign that names are written in this style."""
        is_joined = self.is_spaced and " " not in name and _JOINER.search(name) is not None
        return not is_joined and self.fits(name)


def _capital(word: str) -> str:
    return word if _is_capitalised(word) else word[:1].upper() + word[1:]


def _plain_capital(word: str) -> str:
    return word[:1].upper() + word[1:].lower()


def _write_title(pieces: tuple[str, ...]) -> str:
    inner = [word.lower() if word.lower() in _SMALL else _capital(word) for word in pieces[1:-1]]
    last = [_capital(word) for word in pieces[1:][-1:]]  # small or not: `Signed Up`
    return " ".join([_capital(pieces[0]), *inner, *last])


def _write_sentence(pieces: tuple[str, ...]) -> str:
    rest = [w if (w.isupper() and len(w) > 1) or w in _BRANDS else w.lower() for w in pieces[1:]]
    return " ".join([_capital(pieces[0]), *rest])


def _joined(separator: str) -> Callable[[tuple[str, ...]], str]:
    return lambda pieces: separator.join(word.lower() for word in pieces)


def _write_pascal(pieces: tuple[str, ...]) -> str:
    return "".join(map(_plain_capital, pieces))


def _write_camel(pieces: tuple[str, ...]) -> str:
    return pieces[0].lower() + _write_pascal(pieces[1:])


_ALL = (
    Style(name="Title Case", fits=_is_title, write=_write_title, is_spaced=True),
    Style(
        name="snake_case",
        fits=_form(rf"[{_LOWERS}]+(?:_[{_LOWERS}]+)*"),
        write=_joined("_"),
    ),
    Style(name="Sentence case", fits=_is_sentence, write=_write_sentence, is_spaced=True),
    Style(name="lower case", fits=_is_lower, write=_joined(" "), is_spaced=True),
    Style(
        name="kebab-case",
        fits=_form(rf"[{_LOWERS}]+(?:-[{_LOWERS}]+)*"),
        write=_joined("-"),
    ),
    Style(
        name="camelCase",
        fits=_form(rf"[a-zß-öø-ÿ][{_LOWERS}{_UPPERS}]*"),
        write=_write_camel,
    ),
    Style(
        name="PascalCase",
        fits=_form(rf"[{_UPPERS}][{_LOWERS}{_UPPERS}]*"),
        write=_write_pascal,
    ),
    Style(
        name="SCREAMING_SNAKE_CASE",
        fits=_form(rf"[0-9{_UPPERS}]+(?:_[0-9{_UPPERS}]+)*"),
        write=lambda pieces: "_".join(word.upper() for word in pieces),
    ),
    Style(
        name="dot.case",
        fits=_form(rf"[{_LOWERS}]+(?:\.[{_LOWERS}]+)*|[{_LOWERS}_]+(?:\.[{_LOWERS}_]+)+"),
        write=_joined("."),
    ),
)
STYLES: Mapping[str, Style] = {style.name: style for style in _ALL}


def is_cased(name: str) -> bool:
    """Whether the name has letters with a case, without which no style says anything about it."""
    return name.lower() != name.upper()


def prevailing(names: Iterable[str]) -> Style | None:
    """The style that more than half of the names show, and at least two; None: there is none.

    Where several styles do (`signup` fits five), it is the one that most names show; where these
    are as many, no style is clear.
    """
    cased = [name for name in names if is_cased(name)]
    counts = {style.name: sum(map(style.shows_in, cased)) for style in _ALL}
    most = max(counts.values())
    best = [style for style in _ALL if counts[style.name] == most]
    return best[0] if len(best) == 1 and most >= max(2, len(cased) // 2 + 1) else None


def rewrite(name: str, style: Style) -> str | None:
    """The name in the style; None where its words are unknown, or that changes nothing."""
    pieces = words(name)
    if not pieces:
        return None
    written = style.write(pieces)
    return written if written != name and style.fits(written) else None
