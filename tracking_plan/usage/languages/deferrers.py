"""Functions that call another one, which they are given with its arguments."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.usage.facts.delays import Delay
from tracking_plan.usage.facts.expression import (
    Argument,
    Dynamic,
    Expression,
    Invocation,
    Member,
    Name,
)


class Deferrer(Struct, frozen=True, kw_only=True):
    """Where a function has the other one, and where its arguments.

    The function is at `position`, or under `keyword`. Its arguments come after it and `skipped`
    others; or, where there are `lists`, in a list and a dictionary that follow it or have these
    keywords. `is_partial`: more may be given when it is called. `of_owner`: it is a method of the
    function itself: as JavaScript's `call`, whose first argument is none of the function's, or as
    the `delay` of a task, where all are (`position` -1).
    """

    position: int = 0
    keyword: str | None = None
    skipped: int = 0
    lists: tuple[str, ...] = ()
    is_partial: bool = False
    of_owner: bool = False

    def function(self, call: Invocation) -> Expression | None:
        """The function that is given; None where none is."""
        if self.of_owner:
            return call.callee.owner if isinstance(call.callee, Member) else None
        for argument in call.arguments:
            if argument.keyword is not None and argument.keyword == self.keyword:
                return argument.value
        given = _by_position(call.arguments, self.position)
        return given.value if given is not None else None

    def deferred(self, call: Invocation) -> Invocation | None:
        """The call that is made in the end; None where no function is given by its name."""
        function = self.function(call)
        if not isinstance(function, Member | Name):
            return None
        arguments = tuple(self._listed(call) if self.lists else self._following(call))
        is_open = not (call.is_awaited or self.of_owner) or self.is_partial
        delay = Delay.OPEN if is_open else call.delay
        return replace(call, callee=function, arguments=arguments, delay=delay)

    def _following(self, call: Invocation) -> Iterator[Argument]:
        first = self.position + 1 + self.skipped
        unknown = Dynamic(at=call.at)
        if any(argument.is_spread for argument in call.arguments[:first]):
            yield Argument(value=unknown, is_spread=True)
            return
        yield from call.arguments[first:]
        if self.is_partial:
            yield Argument(value=unknown, is_spread=True)
            yield Argument(value=unknown, is_keyword_spread=True)

    def _listed(self, call: Invocation) -> Iterator[Argument]:
        """The arguments in a list and a dictionary, as spreads."""
        for number, keyword in enumerate(self.lists, start=1):
            named = next((a for a in call.arguments if a.keyword == keyword), None)
            given = named or _by_position(call.arguments, self.position + number)
            if given is not None and number == 1:
                yield Argument(value=given.value, is_spread=True)
            elif given is not None:
                yield Argument(value=given.value, is_keyword_spread=True)


def _by_position(arguments: Iterable[Argument], position: int) -> Argument | None:
    """The argument at a position; None where it is not sure which that is."""
    for index, argument in enumerate(arguments):
        if argument.is_spread or argument.is_keyword_spread or argument.keyword is not None:
            return None
        if index == position:
            return argument
    return None
