"""Captured payloads that `diff` looks at: are keys in use that a version newly lists?"""

from collections.abc import Iterable

from tracking_plan.cli import garbage
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.progress import Progress
from tracking_plan.cli.session import Session
from tracking_plan.names.phrases import plural
from tracking_plan.payloads.input.forms import file_records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.judging.payload import payload_of, place_of
from tracking_plan.plan.model import Plan
from tracking_plan.registry.captured import Answers, Questions
from tracking_plan.registry.comparison import Compared


class Captures:
    """The captures that a user names."""

    def __init__(self, session: Session, files: tuple[str, ...], *, show_values: bool) -> None:
        self._session = session
        self._files = files
        self._show_values = show_values
        for name in files:
            self._expect_file(name)

    def _expect_file(self, name: str) -> None:
        path = self._session.cwd / name
        if path.is_dir():
            raise UnusableError(f"{name!r} is a folder; name the files in it")
        try:
            with path.open("rb"):
                pass
        except OSError as error:
            raise UnusableError(f"cannot open {name!r}: {error.strerror or error}") from error

    def answers(self, plan: Plan, compared: Iterable[Compared]) -> Answers:
        """What the payloads say of the keys that are asked about; nothing is read for none."""
        questions = Questions(compared, lambda name: _previous_names(plan, name))
        if questions.by_key:
            garbage.search_seldom()
            for name in self._files:
                self._read(name, questions)
        return Answers(by_key=questions.by_key, source=self._source, show_values=self._show_values)

    @property
    def _source(self) -> str:
        return self._files[0] if len(self._files) == 1 else f"the {len(self._files)} captures"

    def _read(self, name: str, questions: Questions) -> None:
        unread = 0
        progress = Progress(name, quiet=self._session.quiet)
        records = file_records(self._session.cwd / name, ReadOptions())
        for record in progress.over(records):
            if not record.is_read:
                unread += 1
                continue
            payload = payload_of(record.value, place_of(name, 1, 1))
            if payload.name is not None and payload.has_properties:
                questions.look(payload.name, payload.properties)
        if unread:
            self._session.note(f"{name}: {plural(unread, 'payload')} could not be read")


def _previous_names(plan: Plan, name: str) -> tuple[str, ...]:
    event = plan.events.get(name)
    return event.previous_names if event is not None else ()
