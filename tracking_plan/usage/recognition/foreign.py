"""Code of packages that are neither the platform's nor an SDK: functions, objects and classes."""

import re

from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.expression import Expression, Group, Index, Invocation, Member, Name
from tracking_plan.usage.facts.library import library_path
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, path_at
from tracking_plan.usage.facts.regions import RegionKind
from tracking_plan.usage.recognition.elsewhere import NOWHERE, Elsewhere
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.sdks.shape import Sdk

_DEPTH = 6
_KEEPING = frozenset(
    """
    app application server state context ctx request req response res locals globals g config
    settings session store cache current scope module exports
    """.split()
)
"""Objects of packages on which projects keep what is theirs."""


class Foreign:
    """Says what of the expressions of one module is code of a package."""

    def __init__(self, module: Module, sdks: tuple[Sdk, ...], project: Project) -> None:
        self._module = module
        self._sdks = sdks
        self._project = project
        self._language = project.imports.language(module)
        self._elsewhere = Elsewhere(module, project.imports)
        self._storing = re.compile(self._language.storing or r"(?!)")

    def is_open(self, callee: Expression) -> bool:
        """Whether a function may do anything with what it gets, by its name."""
        name = callee.name if isinstance(callee, Member) else getattr(callee, "text", "")
        return name not in self._language.harmless and not self._storing.fullmatch(name)

    def is_storing(self, keys: tuple[str, ...]) -> bool:
        """Whether what has a value under some keys keeps it for whoever asks for it."""
        return any(self._storing.fullmatch(key) for key in keys)

    def is_set(self, target: Expression) -> bool:
        """Whether a target is a member of an object of a package that may do anything with it."""
        owner = target.owner if isinstance(target, Member | Index) else None
        if owner is None or not self.is_foreign(owner):
            return False
        names = (dotted(owner) or "").split(".")
        path = library_path(owner, self._module.lookup)
        return _KEEPING.isdisjoint(names) and path not in self._language.open_objects

    def is_foreign(self, value: Expression, depth: int = 0) -> bool:
        """Whether an expression comes from a package."""
        if depth > _DEPTH:
            return False
        match value:
            case Member(owner=Name(text=me) as owner, name=name) if me in self._language.self_names:
                path = self._language.bound_path(f"{me}.{name}")
                is_own = bool(self._module.lookup(path, owner.offset))
                return not is_own and self._has_foreign_base(owner)
            case Member(owner=owner):
                return self.is_foreign(owner, depth + 1)
            case Invocation(callee=callee):
                return self.is_foreign(callee, depth + 1) and self.is_open(callee)
            case Name(text="super"):
                return self._has_foreign_base(value)
            case Name(text=text, offset=offset):
                bound = self._module.reaching(text, offset) or self._module.lookup(text, offset)
                return bool(bound) and all(self._binds_foreign(one, depth) for one in bound)
        return False

    def _binds_foreign(self, binding: Binding, depth: int) -> bool:
        if binding.imported is not None:
            return self.is_package(binding.imported)
        value = binding.value.expression if binding.value is not None else None
        is_assigned = binding.kind is BindingKind.ASSIGNED and value is not None
        return is_assigned and value is not None and self.is_foreign(value, depth + 1)

    def is_package(self, imported: Imported) -> bool:
        """Whether an import is of a package."""
        is_ours = self._project.is_own_import(self._module, imported)
        is_sdk = any(sdk.exports(imported.module) for sdk in self._sdks)
        return not is_ours and not is_sdk and not self._language.is_standard(imported.module)

    def _has_foreign_base(self, within: Name) -> bool:
        """Whether the class around a place derives from one of a package."""
        region = self._module.regions.at(within.offset).nearest(RegionKind.CLASS)
        class_ = self._module.class_at(region)
        bound = self._module.lookup(class_, region.start) if class_ is not None else ()
        return any(self.derives(one, 0) for one in bound if one.end == region.end)

    def derives(self, class_: Binding, depth: int = 0) -> bool:
        """Whether a class of this module derives from one of a package, by others or itself."""
        group = class_.value.expression if class_.value is not None else None
        for base in group.bases if isinstance(group, Group) and depth <= _DEPTH else ():
            path = path_at(base.partition("[")[0], NOWHERE, class_.offset)
            if self.is_foreign(path):
                return True
            for there, binding in self._elsewhere.bound(path):
                if Foreign(there, self._sdks, self._project).derives(binding, depth + 1):
                    return True
        return False
