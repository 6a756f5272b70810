"""The trail of a name: which function sends in the end what a candidate is given, and as what.

A candidate that hands the name on to another function of the project is followed to that one: an
adapter describes it best where the name is what is sent, and what is done to it on the way there
is found by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from msgspec import structs

from tracking_plan.names.words import words
from tracking_plan.usage.discovery.calls import Origin, defined_as, origin_of
from tracking_plan.usage.discovery.candidate import Argument
from tracking_plan.usage.discovery.name_places import found_in
from tracking_plan.usage.discovery.own_events import COMMANDS, is_property
from tracking_plan.usage.discovery.words import tracking_weight
from tracking_plan.usage.facts.effort import TooMuch
from tracking_plan.usage.facts.expression import (
    Dynamic,
    Expression,
    Function,
    Invocation,
    Literal,
    Template,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.parameters import FunctionParameter, ParameterKind, ParameterUse
from tracking_plan.usage.facts.paths import dotted
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.functions import FunctionFinder
from tracking_plan.usage.resolution.closed import Closing
from tracking_plan.usage.resolution.resolve import Resolver

_DEPTH = 6
_SENDING = frozenset(
    """fetch post put request axios send beacon track capture log publish enqueue submit
    urlopen ga gtag event events record emit produce""".split()
)
_WORTH = 0.5  # the weight of a name that may be of a tracking function
_QUEUES = ("datalayer", "_paq", "queue", "analytics", "_hsq")  # which browsers' SDKs read
_WRITING = frozenset("stringify dumps encode assign Blob URLSearchParams urlencode dict".split())
_LOGS = frozenset("console logger logging print debug warn log".split())

Where = tuple[Argument, tuple[str, ...], Template | None]
"""An argument, the keys in it, and the text that the name is a part of (None: it is whole)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The function that sends a name in the end. `callee` and `origin` are how it is called.

    `defined_as` is the path by which its module has it and no other (None: there is none).
    `use` is the parameter that has the name. `template` is what is made of it there. `is_changed`:
    something was made of it on the way. `is_clear`: it is seen that it sends, and what.
    `is_property`: it is sent as a property only, of events that are named on the way. `reached`
    are the tracking functions of the project that it calls on the way, by file and offset.
    """

    module: Module
    function: Function
    use: ParameterUse
    callee: str
    origin: Origin | None
    defined_as: str | None = None
    template: Template | None = None
    is_changed: bool = False
    is_clear: bool = True
    is_property: bool = False
    reached: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    """A call to which a function hands the name on; `is_property`: of an event that it names."""

    call: Invocation
    where: Where
    is_property: bool


class NameTrail:
    """Follows names through the functions of a project, of which `imports` reads all calls."""

    def __init__(self, imports: ImportGraph) -> None:
        self._imports = imports

    def sender(
        self, file: str, function: Function, use: ParameterUse, callee: str, origin: Origin | None
    ) -> Sender | None:
        """The function that sends what `function` is given in `use`; None: it cannot be read."""
        try:
            module = self._imports.evaluated(file)
            first = Sender(
                module=module,
                function=function,
                use=use,
                callee=callee,
                origin=origin,
                defined_as=defined_as(module, function, self._imports),
            )
            called: set[tuple[str, int]] = set()
            self._reach(module, function, called, 0)
            return replace(self._end(first, frozenset(), 0), reached=frozenset(called))
        except (TooMuch, RecursionError):
            return None

    def _end(self, here: Sender, seen: frozenset[tuple[str, int]], depth: int) -> Sender:
        """Where the trail of a name ends that a function has."""
        key = (here.module.name, here.function.start)
        if depth > _DEPTH or key in seen:
            return replace(here, is_clear=False)
        every = tuple(self._hits(here))
        hits = [hit for hit in every if not hit.is_property]
        onward: dict[tuple[str, int, ParameterUse], Sender] = {}
        sent: list[Template | None] = []
        for hit in hits:
            following = tuple(self._following(here, hit))
            if not following and self._is_sink(here.module, hit.call):
                sent.append(hit.where[2])
            for one in following:
                end = self._end(one, seen | {key}, depth + 1)
                onward[end.module.name, end.function.start, end.use] = end
                if not end.is_clear and not end.is_property:
                    sent.extend(self._unseen(here, hit, one))
        clear = _plainest([one for one in onward.values() if one.is_clear])
        if len(clear) == 1:
            return clear[0]
        owned = len(hits) < len(every) or any(one.is_property for one in onward.values())
        composed = [template for template in sent if template is not None]
        is_one = not composed or (len(composed) == len(sent) == 1)
        return replace(
            here,
            template=composed[0] if composed and is_one else None,
            is_clear=bool(sent) and is_one and not clear,
            is_property=owned and not sent and not clear,
        )

    def _reach(
        self, module: Module, function: Function, called: set[tuple[str, int]], depth: int
    ) -> None:
        """Adds the tracking functions that a function calls, and those that these call."""
        finder = FunctionFinder(module, self._imports)
        for call in _calls_in(module, function):
            path = dotted(call.callee) or ""
            owner, _, name = path.rpartition(".")
            if depth > _DEPTH or not name or tracking_weight(name, (owner, module.name)) < _WORTH:
                continue
            for one in finder.functions(call.callee) or ():
                if not isinstance(one.value, Function):
                    continue
                key = (one.module.name, one.value.start)
                if key not in called:
                    called.add(key)
                    self._reach(one.module, one.value, called, depth + 1)

    def _hits(self, here: Sender) -> Iterator[_Hit]:
        """The calls in a function that have the name among their arguments."""
        module = here.module
        resolver = Resolver(module, self._imports)
        calls = tuple(_calls_in(module, here.function))
        for call in calls:
            closing = Closing(module, resolver.used_by(call.offset), call.offset)
            sent_by = self._sent_by(module, call, calls)
            closed = [closing.closed(argument.value) for argument in call.arguments]
            for index, argument in enumerate(call.arguments):
                place = index if argument.keyword is None else argument.keyword
                for keys, template in found_in(closed[index], here.use, None):
                    is_own = is_property(closed, index, keys)
                    yield _Hit(call=sent_by, where=(place, keys, template), is_property=is_own)

    def _sent_by(
        self, module: Module, call: Invocation, calls: tuple[Invocation, ...]
    ) -> Invocation:
        """The call itself; of one that writes a text, such as JSON, the one that sends that."""
        if (dotted(call.callee) or "").rpartition(".")[2] not in _WRITING:
            return call
        sinks = [one for one in calls if self._is_sink(module, one)]
        around = (one for one in sinks if one.at.contains(call.at))
        return next(around, next(iter(sinks), call))

    def _following(self, here: Sender, hit: _Hit) -> Iterator[Sender]:
        """The function of the project that a call hands the name on to, if it is one."""
        found = FunctionFinder(here.module, self._imports).functions(hit.call.callee) or ()
        if len(found) != 1 or not isinstance(found[0].value, Function):
            return
        function, there = found[0].value, found[0].module
        place, keys, template = hit.where
        for parameter in function.parameters:
            use = _given(parameter, place, keys, function.start)
            if use is not None:
                yield Sender(
                    module=there,
                    function=function,
                    use=use,
                    callee=dotted(hit.call.callee) or "",
                    origin=origin_of(hit.call.callee, here.module, self._imports),
                    defined_as=defined_as(there, function, self._imports),
                    is_changed=here.is_changed or template is not None,
                )

    def _unseen(self, here: Sender, hit: _Hit, other: Sender) -> Iterator[Template | None]:
        """What is sent by way of a function of the project that is not seen to send itself.

        It may give out what is sent here. One that gives out nothing, or what another call gives,
        and whose name speaks of tracking, sends what it is given.
        """
        owner, _, name = (dotted(hit.call.callee) or "").rpartition(".")
        returned = other.function.returned
        is_call = returned is None or isinstance(returned.expression, Invocation)
        if is_call and tracking_weight(name, (owner,)) >= _WORTH:
            yield hit.where[2]
        elif self._sends_itself(here):
            yield from self._made(here, hit, other)

    def _made(self, here: Sender, hit: _Hit, builder: Sender) -> Iterator[Template | None]:
        """What a function makes of the name that gives out an object with it; None: it is whole."""
        returned = builder.function.returned
        if returned is None:
            return
        resolver = Resolver(builder.module, self._imports).used_by(builder.module.end)
        closed = Closing(builder.module, resolver, builder.module.end).closed(returned.expression)
        for _, template in found_in(closed, builder.use, None):
            own = _moved(template, builder.use, here.use) if template is not None else None
            if own is None or hit.where[2] is None:
                yield own or hit.where[2]

    def _sends_itself(self, here: Sender) -> bool:
        """Whether a function calls what sends, and is none of the project's."""
        finder = FunctionFinder(here.module, self._imports)
        calls = (c for c in _calls_in(here.module, here.function) if self._is_sink(here.module, c))
        return any(not finder.functions(call.callee) for call in calls)

    def _is_sink(self, module: Module, call: Invocation) -> bool:
        """Whether a call of what is none of the project's functions may send."""
        path = dotted(call.callee) or ""
        owner, _, name = path.rpartition(".")
        own = {word.lower() for word in words(name)}
        if not _LOGS.isdisjoint(word.lower() for word in words(owner)) or own <= _LOGS:
            return False
        first = call.arguments[0].value if call.arguments else None
        is_command = isinstance(first, Literal) and str(first.value).lower() in COMMANDS
        is_queue = name == "push" and any(layer in owner.lower() for layer in _QUEUES)
        if is_queue or is_command or not own.isdisjoint(_SENDING):
            return True
        return tracking_weight(name, (owner,)) > 0


