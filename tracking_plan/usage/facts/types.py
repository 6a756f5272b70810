"""Types as annotations write them down, in any programming language.

Only what may say that a value is an SDK's object is kept apart; all else is `OtherType`.
`offset` is where a name stands in bytes: what it means depends on that.
"""

from collections.abc import Callable

from msgspec import Struct

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


class NamedType(Struct, frozen=True, kw_only=True):
    """`path[arguments]`: a class, or another name of a type.

    `module`: it is a member of that module, which the code names in the type itself.
    """

    path: str
    offset: int
    arguments: "tuple[Type, ...]" = ()
    module: str | None = None


class AnyOf(Struct, frozen=True, kw_only=True):
    """One of several types."""

    options: "tuple[Type, ...]"


class AllOf(Struct, frozen=True, kw_only=True):
    """Several types at once."""

    pieces: "tuple[Type, ...]"


class TypeOfValue(Struct, frozen=True, kw_only=True):
    """The type of what a path means; an empty path is the module."""

    path: str
    offset: int
    module: str | None = None


class ResultOf(Struct, frozen=True, kw_only=True):
    """The type of what the function returns that a path means."""

    path: str
    offset: int


class ClassOf(Struct, frozen=True, kw_only=True):
    """A class, and no object of it."""

    type: "Type"


class PartOf(Struct, frozen=True, kw_only=True):
    """Another type with some of its members only: the kept ones, or all but the dropped ones.

    `members`: their names; None where the code does not show them.
    """

    type: "Type"
    members: frozenset[str] | None
    is_kept: bool


class NoValue(Struct, frozen=True, kw_only=True):
    """The type of `None`, `null` and `undefined`."""


class OtherType(Struct, frozen=True, kw_only=True):
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


class KeysOf(Struct, frozen=True, kw_only=True):
    """The type of the names of a type's members: `keyof T`."""

    type: "Type"


class MemberOf(Struct, frozen=True, kw_only=True):
    """The type of what is under a key in what has a type: `T[K]`."""

    type: "Type"
    key: "Type"


class TextOf(Struct, frozen=True, kw_only=True):
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
