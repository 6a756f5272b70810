"""Other names under which a project exports the functions that adapters describe."""

import re
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from tracking_plan.usage.sdks.shape import TrackingFunction

GivenNames = list[list[str]]
"""The names that a text gives to each of some functions."""
NameFinder = Callable[[bytes], GivenNames]

_OF_FOLDERS = frozenset({"index", "__init__", "src", ""})


def own_name(function: TrackingFunction) -> TrackingFunction:
    """The function, which may be called as its module is: `import analytics from './analytics'`."""
    last = re.split(r"[./]", function.module or "")[-1]
    is_name = last not in _OF_FOLDERS and last.isidentifier()
    return replace(function, aliases=frozenset({last})) if is_name else function


def renamed(
    functions: Iterable[TrackingFunction],
    found: Callable[[NameFinder], Iterable[GivenNames]],
) -> tuple[TrackingFunction, ...]:
    """The functions with the names that the text of files gives to them.

    Only those that have to come from a module: what a name means is looked up for these. `found`
    has a finder look into each of the files.
    """
    known = tuple(functions)
    wanted = [one for one in known if one.module]
    if not wanted:
        return known
    given = [set[str]() for _ in wanted]
    for several in found(_finder(wanted)):
        for names, more in zip(given, several, strict=True):
            names.update(more)
    named = {id(one): names for one, names in zip(wanted, given, strict=True)}
    return tuple(
        replace(one, aliases=one.aliases | named[id(one)]) if one.module else one for one in known
    )


def _finder(functions: Iterable[TrackingFunction]) -> NameFinder:
    """What finds the names that a text gives to each of some functions."""
    finders = [_names_of(one) for one in functions]
    return lambda content: [find(content) for find in finders]


def _names_of(function: TrackingFunction) -> Callable[[bytes], list[str]]:
    name = function.signature.name
    words = tuple(word.encode() for word in (name, *function.aliases))
    patterns = (_pattern(name), *map(_of_default, sorted(function.aliases)))

    def names(content: bytes) -> list[str]:
        if not any(word in content for word in words):
            return []
        matches = (match for pattern in patterns for match in pattern.finditer(content))
        found = {one for match in matches for one in match.groups() if one}
        return sorted({one.decode("ascii") for one in found} - {"default", name})

    return names


def _of_default(module: str) -> re.Pattern[bytes]:
    """`export { default as send } from './track'`: the new name."""
    word = re.escape(module).encode()
    return re.compile(
        rb"(?<![\w$])default\s+as\s+([A-Za-z_$][\w$]*)[^;\n]*from\s*['\"](?:[^'\"\n]*/)?"
        + word
        + rb"(?:\.\w+)?['\"]"
    )


def _pattern(name: str) -> re.Pattern[bytes]:
    """`track as send`, `send = api.track`: the new name."""
    word = re.escape(name).encode()
    path = rb"(?:[A-Za-z_$][\w$]*\.)*"
    return re.compile(
        rb"(?<![\w$])" + word + rb"\s+as\s+([A-Za-z_$][\w$]*)"
        rb"|([A-Za-z_$][\w$]*)\s*=\s*" + path + word + rb"(?![\w$]|\s*\()"
    )
