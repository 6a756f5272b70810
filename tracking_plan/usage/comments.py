"""Comments addressed to this tool: suppressions, and the events that a call sends."""

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from tracking_plan.place import Place, Span
from tracking_plan.suppression import Suppression, parse_comment
from tracking_plan.usage.facts.call import Call, Resolution, SentEvent
from tracking_plan.usage.facts.comment import Comment

_SENDS = re.compile(r"tracking-plan:\s*sends\s+(.+)", re.DOTALL)
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
_END_OF_LINE = 1_000_000_000


def suppressions(
    path: str, comments: Iterable[Comment], calls: Iterable[Call]
) -> tuple[Suppression, ...]:
    """The suppressions of a file, each with what it covers."""
    comments, spans = tuple(comments), tuple(call.at.span for call in calls if call.at.span)
    alone, starting = _alone(comments), _by_line(spans)
    found = (
        parse_comment(
            comment.text,
            at=Place(path=path, span=comment.at),
            covers=Place(path=path, span=_covered(_line(comment, alone), starting)),
        )
        for comment in comments
    )
    return tuple(suppression for suppression in found if suppression is not None)


def with_declared(
    path: str, comments: Iterable[Comment], calls: Iterable[Call]
) -> tuple[Call, ...]:
    """The calls, with the events that comments say they send."""
    comments, finished = tuple(comments), list(calls)
    alone, indices = _alone(comments), dict[int, list[int]]()
    for index, call in enumerate(finished):
        if call.at.span:
            indices.setdefault(call.at.span.line, []).append(index)
    for comment in comments:
        match = _SENDS.search(comment.text)
        names = _names(match[1]) if match else ()
        for index in indices.get(_line(comment, alone), ()) if names else ():
            at = Place(path=path, span=comment.at)
            finished[index] = _declared(finished[index], names, at)
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


def _alone(comments: Iterable[Comment]) -> Mapping[int, int]:
    """For the first line of each comment that is alone, the next one without such a comment."""
    ends = {comment.at.line: comment.at.end_line for comment in comments if comment.is_alone}
    behind: dict[int, int] = {}
    for line in sorted(ends, reverse=True):
        behind[line] = behind.get(ends[line] + 1, ends[line] + 1)
    return behind


def _by_line(spans: Iterable[Span]) -> Mapping[int, list[Span]]:
    """The spans by the lines on which they begin."""
    found: dict[int, list[Span]] = {}
    for span in spans:
        found.setdefault(span.line, []).append(span)
    return found


def _line(comment: Comment, alone: Mapping[int, int]) -> int:
    """The comment's own line; where it is alone on it, the next one without such a comment."""
    line = comment.at.end_line if comment.is_before else comment.at.line
    return alone.get(line, line) if comment.is_alone else line


def _covered(line: int, starting: Mapping[int, list[Span]]) -> Span:
    """The line, and all of the calls that begin on it."""
    ends = [(span.end_line, span.end_column) for span in starting.get(line, ())]
    end_line, end_column = max([(line, _END_OF_LINE), *ends])
    return Span(line=line, column=1, end_line=end_line, end_column=end_column)
