"""The uses of an object in a variable, in a JavaScript or TypeScript file."""

from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.expression import Dynamic, Expression, Spread, Table
from tracking_plan.usage.facts.regions import Regions
from tracking_plan.usage.facts.uses import Alias, ChangeKind, Uses
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
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
    "as_expression",
    "satisfies_expression",
    "non_null_expression",
    "type_assertion",
    "ternary_expression",
    "await_expression",
    "sequence_expression",
)
_MEMBERS = ("member_expression", "subscript_expression")
_CONTAINERS = ("object", "array", "pair")
_DEFAULTS = ("??=", "||=")
_READERS = frozenset(
    """
    hasOwnProperty toString valueOf toJSON map filter find some every includes indexOf join slice
    concat reduce flat at keys values entries has get startsWith endsWith toFixed trim
    toLowerCase toUpperCase toISOString replace split padStart
    """.split()
)
_HARMLESS = frozenset(
    """
    stringify keys entries values fromEntries structuredClone freeze seal isFrozen Boolean String
    log info warn error debug table isArray
    """.split()
)


class JavaScriptUses:
    """Reads what one file does with variables. `tracking` are functions that change nothing."""

    def __init__(
        self,
        captures: Captures,
        regions: Regions,
        expressions: JavaScriptExpressions,
        tracking: frozenset[str],
    ) -> None:
        self._captures = captures
        self._changed = partial(one_change, regions)
        self._expressions = expressions
        self._harmless = _HARMLESS | tracking

    def of(self, path: str) -> Iterator[tuple[int, Uses]]:
        """The uses of a variable, or of what a member has, each with its offset."""
        first, *names = path.split(".")
        for node in self._captures.variables(first):
            whole = member_of(node, names, "member_expression", "property")
            if whole is not None:
                yield node.start_byte, self._use(whole)

    def _use(self, node: Node) -> Uses:
        if node.type == "shorthand_property_identifier":
            return self._contained(node)
        node = without_transparent(node, _TRANSPARENT)
        parent = node.parent
        if parent is None:
            return Uses()
        if parent.type in _MEMBERS and parent.child_by_field_name("object") == node:
            return self._member(parent)
        if parent.type in ("variable_declarator", "assignment_expression"):
            return self._assigned(node, parent, is_around=False)
        if parent.type in _CONTAINERS and not _is_key(node, parent):
            return self._contained(node)
        if parent.type == "arguments":
            return self._passed(node)
        return self._flowing(node, parent)

    def _flowing(self, node: Node, parent: Node) -> Uses:
        """An object that an expression or a statement around it passes on, if it does."""
        if parent.type == "binary_expression":
            operator = parent.child_by_field_name("operator")
            flows = operator is not None and operator.type in ("||", "??", "&&")
            return self._use(parent) if flows else Uses()
        if parent.type == "return_statement":
            return self._changed(ChangeKind.ESCAPE, node, is_exit=True)
        if parent.type == "arrow_function" and parent.child_by_field_name("body") != node:
            return Uses()
        is_default = parent.type in ("assignment_pattern", "required_parameter")
        if is_default or parent.type in ("yield_expression", "arrow_function"):
            return self._changed(ChangeKind.ESCAPE, node)
        return Uses()

    def _member(self, member: Node) -> Uses:
        """`object.key` or `object[key]`, and what becomes of it."""
        key = self._key(member)
        node = without_transparent(member, _TRANSPARENT)
        outer = node.parent
        if outer is None or key is None:
            return Uses()
        if outer.type == "assignment_expression" and outer.child_by_field_name("left") == node:
            right = outer.child_by_field_name("right")
            value = self._expressions.build(right) if right else Dynamic(at=key.at)
            return self._changed(ChangeKind.SET, outer, key, value)
        if outer.type == "augmented_assignment_expression" and outer.children[0] == node:
            return self._augmented(outer, key)
        if outer.type == "update_expression" or _is_pattern(outer, node):
            return self._changed(ChangeKind.SET, outer, key, Dynamic(at=key.at))
        if _is_delete(outer):
            return self._changed(ChangeKind.REMOVE, outer, key)
        if is_called(node):
            name = (member.child_by_field_name("property") or member).text or b""
            is_reader = name.decode("utf-8", "replace") in _READERS
            return Uses() if is_reader else self._changed(ChangeKind.ESCAPE, outer)
        return self._changed(ChangeKind.INNER, node, key) if self._is_changed(node) else Uses()

    def _augmented(self, outer: Node, key: Expression) -> Uses:
        """`object.key ??= value` and the like."""
        operator, right = outer.child_by_field_name("operator"), outer.child_by_field_name("right")
        is_default = operator is not None and operator.type in _DEFAULTS
        kind = ChangeKind.DEFAULT if is_default else ChangeKind.SET
        value = self._expressions.build(right) if right and is_default else Dynamic(at=key.at)
        return self._changed(kind, outer, key, value)

    def _key(self, member: Node) -> Expression | None:
        index, name = member.child_by_field_name("index"), member.child_by_field_name("property")
        if index is not None:
            return self._expressions.build(index)
        return self._expressions.key(name) if name is not None else None

    def _is_changed(self, node: Node) -> bool:
        """Whether what is under a key is changed there, or handed on."""
        outer = node.parent
        name = b""
        while outer is not None and outer.type in (*_MEMBERS, *_TRANSPARENT):
            name = (outer.child_by_field_name("property") or outer).text or b""
            node, outer = outer, outer.parent
        if outer is None:
            return False
        if is_called(node):
            return name.decode("utf-8", "replace") not in _READERS
        if outer.type == "arguments":
            return not self._is_harmless(node)
        is_left = outer.child_by_field_name("left") == node and "assignment" in outer.type
        is_taken = node in (outer.child_by_field_name("right"), outer.child_by_field_name("value"))
        is_taken = is_taken and outer.type in ("assignment_expression", "variable_declarator")
        return is_left or is_taken or _is_delete(outer) or outer.type == "update_expression"

    def _assigned(self, node: Node, assignment: Node, *, is_around: bool) -> Uses:
        """`name = object`: another name for it, or a place out of sight."""
        taken = assignment.child_by_field_name("right") or assignment.child_by_field_name("value")
        target = assignment.child_by_field_name("left") or assignment.child_by_field_name("name")
        if taken != node or target is None or target.type == "object_pattern":
            return Uses()
        if target.type != "identifier":
            return self._changed(ChangeKind.ESCAPE, node)
        name = (target.text or b"").decode("utf-8", "replace")
        alias = Alias(name=name, offset=node.start_byte, is_around=is_around)
        inner = self._use(assignment) if assignment.type == "assignment_expression" else Uses()
        return Uses(changes=inner.changes, aliases=(alias, *inner.aliases))

    def _contained(self, node: Node) -> Uses:
        """An object within a literal, by what becomes of the whole."""
        while node.parent is not None and node.parent.type in (*_CONTAINERS, *_TRANSPARENT):
            node = node.parent
        parent = node.parent
        if parent is None or parent.type in ("expression_statement", "object_pattern"):
            return Uses()
        if parent.type in ("variable_declarator", "assignment_expression"):
            return self._assigned(node, parent, is_around=True)
        if parent.type == "arguments":
            return self._passed(node)
        is_exit = parent.type == "return_statement"
        return self._changed(ChangeKind.ESCAPE, node, is_exit=is_exit)

    def _passed(self, node: Node) -> Uses:
        call = node.parent.parent if node.parent else None
        callee = call.child_by_field_name("function") if call else None
        if call is not None and callee is not None and callee.text == b"Object.assign":
            first = next(iter(node.parent.named_children), None) if node.parent else None
            return self._merged(call) if first == node else Uses()
        return Uses() if self._is_harmless(node) else self._changed(ChangeKind.ESCAPE, node)

    def _merged(self, call: Node) -> Uses:
        """`Object.assign(object, ...)`."""
        built = self._expressions.invocation(call)
        entries = tuple(Spread(value=argument.value) for argument in built.arguments[1:])
        value = Table(at=built.at, entries=entries)
        return self._changed(ChangeKind.MERGE, call, value=value)

    def _is_harmless(self, node: Node) -> bool:
        """Whether the function that a node is an argument of changes nothing."""
        return called_of(node, "call_expression", "member_expression", "property") in self._harmless


def _is_key(node: Node, parent: Node) -> bool:
    return parent.type == "pair" and parent.child_by_field_name("key") == node


def _is_pattern(outer: Node, node: Node) -> bool:
    """Whether a place is assigned to otherwise: `[object.key] = list`, `for (object.key of x)`."""
    if outer.type == "for_in_statement":
        return outer.child_by_field_name("left") == node
    return outer.type in ("array_pattern", "pair_pattern", "rest_pattern")


def _is_delete(outer: Node) -> bool:
    operator = outer.child_by_field_name("operator")
    return outer.type == "unary_expression" and operator is not None and operator.type == "delete"
