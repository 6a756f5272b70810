"""Functions that leave the objects which they are given as they are: in JavaScript."""

HARMLESS = frozenset(
    """
    stringify keys structuredClone isFrozen Boolean String log info warn error debug table isArray
    """.split()
)
COPYING = frozenset({"Object.entries", "Object.values", "Object.fromEntries"})
