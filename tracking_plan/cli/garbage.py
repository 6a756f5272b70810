"""When Python looks for garbage: seldom, for a command ends before that would pay.

Only the command line may ask for this. It concerns the whole process, so a program that stays, as
a server does, decides for itself.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 50_000  # new objects until the next search


@contextmanager
def no_search() -> Iterator[None]:
    """Looks for no garbage within the block."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def kept_to_the_end() -> Iterator[None]:
    """Looks for no garbage within the block, nor ever after in what the block has made.

    What an earlier block has made is looked at again, unless it is gone already.
    """
    with no_search():
        gc.unfreeze()
        yield
        gc.freeze()


def search_seldom() -> None:
    """Looks for garbage less often, to the end: for many new objects and hardly any cycles."""
    gc.set_threshold(_MANY)
