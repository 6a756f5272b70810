"""Where a JSON Schema has further schemas, and which keywords look at a value as a whole."""

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
