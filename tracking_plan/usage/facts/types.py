"""Types as annotations write them down, in any programming language.

Only what may say that a value is an SDK's object is kept apart; all else is `OtherType`.
`offset` is where a name stands in bytes: what it means depends on that.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tracking_plan.place import JsonScalar


class Annotation:
    """A type that is read when it is asked for: most of them never are."""

    __slots__ = ("_build", "_built")

    def __init__(self, build: "Callable[[], Type]") -> None:
        self._build = build
        self._built: Type | None = None

    @property
    def type(self) -> "Type":
        """The type."""
        if self._built is None:
            self._built = self._build()
        return self._built


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedType:
    """`path[arguments]`: a class, or another name of a type.

    `module`: it is a member of that module, which the code names in the type itself.
    """

    path: str
    offset: int
    arguments: "tuple[Type, ...]" = ()
    module: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """One of several types."""

    options: "tuple[Type, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Several types at once."""

    pieces: "tuple[Type, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeOfValue:
    """The type of what a path means; an empty path is the module."""

    path: str
    offset: int
    module: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOf:
    """The type of what the function returns that a path means."""

    path: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassOf:
    """A class, and no object of it."""

    type: "Type"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOf:
    """Another type with some of its members only: the kept ones, or all but the dropped ones.

    `members`: their names; None where the code does not show them.
    """

    type: "Type"
    members: frozenset[str] | None
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoValue:
    """The type of `None`, `null` and `undefined`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherType:
    """Any other type, with the types that it has within it.

    `is_open`: objects of classes that it does not name may have it. `json` is the type that its
    values have as JSON ("" where the code does not show it), `value` the only one that it has.
    `members` are the types under the names of its members (None: these are not all seen).
    """

    pieces: "tuple[Type, ...]" = ()
    is_open: bool = False
    json: str = ""
    value: JsonScalar = None
    members: tuple[tuple[str, Annotation], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysOf:
    """The type of the names of a type's members: `keyof T`."""

    type: "Type"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberOf:
    """The type of what is under a key in what has a type: `T[K]`."""

    type: "Type"
    key: "Type"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOf:
    """The type of texts that are put together: `` `step-${T}` ``."""

    pieces: "tuple[Type, ...]"


Type = (
    NamedType
    | AnyOf
    | AllOf
    | TypeOfValue
    | ResultOf
    | ClassOf
    | PartOf
    | NoValue
    | OtherType
    | KeysOf
    | MemberOf
    | TextOf
)


def text_type(text: str) -> OtherType:
    """The type of one text."""
    return OtherType(json="string", value=text)


TYPES = "."
"""What the names of types begin with: no variable is called so."""


def type_key(name: str) -> str:
    """The name under which bindings have a type that is no value."""
    return f"{TYPES}{name}"
