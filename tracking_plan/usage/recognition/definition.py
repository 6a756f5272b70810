"""What a callee is, by its definition."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.module import Binding, Module
from tracking_plan.usage.facts.regions import RegionKind


@dataclass(frozen=True, slots=True)
class Definition:
    """A function, an object or a class as some module defines it.

    `made_of` is where a class is bound. `is_made`: it is an object of that, and not the class.
    `is_derived`: it may be one of a class that derives from it.
    """

    module: Module
    value: Expression
    made_of: Binding | None = None
    is_derived: bool = False
    is_made: bool = False


def methods_of(
    module: Module, class_: Binding, selves: Iterable[str], name: str
) -> Iterator[Binding]:
    """The bindings of a member in the body of a class of a module."""
    for me in selves:
        for binding in module.bindings.get(f"{me}.{name}", ()):
            scope = binding.scope
            is_within = class_.offset <= scope.start and scope.end == class_.end
            if scope.kind is RegionKind.CLASS and is_within:
                yield binding
