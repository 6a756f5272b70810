"""How Python names things, and the names that it, or the generated code, needs itself."""

import keyword
import unicodedata

from tracking_plan.codegen.names import Naming, Reserved, pascal, snake, upper

_KEYWORDS = frozenset(keyword.kwlist)
# A method hides a name from the annotations of the methods after it.
_IN_ANNOTATIONS = frozenset(
    {"Any", "Literal", "Mapping", "UNSET", "Unset", "bool", "datetime", "float", "int", "list"}
    | {"object", "property", "shapes", "str", "tuple", "typing_extensions"}
)

RESERVED = Reserved(
    methods=_KEYWORDS | _IN_ANNOTATIONS | {"alias", "dropped", "identify"},
    functions=frozenset(),  # none begins like ours
    constants=_KEYWORDS | {"COMMON", "ENVIRONMENTS", "TRAITS"},
    parameters=_KEYWORDS
    | {"anonymous_id", "device_id", "distinct_id", "extra_properties", "schema", "self"}
    | {"timestamp"},
    types=_KEYWORDS
    | {"Any", "Common", "Environment", "Literal", "Mapping", "typing_extensions"}
    | {"bool", "float", "int", "list", "object", "str", "tuple"},
)


def _nfkc(text: str) -> str:
    """The form in which Python compares identifiers (the language reference, section 2.3)."""
    return unicodedata.normalize("NFKC", text)


NAMING = Naming(
    normalise=_nfkc,
    is_identifier=str.isidentifier,
    method=snake,
    function="track_{}".format,
    constant=upper,
    parameter=snake,
    type=pascal,
    reserved=RESERVED,
)
