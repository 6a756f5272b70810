"""The uses of a dictionary in a variable, in a Python file.

What is not seen to be harmless is taken for a way out of sight.
"""

from collections.abc import Iterator, Mapping
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
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.python.places import (
    ARGUMENTS,
    CONTAINERS,
    PythonPlaces,
    is_deleted,
    is_looked_at,
    is_target,
    whole_of,
)
from tracking_plan.usage.languages.tree import Captures, is_called, is_owner, member_of

_NAMESPACES = ("globals", "locals", "vars")
_EVALUATORS = ("exec", "eval")


class PythonUses:
    """Reads what one file does with variables.

    `tracking` are the functions that local names mean which track.
    """

    def __init__(
        self,
        captures: Captures,
        regions: Regions,
        expressions: PythonExpressions,
        tracking: Mapping[str, frozenset[str]],
    ) -> None:
        self._captures = captures
        self._changed = partial(one_change, regions)
        self._expressions = expressions
        self._places = PythonPlaces(tracking)

    def of(self, path: str) -> Iterator[tuple[int, Uses]]:
        """The uses of a variable, or of what an attribute has, each with its offset."""
        first, *names = path.split(".")
        for node in self._captures.variables(first):
            whole = member_of(node, names, "attribute", "attribute")
            if whole is not None:
                yield node.start_byte, self._use(whole)
            elif not is_owner(node, "attribute"):
                yield node.start_byte, within(self._use(node), names[0])
        for node in self._captures.calls(*_EVALUATORS):
            yield node.start_byte, self._escape(node)
        for node in self._captures.calls(*_NAMESPACES):
            if node.parent is not None:
                yield node.start_byte, self._by_name(node.parent, first)

    def _by_name(self, call: Node, variable: str) -> Uses:
        """What becomes of `globals()`, which has all variables under their names."""
        arguments = call.child_by_field_name("arguments")
        if arguments is not None and arguments.named_child_count:
            return NO_USES  # `vars(x)`: the attributes of something else
        return within(self._use(call), variable)

    def _escape(self, node: Node) -> Uses:
        return self._changed(ChangeKind.ESCAPE, node)

    def _use(self, node: Node) -> Uses:
        whole, is_sure = whole_of(node)
        found = self._used(whole)
        return found if is_sure else unsure(found)

    def _used(self, node: Node) -> Uses:
        parent = node.parent
        if parent is None or is_looked_at(node, parent):
            return NO_USES
        match parent.type:
            case "subscript":
                return self._subscript(parent)
            case "attribute":
                return self._method(parent)
            case "named_expression":
                return self._named(node, parent)
            case "assignment":
                return self._assigned(node, parent, is_around=False)
            case "augmented_assignment" if parent.child_by_field_name("left") == node:
                return self._augmented(parent)
            case "augmented_assignment" | "binary_operator" | "dictionary_splat" | "list_splat":
                return self._copied(parent)
            case kind if kind in CONTAINERS:
                return self._contained(node)
            case kind if kind in ARGUMENTS:
                return self._passed(node)
        is_exit = parent.type == "return_statement"
        return self._changed(ChangeKind.ESCAPE, node, is_exit=is_exit)

    def _subscript(self, place: Node) -> Uses:
        """`table[key]`, and what becomes of it."""
        key = self._key(place)
        node, is_sure = whole_of(place)
        outer = node.parent
        if outer is None or key is None:
            return self._inner(node, ChangeKind.ESCAPE)
        if outer.type == "assignment" and outer.child_by_field_name("left") == node:
            right = outer.child_by_field_name("right")
            value = self._expressions.build(right) if right else Dynamic(at=key.at)
            return self._changed(ChangeKind.SET, outer, key, value)
        if is_target(node):
            return self._changed(ChangeKind.SET, node, key, Dynamic(at=key.at))
        if is_sure and is_deleted(node):
            return self._changed(ChangeKind.REMOVE, node, key)
        return self._inner(node, ChangeKind.INNER, key)

    def _inner(self, node: Node, kind: ChangeKind, key: Expression | None = None) -> Uses:
        """A change of what is in the object, where `node` is that: nothing if it stays as it is."""
        change = self._changed(kind, node, key)
        end = self._places.kept(node)
        return change if end is None else self._given(end, change)

    def _given(self, argument: Node, change: Uses, *, is_inside: bool = False) -> Uses:
        """A change that a function which tracks may make; nothing where none has the argument."""
        given = self._places.given_to(argument)
        return given_to(*given, change, is_inside=is_inside) if given is not None else NO_USES

    def _key(self, place: Node) -> Expression | None:
        keys = place.children_by_field_name("subscript")
        return self._expressions.build(keys[0]) if len(keys) == 1 else None

    def _method(self, attribute: Node) -> Uses:
        """`table.method(...)`, or a method that is handed on."""
        found = attribute.child_by_field_name("attribute")
        name = (found.text or b"").decode() if found else ""
        call = attribute.parent
        if self._places.is_reader(name):
            return NO_USES
        if not is_called(attribute) or call is None:
            return self._escape(attribute)
        if self._places.is_sharing(name):
            return self._copied(call)
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
            put = self._changed(ChangeKind.DEFAULT, call, arguments[0].value, arguments[1].value)
            return joined((put, self._copied(call)))
        if name == "pop" and arguments and not spread:
            return self._changed(ChangeKind.REMOVE, call, arguments[0].value)
        if name == "clear":
            return self._changed(ChangeKind.CLEAR, call)
        return self._escape(call)

    def _copied(self, node: Node) -> Uses:
        """An expression that has what is in the table, and is not the table."""
        return self._inner(node, ChangeKind.INNER)

    def _augmented(self, assignment: Node) -> Uses:
        """`table |= other`."""
        operator = assignment.child_by_field_name("operator")
        right = assignment.child_by_field_name("right")
        if operator is None or operator.type != "|=" or right is None:
            return self._escape(assignment)
        spread = Spread(value=self._expressions.build(right))
        value = Table(at=self._expressions.at(assignment), entries=(spread,))
        return self._changed(ChangeKind.MERGE, assignment, value=value)

    def _named(self, node: Node, walrus: Node) -> Uses:
        """`name := table`, on either side: the whole expression is the same object."""
        inner = no_earlier(self._use(walrus), walrus.end_byte)
        name = walrus.child_by_field_name("name")
        if name is None or name == node:
            return inner
        alias = Alias(name=(name.text or b"").decode(), offset=node.start_byte)
        return Uses(changes=inner.changes, aliases=(*inner.aliases, alias))

    def _assigned(self, node: Node, assignment: Node, *, is_around: bool) -> Uses:
        """`name = table`: another name for it, or a place out of sight."""
        aliases: list[Alias] = []
        for target in _targets(assignment):
            if target == node:
                continue
            name = (target.text or b"").decode()
            is_path = target.type == "attribute" and name.replace(".", "").isidentifier()
            is_beside = is_path and assignment.child_by_field_name("left") == node
            if target.type != "identifier" and not is_beside:
                return self._escape(node)
            aliases.append(Alias(name=name, offset=node.start_byte, is_around=is_around))
        return Uses(aliases=tuple(aliases))

    def _contained(self, node: Node) -> Uses:
        """A table within a literal, by what becomes of the whole."""
        while node.parent is not None and node.parent.type in CONTAINERS:
            node, _ = whole_of(node.parent)
        parent, end = node.parent, self._places.kept(node)
        if parent is None or end is not None:
            escape = self._escape(node)
            return self._given(end, escape, is_inside=True) if end is not None else NO_USES
        if parent.type == "assignment":
            return self._assigned(node, parent, is_around=True)
        is_exit = parent.type == "return_statement"
        return self._changed(ChangeKind.ESCAPE, node, is_exit=is_exit)

    def _passed(self, node: Node) -> Uses:
        if self._places.is_harmless(node):
            return self._given(node, self._escape(node))
        call = self._places.copying(node)
        return self._escape(node) if call is None else self._copied(call)


def _targets(assignment: Node) -> Iterator[Node]:
    """All that the value of an assignment is given to: `a = b = value`, `a = (b := value)`."""
    top: Node | None = assignment
    while top is not None and top.parent is not None and top.parent.type == "assignment":
        top = top.parent
    while top is not None and top.type in ("assignment", "named_expression"):
        target = top.child_by_field_name("left") or top.child_by_field_name("name")
        if target is not None:
            yield target
        top = top.child_by_field_name("right") or top.child_by_field_name("value")
        while top is not None and top.type == "parenthesized_expression":
            top = next(iter(top.named_children), None)
