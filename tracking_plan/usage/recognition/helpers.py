"""Calls of generated helpers: `track_signed_up(...)`, `tracker.signed_up(...)`."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from tracking_plan.place import Place
from tracking_plan.plan.helper import Helper
from tracking_plan.usage.facts.call import Call, Fields, Method, Resolution, SentEvent, SentProperty
from tracking_plan.usage.facts.expression import (
    Expression,
    Invocation,
    Member,
    Name,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, root_of
from tracking_plan.usage.recognition.functions import FunctionFinder
from tracking_plan.usage.resolution.values import Values
from tracking_plan.usage.sdks.shape import CONVENTIONAL

SDK = "tracking-plan"
_FURTHER = "extra_properties"  # the argument of helpers for keys that the plan does not have


class Helpers(Struct, frozen=True, kw_only=True):
    """All generated functions, and the names of the packages that they are in.

    `by_name`: (the caller's language, the function's name) -> what it sends. `folders` are those of
    the packages.
    """

    by_name: Mapping[tuple[str, str], Helper] = field(default_factory=dict)
    packages: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of the functions."""
        return frozenset(name for _, name in self.by_name)

    def has(self, file: str) -> bool:
        """Whether a file of the project is generated."""
        return any(file.startswith(f"{folder}/") for folder in self.folders)

    def sending(self, language: str, event: str, version: str) -> tuple[str, ...]:
        """The names of the functions that send a version of an event, for code of a language."""
        return tuple(
            name
            for (caller, name), helper in self.by_name.items()
            if (caller, helper.event, helper.version) == (language, event, version)
        )


NONE = Helpers()


def helper_call(
    module: Module,
    invocation: Invocation,
    helpers: Helpers,
    values: Values,
    functions: FunctionFinder,
) -> Call | None:
    """The call, if it is one of a generated helper.

    A helper's name is no proof: the file has to import the generated package, or the receiver
    has to be called `tracker` or the like, and be no object of the project's own.
    """
    name = _called(invocation.callee)
    helper = helpers.by_name.get((module.language, name)) if name else None
    if helper is None or not _is_helper(module, invocation.callee, helpers):
        return None
    defined = functions.functions(invocation.callee) or ()
    if defined and not any(helpers.has(one.module.name) for one in defined):
        return None
    return _call(module, invocation, helper, values)


def _call(module: Module, invocation: Invocation, helper: Helper, values: Values) -> Call:
    at = Place(path=module.path, span=invocation.at)
    sent = SentEvent(name=helper.event, resolution=Resolution.HELPER, at=at, version=helper.version)
    is_complete = not any(
        a.is_spread or a.is_keyword_spread or a.keyword == _FURTHER for a in invocation.arguments
    )
    return Call(
        at=at,
        language=module.language,
        sdk=SDK,
        method=Method.TRACK,
        event_at=at,
        events=(sent,),
        properties=Fields(
            properties=tuple(_properties(module, invocation, helper, values)),
            is_complete=is_complete,
        ),
    )


def _properties(
    module: Module, invocation: Invocation, helper: Helper, values: Values
) -> Iterator[SentProperty]:
    for argument in invocation.arguments:
        if argument.keyword is not None and argument.keyword in helper.parameters:
            yield SentProperty(
                name=helper.parameters[argument.keyword],
                at=Place(path=module.path, span=argument.value.at),
                values=values.of(argument.value, invocation.offset),
            )


def _called(callee: Expression) -> str | None:
    match callee:
        case Member(name=name) | Name(text=name):
            return name
    return None


def _is_helper(module: Module, callee: Expression, helpers: Helpers) -> bool:
    root = root_of(callee)
    bound = module.lookup(root.text, root.offset) if root else ()
    if any(_is_generated(b.imported.module, helpers) for b in bound if b.imported):
        return True
    if not isinstance(callee, Member):
        return False
    receiver = (dotted(callee.owner) or "").removesuffix("()").rsplit(".", 1)[-1]
    if receiver.strip("_").lower() in CONVENTIONAL:
        return not any(b.imported and not b.imported.module.startswith(".") for b in bound)
    return any(_is_generated(name, helpers) for name in _imports(module))


def _is_generated(imported: str, helpers: Helpers) -> bool:
    return not helpers.packages.isdisjoint(imported.replace("/", ".").split("."))


def _imports(module: Module) -> Iterator[str]:
    for bindings in module.bindings.values():
        yield from (b.imported.module for b in bindings if b.imported)
