"""Which keys of objects are data (ids, days, addresses), so that no plan can list them."""

import re

from tracking_plan.altertable.system_names import is_plannable
from tracking_plan.payloads.judging.masked import shown

LONGEST_NAME = 100  # characters of a name that people gave
_DATA = re.compile(
    r"[-+]?[0-9]+(?:[.,][0-9]+)*"  # a number, a version
    r"|.*[0-9]{5}.*"
    r"|[0-9]{4}[-/][0-9]{2}.*"
    r"|(?=[^-]*[0-9])[0-9A-Fa-f]{8,}"
    r"|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-.*",
    re.DOTALL,
)


def is_data(key: str) -> bool:
    """Whether a key is no name of a property: it could be no name, or looks like data."""
    if len(key) > LONGEST_NAME or not is_plannable(key):
        return True
    return _DATA.fullmatch(key) is not None or shown(key) != key
