"""Which draft of JSON Schema a document names."""

import re
from enum import IntEnum

from tracking_plan.place import Json


class Draft(IntEnum):
    """A draft, by its number or its year. ANY: the document names none that is known."""

    FOUR = 4
    SIX = 6
    SEVEN = 7
    OF_2019 = 2019
    OF_2020 = 2020
    ANY = 9999


_NAMES = re.compile(r"//json-schema\.org/draft(?:-0([467])|/(2019)-09|/(2020)-12)/schema#?$")


def draft_of(document: Json) -> Draft:
    """The draft that the `$schema` of a document names."""
    named = document.get("$schema") if isinstance(document, dict) else None
    found = _NAMES.search(named) if isinstance(named, str) else None
    return Draft(int(next(filter(None, found.groups())))) if found else Draft.ANY


def is_alone(draft: Draft) -> bool:
    """Whether nothing counts beside a `$ref`."""
    return draft <= Draft.SEVEN
