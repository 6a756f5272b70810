"""File patterns: `*` within a folder, `**` across folders, `?`, `[abc]` and `{a,b}`.

A pattern becomes an automaton that reads a path once, from left to right: no pattern takes longer
than its length times that of the path.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial

_TOKEN = re.compile(r"\*\*/|/\*\*$|\*\*|\*|\?|\[!?\]?[^\]/]*\]|\{[^{}]*\}|.", re.DOTALL)
_PART = re.compile(r"[^/]*/|[^/]+")
_MAX_LENGTH = 1000  # of a pattern: more than any path that people write
_MAX_STATES = 5000

Test = Callable[[str], bool]


def matcher(patterns: Iterable[str], *, below: bool = False) -> Callable[[str], bool]:
    """Whether a path (relative, with `/`) matches one of the patterns as a whole.

    With `below`, a pattern that matches a folder matches all in it, too: `web` means `web/**`.
    A pattern of more than 1,000 characters matches nothing.
    """
    texts = [pattern.removeprefix("./").rstrip("/") for pattern in patterns]
    if not texts:
        return lambda path: False
    automaton = _Automaton()
    for text in texts:
        if len(text) <= _MAX_LENGTH:
            automaton.add(text, below=below)
    return automaton.matches


def literal(path: str) -> str:
    """The pattern that matches just this path."""
    return re.sub(r"([*?\[{])", r"[\1]", path)


def fixed_prefix(pattern: str) -> str:
    """The leading folders of a pattern without a wildcard: where to begin looking."""
    fixed = []
    for part in pattern.removeprefix("./").split("/")[:-1]:
        if any(character in part for character in "*?[{"):
            break
        fixed.append(part)
    return "/".join(fixed)


def may_match_below(pattern: str, folder: str) -> bool:
    """Whether a pattern may match a path in the folder, with `below` in mind."""
    pieces = pattern.removeprefix("./").rstrip("/").split("/")
    for piece, name in zip(pieces, folder.split("/"), strict=False):
        if "**" in piece or piece in ("", ".") or piece.count("{") != piece.count("}"):
            return True
        if not matcher([piece])(name):
            return False
    return True


class _Automaton:
    """Nodes and what leads from one to another: a character that passes a test, or nothing."""

    def __init__(self) -> None:
        self._tests: list[list[tuple[Test, int]]] = [[]]
        self._free: list[list[int]] = [[]]
        self._ends: set[int] = set()
        self._states: dict[frozenset[int], _State] = {}

    def add(self, pattern: str, *, below: bool) -> None:
        """Adds a pattern to those that match."""
        end = self._pattern(0, pattern)
        self._ends.add(end)
        if below:
            self._ends.add(self._loop(self._step(end, _is("/")), _anything))

    def matches(self, path: str) -> bool:
        """Whether a pattern matches the path."""
        if len(self._states) > _MAX_STATES:
            self._states.clear()
        state = self.state([0])
        for part in _PART.findall(path):
            state = state[part]
        return state.is_end

    def state(self, nodes: Iterable[int]) -> "_State":
        """The state of being at these nodes, and at all that nothing leads to from them."""
        reached: set[int] = set()
        todo = list(nodes)
        while todo:
            node = todo.pop()
            if node not in reached:
                reached.add(node)
                todo += self._free[node]
        key = frozenset(reached)
        known = self._states.get(key)
        if known is None:
            known = self._states[key] = _State(self, key, is_end=not self._ends.isdisjoint(key))
        return known

    def after(self, nodes: Iterable[int], character: str) -> "_State":
        """The state that a character leads to."""
        tests = (test for node in nodes for test in self._tests[node])
        return self.state([target for test, target in tests if test(character)])

    def _node(self) -> int:
        self._tests.append([])
        self._free.append([])
        return len(self._tests) - 1

    def _step(self, start: int, test: Test) -> int:
        end = self._node()
        self._tests[start].append((test, end))
        return end

    def _loop(self, start: int, test: Test) -> int:
        end = self._node()
        self._free[start].append(end)
        self._tests[end].append((test, end))
        return end

    def _pattern(self, start: int, pattern: str) -> int:
        """The node where the pattern ends that begins at `start`."""
        if pattern in ("", "."):
            return self._loop(start, _anything)
        for piece in _TOKEN.finditer(pattern):
            start = self._piece(start, piece[0])
        return start

    def _piece(self, start: int, piece: str) -> int:
        if piece == "*":
            return self._loop(start, _is_no_slash)
        if piece == "**":
            return self._loop(start, _anything)
        if piece == "/**":
            return self._loop(self._step(start, _is("/")), _anything)
        if piece == "**/":
            return self._folders(start)
        if piece[0] == "{" and len(piece) > 1:
            end = self._node()
            for part in piece[1:-1].split(","):
                self._free[self._pattern(start, part)].append(end)
            return end
        return self._step(start, _test(piece))

    def _folders(self, start: int) -> int:
        end, inside = self._node(), self._node()
        self._free[start].append(end)
        self._tests[end].append((_is_no_slash, inside))
        self._tests[inside] += [(_is_no_slash, inside), (_is("/"), end)]
        return end


class _State(dict[str, "_State"]):
    """Where a path may stand in the patterns; by a character or a folder, where it leads."""

    def __init__(self, automaton: _Automaton, nodes: frozenset[int], *, is_end: bool) -> None:
        super().__init__()
        self._automaton = automaton
        self._nodes = nodes
        self.is_end = is_end

    def __missing__(self, text: str) -> "_State":
        if len(text) == 1:
            found = self[text] = self._automaton.after(self._nodes, text)
            return found
        found = self
        for character in text:
            found = found[character]
        if text.endswith("/"):  # folders recur, names of files do not
            self[text] = found
        return found


def _anything(character: str) -> bool:
    return True


def _is_no_slash(character: str) -> bool:
    return character != "/"


def _is(expected: str) -> Test:
    return partial(_same, expected)


def _same(expected: str, character: str) -> bool:
    return expected == character


def _test(piece: str) -> Test:
    """The test of a piece that stands for one character."""
    if piece == "?":
        return _is_no_slash
    if piece[0] != "[" or len(piece) < 3:
        return _is(piece)
    is_negative = piece[1] == "!"
    inner = piece[2:-1] if is_negative else piece[1:-1]
    return partial(_is_in, frozenset(_ranges(inner)), is_negative)


def _ranges(inner: str) -> Iterable[tuple[str, str]]:
    """The lowest and the highest character of each range, or of each single character."""
    for match in re.finditer(r"(.)-(.)|.", inner, re.DOTALL):
        yield (match[1], match[2]) if match[1] else (match[0], match[0])


def _is_in(ranges: Iterable[tuple[str, str]], is_negative: bool, character: str) -> bool:
    if character == "/":
        return False
    return any(low <= character <= high for low, high in ranges) is not is_negative
