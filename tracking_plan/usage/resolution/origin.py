"""Where values come from: what makes them, or which constants of a library they are."""

from msgspec.structs import replace

from tracking_plan.place import Span
from tracking_plan.usage.facts.call import Value
from tracking_plan.usage.facts.expression import Dynamic, Expression, Function, Invocation
from tracking_plan.usage.facts.library import library_path
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import path_at
from tracking_plan.usage.facts.unfit import Unfit
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.resolution.possible_values import PossibleValue, Variable

_NOWHERE = Span(1, 1, 1, 1)


def traced(value: Value, possible: PossibleValue, language: Language) -> Value:
    """The value with where it comes from, and whether JSON can hold it."""
    names = tuple(variable.path for variable in possible.variables)
    origin = _origin_of(possible, language)
    return replace(value, names=names, origin=origin, unfit=_unfit(possible, origin, language))


def _origin_of(possible: PossibleValue, language: Language) -> str | None:
    """`uuid.uuid4()`, `math.nan`: what a value is of a library, however it is turned into a text.

    None where that is not written in its module.
    """
    made = _made(possible.expression, possible.module)
    if made is None and isinstance(possible.expression, Dynamic) and possible.variables:
        made = _of_path(possible.variables[0])
    first, dot, rest = made.partition(".") if made is not None else ("", "", "")
    return rest if dot and first in language.global_objects else made


def _unfit(possible: PossibleValue, origin: str | None, language: Language) -> Unfit | None:
    """Why JSON cannot hold a value; None where nothing shows that it cannot."""
    match possible.expression:
        case Dynamic(unfit=found) if found is not None:
            return found
        case Function():
            return language.unfit_function
        case Dynamic(turned=None, type=None) | Invocation():
            return language.unfit.get(origin) if origin is not None else None
    return None


def _made(expression: Expression | None, module: Module) -> str | None:
    """The path of the function whose result an expression is, turned into a text or not."""
    match expression:
        case Invocation(callee=callee):
            path = library_path(callee, module.bound)
            return f"{path}()" if path is not None else None
        case Dynamic(turned=turned) if turned is not None:
            return _made(turned, module)
    return None


def _of_path(variable: Variable) -> str | None:
    """The path of a member of a library, or of what a function of it gives."""
    called, brackets, rest = variable.path.partition("()")
    whole = path_at(called, _NOWHERE, variable.offset)
    path = library_path(whole, variable.module.bound)
    return f"{path}{brackets}{rest}" if path is not None else None
