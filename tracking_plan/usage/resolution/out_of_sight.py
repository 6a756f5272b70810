"""Objects of a whole file, and which other files of the project may change them."""

from collections.abc import Iterable

from msgspec.structs import replace

from tracking_plan.usage.facts.call import Fields
from tracking_plan.usage.facts.regions import RegionKind
from tracking_plan.usage.resolution.exported_values import is_export
from tracking_plan.usage.resolution.fields import UNKNOWN, with_unknown
from tracking_plan.usage.resolution.possible_values import Variable


def seen(fields: Fields, variables: Iterable[Variable]) -> Fields:
    """What is known of the keys of the object in some variables, whatever other files do."""
    variables = tuple(variables)
    if any(map(_is_opened, variables)):
        return UNKNOWN
    names = (sent.name for sent in fields.properties)
    changed = frozenset(name for name in names if any(_is_set(one, name) for one in variables))
    if not changed:
        return fields
    return replace(with_unknown(fields, changed), is_complete=fields.is_complete)


def is_changed(variables: Iterable[Variable], name: str) -> bool:
    """Whether other files may change what the object in some variables has under a name."""
    return any(_is_opened(one) or _is_set(one, name) for one in variables)


def is_filled(variables: Iterable[Variable]) -> bool:
    """Whether any file puts entries into what it calls as one of some variables is called."""
    named = ((one.module, one.path.rpartition(".")[2]) for one in variables)
    return any(module.written.is_filled(name, module.name) for module, name in named)


def is_grown(variables: Iterable[Variable]) -> bool:
    """Whether other files may put items into the list, or entries into the object, of variables."""
    return any(_is_opened(one) or (_is_global(one) and _is_grown(one)) for one in variables)


def _is_grown(variable: Variable) -> bool:
    name = variable.path.rpartition(".")[2]
    return variable.module.written.is_grown_elsewhere(name, variable.module.name)


def _is_opened(variable: Variable) -> bool:
    """Whether other files may put any entries into the object that a variable has."""
    written, file = variable.module.written, variable.module.name
    names = () if is_export(variable.path) else variable.path.split(".")
    is_filled_there = any(written.is_filled_elsewhere(name, file) for name in names)
    return is_filled_there and _is_global(variable)


def _is_set(variable: Variable, name: str) -> bool:
    is_set_there = variable.module.written.is_set_elsewhere(name, variable.module.name)
    return is_set_there and _is_global(variable)


def _is_global(variable: Variable) -> bool:
    """Whether other files can import a variable."""
    if is_export(variable.path):
        return True
    scope = variable.module.scope_of(variable.path.partition(".")[0], variable.offset)
    return scope is not None and scope.kind is RegionKind.MODULE
