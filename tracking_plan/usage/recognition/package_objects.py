"""Objects that a file makes of the classes of packages: what these have is theirs."""

from collections.abc import Callable

from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.choices import is_passed_over
from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.expression import Expression, Invocation, Member
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, given_to, root_of
from tracking_plan.usage.languages.language import Language


class PackageObjects:
    """Those of one module.

    `may_contain` says what may be, or have, a client of an SDK, `may_be_own` which imports may be
    of the project's own modules.
    """

    def __init__(
        self,
        module: Module,
        language: Language,
        may_contain: Callable[[Expression, int], bool],
        may_be_own: Callable[[Imported], bool],
    ) -> None:
        self._module = module
        self._language = language
        self._may_contain = may_contain
        self._may_be_own = may_be_own

    def have(self, value: Expression) -> bool:
        """Whether an expression is a member of such an object, which the project does not set."""
        if not isinstance(value, Member):
            return False
        if self._module.written.is_put(value.name, self._module.name):
            return False
        path, root = dotted(value.owner), root_of(value.owner)
        path = self._language.bound_path(path) if path is not None else None
        bound = self._module.lookup(path, root.offset) if path is not None and root else ()
        made = [binding for binding in bound if not is_nothing(binding)]
        return all(map(self._is_object, made)) if made else self.have(value.owner)

    def _is_object(self, binding: Binding) -> bool:
        """Whether a name has an object of a package's class that was given nothing of an SDK."""
        value = binding.value.expression if binding.value is not None else None
        if binding.kind is not BindingKind.ASSIGNED or not isinstance(value, Invocation):
            return False
        root, name = root_of(value.callee), (dotted(value.callee) or "").rpartition(".")[2]
        made = self._module.lookup(root.text, root.offset) if root is not None else ()
        imported = [one.imported for one in made]
        is_package = all(one is not None and not self._may_be_own(one) for one in imported)
        is_plain = not any(self._may_contain(one, 0) for one in given_to(value))
        return bool(made) and is_package and name[:1].isupper() and is_plain


def is_nothing(binding: Binding) -> bool:
    """Whether a binding gives a name no value yet."""
    value = binding.value.expression if binding.value is not None else None
    is_null = value is not None and is_passed_over(value, GivesWay.NULL)
    return is_null or (binding.kind is BindingKind.DECLARED and binding.annotation is None)
