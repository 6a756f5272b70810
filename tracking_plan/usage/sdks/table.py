"""The SDKs as a table: what their modules export, and where their calls carry what.

Another SDK is a row here and no code, if what tracks are the methods of a client; `usage.adapters`
of a plan become rows too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracking_plan.plan.settings import Adapter
from tracking_plan.usage.facts.call import Method

PYTHON = ("python",)
JAVASCRIPT = ("javascript", "typescript")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Where a call carries something: at a position, under a keyword, or both ways.

    `key` None: the argument itself; else what an argument that is a table holds under it.
    """

    position: int | None = None
    keyword: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One tracking function. A parameter is None where the function has no such thing.

    `after` names the method whose result this one is called on (None: the client itself).
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sdk:
    """What an SDK looks like in code.

    `modules` are what is imported to use it, and of their exports `classes` make clients,
    `clients` are clients, and `hooks` return one. `variables` are names that mean a client
    wherever they are unbound or bound to nothing known, `globals` those that need no import.
    `option_names` are the keys that its options may have beside the properties. `callee` is a
    dotted pattern in place of all that.
    """

    name: str
    languages: tuple[str, ...]
    signatures: tuple[Signature, ...]
    modules: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    clients: frozenset[str] = frozenset()
    hooks: frozenset[str] = frozenset()
    globals: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    makers: frozenset[str] = frozenset()
    option_names: frozenset[str] = frozenset()
    callee: str | None = None

    def exports(self, module: str) -> bool:
        """Whether a module, as imports call it, is the SDK's."""
        return module in self.modules or any(
            module.startswith((f"{own}.", f"{own}/")) for own in self.modules
        )


CONVENTIONAL = frozenset({"analytics", "tracker", "tracking", "telemetry"})
"""What projects call the object that they track with."""

_OPTIONS = Parameter(position=2, keyword="options")
_PYTHON = Sdk(
    name="altertable",
    languages=PYTHON,
    modules=("altertable",),
    classes=frozenset({"Altertable"}),
    variables=frozenset({"altertable", "altertable_client"}),
    option_names=frozenset({"properties", "timestamp", "anonymous_id", "device_id"}),
    signatures=(
        Signature(
            name="track",
            method=Method.TRACK,
            event=Parameter(position=0, keyword="event"),
            user_id=Parameter(position=1, keyword="distinct_id"),
            options=_OPTIONS,
            properties=Parameter(position=2, keyword="options", key="properties"),
            needs_user_id=True,
        ),
        Signature(
            name="identify",
            method=Method.IDENTIFY,
            user_id=Parameter(position=0, keyword="distinct_id"),
            properties=Parameter(position=1, keyword="options", key="traits"),
            needs_user_id=True,
        ),
        Signature(
            name="alias",
            method=Method.ALIAS,
            user_id=Parameter(position=0, keyword="distinct_id"),
            new_user_id=Parameter(position=1, keyword="new_user_id"),
            needs_user_id=True,
        ),
    ),
)
_JAVASCRIPT = Sdk(
    name="altertable",
    languages=JAVASCRIPT,
    modules=("@altertable/altertable-js", "@altertable/altertable-react"),
    classes=frozenset({"Altertable"}),
    clients=frozenset({"altertable", "default"}),
    hooks=frozenset({"useAltertable"}),
    globals=frozenset({"Altertable", "altertable"}),
    variables=frozenset({"altertable", "altertableClient"}),
    makers=frozenset({"selectFunnel"}),
    signatures=(
        Signature(
            name="track",
            method=Method.TRACK,
            event=Parameter(position=0),
            properties=Parameter(position=1),
        ),
        Signature(
            name="trackStep",
            method=Method.STEP,
            event=Parameter(position=0),
            properties=Parameter(position=1),
            after="selectFunnel",
        ),
        Signature(name="page", method=Method.PAGE),
        Signature(
            name="identify",
            method=Method.IDENTIFY,
            user_id=Parameter(position=0),
            properties=Parameter(position=1),
        ),
        Signature(name="updateTraits", method=Method.TRAITS, properties=Parameter(position=0)),
        Signature(name="alias", method=Method.ALIAS, new_user_id=Parameter(position=0)),
    ),
)
SDKS = (_PYTHON, _JAVASCRIPT)


DEFERRERS: Mapping[str, int] = {
    **dict.fromkeys(("to_thread", "add_task", "submit", "run_sync", "call_soon"), 0),
    "run_in_executor": 1,
}
"""Functions that call another with the arguments after it: the position of that other."""


def sdk_of(adapter: Adapter) -> Sdk | None:
    """The row that an adapter of the plan means; None where it is not of the `callee` kind."""
    if not adapter.callee:
        return None
    signature = Signature(
        name=adapter.callee.rsplit(".", 1)[-1],
        method=Method.TRACK if adapter.event is not None else Method.IDENTIFY,
        event=_parameter(adapter.event),
        properties=_parameter(adapter.properties),
        user_id=_parameter(adapter.user_id),
    )
    return Sdk(
        name=adapter.name,
        languages=adapter.languages or (*PYTHON, *JAVASCRIPT),
        signatures=(signature,),
        callee=adapter.callee,
    )


def callees(sdks: Iterable[Sdk]) -> frozenset[str]:
    """The names of all functions of the SDKs."""
    return frozenset(signature.name for sdk in sdks for signature in sdk.signatures)


def _parameter(place: int | str | None) -> Parameter | None:
    if place is None:
        return None
    if isinstance(place, int):
        return Parameter(position=place)
    return Parameter(keyword=place)
