"""What causes a syntax error and is right elsewhere: comments, commas, texts in brackets."""

import re
from collections.abc import Sequence

from tracking_plan.plan.text.cause import Cause, span_in

_COMMENT = re.compile(r"^(?P<before> *|.*[\]}'\"],? +)(?P<mark>//|/\*)(?P<text>.*?)(?:\*/)?\s*$")
_COMMA = re.compile(r"^.*: +[\[{].*[\]}](?P<comma>\s*,)\s*(?:#.*)?$")
_DASH = re.compile(r"^ *(?:- +)?(?P<key>[^\s#'\"{\[][^:#]*?): +(?P<value>[-?] .*?)\s*$")
_INNER = re.compile(
    r"[{,]\s*(?P<key>[^\s#'\"{}\[\],:][^:#,{}\[\]]*?): +(?P<value>"
    r"[@`%][^,}\]]*"  # signs that begin no text
    r"|\*[\w-]*[^\w\s,}\]-][^,}\]]*|\*[\w-]+ +[^\s,}\]#][^,}\]]*"  # more than an alias
    r"|(?:\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]) *[^\s,}\]#:'\"][^,}\]]*)"
)


def comment(lines: Sequence[str], began: int, line: int) -> Cause | None:
    """A comment as other languages write it, alone or behind a bracket or a quote."""
    for number in range(max(began - 1, 0), line + 1):
        match = _COMMENT.match(lines[number])
        if match is not None:
            span = span_in(number, match.start("mark"), len(lines[number].rstrip()))
            said = match["text"].strip()
            return Cause(
                span, "a comment begins with '#'", f"write `# {said}`".replace("# `", "#`")
            )
    return None


def comma_behind(lines: Sequence[str], began: int, line: int) -> Cause | None:
    """A comma behind the bracket that closes a value, as between the members of JSON."""
    for number in sorted({line, began}, reverse=True):
        match = _COMMA.match(lines[number])
        text = lines[number]
        is_closed = all(text.count(a) == text.count(b) for a, b in ("{}", "[]"))
        if match is not None and is_closed:
            span = span_in(number, match.end("comma") - 1, match.end("comma"))
            return Cause(span, "a comma stands behind the closing bracket", "remove the comma")
    return None


def dash_in_value(lines: Sequence[str], began: int, line: int) -> Cause | None:
    """A text that begins like an entry of a list, behind its key."""
    match = _DASH.match(lines[line])
    if match is None:
        return None
    value = match["value"].replace("'", "''")
    return Cause(
        span_in(line, match.start("value"), match.end("value")),
        f"{match['value'][0]!r} and a blank begin no text",
        f"quote it: {match['key']}: '{value}'; an entry of a list stands in a line of its own",
    )


def text_in_brackets(lines: Sequence[str], began: int, line: int) -> Cause | None:
    """A text within `{ }` that begins as something else, and goes on."""
    for number in sorted({line, began}, reverse=True):
        match = _INNER.search(lines[number])
        if match is not None:
            value = match["value"].rstrip().replace("'", "''")
            return Cause(
                span_in(number, match.start("value"), match.start("value") + len(value)),
                f"a plain text cannot begin with {match['value'][0]!r}",
                f"quote it all: {match['key']}: '{value}'",
            )
    return None
