"""Calls of functions that adapters describe, recognised by their path and their origin."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.expression import (
    Expression,
    Function,
    Group,
    Index,
    Invocation,
    Literal,
    Member,
    Name,
    Table,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import root_of
from tracking_plan.usage.project.imports import defining_module
from tracking_plan.usage.recognition.definition import Definition, paths_of
from tracking_plan.usage.recognition.functions import FunctionFinder
from tracking_plan.usage.recognition.origins import Origin, OriginFinder, is_below, is_within
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.roles import Confidence, TrackedCallee
from tracking_plan.usage.sdks.shape import TrackingFunction

_DEPTH = 6
_GIVEN = (BindingKind.FUNCTION, BindingKind.PARAMETER, BindingKind.OTHER)


class Described:
    """Recognises the callees of one module that adapters describe."""

    def __init__(
        self, module: Module, functions: Iterable[TrackingFunction], project: Project
    ) -> None:
        self._module = module
        self._functions = tuple(functions)
        self._imports = project.imports
        self._language = project.imports.language(module)
        self._origins = OriginFinder(module, project.imports)
        self._finder = FunctionFinder(module, project.imports)

    @property
    def names(self) -> frozenset[str]:
        """The last names that calls of described functions may have."""
        return frozenset[str]().union(*(one.names for one in self._functions))

    def callees(self, call: Invocation) -> Iterator[TrackedCallee]:
        """What a callee is by each of the adapters that describe it, in their order."""
        return self._known(call.callee, is_component=call.is_element)

    def functions(self, callee: Expression) -> Iterator[TrackedCallee]:
        """The described functions that an expression is, in the order of the adapters."""
        return self._known(callee, is_component=False)

    def _known(self, callee: Expression, *, is_component: bool) -> Iterator[TrackedCallee]:
        functions = [one for one in self._functions if one.is_component is is_component]
        spelled = tuple(self._spellings(callee, 0)) if functions else ()
        for function in functions:
            confidence = None
            if any(fnmatchcase(path, function.callee) for path in spelled):
                confidence = self._confidence(callee, function)
            if function.module is not None and self._is_renamed(callee, function):
                confidence = None
            if confidence is None and self._is_same(callee, function):
                confidence = Confidence.CERTAIN
            if confidence is None and self._is_defined(callee, spelled, function):
                confidence = Confidence.CERTAIN
            if confidence is not None:
                yield TrackedCallee(
                    owner=function, signature=function.signature, confidence=confidence
                )

    def _is_renamed(self, callee: Expression, function: TrackingFunction) -> bool:
        """Whether a name is given to another member of a module: `import { other as track }`."""
        if not isinstance(callee, Name) or "." in function.callee:
            return False
        whole = (None, callee.text, self._language.default_export)
        imported = [binding.imported for binding in self._reaching(callee)]
        return bool(imported) and all(i is not None and i.member not in whole for i in imported)

    def _is_same(self, callee: Expression, function: TrackingFunction) -> bool:
        """Whether a callee is the described function of that module, under whatever local name."""
        origin = function.module
        last = callee.name if isinstance(callee, Member) else None
        if origin is None or not (isinstance(callee, Name) or last in function.names):
            return False
        found = self._origins.of(callee)
        return bool(found) and all(
            any(_is_described(one, function, origin) for one in origins) for origins in found
        )

    def _is_defined(
        self, callee: Expression, spelled: Iterable[str], function: TrackingFunction
    ) -> bool:
        """Whether a callee is a function that the described module defines by that path.

        That may be a method, or what a hook returns: no import names those.
        """
        origin = function.module
        is_named = any(path.rpartition(".")[2] in function.names for path in spelled)
        if origin is None or not is_named:
            return False
        found = self._finder.functions(callee) or ()
        return bool(found) and all(self._is_defined_as(one, function, origin) for one in found)

    def _is_defined_as(self, found: Definition, function: TrackingFunction, origin: str) -> bool:
        """Whether a function is the one of that path in the module that an adapter names."""
        if not isinstance(found.value, Function) or not is_below(found.module.name, origin):
            return False
        paths = paths_of(found.module, found.value.start, self._language)
        return any(fnmatchcase(path, function.callee) for path in paths)

    def _spellings(self, callee: Expression, depth: int) -> Iterator[str]:
        """The callee as a path: as written, as imported, and as what a variable was given."""
        path, root = _path(callee), root_of(callee)
        yield path
        default = self._language.default_export
        for binding in self._module.lookup(root.text, root.offset) if root else ():
            if binding.imported and root:
                module, member = binding.imported.module, binding.imported.member
                origin = f"{module}.{member}" if member and member != default else module
                yield origin + path[len(root.text) :]
        for binding in self._reaching(callee) if isinstance(callee, Name) else ():
            value = binding.value.expression if binding.value else None
            if isinstance(value, Member):  # `const {trackEvent: track} = useAnalytics()`
                yield value.name
            if isinstance(value, Member | Index | Name) and depth < _DEPTH:
                yield from self._spellings(value, depth + 1)

    def _confidence(self, callee: Expression, function: TrackingFunction) -> Confidence | None:
        """The confidence that a callee is the described function; None: it is another.

        A path with an owner says what is meant. A name alone may be of anything: what the file
        itself defines, or gets as a parameter, is likely to be something else.
        """
        root = root_of(callee)
        if function.module is not None:
            is_from = root is not None and self._comes_from(root, function.module, 0)
            return Confidence.CERTAIN if is_from else None
        if not isinstance(callee, Name) or "." in function.callee:
            return Confidence.CERTAIN
        bindings = self._reaching(callee)
        is_local = any(self._is_local(binding, 0) for binding in bindings)
        return Confidence.DOUBTFUL if is_local else Confidence.CERTAIN

    def _reaching(self, name: Name) -> tuple[Binding, ...]:
        """The bindings of a name that count where it stands."""
        bindings = self._module.reaching(name.text, name.offset)
        return bindings or self._module.lookup(name.text, name.offset)

    def _is_local(self, binding: Binding, depth: int) -> bool:
        """Whether the file itself makes what the name means, or a caller gives it."""
        if binding.is_handed or binding.kind in _GIVEN:
            return True
        value = binding.value.expression if binding.value else None
        if isinstance(value, Name) and depth < _DEPTH and value.text != binding.name:
            given = self._reaching(value)
            is_platform = not given and not self._module.lookup("*", value.offset)
            return is_platform or any(self._is_local(inner, depth + 1) for inner in given)
        if isinstance(value, Member):  # `const {track} = this`, of whatever class that is
            return self._is_other(value.owner)
        return isinstance(value, Function | Group)

    def _is_other(self, owner: Expression) -> bool:
        """Whether what a function is taken of is the file's own, the platform's or a caller's."""
        match owner:
            case Name(text=name):
                if name in self._language.self_names | self._language.platform_objects:
                    return True
                return any(b.kind is BindingKind.PARAMETER for b in self._reaching(owner))
            case Member(owner=Name(text=name), name="props"):  # `Astro.props`, `this.props`
                return name in self._language.self_names | {"Astro"}
            case Invocation(callee=Name(text=name)):
                return name in self._language.parameter_functions
        return isinstance(owner, Table)

    def _comes_from(self, name: Name, origin: str, depth: int) -> bool:
        """Whether a name is imported from a module or package, or made by what is."""
        bindings = self._reaching(name)
        return bool(bindings) and all(self._is_of(one, origin, depth) for one in bindings)

    def _is_of(self, binding: Binding, origin: str, depth: int) -> bool:
        if binding.imported is not None:
            return self._is_from(binding.imported, origin)
        if binding.kind in (BindingKind.FUNCTION, BindingKind.ASSIGNED):
            is_whole_file = binding.scope.parent is None
            if is_whole_file and is_below(self._module.name, origin):
                return True
        value = binding.value.expression if binding.value else None
        root = (
            root_of(value) if value is not None and binding.kind is BindingKind.ASSIGNED else None
        )
        if root is None or depth > _DEPTH or root.text == binding.name:
            return False
        return self._comes_from(root, origin, depth + 1)

    def _is_from(self, imported: Imported, origin: str) -> bool:
        """Whether an import is one of a module or package, directly or by way of another."""
        spelled = imported.module
        whole = f"{spelled}.{imported.member}" if imported.member else spelled
        if any(is_within(path, origin) for path in (spelled, whole)):
            return True
        module = self._imports.resolve_name(self._module, imported)
        module = module or self._imports.resolve(self._module, imported)
        if module is None:
            return False
        defined = defining_module(self._imports, module, imported.member or "")
        return any(is_below(one.name, origin) for one in (module, defined) if one)


def _path(callee: Expression) -> str:
    """The callee as a path; `?` stands for a receiver that is none: `(a or b).track`."""
    match callee:
        case Name(text=text):
            return text
        case Member(owner=owner, name=name) | Index(owner=owner, key=Literal(value=str() as name)):
            return f"{_path(owner)}.{name}"
        case Index(owner=owner):
            return f"{_path(owner)}[]"
        case Invocation(callee=inner):
            return f"{_path(inner)}()"
    return "?"


def _is_described(found: Origin, function: TrackingFunction, origin: str) -> bool:
    """Whether a name in a module is the one that an adapter describes."""
    is_file = found.module is not None and is_below(found.module.name, origin)
    within = (path for spelled, path in found.readings() if is_file or is_within(spelled, origin))
    path = next(within, "")
    spellings = (path, f"{origin}.{path}") if path else ()
    return any(fnmatchcase(spelling, function.callee) for spelling in spellings)
