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
from tracking_plan.plan import hints, shape_codes, text_codes
from tracking_plan.rule import Problem
from tracking_plan.source import MappingNode, Mark, Node, Place, Scalar, SequenceNode, Span, span_of

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 100
MAX_ALIASED_NODES = 100_000

Found = tuple[Code, Problem]

_SCALAR: Any = yaml.ScalarEvent
_CORE_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "!"}
_BREAKS = "\x85\u2028\u2029"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")
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
            text_codes.TOO_LARGE,
            path,
            f"the file has {size}, more than the {MAX_BYTES // 1024 // 1024} MiB that are read",
            "split the plan with `include`",
        )
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _file(text_codes.NOT_UTF8, path, "the file is UTF-16", "save it as UTF-8")
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
    try:
        parser = yaml.CSafeLoader(text)
    except UnicodeEncodeError as error:  # a lone surrogate, which no file can hold
        return Parsed(root=None, found=(_bad_character(text, path, error.start),))
    builder = _Builder(path, parser)
    root: Node | None = None
    try:
        root = builder.document()
    except yaml.reader.ReaderError:
        bad_character = _CONTROL.search(text)
        at = bad_character.start() if bad_character else 0
        builder.found.append(_bad_character(text, path, at))
    except yaml.MarkedYAMLError as error:
        builder.found.append(_syntax(text, path, error))
    except _TooDeepError as error:
        builder.report(
            text_codes.TOO_DEEP, error.mark, f"nested more than {MAX_DEPTH} deep", "flatten it"
        )
    finally:
        parser.dispose()
    if root is not None:
        builder.found.extend(_cut_texts(text, path, root))
    return Parsed(root=root, found=tuple(builder.found))


class _TooDeepError(Exception):
    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark


