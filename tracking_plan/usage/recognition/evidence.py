"""Receiver analysis: whether a call is an SDK's, and not any function of the same name.

A callee counts when its receiver comes from the SDK: imported from its module, made by its class
or hook, annotated with its class, in this file or in one that it imports from. Where a variable may
also be something else, no rule reports it. Receivers that are known by their name alone are
recognised in `conventions`.
"""

from collections.abc import Iterable
from functools import partial

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.choices import is_passed_over
from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.expression import (
    Choice,
    Expression,
    Function,
    Group,
    Guarded,
    Index,
    Invocation,
    Items,
    Literal,
    Member,
    Name,
    Spread,
)
from tracking_plan.usage.facts.library import library_path
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, path_at, root_of
from tracking_plan.usage.recognition.conventions import Conventions
from tracking_plan.usage.recognition.elsewhere import NOWHERE, Elsewhere, Found
from tracking_plan.usage.recognition.exports import exported, member_of
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.roles import (
    Confidence,
    Role,
    SdkObject,
    TrackedCallee,
    doubtful,
    one_of,
)
from tracking_plan.usage.recognition.type_meanings import TypeMeanings
from tracking_plan.usage.sdks.shape import CONVENTIONAL, Tracking

_DEPTH = 12


class Evidence:
    """Recognises what comes from an SDK in one module."""

    def __init__(self, module: Module, tracking: Tracking, project: Project) -> None:
        self._tracking, self._module = tracking, module
        self._sdks = tracking.used_in(module.language, module.name).sdks
        self._is_own = partial(project.is_own_import, module)
        self._project = project
        self._language = project.imports.language(module)
        self._elsewhere = Elsewhere(module, project.imports)
        self._conventions = Conventions(module, self._sdks, project)
        self._known: dict[int, SdkObject | None] = {}  # of one question: what bindings are
        self.types = self._type_meanings()

    def tracked(self, callee: Expression) -> TrackedCallee | None:
        """The SDK method that `callee` is; None where nothing shows that it is one."""
        found = self.known(callee)
        if found is None or found.role is not Role.METHOD:
            return None
        named = (one for one in found.sdk.signatures if one.name == found.name)
        signature = next((one for one in named if one.after == found.after), None)
        return TrackedCallee(owner=found.sdk, signature=signature, confidence=found.confidence)

    def sending(self, owner: Expression) -> TrackedCallee | None:
        """The method that sends events, of an expression that is an SDK's client."""
        found = self.known(owner)
        if found is None or found.role is not Role.CLIENT:
            return None
        own = (s for s in found.sdk.signatures if s.name not in found.dropped)
        signatures = (s for s in own if s.after == found.after)
        signature = next((s for s in signatures if s.event is not None), None)
        return TrackedCallee(owner=found.sdk, signature=signature)

    def as_object(self, call: Invocation) -> Invocation | None:
        """`Class.method(object, ...)` as `object.method(...)`; None where a call is none such."""
        callee, given = call.callee, call.arguments
        if not self._language.has_unbound_methods or not isinstance(callee, Member) or not given:
            return None
        found = self.known(callee.owner)
        if found is None or found.role is not Role.CLASS or given[0].keyword or given[0].is_spread:
            return None
        made = replace(call, callee=callee.owner, arguments=())
        return replace(call, callee=replace(callee, owner=made), arguments=given[1:])

    def is_client(self, expression: Expression) -> bool:
        """Whether an expression is an SDK's client or class, or has one within it."""
        match expression:
            case Function(returned=returned) if returned is not None:
                expression = returned.expression
            case Items(items=items):
                return any(self.is_client(one) for one in items if not isinstance(one, Spread))
        return self.known(expression) is not None

    def known(self, expression: Expression) -> SdkObject | None:
        """What an expression is in an SDK; None where nothing shows that it is anything."""
        self._known, self.types = {}, self._type_meanings()
        return self.object_of(expression, 0)

    def _type_meanings(self) -> TypeMeanings:
        project, language = self._project, self._language
        return TypeMeanings(
            self._module,
            project.imports,
            lambda module, one, depth: self.within(module).object_of(one, depth),
            lambda name: project.is_own(name, language),
        )

    def within(self, module: Module) -> "Evidence":
        """The same for another module."""
        return self if module is self._module else Evidence(module, self._tracking, self._project)

    def object_of(self, expression: Expression, depth: int) -> SdkObject | None:
        """What an expression is in an SDK, after that many steps."""
        if depth > _DEPTH:
            return None
        declared = self._module.casts.get(expression.at)
        cast = self.types.meaning(declared.type, depth + 1) if declared else None
        return cast or self._shown(expression, depth)

    def _shown(self, expression: Expression, depth: int) -> SdkObject | None:
        match expression:
            case Name():
                return self._named(expression, depth)
            case Member(owner=owner, name=name):
                return self._member(expression, owner, name, depth)
            case Index(at=at, owner=owner, key=Literal(value=str() as name)):
                return self.object_of(Member(at=at, owner=owner, name=name), depth)
            case Invocation(callee=callee):
                return self._made(expression, callee, depth)
            case Choice(options=options):
                some = (one for one in options if not is_passed_over(one, GivesWay.NULL))
                return one_of([self.object_of(one, depth + 1) for one in some])
            case Guarded(value=value):
                return self.object_of(value, depth + 1)
        return None

    def _named(self, name: Name, depth: int) -> SdkObject | None:
        bindings = self._module.reaching(name.text, name.offset)
        bindings = bindings or self._module.lookup(name.text, name.offset)
        if not bindings:
            found = self._followed(self._elsewhere.starred(name.text, name.offset), depth)
            return found or self._conventions.unbound(name.text, name.offset)
        return self._agreed(bindings, depth) or self._conventions.bound(name.text, bindings)

    def _agreed(self, bindings: Iterable[Binding], depth: int) -> SdkObject | None:
        """What a name is by its bindings; doubtful where one of them makes it something else."""
        found = [(binding, self._bound(binding, depth)) for binding in bindings]
        declared = (one for binding, one in found if one and _is_declared(binding))
        objects = [one for _, one in found if one]
        first = next(declared, None)
        if first is not None or not objects:
            return first
        is_else = not all(one or self._conventions.is_open(binding) for binding, one in found)
        return doubtful(objects[0]) if is_else else objects[0]

    def _bound(self, binding: Binding, depth: int) -> SdkObject | None:
        """What a binding makes of a name; nothing where that goes round in a circle."""
        key = id(binding)
        if key not in self._known:
            self._known[key] = None
            self._known[key] = self._made_of(binding, depth)
        return self._known[key]

    def _made_of(self, binding: Binding, depth: int) -> SdkObject | None:
        if binding.imported:
            found = exported(self._sdks, binding.imported, self._is_own)
            return found or self._followed(self._elsewhere.definition(binding.imported), depth)
        if (written := binding.annotation or binding.part) is not None:
            declared = self.types.meaning(written.type, depth + 1)
            if declared is not None:
                return declared
        if binding.value is None or binding.kind is BindingKind.FUNCTION:
            return None
        value = binding.value.expression
        if isinstance(value, Group):
            return self._derived(binding, value, depth)
        return self.object_of(value, depth + 1)

    def _derived(self, binding: Binding, group: Group, depth: int) -> SdkObject | None:
        """The SDK class that a class derives from; doubtful where it tracks in its own way."""
        paths = (path_at(base, NOWHERE, binding.offset) for base in group.bases)
        bases = (sdk_object for path in paths if (sdk_object := self.object_of(path, depth + 1)))
        sdk_object = next((base for base in bases if base.role is Role.CLASS), None)
        if sdk_object is None:
            return None
        own = sdk_object.sdk.signatures
        names = (f"{me}.{one.name}" for one in own for me in self._language.self_names)
        methods = (m for name in names for m in self._module.bindings.get(name, ()))
        is_own = any(binding.offset <= method.offset < binding.end for method in methods)
        return doubtful(sdk_object) if is_own else sdk_object

    def _followed(self, there: Found | None, depth: int) -> SdkObject | None:
        """What an expression is in another module of the project."""
        if there is None or depth > _DEPTH:
            return None
        return self.within(there[0]).certain(there[1], depth + 1)

    def certain(self, value: Expression, depth: int) -> SdkObject | None:
        """What an expression is, if something else than its own name shows it."""
        found = (
            self._agreed(self._module.lookup(value.text, value.offset), depth)
            if isinstance(value, Name)
            else self.object_of(value, depth)
        )
        return found if found and found.confidence is not Confidence.LIKELY else None

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
        is_global = self._language.global_objects.issuperset((dotted(owner) or "?").split("."))
        if is_global and name not in CONVENTIONAL:
            return self._conventions.unbound(name, root.offset if root else 0)
        return self._conventions.attribute(owner, name)

    def _owned(self, owner: Expression, name: str, depth: int) -> SdkObject | None:
        """What a member of an SDK object is."""
        sdk_object = self.object_of(owner, depth + 1)
        if sdk_object is None or sdk_object.confidence is not Confidence.CERTAIN:
            found = self._followed(self._elsewhere.member(owner, name), depth)
            found = found or self.types.of_member(owner, name, depth + 1)
            if found is not None or sdk_object is None:
                return found
            if self._elsewhere.is_defined(owner, name):
                sdk_object = doubtful(sdk_object)
        if sdk_object.role is Role.MODULE:
            return member_of(sdk_object.sdk, name, self._language.default_export)
        if name in sdk_object.sdk.factories and sdk_object.role in (Role.CLIENT, Role.CLASS):
            return replace(sdk_object, role=Role.HOOK)
        if sdk_object.role is not Role.CLIENT:
            return None
        if name in sdk_object.sdk.classes:  # of the namespace that has the client's name
            return replace(sdk_object, role=Role.CLASS)
        names = {one.name for one in sdk_object.sdk.signatures if one.after == sdk_object.after}
        if name in sdk_object.dropped or name not in names.union(sdk_object.sdk.makers):
            return None
        return replace(sdk_object, role=Role.METHOD, name=name)

    def _made(self, call: Invocation, callee: Expression, depth: int) -> SdkObject | None:
        """What a call returns: a client out of a class, a hook, a maker or a function."""
        named = self._elsewhere.imported(call)
        if named is not None:
            whole = Imported(module=named, member=None)
            there = exported(self._sdks, whole)
            return there or self._followed(self._elsewhere.definition(whole), depth)
        path = library_path(callee, self._module.lookup)
        first = call.arguments[0].value if call.arguments else None
        if path in self._language.passing and first is not None:
            return self.object_of(first, depth + 1)
        name = callee.name if isinstance(callee, Member) else None
        if name in self._language.promising and isinstance(first, Function) and first.returned:
            return self.object_of(first.returned.expression, depth + 1)
        sdk_object = self.object_of(callee, depth + 1)
        if sdk_object and sdk_object.role in (Role.CLASS, Role.HOOK):
            return replace(sdk_object, role=Role.CLIENT)
        if sdk_object and sdk_object.is_maker:
            return replace(sdk_object, role=Role.CLIENT, name="", after=sdk_object.name)
        return self.returned(callee, depth)

    def returned(self, callee: Expression, depth: int) -> SdkObject | None:
        """What a function returns, by its annotation or its last statement."""
        path, root = dotted(callee), root_of(callee)
        for binding in self._module.lookup(path, root.offset) if path and root else ():
            there = self._elsewhere.definition(binding.imported) if binding.imported else None
            if there is not None and depth < _DEPTH:
                return self.within(there[0]).returned(there[1], depth + 1)
            function = binding.value.expression if binding.value else None
            if not isinstance(function, Function):
                continue
            if function.annotation is not None:
                declared = self.types.meaning(function.annotation.type, depth + 1)
                if declared is not None:
                    return declared
            if function.returned:
                return self.object_of(function.returned.expression, depth + 1)
        return None


def _is_declared(binding: Binding) -> bool:
    """Whether a type says what is assigned to a name: that of a parameter, what callers give."""
    return binding.annotation is not None and binding.kind is not BindingKind.PARAMETER
