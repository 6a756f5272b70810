"""YAML text to nodes that remember where they stand, and the problems of the text itself.

libyaml's events are turned into slim nodes directly: composing PyYAML's own nodes takes five
times as long on a large plan. Only what YAML 1.2 core and a plan need is accepted; the rest
(merge keys, tags, several documents, keys that are not scalars) is reported and left out.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from tracking_plan.finding import Code
from tracking_plan.plan import codes, hints
from tracking_plan.rule import Problem
from tracking_plan.source import MappingNode, Mark, Node, Place, Scalar, SequenceNode, Span, span_of

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 100
MAX_ALIASED_NODES = 100_000

Found = tuple[Code, Problem]

_CORE_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "!"}
_BREAKS = re.compile("[\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_HASH = re.compile(r"[ \t](#[^\s#!][^\n]*)")
_NUMBER_LIKE = re.compile(r"[-+]?0[0-9]+|[-+]?[0-9][0-9.]*[eE][-+]?[0-9]+|0[ox][0-9a-fA-F]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The root node of a document (None: it could not be read, or is empty) and its problems."""

    root: Node | None
    found: tuple[Found, ...]


def decode(content: bytes, path: str) -> str | Found:
    """The text of a UTF-8 file, without its byte order mark; a problem where it is none."""
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1024 / 1024:.0f} MiB"
        return _file(
            codes.TOO_LARGE,
            path,
            f"the file has {size}, more than the {MAX_BYTES // 1024 // 1024} MiB that are read",
            "split the plan with `include`",
        )
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _file(codes.NOT_UTF8, path, "the file is UTF-16", "save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        at = Place(path=path, span=_span_at(before, len(before)))
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        problem = Problem(message=message, at=at, hint="save the file as UTF-8")
        return codes.NOT_UTF8, problem


def parse(text: str, path: str) -> Parsed:
    """The nodes of the one document in `text`; never raises, whatever the text."""
    bad = _CONTROL.search(text) or _BREAKS.search(text)
    if bad:
        return Parsed(root=None, found=(_bad_character(text, path, bad),))
    builder = _Builder(path)
    parser = yaml.CSafeLoader(text)
    try:
        builder.drain(parser)
    except yaml.MarkedYAMLError as error:
        builder.found.append(_syntax(text, path, error))
        builder.root = None
    except _TooDeepError as error:
        builder.report(
            codes.TOO_DEEP, error.mark, f"nested more than {MAX_DEPTH} deep", "flatten it"
        )
        builder.root = None
    finally:
        parser.dispose()
    if builder.root is not None:
        builder.found.extend(_cut_texts(text, path, builder.root))
    return Parsed(root=builder.root, found=tuple(builder.found))


class _TooDeepError(Exception):
    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark


class _Builder:
    """Turns parser events into nodes: a method per kind of event, for a parser without recursion.

    `_stack` holds the open containers; for each, `_keys` holds the key that waits for its value,
    and `_sizes_before` how many nodes there were when it was opened.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.root: Node | None = None
        self.found: list[Found] = []
        self._stack: list[MappingNode | SequenceNode] = []
        self._keys: list[Scalar | None] = []
        self._sizes_before: list[int] = []
        self._documents = 0
        self._nodes = 0
        self._aliased = 0
        self._anchors: dict[str, Node] = {}
        self._sizes: dict[int, int] = {}

    def report(self, code: Code, mark: Mark, message: str, hint: str | None = None) -> None:
        """Note a problem at the character of `mark`."""
        self.found.append((code, Problem(message=message, at=self._place(mark), hint=hint)))

    def drain(self, parser: Any) -> None:
        """Build the first document.

        Raises:
            yaml.MarkedYAMLError: the text is not YAML.
            _TooDeepError: the nesting passes `MAX_DEPTH`.
        """
        takes = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_mapping,
            yaml.SequenceStartEvent: self._open_sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        next_event = parser.get_event
        while (event := next_event()) is not None:
            take = takes.get(event.__class__)
            if take is not None:
                take(event)
            if self._documents > 1:
                return

    def _scalar(self, event: Any) -> None:
        plain = event.style == "" and event.tag is None
        node = Scalar(event.value, plain, event.start_mark, event.end_mark)
        if event.tag is not None:
            self._tagged(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        self._nodes += 1
        self._add(node)

    def _open_mapping(self, event: Any) -> None:
        self._open(event, MappingNode(event.start_mark))

    def _open_sequence(self, event: Any) -> None:
        self._open(event, SequenceNode(event.start_mark))

    def _open(self, event: Any, node: MappingNode | SequenceNode) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise _TooDeepError(event.start_mark)
        if event.tag is not None:
            self._tagged(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        self._stack.append(node)
        self._keys.append(None)
        self._sizes_before.append(self._nodes)
        self._nodes += 1

    def _close(self, event: Any) -> None:
        node = self._stack.pop()
        self._keys.pop()
        node.end = _end(node, event.end_mark, event.start_mark)
        before = self._sizes_before.pop()
        if self._anchors:
            self._sizes[id(node)] = self._nodes - before
        self._add(node)

    def _add(self, node: Node) -> None:
        """Give a finished node to the container that is open: as its item, key or value."""
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        if isinstance(top, SequenceNode):
            top.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = self._key(node)
        else:
            self._entry(top, key, node)
            self._keys[-1] = None

    def _skip(self) -> None:
        """Leave out a node that stands for nothing, and the key before it."""
        if self._keys and self._keys[-1] is not None:
            self._keys[-1] = None

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.report(
            codes.UNSUPPORTED_YAML, node.start, "a key must be plain text", "write a name as key"
        )
        return Scalar(_NO_KEY, False, node.start, node.end)

    def _entry(self, top: MappingNode, key: Scalar, node: Node) -> None:
        text = key.text
        if text in top.entries:
            first = top.entries[text][0]
            place = Place(path=self.path, span=span_of(first))
            self.found.append(
                codes.duplicate(text, Place(path=self.path, span=span_of(key)), place)
            )
        elif text == "<<" and key.plain:
            self.report(
                codes.MERGE_KEY,
                key.start,
                "merge keys (<<) are not supported",
                "define the property under `shared` and use `ref`, or put it under `common`",
            )
        elif text is not _NO_KEY:
            top.entries[text] = (key, node)

    def _alias(self, event: Any) -> None:
        fault = self._alias_fault(event)
        if fault is None:
            self._add(self._anchors[event.anchor])
            return
        message, hint = fault
        if message:
            self.report(codes.BAD_ALIAS, event.start_mark, message, hint)
        self._skip()

    def _alias_fault(self, event: Any) -> tuple[str, str | None] | None:
        """Why an alias stands for nothing; an empty message where that was said before."""
        name = event.anchor
        node = self._anchors.get(name)
        if node is None:
            return f"no anchor &{name} stands before this", None
        if any(node is opened for opened in self._stack):
            return f"the alias *{name} contains itself", None
        size = self._sizes.get(id(node), 1)
        said = self._aliased > MAX_ALIASED_NODES
        self._aliased += size
        self._nodes += size
        if self._aliased <= MAX_ALIASED_NODES:
            return None
        message = f"aliases expand to more than {MAX_ALIASED_NODES:,} values"
        return "" if said else message, "define the property under `shared` and use `ref`"

    def _tagged(self, event: Any) -> None:
        if event.tag not in _CORE_TAGS:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.report(
                codes.UNSUPPORTED_YAML,
                event.start_mark,
                f"the tag {tag} is not supported",
                "remove it; quote the value to make it text",
            )

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self.report(
                codes.UNSUPPORTED_YAML,
                event.start_mark,
                "a second document begins here; only the first is read",
                "put it in a file of its own and `include` that",
            )

    def _place(self, mark: Mark) -> Place:
        line, column = mark.line + 1, mark.column + 1
        span = Span(line=line, column=column, end_line=line, end_column=column + 1)
        return Place(path=self.path, span=span)


_NO_KEY = "\0"  # stands for a key that is not text; no file can contain it


def _end(node: MappingNode | SequenceNode, end: Mark, start: Mark) -> Mark:
    """Where a container ends: a block one has no end of its own but that of its last value."""
    if end.index != start.index:  # a closing bracket
        return end
    if isinstance(node, SequenceNode):
        return node.items[-1].end if node.items else end
    if not node.entries:
        return end
    key, value = next(reversed(node.entries.values()))
    return max(key.end, value.end, key=lambda mark: mark.index)


def _cut_texts(text: str, path: str, root: Node) -> list[Found]:
    """Warnings for texts that YAML cuts at a `#` which was meant as part of them."""
    marks = {}
    for match in _HASH.finditer(text):
        span = _span_at(text, match.start(1))
        marks[span.line] = (span.column, match[1])
    if not marks:
        return []
    found: list[Found] = []
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, MappingNode):
            todo.extend(value for _, value in node.entries.values())
        elif isinstance(node, SequenceNode):
            todo.extend(node.items)
        elif node.plain and node.text and (node.end.line + 1) in marks:
            column, rest = marks[node.end.line + 1]
            if column > node.end.column:
                found.append(codes.cut_text(path, node, rest))
    return found


def ambiguous_number(node: Scalar) -> bool:
    """Whether plain text is read as a number that is written differently (`01`, `1e3`, `0x10`)."""
    return node.plain and bool(_NUMBER_LIKE.fullmatch(node.text))


def _syntax(text: str, path: str, error: yaml.MarkedYAMLError) -> Found:
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines()
    line = min(mark.line, max(len(lines) - 1, 0)) if mark else 0
    column = mark.column if mark and line == mark.line else 0
    span = Span(line=line + 1, column=column + 1, end_line=line + 1, end_column=column + 2)
    message, hint = hints.explain(error, lines[line] if lines else "", column)
    return codes.SYNTAX, Problem(message=message, at=Place(path=path, span=span), hint=hint)


def _bad_character(text: str, path: str, bad: re.Match[str]) -> Found:
    point = ord(bad[0])
    span = _span_at(text, bad.start())
    hint = f'remove it, or write it as "\\u{point:04x}" in double quotes'
    message = f"character U+{point:04X} is not allowed in YAML text"
    return codes.BAD_CHARACTER, Problem(message=message, at=Place(path=path, span=span), hint=hint)


def _span_at(text: str, index: int) -> Span:
    """The span of the one character at `index`."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Span(line=line, column=column, end_line=line, end_column=column + 1)


def _file(code: Code, path: str, message: str, hint: str) -> Found:
    return code, Problem(message=message, at=Place(path=path), hint=hint)
