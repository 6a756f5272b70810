"""The identifiers that the generated Python needs for itself."""

from tracking_plan.codegen.select import Reserved

# A method hides a name from the annotations of the methods after it.
_IN_ANNOTATIONS = frozenset(
    {"Any", "Literal", "Mapping", "UNSET", "Unset", "bool", "datetime", "float", "int", "list"}
    | {"object", "property", "shapes", "str", "tuple", "typing_extensions"}
)

RESERVED = Reserved(
    methods=_IN_ANNOTATIONS | {"alias", "dropped", "identify"},
    constants=frozenset({"COMMON", "ENVIRONMENTS", "TRAITS"}),
    parameters=frozenset(
        {"anonymous_id", "device_id", "distinct_id", "extra_properties", "schema", "self"}
        | {"timestamp"}
    ),
    types=frozenset(
        {"Any", "Common", "Environment", "Literal", "Mapping", "typing_extensions"}
        | {"bool", "float", "int", "list", "object", "str", "tuple"}
    ),
)
