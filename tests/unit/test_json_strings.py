"""Strings of JSON text by patterns: what they find, and that no text takes long or much memory."""

import json
import re
import tracemalloc

import pytest
from effort import at_most
from hypothesis import example, given
from hypothesis import strategies as st

from tracking_plan.payloads.input.json_strings import (
    PIECE,
    PIECE_IN_BYTES,
    PIECE_WITH_BREAK_IN_BYTES,
)
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.input.value_count import has_too_many_values

SIZE = 400_000
HOSTILE = {
    "escaped quotes in an unclosed string": '"' + '\\"' * (SIZE // 2),
    "backslashes": "\\" * SIZE,
    "backslashes in an unclosed string": '"' + "\\" * SIZE,
    "quotes": '"' * SIZE,
    "a long unclosed string": '"' + "a" * SIZE,
    "unclosed strings on lines": '"\n' * (SIZE // 2),
    "unclosed strings with an escape": '"\\n\n' * (SIZE // 4),
}
JSON = st.recursive(
    st.text('ab"\\,[]{}\n\u2028é', max_size=6) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('a"\\,{'), inner),
    max_leaves=8,
)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_time_by_its_length_and_no_memory(text: str) -> None:
    raw = text.encode()
    for size in (SIZE // 10, SIZE):
        with at_most(20):  # where the square would take hours
            tracemalloc.start()
            assert sum(1 for _ in re.finditer(PIECE, text[:size])) <= size
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            for pattern in (PIECE_IN_BYTES, PIECE_WITH_BREAK_IN_BYTES):
                assert sum(1 for _ in re.finditer(pattern, raw[:size])) <= size
        assert peak < 2 * SIZE


def test_unclosed_text_with_many_commas_and_escaped_quotes_is_counted_at_once() -> None:
    raw = b"[" + b"7," * 600_000 + b'"' + b'\\"' * 5_000_000
    with at_most(20):
        assert has_too_many_values(raw, ReadOptions())


@given(JSON, st.booleans())
@example({"a": '"\\', "b": "\\\\"}, False)
def test_without_the_pieces_no_mark_of_a_string_is_left(value: object, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    rest = re.sub(PIECE, "", text)
    assert rest == re.sub(PIECE_IN_BYTES, b"", text.encode()).decode()
    assert not set(rest) - set("0123456789-,: []{}")
    assert rest.count(",") == _commas(value)


def _commas(value: object) -> int:
    if isinstance(value, dict):
        value = [*value.values()]
    if not isinstance(value, list):
        return 0
    return max(len(value) - 1, 0) + sum(map(_commas, value))


@given(JSON)
def test_lines_are_joined_without_a_change_of_meaning(value: object) -> None:
    raw = json.dumps(value, indent=1).encode()
    joined = Record(1, raw, {}).as_line()
    assert joined.count(b"\n") == 1
    assert json.loads(joined) == value