class _Builder:
    """Turns parser events into nodes, by recursive descent (the depth is limited).

    Scalars are built in line where they are most: a plan is mostly keys and short values.
    """

    def __init__(self, path: str, parser: Any) -> None:
        self.path = path
        self.found: list[Found] = []
        self._next = parser.get_event
        self._anchors: dict[str, Node] = {}
        self._open: list[Node] = []
        self._sizes: dict[int, int] = {}
        self._aliased = 0

    def report(self, code: Code, mark: Mark, message: str, hint: str | None = None) -> None:
        """Note a problem at the character of `mark`."""
        self.found.append((code, Problem(message=message, at=self._place(mark), hint=hint)))

    def document(self) -> Node | None:
        """The root node of the first document; None where there is none.

        Raises:
            yaml.YAMLError: the text is not YAML.
            _TooDeepError: the nesting passes `MAX_DEPTH`.
        """
        self._next()  # the stream's start
        if self._next().__class__ is yaml.StreamEndEvent:
            return None
        root = self._node(self._next())
        self._next()  # the document's end
        event = self._next()
        if event.__class__ is not yaml.StreamEndEvent:
            self.report(
                text_codes.UNSUPPORTED_YAML,
                event.start_mark,
                "a second document begins here; only the first is read",
                "put it in a file of its own and `include` that",
            )
        return root

    def _node(self, event: Any) -> Node | None:
        """The node that begins with `event`; None for an alias that stands for nothing."""
        kind = event.__class__
        if kind is yaml.AliasEvent:
            return self._alias(event)
        if event.tag is not None:
            self._tagged(event)
        if kind is yaml.ScalarEvent:
            plain = event.style == "" and event.tag is None
            node: Node = Scalar(event.value, plain, event.start_mark, event.end_mark)
            if event.anchor is not None:
                self._anchors[event.anchor] = node
            return node
        node = (MappingNode if kind is yaml.MappingStartEvent else SequenceNode)(event.start_mark)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        if len(self._open) >= MAX_DEPTH:
            raise _TooDeepError(event.start_mark)
        self._open.append(node)
        if isinstance(node, MappingNode):
            self._fill_mapping(node)
        else:
            self._fill_sequence(node)
        self._open.pop()
        return node

    def _fill_mapping(self, node: MappingNode) -> None:
        next_event, entries = self._next, node.entries
        event: Any
        last: Mark | None = None
        while (event := next_event()).__class__ is not yaml.MappingEndEvent:
            key = self._key(event)
            event = next_event()
            if event.__class__ is _SCALAR and event.tag is None and event.anchor is None:
                value: Node | None = Scalar(
                    event.value, event.style == "", event.start_mark, event.end_mark
                )
                last = event.end_mark
            else:
                value = self._node(event)
                last = _last(event, value)
            if key is None or value is None:
                continue
            if key.text in entries or key.text == "<<":
                self._refused(entries, key)
            else:
                entries[key.text] = (key, value)
        node.end = _end(event, last)

    def _fill_sequence(self, node: SequenceNode) -> None:
        event: Any
        last: Mark | None = None
        while (event := self._next()).__class__ is not yaml.SequenceEndEvent:
            item = self._node(event)
            last = _last(event, item)
            if item is not None:
                node.items.append(item)
        node.end = _end(event, last)

    def _key(self, event: Any) -> Scalar | None:
        if event.__class__ is _SCALAR and event.tag is None and event.anchor is None:
            return Scalar(event.value, event.style == "", event.start_mark, event.end_mark)
        key = self._node(event)
        if key is None or isinstance(key, Scalar):
            return key
        self.report(
            text_codes.UNSUPPORTED_YAML,
            key.start,
            "a key must be plain text",
            "write a name as key",
        )
        return None

    def _refused(self, entries: dict[str, tuple[Scalar, Node]], key: Scalar) -> None:
        """Report a key that stands twice, or asks to merge."""
        if key.text in entries:
            first = Place(path=self.path, span=span_of(entries[key.text][0]))
            second = Place(path=self.path, span=span_of(key))
            self.found.append(text_codes.duplicate(key.text, second, first))
        elif not key.plain:
            self.report(
                shape_codes.BAD_NAME, key.start, "a quoted '<<' is no name either", "rename it"
            )
        else:
            self.report(
                text_codes.MERGE_KEY,
                key.start,
                "merge keys (<<) are not supported",
                "define the property under `shared` and use `ref`, or put it under `common`",
            )

    def _alias(self, event: Any) -> Node | None:
        """The node that an alias stands for; None, and a problem, where it stands for none."""
        name = event.anchor
        node = self._anchors.get(name)
        said = self._aliased > MAX_ALIASED_NODES
        if node is None:
            message, hint = f"no anchor &{name} stands before this", None
        elif any(node is opened for opened in self._open):
            message, hint = f"the alias *{name} contains itself", None
        else:
            self._aliased += self._size(node)
            if self._aliased <= MAX_ALIASED_NODES:
                return node
            message = f"aliases expand to more than {MAX_ALIASED_NODES:,} values"
            hint = "define the property under `shared` and use `ref`"
        if not said:
            self.report(text_codes.BAD_ALIAS, event.start_mark, message, hint)
        return None

    def _size(self, node: Node) -> int:
        """How many nodes a finished node is, every alias within it expanded."""
        size = self._sizes.get(id(node))
        if size is None:
            inner: list[Node] = []
            if isinstance(node, MappingNode):
                inner = [value for _, value in node.entries.values()]
            elif isinstance(node, SequenceNode):
                inner = node.items
            size = self._sizes[id(node)] = 1 + sum(map(self._size, inner))
        return size

    def _tagged(self, event: Any) -> None:
        if event.tag not in _CORE_TAGS:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.report(
                text_codes.UNSUPPORTED_YAML,
                event.start_mark,
                f"the tag {tag} is not supported",
                "remove it; quote the value to make it text",
            )

    def _place(self, mark: Mark) -> Place:
        line, column = mark.line + 1, mark.column + 1
        span = Span(line=line, column=column, end_line=line, end_column=column + 1)
        return Place(path=self.path, span=span)


def _last(event: Any, node: Node | None) -> Mark:
    """Where the node that began with `event` ends: an alias ends itself, not its anchor."""
    if isinstance(node, MappingNode | SequenceNode) and event.__class__ is not yaml.AliasEvent:
        return node.end
    ended: Mark = event.end_mark
    return ended


def _end(event: Any, last: Mark | None) -> Mark:
    """Where a container ends: a block one has no end of its own but that of its last value."""
    if last is None or event.end_mark.index != event.start_mark.index:  # empty, or a bracket
        return event.end_mark  # type: ignore[no-any-return] # PyYAML is not typed
    return last


def _cut_texts(text: str, path: str, root: Node) -> list[Found]:
    """Warnings for texts that YAML cuts at a `#` which was meant as part of them."""
    if " #" not in text and "\t#" not in text:
        return []
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
                found.append(text_codes.cut_text(path, node, rest))
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
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Span(line=line, column=column, end_line=line, end_column=column + 1)


def _file(code: Code, path: str, message: str, hint: str) -> Found:
    return code, Problem(message=message, at=Place(path=path), hint=hint)
