"""File patterns: `*` within a folder, `**` across folders, `?`, `[abc]` and `{a,b}`."""

import re
from collections.abc import Callable, Iterable

_TOKEN = re.compile(r"\*\*/|/\*\*$|\*\*|\*|\?|\[!?\]?[^\]/]*\]|\{[^{}]*\}|.", re.DOTALL)


def matcher(patterns: Iterable[str], *, below: bool = False) -> Callable[[str], bool]:
    """Whether a path (relative, with `/`) matches one of the patterns as a whole.

    With `below`, a pattern that matches a folder matches all in it, too: `web` means `web/**`.
    """
    sources = [_regex(pattern.removeprefix("./").rstrip("/")) for pattern in patterns]
    if not sources:
        return lambda path: False
    tail = "(?:/.*)?" if below else ""
    compiled = re.compile(f"(?:{'|'.join(sources)}){tail}", re.DOTALL)
    return lambda path: compiled.fullmatch(path) is not None


def literal(path: str) -> str:
    """The pattern that matches just this path."""
    return re.sub(r"([*?\[{])", r"[\1]", path)


def fixed_prefix(pattern: str) -> str:
    """The leading folders of a pattern without a wildcard: where to begin looking."""
    fixed = []
    for part in pattern.removeprefix("./").split("/")[:-1]:
        if any(character in part for character in "*?[{"):
            break
        fixed.append(part)
    return "/".join(fixed)


def _regex(pattern: str) -> str:
    if pattern in ("", "."):
        return ".*"
    return "".join(_token(token[0]) for token in _TOKEN.finditer(pattern))


def _token(token: str) -> str:
    simple = {"**/": "(?:[^/]+/)*", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if token in simple:
        return simple[token]
    if token[0] == "[" and len(token) > 2:
        inner = token[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return f"[^/{inner[1:]}]" if inner[0] == "!" else f"(?!/)[{inner}]"
    if token[0] == "{" and len(token) > 1:
        return "(?:" + "|".join(_regex(part) for part in token[1:-1].split(",")) + ")"
    return re.escape(token)
