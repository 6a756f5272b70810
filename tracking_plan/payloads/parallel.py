"""Judging the stretches of a file in several processes; the result is the same as in one."""

import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracking_plan.payloads.input.blocks import Blocks
from tracking_plan.payloads.input.chunks import Stretch, Window
from tracking_plan.payloads.input.limits import Limits
from tracking_plan.payloads.judging.examine import Settings
from tracking_plan.payloads.run import Part, Run
from tracking_plan.plan.model import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What every process needs to know: the plan, and how to judge an input of that name."""

    plan: Plan
    settings: Settings
    limits: Limits
    name: str


def judge_in_parallel(task: Task, parts: Iterable[Stretch], jobs: int) -> Iterator[Part]:
    """What was found in each stretch, in order."""
    context = multiprocessing.get_context("fork")
    with context.Pool(jobs, initializer=_prepare, initargs=(task,)) as pool:
        yield from pool.imap(_judge, parts)


_TASK: list[Task] = []  # set once in each process: the plan is too large to be sent every time


def _prepare(task: Task) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends its children
    _TASK[:] = [task]


def _judge(stretch: Stretch) -> Part:
    [task] = _TASK
    run = Run(task.plan, task.settings)
    with Window(stretch) as window:
        run.judge(task.name, stretch.reader.read(Blocks(window), task.limits))
        return run.part(lines=window.breaks)
