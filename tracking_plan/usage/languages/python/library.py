"""Functions that leave the objects which they are given as they are: in Python."""

HARMLESS = frozenset(
    """
    print pprint len str repr bool any all sum isinstance issubclass type id hash dumps deepcopy
    debug info warning error exception log urlencode format
    """.split()
)
COPYING = frozenset("dict list set frozenset tuple sorted iter enumerate zip copy min max".split())
STORING = (
    r"Depends|[Pp]rovide|override|register_(?:instance|singleton|value)|set|setattr|setdefault"
    r"|bind_instance|Object|Singleton|ContextVar|patch|object|assert_\w+"
)
"""Functions that keep what they are given: those of containers and tests."""
