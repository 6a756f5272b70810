"""Comments addressed to this tool: suppressions, and the events that a call sends."""

import re
from collections.abc import Iterable
from dataclasses import replace

from tracking_plan.place import Place, Span
from tracking_plan.suppression import Suppression, parse_comment
from tracking_plan.usage.facts.call import Call, Resolution, SentEvent
from tracking_plan.usage.facts.module import Comment

_SENDS = re.compile(r"tracking-plan:\s*sends\s+(.+)", re.DOTALL)
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
_END_OF_LINE = 1_000_000_000


def suppressions(
    path: str, comments: Iterable[Comment], calls: Iterable[Call]
) -> tuple[Suppression, ...]:
    """The suppressions of a file, each with what it covers."""
    comments, calls = tuple(comments), tuple(calls)
    found = (
        parse_comment(
            comment.text,
            at=Place(path=path, span=comment.at),
            covers=Place(path=path, span=_covered(comment, comments, calls)),
        )
        for comment in comments
    )
    return tuple(suppression for suppression in found if suppression is not None)


def with_declared(
    path: str, comments: Iterable[Comment], calls: Iterable[Call]
) -> tuple[Call, ...]:
    """The calls, with the events that comments say they send."""
    comments, finished = tuple(comments), list(calls)
    for comment in comments:
        match = _SENDS.search(comment.text)
        names = _names(match[1]) if match else ()
        lines = _lines(comment, comments)
        for index, call in enumerate(finished if names else ()):
            if call.at.span and lines.contains(call.at.span):
                finished[index] = _declared(call, names, Place(path=path, span=comment.at))
    return tuple(finished)


def _declared(call: Call, names: tuple[str, ...], at: Place) -> Call:
    sent = tuple(SentEvent(name=n, resolution=Resolution.LITERAL, at=at) for n in names)
    known = {event.name for event in sent}
    seen = tuple(event for event in call.events if event.name not in known)
    patterns = Resolution.PATTERN
    kept = tuple(event for event in seen if event.resolution is not patterns)
    return replace(call, events=(*kept, *sent), dynamic=None, is_doubtful=False)


def _names(text: str) -> tuple[str, ...]:
    names = (double or single for double, single in _QUOTED.findall(text))
    return tuple(re.sub(r"\\(.)", r"\1", name) for name in names if name)


def _lines(comment: Comment, comments: tuple[Comment, ...]) -> Span:
    """The comment's own line; where it is alone on it, the next one without such a comment."""
    line = comment.at.line
    if comment.is_alone:
        alone = {c.at.line: c.at.end_line for c in comments if c.is_alone}
        while line in alone:
            line = alone[line] + 1
    return Span(line=line, column=1, end_line=line, end_column=_END_OF_LINE)


def _covered(comment: Comment, comments: tuple[Comment, ...], calls: tuple[Call, ...]) -> Span:
    """The lines of a comment, and all of the calls that begin there."""
    lines = _lines(comment, comments)
    ends = [
        (call.at.span.end_line, call.at.span.end_column)
        for call in calls
        if call.at.span and lines.contains(call.at.span)
    ]
    end_line, end_column = max([(lines.end_line, lines.end_column), *ends])
    return lines._replace(end_line=end_line, end_column=end_column)
