"""Self-describing JSON, as Snowplow has it: data, and the address of its schema in Iglu."""

import re
from typing import NamedTuple

from tracking_plan.payloads.vendors.reading import opened
from tracking_plan.payloads.vendors.vendor import Body
from tracking_plan.place import Json

_ADDRESS = re.compile(
    r"iglu:(?P<vendor>[\w.-]{1,128})/(?P<name>[\w-]{1,128})/[\w-]{1,64}/[0-9]{1,9}(?:-[0-9]{1,9}){2}\Z",
    re.ASCII,
)


class SelfDescribing(NamedTuple):
    """Data, who made its schema, and what that is called; `address` is all of it."""

    address: str
    vendor: str
    name: str
    data: Json


def self_describing(body: Body) -> SelfDescribing | None:
    """The data that an object describes; None where it does not."""
    address = body.get("schema")
    found = _ADDRESS.match(address) if isinstance(address, str) else None
    if found is None or "data" not in body:
        return None
    return SelfDescribing(found[0], found["vendor"], found["name"], body["data"])


def described_in(value: Json) -> SelfDescribing | None:
    """The same, of a value that may be a JSON text of such an object."""
    return self_describing(opened(value) or {})
