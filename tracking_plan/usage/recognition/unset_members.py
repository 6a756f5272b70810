"""Members of the object that code belongs to, where its own class sets them nowhere.

What sets them is a class that it derives from, or one that derives from it.
"""

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.expression import Group, Name
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import path_at
from tracking_plan.usage.facts.regions import RegionKind
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.elsewhere import NOWHERE, Elsewhere
from tracking_plan.usage.recognition.making import Making
from tracking_plan.usage.resolution.class_members import members_of
from tracking_plan.usage.sdks.shape import Sdk

_DEPTH = 8


class UnsetMembers:
    """Says of members of one module's classes whether they may be something else than an SDK's."""

    def __init__(self, module: Module, sdk: Sdk, imports: ImportGraph) -> None:
        self._module = module
        self._sdk = sdk
        self._imports = imports
        self._language = imports.language(module)
        self._elsewhere = Elsewhere(module, imports)

    def may_be_else(self, me: Name, name: str) -> bool:
        """Whether a member of `me`, the object around the code, may be what no SDK makes."""
        region = self._module.regions.at(me.offset).nearest(RegionKind.CLASS)
        class_ = self._module.class_at(region)
        bound = self._module.lookup(class_, region.start) if class_ is not None else ()
        own = next((binding for binding in bound if binding.end == region.end), None)
        if class_ is None or own is None:
            return False
        written, file = self._module.written, self._module.name
        is_base = bool(written.derived_from(class_))
        return (is_base and written.is_field_set(name, file)) or self._is_inherited(own, name, 0)

    def _is_inherited(self, class_: Binding, name: str, depth: int) -> bool:
        """Whether a class may have a member of its bases that no SDK makes."""
        group = class_.value.expression if class_.value is not None else None
        bases = group.bases if isinstance(group, Group) and depth <= _DEPTH else ()
        return any(self._gives_else(base, class_, name, depth) for base in bases)

    def _gives_else(self, base: str, class_: Binding, name: str, depth: int) -> bool:
        """Whether a base may give a member that no SDK makes: it does, or it is not seen."""
        path = path_at(base.split("[")[0], NOWHERE, class_.offset)
        found = list(self._elsewhere.bound(path))
        for there, binding in found:
            if members := tuple(members_of(there, binding, name, self._language)):
                return not Making(there, self._sdk, self._imports).by(members)
        inside = (UnsetMembers(there, self._sdk, self._imports) for there, _ in found)
        if found:
            pairs = zip(inside, found, strict=True)
            return any(one._is_inherited(b, name, depth + 1) for one, (_, b) in pairs)  # noqa: SLF001
        return self._is_of_package(base, class_.offset)

    def _is_of_package(self, base: str, offset: int) -> bool:
        """Whether a class is imported, and not from what comes with the language."""
        bound = self._module.lookup(base.partition(".")[0], offset)
        imported = (binding.imported for binding in bound if binding.imported is not None)
        return any(not self._language.is_standard(one.module) for one in imported)
