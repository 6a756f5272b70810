"""Where a JSON Schema has further schemas, and which keywords look at a value as a whole."""

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from tracking_plan.place import Json, JsonSchema

# Keywords that look at a value as a whole, or refer to elsewhere: what has one is left together.
WHOLE = frozenset(
    (
        """enum const allOf anyOf oneOf not if $ref $dynamicRef $defs dependentSchemas prefixItems
    contains unevaluatedItems unevaluatedProperties"""
    ).split()
)
ONE_SCHEMA = frozenset(
    (
        """additionalProperties items not contains propertyNames if then else unevaluatedItems
    unevaluatedProperties"""
    ).split()
)
LISTED_SCHEMAS = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
NAMED_SCHEMAS = frozenset(("properties", "patternProperties", "$defs", "dependentSchemas"))


def step_of(written: str) -> str:
    """A step of a reference as the key that it means."""
    return unquote(written).replace("~1", "/").replace("~0", "~")


def rewritten(
    schema: Mapping[str, Json], rewrite: Callable[[dict[str, Json]], JsonSchema]
) -> JsonSchema:
    """A copy of the schema in which each schema, the inner ones first, is what `rewrite` gives."""

    def one(value: Json) -> Json:
        return rewritten(value, rewrite) if isinstance(value, dict) else value

    copy: dict[str, Json] = {}
    for keyword, value in schema.items():
        if keyword in ONE_SCHEMA:
            copy[keyword] = one(value)
        elif keyword in LISTED_SCHEMAS and isinstance(value, list):
            copy[keyword] = [one(each) for each in value]
        elif keyword in NAMED_SCHEMAS and isinstance(value, dict):
            copy[keyword] = {name: one(each) for name, each in value.items()}
        else:
            copy[keyword] = value
    return rewrite(copy)
