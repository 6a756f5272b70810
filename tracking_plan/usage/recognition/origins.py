"""The origin of a callee: the module that it comes from, and its name there."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.expression import (
    Expression,
    Index,
    Invocation,
    Literal,
    Member,
    Name,
)
from tracking_plan.usage.facts.library import library_path
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.project.imports import ImportGraph, defining_module
from tracking_plan.usage.recognition.own_objects import NOWHERE

_DEPTH = 6
_WHOLE = frozenset({"index", "__init__"})


class Origin(Struct, frozen=True, kw_only=True):
    """A name in a module. `spelled` is the module as code calls it, `module` the file that it is.

    `path` is empty where it is the module itself.
    """

    path: str
    spelled: str = ""
    module: Module | None = None

    def member(self, name: str) -> "Origin":
        """A member of it."""
        return replace(self, path=f"{self.path}.{name}" if self.path else name)

    def readings(self) -> Iterator[tuple[str, str]]:
        """Each module, with the path in it, that `api.tele.send` may mean: `api`, `api.tele`."""
        module, path = self.spelled, self.path
        yield module, path
        while module and "." in path:
            first, _, path = path.partition(".")
            module = f"{module}.{first}"
            yield module, path


Origins = tuple[tuple[Origin, ...], ...]
"""For each binding that a callee may go back to, what it is by that one."""


def is_below(file: str, origin: str) -> bool:
    """Whether a file of the project is the module that `origin` names, or in that package."""
    path = PurePosixPath(file).with_suffix("")
    path = path.parent if path.name in _WHOLE else path
    wanted = origin if "/" in origin else origin.replace(".", "/")
    return f"/{wanted.strip('./@~')}/" in f"/{path}/"


def is_within(spelled: str, origin: str) -> bool:
    """Whether a module, as imports call it, is `origin` or in that package."""
    return spelled == origin or spelled.startswith((f"{origin}.", f"{origin}/"))


class OriginFinder:
    """Finds the origins of the callees of one module."""

    def __init__(self, module: Module, imports: ImportGraph) -> None:
        self._module = module
        self._imports = imports
        self._language = imports.language(module)

    def of(self, expression: Expression, depth: int = 0) -> Origins:
        """The origins of an expression; empty where they are not seen."""
        if depth > _DEPTH:
            return ()
        match expression:
            case Name():
                return self._named(expression, depth)
            case Member(owner=owner, name=name) | Index(owner=owner, key=Literal(value=str(name))):
                found = self.of(owner, depth + 1)
                return tuple(tuple(self._members(one, name, depth)) for one in found)
            case Invocation(callee=callee, arguments=arguments) if (
                arguments
                and library_path(callee, self._module.lookup) in self._language.import_functions
            ):
                first = arguments[0].value
                module = first.value if isinstance(first, Literal) else None
                package = self._language.package_of(str(module))
                whole = Imported(module=package, member=None)
                return (tuple(self._imported(whole, depth)),) if module else ()
            case Invocation(callee=callee):
                found = self.of(callee, depth + 1)
                return tuple(tuple(replace(o, path=f"{o.path}()") for o in one) for one in found)
        return ()

    def _members(self, origins: Iterable[Origin], name: str, depth: int) -> Iterator[Origin]:
        for origin in origins:
            yield origin.member(name)
            if origin.module is not None and not origin.path:
                yield from self._exported(origin.module, name, depth + 1)

    def _named(self, name: Name, depth: int) -> Origins:
        bindings = self._module.reaching(name.text, name.offset)
        bindings = bindings or self._module.lookup(name.text, name.offset)
        if bindings:
            return tuple(tuple(self._bound(binding, depth)) for binding in bindings)
        stars = self._module.lookup("*", name.offset)
        found = [o for star in stars for o in self._starred(star, name.text, depth)]
        return (tuple(found),) if found else ()

    def _starred(self, star: Binding, name: str, depth: int) -> Iterator[Origin]:
        """What a name is that `from module import *` may have brought."""
        if star.imported is None:
            return
        module = self._imports.resolve(self._module, star.imported)
        if module is None:
            yield Origin(spelled=star.imported.module, path=name)
        elif defining_module(self._imports, module, name) is not None:
            yield Origin(spelled=star.imported.module, module=module, path=name)
            yield from self._exported(module, name, depth + 1)

    def _bound(self, binding: Binding, depth: int) -> Iterator[Origin]:
        if binding.imported is not None:
            yield from self._imported(binding.imported, depth)
            return
        value = binding.value.expression if binding.value else None
        is_assigned = binding.kind is BindingKind.ASSIGNED
        is_itself = isinstance(value, Name) and value.text == binding.name
        if is_assigned and value is not None and not is_itself:
            for origins in self.of(value, depth + 1):
                yield from origins
        is_made = is_assigned or binding.kind is BindingKind.FUNCTION
        if is_made and binding.scope.parent is None:
            for name in self._own_names(binding):
                yield Origin(module=self._module, path=name)

    def _own_names(self, binding: Binding) -> Iterator[str]:
        """The names of what the file makes; what it exports as a whole may have one of its own."""
        yield binding.name
        if binding.name != self._language.default_export:
            return
        for name, bound in self._module.bindings.items():
            inner = (b for b in bound if b.scope.parent is None and b is not binding)
            if any(binding.offset <= b.offset and b.end <= binding.end for b in inner):
                yield name

    def _imported(self, imported: Imported, depth: int) -> Iterator[Origin]:
        imports, member = self._imports, imported.member
        module = imports.resolve(self._module, imported)
        yield Origin(spelled=imported.module, module=module, path=member or "")
        if member is None:
            return
        whole = imports.resolve_name(self._module, imported)
        if whole is not None:
            yield Origin(spelled=f"{imported.module}.{member}", module=whole, path="")
        elif module is not None:
            yield from self._exported(module, member, depth + 1)

    def _exported(self, module: Module, name: str, depth: int) -> Iterator[Origin]:
        """What a name is in the module that defines it, by way of those that hand it on."""
        defined = defining_module(self._imports, module, name)
        if defined is None or depth > _DEPTH:
            return
        there = Name(at=NOWHERE, text=name, offset=defined.end)
        for origins in OriginFinder(defined, self._imports).of(there, depth + 1):
            yield from origins
