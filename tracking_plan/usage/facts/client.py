"""The fact: a client of an SDK that code makes, and what it is made with."""

from msgspec import Struct

from tracking_plan.place import Place
from tracking_plan.usage.facts.call import Value


class Client(Struct, frozen=True, kw_only=True):
    """A client of an SDK: all that may be its key and its environment (none: not given)."""

    at: Place
    sdk: str
    api_key: tuple[Value, ...] = ()
    environment: tuple[Value, ...] = ()
