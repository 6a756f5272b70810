"""What is known of the functions of a project that send what their callers give them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from tracking_plan.place import Place, Span
from tracking_plan.usage.facts.asking import Asking, question
from tracking_plan.usage.facts.delays import Delay
from tracking_plan.usage.facts.expression import Expression, Function
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.resolution.substitution import OpenCall
from tracking_plan.usage.sdks.shape import Sdk, Signature, TrackingFunction

_MOST_CALLS = 8  # tracking calls in one wrapper


class Wrapper(Struct, frozen=True, kw_only=True):
    """A tracking call in a function that begins at `start` in a file, which it sends for callers.

    The call is at `at`. `names` are those by which code may call the function; `useTrack()` for
    what `useTrack` returns. `through` are the functions on the way to the SDK, this one first.
    `delay` is until when it is sent. `change` is what the function may do to what it is given.
    `is_known`: all names are seen there; callers decide which of them is sent.
    """

    file: str
    start: int
    at: Span
    names: frozenset[str]
    owner: Sdk | TrackingFunction
    signature: Signature
    call: OpenCall
    through: tuple[Place, ...]
    is_known: bool = False
    delay: Delay = Delay.NONE
    change: ChangeKind | None = None

    @property
    def key(self) -> tuple[str, Span, tuple[Place, ...]]:
        """What tells it from other wrappers, in each reading of its file."""
        return self.file, self.at, self.through

    @property
    def state(self) -> object:
        """What calls of it depend on."""
        return self.key, self.delay, self.call.arguments


_ByFunction = Mapping[tuple[str, int], tuple[Wrapper, ...]]
_NONE: _ByFunction = MappingProxyType({})


class Wrappers:
    """The wrappers of a project that are known so far."""

    def __init__(self, by_function: _ByFunction = _NONE, asking: Asking | None = None) -> None:
        self.asking = asking or Asking()
        self._by_function = by_function

    def asked_by(self, asking: Asking) -> "Wrappers":
        """The same, for evaluations that write down what they ask."""
        return Wrappers(self._by_function, asking)

    @question
    def names(self) -> frozenset[str]:
        """The names by which code may call them."""
        every = (one.names for several in self._by_function.values() for one in several)
        return frozenset[str]().union(*every)

    def of(self, module: Module, value: Expression) -> tuple[Wrapper, ...]:
        """The wrappers that a function is; none where it sends nothing of its callers'."""
        if not isinstance(value, Function):
            return ()
        return self.starting(module.name, value.start)

    @question
    def starting(self, file: str, start: int) -> tuple[Wrapper, ...]:
        """The wrappers that the function is which starts there in a file."""
        return self._by_function.get((file, start), ())

    @question
    def called(self, name: str) -> tuple[Wrapper, ...]:
        """The wrappers that code may call by a name."""
        every = (one for several in self._by_function.values() for one in several)
        return tuple(one for one in every if name in one.names)

    def other_than(self, others: "Wrappers") -> tuple[Wrapper, ...]:
        """Those that only one of both has."""
        own, known = self._by_state, others._by_state  # noqa: SLF001 - of the same class
        states = own.keys() ^ known.keys()
        return tuple(own.get(state) or known[state] for state in sorted(states, key=repr))

    @property
    def _by_state(self) -> dict[object, Wrapper]:
        return {one.state: one for several in self._by_function.values() for one in several}

    @property
    def _by_key(self) -> dict[object, Wrapper]:
        return {one.key: one for several in self._by_function.values() for one in several}

    def with_more(self, found: Iterable[Wrapper]) -> "Wrappers":
        """These and others, each once; a function has a few of them at most."""
        by_function, known = dict(self._by_function), set(self._by_key)
        for wrapper in found:
            function = (wrapper.file, wrapper.start)
            several = by_function.get(function, ())
            if wrapper.key not in known and len(several) < _MOST_CALLS:
                known.add(wrapper.key)
                by_function[function] = (*several, wrapper)
        return Wrappers(by_function)


NO_WRAPPERS = Wrappers()
