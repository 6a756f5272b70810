"""Functions that are taken of an object by a computed name, or that are handed on uncalled."""

from msgspec.structs import replace

from tracking_plan.usage.facts.choices import by_itself
from tracking_plan.usage.facts.expression import (
    Dynamic,
    Expression,
    Index,
    Invocation,
    Literal,
    Member,
    Name,
    Template,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, root_of
from tracking_plan.usage.recognition.definition import last_name
from tracking_plan.usage.recognition.described import Described
from tracking_plan.usage.recognition.evidence import Evidence
from tracking_plan.usage.recognition.possible_receivers import PossibleReceivers
from tracking_plan.usage.recognition.roles import TrackedCallee
from tracking_plan.usage.recognition.wrapped_calls import WrappedCalls
from tracking_plan.usage.recognition.wrapper import Wrapper
from tracking_plan.usage.resolution.possible_values import PossibleValue
from tracking_plan.usage.resolution.resolve import Resolver


class HandedOn:
    """Says which functions expressions of one module may be that are not called by their name."""

    def __init__(
        self,
        module: Module,
        resolver: Resolver,
        described: Described,
        evidence: Evidence,
        possible: PossibleReceivers,
        wrapped: WrappedCalls,
    ) -> None:
        self._module = module
        self._resolver = resolver
        self._language = resolver.language
        self._described = described
        self._evidence = evidence
        self._possible = possible
        self._wrapped = wrapped
        self._names = wrapped.names | described.names
        self._tracking: dict[tuple[str, int], bool] = {}

    def made(self, call: Invocation) -> Invocation:
        """The call that is made in the end, with its function by its name where that is known.

        `to_thread(client.track, "A", ...)` is `client.track("A", ...)`.
        """
        call, language = self._named(call), self._language
        match call.callee:
            case Member(name=name):
                deferrers = (language.deferrers.get(name), language.function_methods.get(name))
            case Name(text=name):
                deferrers = (language.deferrers.get(name), None)
            case _:
                return call
        by_function, by_method = (
            one.deferred(call) if one is not None else None for one in deferrers
        )
        if last_name(call.callee) in self._names and by_method is not None:
            is_own = last_name(by_method.callee) in self._names  # or else `mailer.send(...)`
            by_method = by_method if is_own else None
        return by_function or by_method or call

    def _named(self, call: Invocation) -> Invocation:
        """`client[name](...)` with its function by its name, where the code shows that."""
        callee = call.callee
        if isinstance(callee, Member) and isinstance(callee.owner, Index):  # `x["track"].call(...)`
            return replace(call, callee=replace(callee, owner=self._function(callee.owner)))
        return replace(call, callee=self._function(callee))

    def tracked(self, expression: Expression) -> TrackedCallee | None:
        """The function that an expression is, or may be, if that sends an event."""
        if isinstance(expression, Index) and not self._may_have_one(expression.owner):
            return None
        function = self._function(expression)
        if isinstance(function, Literal):
            return _as_callee(self._wrapped.named(str(function.value)))
        if isinstance(function, Index):
            if isinstance(function.owner, Dynamic):
                return self._possible.near(None)
            one = _as_callee(self._wrapped.one_of(function.owner))
            return one or self._evidence.sending(function.owner)
        if isinstance(function, Member) and isinstance(function.owner, Dynamic):
            return self._possible.near(function.name)
        wrapped = _as_callee(self._wrapped.wrapper_of(function))
        if wrapped is not None:
            return wrapped
        described = next(self._described.functions(function), None)
        found = described or self._evidence.tracked(function)
        signature = found.signature if found is not None else None
        return found if signature is not None and signature.sends_event else None

    def _function(self, expression: Expression) -> Expression:
        """A member that is taken by an expression, as one by its name."""
        if not isinstance(expression, Index):
            return expression
        found = [self._text(one) for one in self._resolver.possible_values(expression.key)]
        names = dict.fromkeys(found)
        name = next(iter(names)) if len(names) == 1 else None
        if name is None:
            return expression
        return Member(at=expression.at, owner=expression.owner, name=name)

    def _text(self, possible: PossibleValue) -> str | None:
        match by_itself(possible.expression):
            case Literal(value=str() as text):
                return text
            case Template() as template:
                words = self._resolver.within(possible.module).texts.wordings(template)
                return words[0].text if len(words) == 1 and words[0].is_whole else None
        return None

    def _may_have_one(self, owner: Expression) -> bool:
        """Whether a function that tracks may be taken of an object; code asks that often."""
        path, root = dotted(owner), root_of(owner)
        if path is None or root is None:
            return True
        key = (path, id(self._module.regions.at(root.offset)))
        if key not in self._tracking:
            self._tracking[key] = self._has_one(owner)
        return self._tracking[key]

    def _has_one(self, owner: Expression) -> bool:
        if self._evidence.is_client(owner) or self._wrapped.one_of(owner) is not None:
            return True
        members = (Member(at=owner.at, owner=owner, name=name) for name in self._described.names)
        return any(True for member in members for _ in self._described.functions(member))


def _as_callee(wrapper: Wrapper | None) -> TrackedCallee | None:
    if wrapper is None:
        return None
    return TrackedCallee(owner=wrapper.owner, signature=wrapper.signature)
