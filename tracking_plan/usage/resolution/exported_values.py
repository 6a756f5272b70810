"""What modules put into their exports: `module.exports = { ... }`, `exports.NAME = ...`."""

from collections.abc import Iterator

from tracking_plan.place import Span
from tracking_plan.usage.facts.expression import Expression, Invocation, Literal, Member, Name
from tracking_plan.usage.facts.library import library_path
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.languages.language import Language

_SHORT = "exports"
_AWAITED = "import"


def exported(module: Module, name: str, language: Language, at: Span) -> Expression | None:
    """What a module puts into its exports under a name; None where it is seen to put nothing."""
    whole = language.whole_export
    if whole is None:
        return None
    if not _is_bound(module, whole):
        return next((value for own, value in puttings(module, language, at) if own == name), None)
    named = Name(at=at, text=whole, offset=module.end)
    if name == language.default_export and not _is_bound(module, f"{whole}.{name}"):
        return named
    return Member(at=at, owner=named, name=name)


def puttings(module: Module, language: Language, at: Span) -> Iterator[tuple[str, Name]]:
    """What a module puts into its exports one by one, by name."""
    for path in module.bindings if language.whole_export is not None else ():
        owner, _, name = path.rpartition(".")
        if owner in (language.whole_export, _SHORT) and _is_bound(module, path):
            yield name, Name(at=at, text=path, offset=module.end)


def whole(module: Module, language: Language, at: Span) -> Name | None:
    """What a module exports as a whole; None where it exports nothing so."""
    path = language.whole_export
    return Name(at=at, text=path, offset=module.end) if path and _is_bound(module, path) else None


def module_called(call: Invocation, module: Module, language: Language) -> str | None:
    """The module that a call gives, `require("./names")`; None where it gives none."""
    path = library_path(call.callee, module.lookup)
    first = call.arguments[0].value if len(call.arguments) == 1 else None
    if path not in language.import_functions or not isinstance(first, Literal):
        return None
    if path == _AWAITED and not call.is_awaited:
        return None
    return language.package_of(str(first.value))


def is_export(path: str) -> bool:
    """Whether a path is of what a file exports, which others call as they like."""
    return path.partition(".")[0] == _SHORT or path.startswith(f"module.{_SHORT}")


def _is_bound(module: Module, path: str) -> bool:
    return bool(module.lookup(path, module.end))
