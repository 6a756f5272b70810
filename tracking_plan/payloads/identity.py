"""Which user ids the API reserves: what a program sends when it has none."""

import re

from tracking_plan.plan.words import listed

_ANY_CASE = listed(
    "anonymous_id anonymous distinct_id distinctid false guest id not_authenticated true"
    " undefined user_id user visitor_id visitor"
)
_EXACT = frozenset(("[object Object]", "0", "NaN", "none", "None", "null", ""))


def is_reserved(user_id: str) -> bool:
    """Whether the API treats this id as no user's; a blank one is nobody's either."""
    return user_id in _EXACT or user_id.lower() in _ANY_CASE or not user_id.strip()


def reserved_pattern() -> str:
    """One pattern, for a linear-time engine, of all ids that are reserved, and perhaps of more."""
    exact = "|".join(re.escape(word) for word in sorted(_EXACT))
    return f"^(?:(?i:{'|'.join(sorted(_ANY_CASE))})|{exact})$"
