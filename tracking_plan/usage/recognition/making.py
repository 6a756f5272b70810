"""Whether the code that makes a value shows that an SDK makes it, on some way at least.

What a function returns on a condition, or what a table of classes has under a name, cannot be
followed to one thing; an SDK is in it, or it is not.
"""

from collections.abc import Iterable

from tracking_plan.usage.facts.bindings import Binding, Imported
from tracking_plan.usage.facts.expression import (
    Choice,
    Entry,
    Expression,
    Function,
    Group,
    Guarded,
    Index,
    Invocation,
    Items,
    Member,
    Name,
    Spread,
    Table,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, path_at, root_of
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.elsewhere import NOWHERE, Elsewhere, Found
from tracking_plan.usage.recognition.own_objects import is_own_value
from tracking_plan.usage.resolution.class_members import members_of
from tracking_plan.usage.sdks.shape import Sdk

_DEPTH = 12


class Making:
    """Looks for one SDK in what makes the values of one module."""

    def __init__(
        self,
        module: Module,
        sdk: Sdk,
        imports: ImportGraph,
        seen: set[tuple[str, int, str]] | None = None,
    ) -> None:
        self._module = module
        self._sdk = sdk
        self._imports = imports
        self._language = imports.language(module)
        self._elsewhere = Elsewhere(module, imports)
        self._seen: set[tuple[str, int, str]] = set() if seen is None else seen

    def by(self, bindings: Iterable[Binding], depth: int = 0) -> bool:
        """Whether one of some bindings gives a name what the SDK makes."""
        return any(self._by(binding, depth) for binding in bindings)

    def _by(self, binding: Binding, depth: int) -> bool:
        if binding.imported is not None:
            return self._is_imported(binding.imported, depth)
        value = binding.value.expression if binding.value is not None else None
        return value is not None and self.of(value, depth + 1)

    def _is_imported(self, imported: Imported, depth: int) -> bool:
        """Whether an import is of the SDK, or of what the project makes with it."""
        whole = f"{imported.module}.{imported.member}"
        if self._sdk.exports(imported.module) or whole in self._sdk.modules:
            return True
        origin = self._imports.resolve(self._module, imported)
        if origin is None:
            return imported.module in self._sdk.common_modules
        if self._is_found(self._elsewhere.definition(imported), depth):
            return True
        stars = (star.imported for star in origin.lookup("*", origin.end))
        return any(star and self._sdk.exports(star.module) for star in stars)

    def _is_found(self, there: Found | None, depth: int) -> bool:
        return there is not None and self._in(there[0]).of(there[1], depth + 1)

    def _in(self, module: Module) -> "Making":
        if module is self._module:
            return self
        return Making(module, self._sdk, self._imports, self._seen)

    def of(self, value: Expression, depth: int = 0) -> bool:
        """Whether a value is made by the SDK, on some way at least."""
        if depth > _DEPTH:
            return False
        match value:
            case Name():
                return self._is_named(value, depth)
            case Member(owner=owner, name=name):
                return self._is_member(value, owner, name, depth)
            case Index(owner=owner):
                return self._is_within(owner, depth + 1)
            case Invocation():
                return self._is_result(value, depth)
            case Choice(options=several):
                return any(self.of(one, depth + 1) for one in several)
            case Guarded(value=inner):
                return self.of(inner, depth + 1)
            case Function() as function:
                return any(self.of(one.value, depth + 1) for one in function.outcomes().every)
            case Group(bases=bases):
                paths = (path_at(base, NOWHERE, self._module.end) for base in bases)
                return any(self.of(path, depth + 1) for path in paths)
        return False

    def _is_named(self, name: Name, depth: int) -> bool:
        if self._is_seen(name, name.text):
            return False
        if bound := self._module.lookup(name.text, name.offset):
            return self.by(bound, depth)
        starred = self._elsewhere.starred(name.text, name.offset)
        return self._is_global(name.text) or self._is_found(starred, depth)

    def _is_seen(self, name: Name, key: str) -> bool:
        """Whether a variable was looked at before: it goes round in a circle, or is none."""
        scope = self._module.scope_of(name.text, name.offset)
        whole = (self._module.name, scope.number if scope is not None else -1, key)
        is_seen = whole in self._seen
        self._seen.add(whole)
        return is_seen

    def _is_global(self, name: str) -> bool:
        return name in self._sdk.globals or name in self._sdk.variables

    def _is_member(self, whole: Member, owner: Expression, name: str, depth: int) -> bool:
        """Whether the SDK makes a member: of its own, of a module, a class or a table."""
        if any(name == method.name for method in self._sdk.signatures):
            return False  # what a method gives that sends events is no client
        path, root = dotted(whole), root_of(whole)
        path = self._language.bound_path(path) if path else None
        bound = self._module.lookup(path, root.offset) if path and root else ()
        if bound:
            return self.by(bound, depth)
        if (there := self._elsewhere.member(owner, name)) is not None:
            return self._is_found(there, depth)
        if dotted(owner) in self._language.global_objects:
            return self._is_global(name)
        return self.of(owner, depth + 1) or self._is_in_class(owner, name, depth)

    def _is_in_class(self, owner: Expression, name: str, depth: int) -> bool:
        """Whether a class of the project, or a table, has under a name what the SDK makes."""
        named = owner.callee if isinstance(owner, Invocation) else owner
        for there, binding in self._elsewhere.bound(named):
            value = binding.value.expression if binding.value is not None else None
            inside = self._in(there)
            if isinstance(value, Group):
                return inside.by(members_of(there, binding, name, self._language), depth + 1)
            if isinstance(value, Table) and inside._is_within(value, depth + 1):  # noqa: SLF001
                return True
        return False

    def _is_within(self, owner: Expression, depth: int) -> bool:
        """Whether a list or a table has something that the SDK makes."""
        if depth > _DEPTH:
            return False
        match owner:
            case Name() as name if not self._is_seen(name, f"{name.text}[]"):
                for there, binding in self._elsewhere.bound(name):
                    value = binding.value.expression if binding.value is not None else None
                    if value is not None and self._in(there)._is_within(value, depth + 1):  # noqa: SLF001
                        return True
            case Items(items=inner) | Table(entries=inner):
                values = (one.value if isinstance(one, Spread | Entry) else one for one in inner)
                return any(self._is_within(one, depth + 1) for one in values)
        return self.of(owner, depth + 1)

    def _is_result(self, call: Invocation, depth: int) -> bool:
        """Whether a call gives what the SDK makes: of itself, or of what it is given."""
        named = self._elsewhere.imported(call)
        if named is not None:
            return self._is_imported(Imported(module=named, member=None), depth)
        if self.of(call.callee, depth + 1):
            return True
        is_handed_on = self._may_hand_on(call.callee)
        return is_handed_on and any(self.of(one.value, depth + 1) for one in call.arguments)

    def _may_hand_on(self, callee: Expression) -> bool:
        """Whether a function of the project may give what it gets, and nothing of its own."""
        for there, binding in self._elsewhere.bound(callee):
            function = binding.value.expression if binding.value is not None else None
            if isinstance(function, Function):
                every = [one.value for one in function.outcomes().every]
                return not any(is_own_value(there, one, self._imports) for one in every)
        return False
