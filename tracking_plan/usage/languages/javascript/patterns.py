"""The names that JavaScript's patterns bind: `{ name, ...rest } = value`, `[first] = value`."""

from collections.abc import Callable, Iterator
from functools import partial

from msgspec.structs import replace
from tree_sitter import Node

from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.choices import member_or_index
from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.expression import Expression, Index, Literal
from tracking_plan.usage.facts.regions import Region
from tracking_plan.usage.facts.types import Annotation
from tracking_plan.usage.languages.javascript.annotations import part_of
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.javascript.members import bare
from tracking_plan.usage.languages.text import CodeText


class Patterns:
    """Takes patterns apart; `binding` makes the binding of one name."""

    def __init__(
        self,
        text: CodeText,
        expressions: JavaScriptExpressions,
        binding: Callable[..., Binding],
    ) -> None:
        self._text = text
        self._expressions = expressions
        self._binding = binding

    def bound(
        self,
        target: Node,
        node: Node,
        kind: BindingKind,
        scope: Region,
        build: Callable[[], Expression] | None,
        declared: Annotation | None = None,
        member: str | None = None,
    ) -> Iterator[Binding]:
        """The bindings of `target = value`, where the target may take things apart."""
        if target.type in ("identifier", "shorthand_property_identifier_pattern"):
            value = Deferred(build, member) if build else None
            yield self._binding(self._text.of(target), node, kind, scope, value, declared)
        elif target.type == "object_pattern":
            for child in target.named_children:
                yield from self._part(child, node, kind, scope, build, declared)
        elif target.type == "array_pattern" and kind is BindingKind.ASSIGNED and build:
            yield from self._items(target, node, scope, build)
        elif target.type in ("array_pattern", "rest_pattern", "assignment_pattern"):
            is_given = kind is BindingKind.PARAMETER and target.type == "rest_pattern"
            other = kind if is_given else BindingKind.OTHER
            for child in target.named_children:
                yield from self.bound(child, node, other, scope, None)

    def _items(
        self, target: Node, node: Node, scope: Region, build: Callable[[], Expression]
    ) -> Iterator[Binding]:
        """The bindings of `[first, second] = value`; of most that is no variable, of nothing."""
        source = bare(node.child_by_field_name("value"))
        position = 0
        for child in target.children:
            position += child.type == ","
            is_item = child.type == "identifier" and source is not None
            if is_item and source is not None and (source.type == "identifier" or _selects(source)):
                item = partial(self._item, build, child, position)
                yield from self.bound(child, node, BindingKind.ASSIGNED, scope, item)
            elif child.is_named:
                yield from self.bound(child, node, BindingKind.OTHER, scope, None)

    def _item(self, build: Callable[[], Expression], target: Node, position: int) -> Expression:
        at = self._text.span(target)
        return Index(at=at, owner=build(), key=Literal(at=at, value=position))

    def _part(
        self,
        part: Node,
        node: Node,
        kind: BindingKind,
        scope: Region,
        build: Callable[[], Expression] | None,
        whole: Annotation | None,
    ) -> Iterator[Binding]:
        """One entry of an object pattern: `name`, `name: target`, `name = default`."""
        key, target = part, part
        if part.type == "pair_pattern":
            key = part.child_by_field_name("key") or part
            target = part.child_by_field_name("value") or part
        elif part.type == "object_assignment_pattern":
            key = target = part.child_by_field_name("left") or part
        elif part.type == "rest_pattern":
            yield from self.bound(part, node, kind, scope, None)
            return
        if target.type == "assignment_pattern":
            target = target.child_by_field_name("left") or target
        value = partial(self._taken, build, key) if build else None
        literal = self._expressions.key(key)
        name = str(literal.value) if isinstance(literal, Literal) else None
        inner = part_of(whole, name)
        if target.type == "object_pattern":
            yield from self.bound(target, node, kind, scope, value, inner, name)
            return
        for binding in self.bound(target, node, kind, scope, value, member=name):
            yield replace(binding, part=inner)

    def _taken(self, build: Callable[[], Expression], key: Node) -> Expression:
        return member_or_index(self._text.span(key), build(), self._expressions.key(key))


def _selects(call: Node) -> bool:
    """Whether a call is of a hook that a function tells what to take: `useStore((s) => [s.a])`."""
    callee, given = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if call.type != "call_expression" or callee is None or given is None:
        return False
    inner = next(iter(given.named_children), None)
    while inner is not None and inner.type == "call_expression":  # `useShallow((s) => [s.a])`
        arguments = inner.child_by_field_name("arguments")
        inner = next(iter(arguments.named_children), None) if arguments is not None else None
    is_hook = (callee.text or b"").rpartition(b".")[2].startswith(b"use")
    return is_hook and inner is not None and inner.type == "arrow_function"
