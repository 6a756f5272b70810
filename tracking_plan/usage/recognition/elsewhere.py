"""Where the names of one file lead in the other files of the project."""

from collections.abc import Iterator

from tracking_plan.place import Span
from tracking_plan.usage.facts.bindings import Binding, Imported
from tracking_plan.usage.facts.expression import (
    Entry,
    Expression,
    Invocation,
    Literal,
    Member,
    Name,
    Table,
)
from tracking_plan.usage.facts.library import library_path
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.project.imports import ImportGraph, defining_module

_DEPTH = 6
NOWHERE = Span(line=1, column=1, end_line=1, end_column=1)
Found = tuple[Module, Expression]
"""An expression, and the module that has it."""


class Elsewhere:
    """Follows what one module imports."""

    def __init__(self, module: Module, imports: ImportGraph) -> None:
        self._module = module
        self._imports = imports
        self._language = imports.language(module)

    def definition(self, imported: Imported) -> Found | None:
        """What an import names in the module that defines it; None: that is not the project's."""
        origin = self._imports.resolve(self._module, imported)
        if origin is None:
            return None
        if imported.member is None:
            return self._whole(origin)
        module = defining_module(self._imports, origin, imported.member)
        if module is not None:
            return module, _name(imported.member, module)
        is_default = imported.member == self._language.default_export
        return self._whole(origin) if is_default else self._put(origin, imported.member)

    def bound(self, path: Expression) -> Iterator[tuple[Module, Binding]]:
        """The bindings of a name, or of a member of a module, in the module that has them."""
        if isinstance(path, Member):
            yield from self.bound_there(self.member(path.owner, path.name))
        for binding in (
            self._module.lookup(path.text, path.offset) if isinstance(path, Name) else ()
        ):
            if binding.imported is None:
                yield self._module, binding
            else:
                yield from self.bound_there(self.definition(binding.imported))

    def bound_there(self, there: Found | None) -> Iterator[tuple[Module, Binding]]:
        """The bindings of a name in the module that has it."""
        if there is not None and isinstance(there[1], Name):
            found = there[0].lookup(there[1].text, there[1].offset)
            yield from ((there[0], binding) for binding in found)

    def starred(self, name: str, offset: int) -> Found | None:
        """What a name is that `from module import *` may have brought."""
        for star in reversed(self._module.lookup("*", offset)):  # the last one counts
            origin = self._imports.resolve(self._module, star.imported) if star.imported else None
            module = defining_module(self._imports, origin, name) if origin else None
            if module is not None:
                return module, _name(name, module)
        return None

    def member(self, owner: Expression, name: str) -> Found | None:
        """A member of a module of the project."""
        module = self._module_of(owner, 0)
        if module is None:
            return None
        return self._put(module, name) or (module, _name(name, module))

    def is_defined(self, owner: Expression, name: str) -> bool:
        """Whether `owner` is a module of the project that defines the name itself."""
        module = self._module_of(owner, 0)
        return module is not None and bool(module.lookup(name, module.end))

    def imported(self, call: Invocation) -> str | None:
        """The module that a call imports; None where it imports none, or one that is not shown."""
        is_import = library_path(call.callee, self._module.lookup) in (
            self._language.import_functions
        )
        first = call.arguments[0].value if is_import and call.arguments else None
        if not isinstance(first, Literal):
            return None
        return self._language.package_of(str(first.value))

    def _module_of(self, owner: Expression, depth: int) -> Module | None:
        if depth > _DEPTH:
            return None
        if isinstance(owner, Invocation):
            named = self.imported(owner)
            whole = Imported(module=named, member=None) if named is not None else None
            return self._imports.resolve(self._module, whole) if whole else None
        for binding in (
            self._module.lookup(owner.text, owner.offset) if isinstance(owner, Name) else ()
        ):
            if binding.imported is not None:
                module = self._imports.resolve_name(self._module, binding.imported)
            else:
                value = binding.value.expression if binding.value else None
                is_module = isinstance(value, Name | Invocation) and value is not owner
                module = self._module_of(value, depth + 1) if value and is_module else None
            if module is not None:
                return module
        return None

    def _whole(self, module: Module) -> Found | None:
        """What a module exports as a whole: `module.exports = value`."""
        path = self._language.whole_export
        return (module, _name(path, module)) if path and module.lookup(path, module.end) else None

    def _put(self, module: Module, name: str) -> Found | None:
        """What a module puts into its exports: `exports.name = value`, `{ name: value }`."""
        whole = self._language.whole_export
        for path in (f"{whole}.{name}", f"exports.{name}") if whole else ():
            if module.lookup(path, module.end):
                return module, _name(path, module)
        for binding in module.lookup(whole, module.end) if whole else ():
            value = binding.value.expression if binding.value else None
            for entry in value.entries if isinstance(value, Table) else ():
                if isinstance(entry, Entry) and _is_key(entry.key, name):
                    return module, entry.value
        return None


def _name(path: str, module: Module) -> Name:
    return Name(at=NOWHERE, text=path, offset=module.end)


def _is_key(key: Expression, name: str) -> bool:
    return isinstance(key, Literal) and key.value == name
