"""The uses of a dictionary in a variable, in a Python file."""

from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.expression import (
    Dynamic,
    Entry,
    Expression,
    Literal,
    Spread,
    Table,
)
from tracking_plan.usage.facts.regions import Regions
from tracking_plan.usage.facts.uses import Alias, ChangeKind, Uses
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.tree import (
    Captures,
    called_of,
    is_called,
    member_of,
    one_change,
    without_transparent,
)

_TRANSPARENT = (
    "parenthesized_expression",
    "conditional_expression",
    "boolean_operator",
    "await",
)
_CONTAINERS = ("dictionary", "list", "tuple", "set", "pair", "expression_list")
_READERS = frozenset(
    "get keys values items copy index count union issubset __contains__ __len__ __getitem__".split()
)
_HARMLESS = frozenset(
    """
    print pprint len str repr dict list set frozenset tuple sorted bool any all sum min max
    isinstance issubclass type id hash dumps copy deepcopy debug info warning error exception log
    iter enumerate zip urlencode
    """.split()
)


class PythonUses:
    """Reads what one file does with variables. `tracking` are functions that change nothing."""

    def __init__(
        self,
        captures: Captures,
        regions: Regions,
        expressions: PythonExpressions,
        tracking: frozenset[str],
    ) -> None:
        self._captures = captures
        self._changed = partial(one_change, regions)
        self._expressions = expressions
        self._harmless = _HARMLESS | tracking

    def of(self, path: str) -> Iterator[tuple[int, Uses]]:
        """The uses of a variable, or of what an attribute has, each with its offset."""
        first, *names = path.split(".")
        for node in self._captures.variables(first):
            whole = member_of(node, names, "attribute", "attribute")
            if whole is not None:
                yield node.start_byte, self._use(whole)

    def _use(self, node: Node) -> Uses:
        node = without_transparent(node, _TRANSPARENT)
        parent = node.parent
        is_keyword = parent is not None and parent.type == "keyword_argument"
        if parent is None or (is_keyword and parent.child_by_field_name("name") == node):
            return Uses()
        if parent.type == "subscript" and parent.child_by_field_name("value") == node:
            return self._subscript(parent)
        if parent.type == "attribute" and parent.child_by_field_name("object") == node:
            return self._method(parent)
        if parent.type == "named_expression":
            return self._named(node, parent)
        if parent.type == "assignment":
            return self._assigned(node, parent, is_around=False)
        if parent.type in _CONTAINERS:
            return self._contained(node)
        if parent.type in ("argument_list", "keyword_argument"):
            return self._passed(node)
        if parent.type == "return_statement":
            return self._changed(ChangeKind.ESCAPE, node, is_exit=True)
        if parent.type in ("yield", "lambda", "default_parameter", "typed_default_parameter"):
            return self._changed(ChangeKind.ESCAPE, node)
        return Uses()

    def _subscript(self, place: Node) -> Uses:
        """`table[key]`, and what becomes of it."""
        key = self._key(place)
        node = without_transparent(place, _TRANSPARENT)
        outer = node.parent
        if outer is None or key is None:
            return Uses()
        if outer.type == "assignment" and outer.child_by_field_name("left") == node:
            right = outer.child_by_field_name("right")
            value = self._expressions.build(right) if right else Dynamic(at=key.at)
            return self._changed(ChangeKind.SET, outer, key, value)
        if _is_target(node):
            return self._changed(ChangeKind.SET, outer, key, Dynamic(at=key.at))
        if outer.type == "delete_statement" or _is_deleted(outer):
            return self._changed(ChangeKind.REMOVE, outer, key)
        return self._changed(ChangeKind.INNER, node, key) if self._is_changed(node) else Uses()

    def _key(self, place: Node) -> Expression | None:
        keys = place.children_by_field_name("subscript")
        return self._expressions.build(keys[0]) if len(keys) == 1 else None

    def _is_changed(self, node: Node) -> bool:
        """Whether what is under a key is changed there, or handed on."""
        outer = node.parent
        while outer is not None and outer.type == "subscript" and outer.children[0] == node:
            node, outer = outer, outer.parent
        if outer is None:
            return False
        if outer.type == "attribute":
            name = (outer.child_by_field_name("attribute") or outer).text or b""
            return is_called(outer) and name.decode() not in _READERS
        if outer.type == "argument_list" or outer.type == "keyword_argument":
            return not self._is_harmless(node)
        is_changed = outer.type == "delete_statement" or _is_target(node) or _is_deleted(outer)
        return is_changed or (outer.type == "assignment" and outer.children[-1] == node)

    def _method(self, attribute: Node) -> Uses:
        """`table.method(...)`, or a method that is handed on."""
        found = attribute.child_by_field_name("attribute")
        name = (found.text or b"").decode() if found else ""
        call = attribute.parent
        if not is_called(attribute) or call is None:
            is_changing = name in ("update", "pop", "clear", "popitem", "setdefault")
            return self._changed(ChangeKind.ESCAPE, attribute) if is_changing else Uses()
        arguments = self._expressions.invocation(call).arguments
        spread = any(a.is_spread for a in arguments)
        if name == "update":
            entries: tuple[Entry | Spread, ...] = tuple(
                Spread(value=a.value)
                if a.keyword is None
                else Entry(key=Literal(at=a.value.at, value=a.keyword), value=a.value)
                for a in arguments
            )
            value = Table(at=self._expressions.at(call), entries=entries)
            return self._changed(ChangeKind.MERGE, call, value=value)
        if name == "setdefault" and len(arguments) == 2 and not spread:
            return self._changed(ChangeKind.DEFAULT, call, arguments[0].value, arguments[1].value)
        if name == "pop" and arguments and not spread:
            return self._changed(ChangeKind.REMOVE, call, arguments[0].value)
        if name == "clear":
            return self._changed(ChangeKind.CLEAR, call)
        return Uses() if name in _READERS else self._changed(ChangeKind.ESCAPE, call)

    def _named(self, node: Node, walrus: Node) -> Uses:
        """`name := table`, on either side: the whole expression is the same object."""
        inner = self._use(walrus)
        name = walrus.child_by_field_name("name")
        if name is None or name == node:
            return inner
        alias = Alias(name=(name.text or b"").decode(), offset=node.start_byte)
        return Uses(changes=inner.changes, aliases=(*inner.aliases, alias))

    def _assigned(self, node: Node, assignment: Node, *, is_around: bool) -> Uses:
        """`name = table`: another name for it, or a place out of sight."""
        if assignment.child_by_field_name("right") != node:
            return Uses()
        aliases: list[Alias] = []
        current: Node | None = assignment
        while current is not None and current.type == "assignment":
            left = current.child_by_field_name("left")
            if left is None or left.type != "identifier":
                return self._changed(ChangeKind.ESCAPE, node)
            name = (left.text or b"").decode()
            aliases.append(Alias(name=name, offset=node.start_byte, is_around=is_around))
            current = current.parent
        return Uses(aliases=tuple(aliases))

    def _contained(self, node: Node) -> Uses:
        """A table within a literal, by what becomes of the whole."""
        while node.parent is not None and node.parent.type in (*_CONTAINERS, *_TRANSPARENT):
            node = node.parent
        parent = node.parent
        if parent is None or parent.type == "expression_statement":
            return Uses()
        if parent.type == "assignment":
            return self._assigned(node, parent, is_around=True)
        if parent.type in ("argument_list", "keyword_argument"):
            return self._passed(node)
        is_exit = parent.type == "return_statement"
        return self._changed(ChangeKind.ESCAPE, node, is_exit=is_exit)

    def _passed(self, node: Node) -> Uses:
        return Uses() if self._is_harmless(node) else self._changed(ChangeKind.ESCAPE, node)

    def _is_harmless(self, node: Node) -> bool:
        """Whether the function that a node is an argument of changes nothing."""
        return called_of(node, "call", "attribute", "attribute") in self._harmless


def _is_target(node: Node) -> bool:
    """Whether a node is assigned to otherwise than alone: `a, b = ...`, `a += ...`, `for a in`."""
    parent = node.parent
    while parent is not None and parent.type in ("pattern_list", "tuple_pattern", "list_pattern"):
        node, parent = parent, parent.parent
    if parent is None or parent.type not in ("augmented_assignment", "assignment", "for_statement"):
        return False
    return parent.child_by_field_name("left") == node


def _is_deleted(outer: Node) -> bool:
    parent = outer.parent
    is_list = outer.type in ("expression_list", "tuple", "list")
    return is_list and parent is not None and parent.type == "delete_statement"
