"""How many examples a property is tried on."""

import os


def times(number: int) -> int:
    """The number, times what the variable `EXAMPLES` says: long runs set it."""
    return number * int(os.environ.get("EXAMPLES", "1"))
