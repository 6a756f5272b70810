"""A pattern for the usual texts of each format, which costs less than asking our own functions.

A text that the pattern finds is of the format; one that it does not find may be, too (29 February,
an address with a quoted part): the rules look at those.
"""

from collections.abc import Mapping

from tracking_plan.place import JsonSchema
from tracking_plan.validation.keywords import rewritten

_DATE = (
    "[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_MINUTE = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_TIME = rf"{_MINUTE}:[0-5][0-9](?:\.[0-9]+)?(?:[Zz]|[+-]{_MINUTE})"
_LABEL = "[A-Za-z0-9](?:-?[A-Za-z0-9]){0,30}"
_HOST = rf"{_LABEL}(?:\.{_LABEL}){{0,3}}"
_CHAR = r"[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}"
_BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
PLAIN_FORMATS: Mapping[str, str] = {
    "date": f"^{_DATE}$",
    "date-time": f"^{_DATE}[Tt]{_TIME}$",
    "email": rf"^[A-Za-z0-9_+-]{{1,31}}(?:\.[A-Za-z0-9_+-]{{1,32}})?@{_HOST}$",
    "hostname": f"^{_HOST}$",
    "ipv4": rf"^(?:{_BYTE}\.){{3}}{_BYTE}$",
    "time": f"^{_TIME}$",
    "uri": rf"^https?://{_HOST}(?::[0-9]+)?(?:/(?:{_CHAR})*)?(?:\?(?:{_CHAR}|\?)*)?"
    rf"(?:#(?:{_CHAR}|\?)*)?$",
    "uuid": "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
}


def with_plain_formats(schema: JsonSchema) -> JsonSchema:
    """The schema with patterns in place of formats, which refuse what those do, and more."""
    return rewritten(schema, _plain)


def _plain(schema: JsonSchema) -> JsonSchema:
    pattern = PLAIN_FORMATS.get(str(schema.get("format")))
    if pattern is None or "pattern" in schema:
        return schema
    return {key: value for key, value in schema.items() if key != "format"} | {"pattern": pattern}
