"""Objects of a whole file, and which other files of the project may change them."""

from collections.abc import Iterable
from dataclasses import replace

from tracking_plan.usage.facts.call import Fields
from tracking_plan.usage.facts.regions import RegionKind
from tracking_plan.usage.resolution.fields import UNKNOWN, with_unknown
from tracking_plan.usage.resolution.possible_values import Variable


def seen(fields: Fields, variables: Iterable[Variable]) -> Fields:
    """What is known of the keys of the object in some variables, whatever other files do."""
    own = [one for one in variables if _is_global(one)]
    if is_opened(own):
        return UNKNOWN
    names = (sent.name for sent in fields.properties if own)
    changed = frozenset(name for name in names if any(_is_set(one, name) for one in own))
    kept = with_unknown(fields, changed)
    return replace(kept, is_complete=fields.is_complete)


def is_opened(variables: Iterable[Variable]) -> bool:
    """Whether other files may put any entries into the object that some variables have."""
    return any(_is_global(one) and _is_filled(one) for one in variables)


def is_changed(variables: Iterable[Variable], name: str) -> bool:
    """Whether other files may change what the object in some variables has under a name."""
    own = [one for one in variables if _is_global(one)]
    return is_opened(own) or any(_is_set(one, name) for one in own)


def is_filled(variables: Iterable[Variable]) -> bool:
    """Whether any file puts entries into what it calls as one of some variables is called."""
    return any(v.module.written.is_filled(v.path.rpartition(".")[2]) for v in variables)


def _is_filled(variable: Variable) -> bool:
    written, file = variable.module.written, variable.module.name
    return any(written.is_filled_elsewhere(name, file) for name in variable.path.split("."))


def _is_set(variable: Variable, name: str) -> bool:
    return variable.module.written.is_set_elsewhere(name, variable.module.name)


def _is_global(variable: Variable) -> bool:
    """Whether other files can import a variable."""
    scope = variable.module.scope_of(variable.path.partition(".")[0], variable.offset)
    return scope is not None and scope.kind is RegionKind.MODULE
