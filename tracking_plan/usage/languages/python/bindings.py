"""What names are bound to in a Python file."""

from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.expression import Expression, Function
from tracking_plan.usage.facts.regions import Region, RegionKind, Regions
from tracking_plan.usage.facts.types import Annotation, type_key
from tracking_plan.usage.languages.python.annotations import (
    annotation,
    named_type,
    outermost,
    parameter_type,
)
from tracking_plan.usage.languages.python.decorators import decorators_of
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.python.groups import class_group
from tracking_plan.usage.languages.python.loops import of_loop
from tracking_plan.usage.languages.python.members import attribute_key, given_by, own_members
from tracking_plan.usage.languages.python.parameters import REST, is_bound, parameters, start_of
from tracking_plan.usage.languages.returns import delay_of, outcomes, returns_once
from tracking_plan.usage.languages.text import CodeText
from tracking_plan.usage.languages.tree import Captures, leaves

_FIXED = ("Final", "ClassVar")
_HANDED = ("as_pattern", "named_expression")
_FILE = RegionKind.MODULE


class PythonBindings:
    """Reads the bindings of one file."""

    def __init__(
        self,
        text: CodeText,
        captures: Captures,
        regions: Regions,
        expressions: PythonExpressions,
    ) -> None:
        self._text = text
        self._captures = captures
        self._regions = regions
        self._expressions = expressions
        self._outer = dict(self._declared_outside())

    def _declared_outside(self) -> Iterator[tuple[tuple[int, str], Region]]:
        """The scopes of what functions declare as `global` or `nonlocal`, by function and name."""
        for node in self._captures["global"]:
            here = self._regions.at(node.start_byte).nearest(RegionKind.FUNCTION)
            is_global = node.parent is not None and node.parent.type == "global_statement"
            around = here.parent if here.parent is not None and not is_global else None
            scope = around.nearest(RegionKind.FUNCTION) if around is not None else None
            yield (id(here), self._text.of(node)), scope or self._regions.at(0).nearest(_FILE)

    def all(self) -> Iterator[Binding]:
        """Every binding."""
        for node in self._captures["assignment"]:
            yield from self._assigned(node)
        for node in self._captures["walrus"]:
            yield from self._bound(node.child_by_field_name("name"), node)
        for node in self._captures["as"]:
            yield from self._as(node)
        for node in self._captures["rebound"]:
            yield from self._rebound(node)
        for node in self._captures["parameter"]:
            yield from self._parameter(node)
        for node in [*self._captures["from"], *self._captures["import"]]:
            yield from self._imported(node)
        for node in [*self._captures["function"], *self._captures["class"]]:
            yield from self._defined(node)
        for node in self._captures["alias"]:
            yield from self._alias(node)

    def _as(self, node: Node) -> Iterator[Binding]:
        alias = [c for c in node.children if c.type == "as_pattern_target"]
        target = alias[0].children[0] if alias else None
        if target is None and node.named_children[0].type == "case_pattern":
            yield self._matched(node)
            return
        if node.parent is not None and node.parent.type == "except_clause" and target:
            yield self._binding(self._text.of(target), node, BindingKind.OTHER)
            return
        if target and target.type not in ("identifier", "attribute"):  # `as (first, second)`
            yield from self._rebound(target)
            return
        yield from self._bound(target, node, self._deferred(node.children[0]))

    def _matched(self, node: Node) -> Binding:
        """`case Class() as name`."""
        pattern = next(iter(node.named_children[0].named_children), None)
        is_class = pattern is not None and pattern.type == "class_pattern"
        declared = annotation(pattern.named_children[0]) if pattern and is_class else None
        name = self._text.of(node.named_children[-1])
        return self._binding(name, node, BindingKind.OTHER, declared=declared)

    def _assigned(self, node: Node) -> Iterator[Binding]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        declared = annotation(node.child_by_field_name("type"))
        while right is not None and right.type == "assignment":  # a = b = value
            right = right.child_by_field_name("right")
        if left is None:
            return
        if left.type in ("identifier", "attribute"):
            if right is None and declared is None:
                return
            yield from self._bound(left, node, self._deferred(right) if right else None, declared)
        elif left.type != "subscript":
            yield from self._rebound(left)

    def _bound(
        self,
        target: Node | None,
        node: Node,
        value: Deferred[Expression] | None = None,
        declared: Annotation | None = None,
    ) -> Iterator[Binding]:
        if target is None or target.type not in ("identifier", "attribute"):
            return
        if node.type == "named_expression":
            right = node.child_by_field_name("value")
            value = self._deferred(right) if right else None
        name = self._text.of(target)
        scope = self._scope(name, node.start_byte)
        key = attribute_key(name) if scope.kind is RegionKind.CLASS else name
        denotes = named_type(node.child_by_field_name("right"))
        is_field = scope.kind is RegionKind.CLASS and "." not in name
        for known_as in [key, f"self.{name}"] if is_field else [key]:
            is_given = known_as != name and declared is not None and self._is_made_with(node)
            yield self._binding(
                known_as,
                node,
                BindingKind.ASSIGNED,
                scope=scope,
                value=None if is_given else value,
                declared=declared,
                denotes=denotes,
                is_fixed=outermost(node.child_by_field_name("type")) == "Final",
            )

    def _is_made_with(self, field: Node) -> bool:
        """Whether a class may take another value of a field when it is made: `@dataclass`."""
        body = field.parent.parent if field.parent is not None else None
        made = body.parent if body is not None else None
        if made is None or outermost(field.child_by_field_name("type")) in _FIXED:
            return False
        is_decorated = made.parent is not None and made.parent.type == "decorated_definition"
        return is_decorated or made.child_by_field_name("superclasses") is not None

    def _rebound(self, node: Node) -> Iterator[Binding]:
        in_comprehension = node.parent is not None and node.parent.type == "for_in_clause"
        scope = self._regions.at(node.start_byte) if in_comprehension else None
        for member in own_members(node):
            yield self._binding(self._text.of(member), member, BindingKind.OTHER)
        walked = {leaf.id: Deferred(build) for leaf, build in of_loop(node, self._expressions)}
        for leaf in leaves(node, closed=("attribute", "subscript")):
            if leaf.type == "identifier":
                name, value = self._text.of(leaf), walked.get(leaf.id)
                yield self._binding(name, leaf, BindingKind.OTHER, scope=scope, value=value)

    def _parameter(self, node: Node) -> Iterator[Binding]:
        name = node if node.type == "identifier" else node.child_by_field_name("name")
        rest = next((one for one in node.children if one.type in REST), None)  # `**p: object`
        if name is None:
            inner = rest if rest is not None else node
            name = next((c for c in inner.children if c.type == "identifier"), None)
        if name is None:
            return
        declared = annotation(node.child_by_field_name("type")) if rest is None else None
        default = node.child_by_field_name("value")
        yield self._binding(
            self._text.of(name),
            node,
            BindingKind.PARAMETER,
            value=self._deferred(default) if default else None,
            declared=declared,
        )

    def _imported(self, node: Node) -> Iterator[Binding]:
        origin = node.child_by_field_name("module_name")
        module = self._text.of(origin) if origin else None
        if module is not None and any(c.type == "wildcard_import" for c in node.children):
            everything = Imported(module=module, member=None)
            yield self._binding("*", node, BindingKind.IMPORTED, imported=everything)
        for name in node.children_by_field_name("name"):
            plain, alias = name.child_by_field_name("name"), name.child_by_field_name("alias")
            path = self._text.of(plain or name)
            if module is not None:
                imported, local = Imported(module=module, member=path), path
            else:  # `import a.b` binds `a`, `import a.b as c` the module a.b
                imported = Imported(module=path if alias else path.split(".")[0], member=None)
                local = path.split(".")[0]
            local = self._text.of(alias) if alias else local
            yield self._binding(local, node, BindingKind.IMPORTED, imported=imported)

    def _defined(self, node: Node) -> Iterator[Binding]:
        name = node.child_by_field_name("name")
        if name is None:
            return
        scope = self._scope("", node.start_byte)
        is_class = node.type == "class_definition"
        kind = BindingKind.ASSIGNED if is_class else BindingKind.FUNCTION
        read = (
            partial(class_group, node, self._text, self._expressions)
            if is_class
            else partial(self._function, node)
        )
        value = Deferred(read)
        names = [self._text.of(name)]
        names += [f"self.{names[0]}"] if scope.kind is RegionKind.CLASS else []
        for known_as in names:
            yield self._binding(known_as, node, kind, scope=scope, value=value)
        inner = self._regions.at(node.end_byte - 1)
        within = inner.nearest(RegionKind.CLASS if is_class else RegionKind.FUNCTION)
        parameters = node.child_by_field_name("type_parameters")
        for child in parameters.named_children if parameters else ():
            yield from self._named_type(parameter_type(child), child, within)

    def _alias(self, node: Node) -> Iterator[Binding]:
        """`type X = Y`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        name = next(leaves(left), None) if left is not None else None
        if name is not None and right is not None:
            scope = self._scope("", node.start_byte)
            denoted = annotation(right)
            named = (self._text.of(name), denoted) if denoted else None
            yield from self._named_type(named, node, scope)

    def _named_type(
        self, named: tuple[str, Annotation] | None, node: Node, scope: Region
    ) -> Iterator[Binding]:
        if named is not None:
            key, kind = type_key(named[0]), BindingKind.OTHER
            yield self._binding(key, node, kind, scope=scope, denotes=named[1])

    def _function(self, node: Node) -> Expression:
        decorators = decorators_of(node)
        return Function(
            at=self._text.span(node),
            start=start_of(node),
            is_replaced=bool(decorators),
            decorators=tuple(map(self._deferred, decorators)),
            is_bound=is_bound(node),
            returned=self._returned(node),
            annotation=annotation(node.child_by_field_name("return_type")),
            parameters=parameters(node, self._expressions.build),
            returns_once=partial(returns_once, node),
            outcomes=partial(outcomes, node, self._expressions.build),
            delay=partial(delay_of, node),
        )

    def _returned(self, node: Node) -> Deferred[Expression] | None:
        """The value of a function whose last statement returns it."""
        body = node.child_by_field_name("body")
        last = [c for c in body.children if c.is_named and not c.is_extra][-1:] if body else []
        if not last or last[0].type != "return_statement" or not last[0].named_children:
            return None
        return self._deferred(last[0].named_children[0])

    def _binding(
        self,
        name: str,
        node: Node,
        kind: BindingKind,
        *,
        scope: Region | None = None,
        value: Deferred[Expression] | None = None,
        imported: Imported | None = None,
        declared: Annotation | None = None,
        denotes: Annotation | None = None,
        is_fixed: bool = False,
    ) -> Binding:
        return Binding(
            name=name,
            kind=kind,
            offset=node.start_byte,
            end=node.end_byte,
            scope=scope or self._scope(name, node.start_byte),
            block=self._regions.at(node.start_byte),
            value=value,
            imported=imported,
            annotation=declared,
            denotes=denotes,
            is_fixed=is_fixed,
            is_handed=node.type in _HANDED,
        )

    def _scope(self, name: str, offset: int) -> Region:
        """Where a name assigned at `offset` is known: for `self.x`, the class."""
        here = self._regions.at(offset)
        if name.startswith(("self.", "cls.")):
            return here.nearest(RegionKind.CLASS)
        own = here.nearest(RegionKind.FUNCTION, RegionKind.CLASS)
        return self._outer.get((id(own), name), own)

    def _deferred(self, node: Node) -> Deferred[Expression]:
        return Deferred(partial(self._expressions.build, node), given_by(node))
