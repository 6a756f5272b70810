"""Work that is shared among processes: how many pay off, and the sharing of many small parts."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:  # small work never pays for it
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Answer = TypeVar("Answer")

MAX_JOBS = 8  # by default
_MOST_PARTS = 256  # a part is told by one byte, which no two processes can read
_PORTIONS_EACH = 12
_Answers = dict[int, Answer]


def usable_jobs() -> int:
    """How many processes pay off; 1 where the system does not say how many CPUs it has."""
    return min(len(os.sched_getaffinity(0)), MAX_JOBS) if hasattr(os, "sched_getaffinity") else 1


def can_fork() -> bool:
    """Whether a process can begin as a copy of this one: no other thread may run in it."""
    import multiprocessing  # small work never pays for it

    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def portions(sizes: Sequence[int], jobs: int, least: int) -> tuple[range, ...]:
    """Neighbours taken together, a few portions for each process, none much smaller than `least`.

    One portion where the whole is too small for several.
    """
    enough = max(least, sum(sizes) // (jobs * _PORTIONS_EACH) + 1)
    found: list[range] = []
    first = size = 0
    for index, one in enumerate(sizes):
        size += one
        if size >= enough:
            found.append(range(first, index + 1))
            first, size = index + 1, 0
    return (*found, range(first, len(sizes))) if first < len(sizes) else tuple(found)


def shared(work: Callable[[int], Answer], parts: int, jobs: int) -> tuple[Answer, ...]:
    """The answers of `work` to each of some parts by their numbers, in their order.

    Several processes that begin as copies of this one take the next part each until none is left;
    this one is among them, and does what another has left behind that ended early. The answers
    have to be plain data. What `work` raises here is raised; another process has it done anew here.
    """
    if not 1 < parts <= _MOST_PARTS or jobs < 2 or not can_fork():
        return tuple(map(work, range(parts)))
    reading, writing = os.pipe()
    os.write(writing, bytes(range(parts)))
    os.close(writing)
    found: _Answers[Answer] = {}
    helpers = [_started(work, reading) for _ in range(min(jobs, parts) - 1)]
    try:
        found.update((part, work(part)) for part in _next_parts(reading))
        for _, connection in helpers:
            found.update(_received(connection))
    finally:
        os.close(reading)
        for process, connection in helpers:
            connection.close()
            process.terminate()
            process.join()
    return tuple(found[part] if part in found else work(part) for part in range(parts))


def _started(work: Callable[[int], Answer], parts: int) -> "tuple[BaseProcess, Connection]":
    """A process that works on parts, and what its answers come through."""
    import multiprocessing

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_help, args=(work, parts, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _help(work: Callable[[int], Answer], parts: int, answers: "Connection") -> None:
    """Works on parts until none is left, then hands over the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it, and ends its children
    found: _Answers[Answer] = {}
    with suppress(Exception):  # the parent does the part anew, and says what is wrong
        for part in _next_parts(parts):
            found[part] = work(part)
    with suppress(Exception):
        answers.send(found)


def _next_parts(parts: int) -> Iterator[int]:
    """The parts that no other process has taken, one by one."""
    while taken := os.read(parts, 1):
        yield taken[0]


def _received(connection: "Connection") -> _Answers[Answer]:
    """What another process has answered; nothing where it has ended early."""
    try:
        found: _Answers[Answer] = connection.recv()
    except (EOFError, ConnectionError):
        return {}
    return found
