"""Which user ids the API reserves: what a program sends when it has none.

Generated code takes a copy along, `codegen/runtime/wire.py`; a test holds the two together.
"""

IN_ANY_CASE = frozenset(
    (
        "anonymous_id anonymous distinct_id distinctid false guest id not_authenticated true"
        " undefined user_id user visitor_id visitor"
    ).split()
)
EXACT = frozenset(("[object Object]", "0", "NaN", "none", "None", "null"))


def is_reserved(user_id: str) -> bool:
    """Whether an id is nobody's: a word that the API reserves, padded or not, or a blank."""
    bare = user_id.strip()
    return not bare or bare in EXACT or bare.lower() in IN_ANY_CASE
