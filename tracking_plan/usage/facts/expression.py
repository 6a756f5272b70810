"""Expressions of any programming language, as far as tracking calls are made of them."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from tracking_plan.place import JsonScalar, Span
from tracking_plan.usage.facts.conditions import Condition, GivesWay
from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.delays import Delay
from tracking_plan.usage.facts.derivation import Derivation
from tracking_plan.usage.facts.outcomes import Outcomes
from tracking_plan.usage.facts.parameters import FunctionParameter, ParameterUse
from tracking_plan.usage.facts.types import Annotation
from tracking_plan.usage.facts.unfit import Unfit
from tracking_plan.usage.facts.walks import Walked


class ValueType(StrEnum):
    """The JSON type of a value in code."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ARRAY = "array"
    OBJECT = "object"
    NULL = "null"


NO_OBJECTS = frozenset(ValueType) - {ValueType.OBJECT, ValueType.NULL}


class Literal(Struct, frozen=True, kw_only=True):
    """A string, number, boolean or null, decoded."""

    at: Span
    value: JsonScalar


class Undefined(Struct, frozen=True, kw_only=True):
    """JavaScript's `undefined`: as a property's value it means that the property is not sent."""

    at: Span


class Template(Struct, frozen=True, kw_only=True):
    """Strings joined together: interpolation, concatenation, formatting."""

    at: Span
    pieces: tuple["Expression", ...]


class Name(Struct, frozen=True, kw_only=True):
    """A variable. `offset` is its position in bytes: what it means depends on that."""

    at: Span
    text: str
    offset: int


class Member(Struct, frozen=True, kw_only=True):
    """`owner.name`, however it is spelled (`owner?.name`, `owner!.name`)."""

    at: Span
    owner: "Expression"
    name: str


class Index(Struct, frozen=True, kw_only=True):
    """`owner[key]`."""

    at: Span
    owner: "Expression"
    key: "Expression"


class Argument(Struct, frozen=True, kw_only=True):
    """An argument by position or by keyword, or a spread, which gives any number of them.

    `is_spread`: it gives arguments by position; `is_keyword_spread`: by keyword.
    """

    value: "Expression"
    keyword: str | None = None
    is_spread: bool = False
    is_keyword_spread: bool = False


class Invocation(Struct, frozen=True, kw_only=True):
    """A call or construction: `callee(arguments)`, `new callee<types>(arguments)`.

    It is in the code from `offset` to `end`. `delay`: when it is made, if another function makes
    it: `setTimeout(callee, 10, ...arguments)`. `is_element`: it is an element of markup, whose
    attributes are an object in first place.
    """

    at: Span
    callee: "Expression"
    arguments: tuple[Argument, ...]
    offset: int
    end: int = 0
    types: tuple[Annotation, ...] = ()
    is_element: bool = False
    is_awaited: bool = False
    delay: Delay = Delay.NONE


class Entry(Struct, frozen=True, kw_only=True):
    """`key: value` in a table."""

    key: "Expression"
    value: "Expression"


class Spread(Struct, frozen=True, kw_only=True):
    """All entries or items of another expression, in this place."""

    value: "Expression"


class Table(Struct, frozen=True, kw_only=True):
    """A dictionary or object literal. Later entries win. `is_fixed`: nothing may change it."""

    at: Span
    entries: tuple[Entry | Spread, ...]
    is_fixed: bool = False


class Items(Struct, frozen=True, kw_only=True):
    """A list, tuple or array literal. `is_fixed`: nothing may change it."""

    at: Span
    items: tuple["Expression | Spread", ...]
    is_fixed: bool = False


class Choice(Struct, frozen=True, kw_only=True):
    """One of several expressions, decided when the program runs: the first where `test` holds.

    `gives_way`: the values of the first option that are never the outcome, since the next option
    takes their place: those that count as false (`a or b`), or null (`a ?? b`).
    """

    at: Span
    options: tuple["Expression", ...]
    gives_way: GivesWay | None = None
    test: "Condition[Expression] | None" = None
    asked: "Expression | None" = None


