"""Calls of wrappers, as the tracking calls that are made by way of them."""

from collections.abc import Callable, Hashable, Iterator

from msgspec.structs import replace

from tracking_plan.usage.facts.call import Call, Fields
from tracking_plan.usage.facts.expression import Expression, Invocation, Member, Name
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.recognition.functions import FunctionFinder
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.roles import Confidence, TrackedCallee
from tracking_plan.usage.recognition.wrapper import Wrapper
from tracking_plan.usage.resolution.closed import parameters_in
from tracking_plan.usage.resolution.questions import answered, depends_on_name, splitting
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.sdks.shape import Parameter

Read = Callable[[Invocation, TrackedCallee, Wrapper], Call | None]
"""Reads an invocation as the call of a callee, by way of a wrapper."""


class WrappedCalls:
    """Finds the calls that one module makes of the project's wrappers.

    `names` are those by which code may call these.
    """

    def __init__(self, module: Module, project: Project, resolver: Resolver) -> None:
        self._module = module
        self._resolver = resolver
        self._project = project
        self._wrappers = project.wrappers
        self._functions = FunctionFinder(module, project.imports)
        self.names = project.wrappers.names()

    def of(self, invocation: Invocation, read: Read) -> Iterator[Call]:
        """The calls that an invocation makes; none where it is of nothing that is known."""
        found = self._functions.functions(invocation.callee) if self.names else None
        several = [self._wrappers.of(one.module, one.value) for one in found or ()]
        confidence = Confidence.CERTAIN if len(several) == 1 else Confidence.DOUBTFUL
        for wrappers in several:
            splits = splitting(wrapper.call.questions for wrapper in wrappers)
            for wrapper in wrappers:
                yield from self._by(wrapper, invocation, read, confidence, splits)

    def wrapper_of(self, expression: Expression) -> Wrapper | None:
        """A wrapper that an expression is; None where it is none, or not known to be one."""
        found = self._functions.functions(expression) if self.names else None
        for one in found or ():
            for wrapper in self._wrappers.of(one.module, one.value):
                return wrapper
        return None

    def one_of(self, owner: Expression) -> Wrapper | None:
        """A wrapper that is a member of an object or a module, by any name; None: none is."""
        for name in sorted(self.names):
            found = self.wrapper_of(Member(at=owner.at, owner=owner, name=name))
            if found is not None:
                return found
        return None

    def named(self, text: str) -> Wrapper | None:
        """The wrapper that a text is the path of: `app.tasks.send`, `app.tasks:send`, `send`."""
        module, _, name = text.replace(":", ".").rpartition(".")
        every = self._wrappers.called(name)
        return next((one for one in every if _leads(module, one.file)), None)

    def possible(self, invocation: Invocation, read: Read) -> Iterator[Call]:
        """The calls that may be a wrapper's by their name.

        In files that are not near to it, only those count that name an event.
        """
        callee = invocation.callee
        if not self.names or self._functions.functions(callee) is not None:
            return
        name = callee.name if isinstance(callee, Member) else None
        name = callee.text if isinstance(callee, Name) else name
        seen: set[tuple[str, ...]] = set()
        for wrapper in self._wrappers.called(name) if name is not None else ():
            confidence = Confidence.DOUBTFUL if self._is_near(wrapper) else Confidence.FAINT
            for call in self._by(wrapper, invocation, read, confidence):
                names = tuple(sent.name for sent in call.events)
                if names not in seen:
                    seen.add(names)
                    yield call

    def _is_near(self, wrapper: Wrapper) -> bool:
        """Whether this file is the wrapper's, or imports from it."""
        if wrapper.file == self._module.name:
            return True
        bound = (b for bindings in self._module.bindings.values() for b in bindings)
        imports = self._project.imports
        files = {imports.file_of(self._module, b.imported) for b in bound if b.imported}
        return wrapper.file in files

    def _by(
        self,
        wrapper: Wrapper,
        invocation: Invocation,
        read: Read,
        confidence: Confidence,
        splits: frozenset[Hashable] = frozenset(),
    ) -> Iterator[Call]:
        if invocation.is_element and wrapper.is_known:
            return  # the component says itself what it sends
        arguments, asked = wrapper.call.made_by(invocation), wrapper.call.asked_by(invocation)
        is_made = answered(asked, self._resolver.used_by(invocation.offset), splits)
        if is_made is False:
            return
        is_filtered = is_made is None and depends_on_name(asked, splits)
        if confidence is Confidence.CERTAIN and not is_made and not is_filtered:
            confidence = Confidence.DOUBTFUL
        callee = TrackedCallee(
            owner=wrapper.owner, signature=wrapper.signature, confidence=confidence
        )
        here = replace(wrapper, call=replace(wrapper.call, questions=asked))
        call = read(replace(invocation, arguments=arguments), callee, here)
        if call is not None and invocation.is_element and not call.events:
            call = replace(call, is_doubtful=True)  # the component's own call says as much
        if call is not None:
            own = _as_its_own(call, wrapper)
            yield _if_at_all(own) if is_filtered else own


def _leads(path: str, file: str) -> bool:
    """Whether the path of a module may mean a file, a class in it, or a package that it is in."""
    if not path:
        return True
    module = file.rpartition(".")[0].removesuffix("/__init__").replace("/", ".")
    ways = (path, path.rpartition(".")[0] or path)
    ends = any(f".{module}".endswith(f".{way}") or f".{way}".endswith(f".{module}") for way in ways)
    return ends or f".{path}." in f".{module}."


def _if_at_all(call: Call) -> Call:
    """The call, whose events the function may leave out: no others are sent in their place."""
    return replace(call, events=tuple(replace(one, is_possible=True) for one in call.events))


def _as_its_own(call: Call, wrapper: Wrapper) -> Call:
    """A call without what the wrapper alone answers for: its callers are held to their part."""
    signature = wrapper.signature
    is_given = _is_given(wrapper, signature.options) if signature.options else True
    options = call.option_names - {call.nested_key}
    fails = any(extra.name not in options for extra in call.extra_arguments)
    return replace(
        call,
        through=wrapper.through,
        events=tuple(replace(one, properties=None) if fails else one for one in call.events),
        properties=Fields() if fails else call.properties,
        options=_given_options(call) if is_given or call.options is None else Fields(),
        objects=call.objects if is_given else (),
        extra_arguments=(),
        given_twice=(),
        user_id=call.user_id if _is_given(wrapper, signature.user_id) else None,
        new_user_id=call.new_user_id if _is_given(wrapper, signature.new_user_id) else None,
        needs_user_id=call.needs_user_id and _is_given(wrapper, signature.user_id),
    )


def _given_options(call: Call) -> Fields | None:
    """The options that a caller gives, and the one that the properties are under."""
    options = call.options
    if options is None:
        return None
    given = (one for one in options.properties if one.at != call.at or one.name == call.nested_key)
    return replace(options, properties=tuple(given))


def _is_given(wrapper: Wrapper, parameter: Parameter | None) -> bool:
    """Whether a wrapper hands on as a whole what its callers give for a parameter."""
    for place in parameter.places if parameter is not None else ():
        by_position = [a for a in wrapper.call.arguments if a.keyword is None]
        position = place.position
        at = by_position[position : position + 1] if position is not None else []
        named = [a for a in wrapper.call.arguments if a.keyword and a.keyword == place.keyword]
        if any(any(True for _ in parameters_in(argument.value)) for argument in (*at, *named)):
            return True
    return False
