"""The fact: a tracking call found in code, and what is known of what it sends."""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from tracking_plan.place import Json, Place
from tracking_plan.usage.facts.expression import DynamicReason, ValueType
from tracking_plan.usage.facts.unfit import Unfit


class Resolution(StrEnum):
    """How the name of an event is known from the code.

    These are the words of the JSON report. `WRAPPER` and `OBJECT` are kept free there: `OBJECT` for
    events that are objects, which no scanner follows yet. A name that goes through functions of the
    project is known as it is where it is given.
    """

    LITERAL = "literal"
    CONSTANT = "constant"
    ENUM = "enum"
    CONDITIONAL = "conditional"
    WRAPPER = "wrapper"
    PATTERN = "pattern"
    OBJECT = "object"
    HELPER = "helper"
    DYNAMIC = "dynamic"


class Method(StrEnum):
    """What a call does, in the words that Altertable has for it, whichever its SDK."""

    TRACK = "track"
    STEP = "trackStep"
    PAGE = "page"
    IDENTIFY = "identify"
    TRAITS = "updateTraits"
    ALIAS = "alias"


class SentEvent(Struct, frozen=True, kw_only=True):
    """One event that a call may send. Of a pattern, `name` has `*` for what is unknown.

    `at` is where the call says it, `defined` where the text is (None: at the same place).
    `is_possible`: conditions before the call, which are not followed, may have ruled it out.
    `is_conditional`: it is one of several, and so `properties` may be other than for those (None:
    they are those of the call). `version` is that of a generated helper (None: others do not say).
    `is_declared`: a type lists it, and nothing else says what is sent.
    """

    name: str
    resolution: Resolution
    at: Place
    defined: Place | None = None
    is_possible: bool = False
    is_conditional: bool = False
    properties: "Fields | None" = None
    version: str | None = None
    is_declared: bool = False


class Declared(Struct, frozen=True, kw_only=True):
    """What a variable is declared to be: a type of JSON, and all texts that it may be.

    `texts` is empty where it may be any. `is_nullable`: it may be null.
    """

    type: ValueType
    texts: tuple[str, ...] = ()
    is_nullable: bool = False


class Value(Struct, frozen=True, kw_only=True):
    """One value that an argument or a property may have.

    `type` None: it is unknown. `is_literal` says that `literal` is the value itself.
    `fields` is None for all but objects whose keys are seen, `items` for all but arrays. `written`
    is where an object is (None: it is no object). `is_placeholder` as in `Alternative`.
    `is_sure` False: in some runs it is another one. `size` is how many items an array has (None:
    that is unknown, or it is none). `declared` is what an annotation says of a value that is
    unknown otherwise, which nothing holds it to. `names` are the variables and members that have
    it, by their paths (`user.email`), the one that is written last. `origin` is what it is of a
    library, or what makes it, by its path (`uuid.uuid4()`; None: that is unknown, or it is nothing
    of the kind). `unfit`: JSON cannot hold it.
    """

    at: Place
    type: ValueType | None = None
    is_literal: bool = False
    literal: Json = None
    fields: "Fields | None" = None
    items: "tuple[Value, ...] | None" = None
    size: int | None = None
    written: Place | None = None
    is_placeholder: bool = False
    is_sure: bool = True
    declared: Declared | None = None
    names: tuple[str, ...] = ()
    origin: str | None = None
    unfit: Unfit | None = None

    @property
    def is_seen_whole(self) -> bool:
        """Whether it is seen what it is and, if it is an object, which keys it has."""
        if self.type is ValueType.OBJECT:
            return self.fields is not None and self.fields.is_complete
        return self.type is not None


class Overwritten(NamedTuple):
    """An entry of an object that a later one with its key makes void: its key, and all of it.

    `is_plain`: nothing happens where its value is read.
    """

    key: Place
    whole: Place
    is_plain: bool


class SentProperty(Struct, frozen=True, kw_only=True):
    """A property that a call sends: its key, and every value that can be seen for it.

    `is_sure` False: in some runs it is left out. `is_argument`: it is also an argument of the call
    by itself, such as the event's name, and may be no property at all. `again`: the same object has
    an entry of that key before (None: it has not).
    """

    name: str
    at: Place
    values: tuple[Value, ...]
    is_sure: bool = True
    is_argument: bool = False
    again: Overwritten | None = None


class Fields(Struct, frozen=True, kw_only=True):
    """The keys of an object. `is_complete`: it has no others than these.

    `alternatives` are the several objects of which it is one (none: it is one alone).
    """

    properties: tuple[SentProperty, ...] = ()
    is_complete: bool = False
    alternatives: "tuple[Alternative, ...]" = ()


class Alternative(Struct, frozen=True, kw_only=True):
    """One of several objects. `at` is where the code chose it, `written` where the object is.

    `is_placeholder`: it is nothing, or empty, and may be there only until another one is assigned.
    """

    at: Place
    written: Place
    fields: Fields
    is_placeholder: bool = False


class SentArgument(Struct, frozen=True, kw_only=True):
    """An argument as a call gives it. `is_given` None: it is unknown whether it does."""

    is_given: bool | None
    at: Place
    values: tuple[Value, ...] = ()


class Call(Struct, frozen=True, kw_only=True):
    """A tracking call.

    `events` are those that it may send; `dynamic` says why there may be others (None: there
    are none).
    `event_at` is the place of the event's argument (of the call where it has none). `options`
    are what is given beside the properties, in SDKs that nest them (None: in others), and
    `option_names` what may be; `nested_key` is the option that the properties belong under.
    `objects` are what is given where an object belongs. `extra_arguments` are those that the
    function does not have, by keyword or, without a name, by position. `given_twice` are those that
    are given by position and by keyword: the keyword, and where it stands.
    `user_id` and `new_user_id` are None where the method takes none. `source` is the platform
    by its path; None: unknown. `is_doubtful`: it may be another function of that name.
    `is_described`: only what is of interest here is known of the function, which may be any SDK's;
    `row` is the place of its description in the plan.
    `through` are the functions of the project by way of which the event is sent, the one that is
    called first. `forwards`: it sends what the callers of a function give, whose `through` this is.
    """

    at: Place
    language: str
    sdk: str
    method: Method
    event_at: Place
    events: tuple[SentEvent, ...] = ()
    dynamic: DynamicReason | None = None
    properties: Fields = Fields()
    properties_at: Place | None = None
    options: Fields | None = None
    option_names: frozenset[str] = frozenset()
    nested_key: str | None = None
    objects: tuple[SentArgument, ...] = ()
    extra_arguments: tuple[SentProperty, ...] = ()
    given_twice: tuple[tuple[str, Place], ...] = ()
    user_id: SentArgument | None = None
    new_user_id: SentArgument | None = None
    needs_user_id: bool = False
    source: str | None = None
    is_doubtful: bool = False
    is_described: bool = False
    row: int | None = None
    through: tuple[Place, ...] = ()
    forwards: tuple[Place, ...] = ()

    @property
    def ids(self) -> tuple[SentArgument, ...]:
        """What is given as ids of users."""
        return tuple(filter(None, (self.user_id, self.new_user_id)))


def type_of(literal: Json) -> ValueType:
    """The JSON type of a literal; a number without a fraction is an integer."""
    match literal:
        case None:
            return ValueType.NULL
        case bool():
            return ValueType.BOOLEAN
        case str():
            return ValueType.STRING
        case int():
            return ValueType.INTEGER
        case float():
            return ValueType.INTEGER if literal.is_integer() else ValueType.NUMBER
        case list():
            return ValueType.ARRAY
    return ValueType.OBJECT
