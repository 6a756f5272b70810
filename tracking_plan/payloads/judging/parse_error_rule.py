"""Rules about the bytes of a record, and what they look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracking_plan.payloads.input.record import ParseError, ParseErrorKind, Record
from tracking_plan.payloads.judging.payload import place_of
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.place import Place
from tracking_plan.rule import Problem, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """A record whose bytes have errors. `subject` None: no payload could be read from it."""

    path: str
    line: int
    column: int
    raw: bytes
    errors: tuple[ParseError, ...]
    subject: Subject | None

    def of(self, kind: ParseErrorKind) -> Iterator[tuple[ParseError, Place]]:
        """The errors of that kind, and where each is."""
        for error in self.errors:
            if error.kind is kind:
                yield error, place_of(self.path, self.line, error.column or self.column)

    def problem(self, message: str, *, at: Place, hint: str | None = None) -> Problem:
        """A problem of this record, with the event and the version of its payload, if known."""
        if self.subject is not None:
            return self.subject.problem(message, at=at, hint=hint)
        return Problem(message=message, at=at, hint=hint)


def misread_of(record: Record, path: str, line: int, subject: Subject | None) -> Misread:
    """What the rules look at of a record that begins on that line."""
    return Misread(
        path=path,
        line=line,
        column=record.column,
        raw=record.raw,
        errors=record.errors,
        subject=subject,
    )


@dataclass(frozen=True, slots=True)
class ParseErrorRule(Rule[Misread]):
    """A rule about parse errors, which runs only where there are some."""
