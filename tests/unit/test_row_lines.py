"""JSON that a database wrote: what is certainly a row, and what is a payload with a mistake."""

import io
import json

import pytest
from tables import problems, values

from tracking_plan.payloads.input.exact import exact_value
from tracking_plan.payloads.input.forms import records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.place import Json

ROW: dict[str, Json] = {
    "event": "A",
    "properties": {"n": 1},
    "timestamp": "2026-01-31 12:00:00",
    "anonymous_id": None,
    "received_at": "2026-01-31 12:00:01",
}
PAYLOAD: Json = {"event": "A", "timestamp": "2026-01-31 12:00:00", "properties": {"n": 1}}


def read(*lines: Json, shape: Shape | None = None) -> list[Record]:
    data = "".join(f"{json.dumps(line)}\n" for line in lines)
    return list(records(io.BytesIO(data.encode()), ReadOptions(shape=shape)))


@pytest.mark.parametrize(
    "line",
    [
        {"event": "A", "properties": {}, "timestamp": "2026-01-31", "release": "1.2"},
        {"event": "A", "properties": '{"a": 1}', "timestamp": "2026-01-31 12:00:00"},
        ROW | {"environment": "production"},
        {"event": "A", "properties": {}, "received_at": "2026-01-31"},
        {"event": "A", "properties": {}},
        "A",
    ],
)
def test_a_payload_with_a_mistake_is_not_taken_for_a_row(line: Json) -> None:
    assert all(record.shape is Shape.ALTERTABLE for record in read(line))
    assert all(record.shape is Shape.ALTERTABLE for record in read(ROW, line))


def test_rows_are_known_by_what_only_a_server_knows_or_by_the_capitals_of_snowflake() -> None:
    shouted: dict[str, Json] = {
        "EVENT": "A",
        "PROPERTIES": '{"n": 1}',
        "TIMESTAMP": "2026-01-31 12:00:00",
    }
    rows: list[Json] = [ROW, ROW | {"properties": '{"n": 1}'}, shouted]
    for row in rows:
        found = read(row, row)
        assert values(found) == [PAYLOAD, PAYLOAD]
        assert all(record.shape is Shape.ROW for record in found)
        assert json.loads(found[0].as_line()) == row


def test_an_array_of_rows_over_lines_is_read() -> None:
    data = f"[\n\t{json.dumps(ROW)},\n\t{json.dumps(ROW)}\n]\n".encode()
    found = list(records(io.BytesIO(data), ReadOptions()))
    assert values(found) == [PAYLOAD, PAYLOAD]
    assert [(record.line, record.column) for record in found] == [(2, 2), (3, 2)]


def test_a_shape_that_is_named_decides() -> None:
    bare: Json = {"event": "A", "properties": '{"n": 1}', "timestamp": "2026-01-31 12:00:00"}
    assert values(read(bare, [bare], shape=Shape.ROW)) == [PAYLOAD, PAYLOAD]
    assert values(read(ROW, shape=Shape.ALTERTABLE)) == [ROW]


def test_integers_in_the_text_of_a_row_keep_their_digits() -> None:
    row = ROW | {"properties": '{"n": 123456789012345678901}'}
    (record,) = read(row)
    exact = exact_value(record)
    assert isinstance(exact, dict)
    assert exact["properties"] == {"n": 123456789012345678901}


def test_a_row_that_is_none_is_a_finding_and_the_others_are_read() -> None:
    broken: list[Json] = [{"properties": {}}, ROW | {"properties": "{"}, ROW | {"properties": 3}, 4]
    found = read(ROW, *broken, ROW, shape=Shape.ROW)
    assert [line for line, _ in problems(found)] == [2, 3, 4, 5]
    assert values(found) == [PAYLOAD, PAYLOAD]
