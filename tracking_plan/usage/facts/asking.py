"""What the evaluation of a file asks of anything but that file: each question, with its answer.

An answer that was kept for a file may be taken again if all of its questions are answered alike.
So that none can be left out, what is known of a project is given out by methods that are marked as
a `question`, and by nothing else: each of them is recorded while a file is evaluated.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

Question = tuple[str, tuple[object, ...]]
"""What is asked, `Written.is_base`, and of what: plain texts and numbers."""

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class Record:
    """The questions of one evaluation. `is_lasting` False: it depends on more than these."""

    answers: dict[Question, object] = field(default_factory=dict)
    is_lasting: bool = True

    def take(self, other: "Record") -> None:
        """Adds the questions of something that is known from before."""
        self.answers.update(other.answers)
        self.is_lasting &= other.is_lasting


class Asking:
    """Writes down the questions while a record is open."""

    def __init__(self) -> None:
        self._record: Record | None = None

    def answer(self, name: str, given: tuple[object, ...], find: Callable[[], _Answer]) -> _Answer:
        """The answer to a question; what it takes to find it is asked anew along with it."""
        record = self._record
        if record is None:
            return find()
        self._record = None
        try:
            found = record.answers[name, given] = find()
        finally:
            self._record = record
        return found

    def spoil(self) -> None:
        """Notes that something depends on what no question says, such as the time it takes."""
        if self._record is not None:
            self._record.is_lasting = False

    @contextmanager
    def recording(self) -> Iterator[Record]:
        """Has all questions go into a new record, and into the one that was open, too."""
        around, self._record = self._record, Record()
        try:
            yield self._record
        finally:
            own, self._record = self._record, around
            if around is not None and own is not None:
                around.take(own)

    def remember(self, record: Record) -> None:
        """Takes over the questions of something that was found before, and is known now."""
        if self._record is not None:
            self._record.take(record)


class Asked(Protocol):
    """What answers questions about a project."""

    @property
    def asking(self) -> Asking:
        """What writes the questions down."""


_Owner = TypeVar("_Owner", bound=Asked)


def question(
    method: Callable[Concatenate[_Owner, _Given], _Answer],
) -> Callable[Concatenate[_Owner, _Given], _Answer]:
    """Marks a method whose answers are recorded. What it is given is plain, and by position."""
    name = method.__qualname__

    @wraps(method)
    def asked(self: _Owner, *args: _Given.args, **keywords: _Given.kwargs) -> _Answer:
        if keywords:  # which would not be recorded
            raise TypeError(name)
        return self.asking.answer(name, args, lambda: method(self, *args, **keywords))

    QUESTIONS[name] = asked
    return cast("Callable[Concatenate[_Owner, _Given], _Answer]", asked)


QUESTIONS: dict[str, Callable[..., object]] = {}
"""All methods that are questions, by their names."""
