"""Members that the body of a class gives to its objects, or to itself."""

from collections.abc import Iterator

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.regions import RegionKind
from tracking_plan.usage.languages.language import Language


def members_of(module: Module, class_: Binding, name: str, language: Language) -> Iterator[Binding]:
    """The bindings of a member in the body of the class that a binding of the module defines."""
    for me in sorted(language.self_names):
        for binding in module.bindings.get(f"{me}.{name}", ()):
            scope = binding.scope
            is_within = class_.offset <= scope.start and scope.end == class_.end
            if scope.kind is RegionKind.CLASS and is_within:
                yield binding
