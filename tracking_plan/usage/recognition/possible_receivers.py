"""Receivers that may be an SDK's client: nothing shows it, and nothing shows that they are not.

Code keeps clients in objects, class members, tuples and singletons, and hands them to functions
that give them back. Where such a receiver cannot be followed, a call on it is no call of the SDK
for any rule, but it may send what it names.
"""

from collections.abc import Iterable

from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.expression import (
    Choice,
    Dynamic,
    DynamicReason,
    Entry,
    Expression,
    Function,
    Guarded,
    Index,
    Invocation,
    Items,
    Literal,
    Member,
    Name,
    Spread,
    Table,
    ValueType,
)
from tracking_plan.usage.facts.library import library_path
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import called_in, dotted, given_to, root_of, start_of
from tracking_plan.usage.recognition.evidence import Evidence
from tracking_plan.usage.recognition.own_objects import is_own, is_own_value
from tracking_plan.usage.recognition.package_objects import PackageObjects, is_nothing
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.roles import Confidence, TrackedCallee
from tracking_plan.usage.sdks.shape import Sdk

_DEPTH = 3
_DEEPEST = 8
_CONTAINERS = (None, ValueType.ARRAY, ValueType.OBJECT)


class PossibleReceivers:
    """What may be a client of an SDK in one module."""

    def __init__(
        self, module: Module, sdks: Iterable[Sdk], project: Project, evidence: Evidence
    ) -> None:
        self._module = module
        self._sdks = tuple(sdk for sdk in sdks if project.is_in_use(sdk.name))
        self._project = project
        self._evidence = evidence
        self._language = project.imports.language(module)
        self._near: dict[str, bool] = {}
        self._objects = PackageObjects(module, self._language, self._may_contain, self._may_be_own)

    def tracked(self, callee: Expression, depth: int = 0) -> TrackedCallee | None:
        """The SDK's method that a callee may be; None where it is known to be something else."""
        if isinstance(callee, Name) and depth < _DEPTH:
            return self._taken(callee, depth)
        if not isinstance(callee, Member) or self._is_other(callee):
            return None
        for sdk in self._sdks:
            named = (s for s in sdk.signatures if s.name == callee.name and s.after is None)
            signature = next((s for s in named if s.event is not None), None)
            if signature is not None:
                is_likely = self._is_near(sdk) and not self._objects.have(callee.owner)
                confidence = Confidence.DOUBTFUL if is_likely else Confidence.FAINT
                return TrackedCallee(owner=sdk, signature=signature, confidence=confidence)
        return None

    def near(self, name: str | None) -> TrackedCallee | None:
        """The method of that name (None: of any) of an SDK that the file is near to."""
        for sdk in filter(self._is_near, self._sdks):
            for signature in sdk.signatures:
                if signature.event is not None and name in (None, signature.name):
                    return TrackedCallee(owner=sdk, signature=signature)
        return None

    def _is_near(self, sdk: Sdk) -> bool:
        if sdk.name not in self._near:
            self._near[sdk.name] = self._project.is_near(self._module, sdk)
        return self._near[sdk.name]

    def _taken(self, name: Name, depth: int) -> TrackedCallee | None:
        """A method that a variable was given: `const { track } = useTracking()`."""
        bindings = self._module.reaching(name.text, name.offset)
        values = [b.value.expression for b in bindings if b.value and not b.imported]
        members = [value for value in values if isinstance(value, Member)]
        found = (self.tracked(member, depth + 1) for member in members)
        return next((callee for callee in found if callee), None)

    def _is_other(self, callee: Member) -> bool:
        """Whether the receiver is known to be no client of an SDK."""
        owner, root = callee.owner, root_of(callee.owner)
        if root is not None and self._is_self(root):
            if is_own_value(self._module, owner, self._project.imports):
                return True
            if self._are_else(self._bound(owner, root), 0, is_direct=True):
                return True
            bound = self._bound(callee, root)
            return any(binding.kind is BindingKind.FUNCTION for binding in bound)
        return not self._may_be(owner, 0)

    def _is_self(self, root: Name) -> bool:
        """Whether a path begins with the object that the code belongs to."""
        return root.text in self._language.self_names or root.text == "super"

    def _may_be(self, value: Expression, depth: int) -> bool:
        """Whether an expression may be a client."""
        if depth > _DEEPEST:
            return True
        match value:
            case Choice(options=options):
                return any(self._may_be(one, depth + 1) for one in options)
            case Guarded(value=inner):
                return self._may_be(inner, depth + 1)
            case Table(entries=entries):
                spreads = (one.value for one in entries if isinstance(one, Spread))
                return any(self._may_be(one, depth + 1) for one in spreads)
            case Dynamic(type=type_, reason=reason):
                return type_ is None and reason is not DynamicReason.NO_TEXT
            case Name() | Member() | Index() | Invocation():
                return self._may_be_path(value, depth)
        return False

    def _may_contain(self, value: Expression, depth: int) -> bool:
        """Whether an expression may be a client, or an object that has one, or return one."""
        match value:
            case Items(items=inner) | Table(entries=inner):
                return any(self._may_contain(_value(one), depth + 1) for one in inner)
            case Function(returned=returned):
                return returned is not None and self._may_contain(returned.expression, depth + 1)
            case Dynamic(type=type_):
                return type_ in _CONTAINERS
        return self._may_be(value, depth)

    def _may_be_path(self, value: Name | Member | Index | Invocation, depth: int) -> bool:
        """Whether a path may be a client: by its root, or by what its calls are given."""
        root = root_of(value)
        if root is None:
            return self._may_contain(start_of(value), depth + 1)
        is_path = isinstance(value, Name)  # of which all bindings count
        is_own_one = not is_path and is_own_value(self._module, value, self._project.imports)
        if not is_own_one and not self._is_else(value, root, depth):
            return True
        given = tuple(given_to(value))
        if self._module.lookup(root.text, root.offset):
            is_open = depth > 0 or any(self._may_be_key(one, depth) for one in given)
            is_given_out = is_open and not is_own_one and self._is_given_out(value, root)
            return is_given_out or any(self._evidence.is_client(one) for one in given)
        if root.text in self._language.import_functions:
            return any(self._is_own_module(one) for one in given)
        is_all = root.text in self._language.namespaces
        return is_all or any(self._may_contain(one, depth + 1) for one in given)

    def _may_be_key(self, value: Expression, depth: int) -> bool:
        """Whether what a function is given may stand for a client: a name, or its class."""
        return isinstance(value, Literal) or self._may_contain(value, depth + 1)

    def _is_given_out(self, value: Expression, root: Name) -> bool:
        """Whether a package's function may give out what it was given elsewhere: `inject(key)`.

        What a class makes is an object of it.
        """
        imported = [b.imported for b in self._module.lookup(root.text, root.offset)]
        is_foreign = all(one is not None and not self._may_be_own(one) for one in imported)
        function = called_in(value)
        name = function.name if isinstance(function, Member) else root.text
        return is_foreign and function is not None and not name[:1].isupper()

    def _is_own_module(self, named: Expression) -> bool:
        """Whether what is imported may be a module of the project, or is an SDK's."""
        if not isinstance(named, Literal):
            return True
        module = self._language.package_of(str(named.value))
        is_sdk = any(sdk.exports(module) for sdk in self._sdks)
        return is_sdk or self._project.is_own(module, self._language)

    def _is_else(self, value: Expression, root: Name, depth: int) -> bool:
        """Whether what a path begins with, or a part of it, is known to have no client."""
        whole = self._bound(value, root)
        if whole and not self._is_put_elsewhere(value):
            return self._are_else(whole, depth, is_direct=True)
        bindings = self._module.lookup(root.text, root.offset)
        is_direct = isinstance(value, Name)
        if not bindings and self._is_self(root):
            return False
        if not bindings:
            is_ours = self._is_starred(root) or self._is_put(value) or self._is_brought(value, root)
            return not is_ours
        is_library = not is_direct and all(b.imported is not None for b in bindings)
        if is_library and self._is_put(value):
            return False
        return self._are_else(bindings, depth, is_direct=is_direct)

    def _is_put(self, value: Expression) -> bool:
        """Whether the project may have put something where an expression reads it from.

        Those are global variables, and members of objects that are not the project's.
        """
        match value:
            case Name(text=name):
                return self._module.written.is_put(name, self._module.name)
            case Member(owner=owner, name=name) | Index(owner=owner, key=Literal(value=str(name))):
                path = library_path(owner, self._module.lookup) or ""
                is_open = self._is_global(f"{path}.{name}") or path in self._language.open_objects
                return is_open or self._module.written.is_put(name, self._module.name)
        return False

    def _is_global(self, path: str) -> bool:
        """Whether a path leads to a global variable that is spelled as a member: `window.x.y`."""
        names = path.split(".")
        own = [name for name in names if name not in self._language.global_objects]
        is_platform = bool(own) and own[0] in self._language.platform_objects
        return len(own) < len(names) and names[0] not in own and not is_platform

    def _is_put_elsewhere(self, value: Expression) -> bool:
        """Whether other files may put something else where an expression reads it from."""
        written, file = self._module.written, self._module.name
        return isinstance(value, Member) and written.is_put_elsewhere(value.name, file)

    def _is_brought(self, value: Expression, root: Name) -> bool:
        """Whether a path begins with a function that the project's tools may import unseen."""
        is_import = root.text in self._language.import_functions
        is_platform = root.text in self._language.platform_objects or is_import
        has_globals = bool(self._language.global_objects)  # which other files may define
        return has_globals and not is_platform and isinstance(called_in(value), Name)

    def _is_starred(self, name: Name) -> bool:
        """Whether `from module import *` may have brought a name, of a module that is not seen."""
        stars = (star.imported for star in self._module.lookup("*", name.offset))
        own = (i for i in stars if i and self._project.is_own(i.module, self._language))
        return any(self._project.imports.resolve(self._module, one) is None for one in own)

    def _bound(self, place: Expression, root: Name) -> tuple[Binding, ...]:
        """The bindings of a path such as `self.client`; none of a variable alone."""
        path = dotted(place)
        if path is None or path == root.text:
            return ()
        return self._module.lookup(self._language.bound_path(path), root.offset)

    def _may_be_own(self, imported: Imported) -> bool:
        """Whether an import may be of the project, or by another name of an SDK."""
        if self._project.is_own(imported.module, self._language):
            return True
        spelled = f"{imported.module} {imported.member or ''}".lower()
        return any(sdk.name in spelled for sdk in self._sdks)

    def _are_else(self, bindings: Iterable[Binding], depth: int, *, is_direct: bool) -> bool:
        """Whether bindings make a name something that has no client, whichever of them it has."""
        made = [binding for binding in bindings if not is_nothing(binding)]
        return bool(made) and all(self._makes_else(b, depth, is_direct=is_direct) for b in made)

    def _makes_else(self, binding: Binding, depth: int, *, is_direct: bool) -> bool:
        """Whether a binding makes a name something that has no client."""
        if binding.imported is not None:
            if any(sdk.exports(binding.imported.module) for sdk in self._sdks):
                return False
            is_foreign = not self._may_be_own(binding.imported)
            is_ours = is_own(self._module, binding, self._project.imports)
            return is_foreign or (is_direct and is_ours)
        declared = binding.annotation if is_direct else None
        if declared is not None and not self._evidence.types.may_be(declared.type):
            return True
        if not is_direct or depth > _DEPTH:
            return False
        value = binding.value.expression if binding.value else None
        if binding.kind is BindingKind.ASSIGNED and value is not None:
            return not self._may_be(value, depth + 1)
        return is_own(self._module, binding, self._project.imports)


def _value(one: Expression | Spread | Entry) -> Expression:
    return one.value if isinstance(one, Spread | Entry) else one
