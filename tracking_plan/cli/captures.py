"""Captured payloads: as they are, and beside a comparison (are newly listed keys in use?)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

import click

from tracking_plan.altertable.envelope import Kind
from tracking_plan.cli import garbage
from tracking_plan.cli.conclusion.outputs import refuse_to_destroy
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.inputs import captured_inputs
from tracking_plan.cli.progress import Progress
from tracking_plan.cli.session import Session
from tracking_plan.cli.standard_input import STANDARD_INPUT, inputs_in_use, standard_input
from tracking_plan.names.phrases import plural
from tracking_plan.payloads.input.forms import file_records, records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseErrorKind, Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.payload import Payload, place_of
from tracking_plan.payloads.vendors.choice import AmbiguousShapeError, Shapes
from tracking_plan.payloads.vendors.wording import notes
from tracking_plan.plan.model import Plan
from tracking_plan.registry.captured import Answers, Key, Question, Questions
from tracking_plan.registry.comparison import Compared


def opened(session: Session, files: tuple[str, ...], *, show_values: bool) -> "Captures":
    """The captures of these names. No report may take their place.

    Raises:
        UnusableError: one of them cannot be opened.
    """
    if files.count(STANDARD_INPUT) > 1:
        raise click.UsageError("standard input can be read once: name `-` once")
    files = captured_inputs(session, files)
    found = Captures(session, files, show_values=show_values)
    session.plan()
    refuse_to_destroy(session, read=inputs_in_use(session.cwd, files))
    return found


_WHOLE = (  # which lose no payload
    ParseErrorKind.EMPTY,
    ParseErrorKind.BYTE_ORDER_MARK,
    ParseErrorKind.NO_PAYLOAD,
)
_LOST = (ParseErrorKind.MISSING_BODY, ParseErrorKind.BROKEN_COMPRESSION)  # without bytes to show


class Captures:
    """The captures that a user names. They are read once, also where the plan is compared again."""

    def __init__(self, session: Session, files: tuple[str, ...], *, show_values: bool) -> None:
        self._session = session
        self._files = files
        self._show_values = show_values
        self._known: dict[Key, Question] | None = None
        self._unread = 0
        self.read = 0
        """How many payloads `payloads` has read so far."""

    def answers(self, plan: Plan, compared: Iterable[Compared]) -> Answers:
        """What the payloads say of the keys that are asked about; nothing is read for none."""
        questions = Questions(compared, lambda name: _previous_names(plan, name))
        if self._known is None or not questions.by_key.keys() <= self._known.keys():
            self._known = questions.by_key
            self._read_all(questions)
        return Answers(
            by_key=self._known,
            source=self._source,
            unread=self._unread,
            show_values=self._show_values,
        )

    @property
    def unread(self) -> int:
        """How many payloads could not be read so far."""
        return self._unread

    def payloads(self) -> Iterator[Payload]:
        """Every payload that can be read; the others are counted.

        Raises:
            UnusableError: one may be of several vendors.
        """
        for name in self._files:
            read = _Read(self._session, name)
            yield from read.as_payloads()
            self._unread += read.unread
            self.read += read.payloads
            if read.without:
                self._session.note(f"{name}: {read.passed_over}")
            for note in notes(read.shapes, other=read.other):
                self._session.note(f"{name}: {note}")
            if not read.payloads:
                self._session.note(f"{name}: no payload was read")

    @property
    def _source(self) -> str:
        if len(self._files) > 1:
            return f"the {len(self._files)} captures"
        return "standard input" if self._files[0] == STANDARD_INPUT else self._files[0]

    def _read_all(self, questions: Questions) -> None:
        if not questions.by_key:
            no_question = "no open object gets a key listed, which is all that they are asked about"
            self._session.note(f"the captures were not read: {no_question}")
            return
        garbage.search_seldom()
        for name in self._files:
            self._read(name, questions)

    def _read(self, name: str, questions: Questions) -> None:
        read = _Read(self._session, name)
        for payload in read.as_payloads():
            names = filter(None, (payload.full_name, payload.name))
            if payload.has_properties:
                read.of_asked += any(questions.look(name, payload.properties) for name in names)
        self._unread += read.unread
        for note in read.notes():
            self._session.note(f"{name}: {note}")


class _Read:
    """One capture as it is read, and what there is to say about it."""

    def __init__(self, session: Session, name: str) -> None:
        self._session = session
        self._name = name
        self.payloads = self.unread = self.without = self.of_asked = self.other = 0
        self.shapes: Counter[Shape] = Counter()

    @cached_property
    def _records(self) -> Iterator[Record]:
        options = ReadOptions(shape=self._session.options.shape)
        if self._name == STANDARD_INPUT:
            return records(standard_input(), options)
        return file_records(self._session.cwd / self._name, options)

    def as_payloads(self) -> Iterator[Payload]:
        """The payloads that could be read, in the shape that was named, or that each shows.

        Raises:
            UnusableError: one may be of several vendors.
        """
        shapes = Shapes(self._session.options.shape)
        place = place_of(self._name, 1, 1)
        try:
            for record in self._read_records():
                payload = shapes.payload_of(record.value, place, record.shape)
                self.other += payload.kind is Kind.OTHER
                self.shapes[payload.shape] += payload.kind is not Kind.UNKNOWN
                yield payload
        except AmbiguousShapeError as error:
            raise UnusableError(f"{self._name!r}: {error}") from None

    def _read_records(self) -> Iterator[Record]:
        progress = Progress(self._name, quiet=self._session.quiet)
        for record in progress.over(self._records):
            if record.is_read:
                self.payloads += 1
                yield record
                continue
            kind = record.errors[0].kind
            self.without += kind is ParseErrorKind.NO_PAYLOAD
            is_lost = not record.is_punctuation and kind not in _WHOLE
            self.unread += is_lost or kind in _LOST

    @property
    def passed_over(self) -> str:
        """How many lines of a log have no payload."""
        return f"{plural(self.without, 'line')} without a payload passed over"

    def notes(self) -> Iterator[str]:
        """What was read as whose, and what was not there, or could not be read."""
        yield from notes(self.shapes, other=self.other)
        if self.without:
            yield self.passed_over
        if self.unread:
            yield f"{plural(self.unread, 'payload')} could not be read"
        if not self.payloads:
            yield "no payload was read"
        elif not self.of_asked:
            them = plural(self.payloads, "payload")
            yield f"{them} read, none of an event that is asked about"


def _previous_names(plan: Plan, name: str) -> tuple[str, ...]:
    event = plan.events.get(name)
    return event.previous_names if event is not None else ()
