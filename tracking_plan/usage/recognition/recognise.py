"""Modules become calls: which invocations are an SDK's, and what they carry."""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from tracking_plan.place import Place, Span
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.facts.client import Client
from tracking_plan.usage.facts.delays import Delay
from tracking_plan.usage.facts.expression import DynamicReason, Invocation
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.recognition.changing import changing_names
from tracking_plan.usage.recognition.clients import clients
from tracking_plan.usage.recognition.commands import Commands
from tracking_plan.usage.recognition.composed import is_composed
from tracking_plan.usage.recognition.described import Described
from tracking_plan.usage.recognition.evidence import Evidence
from tracking_plan.usage.recognition.function_results import FunctionResults
from tracking_plan.usage.recognition.functions import FunctionFinder
from tracking_plan.usage.recognition.given_clients import GivenClients, unseen_call
from tracking_plan.usage.recognition.given_events import Fit, event_of, fit_of, fits, shaped
from tracking_plan.usage.recognition.given_twice import given_twice
from tracking_plan.usage.recognition.handed_on import HandedOn
from tracking_plan.usage.recognition.helpers import Helpers, helper_call
from tracking_plan.usage.recognition.possible_receivers import PossibleReceivers
from tracking_plan.usage.recognition.posts import Posts
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.roles import Confidence, TrackedCallee
from tracking_plan.usage.recognition.sent_events import SentEvents, are_all_seen, with_own_fields
from tracking_plan.usage.recognition.wrapped_calls import WrappedCalls
from tracking_plan.usage.recognition.wrapper import Wrapper
from tracking_plan.usage.recognition.wrappers import Sent, WrapperFinder, delay_of
from tracking_plan.usage.resolution.arguments import Arguments
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.resolution.values import Values
from tracking_plan.usage.sdks.shape import Signature, Tracking, TrackingFunction

_GIVEN = (DynamicReason.PARAMETER, DynamicReason.SPREAD)  # why names are unknown in wrappers


class Recognised(NamedTuple):
    """The tracking calls of a module, in the order of the file, and the wrappers around them.

    `changing` says which of its functions that track may change what they are given, by name.
    `clients` are those of SDKs that the module makes, `exported_clients` the names of those that
    other files may import.
    """

    calls: tuple[Call, ...]
    wrappers: tuple[Wrapper, ...]
    changing: Mapping[str, ChangeKind]
    clients: tuple[Client, ...] = ()
    exported_clients: tuple[str, ...] = ()


def recognise(module: Module, tracking: Tracking, project: Project, helpers: Helpers) -> Recognised:
    """The tracking calls of a module, and its functions that are such calls for their callers."""
    recogniser = _Recogniser(module, tracking, project, helpers)
    calls, wrappers = tuple(recogniser.calls()), tuple(recogniser.wrappers)
    names = tracking.names | project.wrappers.names()
    changing = changing_names(module, names, wrappers)
    made = clients(module, tracking.used_in(module.language, module.name).sdks, project.imports)
    return Recognised(calls, wrappers, changing, made, tuple(recogniser.exported_clients()))


