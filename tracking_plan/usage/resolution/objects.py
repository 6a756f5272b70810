"""Fields of the objects that classes of the project make: `names = NAMES` in the class's own code.

Known are those that are assigned once and have an object or a class: what is read out of them is
read from that. Texts and numbers are start values more often than not.
"""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.expression import Expression, Group, Invocation, Table
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.resolution.class_members import members_of
from tracking_plan.usage.resolution.possible_values import (
    PossibleValue,
    Simplest,
    Variable,
    unknown,
)
from tracking_plan.usage.resolution.settled import of_field


class Objects:
    """Reads fields. `within` gives the reader of expressions of the module that a value is in."""

    def __init__(self, within: Callable[[PossibleValue], Simplest], language: Language) -> None:
        self._within = within
        self._language = language

    def field(
        self, owner: PossibleValue, made: Invocation, name: str, depth: int
    ) -> Iterator[PossibleValue]:
        """What a field of the object that a call makes may have; nothing where it has none."""
        for class_ in self._within(owner)(made.callee, depth + 1):
            field = self._field_of(class_, name)
            if field is None or field.value is None:
                yield unknown(made, owner.module)
                continue
            found = self._values(class_, field, field.value.expression, depth)
            settled = of_field(class_.module, field)
            yield from settled.values(found, unknown(made, class_.module))

    def _values(
        self, class_: PossibleValue, field: Binding, value: Expression, depth: int
    ) -> Iterator[PossibleValue]:
        variable = Variable(
            module=class_.module, path=field.name, offset=field.offset, since=field.offset
        )
        for found in self._within(class_)(value, depth + 1):
            is_known = field.is_fixed or isinstance(found.expression, Table | Group)
            here = replace(found, variables=(*found.variables, variable))
            yield here if is_known else unknown(value, class_.module)

    def _field_of(self, class_: PossibleValue, name: str) -> Binding | None:
        """The one binding of a field in a class; None where it has several, or none."""
        defined = _definition(class_)
        if defined is None:
            return None
        found = tuple(members_of(class_.module, defined, name, self._language))
        return found[0] if len(found) == 1 and found[0].kind is BindingKind.ASSIGNED else None


def _definition(class_: PossibleValue) -> Binding | None:
    """The binding of the name that a class has where it is defined."""
    for variable in class_.variables:
        bound = class_.module.bindings.get(variable.path, ())
        for binding in bound if variable.module is class_.module else ():
            value = binding.value.expression if binding.value else None
            if binding.offset == variable.since and isinstance(value, Group):
                return None if value.is_enum else binding
    return None
