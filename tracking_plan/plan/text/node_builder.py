"""Parser events to nodes, by recursive descent.

libyaml's events are turned into slim nodes directly: composing PyYAML's own nodes takes five
times as long on a large plan.
"""

from dataclasses import replace
from typing import Any

import yaml

from tracking_plan.finding import Code, Severity
from tracking_plan.place import Place, Span
from tracking_plan.plan.codes import text as text_codes
from tracking_plan.plan.text import problems
from tracking_plan.plan.text.nodes import MappingNode, Mark, Node, Scalar, SequenceNode, span_of
from tracking_plan.plan.text.problems import TooLargeError
from tracking_plan.plan.text.size import MAX_FILE_VALUES, MAX_NAMES
from tracking_plan.rule import Found, Problem

MAX_DEPTH = 100
MAX_ALIASED_NODES = 20_000


_SCALAR: Any = yaml.ScalarEvent
_CORE_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "!"}


class TooDeepError(Exception):
    """The nesting passes `MAX_DEPTH`, at `mark`."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark


class NodeBuilder:
    """Turns parser events into nodes, by recursive descent (the depth is limited).

    Problems are added to `found`; `values` counts keys, values and items. Scalars are built in line
    where they are most: a plan is mostly keys and short values.
    """

    def __init__(self, path: str, parser: Any, found: list[Found]) -> None:
        self.path = path
        self.found = found
        self.values = 0
        self._next = parser.get_event
        self._anchors: dict[str, Node] = {}
        self._before_text: dict[str, tuple[Mark, str]] = {}  # anchors that no alias has named yet
        self._open: list[Node] = []
        self._sizes: dict[int, int] = {}
        self._aliased = 0

    def report(self, code: Code, mark: Mark, message: str, hint: str | None = None) -> None:
        """Note a problem at the character of `mark`."""
        self.found.append((code, Problem(message=message, at=place_of(mark, self.path), hint=hint)))

    def document(self) -> Node | None:
        """The root node of the first document; None where there is none.

        Raises:
            yaml.YAMLError: the text is not YAML.
            TooDeepError: the nesting passes `MAX_DEPTH`.
            TooLargeError: a mapping has more than `MAX_NAMES`, or there are too many problems.
        """
        self._next()  # the stream's start
        start = self._next()
        if start.__class__ is yaml.StreamEndEvent:
            return None
        if start.version not in (None, (1, 2)):
            self._other_version(start)
        root = self._node(self._next())
        for mark, text in self._before_text.values():
            self._is_no_text(mark, "an ampersand is an anchor, which no alias names", text)
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

    def _other_version(self, start: Any) -> None:
        version = ".".join(map(str, start.version))
        self.report(
            text_codes.UNSUPPORTED_YAML,
            start.start_mark,
            f"the file says that it is YAML {version}, and is read as YAML 1.2",
            "remove the line that begins with %YAML",
        )

    def _node(self, event: Any) -> Node | None:
        """The node that begins with `event`; None for an alias of nothing."""
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
            if event.style == "" and event.value:
                self._prefixed(event)
            return node
        node = (MappingNode if kind is yaml.MappingStartEvent else SequenceNode)(event.start_mark)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        if len(self._open) >= MAX_DEPTH:
            raise TooDeepError(event.start_mark)
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
            if event.__class__ is _SCALAR and event.tag is None and event.anchor is None:
                key: Scalar | None = Scalar(
                    event.value, event.style == "", event.start_mark, event.end_mark
                )
            else:
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
            if key.text in entries or (key.text == "<<" and key.plain):
                self._refused(entries, key)
            else:
                entries[key.text] = (key, value)
                self.values += 2
                if len(entries) > MAX_NAMES or self.values > MAX_FILE_VALUES:
                    self._refuse_more(key.start, len(entries))
        node.end = _end(event, last)

    def _refuse_more(self, mark: Mark, names: int = 0) -> None:
        at = place_of(mark, self.path)
        if names > MAX_NAMES:
            message = f"more than {MAX_NAMES:,} names under one key"
            raise TooLargeError(problems.too_many(message, at))
        message = f"more than {MAX_FILE_VALUES:,} values in one file"
        raise TooLargeError(problems.too_many(message, at, "split the plan with `include`"))

    def _fill_sequence(self, node: SequenceNode) -> None:
        event: Any
        last: Mark | None = None
        while (event := self._next()).__class__ is not yaml.SequenceEndEvent:
            item = self._node(event)
            last = _last(event, item)
            if item is not None:
                node.items.append(item)
                self.values += 1
                if self.values > MAX_FILE_VALUES:
                    self._refuse_more(event.start_mark)
        node.end = _end(event, last)

    def _key(self, event: Any) -> Scalar | None:
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
        """Report a duplicate key, or a merge key."""
        if key.text in entries:
            first = Place(path=self.path, span=span_of(entries[key.text][0]))
            second = Place(path=self.path, span=span_of(key))
            self.found.append(problems.duplicate(key.text, second, first))
        else:
            self.report(
                text_codes.MERGE_KEY,
                key.start,
                "merge keys (<<) are not supported",
                "define the property under `shared` and use `ref`, or put it under `common`",
            )

    def _alias(self, event: Any) -> Node | None:
        """The node that an alias refers to; None, and a problem, where there is none."""
        name = event.anchor
        self._before_text.pop(name, None)
        node = self._anchors.get(name)
        said = self._aliased > MAX_ALIASED_NODES
        if node is None:
            message = f"no anchor &{name} stands before this"
            hint = f"if it is a text, quote it: '*{name}'"
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

    def _prefixed(self, event: Any) -> None:
        """Looks at text that an anchor or a tag precedes, whose writer may mean it for text."""
        if event.anchor is not None:
            self._before_text[event.anchor] = event.start_mark, f"&{event.anchor} {event.value}"
        elif event.tag == "!":
            self._is_no_text(event.start_mark, "an exclamation mark is a tag", f"! {event.value}")

    def _is_no_text(self, mark: Mark, message: str, text: str) -> None:
        hint = "if it belongs to the text, quote it all: '{}'".format(text.replace("'", "''"))
        self.report(text_codes.BAD_ALIAS, mark, f"{message}, and no part of the text", hint)
        code, problem = self.found.pop()
        self.found.append((code, replace(problem, severity=Severity.WARNING)))

    def _tagged(self, event: Any) -> None:
        if event.tag not in _CORE_TAGS:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.report(
                text_codes.UNSUPPORTED_YAML,
                event.start_mark,
                f"the tag {tag} is not supported",
                f"remove it; if it belongs to a text, quote that: '{event.tag} ...'",
            )


def too_deep_at(parser: Any) -> Mark | None:
    """Where the nesting passes `MAX_DEPTH`; None where it does not.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    depth = 0
    while (event := parser.get_event()) is not None:
        kind = event.__class__
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            depth += 1
            if depth > MAX_DEPTH:
                mark: Mark = event.start_mark
                return mark
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            depth -= 1
    return None


def place_of(mark: Mark, path: str) -> Place:
    """The place of the one character at `mark`."""
    line, column = mark.line + 1, mark.column + 1
    return Place(
        path=path, span=Span(line=line, column=column, end_line=line, end_column=column + 1)
    )


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
