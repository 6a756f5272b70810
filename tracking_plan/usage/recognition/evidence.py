"""Receiver analysis: whether a call is an SDK's, and not any function of the same name.

A callee counts when its receiver comes from the SDK: imported from its module, made by its class
or hook, annotated with its class, in this file or in one that it imports from. Where a variable may
also be something else, no rule reports it. Receivers that are known by their name alone are
recognised in `conventions`.
"""

from collections.abc import Iterable
from dataclasses import replace

from tracking_plan.place import Span
from tracking_plan.usage.facts.expression import (
    Choice,
    Expression,
    Function,
    Group,
    Guarded,
    Index,
    Invocation,
    Literal,
    Member,
    Name,
    dotted,
    path_at,
    root_of,
)
from tracking_plan.usage.facts.module import Binding, BindingKind, Imported, Module
from tracking_plan.usage.project.imports import defining_module
from tracking_plan.usage.recognition.conventions import Conventions
from tracking_plan.usage.recognition.roles import (
    Confidence,
    Project,
    Role,
    SdkObject,
    TrackedCallee,
)
from tracking_plan.usage.sdks.shape import CONVENTIONAL, Sdk, Tracking

_DEPTH = 12
_NOWHERE = Span(line=1, column=1, end_line=1, end_column=1)


