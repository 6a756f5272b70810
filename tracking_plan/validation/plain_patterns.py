r"""Patterns of the plain kind, which Python's `re` runs as a linear-time engine does.

Most patterns of plans are (`^[A-Z]{2}$`): ASCII literals and classes, `\d` and `\w`, each counted
at most once, and groups of them that nothing repeats. Importing the engine takes as long as reading
a plan of a hundred events, so this module reads the text of a pattern and imports nothing.
"""

import re
from functools import cache
from typing import NamedTuple

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_CLASS = re.compile(r"\[[^\]]*\]")  # in a pattern without escapes

_SAFE = r"[A-Za-z0-9 _:/@#%,;=<>!~&'\"-]"
_ITEM = r"(?:[A-Za-z0-9](?:-[A-Za-z0-9])?|[ _.:/@#%,;=+*?$]|\\[dw.\[\]\\/^-])"
_ATOM = rf"(?:{_SAFE}|\\[dw.+*?^$()\[\]{{}}|/\\]|\[\^?{_ITEM}+-?\])"
_COUNT = r"(?:[*+?]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\})"
_TERMS = rf"(?:{_ATOM}{_COUNT}?)*"
_GROUP = rf"\((?:\?:)?{_TERMS}(?:\|{_TERMS})*\)\??"
_PLAIN = re.compile(rf"\^?(?:{_ATOM}{_COUNT}?|{_GROUP})*\$?", re.ASCII)
_RANGE = re.compile(r"([A-Za-z0-9])-([A-Za-z0-9])")
_BOUNDS = re.compile(r"\{([0-9]+),([0-9]+)\}")
_LOOP = re.compile(r"[*+]|,[0-9]*\}")
_CHOICE = re.compile(r"\?(?!:)|\|")
_MAX_LOOPS = 2  # each further one could multiply the time that `re` takes by the text's length
_MAX_CHOICES = 8  # and each of these by two
_MAX_STEPS = 1_000_000  # of a search by `re`: some tens of milliseconds
_MAX_LENGTH = 200


@cache
def plain(pattern: str) -> re.Pattern[str] | None:
    """The pattern as `re` runs it, to be searched; None where it is not of the plain kind."""
    if len(pattern) > _MAX_LENGTH or not _PLAIN.fullmatch(pattern):
        return None
    classes = "".join(_CLASS.findall(_ESCAPED.sub("", pattern)))
    if any(low > high or not _is_one_kind(low, high) for low, high in _RANGE.findall(classes)):
        return None
    if any(int(low) > int(high) for low, high in _BOUNDS.findall(pattern)):
        return None
    most = effort(pattern)
    if most.loops > _MAX_LOOPS or most.choices > _MAX_CHOICES:
        return None
    # ECMA's `$` is the very end; that of `re` is also before a last line feed.
    return re.compile(pattern[:-1] + r"\Z" if _bare(pattern).endswith("$") else pattern, re.ASCII)


@cache
def longest_text(pattern: str) -> int:
    """How long a text may be for `re` to search it for a plain pattern in an instant, at worst."""
    most = effort(pattern)
    powers = most.loops + most.is_floating
    steps = _MAX_STEPS >> most.choices
    return int(steps ** (1 / powers)) if powers else steps


class Effort(NamedTuple):
    """What may multiply the time that `re` takes: `loops` by the length of the text, each.

    And so does the search for a beginning, where the pattern `is_floating`; `choices` by two each.
    """

    loops: int
    is_floating: bool
    choices: int


def effort(pattern: str) -> Effort:
    """What a search for a plain pattern may take, at worst, as far as its text shows.

    `codegen/targets/python/pattern_cost.py` knows more, by the pattern's tree: which of the loops
    and choices can give up characters that what follows takes as well. This never says less.
    """
    bare = _bare(pattern)
    return Effort(
        loops=len(_LOOP.findall(bare)),
        is_floating=not pattern.startswith("^"),
        choices=len(_CHOICE.findall(bare)),
    )


def _bare(pattern: str) -> str:
    """The pattern without escapes and classes."""
    return _CLASS.sub("", _ESCAPED.sub("", pattern))


def _is_one_kind(low: str, high: str) -> bool:
    """Whether both ends of a range are digits, or small, or capital letters."""
    return any(low in kind and high in kind for kind in _KINDS)


_KINDS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
