"""The identifiers that the generated Python, or Python itself, needs."""

import keyword

from tracking_plan.codegen.chosen_versions import Reserved

_KEYWORDS = frozenset(keyword.kwlist)
# A method hides a name from the annotations of the methods after it.
_IN_ANNOTATIONS = frozenset(
    {"Any", "Literal", "Mapping", "UNSET", "Unset", "bool", "datetime", "float", "int", "list"}
    | {"object", "property", "shapes", "str", "tuple", "typing_extensions"}
)

RESERVED = Reserved(
    methods=_KEYWORDS | _IN_ANNOTATIONS | {"alias", "dropped", "identify"},
    constants=_KEYWORDS | {"COMMON", "ENVIRONMENTS", "TRAITS"},
    parameters=_KEYWORDS
    | {"anonymous_id", "device_id", "distinct_id", "extra_properties", "schema", "self"}
    | {"timestamp"},
    types=_KEYWORDS
    | {"Any", "Common", "Environment", "Literal", "Mapping", "typing_extensions"}
    | {"bool", "float", "int", "list", "object", "str", "tuple"},
)
