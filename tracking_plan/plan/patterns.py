"""Regular expressions of a plan: ECMA-262, of the kind that a linear-time engine runs."""

import re
from functools import cache

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
_BACK_REFERENCE = re.compile(r"\\(?:[1-9]|k<)")
_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
_FOREIGN_GROUP = re.compile(r"\(\?(?!:|<[A-Za-z_$])")
_FOREIGN_ESCAPE = re.compile(r"\\[AzZGQEhHRXaeNg]")


@cache
def fault(pattern: str) -> str | None:
    """What is wrong with a pattern; None where nothing is."""
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


def _engine_fault(pattern: str) -> str | None:
    import jsonschema_rs  # costs 50 ms: only a plan that has patterns pays for it

    schema = {"type": "string", "pattern": pattern}
    options = jsonschema_rs.RegexOptions()
    try:
        jsonschema_rs.Draft202012Validator(schema, pattern_options=options)
    except ValueError:
        return "it is not a regular expression"
    return None
