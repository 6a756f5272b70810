"""Receivers that may be an SDK's client: nothing shows it, and nothing shows that they are not.

Code keeps clients in objects, class members, tuples and singletons. Where such a receiver cannot be
followed, a call on it is no call of the SDK for any rule, but it may send what it names.
"""

from collections.abc import Iterable

from tracking_plan.usage.facts.expression import (
    Expression,
    Member,
    Name,
    dotted,
    root_of,
)
from tracking_plan.usage.facts.module import Binding, BindingKind, Module
from tracking_plan.usage.recognition.own_objects import is_own, is_own_value
from tracking_plan.usage.recognition.roles import Confidence, Project, TrackedCallee
from tracking_plan.usage.sdks.shape import Sdk

_OPEN_TYPES = frozenset(
    """
    Any any object unknown Optional Union None null undefined dict list tuple Dict List Tuple Record
    Map Array Callable Annotated ClassVar Final Mapping Sequence Iterable Promise str string
    """.split()
)
_DEPTH = 3


class PossibleReceivers:
    """What may be a client of an SDK in one module."""

    def __init__(self, module: Module, sdks: Iterable[Sdk], project: Project) -> None:
        self._module = module
        self._sdks = tuple(sdk for sdk in sdks if sdk.name in project.sdks)
        self._project = project
        self._language = project.imports.language(module)
        self._near: dict[str, bool] = {}

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
                confidence = Confidence.DOUBTFUL if self._is_near(sdk) else Confidence.FAINT
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
        if root is None or is_own_value(self._module, owner, self._project.imports):
            return True
        if any(self._is_else(b, is_direct=True) for b in self._bound(owner, root)):
            return True
        if root.text in self._language.self_names or root.text == "super":
            bound = self._bound(callee, root)
            return any(binding.kind is BindingKind.FUNCTION for binding in bound)
        bindings = self._module.lookup(root.text, root.offset)
        is_direct = isinstance(owner, Name)
        return not bindings or any(self._is_else(b, is_direct=is_direct) for b in bindings)

    def _bound(self, place: Expression, root: Name) -> tuple[Binding, ...]:
        """The bindings of a path such as `self.client`; none of a variable alone."""
        path = dotted(place)
        if path is None or path == root.text:
            return ()
        return self._module.lookup(self._language.bound_path(path), root.offset)

    def _is_else(self, binding: Binding, *, is_direct: bool) -> bool:
        """Whether a binding makes a name something that has no client."""
        if binding.imported is not None:
            if any(sdk.exports(binding.imported.module) for sdk in self._sdks):
                return False
            is_foreign = not self._project.is_own(binding.imported.module, self._language)
            is_ours = is_own(self._module, binding, self._project.imports)
            return is_foreign or (is_direct and is_ours)
        named = {name.split(".")[-1] for name in binding.types}
        classes = frozenset().union(*(sdk.classes for sdk in self._sdks))
        if named - _OPEN_TYPES and not named & classes and is_direct:
            return True
        return is_direct and is_own(self._module, binding, self._project.imports)
