"""What an SDK looks like in code: its modules, its clients, and where its calls carry what."""

from dataclasses import dataclass

from tracking_plan.usage.facts.call import Method


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
    dotted pattern in place of all that. No `languages`: any.
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
