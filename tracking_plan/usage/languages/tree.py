"""Reading syntax trees: what all scanners need."""

import re
from collections.abc import Iterable, Iterator

from tree_sitter import Node, Parser, Query, QueryCursor, TreeCursor

from tracking_plan.usage.facts.comment import Comment
from tracking_plan.usage.facts.effort import (
    MAX_LEVELS,
    TOO_DEEP,
    TOO_INVOLVED,
    TOO_MANY_SIGNS,
    TOO_SLOW,
    Clock,
    TooMuch,
)
from tracking_plan.usage.facts.reaching import Assignment
from tracking_plan.usage.languages.text import CodeText

_MOST_REACHING = 500  # calls of functions that reach all variables
_MOST_NESTED = 50  # calls within one another, of those that are wanted
MAX_DEPTH = 100  # of expressions that are read; code that people write is far from it
MOST_EXPRESSIONS = 200_000  # of one file: calls within calls have those of the inner ones, too
_MARK = re.compile(rb"tracking[-_ ]?plan", re.IGNORECASE)
_PURE = frozenset(  # functions of the languages that call none of the project's
    b"str int float bool len round print isinstance time.time time.monotonic datetime.now uuid4"
    b" uuid.uuid4 String Number Boolean parseInt parseFloat Date.now JSON.stringify Math.random"
    b" Math.round Math.floor console.log console.warn console.error console.info".split()
)
_LONGEST_PURE = 16  # bytes
_NAMED = ("identifier", "attribute", "member_expression")  # callees whose name is written
_CHUNK = 4096  # bytes that are copied when the text of a node is asked for
_SAMPLE = 500  # every how many nodes a tree is looked at
_MOST_WAYS = 20_000_000  # levels from the root to all nodes whose parents are looked up


def parsed(parser: Parser, content: bytes, clock: Clock) -> Node:
    """The root of the syntax tree; raises `TooMuch` where there is none in time, or a bad one."""
    root = parsed_in_time(parser, content, clock)
    if root is None:
        raise TooMuch(TOO_SLOW)
    refusal = refused(root)
    if refusal is not None:
        raise TooMuch(refusal)
    return root


def parsed_in_time(parser: Parser, content: bytes, clock: Clock) -> Node | None:
    """The root of the syntax tree; None where parsing takes longer than the clock allows."""
    try:
        tree = parser.parse(
            lambda offset, _: content[offset : offset + _CHUNK],
            progress_callback=lambda *_: clock.is_over(),
        )
    except ValueError:  # so says the library when the callback stops it
        parser.reset()
        return None
    return tree.root_node


def pauses(captures: "Captures", sending: Iterable[Node]) -> Iterator[Assignment]:
    """Where other functions may run: all calls but those that send events, `await` and `yield`."""
    sent = {call.id for call in sending if _callee_type(call) in _NAMED}
    for call in captures["call"]:
        callee = call.child_by_field_name("function")
        size = callee.end_byte - callee.start_byte if callee is not None else 0
        is_pure = callee is not None and size <= _LONGEST_PURE and callee.text in _PURE
        if call.id not in sent and not is_pure:
            yield Assignment(call.start_byte, call.end_byte)
    yield from (Assignment(node.start_byte, node.end_byte) for node in captures["pause"])


def _callee_type(call: Node) -> str:
    callee = call.child_by_field_name("function")
    return callee.type if callee is not None else ""


def refused(root: Node) -> str | None:
    """Why a tree is not searched: it has too many levels, or too many signs in a row.

    From a node to the next the level grows by one at most, and what stands in a row comes one after
    the other: so it is enough to look at some nodes.
    """
    cursor = root.walk()
    for index in range(0, root.descendant_count, _SAMPLE):
        cursor.goto_descendant(index)
        if cursor.depth > MAX_LEVELS - _SAMPLE and _levels(root) > MAX_LEVELS:
            return TOO_DEEP
        if _signs(cursor) >= _SAMPLE:
            return TOO_MANY_SIGNS
    return None


def _signs(cursor: TreeCursor) -> int:
    """How many signs and brackets follow in a row, as far as `_SAMPLE`.

    A search looks for the next node with a name from each of them.
    """
    count = 0
    while count < _SAMPLE and cursor.node and not cursor.node.is_named:
        if not cursor.goto_next_sibling():
            break
        count += 1
    return count


def _levels(root: Node) -> int:
    """How many levels a tree has."""
    cursor = root.walk()
    level = most = 0
    while True:
        if cursor.goto_first_child():
            level += 1
            most = max(most, level)
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return most
            level -= 1


