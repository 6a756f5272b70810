"""What a version's JSON Schema says beyond which values are valid, under keys of its own.

Tools that do not know these keys pass over them, as JSON Schema has it.
"""

UNIT = "x-unit"
PII = "x-pii"
PII_ACTION = "x-pii-action"
STATUS = "x-status"
REPLACED_BY = "x-replaced-by"
ENUM_DESCRIPTIONS = "x-enum-descriptions"
DEPRECATED_VALUES = "x-enum-deprecated"
REPLACED_VALUES = "x-enum-replaced-by"
SUNSET = "x-sunset"
WAS = "x-was"
KEPT = frozenset((REPLACED_VALUES, SUNSET, WAS))
"""What published versions alone say: it is about the plan, and means nothing on the wire."""
DEPRECATED = "deprecated"  # a keyword of JSON Schema itself
