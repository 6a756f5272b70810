"""How a call is known to be an SDK's, and not any function of the same name.

A callee counts when its receiver leads back to the SDK: imported from its module, made by its class
or hook, annotated with its class, in this file or in one that it imports from. Where a variable may
also be something else, nothing is said. Receivers of which only the name speaks are judged in
`suppose`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

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
from tracking_plan.usage.project.imports import binder
from tracking_plan.usage.recognition.conventions import Supposing
from tracking_plan.usage.recognition.roles import Part, Project, Role, Trust
from tracking_plan.usage.sdks.shape import CONVENTIONAL, Sdk

_DEPTH = 12
_NOWHERE = Span(line=1, column=1, end_line=1, end_column=1)
_GLOBALS = frozenset({"window", "globalThis", "global"})


class Evidence:
    """Tells the parts of SDKs in one module."""

    def __init__(self, module: Module, sdks: Iterable[Sdk], project: Project) -> None:
        self._all = tuple(sdks)
        rows = [sdk for sdk in self._all if module.language in sdk.languages]
        self._module = module
        self._sdks = [sdk for sdk in rows if sdk.callee is None]
        self._adapters = [sdk for sdk in rows if sdk.callee is not None]
        self._project = project
        self._supposing = Supposing(module, self._sdks, project)
        self._known: dict[int, Part | None] = {}  # of one question: what bindings come to

    def method(self, callee: Expression) -> Part | None:
        """The SDK method that `callee` is; None where nothing shows that it is one."""
        path = dotted(callee)
        for sdk in self._adapters if path else ():
            if any(fnmatchcase(spelled, sdk.callee or "") for spelled in self._spellings(callee)):
                return Part(sdk=sdk, role=Role.METHOD, name=sdk.signatures[0].name)
        self._known = {}
        part = self._part(callee, 0)
        return part if part and part.role is Role.METHOD else None

    def _spellings(self, callee: Expression) -> Iterator[str]:
        """The callee as a path, as written and as imported."""
        path, root = dotted(callee), root_of(callee)
        if path is None or root is None:
            return
        yield path
        for binding in self._module.lookup(root.text, root.offset):
            if binding.imported:
                module, member = binding.imported.module, binding.imported.member
                origin = f"{module}.{member}" if member and member != "default" else module
                yield origin + path[len(root.text) :]

    def _part(self, expression: Expression, depth: int) -> Part | None:
        if depth > _DEPTH:
            return None
        match expression:
            case Name():
                return self._named(expression, depth)
            case Member(owner=owner, name=name):
                return self._member(expression, owner, name, depth)
            case Index(at=at, owner=owner, key=Literal(value=str() as name)):
                return self._part(Member(at=at, owner=owner, name=name), depth)
            case Invocation(callee=callee):
                return self._made(expression, callee, depth)
            case Choice(options=options):
                return next((p for o in options if (p := self._part(o, depth + 1))), None)
            case Guarded(value=value):
                return self._part(value, depth + 1)
        return None

    def _named(self, name: Name, depth: int) -> Part | None:
        bindings = self._module.reaching(name.text, name.offset)
        bindings = bindings or self._module.lookup(name.text, name.offset)
        if not bindings:
            return self._supposing.unbound(name.text)
        return self._agreed(bindings, depth) or self._supposing.bound(name.text, bindings)

    def _agreed(self, bindings: Iterable[Binding], depth: int) -> Part | None:
        """What a name is by its bindings; doubtful where one of them makes it something else."""
        found = [(binding, self._bound(binding, depth)) for binding in bindings]
        parts = [part for _, part in found if part]
        annotated = [part for binding, part in found if part and binding.types]
        if annotated or not parts:
            return next(iter(annotated), None)
        if all(part or self._supposing.is_open(binding) for binding, part in found):
            return parts[0]
        return replace(parts[0], trust=Trust.DOUBTFUL)

    def _bound(self, binding: Binding, depth: int) -> Part | None:
        """What a binding makes of a name; nothing where that goes round in a circle."""
        key = id(binding)
        if key not in self._known:
            self._known[key] = None
            self._known[key] = self._made_of(binding, depth)
        return self._known[key]

    def _made_of(self, binding: Binding, depth: int) -> Part | None:
        if binding.imported:
            return self._exported(binding.imported) or self._followed(binding.imported, depth)
        for name in binding.types:
            type_path = path_at(name, _NOWHERE, binding.offset)
            part = None if name == binding.name else self._part(type_path, depth + 1)
            if part and part.role in (Role.CLASS, Role.HOOK):
                return replace(part, role=Role.CLIENT)
        if binding.value is None or binding.kind is BindingKind.FUNCTION:
            return None
        value = binding.value.expression
        if isinstance(value, Group):
            return self._derived(binding, value, depth)
        return self._part(value, depth + 1)

    def _derived(self, binding: Binding, group: Group, depth: int) -> Part | None:
        """The SDK class that a class derives from; doubtful where it tracks in its own way."""
        paths = (path_at(base, _NOWHERE, binding.offset) for base in group.bases)
        bases = (part for path in paths if (part := self._part(path, depth + 1)))
        part = next((base for base in bases if base.role is Role.CLASS), None)
        if part is None:
            return None
        names = (f"{me}.{one.name}" for one in part.sdk.signatures for me in ("self", "this"))
        methods = (method for name in names for method in self._module.bindings.get(name, ()))
        if any(binding.offset <= method.offset < binding.end for method in methods):
            return replace(part, trust=Trust.DOUBTFUL)
        return part

    def _followed(self, imported: Imported, depth: int) -> Part | None:
        """What a name is in the module of the project that it is imported from."""
        there = self._there(imported) if depth <= _DEPTH else None
        return there[0].certain(there[1], depth + 1) if there else None

    def _there(self, imported: Imported) -> "tuple[Evidence, Name] | None":
        """The evidence of the module that an import leads to, and the name that it has there."""
        links = self._project.links
        source = links.source(self._module, imported)
        if source is None or imported.member is None:
            return None
        module = binder(links, source, imported.member)
        if module is None:
            return None
        name = Name(at=_NOWHERE, text=imported.member, offset=module.end)
        return Evidence(module, self._all, self._project), name

    def _of_module(self, owner: Expression, name: str, depth: int) -> Part | None:
        """What a name is in the module of the project that `owner` is."""
        if not isinstance(owner, Name) or depth > _DEPTH:
            return None
        links = self._project.links
        for binding in self._module.lookup(owner.text, owner.offset):
            imported = binding.imported
            module = links.whole(self._module, imported) if imported else None
            if module is not None:
                member = Name(at=_NOWHERE, text=name, offset=module.end)
                return Evidence(module, self._all, self._project).certain(member, depth + 1)
        return None

    def certain(self, name: Name, depth: int) -> Part | None:
        """What a name is, if something else than its own name shows it."""
        part = self._agreed(self._module.lookup(name.text, name.offset), depth)
        return part if part and part.trust is not Trust.LIKELY else None

    def _exported(self, imported: Imported) -> Part | None:
        sdk = next((sdk for sdk in self._sdks if sdk.exports(imported.module)), None)
        return self._export(sdk, imported.member) if sdk else None

    def _export(self, sdk: Sdk, member: str | None) -> Part | None:
        if member is None:
            return Part(sdk=sdk, role=Role.MODULE)
        if member in sdk.classes:
            return Part(sdk=sdk, role=Role.CLASS)
        if member in sdk.hooks:
            return Part(sdk=sdk, role=Role.HOOK)
        return Part(sdk=sdk, role=Role.CLIENT) if member in sdk.clients else None

    def _member(self, whole: Member, owner: Expression, name: str, depth: int) -> Part | None:
        path, root = dotted(whole), root_of(whole)
        if path and path.startswith("cls."):
            path = f"self.{path[4:]}"
        bindings = self._module.lookup(path, root.offset) if path and root else ()
        part = self._agreed(bindings, depth) or self._owned(owner, name, depth)
        if part is None and any(b.kind is BindingKind.FUNCTION for b in bindings):
            part = self.returned(whole, depth)  # a property: read, and not called
        if part is not None:
            return part
        if bindings:
            return self._supposing.bound(name, bindings)
        if _GLOBALS.issuperset((dotted(owner) or "?").split(".")) and name not in CONVENTIONAL:
            return self._supposing.unbound(name)
        return self._supposing.attribute(owner, name)

    def _owned(self, owner: Expression, name: str, depth: int) -> Part | None:
        """What a member of a part is."""
        part = self._part(owner, depth + 1)
        if part is None or part.trust is not Trust.CERTAIN:
            found = self._of_module(owner, name, depth)
            if found is not None or part is None:
                return found
        if part.role is Role.MODULE:
            return self._export(part.sdk, name) or (
                Part(sdk=part.sdk, role=Role.CLIENT) if name == "default" else None
            )
        if part.role is not Role.CLIENT:
            return None
        names = {one.name for one in part.sdk.signatures if one.after == part.after}
        if name not in names and name not in part.sdk.makers:
            return None
        return replace(part, role=Role.METHOD, name=name)

    def _made(self, call: Invocation, callee: Expression, depth: int) -> Part | None:
        """What a call returns: a client out of a class, a hook, a maker or a function."""
        match callee, call.arguments:
            case Name(text="require" | "import"), [first, *_]:
                module = str(first.value.value) if isinstance(first.value, Literal) else ""
                return self._exported(Imported(module=module, member=None))
        part = self._part(callee, depth + 1)
        if part and part.role in (Role.CLASS, Role.HOOK):
            return replace(part, role=Role.CLIENT)
        if part and part.role is Role.METHOD and part.name in part.sdk.makers:
            return replace(part, role=Role.CLIENT, name="", after=part.name)
        return self.returned(callee, depth)

    def returned(self, callee: Expression, depth: int) -> Part | None:
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
                part = self._part(type_path, depth + 1)
                if part and part.role in (Role.CLASS, Role.HOOK):
                    return replace(part, role=Role.CLIENT)
            if function.returned:
                return self._part(function.returned.expression, depth + 1)
        return None
