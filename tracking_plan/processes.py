"""Work that is shared among processes: how many pay off, and the sharing of many small tasks."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:  # small work never pays for it
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Answer = TypeVar("Answer")

MAX_JOBS = 8  # by default
_MOST_TASKS = 256  # a task is told by one byte, which no two processes can read
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
    most = min(jobs * _PORTIONS_EACH, _MOST_TASKS - 1)
    enough = max(least, sum(sizes) // most + 1)
    found: list[range] = []
    first = size = 0
    for index, one in enumerate(sizes):
        size += one
        if size >= enough:
            found.append(range(first, index + 1))
            first, size = index + 1, 0
    return (*found, range(first, len(sizes))) if first < len(sizes) else tuple(found)


def shared(
    work: Callable[[int], Answer],
    tasks: int,
    jobs: int,
    watch: Callable[[int], None] = lambda _: None,
) -> tuple[Answer, ...]:
    """The answers of `work` to each of some tasks by their numbers, in their order.

    `watch` hears of each task that this process takes: those before it are taken.

    Several processes that begin as copies of this one take the next task each until none is left;
    this one is among them, and does what another fails at. The answers have to be plain data.
    """
    if not 1 < tasks <= _MOST_TASKS or jobs < 2 or not can_fork():
        return tuple(_watched(work, range(tasks), watch).values())
    reading, writing = os.pipe()
    os.write(writing, bytes(range(tasks)))
    os.close(writing)
    helpers = [_started(work, reading) for _ in range(min(jobs, tasks) - 1)]
    try:
        found = _watched(work, _next_tasks(reading), watch)
        for _, connection in helpers:
            found.update(_received(connection))
    finally:
        os.close(reading)
        for process, connection in helpers:
            connection.close()
            process.terminate()
            process.join()
    return tuple(found[task] if task in found else work(task) for task in range(tasks))


def _watched(
    work: Callable[[int], Answer], tasks: Iterable[int], watch: Callable[[int], None]
) -> _Answers[Answer]:
    found: _Answers[Answer] = {}
    for task in tasks:
        watch(task)
        found[task] = work(task)
    return found


def _started(work: Callable[[int], Answer], tasks: int) -> "tuple[BaseProcess, Connection]":
    """A process that works on tasks, and what its answers come through."""
    import multiprocessing

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_help, args=(work, tasks, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _help(work: Callable[[int], Answer], tasks: int, answers: "Connection") -> None:
    """Works on tasks until none is left, then hands over the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it, and ends its children
    found: _Answers[Answer] = {}
    with suppress(Exception):  # the parent does the task anew, and says what is wrong
        for task in _next_tasks(tasks):
            found[task] = work(task)
    with suppress(Exception):
        answers.send(found)


def _next_tasks(tasks: int) -> Iterator[int]:
    """The tasks that no other process has taken, one by one."""
    while taken := os.read(tasks, 1):
        yield taken[0]


def _received(connection: "Connection") -> _Answers[Answer]:
    """What another process has answered; nothing where it has ended early."""
    try:
        found: _Answers[Answer] = connection.recv()
    except (EOFError, ConnectionError):
        return {}
    return found
