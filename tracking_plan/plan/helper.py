"""What a generated function sends: made by `codegen`, read by `usage`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """What a call of a helper sends. `parameters`: keyword -> wire name of the property.

    `callers` are the languages whose code can call it.
    """

    event: str
    version: str
    parameters: Mapping[str, str]
    callers: frozenset[str]
