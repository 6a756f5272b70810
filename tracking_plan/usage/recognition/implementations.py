"""Methods that a class only declares, by the classes of the project that define them."""

from collections.abc import Iterator

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.expression import Function, Group
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.definition import UnfollowedError
from tracking_plan.usage.resolution.class_members import members_of

Defined = tuple[Module, Binding]
"""What defines a method, and the module that it is in."""


def defining(
    module: Module, member: Binding, name: str, imports: ImportGraph
) -> tuple[Defined, ...] | None:
    """What defines a member of a class that derived classes have anew; None: they do not.

    Raises `UnfollowedError` where it may be what any of them has, or what the class itself has.
    """
    class_ = module.class_at(member.scope)
    written = module.written
    if class_ is None or not written.is_overridden(class_, name, module.name):
        return None
    if not _is_only_declared(member):
        raise UnfollowedError
    found: list[Defined] = []
    for derived, file in written.derived_from(class_):
        there = imports.module(file)
        if there is None:
            raise UnfollowedError
        found += [(there, one) for one in _defined(there, derived, name, imports)]
    return tuple(one for one in found if not _is_only_declared(one[1]))


def _is_only_declared(member: Binding) -> bool:
    value = member.value.expression if member.value else None
    return isinstance(value, Function) and value.outcomes().is_only_declared


def _defined(module: Module, class_: str, name: str, imports: ImportGraph) -> Iterator[Binding]:
    """The bindings of a method in a class, wherever a module has it."""
    for binding in module.bindings.get(class_, ()):
        value = binding.value.expression if binding.value else None
        if isinstance(value, Group):
            yield from members_of(module, binding, name, imports.language(module))
