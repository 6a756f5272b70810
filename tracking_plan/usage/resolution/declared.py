"""What variables are declared to be, where nothing else shows their values."""

from collections.abc import Iterable

from tracking_plan.usage.facts.call import Declared
from tracking_plan.usage.facts.expression import ValueType
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.types import AnyOf, NamedType, NoValue, OtherType, Type, type_key
from tracking_plan.usage.resolution.possible_values import Variable

_NAMED = {
    "str": ValueType.STRING,
    "int": ValueType.INTEGER,
    "float": ValueType.NUMBER,
    "bool": ValueType.BOOLEAN,
    "list": ValueType.ARRAY,
    "List": ValueType.ARRAY,
    "Array": ValueType.ARRAY,
    "ReadonlyArray": ValueType.ARRAY,
}
_DEPTH = 6


def declared_by(variables: Iterable[Variable]) -> Declared | None:
    """What the annotation of a variable says; None: it has none, or that says nothing of JSON."""
    for variable in variables:
        bound = variable.module.bound(variable.path, variable.offset)
        types = [b.annotation.type for b in bound if b.annotation is not None]
        if len(bound) == len(types) == 1:
            return _declared(types[0], variable.module, 0)
    return None


def _declared(type_: Type, module: Module, depth: int) -> Declared | None:
    if depth > _DEPTH:
        return None
    match type_:
        case OtherType(json=json, value=value) if json:
            texts = (value,) if isinstance(value, str) else ()
            return Declared(type=ValueType(json), texts=texts)
        case AnyOf(options=options):
            return _any_of(options, module, depth)
        case NamedType(path=path, offset=offset, module=None):
            return _named(path, offset, module, depth)
    return None


def _named(path: str, offset: int, module: Module, depth: int) -> Declared | None:
    """What a name of a type means: one of the file's own, else one of the language's."""
    bound = module.bound(type_key(path), offset) or module.bound(path, offset)
    if not bound:
        found = _NAMED.get(path)
        return Declared(type=found) if found is not None else None
    denoted = [b.denotes.type for b in bound if b.denotes is not None]
    is_one = len(bound) == len(denoted) == 1
    return _declared(denoted[0], module, depth + 1) if is_one else None


def _any_of(options: Iterable[Type], module: Module, depth: int) -> Declared | None:
    every = tuple(options)
    found = [_declared(one, module, depth + 1) for one in every if not isinstance(one, NoValue)]
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found) or len({one.type for one in known}) > 1:
        return None
    is_closed = all(one.texts for one in known)
    texts = tuple(dict.fromkeys(text for one in known for text in one.texts)) if is_closed else ()
    is_nullable = len(found) < len(every) or any(one.is_nullable for one in known)
    return Declared(type=known[0].type, texts=texts, is_nullable=is_nullable)
