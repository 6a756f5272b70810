"""Limits of processor time that tell a wrong order of growth from a right one, on any machine."""

import gc
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager

YARDSTICK_SECONDS = 0.095  # what `_yardstick` takes on the machine that the limits were set on
SPARE = 4  # a busy machine takes up to twice as long, a wrong order of growth ten times


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fails where the body takes more processor time than this on the machine of reference.

    What earlier tests have left in memory is not looked through for garbage meanwhile.
    """
    gc.freeze()
    start = time.process_time()
    try:
        yield
        spent = time.process_time() - start
    finally:
        gc.unfreeze()
    assert_at_most(spent, seconds)


@contextmanager
def children_at_most(seconds: float) -> Iterator[None]:
    """Fails where the processes that the body starts and waits for take more than this."""
    start = _spent_by_children()
    yield
    assert_at_most(_spent_by_children() - start, seconds)


def assert_at_most(spent: float, seconds: float) -> None:
    """The limit itself: where it is exceeded, this machine's speed is measured and allowed for."""
    if spent >= seconds * SPARE:
        slowness = max(1.0, _yardstick() / YARDSTICK_SECONDS)
        allowed = seconds * slowness * SPARE
        assert spent < allowed, f"{spent:.1f} s, where {allowed:.1f} are allowed ({slowness:.1f}x)"


def _yardstick() -> float:
    """The processor seconds of a fixed piece of work: strings, dictionaries, calls."""
    start = time.process_time()
    for size in range(200, 400):
        made = {f"{i:05}": [i] for i in range(size * 3)}
        sorted(made, key=lambda name: name[::-1])
    return time.process_time() - start


def _spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
