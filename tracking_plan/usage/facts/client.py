"""The fact: a client of an SDK that code makes, and what it is made with."""

from dataclasses import dataclass

from tracking_plan.place import Place
from tracking_plan.usage.facts.call import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A client of an SDK: all that may be its key and its environment (none: not given)."""

    at: Place
    sdk: str
    api_key: tuple[Value, ...] = ()
    environment: tuple[Value, ...] = ()
