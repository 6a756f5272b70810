"""The uses of an object in a variable, in a JavaScript or TypeScript file.

What is not seen to be harmless is taken for a way out of sight.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

from tree_sitter import Node

from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.expression import Dynamic, Expression, Spread, Table
from tracking_plan.usage.facts.regions import Regions
from tracking_plan.usage.facts.uses import (
    NO_USES,
    Alias,
    ChangeKind,
    Uses,
    joined,
    no_earlier,
    unsure,
    within,
)
from tracking_plan.usage.languages.changes import given_to, one_change
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.javascript.places import (
    CONTAINERS,
    MEMBERS,
    JavaScriptPlaces,
    copying,
    is_deleted,
    is_looked_at,
    is_target,
    returning,
    whole_of,
)
from tracking_plan.usage.languages.tree import Captures, is_called, is_owner, member_of

_DEFAULTS = {"??=": GivesWay.NULL, "||=": GivesWay.FALSE}
_GLOBAL = ("window", "globalThis", "global")
_EXPORTS = ("module.exports", "exports.")
_ASSIGNMENTS = ("variable_declarator", "assignment_expression")
_FIELDS = ("field_definition", "public_field_definition")


class JavaScriptUses:
    """Reads what one file does with variables.

    `tracking` are the functions that local names mean which track.
    """

    def __init__(
        self,
        captures: Captures,
        regions: Regions,
        expressions: JavaScriptExpressions,
        tracking: Mapping[str, frozenset[str]],
    ) -> None:
        self._captures = captures
        self._changed = partial(one_change, regions)
        self._expressions = expressions
        self._places = JavaScriptPlaces(tracking)

    def of(self, path: str) -> Iterator[tuple[int, Uses]]:
        """The uses of a variable, or of what a member has, each with its offset."""
        first, *names = path.split(".")
        for node in self._captures.variables(first):
            whole = member_of(node, names, "member_expression", "property")
            if whole is not None:
                yield node.start_byte, self._use(whole)
            elif not is_owner(node, "member_expression"):
                yield node.start_byte, within(self._use(node), names[0])
        for node in self._global.get(first, ()):
            whole = member_of(node, names, "member_expression", "property")
            if whole is not None:
                yield node.start_byte, self._use(whole)
        for node in self._captures.calls("eval"):
            yield node.start_byte, self._escape(node)

    @cached_property
    def _global(self) -> Mapping[str, Sequence[Node]]:
        """The variables that are spelled as members of the global object: `window.name`."""
        found: dict[str, list[Node]] = {}
        for node in (n for name in _GLOBAL for n in self._captures.variables(name)):
            parent = node.parent
            if parent is not None and is_owner(node, "member_expression"):
                name = parent.child_by_field_name("property")
                found.setdefault((name.text or b"").decode() if name else "", []).append(parent)
        return found

    def _escape(self, node: Node) -> Uses:
        return self._changed(ChangeKind.ESCAPE, node)

    def _use(self, node: Node) -> Uses:
        if node.type == "shorthand_property_identifier":
            return self._contained(node)
        whole, is_sure = whole_of(node)
        found = self._used(whole)
        return found if is_sure else unsure(found)

    def _used(self, node: Node) -> Uses:
        parent = node.parent
        if parent is None or is_looked_at(node, parent):
            return NO_USES
        if parent.type in MEMBERS:
            return self._member(parent)
        if parent.type in _ASSIGNMENTS:
            return self._assigned(node, parent, is_around=False)
        if parent.type in _FIELDS:
            return self._field(node, parent)
        if parent.type == "spread_element":
            return self._copied(parent)
        if parent.type in CONTAINERS:
            return self._contained(node)
        if parent.type == "arguments":
            return self._passed(node)
        return self._left(node, parent)

    def _left(self, node: Node, parent: Node) -> Uses:
        """An object that leaves the code around it: it is exported, returned, or kept elsewhere."""
        if parent.type == "export_statement":
            return self._changed(ChangeKind.EXPORT, node)
        is_exit = parent.type == "return_statement"
        return self._changed(ChangeKind.ESCAPE, node, is_exit=is_exit)

    def _member(self, member: Node) -> Uses:
        """`object.key` or `object[key]`, and what becomes of it."""
        key = self._key(member)
        node, is_sure = whole_of(member)
        outer = node.parent
        if outer is None or key is None:
            return NO_USES if outer is None else self._escape(node)
        if outer.type == "assignment_expression" and outer.child_by_field_name("left") == node:
            return self._set(member, outer, key)
        if outer.type == "augmented_assignment_expression" and outer.children[0] == node:
            return self._augmented(outer, key)
        if is_target(node):
            return self._changed(ChangeKind.SET, node, key, Dynamic(at=key.at))
        if is_sure and is_deleted(node) and outer.type not in MEMBERS:
            return self._changed(ChangeKind.REMOVE, outer, key)
        if is_called(node):
            name = (member.child_by_field_name("property") or member).text or b""
            method = name.decode("utf-8", "replace")
            if self._places.is_reader(method):
                return NO_USES
            if self._places.is_visiting(method):
                return self._changed(ChangeKind.INNER, outer)
            called = self._changed(ChangeKind.ESCAPE, outer, value=self._expressions.build(member))
            return self._copied(outer) if self._places.is_sharing(method) else called
        return self._inner(node, key)

    def _inner(self, node: Node, key: Expression | None = None) -> Uses:
        """A change of what is in the object, where `node` is that: nothing if it stays as it is."""
        change = self._changed(ChangeKind.INNER, node, key)
        end = self._places.kept(node)
        return change if end is None else self._given(end, change)

    def _given(self, argument: Node, change: Uses, *, is_inside: bool = False) -> Uses:
        """A change that a function which tracks may make; nothing where none has the argument."""
        given = self._places.given_to(argument)
        return given_to(*given, change, is_inside=is_inside) if given is not None else NO_USES

    def _set(self, member: Node, assignment: Node, key: Expression) -> Uses:
        """`object.key = value`."""
        if (member.text or b"").endswith(b"__proto__"):
            return self._escape(assignment)
        right = assignment.child_by_field_name("right")
        value = self._expressions.build(right) if right else Dynamic(at=key.at)
        return self._changed(ChangeKind.SET, assignment, key, value)

    def _augmented(self, outer: Node, key: Expression) -> Uses:
        """`object.key ??= value` and the like."""
        operator, right = outer.child_by_field_name("operator"), outer.child_by_field_name("right")
        gives_way = _DEFAULTS.get(operator.type) if operator is not None else None
        if gives_way is None or right is None:
            return self._changed(ChangeKind.SET, outer, key, Dynamic(at=key.at))
        value = self._expressions.build(right)
        return self._changed(ChangeKind.DEFAULT, outer, key, value, gives_way=gives_way)

    def _key(self, member: Node) -> Expression | None:
        index, name = member.child_by_field_name("index"), member.child_by_field_name("property")
        if index is not None:
            return self._expressions.build(index)
        return self._expressions.key(name) if name is not None else None

    def _copied(self, node: Node) -> Uses:
        """An expression that has what is in the object, and is not the object."""
        return self._inner(node)

    def _assigned(self, node: Node, assignment: Node, *, is_around: bool) -> Uses:
        """`name = object`: another name for it, or a place out of sight."""
        aliases: list[Alias] = []
        for target in _targets(assignment):
            if target == node:
                continue
            name = (target.text or b"").decode("utf-8", "replace")
            if target.type in ("object_pattern", "array_pattern") and not is_around:
                return self._changed(ChangeKind.INNER, node)
            is_path = target.type == "member_expression" and _is_path(name)
            is_beside = is_path and _taken(assignment) != node
            if name.startswith(_EXPORTS):
                return self._changed(ChangeKind.EXPORT, node)
            if target.type != "identifier" and not is_beside:
                return self._escape(node)
            aliases.append(Alias(name=name, offset=node.start_byte, is_around=is_around))
        inner = NO_USES
        if assignment.type == "assignment_expression" and not is_around:
            inner = no_earlier(self._use(assignment), assignment.end_byte)
        return Uses(changes=inner.changes, aliases=(*aliases, *inner.aliases))

    def _field(self, node: Node, field: Node) -> Uses:
        """`name = object` in the body of a class: objects of the class have it as `this.name`."""
        name = field.child_by_field_name("name") or field.child_by_field_name("property")
        is_static = any(child.type == "static" for child in field.children)
        if name is None or name.type != "property_identifier" or is_static:
            return self._escape(node)
        known_as = f"this.{(name.text or b'').decode('utf-8', 'replace')}"
        return Uses(aliases=(Alias(name=known_as, offset=node.start_byte, is_around=False),))

    def _contained(self, node: Node) -> Uses:
        """An object within a literal, by what becomes of the whole."""
        while node.parent is not None and node.parent.type in CONTAINERS:
            node, _ = whole_of(node.parent)
        parent, end = node.parent, self._places.kept(node)
        if parent is None or end is not None:
            escape = self._escape(node)
            return self._given(end, escape, is_inside=True) if end is not None else NO_USES
        if parent.type in _ASSIGNMENTS:
            return self._assigned(node, parent, is_around=True)
        return self._left(node, parent)

    def _passed(self, node: Node) -> Uses:
        call = node.parent.parent if node.parent else None
        callee = call.child_by_field_name("function") if call else None
        if call is not None and callee is not None and callee.text == b"Object.assign":
            first = next(iter(node.parent.named_children), None) if node.parent else None
            return self._merged(call) if first == node else self._copied(call)
        if self._places.is_harmless(node):
            return self._given(node, self._escape(node))
        same, copy = returning(node), copying(node)
        if same is not None:
            return self._use(same)
        return self._copied(copy) if copy is not None else self._escape(node)

    def _merged(self, call: Node) -> Uses:
        """`Object.assign(object, ...)`, which returns the object."""
        built = self._expressions.invocation(call)
        entries = tuple(Spread(value=argument.value) for argument in built.arguments[1:])
        value = Table(at=built.at, entries=entries)
        return joined((self._changed(ChangeKind.MERGE, call, value=value), self._use(call)))


def _taken(assignment: Node) -> Node | None:
    return assignment.child_by_field_name("right") or assignment.child_by_field_name("value")


def _is_path(text: str) -> bool:
    return all(name.isidentifier() for name in text.split("."))


def _targets(assignment: Node) -> Iterator[Node]:
    """All that the value of an assignment is given to from there on: `a = b = value`."""
    inner: Node | None = assignment
    while inner is not None and inner.type in _ASSIGNMENTS:
        target = inner.child_by_field_name("left") or inner.child_by_field_name("name")
        if target is not None:
            yield target
        inner = _taken(inner)
        while inner is not None and inner.type == "parenthesized_expression":
            inner = next(iter(inner.named_children), None)
