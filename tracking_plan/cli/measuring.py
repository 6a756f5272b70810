"""Measures how long a run takes, and how much memory: time and CPU since it was begun."""

import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tracking_plan.traffic.stats import RunStats


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopwatch:
    """When a run was begun."""

    began: float = field(default_factory=time.perf_counter)
    worked: float = field(default_factory=lambda: _worked())

    def stats(
        self, *, payloads: int, clean_fast: int, engine: str, jobs: int, inputs: Iterable[Path]
    ) -> RunStats:
        """What the run has taken so far."""
        return RunStats(
            payloads=payloads,
            clean_fast=clean_fast,
            engine=engine,
            jobs=jobs,
            size=_size(inputs),
            seconds=time.perf_counter() - self.began,
            cpu_seconds=_worked() - self.worked,
            peak_memory=_peak_memory(),
        )


def _worked() -> float:
    """The seconds of the CPU that this process and the ended ones that it started have had."""
    return sum(os.times()[:4])


def _size(inputs: Iterable[Path]) -> int | None:
    """The bytes in all; None where one of them is no file, so that nobody knows."""
    paths = [*inputs]
    if not all(path.is_file() for path in paths):
        return None
    return sum(path.stat().st_size for path in paths)


def _peak_memory() -> int | None:
    """The most memory that a process has had; None where the system does not say."""
    if sys.platform == "win32":
        return None
    import resource  # not on Windows

    each = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    most = max(usage.ru_maxrss for usage in each)
    return most if sys.platform == "darwin" else most * 1024
