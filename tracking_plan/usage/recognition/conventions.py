"""Receivers recognised by naming convention: what projects call their clients."""

import re
from collections.abc import Iterable

from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.choices import is_passed_over
from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.expression import (
    Expression,
    Function,
    Invocation,
    Name,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, path_at, root_of
from tracking_plan.usage.facts.regions import RegionKind
from tracking_plan.usage.project.imports import defining_module
from tracking_plan.usage.recognition.elsewhere import NOWHERE, Elsewhere
from tracking_plan.usage.recognition.making import Making
from tracking_plan.usage.recognition.own_objects import is_own
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.roles import Confidence, Role, SdkObject, doubtful
from tracking_plan.usage.recognition.unset_members import UnsetMembers
from tracking_plan.usage.sdks.shape import CONVENTIONAL, Sdk

_DEPTH = 3
_GIVING = re.compile(r"(?:use|get)(?=[A-Z_])_?(\w+)")


class Conventions:
    """What names are likely to be in one module."""

    def __init__(self, module: Module, sdks: Iterable[Sdk], project: Project) -> None:
        self._module = module
        self._sdks = tuple(sdks)
        self._project = project
        self._language = project.imports.language(module)
        self._elsewhere = Elsewhere(module, project.imports)
        self._importing: dict[str, bool] = {}

    def unbound(self, name: str, offset: int) -> SdkObject | None:
        """A variable that the file binds nowhere."""
        for sdk in self._sdks:
            if name in sdk.globals or name in sdk.variables:
                return SdkObject(sdk=sdk, role=Role.CLIENT)
        known = self._conventional(name, ())
        is_put = known is not None and self._is_put(name, offset)
        return self._function(name) or (doubtful(known) if known and is_put else known)

    def _is_put(self, name: str, offset: int) -> bool:
        """Whether a name that the file binds nowhere may come from where no SDK is seen."""
        written, file = self._module.written, self._module.name
        if written.is_put(name, file) or written.is_set_elsewhere(name, file):
            return True
        stars = [star.imported for star in self._module.lookup("*", offset) if star.imported]
        starred = self._elsewhere.starred(name, offset) if stars else None
        if starred is not None:
            return not any(self._making(sdk, starred[0]).of(starred[1]) for sdk in self._sdks)
        return any(self._project.imports.resolve(self._module, star) is None for star in stars)

    def _function(self, name: str) -> SdkObject | None:
        """A method of an SDK that is a function of the page."""
        own = (sdk for sdk in self._sdks if name in sdk.functions)
        return next((SdkObject(sdk=sdk, role=Role.METHOD, name=name) for sdk in own), None)

    def attribute(self, owner: Expression, name: str) -> SdkObject | None:
        """A member to which the file assigns nothing: of the class itself, or of anything else."""
        ambient = self._ambient(owner, f"{dotted(owner)}.{name}")
        if ambient is not None:
            return ambient
        known = next(
            (SdkObject(sdk=s, role=Role.CLIENT) for s in self._sdks if name in s.variables), None
        )
        known = known or self._conventional(name, ())
        if known is None or (self._is_self(owner) and not self._is_unset(owner, name, known)):
            return known
        return doubtful(known)

    def _is_unset(self, owner: Expression, name: str, known: SdkObject) -> bool:
        """Whether another class may give the object something else, as its own gives it nothing."""
        if known.confidence is not Confidence.LIKELY or not isinstance(owner, Name):
            return False
        members = UnsetMembers(self._module, known.sdk, self._project.imports)
        return members.may_be_else(owner, name)

    def _ambient(self, owner: Expression, path: str) -> SdkObject | None:
        """A class that the types of an SDK declare for all files, unless the file has its own."""
        root = root_of(owner)
        if root is None or self._module.lookup(root.text, root.offset):
            return None
        own = (SdkObject(sdk=s, role=Role.CLASS) for s in self._sdks if path in s.ambient)
        return next(own, None)

    def _is_self(self, owner: Expression) -> bool:
        """Whether an expression means the object or class around it."""
        return dotted(owner) in self._language.self_names and not self._is_dynamic(owner)

    def _is_dynamic(self, owner: Expression) -> bool:
        """Whether JavaScript's `this` is used outside of a class, where it may be anything."""
        if not isinstance(owner, Name) or owner.text not in self._language.dynamic_self:
            return False
        around = self._module.regions.at(owner.offset).outwards()
        return all(region.kind is not RegionKind.CLASS for region in around)

    def bound(self, name: str, bindings: tuple[Binding, ...]) -> SdkObject | None:
        """A name that is bound, but to nothing that shows what it is."""
        function = self._function(name)
        if function is not None and not any(binding.imported for binding in bindings):
            return doubtful(function)
        known = self._client_called(name, bindings) or self._conventional(name, bindings)
        # asked last, as it may read many files
        return None if known and any(self._is_other(b, 0) for b in bindings) else known

    def _client_called(self, name: str, bindings: tuple[Binding, ...]) -> SdkObject | None:
        """A name that only an SDK's client has, or one for what a function called so gives."""
        makers = frozenset(word for binding in bindings if (word := _maker(binding)))
        for sdk in self._sdks:
            if name in sdk.variables or not makers.isdisjoint(map(_plain, sdk.variables)):
                doubts = any(
                    self._is_doubtful(binding, sdk) or self._is_own(binding) for binding in bindings
                )
                confidence = Confidence.DOUBTFUL if doubts else Confidence.CERTAIN
                return SdkObject(sdk=sdk, role=Role.CLIENT, confidence=confidence)
        return None

    def is_open(self, binding: Binding, depth: int = 0) -> bool:
        """Whether the binding leaves open what the name is: no foreign import, no value."""
        if binding.imported:
            return self._project.is_own(binding.imported.module, self._language)
        if binding.annotation or binding.kind is BindingKind.FUNCTION:
            return False
        if binding.kind is BindingKind.OTHER:
            return _is_elsewhere(binding)
        value = binding.value.expression if binding.value else None
        if isinstance(value, Name) and depth < _DEPTH:
            bound = self._module.lookup(value.text, value.offset)
            opens = bool(bound) and all(self.is_open(b, depth + 1) for b in bound)
            return value.text != binding.name and opens
        return value is None or is_passed_over(value, GivesWay.NULL)

    def _conventional(self, name: str, bindings: tuple[Binding, ...]) -> SdkObject | None:
        """A name that projects give to what they track with: likely where the SDK is near."""
        own = (b.imported.module for b in bindings if b.imported)
        about = (name, *(module.replace("/", ".").split(".")[-1] for module in own))
        if not any(word.strip("_").lower() in CONVENTIONAL for word in about):
            return None
        if not all(self.is_open(binding) or _is_given(binding) for binding in bindings):
            return None
        for sdk in self._sdks:
            if self._project.is_in_use(sdk.name):
                confidence = (
                    Confidence.LIKELY if self._is_near(sdk, bindings) else Confidence.DOUBTFUL
                )
                return SdkObject(sdk=sdk, role=Role.CLIENT, confidence=confidence)
        return None

    def _is_near(self, sdk: Sdk, bindings: tuple[Binding, ...]) -> bool:
        """Whether the SDK shows in what makes the name, or the file that is all there is has it."""
        if any(self._is_given_at_last(b, 0) or self._is_own(b) for b in bindings):
            return False
        if made := [binding for binding in bindings if binding.imported or binding.value]:
            return self._making(sdk, self._module).by(made)
        if sdk.name not in self._importing:
            self._importing[sdk.name] = self._project.is_importer(self._module, sdk)
        return self._importing[sdk.name]

    def _making(self, sdk: Sdk, module: Module) -> Making:
        return Making(module, sdk, self._project.imports)

    def _is_other(self, binding: Binding, depth: int) -> bool:
        """Whether a name is known to be something else."""
        if binding.annotation:
            return True
        if binding.imported is None:
            return False
        if not self._project.is_own(binding.imported.module, self._language):
            return True
        origin = self._origin(binding.imported)
        if origin is None or depth > _DEPTH:
            return False
        return self._is_made(origin, binding.imported, depth)

    def _is_made(self, origin: Module, imported: Imported, depth: int) -> bool:
        """Whether what is imported is made there by something that does not reach the SDK."""
        there = Conventions(origin, self._sdks, self._project)
        for binding in origin.lookup(imported.member or "", origin.end):
            if binding.imported:
                return there._is_other(binding, depth + 1)
            value = binding.value.expression if binding.value else None
            root = root_of(value) if isinstance(value, Invocation) else None
            makers = origin.lookup(root.text, root.offset) if root else ()
            if any(there._is_other(m, depth + 1) or there._is_unrelated(m) for m in makers):
                return True
            if any(map(there._gives_another, makers)):
                return True
        return False

    def _gives_another(self, maker: Binding) -> bool:
        """Whether a function gives what a package makes that is no SDK: `return Client()`."""
        function = maker.value.expression if maker.value else None
        returned = function.returned if isinstance(function, Function) else None
        return returned is not None and self._is_of_package(returned.expression, 0)

    def _is_of_package(self, value: Expression, depth: int) -> bool:
        """Whether an expression begins with what is imported from a package that is no SDK."""
        root = root_of(value) if depth <= _DEPTH else None
        bound = self._module.lookup(root.text, root.offset) if root is not None else ()
        return bool(bound) and all(self._is_bound_to_package(one, depth) for one in bound)

    def _is_bound_to_package(self, binding: Binding, depth: int) -> bool:
        if binding.imported is not None:
            return self._is_package(binding.imported)
        value = binding.value.expression if binding.value else None
        is_call = binding.kind is BindingKind.ASSIGNED and isinstance(value, Invocation)
        return is_call and value is not None and self._is_of_package(value, depth + 1)

    def _is_package(self, imported: Imported) -> bool:
        """Whether an import is of a package that is neither the project's nor an SDK."""
        is_ours = self._project.is_own(imported.module, self._language)
        return not is_ours and not any(sdk.exports(imported.module) for sdk in self._sdks)

    def _is_unrelated(self, binding: Binding) -> bool:
        """Whether a name comes from a module of the project that does not reach an SDK."""
        origin = self._origin(binding.imported) if binding.imported else None
        return origin is not None and not any(self._project.reaches(origin, s) for s in self._sdks)

    def _is_doubtful(self, binding: Binding, sdk: Sdk, depth: int = 0) -> bool:
        """Whether what has the SDK's own name may be something else even so."""
        if self._is_given_at_last(binding, 0) or self._is_unrelated(binding):
            return True
        if binding.imported is not None and self._is_else_there(binding, sdk, depth):
            return True
        if self.is_open(binding):
            return False
        value = binding.value.expression if binding.value else None
        path = ((dotted(value) if value else None) or "").lower()
        if not isinstance(value, Invocation):
            path = path.rpartition(".")[0]
        return sdk.name not in path

    def _is_else_there(self, binding: Binding, sdk: Sdk, depth: int) -> bool:
        """Whether what is imported may be something else by the file that makes it."""
        path = path_at(binding.name, NOWHERE, binding.end)
        for there, one in self._elsewhere.bound(path) if depth <= _DEPTH else ():
            inside = Conventions(there, self._sdks, self._project)
            is_made = self._making(sdk, there).by((one,))
            if not is_made and inside._is_doubtful(one, sdk, depth + 1):
                return True
        return False

    def _is_own(self, binding: Binding) -> bool:
        """Whether the project's own code makes what the name is."""
        return is_own(self._module, binding, self._project.imports)

    def _is_given_at_last(self, binding: Binding, depth: int) -> bool:
        """Whether the name is a parameter or the like, or an alias of one."""
        if _is_given(binding):
            return True
        value = binding.value.expression if binding.value else None
        if not isinstance(value, Name) or depth > _DEPTH or value.text == binding.name:
            return False
        bound = self._module.lookup(value.text, value.offset)
        return any(self._is_given_at_last(b, depth + 1) for b in bound)

    def _origin(self, imported: Imported) -> Module | None:
        """The module of the project that binds what is imported, or that is imported itself."""
        imports = self._project.imports
        whole = imports.resolve_name(self._module, imported)
        if whole is not None:
            return whole
        origin = imports.resolve(self._module, imported)
        if origin is None:
            return None
        return defining_module(imports, origin, imported.member or "") or origin


def _maker(binding: Binding) -> str | None:
    """What a function says by its name that it gives: `client`, for `useClient()`."""
    value = binding.value.expression if binding.value else None
    path = dotted(value.callee) if isinstance(value, Invocation) else None
    found = _GIVING.fullmatch((path or "").rpartition(".")[2])
    return _plain(found[1]) if found else None


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _is_given(binding: Binding) -> bool:
    """Whether callers, loops and the like decide what the name is."""
    if binding.kind is BindingKind.OTHER:
        return not _is_elsewhere(binding)
    return binding.kind is BindingKind.PARAMETER and not binding.annotation


def _is_elsewhere(binding: Binding) -> bool:
    """Whether the binding says only that a function assigns to a name from around it."""
    function = binding.block.nearest(RegionKind.FUNCTION)
    return function is not binding.scope.nearest(RegionKind.FUNCTION)
