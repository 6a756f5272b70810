"""Python files as modules: bindings, scopes and calls."""

from collections.abc import Iterator, Mapping
from functools import cache, partial

import tree_sitter_python
from tree_sitter import Language, Node, Parser, Query, QueryCursor

from tracking_plan.usage.expression import (
    Deferred,
    Entry,
    Expression,
    Function,
    Group,
    Invocation,
    Literal,
    Member,
    Name,
    Opaque,
    Spread,
    Table,
)
from tracking_plan.usage.module import (
    Binding,
    BindingKind,
    Change,
    Imported,
    Module,
    Region,
    RegionKind,
    Regions,
    Uses,
)
from tracking_plan.usage.scanners.python_expressions import PythonExpressions
from tracking_plan.usage.scanners.text import SourceText
from tracking_plan.usage.scanners.tree import Captures, aliases, comment_of, damage_of, is_called

_QUERY = """
(function_definition) @function (lambda) @lambda (class_definition) @class
(block) @block (for_statement) @loop (while_statement) @loop
(assignment) @assignment (named_expression) @walrus
(augmented_assignment left: (_) @rebound) (for_statement left: (_) @rebound)
(for_in_clause left: (_) @rebound) (delete_statement (_) @rebound)
(case_pattern (dotted_name (identifier) @rebound))
(as_pattern) @as (global_statement (identifier) @global) (nonlocal_statement (identifier) @global)
(import_from_statement) @from (import_statement) @import
(parameters (_) @parameter) (lambda_parameters (_) @parameter)
(call) @call (comment) @comment (ERROR) @damage (MISSING) @damage
"""
_ENUMS = frozenset({"Enum", "StrEnum", "IntEnum", "TextChoices", "StringEnum", "MultiValueEnum"})


@cache
def _grammar() -> tuple[Parser, Query]:
    language = Language(tree_sitter_python.language())
    return Parser(language), Query(language, _QUERY)


def scan(path: str, content: bytes, names: frozenset[str]) -> Module:
    """The facts of a Python file. `names` are the callees of which calls are wanted."""
    parser, query = _grammar()
    root = parser.parse(content).root_node
    captures = Captures(QueryCursor(query), root)
    return _PythonFile(path, SourceText(content), captures, names).module()


