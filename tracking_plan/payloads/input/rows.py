"""A row of the warehouse's table as a payload, whatever kept the table."""

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

import orjson

from tracking_plan.payloads.input.columns import PROPERTIES, Columns
from tracking_plan.payloads.input.depth import SHORT, is_too_deep, may_be_too_deep
from tracking_plan.payloads.input.parse_errors import (
    TOO_DEEP,
    TOO_MANY,
    diagnose,
    strict_parse_errors,
)
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind, Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.input.value_count import LARGE, has_too_many_values
from tracking_plan.place import Json

_TOO_LONG = ParseError(kind=ParseErrorKind.TOO_LONG)
_OF_JSON = (ParseErrorKind.INVALID_JSON, ParseErrorKind.TRUNCATED)
_PYTHON = re.compile(rb"\s*\{\s*'")
_ESCAPED = re.compile(rb"\s*\{\s*\\")
_NUMBER = re.compile(r"[0-9]{9,19}(?:\.[0-9]+)?")
_UTC = " UTC"  # as BigQuery writes it

Fragment = orjson.Fragment
"""JSON text that has all of its digits."""
Cell = object
"""What orjson can write: a JSON value, fragments in it."""


class RowRecord(Record):
    """A row of a table: its line is the row's number, its bytes are the payload made of it."""

    __slots__ = ()
    shape: ClassVar[Shape] = Shape.ROW

    @property
    def is_punctuation(self) -> bool:
        """No: whatever a row has, it is one."""
        return False


class Rows:
    """Makes records of the rows of one table."""

    def __init__(
        self, columns: Columns, options: ReadOptions, *, has_fragments: bool = False
    ) -> None:
        """`has_fragments`: a field beside the properties may be one."""
        self._columns = columns
        self._options = options
        self._has_fragments = has_fragments

    def record(self, number: int, cells: Sequence[Cell]) -> Record:
        """The record of a row, with the number that it is found by."""
        columns = self._columns
        body = fields_of(columns, cells)
        if columns.properties is None:
            body[PROPERTIES] = {
                name: cells[at] for name, at in columns.flat if cells[at] is not None
            }
            return self._whole(number, body)
        properties = cells[columns.properties]
        if isinstance(properties, str):
            return self._of_text(number, body, properties)
        body[PROPERTIES] = {} if properties is None else properties
        if isinstance(body[PROPERTIES], dict | Fragment):
            return self._whole(number, body)
        return RowRecord(number, orjson.dumps(body), errors=(no_object(properties),), column=1)

    def _whole(self, number: int, body: dict[str, Cell]) -> Record:
        """The record of a payload of which nothing is known to be a JSON value."""
        raw = orjson.dumps(body)
        error = self._too_large(raw)
        if error is not None:
            return RowRecord(number, raw, errors=(error,), column=1)
        try:
            value: Json = orjson.loads(raw)
        except orjson.JSONDecodeError:
            return RowRecord(number, raw, errors=(diagnose_cell(raw),), column=1)
        return self._checked(number, raw, value)

    def _of_text(self, number: int, body: dict[str, Cell], text: str) -> Record:
        """The record of a row whose properties are a JSON text."""
        body[PROPERTIES] = Fragment(text)
        raw = orjson.dumps(body)
        error = self._too_large(raw)
        properties = None if error is not None else properties_of(text)
        if isinstance(properties, ParseError):
            error = properties
        if error is not None:
            body[PROPERTIES] = text
            return RowRecord(number, orjson.dumps(body), errors=(error,), column=1)
        if not properties or self._has_fragments:
            body[PROPERTIES] = Fragment(text) if properties else {}
            return self._whole(number, body)
        body[PROPERTIES] = properties
        return self._checked(number, raw, body)  # type: ignore[arg-type]  # no fragment is in it

    def _too_large(self, raw: bytes) -> ParseError | None:
        if len(raw) > self._options.max_line:
            return _TOO_LONG
        if len(raw) > LARGE and has_too_many_values(raw, self._options):
            return TOO_MANY
        return None

    def _checked(self, number: int, raw: bytes, value: Json) -> Record:
        if len(raw) > SHORT and may_be_too_deep(raw) and is_too_deep(value):
            return RowRecord(number, raw, errors=(TOO_DEEP,), column=1)
        errors = strict_parse_errors(raw) if self._options.strict else ()
        return RowRecord(number, raw, value, errors, column=1)


def fields_of(columns: Columns, cells: Sequence[Cell]) -> dict[str, Cell]:
    """The fields beside the properties. NULL is absent, but for the event: every row is one."""
    body = {name: cell for name, at in columns.fields if (cell := cells[at]) is not None}
    body.setdefault("event", None)
    moment = body.get("timestamp")
    if isinstance(moment, str) and not moment.endswith("Z"):
        body["timestamp"] = as_moment(moment)
    return body


def as_moment(text: str) -> Cell:
    """A timestamp as the API would have it, from the text that a database writes."""
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text.removesuffix(_UTC) + "Z" if text.endswith(_UTC) else text


def properties_of(text: str) -> Mapping[str, Json] | ParseError:
    """The properties that a JSON text says; `null` are none."""
    try:
        value: Json = orjson.loads(text)
    except orjson.JSONDecodeError:
        return diagnose_cell(text.encode())
    if value is None:
        return {}
    if isinstance(value, dict):
        return value
    return no_object(value)


def no_object(value: Cell) -> ParseError:
    """What says that the properties of a row are something else."""
    if isinstance(value, str):
        return row_error(
            f"{PROPERTIES!r} is a JSON text within a text, not an object",
            hint="it was written as JSON twice: once is enough",
        )
    what = "a list" if isinstance(value, list) else "a number or a boolean"
    return row_error(f"{PROPERTIES!r} is {what}, not an object")


def diagnose_cell(raw: bytes) -> ParseError:
    """Why the properties of a row are no JSON."""
    found = _without_column(diagnose(raw, ends_input=False))
    if found.kind not in _OF_JSON:
        return found
    why = f": {found.detail}" if found.detail else ""
    return row_error(f"{PROPERTIES!r} is not valid JSON{why}", hint=_hint(raw))


def row_error(detail: str, hint: str | None = None) -> ParseError:
    """What is wrong with a row, so that it could not be read."""
    return ParseError(kind=ParseErrorKind.UNREADABLE_ROW, detail=detail, hint=hint)


def _without_column(error: ParseError) -> ParseError:
    """The error as one of the row: a column of a cell is none of the file."""
    return ParseError(kind=error.kind, detail=error.detail, names=error.names, hint=error.hint)


def _hint(raw: bytes) -> str | None:
    if _PYTHON.match(raw):
        return "this is a struct as text: select to_json(properties), or json.dumps it"
    if _ESCAPED.match(raw):
        return 'double the quotes within a cell (`""`): a backslash before them is not CSV'
    return None
