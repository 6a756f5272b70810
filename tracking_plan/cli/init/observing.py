"""The captures that a plan is to be inferred from: read once, and what there is to say of them."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import click

from tracking_plan.altertable.envelope import Kind
from tracking_plan.cli import garbage
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.inputs import captured_inputs
from tracking_plan.cli.progress import Progress
from tracking_plan.cli.session import Session
from tracking_plan.cli.standard_input import STANDARD_INPUT, standard_input
from tracking_plan.convert.inference.observation import Observation
from tracking_plan.names.phrases import plural
from tracking_plan.payloads.input.forms import file_records, records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import OF_INPUT, Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.payload import place_of
from tracking_plan.payloads.vendors.choice import AmbiguousShapeError, Shapes
from tracking_plan.place import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What captures show, how many payloads they have, and how many could not be read."""

    seen: Observation
    inputs: int
    payloads: int
    unreadable: int


def observe(session: Session, files: tuple[str, ...], *, version_property: str | None) -> Observed:
    """What the captures show.

    Raises:
        click.UsageError: none is named, or one is a folder.
        UnusableError: one cannot be opened, or no event is in them.
    """
    inputs = _inputs(session, files)
    seen = Observation(version_property=version_property)
    garbage.search_seldom()  # payloads are many, and have no cycles
    payloads = unreadable = 0
    shapes, is_open = Shapes(session.options.shape), session.options.shape is None
    for name in inputs:
        for record in Progress(name, quiet=session.quiet).over(_records(session, name)):
            if record.is_read:
                payloads += 1
                if is_open and _is_own(record.value):
                    seen.add(record.value)
                else:
                    _add(seen, record, shapes, name)
            elif not record.is_punctuation and record.errors[0].kind not in OF_INPUT:
                unreadable += 1
    return Observed(seen=seen, inputs=len(inputs), payloads=payloads, unreadable=unreadable)


def _is_own(value: Json) -> bool:
    """Whether a payload is surely Altertable's: nobody else has an environment."""
    return isinstance(value, dict) and "environment" in value


def _add(seen: Observation, record: Record, shapes: Shapes, name: str) -> None:
    """Counts a payload in the shape that was named, or that it shows.

    Raises:
        UnusableError: it may be of several vendors.
    """
    try:
        payload = shapes.payload_of(record.value, place_of(name, 1, 1), record.shape)
    except AmbiguousShapeError as error:
        raise UnusableError(f"{name!r}: {error}") from None
    if payload.shape in (Shape.ALTERTABLE, Shape.ROW):
        seen.add(record.value)
    else:
        seen.add_foreign(payload)


def notes(observed: Observed) -> Iterator[str]:
    """What was read, and what of it no plan can have. Names out of data are not among it."""
    seen, kinds = observed.seen, observed.seen.kinds
    yield (
        f"read {plural(observed.payloads, 'payload')} in {plural(observed.inputs, 'input')}:"
        f" {kinds[Kind.TRACK]:,} track, {kinds[Kind.IDENTIFY]:,} identify,"
        f" {kinds[Kind.ALIAS]:,} alias"
    )
    if kinds[Kind.OTHER]:
        others = plural(kinds[Kind.OTHER], "payload")
        yield f"{others} of kinds that a plan says nothing of: left out"
    if kinds[Kind.UNKNOWN]:
        yield f"{plural(kinds[Kind.UNKNOWN], 'payload')} of no kind that the API takes: left out"
    if observed.unreadable:
        yield (
            f"{plural(observed.unreadable, 'payload')} could not be read: `tracking-plan validate`"
            " says where, and why"
        )
    for why, count in sorted(seen.unnamed.items()):
        yield f"{plural(count, 'payload')} {why}: left out"
    if seen.of_unknown_source:
        events = plural(seen.of_unknown_source, "event")
        yield f"of {events} the source cannot be told: no `$lib`, or one that is not known"


def _inputs(session: Session, files: tuple[str, ...]) -> tuple[str, ...]:
    if not files and (sys.stdin is None or sys.stdin.isatty()):
        raise click.UsageError("name files of payloads, or - for standard input")
    if files.count(STANDARD_INPUT) > 1:
        raise click.UsageError("standard input can be read once: name `-` once")
    return captured_inputs(session, files) or (STANDARD_INPUT,)


def _records(session: Session, name: str) -> Iterator[Record]:
    options = ReadOptions(shape=session.options.shape)
    if name == STANDARD_INPUT:
        return records(standard_input(), options)
    return file_records(session.cwd / name, options)
