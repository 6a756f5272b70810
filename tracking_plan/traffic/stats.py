"""What a run took: how fast it was, how, and with how much memory."""

from collections.abc import Iterator
from dataclasses import dataclass

_MB = 1_000_000
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStats:
    """The measures of a run; None where they are not known.

    `clean_fast` are the payloads that were seen to be clean without a rule. `size` is that of the
    inputs in bytes, as they lie on the disk. `seconds` have passed, and `cpu_seconds` were worked,
    in all processes; `peak_memory` is that of the largest of them, in bytes.
    """

    payloads: int
    clean_fast: int
    engine: str
    jobs: int
    size: int | None
    seconds: float
    cpu_seconds: float
    peak_memory: int | None


def lines(stats: RunStats) -> Iterator[str]:
    """The measures, a line each."""
    rate = _rate(stats.payloads, stats.seconds)
    size = ""
    if stats.size is not None:
        per_second = _rate(stats.size / _MB, stats.seconds)
        size = f"; {stats.size / _MB:,.1f} MB, {per_second:,.1f} MB/s"
    yield f"speed: {stats.payloads:,} payloads, {rate:,.0f} a second{size}"
    yield f"time: {stats.seconds:.2f} s, of the CPU {stats.cpu_seconds:.2f} s"
    jobs = "1 process" if stats.jobs == 1 else f"at most {stats.jobs} processes"
    yield f"engine: {stats.engine}, {jobs}"
    share = 100 * stats.clean_fast / stats.payloads if stats.payloads else 0.0
    yield f"fast path: {stats.clean_fast:,} payloads, {share:.1f} %"
    if stats.peak_memory is not None:
        yield f"memory: at most {stats.peak_memory / _MIB:,.0f} MiB in a process"


def _rate(count: float, seconds: float) -> float:
    return count / seconds if seconds > 0 else 0.0
