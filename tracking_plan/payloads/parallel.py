"""Shares the chunks of a file among processes. The result is the same as that of one process."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Protocol

from tracking_plan.payloads.errors import WorkerError
from tracking_plan.payloads.input.blocks import BLOCK
from tracking_plan.payloads.input.chunks import Chunk, ChunkReader
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.results import ChunkResult
from tracking_plan.payloads.run import Run
from tracking_plan.payloads.tally.repeats import KeyOf, key_of
from tracking_plan.plan.load import load_again
from tracking_plan.plan.model import Plan, PlanFile

_SAFE_PATH = "PYTHONSAFEPATH"


class StartMethod(StrEnum):
    """How a process begins: with a copy of this one's memory, or from nothing."""

    FORK = "fork"
    SPAWN = "spawn"


def usual_start() -> StartMethod:
    """Fork, which costs nothing, where the system has it and no other thread runs; else spawn."""
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    is_safe = can_fork and threading.active_count() == 1
    return StartMethod.FORK if is_safe else StartMethod.SPAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What every process needs to know to judge chunks of the input `name`.

    `plan` None: the process loads it from `files`, the texts of the plan. `key` is the one that the
    run has: where processes begin from nothing, a lasting one.
    """

    plan: Plan | None
    files: tuple[PlanFile, ...]
    settings: Settings
    options: ReadOptions
    name: str
    key: KeyOf = key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How many lines of a file have been added, and the byte behind them."""

    lines: int
    end: int


def add_chunks(
    run: Run, task: Task, chunks: Iterable[Chunk], jobs: int, start: StartMethod
) -> Iterator[Added]:
    """Adds to the run what is found in the chunks of a file; says what has been added by then.

    A chunk with more kinds of findings, or names, than are counted apart is judged once more by
    the run itself: only what was found before says which of them are.

    Raises:
        WorkerError: a process ended too early.
    """
    first_line = 1
    for chunk, result in judge_in_parallel(task, chunks, jobs, start):
        if run.has_room_for(result):
            run.add(task.name, result, first_line=first_line)
        else:
            _judge(run, run.judge, task, chunk, first_line=first_line)
        first_line += result.lines
        yield Added(lines=first_line - 1, end=chunk.end)


def judge_in_parallel(
    task: Task, chunks: Iterable[Chunk], jobs: int, start: StartMethod
) -> Iterator[tuple[Chunk, ChunkResult]]:
    """The chunks and what was found in each, in their order.

    Raises:
        WorkerError: a process ended too early. What else goes wrong in one is raised as it is.
    """
    if start is StartMethod.FORK:
        context: ForkContext | SpawnContext = multiprocessing.get_context("fork")
    else:
        context, task = multiprocessing.get_context("spawn"), replace(task, plan=None)
    with ExitStack() as stack:
        stack.enter_context(_safe_path())
        workers = [stack.enter_context(_Worker(context, task)) for _ in range(jobs)]
        yield from _shared(workers, chunks)


@contextmanager
def _safe_path() -> Iterator[None]:
    """A process that begins from nothing looks for no modules in the current folder."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        os.environ.pop(_SAFE_PATH)
        if before is not None:
            os.environ[_SAFE_PATH] = before


class _Judge(Protocol):
    """Judges the records of an input."""

    def __call__(self, path: str, records: Iterable[Record], *, first_line: int) -> None:
        """Places what is found in `path`, lines counted from `first_line`."""
        ...


class _Worker:
    """A process that judges chunks, one at a time."""

    def __init__(self, context: ForkContext | SpawnContext, task: Task) -> None:
        self.connection, other = context.Pipe()
        self._process: BaseProcess = context.Process(target=_work, args=(task, other), daemon=True)
        self._process.start()
        other.close()

    def __enter__(self) -> "_Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()
        self.connection.close()

    def start_on(self, chunk: Chunk) -> None:
        """Gives the process a chunk to judge."""
        try:
            self.connection.send(chunk)
        except ConnectionError:
            raise WorkerError from None

    def result(self) -> ChunkResult:
        """What was found in the chunk that the process was given last."""
        try:
            found: ChunkResult | Exception = self.connection.recv()
        except (EOFError, ConnectionError):
            raise WorkerError from None
        if isinstance(found, Exception):
            raise found
        return found


def _shared(
    workers: Iterable[_Worker], chunks: Iterable[Chunk]
) -> Iterator[tuple[Chunk, ChunkResult]]:
    """Gives each worker that is free the next chunk, and yields the results in order."""
    waiting = enumerate(chunks)
    idle, busy = list(workers), dict[Connection, tuple[int, Chunk, _Worker]]()
    ready: dict[int, tuple[Chunk, ChunkResult]] = {}
    due = 0
    while True:
        while idle and (numbered := next(waiting, None)) is not None:
            number, chunk = numbered
            worker = idle.pop()
            worker.start_on(chunk)
            busy[worker.connection] = number, chunk, worker
        if not busy:
            return
        for connection in wait(list(busy)):
            assert isinstance(connection, Connection)
            number, chunk, worker = busy.pop(connection)
            ready[number] = chunk, worker.result()
            idle.append(worker)
        while due in ready:
            yield ready.pop(due)
            due += 1


def _work(task: Task, connection: Connection) -> None:
    """Judges chunks until this process is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it, and ends its children
    try:
        plan = task.plan if task.plan is not None else load_again(task.files)
        run = Run(plan, task.settings, key=task.key)  # one for all chunks: it compiles schemas
        while True:
            chunk: Chunk = connection.recv()
            run.restart()
            connection.send(run.result(lines=_judge(run, run.judge_piece, task, chunk)))
    except EOFError:
        return
    except Exception as error:  # noqa: BLE001  it is the parent that says what went wrong
        connection.send(error)


def _judge(run: Run, add: _Judge, task: Task, chunk: Chunk, *, first_line: int = 1) -> int:
    """Judges a chunk that begins with that line of its file, and counts its line breaks."""
    with ChunkReader(chunk) as stream:
        # Raw blocks: the file's encoding is known, and a mark within it is none.
        blocks = iter(partial(stream.read, BLOCK), b"")
        judge = None if task.options.strict else run.line_judge
        if judge is None or chunk.form.judged is None:
            found = chunk.form.read(blocks, task.options)
        else:
            found = chunk.form.judged(blocks, task.options, judge)
        add(task.name, found, first_line=first_line)
        return stream.breaks
