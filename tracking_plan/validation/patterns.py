"""Regular expressions of a plan: ECMA-262, of the kind that a linear-time engine runs."""

import re
from functools import cache

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_CLASS = re.compile(r"\[[^\]]*\]")  # in a pattern without escapes

# The plain kind: ASCII literals and classes, \\d and \\w, each counted at most once, and groups of
# them that nothing repeats.
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
def fault(pattern: str) -> str | None:
    """What is wrong with a pattern; None where nothing is."""
    if plain(pattern) is not None:
        return None
    from tracking_plan.validation.ecma.cursor import PatternError  # costs 15 ms, as the engine does
    from tracking_plan.validation.ecma.rust import rust_pattern

    try:
        return _engine_fault(rust_pattern(pattern))
    except PatternError as error:
        return str(error)


@cache
def plain(pattern: str) -> re.Pattern[str] | None:
    """The pattern as `re` runs it, to be searched; None where it is not of the plain kind.

    Most patterns are (`^[A-Z]{2}$`), and `re` and a linear engine read them alike. Importing the
    engine takes as long as reading a plan of a hundred events.
    """
    if len(pattern) > _MAX_LENGTH or not _PLAIN.fullmatch(pattern):
        return None
    classes = "".join(_CLASS.findall(_ESCAPED.sub("", pattern)))
    if any(low > high or not _is_one_kind(low, high) for low, high in _RANGE.findall(classes)):
        return None
    if any(int(low) > int(high) for low, high in _BOUNDS.findall(pattern)):
        return None
    bare = _bare(pattern)
    if len(_LOOP.findall(bare)) > _MAX_LOOPS or len(_CHOICE.findall(bare)) > _MAX_CHOICES:
        return None
    # ECMA's `$` is the very end; that of `re` is also before a last line feed.
    return re.compile(pattern[:-1] + r"\Z" if bare.endswith("$") else pattern, re.ASCII)


@cache
def longest_text(pattern: str) -> int:
    """How long a text may be for `re` to search it for a plain pattern in an instant, at worst.

    Each loop, and the search for a beginning where the pattern has no `^`, may multiply the time by
    the length of the text, and each choice by two.
    """
    bare = _bare(pattern)
    powers = len(_LOOP.findall(bare)) + (not pattern.startswith("^"))
    steps = _MAX_STEPS >> len(_CHOICE.findall(bare))
    return int(steps ** (1 / powers)) if powers else steps


def _bare(pattern: str) -> str:
    """The pattern without escapes and classes."""
    return _CLASS.sub("", _ESCAPED.sub("", pattern))


def _is_one_kind(low: str, high: str) -> bool:
    """Whether both ends of a range are digits, or small, or capital letters."""
    return any(low in kind and high in kind for kind in _KINDS)


_KINDS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def escape(text: str) -> str:
    """A pattern of just this text: `re.escape` writes escapes that ECMA-262 does not have."""
    return _SYNTAX.sub(r"\\\g<0>", text)


_SYNTAX = re.compile(r"[$^.*+?()\[\]{}|\\/]")


def _engine_fault(translated: str) -> str | None:
    if _compiles(translated):
        return None
    lacking = [one for one in _PROPERTY.findall(translated) if not _compiles(one)]
    return f"the engine lacks the property `{lacking[0]}`" if lacking else "it is too large"


_PROPERTY = re.compile(r"\\[pP]\{[^}]*\}")


def _compiles(translated: str) -> bool:
    import jsonschema_rs  # costs 15 ms: only a plan that has other patterns pays for it

    from tracking_plan.validation.ecma.rust import MAX_SIZE

    schema = {"type": "string", "pattern": translated}
    options = jsonschema_rs.RegexOptions(size_limit=MAX_SIZE)
    try:
        jsonschema_rs.Draft202012Validator(schema, pattern_options=options)
    except ValueError:
        return False
    return True
