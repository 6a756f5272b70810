"""Regular expressions of a plan: ECMA-262, of the kind that a linear-time engine runs."""

import re
from functools import cache

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
_BACK_REFERENCE = re.compile(r"\\(?:[1-9]|k<)")
_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
_FOREIGN_GROUP = re.compile(r"\(\?(?!:|<[A-Za-z_$])")
_FOREIGN_ESCAPE = re.compile(r"\\[AzZGQEhHRXaeNg]")

# The plain kind: ASCII literals and classes, \\d and \\w, each counted at most once, and groups of
# them that nothing repeats.
_SAFE = r"[A-Za-z0-9 _:/@#%,;=<>!~&'\"-]"
_ITEM = r"(?:[A-Za-z0-9](?:-[A-Za-z0-9])?|[ _.:/@#%,;=+*?$]|\\[dw.\[\]\\/^-])"
_ATOM = rf"(?:{_SAFE}|\\[dw.+*?^$()\[\]{{}}|/\\-]|\[\^?{_ITEM}+-?\])"
_COUNT = r"(?:[*+?]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\})"
_TERMS = rf"(?:{_ATOM}{_COUNT}?)*+"
_GROUP = rf"\((?:\?:)?{_TERMS}(?:\|{_TERMS})*+\)\??"
_PLAIN = re.compile(rf"\^?(?:{_ATOM}{_COUNT}?|{_GROUP})*+\$?", re.ASCII)
_RANGE = re.compile(r"([A-Za-z0-9])-([A-Za-z0-9])")
_BOUNDS = re.compile(r"\{([0-9]+),([0-9]+)\}")
_LOOP = re.compile(r"[*+]|,[0-9]*\}")
_CHOICE = re.compile(r"\?(?!:)|\|")
_MAX_LOOPS = 2  # each further one could multiply the time that `re` takes by the text's length
_MAX_CHOICES = 8  # and each of these by two
_MAX_LENGTH = 200


@cache
def fault(pattern: str) -> str | None:
    """What is wrong with a pattern; None where nothing is."""
    if plain(pattern) is not None:
        return None
    bare = _ESCAPED.sub("", pattern)
    outside = _CLASS.sub("", bare)
    if _LOOK_AROUND.search(outside):
        return "look-around is not of the linear-time kind"
    if _BACK_REFERENCE.search(pattern):
        return "back-references are not of the linear-time kind"
    foreign = _FOREIGN_GROUP.search(outside) or _FOREIGN_ESCAPE.search(pattern)
    if foreign:
        return f"{foreign[0]!r} is not ECMA-262"
    return _engine_fault(pattern)


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
    bare = _CLASS.sub("", _ESCAPED.sub("", pattern))
    if len(_LOOP.findall(bare)) > _MAX_LOOPS or len(_CHOICE.findall(bare)) > _MAX_CHOICES:
        return None
    # ECMA's `$` is the very end; that of `re` is also before a last line feed.
    return re.compile(pattern[:-1] + r"\Z" if bare.endswith("$") else pattern, re.ASCII)


def _is_one_kind(low: str, high: str) -> bool:
    """Whether both ends of a range are digits, or small, or capital letters."""
    return any(low in kind and high in kind for kind in _KINDS)


_KINDS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _engine_fault(pattern: str) -> str | None:
    import jsonschema_rs  # costs 15 ms: only a plan that has other patterns pays for it

    schema = {"type": "string", "pattern": pattern}
    options = jsonschema_rs.RegexOptions()
    try:
        jsonschema_rs.Draft202012Validator(schema, pattern_options=options)
    except ValueError as error:
        is_large = "size limit" in str(error)
        return "it is too large" if is_large else "it is not a regular expression"
    return None