class Evidence:
    """Recognises what comes from an SDK in one module."""

    def __init__(self, module: Module, tracking: Tracking, project: Project) -> None:
        self._tracking = tracking
        here = tracking.in_language(module.language)
        self._module = module
        self._sdks = here.sdks
        self._project = project
        self._language = project.imports.language(module)
        self._conventions = Conventions(module, self._sdks, project)
        self._known: dict[int, SdkObject | None] = {}  # of one question: what bindings are

    def tracked(self, callee: Expression) -> TrackedCallee | None:
        """The SDK method that `callee` is; None where nothing shows that it is one."""
        self._known = {}
        found = self._object(callee, 0)
        if found is None or found.role is not Role.METHOD:
            return None
        named = (one for one in found.sdk.signatures if one.name == found.name)
        signature = next((one for one in named if one.after == found.after), None)
        return TrackedCallee(owner=found.sdk, signature=signature, confidence=found.confidence)

    def sending(self, owner: Expression) -> TrackedCallee | None:
        """The method that sends events, of an expression that is an SDK's client."""
        self._known = {}
        found = self._object(owner, 0)
        if found is None or found.role is not Role.CLIENT:
            return None
        if found.confidence not in (Confidence.CERTAIN, Confidence.LIKELY):
            return None
        signatures = (s for s in found.sdk.signatures if s.after == found.after)
        signature = next((s for s in signatures if s.event is not None), None)
        return TrackedCallee(owner=found.sdk, signature=signature)

    def _object(self, expression: Expression, depth: int) -> SdkObject | None:
        if depth > _DEPTH:
            return None
        match expression:
            case Name():
                return self._named(expression, depth)
            case Member(owner=owner, name=name):
                return self._member(expression, owner, name, depth)
            case Index(at=at, owner=owner, key=Literal(value=str() as name)):
                return self._object(Member(at=at, owner=owner, name=name), depth)
            case Invocation(callee=callee):
                return self._made(expression, callee, depth)
            case Choice(options=options):
                return next((p for o in options if (p := self._object(o, depth + 1))), None)
            case Guarded(value=value):
                return self._object(value, depth + 1)
        return None

    def _named(self, name: Name, depth: int) -> SdkObject | None:
        bindings = self._module.reaching(name.text, name.offset)
        bindings = bindings or self._module.lookup(name.text, name.offset)
        if not bindings:
            return self._conventions.unbound(name.text)
        return self._agreed(bindings, depth) or self._conventions.bound(name.text, bindings)

    def _agreed(self, bindings: Iterable[Binding], depth: int) -> SdkObject | None:
        """What a name is by its bindings; doubtful where one of them makes it something else."""
        found = [(binding, self._bound(binding, depth)) for binding in bindings]
        objects = [sdk_object for _, sdk_object in found if sdk_object]
        annotated = [sdk_object for binding, sdk_object in found if sdk_object and binding.types]
        if annotated or not objects:
            return next(iter(annotated), None)
        if all(sdk_object or self._conventions.is_open(binding) for binding, sdk_object in found):
            return objects[0]
        return replace(objects[0], confidence=Confidence.DOUBTFUL)

    def _bound(self, binding: Binding, depth: int) -> SdkObject | None:
        """What a binding makes of a name; nothing where that goes round in a circle."""
        key = id(binding)
        if key not in self._known:
            self._known[key] = None
            self._known[key] = self._made_of(binding, depth)
        return self._known[key]

    def _made_of(self, binding: Binding, depth: int) -> SdkObject | None:
        if binding.imported:
            return self._exported(binding.imported) or self._followed(binding.imported, depth)
        for name in binding.types:
            type_path = path_at(name, _NOWHERE, binding.offset)
            sdk_object = None if name == binding.name else self._object(type_path, depth + 1)
            if sdk_object and sdk_object.role in (Role.CLASS, Role.HOOK):
                return replace(sdk_object, role=Role.CLIENT)
        if binding.value is None or binding.kind is BindingKind.FUNCTION:
            return None
        value = binding.value.expression
        if isinstance(value, Group):
            return self._derived(binding, value, depth)
        return self._object(value, depth + 1)

    def _derived(self, binding: Binding, group: Group, depth: int) -> SdkObject | None:
        """The SDK class that a class derives from; doubtful where it tracks in its own way."""
        paths = (path_at(base, _NOWHERE, binding.offset) for base in group.bases)
        bases = (sdk_object for path in paths if (sdk_object := self._object(path, depth + 1)))
        sdk_object = next((base for base in bases if base.role is Role.CLASS), None)
        if sdk_object is None:
            return None
        names = (
            f"{me}.{one.name}"
            for one in sdk_object.sdk.signatures
            for me in self._language.self_names
        )
        methods = (method for name in names for method in self._module.bindings.get(name, ()))
        if any(binding.offset <= method.offset < binding.end for method in methods):
            return replace(sdk_object, confidence=Confidence.DOUBTFUL)
        return sdk_object

    def _followed(self, imported: Imported, depth: int) -> SdkObject | None:
        """What a name is in the module of the project that it is imported from."""
        there = self._there(imported) if depth <= _DEPTH else None
        return there[0].certain(there[1], depth + 1) if there else None

    def _there(self, imported: Imported) -> "tuple[Evidence, Name] | None":
        """The evidence of the module that an import names, and the name that it has there."""
        imports = self._project.imports
        origin = imports.resolve(self._module, imported)
        if origin is None or imported.member is None:
            return None
        module = defining_module(imports, origin, imported.member)
        if module is None:
            return None
        name = Name(at=_NOWHERE, text=imported.member, offset=module.end)
        return Evidence(module, self._tracking, self._project), name

    def _of_module(self, owner: Expression, name: str, depth: int) -> SdkObject | None:
        """What a name is in the module of the project that `owner` is."""
        if not isinstance(owner, Name) or depth > _DEPTH:
            return None
        imports = self._project.imports
        for binding in self._module.lookup(owner.text, owner.offset):
            imported = binding.imported
            module = imports.resolve_name(self._module, imported) if imported else None
            if module is not None:
                member = Name(at=_NOWHERE, text=name, offset=module.end)
                return Evidence(module, self._tracking, self._project).certain(member, depth + 1)
        return None

    def _is_defined(self, owner: Expression, name: str) -> bool:
        """Whether `owner` is a module of the project that defines the name itself."""
        if not isinstance(owner, Name):
            return False
        for binding in self._module.lookup(owner.text, owner.offset):
            imported = binding.imported
            module = (
                self._project.imports.resolve_name(self._module, imported) if imported else None
            )
            if module is not None and module.lookup(name, module.end):
                return True
        return False

    def certain(self, name: Name, depth: int) -> SdkObject | None:
        """What a name is, if something else than its own name shows it."""
        sdk_object = self._agreed(self._module.lookup(name.text, name.offset), depth)
        return sdk_object if sdk_object and sdk_object.confidence is not Confidence.LIKELY else None

    def _exported(self, imported: Imported) -> SdkObject | None:
        sdk = next((sdk for sdk in self._sdks if sdk.exports(imported.module)), None)
        return self._export(sdk, imported.member) if sdk else None

    def _export(self, sdk: Sdk, member: str | None) -> SdkObject | None:
        if member is None:
            return SdkObject(sdk=sdk, role=Role.MODULE)
        if member in sdk.classes:
            return SdkObject(sdk=sdk, role=Role.CLASS)
        if member in sdk.hooks:
            return SdkObject(sdk=sdk, role=Role.HOOK)
        return SdkObject(sdk=sdk, role=Role.CLIENT) if member in sdk.clients else None

    def _member(self, whole: Member, owner: Expression, name: str, depth: int) -> SdkObject | None:
        path, root = dotted(whole), root_of(whole)
        path = self._language.bound_path(path) if path else None
        bindings = self._module.lookup(path, root.offset) if path and root else ()
        sdk_object = self._agreed(bindings, depth) or self._owned(owner, name, depth)
        if sdk_object is None and any(b.kind is BindingKind.FUNCTION for b in bindings):
            sdk_object = self.returned(whole, depth)  # a property: read, and not called
        if sdk_object is not None:
            return sdk_object
        if bindings:
            return self._conventions.bound(name, bindings)
        if self._is_global(owner) and name not in CONVENTIONAL:
            return self._conventions.unbound(name)
        return self._conventions.attribute(owner, name)

    def _is_global(self, owner: Expression) -> bool:
        return self._language.global_objects.issuperset((dotted(owner) or "?").split("."))

    def _owned(self, owner: Expression, name: str, depth: int) -> SdkObject | None:
        """What a member of an SDK object is."""
        sdk_object = self._object(owner, depth + 1)
        if sdk_object is None or sdk_object.confidence is not Confidence.CERTAIN:
            found = self._of_module(owner, name, depth)
            if found is not None or sdk_object is None:
                return found
            if self._is_defined(owner, name):
                sdk_object = replace(sdk_object, confidence=Confidence.DOUBTFUL)
        if sdk_object.role is Role.MODULE:
            return self._export(sdk_object.sdk, name) or (
                SdkObject(sdk=sdk_object.sdk, role=Role.CLIENT)
                if name == self._language.default_export
                else None
            )
        if sdk_object.role is not Role.CLIENT:
            return None
        names = {one.name for one in sdk_object.sdk.signatures if one.after == sdk_object.after}
        if name not in names and name not in sdk_object.sdk.makers:
            return None
        return replace(sdk_object, role=Role.METHOD, name=name)

    def _made(self, call: Invocation, callee: Expression, depth: int) -> SdkObject | None:
        """What a call returns: a client out of a class, a hook, a maker or a function."""
        functions = self._language.import_functions
        if isinstance(callee, Name) and callee.text in functions and call.arguments:
            first = call.arguments[0].value
            module = str(first.value) if isinstance(first, Literal) else ""
            return self._exported(Imported(module=module, member=None))
        sdk_object = self._object(callee, depth + 1)
        if sdk_object and sdk_object.role in (Role.CLASS, Role.HOOK):
            return replace(sdk_object, role=Role.CLIENT)
        if (
            sdk_object
            and sdk_object.role is Role.METHOD
            and sdk_object.name in sdk_object.sdk.makers
        ):
            return replace(sdk_object, role=Role.CLIENT, name="", after=sdk_object.name)
        return self.returned(callee, depth)

    def returned(self, callee: Expression, depth: int) -> SdkObject | None:
        """What a function returns, by its annotation or its last statement."""
        path, root = dotted(callee), root_of(callee)
        for binding in self._module.lookup(path, root.offset) if path and root else ():
            there = self._there(binding.imported) if binding.imported and depth < _DEPTH else None
            if there is not None:
                return there[0].returned(there[1], depth + 1)
            function = binding.value.expression if binding.value else None
            if not isinstance(function, Function):
                continue
            for name in function.types:
                type_path = path_at(name, function.at, binding.offset)
                sdk_object = self._object(type_path, depth + 1)
                if sdk_object and sdk_object.role in (Role.CLASS, Role.HOOK):
                    return replace(sdk_object, role=Role.CLIENT)
            if function.returned:
                return self._object(function.returned.expression, depth + 1)
        return None
