"""Which draft of JSON Schema a document names, and which keywords that draft has."""

import re
from collections.abc import Mapping
from enum import IntEnum

from tracking_plan.place import Json, JsonSchema


class Draft(IntEnum):
    """A draft, by its number or its year. ANY: the document names none that is known."""

    FOUR = 4
    SIX = 6
    SEVEN = 7
    OF_2019 = 2019
    OF_2020 = 2020
    ANY = 9999


_NAMES = re.compile(r"//json-schema\.org/draft(?:-0([467])|/(2019)-09|/(2020)-12)/schema#?$")


META_SCHEMAS: Mapping[Draft, str] = {
    Draft.FOUR: "http://json-schema.org/draft-04/schema#",
    Draft.SIX: "http://json-schema.org/draft-06/schema#",
    Draft.SEVEN: "http://json-schema.org/draft-07/schema#",
    Draft.OF_2019: "https://json-schema.org/draft/2019-09/schema",
    Draft.OF_2020: "https://json-schema.org/draft/2020-12/schema",
}
"""What each draft is called by itself. Documents also write `https`, or leave out the `#`."""


def draft_of(document: Json) -> Draft:
    """The draft that the `$schema` of a document names."""
    named = document.get("$schema") if isinstance(document, dict) else None
    found = _NAMES.search(named) if isinstance(named, str) else None
    return Draft(int(next(filter(None, found.groups())))) if found else Draft.ANY


def is_alone(draft: Draft) -> bool:
    """Whether nothing counts beside a `$ref`."""
    return draft <= Draft.SEVEN


_SINCE: Mapping[str, Draft] = {
    **dict.fromkeys(("const", "contains", "propertyNames"), Draft.SIX),
    **dict.fromkeys(("if", "then", "else"), Draft.SEVEN),
    **dict.fromkeys(("minContains", "maxContains"), Draft.OF_2019),
    **dict.fromkeys(("dependentRequired", "dependentSchemas"), Draft.OF_2019),
    **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties"), Draft.OF_2019),
    "prefixItems": Draft.OF_2020,
}
_UNTIL: Mapping[str, Draft] = {"dependencies": Draft.SEVEN, "additionalItems": Draft.OF_2019}
_NAMED = frozenset("properties patternProperties $defs definitions dependentSchemas".split())
_LITERAL = frozenset(("enum", "const", "default", "examples"))


def strictly(document: Json) -> Json:
    """The document with the keywords that its draft has not under names that say so.

    They assert nothing. A document that names no draft may use those of all.
    """
    draft = draft_of(document)
    return document if draft is Draft.ANY else _strictly(document, draft)


def _strictly(value: Json, draft: Draft) -> Json:
    if isinstance(value, list):
        return [_strictly(one, draft) for one in value]
    if not isinstance(value, dict):
        return value
    found: JsonSchema = {}
    for keyword, inner in value.items():
        if not _SINCE.get(keyword, draft) <= draft <= _UNTIL.get(keyword, draft):
            found[f"{keyword} (which {in_words(draft)} does not have)"] = inner
        elif keyword in _LITERAL:
            found[keyword] = inner
        elif isinstance(inner, dict) and (keyword in _NAMED or keyword == "dependencies"):
            found[keyword] = {name: _strictly(one, draft) for name, one in inner.items()}
        else:
            found[keyword] = _strictly(inner, draft)
    return found


def in_words(draft: Draft) -> str:
    """The draft as messages name it."""
    years = {Draft.OF_2019: "2019-09", Draft.OF_2020: "2020-12"}
    return f"draft {years.get(draft, int(draft))}"
