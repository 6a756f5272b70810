"""A file of a registry that has the JSON Schema of one event version, as it stands there."""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from tracking_plan.place import JsonSchema
from tracking_plan.plan.version import parse_version
from tracking_plan.registry.publishing.candidates import Key
from tracking_plan.registry.publishing.frozen import EVENT, VERSION
from tracking_plan.registry.publishing.meaning import content_hash


class NoSchemaError(ValueError):
    """A file of the registry is no schema, although the index says that it is as it was."""


class Frozen:
    """A version's file, and the hash of what it means. `path` is below the registry.

    `is_listed`: the index lists it byte for byte, however git writes its line ends.
    """

    def __init__(self, key: Key, path: str, content: bytes, known_hash: str | None) -> None:
        self.key = key
        self.path = path
        self.content = content
        self._known_hash = known_hash
        self.is_listed = known_hash is not None

    @cached_property
    def schema(self) -> JsonSchema:
        """The frozen schema.

        Raises:
            NoSchemaError: there is none, although the index vouches for the file.
        """
        try:
            schema = read_schema(self.content)
        except (ValueError, RecursionError):
            schema = None
        if schema is None:
            raise NoSchemaError(f"{self.path!r} has no schema of an event version")
        return schema

    @cached_property
    def hash(self) -> str:
        """The hash of what it means: out of the index where the file is byte for byte the same."""
        return self._known_hash or content_hash(self.schema)


def read_schema(content: bytes) -> JsonSchema | None:
    """The schema of a file; None where it is none that `publish` writes.

    Raises:
        ValueError: it is not JSON.
        RecursionError: it is nested too deep.
    """
    schema: Any = json.loads(content, parse_constant=_refuse)
    is_ours = isinstance(schema, dict) and isinstance(schema.get("$id"), str)
    return schema if is_ours else None


def read_key(schema: JsonSchema) -> Key | None:
    """The event and the version that a file says it is of."""
    event, written = schema.get(EVENT), schema.get(VERSION)
    version = parse_version(written) if isinstance(written, str) else None
    return (event, version) if isinstance(event, str) and version is not None else None


def _refuse(constant: str) -> Iterator[None]:
    raise ValueError(constant)