class _PythonFile:
    """One file while it is being read."""

    def __init__(
        self, path: str, text: SourceText, captures: Captures, names: frozenset[str]
    ) -> None:
        self._path = path
        self._text = text
        self._captures = captures
        self._names = names
        self._expressions = PythonExpressions(text)
        self._regions = Regions(len(text.content), _stretches(captures))

    def module(self) -> Module:
        """The finished facts."""
        bindings = tuple(self._bindings())
        wanted = self._names | aliases(bindings, self._names)
        calls = [c for c in self._captures["call"] if self._called(c) in wanted]
        comments = (comment_of(node, self._text) for node in self._captures["comment"])
        return Module(
            path=self._path,
            language="python",
            regions=self._regions,
            bindings=bindings,
            uses=self._uses,
            invocations=[self._expressions.invocation(node) for node in calls],
            comments=[comment for comment in comments if comment],
            damage=damage_of(self._captures["damage"], calls, wanted, self._text),
        )

    def _called(self, call: Node) -> str:
        callee = call.child_by_field_name("function")
        while callee is not None and callee.type == "parenthesized_expression":
            callee = next(iter(callee.named_children), None)
        if callee is not None and callee.type == "attribute":
            callee = callee.child_by_field_name("attribute")
        return self._text.of(callee) if callee and callee.type == "identifier" else ""

    def _bindings(self) -> Iterator[Binding]:
        for node in self._captures["assignment"]:
            yield from self._assigned(node)
        for node in self._captures["walrus"]:
            yield from self._bound(node.child_by_field_name("name"), node)
        for node in self._captures["as"]:
            alias = [c for c in node.children if c.type == "as_pattern_target"]
            target = alias[0].children[0] if alias else None
            value = self._deferred(node.children[0]) if node.children else None
            yield from self._bound(target, node, value)
        for node in self._captures["rebound"]:
            yield from self._rebound(node)
        for node in self._captures["parameter"]:
            yield from self._parameter(node)
        for node in self._captures["global"]:
            scope = self._regions.at(0).nearest(RegionKind.MODULE)
            yield self._binding(self._text.of(node), node, BindingKind.OTHER, scope=scope)
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
            yield self._binding(
                f"self.{name}", node, BindingKind.ASSIGNED, scope=scope, value=value, types=types
            )

    def _rebound(self, node: Node) -> Iterator[Binding]:
        if node.type == "identifier":
            yield self._binding(self._text.of(node), node, BindingKind.OTHER)
        elif node.type not in ("attribute", "subscript"):
            for child in node.children:
                yield from self._rebound(child)

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
        names = [self._text.of(c).split(".")[-1] for c in bases.children] if bases else []
        body = node.child_by_field_name("body")
        members = dict(self._members(body, "StrEnum" in names)) if body else {}
        is_enum = bool(_ENUMS & set(names))
        return Group(at=self._text.span(node), members=members, is_enum=is_enum)

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
            yield name, Opaque(at=value.at) if automatic and not is_text else value

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
            scope=scope or self._scope(name, node.start_byte),
            block=self._regions.at(node.start_byte),
            value=value,
            imported=imported,
            types=types,
        )

    def _scope(self, name: str, offset: int) -> Region:
        """Where a name assigned at `offset` is known: for `self.x`, the class."""
        here = self._regions.at(offset)
        if name.startswith(("self.", "cls.")):
            return here.nearest(RegionKind.CLASS)
        return here.nearest(RegionKind.FUNCTION, RegionKind.CLASS)

    def _deferred(self, node: Node) -> Deferred:
        name = node.child_by_field_name("attribute") if node.type == "attribute" else None
        member = self._text.of(name) if name else None
        return Deferred(partial(self._expressions.build, node), member)

    def _types(self, node: Node | None) -> tuple[str, ...]:
        """The names in an annotation, those within strings too."""
        if node is None:
            return ()
        if node.type == "identifier":
            return (self._text.of(node),)
        if node.type == "string_content":
            return tuple(part.strip() for part in self._text.of(node).split("|"))
        return tuple(name for child in node.children for name in self._types(child))

    def _uses(self, name: str) -> Uses:
        changes: list[Change] = []
        escapes: list[int] = []
        for node in self._captures.identifiers(name, "identifier"):
            found = list(self._changes(node))
            changes.extend(found)
            if not found and _escapes(node):
                escapes.append(node.start_byte)
        return Uses(changes=tuple(changes), escapes=tuple(escapes))

    def _changes(self, node: Node) -> Iterator[Change]:
        parent = node.parent
        outer = parent.parent if parent else None
        if parent is None or outer is None or parent.start_byte != node.start_byte:
            return
        if parent.type == "subscript" and outer.type == "assignment":
            key, value = parent.child_by_field_name("subscript"), outer.child_by_field_name("right")
            if key and value and outer.start_byte == parent.start_byte:
                yield self._change(outer, self._expressions.build(key), value)
        elif parent.type == "attribute" and is_called(parent):
            yield from self._merged(parent, outer)

    def _merged(self, attribute: Node, call: Node) -> Iterator[Change]:
        """`table.update(...)`; `table.setdefault(key, value)`."""
        method = attribute.child_by_field_name("attribute")
        arguments = self._expressions.invocation(call).arguments
        block = self._regions.at(call.start_byte)
        match self._text.of(method) if method else "":
            case "update":
                entries: tuple[Entry | Spread, ...] = tuple(
                    Spread(value=a.value)
                    if a.keyword is None or a.is_spread
                    else Entry(key=Literal(at=a.value.at, value=a.keyword), value=a.value)
                    for a in arguments
                )
                value = Table(at=self._text.span(call), entries=entries)
                yield Change(offset=call.start_byte, key=None, value=value, block=block)
            case "setdefault" if len(arguments) == 2:
                key, given = arguments
                yield Change(offset=call.start_byte, key=key.value, value=given.value, block=block)

    def _change(self, node: Node, key: Expression, value: Node) -> Change:
        return Change(
            offset=node.start_byte,
            key=key,
            value=self._expressions.build(value),
            block=self._regions.at(node.start_byte),
        )


def _stretches(captures: Captures) -> Iterator[tuple[int, int, RegionKind]]:
    for node in [*captures["function"], *captures["lambda"]]:
        inner = node.child_by_field_name("parameters") or node.child_by_field_name("body")
        if inner is not None:
            yield inner.start_byte, node.end_byte, RegionKind.FUNCTION
    for node in captures["class"]:
        body = node.child_by_field_name("body")
        if body is not None:
            yield body.start_byte, node.end_byte, RegionKind.CLASS
    kinds: Mapping[str, RegionKind] = {"block": RegionKind.BLOCK, "loop": RegionKind.LOOP}
    for name, kind in kinds.items():
        yield from ((node.start_byte, node.end_byte, kind) for node in captures[name])


def _attribute_key(name: str) -> str:
    return f"self.{name[4:]}" if name.startswith("cls.") else name


_TRANSPARENT = ("parenthesized_expression", "conditional_expression")
_REMOVERS = frozenset({b"pop", b"popitem", b"clear"})


def _escapes(node: Node) -> bool:
    """Whether a variable is handed to code that may change what it holds."""
    parent = node.parent
    while parent is not None and parent.type in _TRANSPARENT:
        node, parent = parent, parent.parent
    if parent is not None and parent.type == "attribute" and parent.start_byte == node.start_byte:
        method = parent.child_by_field_name("attribute")
        return method is not None and method.text in _REMOVERS
    if parent is None or parent.type in ("dictionary_splat", "comparison_operator", "parameters"):
        return False
    if parent.type == "assignment":
        return parent.child_by_field_name("right") == node
    return parent.type in ("argument_list", "list", "return_statement", "yield", "keyword_argument")
