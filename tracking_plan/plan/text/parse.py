"""YAML text to nodes with places, and the problems of the text itself.

libyaml's events are turned into slim nodes directly: composing PyYAML's own nodes takes five
times as long on a large plan. Only what YAML 1.2 core and a plan need is accepted; the rest
(merge keys, tags, several documents, keys that are not scalars) is reported and left out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import NamedTuple

import yaml

from tracking_plan import git_lfs
from tracking_plan.finding import Code
from tracking_plan.place import Place, Span, lines_of
from tracking_plan.plan.codes import text as text_codes
from tracking_plan.plan.text import problems
from tracking_plan.plan.text import syntax_hints as hints
from tracking_plan.plan.text.causes import likely_cause
from tracking_plan.plan.text.node_builder import (
    MAX_DEPTH,
    NodeBuilder,
    TooDeepError,
    place_of,
    too_deep_at,
)
from tracking_plan.plan.text.nodes import MappingNode, Mark, Node, SequenceNode
from tracking_plan.plan.text.problems import Problems, TooLargeError
from tracking_plan.regular_file import MAX_BYTES
from tracking_plan.rule import Found, Problem

_OTHER_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_BREAKS = "\x85\u2028\u2029"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_HASH = re.compile(r"[ \t]+(#[^\s#!].*)")


class Parsed(NamedTuple):
    """The root node of a document (None: it could not be read, or is empty) and its problems.

    `values` is how many keys, values and items it has; `commented` are the ids of the nodes without
    a value that a comment follows, with that comment.
    """

    root: Node | None
    found: tuple[Found, ...]
    values: int = 0
    commented: Mapping[int, str] = MappingProxyType({})


Parse = Callable[[str, str], Parsed]
"""What parses a text whose file has that path."""


def decode(content: bytes, path: str) -> str | Found:
    """The text of a UTF-8 file, without its byte order mark; a problem where it is none."""
    if len(content) > MAX_BYTES:
        return _file(
            text_codes.TOO_LARGE,
            path,
            f"the file has more than {MAX_BYTES // 1024 // 1024} MiB",
            "split the plan with `include`",
        )
    if git_lfs.is_pointer(content):
        return _file(text_codes.UNREADABLE, path, f"the file {git_lfs.SAYS}", git_lfs.HINT)
    other = next((name for mark, name in _OTHER_MARKS if content.startswith(mark)), None)
    if other is not None:
        return _file(text_codes.NOT_UTF8, path, f"the file is {other}", "save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        at = Place(path=path, span=_span_at(before, len(before)))
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        problem = Problem(message=message, at=at, hint="save the file as UTF-8")
        return text_codes.NOT_UTF8, problem


def parse(text: str, path: str) -> Parsed:
    """The nodes of the one document in `text`; never raises, whatever the text."""
    bad = next((c for c in _BREAKS if c in text), None)
    if bad is not None:
        return Parsed(root=None, found=(_bad_character(text, path, text.index(bad)),))
    found: list[Found] = Problems()
    root: Node | None = None
    values = 0
    commented: dict[int, str] = {}
    try:
        root, values = _document(text, path, found)
        if root is not None:
            found.extend(_cut_texts(text, path, root, commented))
    except UnicodeEncodeError as error:  # a lone surrogate, which no file can hold
        found.append(_bad_character(text, path, error.start))
    except yaml.reader.ReaderError:
        bad_character = _CONTROL.search(text)
        at = bad_character.start() if bad_character else 0
        found.append(_bad_character(text, path, at))
    except yaml.MarkedYAMLError as error:
        deep = _too_deep_before(text, error)
        found.append(_too_deep(path, deep) if deep else _syntax(text, path, error))
    except TooDeepError as error:
        found.append(_too_deep(path, error.mark))
    except TooLargeError as error:
        return Parsed(root=None, found=(*found, error.found))
    return Parsed(root=root, found=tuple(found), values=values, commented=commented)


def _document(text: str, path: str, found: list[Found]) -> tuple[Node | None, int]:
    """The root node of `text`, and how many values it has; problems are added to `found`.

    Raises:
        yaml.YAMLError: the text is not YAML.
        TooDeepError: the nesting passes `MAX_DEPTH`.
        TooLargeError: there are more values, or more problems, than are looked at.
    """
    with _parser_of(text) as parser:
        builder = NodeBuilder(path, parser, found)
        return builder.document(), builder.values


def _too_deep_before(text: str, error: yaml.MarkedYAMLError) -> Mark | None:
    """Where the nesting passes `MAX_DEPTH` before `error`; None where it does not.

    The parser reads ahead, and may give up (for one, at a depth that is too great for itself)
    before it has reported a single bracket. What is before its error, or before the token
    that the error is in, does not fail there, and so shows how deep it is.
    """
    for mark in filter(None, (error.problem_mark, error.context_mark)):
        try:
            with _parser_of(text[: mark.index]) as parser:
                return too_deep_at(parser)
        except yaml.YAMLError:
            continue
    return None


@contextmanager
def _parser_of(text: str) -> Iterator[yaml.CSafeLoader]:
    parser = yaml.CSafeLoader(text)
    try:
        yield parser
    finally:
        parser.dispose()


def _cut_texts(text: str, path: str, root: Node, commented: dict[int, str]) -> list[Found]:
    """Warnings for texts that YAML cuts at a `#` which was meant as part of them.

    Where nothing is left of a text, its node and the comment are added to `commented`: whether a
    value is missed there, the format knows.
    """
    if " #" not in text and "\t#" not in text:
        return []
    lines = lines_of(text)
    tails = {number for number, line in enumerate(lines) if _HASH.search(line)}
    found: list[Found] = []
    todo: list[Node] = [root] if tails else []
    while todo:
        node = todo.pop()
        if isinstance(node, MappingNode):
            todo.extend(value for _, value in node.entries.values())
        elif isinstance(node, SequenceNode):
            todo.extend(node.items)
        elif node.plain and node.end.line in tails:
            rest = _HASH.match(lines[node.end.line], node.end.column)
            if rest and not node.text:
                commented[id(node)] = rest[1]
            elif rest:
                found.append(problems.cut_text(path, node, rest[1]))
    return found


def _too_deep(path: str, mark: Mark) -> Found:
    message = f"nested more than {MAX_DEPTH} deep"
    problem = Problem(message=message, at=place_of(mark, path), hint="flatten it")
    return text_codes.TOO_DEEP, problem


def _syntax(text: str, path: str, error: yaml.MarkedYAMLError) -> Found:
    mark = error.problem_mark or error.context_mark
    if hints.is_unclosed_quote(error):  # which shows at the end of the file only
        mark = error.context_mark or mark
    lines = lines_of(text)
    cause = likely_cause(error, lines)
    if cause is not None:
        at = Place(path=path, span=cause.span)
        return text_codes.SYNTAX, Problem(message=cause.message, at=at, hint=cause.hint)
    line = min(mark.line, max(len(lines) - 1, 0)) if mark else 0
    column = mark.column if mark and line == mark.line else 0
    span = Span(line=line + 1, column=column + 1, end_line=line + 1, end_column=column + 2)
    message, hint = hints.explain(error, lines[line] if lines else "", column)
    return text_codes.SYNTAX, Problem(message=message, at=Place(path=path, span=span), hint=hint)


def _bad_character(text: str, path: str, index: int) -> Found:
    point = ord(text[index])
    span = _span_at(text, index)
    hint = f'remove it, or write it as "\\u{point:04x}" in double quotes'
    message = f"character U+{point:04X} is not allowed in YAML text"
    return text_codes.BAD_CHARACTER, Problem(
        message=message, at=Place(path=path, span=span), hint=hint
    )


def _span_at(text: str, index: int) -> Span:
    """The span of the one character at `index`."""
    before = lines_of(text[:index])
    line, column = len(before), len(before[-1]) + 1
    return Span(line=line, column=column, end_line=line, end_column=column + 1)


def _file(code: Code, path: str, message: str, hint: str) -> Found:
    return code, Problem(message=message, at=Place(path=path), hint=hint)
