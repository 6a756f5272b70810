"""What is said of a payload that is no JSON: a finding with a place and a way out."""

from collections.abc import Mapping

from tracking_plan.finding import Code
from tracking_plan.in_process.plain import MOST_VALUES, Flaw, NotJsonError
from tracking_plan.names.property_path import below, items_of
from tracking_plan.payloads.input.depth import MAX_DEPTH
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.rules.invalid_json import RULE as INVALID_JSON
from tracking_plan.payloads.rules.line_too_long import RULE as LINE_TOO_LONG
from tracking_plan.payloads.rules.lone_surrogate import RULE as LONE_SURROGATE
from tracking_plan.payloads.rules.non_finite_number import RULE as NON_FINITE_NUMBER
from tracking_plan.place import Route
from tracking_plan.rule import Found, Problem

_CODES: Mapping[Flaw, Code] = {
    Flaw.NO_JSON: INVALID_JSON.code,
    Flaw.NO_TEXT_KEY: INVALID_JSON.code,
    Flaw.TOO_DEEP: INVALID_JSON.code,
    Flaw.TOO_MANY: LINE_TOO_LONG.code,
    Flaw.NON_FINITE: NON_FINITE_NUMBER.code,
    Flaw.LONE_SURROGATE: LONE_SURROGATE.code,
}
_SAID: Mapping[Flaw, str] = {
    Flaw.NO_JSON: "is of the class {}, which JSON does not have",
    Flaw.NO_TEXT_KEY: "has a key of the class {}; JSON's keys are texts",
    Flaw.TOO_DEEP: f"has more than {MAX_DEPTH} objects and arrays within each other, or itself",
    Flaw.TOO_MANY: f"has more than {MOST_VALUES:,} values, or itself",
    Flaw.NON_FINITE: "is no number that JSON has: not finite, or larger than any double",
    Flaw.LONE_SURROGATE: "has half of a surrogate pair",
}
_HINTS: Mapping[Flaw, str] = {
    Flaw.NO_TEXT_KEY: "write str(key)",
    Flaw.TOO_DEEP: "send what lies so deep as a text, or as an event of its own",
    Flaw.NON_FINITE: "send null, or leave the property out",
    Flaw.LONE_SURROGATE: "cut texts between characters, not between UTF-16 units",
}
_BY_CLASS: Mapping[str, str] = {
    "datetime": "send value.isoformat()",
    "date": "send value.isoformat()",
    "time": "send value.isoformat()",
    "Decimal": "send float(value), or str(value) where the plan says so",
    "UUID": "send str(value)",
    "set": "send sorted(value)",
    "frozenset": "send sorted(value)",
    "bytes": "send text: value.decode()",
}
_PROPERTIES = ("properties", "traits")
_NESTS = "a payload is a dict; json.loads makes one of text"


def found_in(error: NotJsonError) -> Found:
    """The problem, with the code of the rule that finds the same in a capture."""
    path = _path(error.route)
    named = repr(path) if path else "the payload"
    message = f"{named} {_SAID[error.flaw].format(error.type_name)}"
    return _CODES[error.flaw], Problem(
        message=message, at=None, hint=_hint(error), property=path or None
    )


def _hint(error: NotJsonError) -> str | None:
    if error.flaw is not Flaw.NO_JSON:
        return _HINTS.get(error.flaw)
    return _BY_CLASS.get(error.type_name) if error.route else _NESTS


def _path(route: Route) -> str:
    """The path as findings spell it, every name fit to be shown."""
    steps = route[1:] if len(route) > 1 and route[0] in _PROPERTIES else route
    path = ""
    for step in steps:
        path = items_of(path) if isinstance(step, int) else below(path, shown(step))
    return path