def _moved(template: Template, there: ParameterUse, here: ParameterUse) -> Template:
    """A text of another function as it is where that is given the name; all else is unknown."""
    pieces = (
        structs.replace(piece, parameter=here if piece.parameter == there else None)
        if isinstance(piece, Dynamic)
        else piece
        for piece in template.pieces
    )
    return structs.replace(template, pieces=tuple(pieces))


def _plainest(ends: list[Sender]) -> list[Sender]:
    """The ends; where one function has the name alone, and among other things, the former."""
    functions = {(one.module.name, one.function.start) for one in ends}
    plain = [one for one in ends if not one.use.keys]
    return plain if len(functions) == 1 and plain else ends


def _calls_in(module: Module, function: Function) -> Iterator[Invocation]:
    """The calls in a function, those of functions within it included."""
    region = module.regions.at(function.start)
    for call in module.invocations:
        if region.start <= call.offset < region.end:
            yield call


def _given(
    parameter: FunctionParameter[Expression], place: Argument, keys: tuple[str, ...], start: int
) -> ParameterUse | None:
    """What a parameter has of an argument at a place; None: nothing."""
    is_there = place == parameter.position or (place == parameter.keyword and bool(place))
    own = parameter.keys
    if not is_there or parameter.kind is not ParameterKind.ONE or keys[: len(own)] != own:
        return None
    return ParameterUse(function=start, name=parameter.name, keys=keys[len(own) :])