class _Recogniser:
    """One module while its calls are recognised."""

    def __init__(
        self,
        module: Module,
        tracking: Tracking,
        project: Project,
        helpers: Helpers,
    ) -> None:
        self._module = module
        self._evidence = Evidence(module, tracking, project)
        here = tracking.used_in(module.language, module.name)
        functions = here.functions
        self._possible = PossibleReceivers(module, here.sdks, project, self._evidence)
        self._given_clients = GivenClients(module, here.sdks, project, self._evidence)
        self._described = Described(module, functions, project)
        self._rows = tracking.functions
        self._functions = FunctionFinder(module, project.imports)
        self._helpers = helpers
        self._language = project.imports.language(module)
        self._resolver = Resolver(module, project.imports, results=FunctionResults(project.imports))
        self._values = Values(module, self._resolver)
        self._events = SentEvents(module)
        self._wrapped = WrappedCalls(module, project, self._resolver)
        self._around = WrapperFinder(module, self._resolver)
        self._commands = Commands(self._resolver)
        names = tracking.names | project.wrappers.names() | helpers.names
        self._posts = Posts(module, project.imports, self._resolver, here.apis, names)
        self.wrappers: list[Wrapper] = []
        self._handed_on = HandedOn(
            module, self._resolver, self._described, self._evidence, self._possible, self._wrapped
        )

    def calls(self) -> Iterator[Call]:
        """The calls."""
        given: set[Span] = set()
        for written in sorted(self._module.invocations, key=lambda i: i.offset):
            if self._posts.is_alone(written.callee):
                yield from self._posted(written)
                continue
            invocation = self._handed_on.made(written)
            for call in self._made_by(invocation):
                given.add(invocation.callee.at)
                yield call
        yield from self._mentioned(given)

    def exported_clients(self) -> Iterator[str]:
        """The names of clients that other files may import."""
        return self._given_clients.exported()

    def _made_by(self, invocation: Invocation) -> Iterator[Call]:
        """The tracking calls that an invocation is: a wrapper may make several."""
        described = self._described_call(invocation)
        wrapped = tuple(self._wrapped.of(invocation, self._of)) if described is None else ()
        if any(not call.is_doubtful for call in wrapped):
            yield from wrapped
            return
        known = [described] if described is not None else list(self._known(invocation))
        yield from known or wrapped or self._wrapped.possible(invocation, self._of)

    def _known(self, invocation: Invocation) -> Iterator[Call]:
        """The calls of SDKs, of generated helpers and of APIs that an invocation is."""
        if invocation.is_element:
            return
        call = self._sdk_call(invocation)
        call = call or self._helper_call(invocation)
        yield from (call,) if call is not None else self._posted(invocation)

    def _posted(self, invocation: Invocation) -> Iterator[Call]:
        """The calls of APIs that an invocation is."""
        yield from filter(None, (self._of(*sent) for sent in self._posts.sent(invocation)))

    def _helper_call(self, call: Invocation) -> Call | None:
        return helper_call(self._module, call, self._helpers, self._values, self._functions)

    def _mentioned(self, given: Container[Span]) -> Iterator[Call]:
        """Possible calls: of tracking functions that the code hands on, and with its clients."""
        for mention in self._module.mentions:
            expression = mention.expression
            if self._posts.is_alone(expression):
                continue
            found = None if expression.at in given else self._handed_on.tracked(expression)
            if found is not None and found.signature is not None:
                at, method = self._place(expression.at), found.signature.method
                yield unseen_call(self._module, at, found.owner.name, method)
        yield from self._given_clients.calls()

    def _described_call(self, invocation: Invocation) -> Call | None:
        """The call as the first adapter describes it that fits; None where none describes it."""
        callees = tuple(self._described.callees(invocation))
        for callee in self._by_shape(invocation, callees):
            call = self._of(invocation, callee)
            if call is not None:
                return call
        return None

    def _by_shape(
        self, invocation: Invocation, callees: tuple[TrackedCallee, ...]
    ) -> Iterator[TrackedCallee]:
        """The descriptions whose shape a call has or may have, or else all, the first one first."""
        if len(callees) > 1:
            yield from shaped((self._fit(invocation, callee), callee) for callee in callees)
        yield from callees

    def _at_caller(
        self, invocation: Invocation, callee: TrackedCallee, by: Wrapper
    ) -> TrackedCallee:
        """The function that a wrapper calls, by the adapter whose shape its call has here."""
        one = callee.owner
        if not isinstance(one, TrackingFunction):
            return callee
        rows = tuple(
            replace(callee, owner=other, signature=other.signature)
            for other in self._rows
            if other.is_same(one) and other.is_for(self._module.language, by.file)
        )
        return next(self._by_shape(invocation, rows), callee)

    def _fit(self, invocation: Invocation, callee: TrackedCallee) -> Fit:
        signature = callee.signature
        if signature is None:
            return Fit.NONE
        return fit_of(signature, self._arguments(invocation, callee, signature))

    def _sdk_call(self, call: Invocation) -> Call | None:
        found = self._evidence.tracked(call.callee)
        if found is None and (bound := self._evidence.as_object(call)):
            return self._sdk_call(bound)
        found = self._commands.chosen(found or self._possible.tracked(call.callee), call)
        return self._of(call, found) if found else None

    def _of(
        self, invocation: Invocation, callee: TrackedCallee, by: Wrapper | None = None
    ) -> Call | None:
        """The call of a callee that tracks; None where it sends nothing, or does not fit."""
        callee = self._at_caller(invocation, callee, by) if by is not None else callee
        signature = callee.signature
        if signature is None:
            return None
        arguments = self._arguments(invocation, callee, signature, by)
        call = self._call(invocation, arguments)
        if callee.confidence in (Confidence.CERTAIN, Confidence.LIKELY):
            call = self._forwarding(call, invocation, arguments, callee, by)
        if callee.confidence is Confidence.CERTAIN:
            return call
        is_shown = any(not sent.is_declared for sent in call.events)
        is_named = is_shown or not signature.sends_event
        if not fits(signature, arguments) or not (is_named or call.dynamic):
            return None
        is_likely = is_named or call.dynamic is DynamicReason.IMPORTED
        if callee.confidence is Confidence.FAINT and not is_shown:
            return None
        is_doubtful = callee.confidence is not Confidence.LIKELY or not is_likely
        return replace(call, is_doubtful=is_doubtful)

    def _arguments(
        self,
        invocation: Invocation,
        callee: TrackedCallee,
        signature: Signature,
        by: Wrapper | None = None,
    ) -> Arguments:
        is_at_once = delay_of(invocation, by) is Delay.NONE
        late = None if is_at_once else invocation.end
        values = self._values.used_by(invocation.offset, late=late)
        return Arguments(self._module, invocation, values, callee.owner, signature)

    def _forwarding(
        self,
        call: Call,
        invocation: Invocation,
        arguments: Arguments,
        callee: TrackedCallee,
        by: Wrapper | None,
    ) -> Call:
        """The call; one that sends what callers give makes the function around it a wrapper."""
        signature = callee.signature
        if signature is None or not signature.sends_event:
            return call
        event = event_of(signature, arguments).value
        whole = arguments.around(signature.event) if call.dynamic is not None else None
        is_given = call.dynamic in _GIVEN or (event is None and whole is not None)
        if not is_given and not is_composed(event, self._module):
            return call
        wrapper = self._around.around(invocation, Sent(event, whole), callee, by)
        if wrapper is None:
            return call
        self.wrappers.append(replace(wrapper, is_known=are_all_seen(call)))
        return replace(call, forwards=wrapper.through)

    def _call(self, invocation: Invocation, arguments: Arguments) -> Call:
        owner, signature = arguments.owner, arguments.signature
        named, dynamic = self._events.named(signature, arguments)
        event, fields = event_of(signature, arguments), arguments.own_fields()
        return Call(
            at=self._place(invocation.at),
            language=self._module.language,
            sdk=owner.name,
            method=signature.method,
            event_at=self._place(event.value.at if event.value else invocation.at),
            events=tuple(with_own_fields(named, dynamic, arguments, fields)),
            dynamic=dynamic,
            properties=fields,
            properties_at=self._given_at(arguments, signature),
            options=arguments.fields(signature.options) if signature.options else None,
            option_names=signature.option_names,
            nested_key=signature.properties.key if signature.properties else None,
            objects=tuple(arguments.objects()),
            extra_arguments=arguments.unexpected(),
            given_twice=tuple(self._twice(invocation, arguments)),
            user_id=arguments.sent(signature.user_id),
            new_user_id=arguments.sent(signature.new_user_id),
            needs_user_id=signature.needs_user_id,
            is_described=not owner.has_all_parameters,
            row=owner.row,
        )

    def _given_at(self, arguments: Arguments, signature: Signature) -> Place | None:
        """Where the properties are given."""
        properties = arguments.given(signature.properties).value
        return self._place(properties.at) if properties else None

    def _twice(self, invocation: Invocation, arguments: Arguments) -> Iterator[tuple[str, Place]]:
        """The arguments that are given twice, where all that the function takes is known."""
        if arguments.are_all_known and self._language.has_keywords:
            for name, at in given_twice(invocation, arguments.signature):
                yield name, self._place(at)

    def _place(self, span: Span) -> Place:
        return Place(path=self._module.path, span=span)
