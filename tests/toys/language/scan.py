"""The facts of a file, line by line."""

import re
from collections.abc import Iterable, Iterator

from tracking_plan.place import Span
from tracking_plan.usage.facts.comment import Comment
from tracking_plan.usage.facts.expression import Argument, Entry, Invocation, Literal, Name, Table
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.regions import Regions
from tracking_plan.usage.facts.unparsed import Unparsed
from tracking_plan.usage.languages.language import FileContent

_CALL = re.compile(r'^(?P<name>\w+)! "(?P<event>[^"]*)"(?: with (?P<key>\w+)=(?P<value>\d+))?')


def scan(file: FileContent, names: frozenset[str]) -> Module:
    """The calls and comments of a file."""
    lines = file.content.decode().splitlines()
    return Module(
        path=file.path,
        name=file.name,
        language=file.language,
        regions=Regions(len(file.content), ()),
        bindings=(),
        uses=lambda name: (),
        invocations=lambda: _invocations(lines, names),
        comments=lambda: (
            Comment(text=line, at=_span(number, line), is_alone=True)
            for number, line in enumerate(lines, 1)
            if line.startswith(";;")
        ),
        unparsed=Unparsed,
    )


def _invocations(lines: Iterable[str], names: frozenset[str]) -> Iterator[Invocation]:
    for number, line in enumerate(lines, 1):
        match = _CALL.match(line)
        if match is None or match["name"] not in names:
            continue
        at = _span(number, line)
        entries = (
            (Entry(key=Literal(at=at, value=match["key"]), value=Literal(at=at, value=1)),)
            if match["key"]
            else ()
        )
        yield Invocation(
            at=at,
            callee=Name(at=at, text=match["name"], offset=0),
            arguments=(
                Argument(value=Literal(at=at, value=match["event"])),
                Argument(value=Table(at=at, entries=entries)),
            ),
            offset=number,
        )


def _span(number: int, line: str) -> Span:
    return Span(line=number, column=1, end_line=number, end_column=len(line) + 1)
