"""Compiled schemas: data -> violations, by either of two engines that agree."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from tracking_plan.names.phrases import literal
from tracking_plan.names.property_path import below
from tracking_plan.place import Json, Route
from tracking_plan.validation.engine import MAX_FAILURES, Compiled, Engine, Failure
from tracking_plan.validation.long_arrays import Long, separated
from tracking_plan.validation.places import path_of
from tracking_plan.validation.wide_objects import has_wide, is_small, narrowed

MAX_SHOWN = 8  # enum values that a message lists


class Violation(NamedTuple):
    """One way in which data break a schema.

    `route` leads to the value (`("items", 0, "sku")`), or to the object that lacks or exceeds
    `key`; None: the violation is of no key. `path` is the route as people write it
    (`items[].sku`), and `property` is the same; for a missing or an unknown key it is the path of
    that key. `message` has no
    value of the data; `value` does.
    """

    keyword: str
    route: Route
    key: str | None
    path: str
    property: str
    message: str
    value: Json

    def said_of(self, subject: str) -> str:
        """A sentence: what is wrong with what `subject` names."""
        joint = " " if _wording(self.keyword).is_predicate else ": "
        return f"{subject}{joint}{self.message}"


class Validator:
    """A compiled JSON Schema 2020-12. Formats are asserted; nothing is ever fetched.

    The schema's own `$id` is left out: it names the schema for others, and need be no URI.

    Data are what a JSON parser gives: no NaN, text keys. Patterns run on a linear-time engine
    whichever library is chosen, so that no pattern and no value can make it hang.

    Raises:
        ValueError: the schema does not compile.
    """

    __slots__ = ("_compiled", "_engine", "_schema")

    def __init__(self, schema: Mapping[str, Json], engine: Engine = Engine.RUST) -> None:
        anonymous = {key: value for key, value in schema.items() if key != "$id"}
        self._compiled = _compile(anonymous, engine)
        self._engine = engine
        self._schema = anonymous

    @property
    def accepts(self) -> Callable[[object], bool]:
        """The engine's own test, for data straight from a JSON parser and for loops that count."""
        return self._compiled.is_valid

    def is_valid(self, data: object) -> bool:
        """Whether the schema accepts `data`."""
        try:
            return self._compiled.is_valid(data)
        except UnicodeEncodeError:
            return False

    def violations(self, data: object) -> Iterator[Violation]:
        """What is wrong with `data`, sorted by place; nothing where they are valid.

        Of a value of the wrong type nothing else is said. At most `MAX_FAILURES` are looked at,
        and of an object with very many keys no more unknown ones than that.
        """
        failures = list(islice(self._failures(data), MAX_FAILURES))
        mistyped = {failure.route for failure in failures if failure.keyword == "type"}
        kept = [f for f in failures if f.keyword == "type" or f.route not in mistyped]
        yield from sorted((_violation(self._schema, failure) for failure in kept), key=_order)

    def _failures(self, data: object) -> Iterator[Failure]:
        try:
            if is_small(data):
                yield from self._compiled.failures(data)
                return
            few = narrowed(data, self._schema, self._accepting()) if has_wide(data) else data
            pieces = separated(self._schema, few)
            if not pieces.arrays:
                yield from self._compiled.failures(few)
                return
            yield from _compile(pieces.schema, self._engine).failures(pieces.data)
            for array in pieces.arrays:
                yield from self._failures_of(array)
        except UnicodeEncodeError:
            yield Failure(keyword="unicode", route=(), expected=None, value=None)
        except (RecursionError, ValueError):
            if not self.is_valid(data):
                yield Failure(keyword="nesting", route=(), expected=None, value=None)

    def _accepting(self) -> Callable[[dict[str, Json], object], bool]:
        """Whether one of the inner schemas accepts a value; each is compiled once."""
        compiled: dict[int, Validator] = {}

        def accepts(schema: dict[str, Json], value: object) -> bool:
            if id(schema) not in compiled:
                compiled[id(schema)] = Validator(schema, self._engine)
            return compiled[id(schema)].is_valid(value)

        return accepts

    def _failures_of(self, array: Long) -> Iterator[Failure]:
        """Those of the array as a whole, then those of its items, as many as are asked for."""
        for failure in _compile(array.whole, self._engine).failures(array.items):
            yield failure._replace(route=(*array.route, *failure.route))
        each = Validator(array.each, self._engine)
        for index, item in enumerate(array.items):
            if not each.is_valid(item):
                for failure in each._failures(item):
                    yield failure._replace(route=(*array.route, index, *failure.route))


