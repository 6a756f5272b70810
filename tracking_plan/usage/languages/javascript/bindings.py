"""What names are bound to in a JavaScript or TypeScript file."""

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace
from tree_sitter import Node

from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.regions import Region, RegionKind, Regions
from tracking_plan.usage.facts.types import Annotation
from tracking_plan.usage.languages.javascript.annotations import annotation
from tracking_plan.usage.languages.javascript.exports import exported, is_exported_variable
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.javascript.groups import class_group, enum_group, is_readonly
from tracking_plan.usage.languages.javascript.imports import imported
from tracking_plan.usage.languages.javascript.loops import of_callback, of_loop
from tracking_plan.usage.languages.javascript.members import given_by, own_members
from tracking_plan.usage.languages.javascript.namespaces import namespaces
from tracking_plan.usage.languages.javascript.patterns import Patterns
from tracking_plan.usage.languages.javascript.places import promise_of
from tracking_plan.usage.languages.javascript.scopes import declaring
from tracking_plan.usage.languages.javascript.type_bindings import type_binding
from tracking_plan.usage.languages.text import CodeText
from tracking_plan.usage.languages.tree import Captures, leaves

Scopes = dict[str, set[int]]  # a name -> the identities of the regions that declare it
_BLOCKS = (RegionKind.BLOCK, RegionKind.LOOP, RegionKind.FUNCTION, RegionKind.CLASS)


