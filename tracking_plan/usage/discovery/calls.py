"""The calls of functions that may track, and which names of events they could be giving where."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from tracking_plan.place import Place
from tracking_plan.usage.discovery.candidate import Argument
from tracking_plan.usage.discovery.words import EVENT_WORDS, tracking_weight
from tracking_plan.usage.facts.call import Method, Resolution
from tracking_plan.usage.facts.expression import (
    Expression,
    Function,
    Invocation,
    Member,
    Name,
    Table,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.definition import path_of
from tracking_plan.usage.recognition.functions import FunctionFinder
from tracking_plan.usage.recognition.origins import OriginFinder
from tracking_plan.usage.recognition.sent_events import SentEvents
from tracking_plan.usage.resolution.arguments import Arguments
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.resolution.values import Values
from tracking_plan.usage.sdks.shape import Parameter, Signature, TrackingFunction

_POSITIONS = 3  # in which the name of an event is looked for
_MOST_KEYS = 40
_WORTH = 0.5  # the weight of what may be a tracking function


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a callee comes from: a path in a module, as an adapter's `from` would name it.

    `is_type`: it is a member of a type, of whose objects nothing more is known.
    """

    module: str
    path: str
    is_own: bool
    is_type: bool = False


def _words_around(origin: Origin, name: str) -> tuple[str, str]:
    """What else speaks of what a function does: its module, and its path there but for its name."""
    owner, _, last = origin.path.rpartition(".")
    return origin.module, owner if last == name else origin.path


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCall:
    """A call of something whose name speaks of tracking.

    `path` is the callee as it is written. `definition` is the one function that it is (None: that
    cannot be told), in the file `file`, which has it and no other as `defined_as`. `names` are the
    texts that each place gives, `objects` the places where an object is given, `keys` those of an
    object in first place that has the names by keyword. `is_known`: it is described, or found to
    be a tracking call.
    """

    at: Place
    language: str
    path: str
    origin: Origin | None
    definition: Function | None
    file: str
    defined_in: str
    defined_as: str | None
    names: Mapping[Argument, tuple[str, ...]]
    objects: frozenset[Argument] = frozenset()
    keys: frozenset[str] = frozenset()
    is_known: bool = False