def _compile(schema: Mapping[str, Json], engine: Engine) -> Compiled:
    """The schema compiled. Each engine costs tens of milliseconds to import: only one is."""
    if engine is Engine.RUST:
        from tracking_plan.validation.rust import RustSchema

        return RustSchema(schema)
    from tracking_plan.validation.reference import ReferenceSchema

    return ReferenceSchema(schema)


def _order(violation: Violation) -> tuple[str, str]:
    return violation.property, f"{violation.keyword} {violation.route}"


def _violation(schema: Mapping[str, Json], failure: Failure) -> Violation:
    route, keyword = failure.route, failure.keyword
    path = path_of(schema, route)
    key = str(failure.expected) if _wording(keyword).names_key else None
    return Violation(
        keyword=keyword,
        route=route,
        key=key,
        path=path,
        property=path if key is None else below(path, key),
        message=_wording(keyword).text(failure),
        value=failure.value,
    )


def type_of(value: object) -> str:
    """The JSON type of a value, in the words of JSON Schema."""
    if value is None:
        return "null"
    return _TYPE_NAMES.get(type(value), "number")


_TYPE_NAMES: Mapping[type, str] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    tuple: "array",
    dict: "object",
}


class Wording(NamedTuple):
    """How failures of a keyword are put into words.

    `names_key`: they are of one key, and name it. `is_predicate`: the text goes on where a name
    ends (`is not a date`).
    """

    text: Callable[[Failure], str]
    names_key: bool = False
    is_predicate: bool = True


def _wording(keyword: str) -> Wording:
    return WORDS.get(keyword, _OTHER)


_OTHER = Wording(lambda failure: f"breaks the schema's {failure.keyword!r}")


def _types(failure: Failure) -> str:
    types = failure.expected if isinstance(failure.expected, list) else [failure.expected]
    names = sorted((str(name) for name in types), key=lambda name: (name == "null", name))
    return f"expected {' or '.join(names)}, got {type_of(failure.value)}"


def _options(failure: Failure) -> str:
    options = failure.expected if isinstance(failure.expected, list) else [failure.expected]
    shown = ", ".join(map(literal, options[:MAX_SHOWN]))
    more = f" and {len(options) - MAX_SHOWN} more" if len(options) > MAX_SHOWN else ""
    return f"is not one of {shown}{more}"


def _limit(phrase: str) -> Wording:
    return Wording(lambda failure: phrase.format(literal(failure.expected)))


def _always(phrase: str) -> Wording:
    return Wording(lambda _: phrase)


def _format(failure: Failure) -> str:
    name = str(failure.expected)
    return f"is not {'an' if name[:1] in 'aeiou' and name != 'uuid' else 'a'} {name}"


WORDS: Mapping[str, Wording] = {
    "required": Wording(
        lambda failure: f"required property {failure.expected!r} is missing",
        names_key=True,
        is_predicate=False,
    ),
    "additionalProperties": Wording(
        lambda failure: f"unknown property {failure.expected!r}",
        names_key=True,
        is_predicate=False,
    ),
    "type": Wording(_types, is_predicate=False),
    "enum": Wording(_options),
    "const": _limit("is not {}"),
    "format": Wording(_format),
    "pattern": _limit("does not match the pattern {}"),
    "minimum": _limit("is less than {}"),
    "maximum": _limit("is greater than {}"),
    "exclusiveMinimum": _limit("is not greater than {}"),
    "exclusiveMaximum": _limit("is not less than {}"),
    "multipleOf": _limit("is not a multiple of {}"),
    "minLength": _limit("is shorter than {} characters"),
    "maxLength": _limit("is longer than {} characters"),
    "minItems": _limit("has fewer than {} items"),
    "maxItems": _limit("has more than {} items"),
    "minProperties": _limit("has fewer than {} properties"),
    "maxProperties": _limit("has more than {} properties"),
    "uniqueItems": _always("has items that are equal"),
    "false": _always("must not be sent"),
    "unicode": _always("has text with a lone surrogate, which is not Unicode"),
    "nesting": _always("is nested too deeply to say what is wrong"),
}
