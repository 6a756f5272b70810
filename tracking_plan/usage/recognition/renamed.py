"""Other names under which a project exports the functions that adapters describe."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from tracking_plan.usage.languages.language import FileContent
from tracking_plan.usage.sdks.shape import TrackingFunction

_OF_FOLDERS = frozenset({"index", "__init__", "src", ""})


def own_name(function: TrackingFunction) -> TrackingFunction:
    """The function, which may be called as its module is: `import analytics from './analytics'`."""
    last = re.split(r"[./]", function.module or "")[-1]
    is_name = last not in _OF_FOLDERS and last.isidentifier()
    return replace(function, aliases=frozenset({last})) if is_name else function


def renamed(
    functions: Iterable[TrackingFunction], files: Iterable[FileContent]
) -> tuple[TrackingFunction, ...]:
    """The functions with the names that the text of files gives to them.

    Only those that have to come from a module: what a name means is looked up for these.
    """
    known, files = tuple(functions), tuple(files)
    return tuple(_with_names(one, files) if one.module else one for one in known)


def _with_names(function: TrackingFunction, files: Iterable[FileContent]) -> TrackingFunction:
    name = function.signature.name
    words = tuple(word.encode() for word in (name, *function.aliases))
    patterns = (_pattern(name), *map(_of_default, sorted(function.aliases)))
    matches = (
        match
        for file in files
        if any(word in file.content for word in words)
        for pattern in patterns
        for match in pattern.finditer(file.content)
    )
    found = {one for match in matches for one in match.groups() if one}
    given = {one.decode("ascii") for one in found} - {"default", name}
    return replace(function, aliases=function.aliases | given)


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
