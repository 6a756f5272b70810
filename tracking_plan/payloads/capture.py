"""Judges captured inputs, one after the other, in as many processes as pay off."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from tracking_plan.payloads.input.chunks import SMALL, can_be_split, chunk_length, chunks
from tracking_plan.payloads.input.duckdb_query import DuckDbQuery
from tracking_plan.payloads.input.forms import Watch, file_records, readable_as, records
from tracking_plan.payloads.input.line_judge import Watched
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.kept import Kept
from tracking_plan.payloads.run import Run
from tracking_plan.payloads.tally.repeats import key_of, lasting_key_of
from tracking_plan.plan.model import Plan
from tracking_plan.processes import can_fork


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
        kept: Kept | None = None,
        jobs: int,
    ) -> None:
        self._plan = plan
        self._settings = settings
        self._options = options
        self._progress = progress
        self._kept = kept
        self.jobs = jobs if kept is None else 1  # it wants what is judged in its order
        self._key = key_of if self.jobs == 1 or can_fork() else lasting_key_of
        self.run = Run(
            plan,
            settings,
            keep_valid=kept.keep_valid if kept is not None else None,
            keep_invalid=kept.keep_invalid if kept is not None else None,
            key=self._key,
        )

    def judge_file(self, path: Path, name: str) -> None:
        """Judges a file, whose findings are placed in `name`.

        Raises:
            WorkerError: one of several processes ended early.
        """
        if self._may_be_shared(path):
            self._share(path, name)
            return
        progress = self._progress(name)
        is_plain = can_be_split(path, readable_as(self._options.shape))
        judge = self._watched(progress, path.stat().st_size if is_plain else None)
        found = file_records(path, self._options, judge=judge, watch=self._watch)
        self._judge(name, found, progress)

    def judge_stream(self, stream: BinaryIO, name: str) -> None:
        """Judges a stream to its end."""
        progress = self._progress(name)
        judge = self._watched(progress, None)
        found = records(stream, self._options, judge=judge, watch=self._watch)
        self._judge(name, found, progress)

    @property
    def _watch(self) -> Watch | None:
        return self._kept.watch if self._kept is not None else None

    def judge_query(self, query: DuckDbQuery, name: str) -> None:
        """Judges the rows of a query.

        Raises:
            QueryError: it failed on its way.
        """
        self._judge(name, query.records(self._options), self._progress(name))

    def _watched(self, progress: Progress, size: int | None) -> Watched | None:
        """The judge of lines, which says how far it has come; None where there is none."""
        judge = None if self._options.strict else self.run.line_judge
        if judge is None:
            return None
        # Of what is compressed, nobody knows how much there is.
        return Watched(judge, lambda lines, read: progress.say(lines, read=read, size=size))

    def _judge(self, name: str, found: Iterator[Record], progress: Progress) -> None:
        if self._kept is not None:
            self._kept.begin(name)
        self.run.judge(name, progress.over(found))
        if self._kept is not None:
            self._kept.end()

    def _may_be_shared(self, path: Path) -> bool:
        """Whether several processes pay off, and can make the same keys as this one."""
        is_large = self.jobs > 1 and path.is_file() and path.stat().st_size > SMALL
        can_be_shared = is_large and can_be_split(path, readable_as(self._options.shape))
        return can_be_shared and (self._key is lasting_key_of or can_fork())

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
            key=self._key,
        )
        size = path.stat().st_size
        length = chunk_length(size, self.jobs)
        shared = chunks(path, length, readable=readable_as(self._options.shape))
        for added in add_chunks(self.run, task, shared, self.jobs, usual_start()):
            progress.say(added.lines, read=added.end, size=size)
        progress.clear()
