"""What variables are declared to be, where nothing else shows their values."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.call import Declared, Resolution
from tracking_plan.usage.facts.expression import Dynamic, Invocation, Literal, ValueType
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.parameters import ParameterUse
from tracking_plan.usage.facts.types import MemberOf, Type, text_type
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.resolution.possible_values import PossibleValue, Simplest
from tracking_plan.usage.resolution.results import Results
from tracking_plan.usage.resolution.type_contents import TypeContents


class Declarations:
    """Reads declarations. `within` gives the reader of expressions of a module."""

    def __init__(
        self, imports: ImportGraph, within: Callable[[Module], Simplest], results: Results
    ) -> None:
        self._results = results
        self._near = TypeContents(imports, within, is_near=True)
        self._contents = TypeContents(imports, within)

    def of_value(self, possible: PossibleValue) -> Declared | None:
        """What the file itself declares a value to be; None: nothing that is of JSON."""
        return _read(possible, self._near)

    def listed(self, possible: PossibleValue) -> tuple[PossibleValue, ...]:
        """The texts that types, those of other files too, list for what is unknown otherwise."""
        match possible.expression:
            case Dynamic(type=None | ValueType.STRING) | Invocation():
                found = _read(possible, self._contents) or self._result(possible)
            case _:
                return ()
        texts = found.texts if found is not None else ()
        like = replace(possible, resolution=Resolution.CONDITIONAL)
        return tuple(replace(like, expression=Literal(at=like.at, value=one)) for one in texts)

    def _result(self, possible: PossibleValue) -> Declared | None:
        """What the function is declared to return that is called."""
        call = possible.expression
        if not isinstance(call, Invocation):
            return None
        found = self._results.declared(possible.module, call)
        return self._contents.declared(found[1], found[0]) if found is not None else None


def _read(possible: PossibleValue, contents: TypeContents) -> Declared | None:
    for module, type_ in _types(possible):
        return contents.declared(type_, module)
    return None


def _types(possible: PossibleValue) -> Iterator[tuple[Module, Type]]:
    """The types that a value's variables are declared to have."""
    for variable in possible.variables:
        bound = variable.module.bound(variable.path, variable.offset)
        declared = _declared(bound[0]) if len(bound) == 1 else None
        if declared is not None:
            yield variable.module, declared
    value = possible.expression
    use = value.parameter if isinstance(value, Dynamic) else None
    if use is not None and use.keys and possible.variables:
        module = possible.variables[-1].module
        whole = _of_parameter(use, module)
        if whole is not None:
            for key in use.keys:
                whole = MemberOf(type=whole, key=text_type(key))
            yield module, whole


def _of_parameter(use: ParameterUse, module: Module) -> Type | None:
    """The type of a parameter, where nothing else is assigned to it."""
    every = module.bindings.get(use.name, ())
    bound = [one for one in every if one.scope.start == use.function]
    is_one = len(bound) == 1 and bound[0].kind is BindingKind.PARAMETER
    return _declared(bound[0]) if is_one else None


def _declared(binding: Binding) -> Type | None:
    written = binding.annotation or binding.part
    return written.type if written is not None else None
