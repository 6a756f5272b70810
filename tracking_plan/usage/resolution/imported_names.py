"""What imported names are, in the modules that they come from."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Imported
from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.expression import (
    Dynamic,
    DynamicReason,
    Expression,
    Group,
    Invocation,
    Name,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.types import TYPES
from tracking_plan.usage.project.imports import ImportGraph, defining_module
from tracking_plan.usage.resolution.exported_values import (
    exported,
    module_called,
    puttings,
    whole,
)
from tracking_plan.usage.resolution.possible_values import (
    PossibleValue,
    Simplest,
    less_direct,
    unknown,
)


class ImportedNames:
    """Follows the imports of one module. `simplest` lists what an expression of a module may be."""

    def __init__(
        self, module: Module, graph: ImportGraph, simplest: Callable[[Module], Simplest]
    ) -> None:
        self._module = module
        self._graph = graph
        self._simplest = simplest
        self._language = graph.language(module)

    def imported(
        self, use: Expression, imported: Imported, resolution: Resolution, depth: int
    ) -> Iterator[PossibleValue]:
        """What an imported name is in the module that it comes from."""
        origin, member = self._graph.resolve(self._module, imported), imported.member or ""
        module = defining_module(self._graph, origin, member) if origin and member else None
        if module is None:
            put = exported(origin, member, self._language, use.at) if origin and member else None
            if origin is None or put is None:
                yield from self._whole(use, self._graph.resolve_name(self._module, imported), depth)
                return
            yield from self._evaluated(origin, put, use, depth)
            return
        for found in self._elsewhere(module, member, use, depth):
            yield replace(found, resolution=less_direct(found.resolution, resolution))

    def starred(self, use: Name, depth: int) -> Iterator[PossibleValue]:
        """What a name is that `from module import *` may have brought."""
        module = defining_module(self._graph, self._module, use.text)
        if module is None:
            missing = Dynamic(at=use.at, reason=DynamicReason.IMPORTED)
            yield replace(unknown(use, self._module), expression=missing)
            return
        yield from self._elsewhere(module, use.text, use, depth)

    def _elsewhere(
        self, module: Module, name: str, use: Expression, depth: int
    ) -> Iterator[PossibleValue]:
        """What a name is at the end of another module."""
        there = Name(at=use.at, text=name, offset=module.end)
        yield from self._evaluated(module, there, use, depth)

    def _evaluated(
        self, module: Module, there: Expression, use: Expression, depth: int
    ) -> Iterator[PossibleValue]:
        for found in self._simplest(module)(there, depth + 1):
            yield replace(found, at=use.at)

    def required(self, call: Invocation, depth: int) -> Iterator[PossibleValue]:
        """The module that a call gives, `require("./names")`; nothing where it gives none."""
        named = module_called(call, self._module, self._language)
        if named is not None:
            imported = Imported(module=named, member=None)
            yield from self._whole(call, self._graph.resolve(self._module, imported), depth)

    def _whole(self, use: Expression, module: Module | None, depth: int) -> Iterator[PossibleValue]:
        """A module as a whole, whose names are its members; None: one that cannot be seen."""
        if module is None:
            missing = Dynamic(at=use.at, reason=DynamicReason.IMPORTED)
            yield replace(unknown(use, self._module), expression=missing)
            return
        exports = whole(module, self._language, use.at)
        if exports is not None:
            yield from self._evaluated(module, exports, use, depth)
            return
        values = (name for name in module.bindings if not name.startswith(TYPES))
        names = {name for name in values if module.lookup(name, module.end)}
        members = {name: Name(at=use.at, text=name, offset=module.end) for name in sorted(names)}
        members |= dict(puttings(module, self._language, use.at))
        group = Group(at=use.at, members=members, is_enum=False)
        yield PossibleValue(
            expression=group, resolution=Resolution.CONSTANT, at=use.at, module=module
        )
