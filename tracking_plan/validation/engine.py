"""What a validation engine is: it compiles a schema, and reports what the schema refuses."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple, Protocol

from tracking_plan.place import Json, Route

MAX_FAILURES = 1_000  # of one value: a payload of a million unknown keys says no more than that


NOTHING_BUT: tuple[Json, ...] = ({}, True)  # what `not` refuses where no value is accepted


class Engine(StrEnum):
    """Which library compiles the schemas."""

    RUST = "jsonschema-rs"
    REFERENCE = "jsonschema"


class Failure(NamedTuple):
    """What an engine reports, before it is put into words.

    `expected` is what the schema says under `keyword`; for `required` and
    `additionalProperties` it is the one key that is missing or unknown. `false` is the keyword of
    schemas that accept nothing: `false`, and `not: {}`, beside which there may be words.
    """

    keyword: str
    route: Route
    expected: Json
    value: Json


class Compiled(Protocol):
    """A schema that an engine has compiled."""

    def is_valid(self, instance: object) -> bool:
        """Whether the schema accepts `instance`."""
        ...

    def failures(self, instance: object) -> Iterator[Failure]:
        """Each keyword that refuses `instance`."""
        ...
