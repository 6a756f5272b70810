"""What is wrong with a pattern of a plan: it is ECMA-262, of the kind that a linear engine runs."""

import re
from functools import cache

from tracking_plan.validation.plain_patterns import plain


@cache
def fault(pattern: str) -> str | None:
    """What is wrong with a pattern; None where nothing is."""
    if plain(pattern) is not None:
        return None
    from tracking_plan.validation.ecma.cursor import PatternError  # costs 15 ms, as the engine does
    from tracking_plan.validation.ecma.rust_pattern import rust_pattern

    try:
        return _engine_fault(rust_pattern(pattern))
    except PatternError as error:
        return str(error)


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

    from tracking_plan.validation.ecma.rust_pattern import MAX_SIZE

    schema = {"type": "string", "pattern": translated}
    options = jsonschema_rs.RegexOptions(size_limit=MAX_SIZE)
    try:
        jsonschema_rs.Draft202012Validator(schema, pattern_options=options)
    except ValueError:
        return False
    return True
