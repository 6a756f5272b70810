"""What is sent and seen, held to what the plan says of values: bounds, lengths, formats, patterns.

The verdict is that of the JSON Schema by which payloads are judged.
"""

from collections.abc import Iterator
from math import isfinite

from tracking_plan.finding import Related
from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.json_schema import property_schema
from tracking_plan.plan.model import Property
from tracking_plan.rule import Problem
from tracking_plan.usage.certainty import Candidate, certain, of_value
from tracking_plan.usage.facts.call import Value
from tracking_plan.usage.facts.expression import ValueType
from tracking_plan.usage.matching import MatchedValue
from tracking_plan.usage.subject import Subject
from tracking_plan.validation.validator import Validator, Violation

_OF_SCALARS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "maxLength", "format", "pattern"),
)
_OF_SIZES = ("minItems", "maxItems")


def breaking(subject: Subject, keywords: frozenset[str]) -> Iterator[Problem]:
    """A problem at each value that one of the keywords of JSON Schema refuses."""
    return certain(_candidates(subject, keywords))


def _candidates(subject: Subject, keywords: frozenset[str]) -> Iterator[Candidate]:
    validators: dict[int, Validator | None] = {}
    for matched, found in subject.values:
        planned = found.planned
        if id(planned) not in validators:
            validators[id(planned)] = _validator(planned, keywords)
        validator = validators[id(planned)]
        if validator is None or _is_start(found):
            continue
        for violation in _violations(validator, found.value):
            problem = Problem(
                message=violation.said_of(f"property {found.path!r}"),
                hint="send another value, or change what the plan says of it",
                at=found.value.at,
                related=(Related(message=f"{found.path!r} is here", at=planned.origin.place),),
                event=matched.event_name,
                version=matched.version_text,
                property=found.path,
            )
            yield of_value(matched, found, problem)


def _is_start(found: MatchedValue) -> bool:
    """Whether a value is a zero or empty, and the code may count or collect from there."""
    value, others = found.value, found.sent.values
    is_empty = value.size == 0 or (value.is_literal and value.literal in (0, ""))
    return is_empty and not all(one.is_literal for one in others if one is not value)


def _validator(planned: Property, keywords: frozenset[str]) -> Validator | None:
    """What judges the values of a property by these keywords; None where it has none of them.

    Of what is hashed before it is sent, the code has the value in clear, of which nothing is said.
    """
    if not planned.is_sent_as_is:
        return None
    whole = property_schema(planned)
    schema: JsonSchema = {key: whole[key] for key in whole if key in keywords}
    if not schema:
        return None
    return Validator({"type": whole["type"], **schema} if "type" in whole else schema)


def _violations(validator: Validator, value: Value) -> Iterator[Violation]:
    """What is wrong with a value, as far as it is seen; of a wrong type another rule speaks."""
    seen = tuple(_seen(value))
    for one in seen:
        yield from (found for found in validator.violations(one) if _is_of(found, value))


def _is_of(violation: Violation, value: Value) -> bool:
    """Whether enough of the value is seen to say that."""
    if value.type is not ValueType.ARRAY:
        return violation.keyword in _OF_SCALARS
    return violation.keyword in _OF_SIZES or (
        violation.keyword == "uniqueItems" and _items(value) is not None
    )


def _seen(value: Value) -> Iterator[Json]:
    """The value, as far as it is one; of an array whose items are not all seen, one as long."""
    literal = value.literal
    if value.is_literal and literal is not None:
        if not isinstance(literal, float) or isfinite(literal):
            yield literal
    elif value.type is ValueType.ARRAY and value.size is not None:
        items = _items(value)
        yield items if items is not None else list[Json](range(value.size))


def _items(value: Value) -> list[Json] | None:
    """The items of an array; None where one of them is not known, or may be several."""
    items = value.items
    if items is None or len(items) != value.size or not all(map(_is_plain, items)):
        return None
    return [one.literal for one in items]


def _is_plain(value: Value) -> bool:
    """Whether a value is seen, and one that JSON can hold."""
    return value.is_literal and (not isinstance(value.literal, float) or isfinite(value.literal))
