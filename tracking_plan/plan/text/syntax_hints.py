"""What a YAML syntax error means, in words, with what to do about it."""

import re

import yaml

Explained = tuple[str, str | None]

_RESERVED = {"%": "a per cent sign", "@": "an at sign", "`": "a backquote"}
_UNQUOTED_PATTERN = re.compile(r"[\[,:]\s*[^\s'\"\[{,]*[\^\\(][^'\"]*[\[{]")
_INNER = re.compile(r"[^,{}\[\]]+")
_KEY = re.compile(r"^\s*(?:-\s+)?([^:\s][^:]*):\s+(.*)$")


def is_unclosed_quote(error: yaml.MarkedYAMLError) -> bool:
    """Whether a quoted text has no end."""
    return "unexpected end of stream" in (error.problem or "")


def explain(error: yaml.MarkedYAMLError, line: str, column: int) -> Explained:
    """The message and the hint for a syntax error at `column` (from 0) of `line`."""
    problem = (error.problem or "not YAML").lower()
    character = line[column : column + 1]
    if "tab" in problem or character == "\t":
        return "a tab stands where YAML wants spaces", "indent with spaces"
    for part, explained in _TABLE:
        if part in problem:
            return explained(error, line, column)
    return problem, None


def _start(error: yaml.MarkedYAMLError, line: str, column: int) -> Explained:
    character = line[column : column + 1]
    name = _RESERVED.get(character, f"the character {character!r}")
    return f"a value cannot begin with {name}", _quote(line, column)


def _escape(error: yaml.MarkedYAMLError, line: str, column: int) -> Explained:
    return (
        "a backslash in double quotes begins an escape, and this is none",
        "use single quotes: nothing is escaped in them",
    )


def _colon(error: yaml.MarkedYAMLError, line: str, column: int) -> Explained:
    match = _KEY.match(line)
    if match and ": " in match[2]:
        return "a colon and a space in plain text begin another key", _quote(line)
    return "a key cannot stand here", "check the indentation of this line and the one above"


def _flow(error: yaml.MarkedYAMLError, line: str, column: int) -> Explained:
    opening, closing = ("[", "]") if "]" in (error.problem or "") else ("{", "}")
    where = f" opened in line {error.context_mark.line + 1}" if error.context_mark else ""
    if line[column : column + 1] == ":" and _is_in_one_line(error):
        return "a colon and a space in plain text begin another key", "quote the value"
    if _UNQUOTED_PATTERN.search(line):
        return (
            f"a bracket or brace in plain text ends or begins a {opening} {closing} list",
            "quote the pattern, with single quotes",
        )
    return (
        f"the {opening}{where} is not closed before this",
        f"add the missing '{closing}' or ',', or quote text that holds brackets",
    )


def _is_in_one_line(error: yaml.MarkedYAMLError) -> bool:
    """Whether what is broken began in the line of the problem."""
    began, broke = error.context_mark, error.problem_mark
    return began is not None and broke is not None and began.line == broke.line


def _string_end(error: yaml.MarkedYAMLError, line: str, column: int) -> Explained:
    return "a quoted text begins here that has no closing quote", "add it"


def _expected_key(error: yaml.MarkedYAMLError, line: str, column: int) -> Explained:
    if line[: len(line) - len(line.lstrip())] and error.context_mark:
        return (
            "this line fits no level above it",
            f"indent it like the keys of its block (which begins in line "
            f"{error.context_mark.line + 1}), or quote text that holds quotes",
        )
    return "a key is expected here", "text after a closing quote must be inside the quotes"


def _dash(error: yaml.MarkedYAMLError, line: str, column: int) -> Explained:
    return "a list item is expected here, beginning with '-'", "check the indentation"


def _no_colon(error: yaml.MarkedYAMLError, line: str, column: int) -> Explained:
    return "a key without a colon", "write `key: value`"


_TABLE = (
    ("cannot start any token", _start),
    ("unknown escape character", _escape),
    ("mapping values are not allowed", _colon),
    ("expected ',' or", _flow),
    ("unexpected end of stream", _string_end),
    ("did not find expected key", _expected_key),
    ("expected '-' indicator", _dash),
    ("could not find expected ':'", _no_colon),
)


def _quote(line: str, column: int | None = None) -> str:
    """The hint to quote the value of `line`, spelled out where the line shows which.

    `column` is where the value begins; None: behind the line's first colon.
    """
    match = _KEY.match(line)
    if match is None or len(line) > 100:
        return "quote the value"
    key, value = match[1], match[2].strip()
    if value[:1] not in ("{", "["):
        return f"quote it: {key}: '" + value.replace("'", "''") + "'"
    inner = _INNER.match(line, column) if column is not None else None
    return "quote it: '" + inner[0].strip().replace("'", "''") + "'" if inner else "quote the value"
