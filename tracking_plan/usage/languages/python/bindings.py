"""What names are bound to in a Python file."""

import re
from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.expression import (
    Deferred,
    Dynamic,
    Expression,
    Function,
    Group,
    Invocation,
    Literal,
    Member,
    MemberKind,
    Name,
)
from tracking_plan.usage.facts.module import (
    Binding,
    BindingKind,
    Imported,
)
from tracking_plan.usage.facts.regions import Region, RegionKind, Regions
from tracking_plan.usage.languages.python.enumerations import enumeration_kind, value_of
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.python.members import own_members, taken_of
from tracking_plan.usage.languages.text import CodeText
from tracking_plan.usage.languages.tree import Captures, leaves

_FIXED = ("Final", "ClassVar")
_FILE = RegionKind.MODULE
_PATH = re.compile(r"[^\W\d]\w*(?:\.\w+)*")


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
            alias = [c for c in node.children if c.type == "as_pattern_target"]
            target = alias[0].children[0] if alias else None
            if node.parent is not None and node.parent.type == "except_clause" and target:
                yield self._binding(self._text.of(target), node, BindingKind.OTHER)
                continue
            value = self._deferred(node.children[0]) if node.children else None
            yield from self._bound(target, node, value)
        for node in self._captures["rebound"]:
            yield from self._rebound(node)
        for node in self._captures["parameter"]:
            yield from self._parameter(node)
        for node in [*self._captures["from"], *self._captures["import"]]:
            yield from self._imported(node)
        for node in [*self._captures["function"], *self._captures["class"]]:
            yield from self._defined(node)

    def _assigned(self, node: Node) -> Iterator[Binding]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        types = self._types(node.child_by_field_name("type"))
        while right is not None and right.type == "assignment":  # a = b = value
            right = right.child_by_field_name("right")
        if left is None:
            return
        if left.type in ("identifier", "attribute"):
            if right is None and not types:
                return
            yield from self._bound(left, node, self._deferred(right) if right else None, types)
        elif left.type != "subscript":
            yield from self._rebound(left)

    def _bound(
        self,
        target: Node | None,
        node: Node,
        value: Deferred | None = None,
        types: tuple[str, ...] = (),
    ) -> Iterator[Binding]:
        if target is None or target.type not in ("identifier", "attribute"):
            return
        if node.type == "named_expression":
            right = node.child_by_field_name("value")
            value = self._deferred(right) if right else None
        name = self._text.of(target)
        scope = self._scope(name, node.start_byte)
        key = _attribute_key(name) if scope.kind is RegionKind.CLASS else name
        yield self._binding(key, node, BindingKind.ASSIGNED, scope=scope, value=value, types=types)
        if scope.kind is RegionKind.CLASS and "." not in name:
            value = None if types and self._is_made_with(node, types) else value
            yield self._binding(
                f"self.{name}", node, BindingKind.ASSIGNED, scope=scope, value=value, types=types
            )

    def _is_made_with(self, field: Node, types: tuple[str, ...]) -> bool:
        """Whether a class may take another value of a field when it is made: `@dataclass`."""
        body = field.parent.parent if field.parent is not None else None
        made = body.parent if body is not None else None
        if made is None or any(name.rpartition(".")[2] in _FIXED for name in types):
            return False
        is_decorated = made.parent is not None and made.parent.type == "decorated_definition"
        return is_decorated or made.child_by_field_name("superclasses") is not None

    def _rebound(self, node: Node) -> Iterator[Binding]:
        in_comprehension = node.parent is not None and node.parent.type == "for_in_clause"
        scope = self._regions.at(node.start_byte) if in_comprehension else None
        for member in own_members(node):
            yield self._binding(self._text.of(member), member, BindingKind.OTHER)
        for leaf in leaves(node, closed=("attribute", "subscript")):
            if leaf.type == "identifier":
                yield self._binding(self._text.of(leaf), leaf, BindingKind.OTHER, scope=scope)

    def _parameter(self, node: Node) -> Iterator[Binding]:
        name = node if node.type == "identifier" else node.child_by_field_name("name")
        if name is None:
            name = next((c for c in node.children if c.type == "identifier"), None)
        if name is None:
            return
        default = node.child_by_field_name("value")
        yield self._binding(
            self._text.of(name),
            node,
            BindingKind.PARAMETER,
            value=self._deferred(default) if default else None,
            types=self._types(node.child_by_field_name("type")),
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
        value = Deferred(partial(self._group if is_class else self._function, node))
        names = [self._text.of(name)]
        names += [f"self.{names[0]}"] if scope.kind is RegionKind.CLASS else []
        for known_as in names:
            yield self._binding(known_as, node, kind, scope=scope, value=value)

    def _function(self, node: Node) -> Expression:
        types = self._types(node.child_by_field_name("return_type"))
        return Function(at=self._text.span(node), returned=self._returned(node), types=types)

    def _returned(self, node: Node) -> Deferred | None:
        """The value of a function whose last statement returns it."""
        body = node.child_by_field_name("body")
        last = [c for c in body.children if c.is_named and not c.is_extra][-1:] if body else []
        if not last or last[0].type != "return_statement" or not last[0].named_children:
            return None
        return self._deferred(last[0].named_children[0])

    def _group(self, node: Node) -> Expression:
        bases = node.child_by_field_name("superclasses")
        paths = tuple(self._text.of(c) for c in bases.named_children) if bases else ()
        names = [path.split(".")[-1] for path in paths]
        body = node.child_by_field_name("body")
        members = dict(self._members(body, "StrEnum" in names)) if body else {}
        kind = enumeration_kind(names)
        if kind is not None:
            members = {name: value_of(member, names) for name, member in members.items()}
        return Group(
            at=self._text.span(node),
            members=members,
            is_enum=kind is not None,
            bases=paths,
            kind=kind or MemberKind.VALUE,
        )

    def _members(self, body: Node, is_text: bool) -> Iterator[tuple[str, Expression]]:
        for statement in body.children:
            inner = statement.children[0] if statement.children else statement
            left, right = inner.child_by_field_name("left"), inner.child_by_field_name("right")
            if inner.type != "assignment" or left is None or right is None:
                continue
            name, value = self._text.of(left), self._expressions.build(right)
            automatic = isinstance(value, Invocation) and (
                (isinstance(value.callee, Name) and value.callee.text == "auto")
                or (isinstance(value.callee, Member) and value.callee.name == "auto")
            )
            if automatic and is_text:  # StrEnum: the member's name, lower-cased
                value = Literal(at=value.at, value=name.lower())
            yield name, Dynamic(at=value.at) if automatic and not is_text else value

    def _binding(
        self,
        name: str,
        node: Node,
        kind: BindingKind,
        *,
        scope: Region | None = None,
        value: Deferred | None = None,
        imported: Imported | None = None,
        types: tuple[str, ...] = (),
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
            types=types,
            is_fixed=any(name.rpartition(".")[2] == "Final" for name in types),
        )

    def _scope(self, name: str, offset: int) -> Region:
        """Where a name assigned at `offset` is known: for `self.x`, the class."""
        here = self._regions.at(offset)
        if name.startswith(("self.", "cls.")):
            return here.nearest(RegionKind.CLASS)
        own = here.nearest(RegionKind.FUNCTION, RegionKind.CLASS)
        return self._outer.get((id(own), name), own)

    def _deferred(self, node: Node) -> Deferred:
        return Deferred(partial(self._expressions.build, node), taken_of(node))

    def _types(self, node: Node | None) -> tuple[str, ...]:
        """The names in an annotation as paths (`altertable.Altertable`), those in strings too."""
        return tuple(_PATH.findall(self._text.of(node))) if node else ()


def _attribute_key(name: str) -> str:
    return f"self.{name[4:]}" if name.startswith("cls.") else name
