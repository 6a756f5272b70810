"""Why a document is no JSON Schema, so that nothing can be said of what it accepts."""

import math
from typing import Any

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.proofs.accepting import as_object
from tracking_plan.registry.shapes.drafts import META_SCHEMAS, Draft, draft_of, in_words, strictly
from tracking_plan.registry.shapes.modern import DIALECT, modern
from tracking_plan.registry.shapes.read_shape import ASSERTING
from tracking_plan.registry.wording import listed
from tracking_plan.validation.keywords import rewritten

_DESCRIBING = frozenset(
    "id title description default examples readOnly writeOnly deprecated".split()
)
_OF_ONE_DRAFT = frozenset(("items", "exclusiveMinimum", "exclusiveMaximum"))


def flaw_of(document: Json) -> str | None:
    """Why a document is no JSON Schema; None: it is one.

    What only describes, and foreign keywords, may be anything. Of one that is none, as an Avro
    schema or one of draft 3, nothing true could be said.
    """
    import jsonschema_rs  # costs 15 ms, for documents only

    if not isinstance(document, dict):
        return None
    if _has_no_number(document):
        return "has a number that JSON has not: NaN or infinity"
    if (why := _flaw_of_draft(document) or _without_keywords(document)) is not None:
        return why
    asserted = rewritten(
        as_object(modern(strictly(document))),
        lambda one: {k: v for k, v in one.items() if k in ASSERTING},
    )
    try:
        jsonschema_rs.meta.validate({**asserted, "$schema": DIALECT})
    except jsonschema_rs.ValidationError as error:
        place = "/".join(map(str, error.instance_path))
        return "is no JSON Schema of draft 4 or later" + (f": see {place!r}" if place else "")
    return None


def _flaw_of_draft(document: JsonSchema) -> str | None:
    """What is wrong with keywords that drafts write in different ways, in the draft it names."""
    import jsonschema_rs

    draft = draft_of(document)
    if draft is Draft.ANY:
        return None
    validators = {
        Draft.FOUR: jsonschema_rs.Draft4Validator,
        Draft.SIX: jsonschema_rs.Draft6Validator,
        Draft.SEVEN: jsonschema_rs.Draft7Validator,
        Draft.OF_2019: jsonschema_rs.Draft201909Validator,
        Draft.OF_2020: jsonschema_rs.Draft202012Validator,
    }
    validator: Any = validators[draft]
    # By its own name, which the library knows: documents write it in ways that it would look up.
    for error in validator({"$ref": META_SCHEMAS[draft]}, offline=True).iter_errors(document):
        route = [*error.instance_path]
        if route and route[-1] in _OF_ONE_DRAFT and route[-2:-1] != ["properties"]:
            return f"is no JSON Schema of {in_words(draft)}: see {'/'.join(map(str, route))!r}"
    return None


def _without_keywords(document: JsonSchema) -> str | None:
    """What is wrong with a document of another kind, which would be a schema that accepts anything.

    Such as one of OpenAPI or Avro. It has nothing that a schema has, and is more than one word.
    """
    if any(key in ASSERTING or key.startswith("$") for key in document):
        return None
    foreign = sorted(key for key in document if key not in _DESCRIBING and not key.startswith("x-"))
    if len(foreign) < 2 or not any(isinstance(document[key], dict | list) for key in foreign):
        return None
    return f"is no JSON Schema: of its keys {listed(foreign)}, none says what is valid"


def _has_no_number(value: Json) -> bool:
    """Whether a number within is none, as some writers of JSON write it."""
    if isinstance(value, float):
        return not math.isfinite(value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_has_no_number, inner))
