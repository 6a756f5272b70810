"""Objects of the project's own: made by its classes, or written down in its code.

Whatever their names, they do what their own code says, and not what an SDK does.
"""

from collections.abc import Iterator

from tracking_plan.place import Span
from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.expression import (
    Choice,
    Expression,
    Function,
    Group,
    Guarded,
    Invocation,
    Items,
    Literal,
    Member,
    Name,
    Table,
    Template,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.types import AnyOf, NamedType, NoValue, Type
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.project.imports import ImportGraph, defining_module
from tracking_plan.usage.recognition.elsewhere import Elsewhere
from tracking_plan.usage.resolution.class_members import members_of
from tracking_plan.usage.resolution.type_names import TypeNames

_DEPTH = 6
NOWHERE = Span(line=1, column=1, end_line=1, end_column=1)


def is_own(module: Module, binding: Binding, imports: ImportGraph, depth: int = 0) -> bool:
    """Whether what a binding gives a name is seen to be an object of the project's own."""
    if depth > _DEPTH:
        return False
    if binding.imported is not None:
        return _is_own_import(module, binding.imported, imports, depth + 1)
    if binding.kind is BindingKind.FUNCTION:
        return True
    value = binding.value.expression if binding.value else None
    is_value = binding.kind is BindingKind.ASSIGNED and value is not None
    return is_value and is_own_value(module, value, imports, depth + 1)


def _is_own_import(module: Module, imported: Imported, imports: ImportGraph, depth: int) -> bool:
    member = imported.member or ""
    origin = imports.resolve(module, imported)
    defined = defining_module(imports, origin, member) if origin and member else None
    if defined is None:
        return False
    bound = defined.lookup(member, defined.end)
    return any(is_own(defined, binding, imports, depth) for binding in bound)


def is_own_value(
    module: Module, value: Expression | None, imports: ImportGraph, depth: int = 0
) -> bool:
    """Whether an expression is an object of the project's own, or has one as a branch."""
    if depth > _DEPTH:
        return False
    match value:
        case Group() | Function() | Table() | Items() | Template():
            return True
        case Literal(value=literal):
            return literal is not None
        case Name(text=text, offset=offset):
            bound = module.lookup(text, offset)
            return any(is_own(module, binding, imports, depth + 1) for binding in bound)
        case Choice(options=options):
            return any(is_own_value(module, option, imports, depth + 1) for option in options)
        case Guarded(value=inner):
            return is_own_value(module, inner, imports, depth + 1)
        case Invocation(callee=callee):
            is_made = _makes_own(module, callee, imports, depth + 1)
            return is_made or _is_typed(module, value, imports, depth + 1)
    return False


def _is_typed(module: Module, call: Invocation, imports: ImportGraph, depth: int) -> bool:
    """Whether a package gives what is under a key whose type is a class of the project.

    `useContext(Player)`, with `const Player = createContext<VideoPlayer | null>(null)`.
    """
    key = call.arguments[0].value if call.arguments else None
    if key is None or any(True for _ in _callees(module, call.callee, imports, depth)):
        return False
    made = [
        (there, binding.value.expression if binding.value else None)
        for there, binding in Elsewhere(module, imports).bound(key)
    ]
    return bool(made) and all(
        isinstance(value, Invocation)
        and len(value.types) == 1
        and _is_plain_class(there, value.types[0].type, imports)
        for there, value in made
    )


def _is_plain_class(module: Module, type_: Type, imports: ImportGraph) -> bool:
    """Whether a type is a class of the project that derives from no other."""
    options = type_.options if isinstance(type_, AnyOf) else (type_,)
    named = [one for one in options if not isinstance(one, NoValue)]
    classes = [
        binding.value.expression if binding.value else None
        for one in named
        if isinstance(one, NamedType)
        for _, binding in TypeNames(imports).bound(module, one, 0)
    ]
    are_plain = all(isinstance(one, Group) and not one.bases for one in classes)
    return 0 < len(named) <= len(classes) and are_plain


def _makes_own(module: Module, callee: Expression, imports: ImportGraph, depth: int) -> bool:
    """Whether a call makes an object of one of the project's classes, by way of its functions."""
    for there, binding in _callees(module, callee, imports, depth):
        value = binding.value.expression if binding.value else None
        if isinstance(value, Group):
            return True
        if isinstance(value, Function) and value.returned is not None:
            returned = value.returned.expression
            if _is_of_itself(returned, imports.language(there)):
                return True
            return is_own_value(there, returned, imports, depth + 1)
    return False


def _is_of_itself(value: Expression, language: Language) -> bool:
    """Whether a method makes an object of its own class: `return cls()`."""
    callee = value.callee if isinstance(value, Invocation) else None
    return isinstance(callee, Name) and callee.text in language.self_names


def _callees(
    module: Module, callee: Expression, imports: ImportGraph, depth: int
) -> Iterator[tuple[Module, Binding]]:
    """What a callee is bound to, in the modules of the project that bind it."""
    match callee:
        case Name(text=text, offset=offset):
            for binding in module.lookup(text, offset):
                if binding.imported is None:
                    yield module, binding
                else:
                    yield from _imported(module, binding.imported, imports, depth + 1)
        case Member(owner=Name(text=text, offset=offset), name=name):
            for binding in module.lookup(text, offset):
                if binding.imported is None:
                    language = imports.language(module)
                    methods = members_of(module, binding, name, language)
                    yield from ((module, method) for method in methods)
                    continue
                whole = imports.resolve_name(module, binding.imported)
                there = Name(at=callee.at, text=name, offset=whole.end) if whole else None
                if whole is not None and there is not None and depth <= _DEPTH:
                    yield from _callees(whole, there, imports, depth + 1)


def _imported(
    module: Module, imported: Imported, imports: ImportGraph, depth: int
) -> Iterator[tuple[Module, Binding]]:
    """What an imported name is bound to in the module that defines it."""
    member = imported.member or ""
    origin = imports.resolve(module, imported)
    defined = defining_module(imports, origin, member) if origin and member else None
    if defined is not None and depth <= _DEPTH:
        there = Name(at=NOWHERE, text=member, offset=defined.end)
        yield from _callees(defined, there, imports, depth + 1)
