"""Where what a variable has goes in the end: whether a function of a package gets it.

Followed are variables, objects and lists that have it, and functions and classes of the project.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.expression import (
    Expression,
    Function,
    Index,
    Literal,
    Member,
    Name,
)
from tracking_plan.usage.facts.handing import ANY_KEY, Handing, HandingKind
from tracking_plan.usage.facts.library import library_path
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.parameters import FunctionParameter, ParameterKind
from tracking_plan.usage.facts.paths import dotted, root_of
from tracking_plan.usage.recognition.definition import Definition, UnfollowedError
from tracking_plan.usage.recognition.foreign import Foreign
from tracking_plan.usage.recognition.functions import FunctionFinder
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.resolution.class_members import members_of
from tracking_plan.usage.sdks.shape import Sdk

_DEPTH = 5
_MAKERS = ("__init__", "constructor")
_FILLING = frozenset("append add insert extend push unshift setdefault update".split())
_COPYING = frozenset({"dict", "list", "tuple", "set", "types.SimpleNamespace"})
_MOST = 200  # variables that are followed for one file
Keys = tuple[str, ...]
Variable = tuple[str, str, int, Keys]
"""A variable by its file, its path and the place where it gets a value, and the keys to that."""


class Fate(NamedTuple):
    """What becomes of a value. `kept` are the keys under which what a call gives has it.

    `returning` are the functions that return it, with the keys under which they have it.
    """

    is_given: bool = False
    kept: tuple[Keys, ...] = ()
    returning: tuple[tuple[Name, Keys], ...] = ()


def matched(taken: Keys, keys: Keys) -> Keys | None:
    """The keys that are left of a value when some are taken of it; None where it is not there."""
    for one in taken:
        if not keys or (ANY_KEY not in (one, keys[0]) and one != keys[0]):
            return None
        keys = keys[1:]
    return keys


class Giving:
    """Follows the values of one module; other modules are followed by `elsewhere`."""

    def __init__(
        self,
        module: Module,
        sdks: tuple[Sdk, ...],
        project: Project,
        known: dict[Variable, Fate] | None = None,
    ) -> None:
        self._module = module
        self._sdks = sdks
        self._project = project
        self._known: dict[Variable, Fate] = {} if known is None else known
        self._language = project.imports.language(module)
        self._foreign = Foreign(module, sdks, project)
        self._functions = FunctionFinder(module, project.imports)

    def _in(self, module: Module) -> "Giving":
        if module is self._module:
            return self
        return Giving(module, self._sdks, self._project, self._known)

    def is_given(self, handing: Handing, keys: Keys) -> bool:
        """Whether a function of a package gets a value in the end that is handed on."""
        fate = self.fate(handing, keys)
        named = ((one.text, one.offset, inner) for one, inner in fate.returning)
        return fate.is_given or any(self.of(*one, 1).is_given for one in named)

    def fate(self, handing: Handing, keys: Keys, depth: int = 0) -> Fate:
        """What becomes of something that is handed on, which has the value under some keys."""
        whole = (*handing.keys, *keys)
        if depth > _DEPTH or self._foreign.is_storing(handing.keys):
            return Fate()
        match handing.kind:
            case HandingKind.CALL:
                return self._of_call(handing, whole, depth)
            case HandingKind.ASSIGNED:
                return self._of_target(handing.to, whole, depth)
        returning = ((handing.to, whole),) if isinstance(handing.to, Name) else ()
        return Fate(kept=(whole[1:],), returning=returning)

    def of(
        self,
        path: str,
        offset: int,
        keys: Keys,
        depth: int,
    ) -> Fate:
        """What becomes of what a variable has, which it gets at an offset."""
        scope = self._module.scope_of(path, offset)
        key = (self._module.name, path, offset, keys)
        if scope is None or depth > _DEPTH:
            return Fate()
        if key not in self._known:
            if len(self._known) >= _MOST:
                return Fate(is_given=True)  # as far as anybody looked
            self._known[key] = Fate()  # where it goes round in a circle
            self._known[key] = _joined(
                self.fate(handing, left, depth + 1)
                for handing in self._module.handings(path)
                if self._module.scope_of(path, handing.offset) is scope
                and self._is_reached(path, offset, handing.offset)
                and (left := matched(handing.taken, keys)) is not None
            )
        return self._known[key]

    def _is_reached(self, path: str, start: int, offset: int) -> bool:
        """Whether a variable may have at an offset what it gets at another one."""
        own = [b for b in self._module.lookup(path, offset) if b.offset <= start < b.end]
        reaching = self._module.reaching(path, offset)
        return not own or "." in path or any(binding in reaching for binding in own)

    def _of_target(self, target: Expression, keys: Keys, depth: int) -> Fate:
        """What becomes of what is assigned to a target."""
        path, root = dotted(target), root_of(target)
        if root is None:
            return Fate()
        if isinstance(target, Name):
            return self._of_variable(target, keys, depth)
        if root.text in self._language.self_names and path is not None:
            own = self.of(self._language.bound_path(path), root.offset, keys, depth + 1)
            return own._replace(kept=(*own.kept, (*path.split(".")[1:], *keys)))
        if self._foreign.is_set(target):
            return Fate(is_given=True)
        inner = tuple(_members(target))
        return self.of(root.text, root.offset, (*inner, *keys), depth + 1)

    def _of_variable(self, name: Name, keys: Keys, depth: int) -> Fate:
        scope = self._module.scope_of(name.text, name.offset)
        is_field = scope is not None and self._module.class_at(scope) is not None
        me = next(iter(sorted(self._language.self_names, reverse=True)), "")
        path = f"{me}.{name.text}" if is_field else name.text
        return self.of(path, name.offset, keys, depth + 1)

    def _of_call(self, handing: Handing, keys: Keys, depth: int) -> Fate:
        """What becomes of what a function or a class gets."""
        callee = handing.to
        if self._foreign.is_foreign(callee):
            return Fate(is_given=self._foreign.is_open(callee))
        path = library_path(callee, self._module.lookup)
        if path in _COPYING or path in self._language.passing:
            named = (handing.keyword,) if handing.keyword is not None else ()
            return self._of_result(handing, (*named, *keys), depth)
        if isinstance(callee, Member) and callee.name in _FILLING:
            return self._of_target(callee.owner, (ANY_KEY, *keys), depth)
        fates = [
            self._in(one.module).of_definition(one, handing, keys, depth)
            for one in self._defined(callee)
        ]
        fate = _joined(fates)
        if fate.is_given:
            return Fate(is_given=True)
        return _joined(self._of_result(handing, kept, depth) for kept in fate.kept)

    def _defined(self, callee: Expression) -> tuple[Definition, ...]:
        """The functions and classes of the project that a callee may be."""
        found: list[Definition] = []
        with suppress(UnfollowedError):
            found.extend(self._functions.definitions(callee, 0))
        return tuple(found)

    def of_definition(self, one: Definition, handing: Handing, keys: Keys, depth: int) -> Fate:
        """What becomes of what a function or a class of this module gets."""
        functions = [one.value] if one.made_of is None else list(self._makers(one.made_of))
        if one.made_of is not None and not functions:
            is_given = self._foreign.derives(one.made_of)
            return Fate(is_given=is_given, kept=((ANY_KEY, *keys),))
        return _joined(
            self.of(parameter.name, function.start, left, depth + 1)
            for function in functions
            if isinstance(function, Function)
            for parameter, left in _parameters(function, handing, keys)
        )

    def _makers(self, class_: Binding) -> Iterator[Expression]:
        """What makes the objects of a class: its own functions."""
        for name in _MAKERS:
            bound = members_of(self._module, class_, name, self._language)
            yield from (one.value.expression for one in bound if one.value is not None)

    def _of_result(self, handing: Handing, keys: Keys, depth: int) -> Fate:
        """What becomes of what a call gives, if that has the value under some keys."""
        outer = handing.outer()
        left = matched(outer.taken, keys) if outer is not None else None
        return self.fate(outer, left, depth + 1) if outer and left is not None else Fate()


def _members(target: Expression) -> Keys:
    """The keys under which a target is in the variable that it begins with."""
    match target:
        case Member(owner=owner, name=name):
            return (*_members(owner), name)
        case Index(owner=owner, key=Literal(value=str(name))):
            return (*_members(owner), name)
        case Index(owner=owner):
            return (*_members(owner), ANY_KEY)
    return ()


def _parameters(
    function: Function, handing: Handing, keys: Keys
) -> Iterator[tuple[FunctionParameter[Expression], Keys]]:
    """The parameters that get a value, each with the keys under which it has that."""
    is_spread = handing.position is None and handing.keyword is None
    for one in function.parameters:
        is_named = one.keyword is not None and one.keyword == handing.keyword
        is_there = one.position is not None and one.position == handing.position
        match one.kind:
            case ParameterKind.ITEMS if handing.keyword is None:
                is_further = is_spread or (one.position or 0) <= (handing.position or 0)
                yield from ((one, (ANY_KEY, *keys)),) if is_further else ()
            case ParameterKind.KEYWORDS if handing.keyword is not None:
                yield one, (handing.keyword, *keys)
            case ParameterKind.KEYWORDS if is_spread:
                yield one, keys
            case ParameterKind.ONE | ParameterKind.ENTRIES if is_named or is_there or is_spread:
                left = matched(one.keys, keys) if not is_spread else keys[1:]
                yield from ((one, left),) if left is not None else ()


def _joined(fates: Iterable[Fate]) -> Fate:
    every = tuple(fates)
    kept = dict.fromkeys(keys for fate in every for keys in fate.kept)
    returning = tuple(one for fate in every for one in fate.returning)
    return Fate(any(fate.is_given for fate in every), tuple(kept), returning)