class Guarded(Struct, frozen=True, kw_only=True):
    """`condition and value`: the value, or something that counts as false."""

    at: Span
    value: "Expression"
    condition: "Expression | None" = None
    test: "Condition[Expression] | None" = None


class MemberKind(StrEnum):
    """What the members of a class are, beside their values."""

    VALUE = "value"  # nothing else: constants, and enumerations of texts or numbers
    TEXT = "text"  # texts by themselves, and something else within a template
    OBJECT = "object"  # objects that have the value
    UNKNOWN = "unknown"


class Group(Struct, frozen=True, kw_only=True):
    """The constants of a class or an enumeration. `bases`: the paths of what it derives from.

    `fixed` are those to which nothing else may be assigned.
    """

    at: Span
    members: Mapping[str, "Expression"]
    is_enum: bool
    bases: tuple[str, ...] = ()
    kind: MemberKind = MemberKind.VALUE
    fixed: frozenset[str] = frozenset()


class Enumerator(Struct, frozen=True, kw_only=True):
    """A member of an enumeration that is not just its value."""

    at: Span
    value: "Expression"
    kind: MemberKind


class Derived(Struct, frozen=True, kw_only=True):
    """A text that is made of a value, by what that is in its enumeration or class."""

    at: Span
    value: "Expression"
    how: Derivation


class Function(Struct, frozen=True, kw_only=True):
    """A function. `returned` is what its last statement returns (None: not seen).

    `annotation` is the type that it is declared to return. `start` is where its region begins in
    bytes, which no other function of the file shares. `returns_once` says whether each call gives
    what is `returned`: no other statement returns, and nothing is awaited. `outcomes` are all that
    it returns to whoever awaits it. `is_replaced`: what decorates it may put something else in its
    place, which does not send what it is given. `delay` says when its code runs.
    `decorators` are those of which that is not known. `is_bound`: the object that it is called on
    is none of its `parameters`, and comes before them.
    """

    at: Span
    start: int
    is_replaced: bool = False
    decorators: tuple[Deferred["Expression"], ...] = ()
    name: str | None = None  # None: it is not looked for
    is_bound: bool = False
    returned: Deferred["Expression"] | None = None
    annotation: Annotation | None = None
    parameters: tuple[FunctionParameter["Expression"], ...] = ()
    returns_once: Callable[[], bool] = bool
    outcomes: Callable[[], Outcomes["Expression"]] = Outcomes
    delay: Callable[[], Delay] = lambda: Delay.NONE


class DynamicReason(StrEnum):
    """Why the code does not show a value."""

    COMPUTED = "computed"
    IMPORTED = "imported"
    PARAMETER = "parameter"
    NO_TEXT = "no_text"  # it is known, and no text
    SPREAD = "spread"  # among arguments that are spread
    MENTIONED = "mentioned"  # the function is handed on, to be called elsewhere
    UNDESCRIBED = "undescribed"  # not where an adapter says that it is
    GUARDED = "guarded"  # conditions before the call leave it open which names are sent


class Dynamic(Struct, frozen=True, kw_only=True):
    """Anything else: a value that only the running program knows. `type` None: unknown, too.

    `parameter`: it is what callers give for that one. `made_of`: a class makes it of these.
    `encoded`: it is the JSON of that, or has it. `turned`: it is that, turned into a text or a
    number. `unfit`: it is nothing that JSON can hold.
    """

    at: Span
    type: ValueType | None = None
    reason: DynamicReason = DynamicReason.COMPUTED
    test: "Condition[Expression] | None" = None  # of which it is the answer
    parameter: ParameterUse | None = None
    made_of: "tuple[Expression | Spread, ...]" = ()
    encoded: "Expression | None" = None
    turned: "Expression | None" = None
    unfit: Unfit | None = None


Expression = (
    Literal
    | Undefined
    | Template
    | Name
    | Member
    | Index
    | Invocation
    | Table
    | Items
    | Choice
    | Guarded
    | Group
    | Enumerator
    | Derived
    | Function
    | Walked["Expression"]
    | Dynamic
)
