"""Where the names of types are bound: in the file, or in those that it has them from."""

from collections.abc import Iterable, Iterator

from tracking_plan.place import Span
from tracking_plan.usage.facts.bindings import Binding, Imported
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.types import NamedType, type_key
from tracking_plan.usage.project.imports import ImportGraph, defining_module

_DEPTH = 12
NOWHERE = Span(line=1, column=1, end_line=1, end_column=1)
Bound = tuple[Module, Binding]
"""A binding, and the module of the project that has it."""


def near(module: Module, named: NamedType, depth: int) -> Iterator[Bound]:
    """The bindings of a type's name in the module itself, imports included."""
    path, offset = named.path, named.offset
    if named.module is not None:
        return
    for binding in module.lookup(type_key(path), offset) or module.lookup(path, offset):
        yield module, binding


class TypeNames:
    """Follows the names of types through the files of a project."""

    def __init__(self, imports: ImportGraph) -> None:
        self._imports = imports

    def bound(self, module: Module, named: NamedType, depth: int) -> Iterator[Bound]:
        """The bindings of a type's name, as a module uses it."""
        if depth > _DEPTH:
            return
        path, offset = named.path, named.offset
        bound: Iterable[Binding] = module.lookup(type_key(path), offset)
        for binding in bound or module.lookup(path, offset):
            if binding.imported is None:
                yield module, binding
            else:
                member = binding.imported.member or ""
                yield from self._elsewhere(module, binding.imported, member, depth)
        root, _, rest = path.partition(".")
        for binding in module.lookup(root, offset) if rest and not bound else ():
            imported = binding.imported
            whole = self._imports.resolve_name(module, imported) if imported else None
            if whole is not None:
                inner = NamedType(path=rest, offset=whole.end)
                yield from self.bound(whole, inner, depth + 1)
        if named.module is not None:
            imported = Imported(module=named.module, member=path)
            yield from self._elsewhere(module, imported, path, depth)
        elif not bound and not module.lookup(root, offset):
            for star in module.lookup("*", offset):
                if star.imported is not None:
                    yield from self._elsewhere(module, star.imported, path, depth)

    def _elsewhere(
        self, module: Module, imported: Imported, name: str, depth: int
    ) -> Iterator[Bound]:
        origin = self._imports.resolve(module, imported)
        there = (
            defining_module(self._imports, origin, name, is_type=True) if origin and name else None
        )
        if there is not None:
            yield from self.bound(there, NamedType(path=name, offset=there.end), depth + 1)