class Captures:
    """The nodes of a tree by what the query calls them, in the order of the file.

    `variables` are the kinds of node that are a variable's name in the text.
    """

    def __init__(
        self, query: Query, root: Node, content: bytes, variables: tuple[str, ...]
    ) -> None:
        self._root = root
        self._content = content
        self._variables = frozenset(variables)
        self._nodes = QueryCursor(query).captures(root)
        self._check(self["rebound"])
        self._by_name: dict[bytes, list[Node]] | None = None

    def __getitem__(self, name: str) -> list[Node]:
        return self._nodes.get(name, [])

    def variables(self, name: str) -> list[Node]:
        """All variables of that name in the file; raises `TooMuch` where that is too much code."""
        if self._by_name is None:
            self._by_name = {}
            for node in _walk(self._root, self._variables):
                text = self._content[node.start_byte : node.end_byte]
                self._by_name.setdefault(text, []).append(node)
        found = self._by_name.get(name.encode(), [])
        self._check(found)
        return found

    def calls(self, *names: str) -> Iterator[Node]:
        """Where functions are called that reach all variables; `TooMuch` where that is often."""
        found = [node for name in names for node in self.variables(name) if is_called(node)]
        if len(found) > _MOST_REACHING:
            raise TooMuch(TOO_INVOLVED)
        yield from found

    def _check(self, nodes: list[Node]) -> None:
        """Raises `TooMuch` where it takes too long to find the parents of the nodes."""
        if len(nodes) * MAX_LEVELS > _MOST_WAYS and len(nodes) * _levels(self._root) > _MOST_WAYS:
            raise TooMuch(TOO_INVOLVED)


def _walk(root: Node, kinds: frozenset[str]) -> Iterator[Node]:
    """The nodes of some kinds, in order."""
    cursor = root.walk()
    while True:
        node = cursor.node
        if node is not None and node.type in kinds:
            yield node
        if cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


def leaves(node: Node, *, closed: tuple[str, ...] = ()) -> Iterator[Node]:
    """The nodes without children below `node`, in order, without those of the kinds `closed`."""
    pending = [node]
    while pending:
        current = pending.pop()
        if current.type in closed:
            continue
        if current.child_count == 0:
            yield current
        pending.extend(reversed(current.children))


def is_called(node: Node) -> bool:
    """Whether the node is the callee of a call."""
    parent = node.parent
    return parent is not None and parent.child_by_field_name("function") == node


def called_of(node: Node, call: str, member: str, name: str) -> str:
    """The name of the function that `node` is an argument of; empty where that has none.

    `call` and `member` are the grammar's words for calls and for `owner.name`, `name` for its
    field.
    """
    arguments = node.parent
    if arguments is not None and arguments.type == "keyword_argument":
        arguments = arguments.parent
    whole = arguments.parent if arguments is not None else None
    if whole is None or whole.type != call or whole.child_by_field_name("arguments") != arguments:
        return ""
    callee = whole.child_by_field_name("function")
    if callee is not None and callee.type == member:
        callee = callee.child_by_field_name(name)
    return (callee.text or b"").decode("utf-8", "replace") if callee is not None else ""


def named_nodes(
    root: Node, content: bytes, names: frozenset[str], *, are_called: bool = False
) -> Iterator[Node]:
    """The nodes whose text is one of the names, in order; callees only if `are_called`."""
    if not names:
        return
    words = b"|".join(re.escape(name.encode()) for name in sorted(names))
    behind = rb"(?![\w$])" if are_called else rb"(?![\w$]|\s*\()"
    for found in re.finditer(rb"(?<![\w$])(?:" + words + rb")" + behind, content):
        node = root.descendant_for_byte_range(found.start(), found.end())
        if node is not None and (node.start_byte, node.end_byte) == found.span():
            yield node


def comments_of(nodes: Iterable[Node], text: CodeText) -> Iterator[Comment]:
    """The comments that are addressed to this tool."""
    yield from filter(None, (_comment_of(node, text) for node in nodes))


def _comment_of(node: Node, text: CodeText) -> Comment | None:
    """The comment if it is addressed to this tool, and whether there is code beside it."""
    content = text.content
    if _MARK.search(content, node.start_byte, node.end_byte) is None:
        return None
    start = content.rfind(b"\n", 0, node.start_byte) + 1
    end = content.find(b"\n", node.end_byte)
    behind = content[node.end_byte : end if end >= 0 else len(content)]
    before = _code_of(content[start : node.start_byte]).strip(b" \t\r{")
    after = _code_of(behind).strip(b" \t\r};")
    return Comment(
        text=text.of(node),
        at=text.span(node),
        is_alone=not before and not after,
        is_before=not before and bool(after),
    )


def _code_of(line: bytes) -> bytes:
    """A piece of a line without the comments on it."""
    at, code = 0, b""
    while (start := line.find(b"/*", at)) >= 0 and (end := line.find(b"*/", start + 2)) >= 0:
        code, at = code + line[at:start], end + 2
    return (code + line[at:]).partition(b"//")[0]


def member_of(node: Node, names: Iterable[str], member: str, name_field: str) -> Node | None:
    """The node of `variable.name.name`; None where the variable stands for something else.

    `member` is the grammar's word for `owner.name`, `name_field` that of the name's field.
    """
    for name in names:
        parent = node.parent
        if parent is None or parent.type != member:
            return None
        found = parent.child_by_field_name(name_field)
        is_owner = parent.child_by_field_name("object") == node
        if not is_owner or found is None or (found.text or b"").decode("utf-8", "replace") != name:
            return None
        node = parent
    return node


def is_owner(node: Node, member: str) -> bool:
    """Whether a member of the node is taken; `member` is the grammar's word for that."""
    parent = node.parent
    is_member = parent is not None and parent.type == member
    return is_member and parent is not None and parent.child_by_field_name("object") == node