class CallReader:
    """Reads the calls of one module."""

    def __init__(self, module: Module, imports: ImportGraph, known: Container[Place]) -> None:
        self._module = module
        self._known = known
        self._imports = imports
        self._functions = FunctionFinder(module, imports)
        self._values = Values(module, Resolver(module, imports))
        self._events = SentEvents(module)
        self._has_keywords = imports.language(module).has_keywords

    def calls(self) -> Iterator[FoundCall]:
        """The calls of what may track, described or not."""
        for invocation in self._module.invocations:
            path = dotted(invocation.callee) or f"?.{_last(invocation.callee)}"
            owner, _, name = path.rpartition(".")
            origin = origin_of(invocation.callee, self._module, self._imports)
            around = (owner, *(_words_around(origin, name) if origin else ()))
            if name and tracking_weight(name.removesuffix("()"), around):
                yield self._read(invocation, path, origin)

    def _read(self, invocation: Invocation, path: str, origin: Origin | None) -> FoundCall:
        at = Place(path=self._module.path, span=invocation.at)
        found = self._functions.functions(invocation.callee) or ()
        only = found[0] if len(found) == 1 and isinstance(found[0].value, Function) else None
        return FoundCall(
            at=at,
            language=self._module.language,
            path=path,
            origin=origin,
            definition=only.value if only and isinstance(only.value, Function) else None,
            file=only.module.name if only else "",
            defined_in=only.module.path if only else "",
            defined_as=defined_as(only.module, only.value, self._imports) if only else None,
            names=dict(self._names(invocation, only.value if only else None)),
            objects=frozenset(self._objects(invocation)),
            keys=frozenset(self._keys(invocation)),
            is_known=at in self._known,
        )

    def _names(
        self, call: Invocation, definition: Expression | None
    ) -> Iterator[tuple[Argument, tuple[str, ...]]]:
        """The texts that each place of a call may give, where it gives any."""
        for place in self._places(call, _first_words(definition)):
            names = self._given(call, place)
            if names:
                yield place, names

    def _places(self, call: Invocation, first: Container[str]) -> Iterator[Argument]:
        """Where the name of an event is looked for; `first`: the keywords of first parameters."""
        by_position = [a for a in call.arguments if a.keyword is None]
        yield from range(min(_POSITIONS, len(by_position)))
        if self._has_keywords:
            keywords = (a.keyword for a in call.arguments if a.keyword is not None)
            yield from (word for word in keywords if word.lower() in EVENT_WORDS or word in first)
        else:
            yield from (key for key in self._keys(call) if key.lower() in EVENT_WORDS)

    def _keys(self, call: Invocation) -> Iterator[str]:
        """The keys of the object in first place, in languages without keywords."""
        first = next((a for a in call.arguments if a.keyword is None), None)
        if first is not None and not self._has_keywords and not first.is_spread:
            fields = self._values.fields(first.value, call.offset)
            yield from (sent.name for sent in fields.properties[:_MOST_KEYS])

    def _given(self, call: Invocation, place: Argument) -> tuple[str, ...]:
        signature = Signature(name="", method=Method.TRACK, event=parameter(place))
        owner = TrackingFunction(name="", callee="", signature=signature)
        arguments = Arguments(self._module, call, self._values, owner, signature)
        named, _ = self._events.named(signature, arguments)
        return tuple(one.name for one, _ in named if one.resolution is not Resolution.PATTERN)

    def _objects(self, call: Invocation) -> Iterator[Argument]:
        """The places where a call gives an object with keys that are seen."""
        for index, argument in enumerate(call.arguments):
            place = index if argument.keyword is None else argument.keyword
            is_written = isinstance(argument.value, Table)
            if is_written or self._values.fields(argument.value, call.offset).properties:
                yield place


def defined_as(module: Module, value: Expression, imports: ImportGraph) -> str | None:
    """The path by which a module has a function and no other; None: there is none."""
    if not isinstance(value, Function):
        return None
    return path_of(module, value.start, imports.language(module))


def origin_of(callee: Expression, module: Module, imports: ImportGraph) -> Origin | None:
    """The origin of a callee, nearest to where it is defined; None: that cannot be told."""
    found = OriginFinder(module, imports).of(callee)
    if len(found) != 1:
        return None
    every = [one for one in found[0] if one.path]
    own = [one for one in every if one.module is not None]
    if own and own[-1].module is not None:
        last = own[-1]
        return Origin(module=own[-1].module.name, path=last.path, is_own=True, is_type=last.is_type)
    if not every or not every[0].spelled or every[0].spelled.startswith("."):
        return None
    path, spelled = every[0].path, every[0].spelled
    owner, _, name = path.rpartition(".")
    is_tracking = tracking_weight(name, (owner, spelled)) >= _WORTH  # and no `useCallback` of React
    return Origin(module=spelled, path=path, is_own=False) if is_tracking else None


def _first_words(definition: Expression | None) -> Container[str]:
    """The keywords by which calls may give the first arguments of a function."""
    every = definition.parameters if isinstance(definition, Function) else ()
    first = (one for one in every if one.position is not None and one.position < _POSITIONS)
    return frozenset(one.keyword for one in first if one.keyword is not None)


def parameter(place: Argument) -> Parameter:
    """A place as a parameter of a signature."""
    return Parameter(position=place) if isinstance(place, int) else Parameter(keyword=place)


def _last(callee: Expression) -> str:
    """The name by which a function is called; empty where it has none."""
    match callee:
        case Name(text=text):
            return text
        case Member(name=name):
            return name
    return ""