class JavaScriptBindings:
    """Reads the bindings of one file."""

    def __init__(
        self,
        text: CodeText,
        captures: Captures,
        regions: Regions,
        expressions: JavaScriptExpressions,
        *,
        has_exported_props: bool = False,
    ) -> None:
        self._text = text
        self._has_exported_props = has_exported_props
        self._captures = captures
        self._regions = regions
        self._expressions = expressions
        self._patterns = Patterns(text, expressions, self._binding)

    def all(self) -> Iterator[Binding]:
        """Every binding: declarations, then assignments, which go where the name was declared."""
        declared = list(self._declarations())
        yield from declared
        scopes: Scopes = {}
        for binding in declared:
            scopes.setdefault(binding.name, set()).add(id(binding.scope))
        for node in self._captures["rebound"]:
            for binding in self._rebound(node, scopes):
                yield binding
                if declaring(node, self._regions) is binding.scope:
                    scopes.setdefault(binding.name, set()).add(id(binding.scope))
        for node in self._captures["assignment"]:
            yield from self._assigned(node, scopes)

    def _declarations(self) -> Iterator[Binding]:
        for node in self._captures["declared"]:
            yield from self._declared(node, *_BLOCKS)
        for node in self._captures["var"]:
            yield from self._declared(node, RegionKind.FUNCTION)
        for node in self._captures["parameter"]:
            yield from self._parameter(node)
        for node in self._captures["import"]:
            yield from imported(node, self._text, self._regions)
        for node in self._captures["export"]:
            yield from exported(node, self._text, self._regions, self._expressions)
        for node in self._captures["function"]:
            yield from self._function(node)
        for node in [*self._captures["class"], *self._captures["enum"]]:
            build = class_group if "class" in node.type else enum_group
            yield from self._named(
                node,
                BindingKind.ASSIGNED,
                Deferred(partial(build, node, self._text, self._expressions)),
            )
        yield from namespaces(self._captures["namespace"], self._text, self._regions)
        for node in self._captures["field"]:
            yield from self._field(node)
        for node in self._captures["type"]:
            yield from type_binding(node, self._text, self._regions)

    def _declared(self, node: Node, *owners: RegionKind) -> Iterator[Binding]:
        """The names of a declarator, known in the nearest region of those kinds."""
        target, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if target is None:
            return
        scope = self._regions.at(node.start_byte).nearest(*owners)
        declared = annotation(node.child_by_field_name("type"))
        build = partial(self._expressions.build, value) if value else None
        if value is None and declared is None and target.type == "identifier":
            kind = BindingKind.DECLARED
        else:
            kind = BindingKind.ASSIGNED
        if self._has_exported_props and is_exported_variable(node):
            kind = BindingKind.PARAMETER
        member = given_by(value)
        is_fixed = any(child.type == "const" for child in (node.parent or node).children)
        for binding in self._patterns.bound(target, node, kind, scope, build, declared, member):
            yield replace(binding, is_fixed=True) if is_fixed else binding

    def _parameter(self, node: Node) -> Iterator[Binding]:
        target = node.child_by_field_name("pattern") or node
        default = node.child_by_field_name("value") or promise_of(node)
        if target.type == "assignment_pattern":
            default = target.child_by_field_name("right")
            target = target.child_by_field_name("left") or target
        scope = self._regions.at(node.start_byte).nearest(RegionKind.FUNCTION)
        declared = annotation(node.child_by_field_name("type"))
        build = partial(self._expressions.build, default) if default else None
        found = self._patterns.bound(target, node, BindingKind.PARAMETER, scope, build, declared)
        walked = {self._text.of(n): b for n, b in of_callback(node, self._expressions)}
        bound = [
            replace(one, value=Deferred(walked[one.name])) if one.name in walked else one
            for one in found
        ]
        yield from bound
        if any(c.type in ("accessibility_modifier", "readonly") for c in node.children):
            owner = scope.nearest(RegionKind.CLASS)
            for binding in bound:
                name = f"this.{binding.name}"
                yield replace(binding, name=name, scope=owner)

    def _function(self, node: Node) -> Iterator[Binding]:
        value = Deferred(partial(self._expressions.function, node))
        name, scope = node.child_by_field_name("name"), self._regions.at(node.start_byte)
        if "declaration" in node.type:
            yield from self._named(node, BindingKind.FUNCTION, value)
        elif name is not None and node.type != "method_definition":  # known to itself alone
            inner = self._regions.at(node.end_byte - 1).nearest(RegionKind.FUNCTION)
            yield self._binding(self._text.of(name), node, BindingKind.FUNCTION, inner, value)
        elif name is not None and scope.kind is RegionKind.CLASS:
            known_as = f"this.{self._text.of(name)}"
            yield self._binding(known_as, node, BindingKind.FUNCTION, scope, value)

    def _named(
        self, node: Node, kind: BindingKind, value: Deferred[Expression]
    ) -> Iterator[Binding]:
        name = node.child_by_field_name("name")
        if name is not None:
            scope = self._regions.at(node.start_byte).nearest(*_BLOCKS)
            yield self._binding(self._text.of(name), node, kind, scope, value)

    def _field(self, node: Node) -> Iterator[Binding]:
        name = node.child_by_field_name("name") or node.child_by_field_name("property")
        value = node.child_by_field_name("value")
        if name is None:
            return
        scope = self._regions.at(node.start_byte).nearest(RegionKind.CLASS)
        declared = annotation(node.child_by_field_name("type"))
        is_set = any(child.type == "decorator" for child in node.children)  # by what decorates it
        deferred = Deferred(partial(self._expressions.build, value)) if value else None
        deferred = None if is_set else deferred
        if deferred or declared:
            known_as = f"this.{self._text.of(name)}"
            kind = BindingKind.ASSIGNED
            found = self._binding(known_as, node, kind, scope, deferred, declared)
            yield replace(found, is_fixed=is_readonly(node))

    def _assigned(self, node: Node, scopes: Scopes) -> Iterator[Binding]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return
        if left.type in ("identifier", "member_expression"):
            name = self._text.of(left)
            value = Deferred(partial(self._expressions.build, right), given_by(right))
            scope = self._owner(name, node.start_byte, scopes)
            yield self._binding(name, node, BindingKind.ASSIGNED, scope, value)
        elif left.type == "object_pattern":
            for member in own_members(left):
                name = self._text.of(member)
                owner = self._owner(name, member.start_byte, scopes)
                yield self._binding(name, member, BindingKind.OTHER, owner)
            build = partial(self._expressions.build, right)
            here = self._regions.at(node.start_byte)
            for part in self._patterns.bound(left, node, BindingKind.ASSIGNED, here, build):
                yield replace(part, scope=self._owner(part.name, part.offset, scopes))
        elif left.type != "subscript_expression":
            yield from self._rebound(left, scopes)

    def _rebound(self, node: Node, scopes: Scopes) -> Iterator[Binding]:
        for member in own_members(node):
            name = self._text.of(member)
            scope = self._owner(name, member.start_byte, scopes)
            yield self._binding(name, member, BindingKind.OTHER, scope)
        walked = {leaf.id: Deferred(build) for leaf, build in of_loop(node, self._expressions)}
        for leaf in leaves(node, closed=("member_expression", "subscript_expression")):
            if leaf.type in ("identifier", "shorthand_property_identifier_pattern"):
                name, value = self._text.of(leaf), walked.get(leaf.id)
                scope = declaring(node, self._regions) or self._owner(name, leaf.start_byte, scopes)
                yield self._binding(name, leaf, BindingKind.OTHER, scope, value)

    def _owner(self, name: str, offset: int, scopes: Scopes) -> Region:
        """The scope in which a name that is assigned at `offset` was declared."""
        here = self._regions.at(offset)
        if name.startswith("this."):
            return here.nearest(RegionKind.CLASS)
        declaring = scopes.get(name, ())
        found = (region for region in here.outwards() if id(region) in declaring)
        return next(found, here.nearest(RegionKind.MODULE))

    def _binding(
        self,
        name: str,
        node: Node,
        kind: BindingKind,
        scope: Region,
        value: Deferred[Expression] | None = None,
        declared: Annotation | None = None,
    ) -> Binding:
        return Binding(
            name=name,
            kind=kind,
            offset=node.start_byte,
            end=node.end_byte,
            scope=scope,
            block=self._regions.at(node.start_byte),
            value=value,
            annotation=declared,
        )
