"""Judges captured inputs, one after the other, in as many processes as pay off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from tracking_plan.payloads.input.chunks import SMALL, can_be_split, chunk_length, chunks
from tracking_plan.payloads.input.duckdb_query import DuckDbQuery
from tracking_plan.payloads.input.forms import file_records, readable_as, records
from tracking_plan.payloads.input.line_judge import Watched
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Keep, Run
from tracking_plan.plan.model import Plan


class Progress(Protocol):
    """Receives how far the reading of one input has come."""

    def over(self, items: Iterator[Record], /) -> Iterator[Record]:
        """The records as they are, counted on the way."""
        ...

    def say(self, seen: int, /, *, read: int | None = None, size: int | None = None) -> None:
        """Called with the number of records, or lines, read so far, and bytes of how many."""
        ...

    def clear(self) -> None:
        """Called when the input has been read."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepers:
    """Receivers of the valid and of the invalid records; None: they are not kept.

    Whoever keeps records wants them in their order, so that one process reads all.
    """

    valid: Keep | None = None
    invalid: Keep | None = None


class Capture:
    """A run over inputs, and how they are read. `run` has what was found so far.

    `jobs` is how many processes may share a large file.
    """

    def __init__(
        self,
        plan: Plan,
        settings: Settings,
        options: ReadOptions,
        *,
        progress: Callable[[str], Progress],
        keep: Keepers,
        jobs: int,
    ) -> None:
        self._plan = plan
        self._settings = settings
        self._options = options
        self._progress = progress
        self.jobs = 1 if keep.valid or keep.invalid else jobs
        self.run = Run(plan, settings, keep_valid=keep.valid, keep_invalid=keep.invalid)

    def judge_file(self, path: Path, name: str) -> None:
        """Judges a file, whose findings are placed in `name`.

        Raises:
            WorkerError: one of several processes ended early.
        """
        readable = readable_as(self._options.shape)
        is_large = path.is_file() and path.stat().st_size > SMALL
        if self.jobs > 1 and is_large and can_be_split(path, readable):
            self._share(path, name)
            return
        self._judge(name, file_records(path, self._options, judge=self._watched()))

    def judge_stream(self, stream: BinaryIO, name: str) -> None:
        """Judges a stream to its end."""
        self._judge(name, records(stream, self._options, judge=self._watched()))

    def judge_query(self, query: DuckDbQuery, name: str) -> None:
        """Judges the rows of a query.

        Raises:
            QueryError: it failed on its way.
        """
        self._judge(name, query.records(self._options))

    def _watched(self) -> Watched | None:
        judge = None if self._options.strict else self.run.line_judge
        return Watched(judge) if judge is not None else None

    def _judge(self, name: str, found: Iterator[Record]) -> None:
        self.run.judge(name, self._progress(name).over(found))

    def _share(self, path: Path, name: str) -> None:
        """Judges the chunks of a large file in several processes."""
        # Small files never pay for multiprocessing.
        from tracking_plan.payloads.parallel import Task, add_chunks, usual_start

        progress = self._progress(name)
        task = Task(
            plan=self._plan,
            files=self._plan.files,
            settings=self._settings,
            options=self._options,
            name=name,
        )
        size = path.stat().st_size
        length = chunk_length(size, self.jobs)
        shared = chunks(path, length, readable=readable_as(self._options.shape))
        for added in add_chunks(self.run, task, shared, self.jobs, usual_start()):
            progress.say(added.lines, read=added.end, size=size)
        progress.clear()
