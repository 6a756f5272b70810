"""What an SDK looks like in code: its modules, its clients, and what its arguments mean."""

from collections.abc import Callable
from functools import cache
from typing import ClassVar, NamedTuple

from msgspec import Struct

from tracking_plan.globs import matcher
from tracking_plan.usage.facts.call import Method
from tracking_plan.usage.facts.derivation import Derivation


class Parameter(Struct, frozen=True, kw_only=True):
    """Where a call carries something: at a position, under a keyword, or both ways.

    `key` None: the argument itself; else what an argument that is a table has under it, or under a
    table in that (`event.schema`).
    `alternatives` are further places where it may be instead. `is_rest`: it is all keywords that
    are nothing else.
    """

    position: int | None = None
    keyword: str | None = None
    key: str | None = None
    alternatives: "tuple[Parameter, ...]" = ()
    is_rest: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that lead from the argument to what is meant, the outermost first."""
        return tuple(self.key.split(".")) if self.key is not None else ()

    @property
    def places(self) -> "tuple[Parameter, ...]":
        """Every place where it may be."""
        return (self, *self.alternatives)


class Naming(Struct, frozen=True, kw_only=True):
    """How the name on the wire is made of what a call gives.

    `pieces` are texts and parameters, joined (none: the event as it is). `derivation` says what
    becomes of the event first (None: it is the name).
    """

    pieces: tuple[str | Parameter, ...] = ()
    derivation: Derivation | None = None


class Signature(Struct, frozen=True, kw_only=True):
    """One tracking function. A parameter is None where the function has no such thing.

    `after` names the method whose result this one is called on (None: the client itself).
    `option_names` are the keys that its options may have. `needs_user_id`: what it sends is
    nobody's without one. `is_variadic`: it takes arguments that are of no interest here, too.
    `naming`: what the function makes of the event (None: nothing). `command` is what the first
    argument says where it is this that the function does: `gtag("event", ...)` (None: it has none).
    """

    name: str
    method: Method
    event: Parameter | None = None
    properties: Parameter | None = None
    options: Parameter | None = None
    user_id: Parameter | None = None
    new_user_id: Parameter | None = None
    after: str | None = None
    needs_user_id: bool = False
    option_names: frozenset[str] = frozenset()
    is_variadic: bool = False
    naming: Naming | None = None
    command: str | None = None

    @property
    def sends_event(self) -> bool:
        """Whether it sends an event of which a plan knows the name."""
        return self.event is not None or self.naming is not None

    @property
    def name_pieces(self) -> tuple[Parameter, ...]:
        """What else than the event the name is made of."""
        pieces = self.naming.pieces if self.naming is not None else ()
        return tuple(one for one in pieces if isinstance(one, Parameter) and one != self.event)

    @property
    def places(self) -> "tuple[Parameter, ...]":
        """Every place where it carries something."""
        named = (self.event, self.properties, self.options, self.user_id, self.new_user_id)
        parameters = (*named, *self.name_pieces)
        return tuple(place for parameter in parameters if parameter for place in parameter.places)


class Construction(NamedTuple):
    """What a client is made with, as its class takes it."""

    api_key: Parameter
    environment: Parameter


class Sdk(Struct, frozen=True, kw_only=True):
    """What an SDK looks like in code.

    `modules` are what is imported to use it, `common_modules` those that projects may have of their
    own, too. Of what these export, `classes` make clients, `clients` are clients, and `hooks`
    return one. `factories` are members of a class, of a client or of the module that return a
    client. `variables` are names that mean a client wherever they are unbound or bound to nothing
    known, `globals` those that need no import. `ambient` are paths of classes that its types
    declare for all files. `functions` are methods that are global functions: `gtag(...)`.
    `has_functions`: the module has the methods of a client as functions.
    `has_all_parameters`: any argument that its signatures do not have is a mistake.
    `own_properties` are those that mean something to the SDK, whether planned or not.
    `hosts`: it is no library but an API of these hosts; its signatures are paths that JSON is
    posted to. `marks` are keys of such JSON by which the API is known where the host is not.
    `construction` is what a client is made with on a server, where its key is a secret (None: in
    browsers, where it is none, or that is of no interest).
    """

    name: str
    languages: tuple[str, ...]
    signatures: tuple[Signature, ...]
    modules: tuple[str, ...] = ()
    common_modules: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    clients: frozenset[str] = frozenset()
    hooks: frozenset[str] = frozenset()
    globals: frozenset[str] = frozenset()
    ambient: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    makers: frozenset[str] = frozenset()
    factories: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    has_functions: bool = False
    has_all_parameters: bool = True
    own_properties: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    construction: Construction | None = None
    row: ClassVar[int | None] = None
    adds: ClassVar[tuple[str, ...]] = ()

    def exports(self, module: str) -> bool:
        """Whether a module, as imports call it, is the SDK's."""
        return module in self.modules or any(
            module.startswith((f"{own}.", f"{own}/")) for own in self.modules
        )


class TrackingFunction(Struct, frozen=True, kw_only=True):
    """A function that tracks, known by its path: `callee` is a dotted pattern with `*`.

    No `languages`: any. `paths`: patterns of the files whose calls are meant (none: all).
    `module` is the module or package that it has to come from (None: any). `row` is the place of
    its description among all, `is_component`: it is called by elements of markup.
    `adds` are properties that it sends beside those that it is given, `aliases` other names under
    which the project may export it.
    """

    name: str
    callee: str
    signature: Signature
    languages: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    row: int = 0
    is_component: bool = False
    module: str | None = None
    adds: tuple[str, ...] = ()
    aliases: frozenset[str] = frozenset()
    has_all_parameters: ClassVar[bool] = False
    own_properties: ClassVar[frozenset[str]] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The last names that its calls may have."""
        return self.aliases | {self.signature.name}

    def is_same(self, other: "TrackingFunction") -> bool:
        """Whether another row describes the same function, for other shapes of its calls."""
        own = (self.callee, self.module, self.is_component)
        return own == (other.callee, other.module, other.is_component)

    def is_for(self, language: str, file: str) -> bool:
        """Whether calls in a file of that language are meant."""
        is_language = not self.languages or language in self.languages
        return is_language and (not self.paths or _matcher(self.paths)(file))


class Tracking(Struct, frozen=True, kw_only=True):
    """All that tracks: SDKs, APIs, and functions that a plan's adapters describe."""

    sdks: tuple[Sdk, ...]
    functions: tuple[TrackingFunction, ...] = ()
    apis: tuple[Sdk, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of all functions."""
        methods = (signature.name for sdk in self.sdks for signature in sdk.signatures)
        return frozenset(methods).union(*(one.names for one in self.functions))

    @property
    def event_names(self) -> frozenset[str]:
        """The names of the functions that send an event."""
        methods = (signature for sdk in self.sdks for signature in sdk.signatures)
        named = frozenset(signature.name for signature in methods if signature.sends_event)
        described = (one.names for one in self.functions if one.signature.sends_event)
        return named.union(*described)

    def used_in(self, language: str, file: str) -> "Tracking":
        """What there is of it in a file of a language."""
        return Tracking(
            sdks=tuple(sdk for sdk in self.sdks if language in sdk.languages),
            functions=tuple(one for one in self.functions if one.is_for(language, file)),
            apis=tuple(api for api in self.apis if language in api.languages),
        )


@cache
def _matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    return matcher(patterns, below=True)


CONVENTIONAL = frozenset({"analytics", "tracker", "tracking", "telemetry"})
"""What projects call the object that they track with."""
