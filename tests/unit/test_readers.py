"""Captures in every shape and state: what is damaged is reported, and all else is still read."""

import io
import json
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from example_counts import times
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracking_plan.payloads.input.blocks import Blocks, Stream
from tracking_plan.payloads.input.chunks import ChunkReader, can_be_split, chunks
from tracking_plan.payloads.input.compression import Compression
from tracking_plan.payloads.input.forms import (
    READABLE,
    FileForm,
    Form,
    Readable,
    file_records,
    records,
)
from tracking_plan.payloads.input.packed import packing_of
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import MARK, ParseErrorKind, Record

OK = b'{"event":"Signed Up","properties":{}}'
VALUE = json.loads(OK)


def read(data: bytes, max_line: int = 1 << 24, *, strict: bool = False) -> list[Record]:
    return list(records(io.BytesIO(data), ReadOptions(max_line=max_line, strict=strict)))


def places(found: list[Record]) -> list[tuple[int, int]]:
    return [(record.line, record.column) for record in found if record.is_read]


def errors(found: list[Record]) -> list[tuple[int, ParseErrorKind]]:
    return [(record.line, error.kind) for record in found for error in record.errors]


def values(found: list[Record]) -> list[Any]:
    return [record.value for record in found if record.is_read]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (OK, [(1, 1)]),
        (OK + b"\n", [(1, 1)]),
        (OK + b"\r\n\r\n  " + OK + b"\r\n", [(1, 1), (3, 3)]),
        (b"[" + OK + b", " + OK + b"]\n" + OK, [(1, 2), (1, 41), (2, 1)]),
        (json.dumps(VALUE, indent=2).encode(), [(1, 1)]),
        (json.dumps([VALUE] * 3, indent=2).encode(), [(2, 3), (6, 3), (10, 3)]),
        (b"[\n" + OK + b",\n" + OK + b"\n]\n", [(2, 1), (3, 1)]),
        (b"[" + OK + b",\n" + OK + b",\n" + OK + b"]", [(1, 2), (2, 1), (3, 1)]),
        (b"[[" + OK + b",\n  " + OK + b"],\n" + OK + b"\n]", [(1, 3), (2, 3), (3, 1)]),
        (b" [ " + OK + b",[1] ]\n", [(1, 4), (1, 42)]),
        (b'{"event":\n"A"}\n{"event":\n"B"}', [(1, 1), (3, 1)]),
        ('{"é":"\u2028"}\n['.encode() + OK + b"]\n", [(1, 1), (2, 2)]),
    ],
)
def test_payloads_are_found_in_every_shape(data: bytes, expected: list[tuple[int, int]]) -> None:
    found = read(data)
    assert places(found) == expected
    assert errors(found) == []


@pytest.mark.parametrize(
    ("data", "error", "count"),
    [
        (b"", (1, ParseErrorKind.EMPTY), 0),
        (b"\n \r\n\n", (1, ParseErrorKind.EMPTY), 0),
        (b"[]", (1, ParseErrorKind.EMPTY), 0),
        (OK + b"\n" + OK[:20], (2, ParseErrorKind.TRUNCATED), 1),
        (OK + b'\n{"event":"\xc3', (2, ParseErrorKind.TRUNCATED), 1),
        (OK + b"\n" + OK[:20] + b"\n" + OK, (2, ParseErrorKind.INVALID_JSON), 2),
        (OK[:20] + b"\n" + OK + b"\n", (1, ParseErrorKind.INVALID_JSON), 1),
        (OK + b'\n{"a":NaN}\n' + OK, (2, ParseErrorKind.NON_FINITE), 2),
        (OK + b'\n{"a":-Infinity}\n', (2, ParseErrorKind.NON_FINITE), 1),
        (OK + b'\n{"a":' + b"1" * 6000 + b"}\n", (2, ParseErrorKind.NON_FINITE), 1),
        (OK + b'\n{"a":"\xe9"}\n' + OK, (2, ParseErrorKind.INVALID_UTF8), 2),
        (OK + b'\n{"a":"\\ud800"}\n' + OK, (2, ParseErrorKind.LONE_SURROGATE), 2),
        (OK + b"\n\x00\x00\n" + OK, (2, ParseErrorKind.INVALID_JSON), 2),
        (b"[" * 5000 + b"\n" + OK, (1, ParseErrorKind.TOO_DEEP), 1),
        (b"\xef\xbb\xbf" + OK, (1, ParseErrorKind.BYTE_ORDER_MARK), 1),
        (OK.decode().encode("utf-16"), (1, ParseErrorKind.WRONG_ENCODING), 1),
        (OK.decode().encode("utf-16-be"), (1, ParseErrorKind.WRONG_ENCODING), 1),
        (OK.decode().encode("utf-32"), (1, ParseErrorKind.WRONG_ENCODING), 1),
        (b"[\n" + OK + b"\n" + OK + b"]", (3, ParseErrorKind.INVALID_JSON), 2),
        (b"[\n" + OK + b",\n", (3, ParseErrorKind.TRUNCATED), 1),
        (b"[\n" + OK + b",\n" + OK[:20], (3, ParseErrorKind.TRUNCATED), 1),
        (b"[\n" + OK + b',\n{"a": x},\n' + OK + b"\n]", (3, ParseErrorKind.INVALID_JSON), 2),
        (b'[\n{"a": NaN},\n' + OK + b"\n]", (2, ParseErrorKind.NON_FINITE), 1),
        (b'[\n{"a": "\xe9"},\n' + OK + b"\n]", (2, ParseErrorKind.INVALID_UTF8), 1),
    ],
)
def test_damage_is_reported_once_and_the_rest_is_read(
    data: bytes, error: tuple[int, ParseErrorKind], count: int
) -> None:
    found = read(data)
    assert errors(found) == [error]
    assert len(values(found)) == count


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":"\xef\xbb\xbf"}\n{"\xef\xbb\xbf":1}\n',
        b'[\n{"a":"\xef\xbb\xbf"},\n{"a":"\n\xef\xbb\xbf"}\n]',
    ],
)
def test_a_byte_order_mark_within_a_text_is_a_character_of_it(data: bytes) -> None:
    assert ParseErrorKind.BYTE_ORDER_MARK not in {kind for _, kind in errors(read(data))}


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("data", "marks", "expected"),
    [
        (b"O\nMO\nO\n", [(2, 1)], [(1, 1), (2, 1), (3, 1)]),
        (b"O\r\nMO\r\n\r\nMO\r\n", [(2, 1), (4, 1)], [(1, 1), (2, 1), (4, 1)]),
        (b"OMO\n", [(1, 38)], [(1, 1), (1, 39)]),  # the first file has no last line break
        (b"O\nM[O,O]\n", [(2, 1)], [(1, 1), (2, 2), (2, 40)]),
        (b"O\nMO;\n", [(2, 1)], [(1, 1), (2, 1)]),
        (b"MMO\n", [(1, 1), (1, 1)], [(1, 1)]),
        (b"O\nM", [(2, 1)], [(1, 1)]),
        (b"O\nM\nO", [(2, 1)], [(1, 1), (3, 1)]),
        (b'{\n"a":1\n}\nM{\n"a":1\n}\n', [(4, 1)], [(1, 1), (4, 2)]),
        (b"[\nO\n]\nM[\nO\n]\n", [(4, 1)], [(2, 1), (5, 1)]),
    ],
)
def test_a_byte_order_mark_of_a_joined_file_costs_nothing(
    data: bytes, marks: list[tuple[int, int]], expected: list[tuple[int, int]], strict: bool
) -> None:
    found = read(data.replace(b"O", OK).replace(b"M", MARK), strict=strict)
    mark = ParseErrorKind.BYTE_ORDER_MARK
    said = [(r.line, r.column) for r in found for error in r.errors if error.kind is mark]
    assert said == marks
    assert places(found) == expected


@pytest.mark.parametrize("data", [MARK, MARK + b"\n", MARK * 2, b"\n" + MARK + b"\n", MARK + b"[]"])
def test_marks_alone_are_no_payloads(data: bytes) -> None:
    assert errors(read(data))[-1][1] is ParseErrorKind.EMPTY


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("data", "expected", "count"),
    [
        (b"[\nO,\nO,\n]", [(4, 1)], 2),
        (b"[O,\nO,]\n", [(2, 3)], 2),
        (b"[\n  O,\n]\n", [(3, 1)], 1),
        (b"[\n,O\n]", [(2, 1)], 1),
        (b"[\n,\n]", [(2, 1)], 0),
        (b"[\nO,,\nO,,,,\nO\n]", [(2, 3), (3, 3)], 3),
        (b"[\nO\nO\n]", [(3, 1)], 2),
        (b"[\nO\n[]\n]", [(3, 1)], 1),
        (b"[\n[],\n[],\nO\n]", [], 1),
        (b"[\nO\n]\n]", [(4, 1)], 1),
        (b"[\nO\n]]\nO", [(3, 2)], 2),
        (b"[\nO\n],\n", [(3, 2)], 1),
        (b"[\nO\n],[\nO\n]\n", [(3, 2)], 2),
        (b"[O],\n[O],\n[O]\n", [(1, 4), (2, 4)], 3),
        (b"[\nO\n]\nrubbish\n", [(4, 1)], 1),
        (b"[\nO\nrubbish\n]\n", [(3, 1)], 1),
        (b'{\n"a":1\n}\nrubbish\n', [(4, 1)], 1),
        (b'{\n"a":1\n},\n{\n"a":1\n}', [(3, 2)], 2),
        (b'{\n"a":1\n}]\n', [(3, 2)], 1),
        (b"[\nO\n]\n[\nO\n]\n{\n}\n", [], 3),  # values one below the other, as jq writes them
    ],
)
def test_marks_out_of_place_are_reported_where_they_stand(
    data: bytes, expected: list[tuple[int, int]], count: int, strict: bool
) -> None:
    found = read(data.replace(b"O", b"7"), strict=strict)
    broken = [record for record in found if record.errors]
    assert [(record.line, record.column) for record in broken] == expected
    assert all(record.errors[0].kind is ParseErrorKind.INVALID_JSON for record in broken)
    assert len(values(found)) == count


@pytest.mark.parametrize(
    ("data", "broken", "count"),
    [
        (b'{\n"a": 1\n}\n{"a": 2}\n', [], 2),
        (b'{\n"a": 1\n}\n{"a": 2}\n{\n"a": 3\n}', [], 3),
        (b'{"a":\n{"b": 2}\n}\n{"a": 2}\n', [], 2),
        (b'[{"a": 1}\n]\n{"a": 2}\n{"a": 3}\n', [], 3),
        (b'{\n"a": 1\n}\n{"a": 2}\nrubbish\n{"a": 3}', [5], 3),
        (b'{"a":\n{"a": 2}\n{"a": 3}\n', [1], 2),  # lines, of which the first is cut off
        (b'{"a": {\n{"a": 2}\n{"a": 3}\n', [1], 2),
    ],
)
def test_values_over_lines_and_values_on_lines_stand_in_one_input(
    data: bytes, broken: list[int], count: int
) -> None:
    found = read(data)
    assert [one.line for one in found if one.errors] == broken
    assert len(values(found)) == count


def test_a_damage_in_a_pretty_document_costs_one_item() -> None:
    text = json.dumps([VALUE | {"n": n, "deep": {"x": 1}} for n in range(5)], indent=2)
    found = read(text.replace('"n": 1', '"n": oops').encode())
    assert [value["n"] for value in values(found)] == [0, 2, 3, 4]
    assert errors(found) == [(13, ParseErrorKind.INVALID_JSON)]


@pytest.mark.parametrize("size", [50, 1000, 300_000])
def test_a_long_line_is_passed_over(size: int) -> None:
    long = b'{"event":"' + b"x" * size + b'"}'
    found = read(OK + b"\n" + long + b"\n" + OK + b"\n" + long, max_line=len(long) - 1)
    assert errors(found) == [(2, ParseErrorKind.TOO_LONG), (4, ParseErrorKind.TOO_LONG)]
    assert len(values(found)) == 2
    assert errors(read(OK + b"\n" + long, max_line=len(long))) == []


def test_a_long_item_of_a_document_is_passed_over() -> None:
    long = b'{"event":"' + b"x" * 400_000 + b'"}'
    found = read(b"[\n" + OK + b",\n" + long + b",\n" + OK + b"\n]", max_line=1000)
    assert errors(found) == [(3, ParseErrorKind.TOO_LONG)]
    assert len(values(found)) == 2


def test_memory_is_bounded_by_the_longest_line_allowed() -> None:
    class Endless(io.RawIOBase):
        left = 200

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            return b"x" * min(size, 1 << 18) if self.left > 0 else b""

    tracemalloc.start()
    found = list(records(Endless(), ReadOptions(max_line=1 << 20)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert errors(found) == [(1, ParseErrorKind.TOO_LONG)]
    assert peak < 8 << 20


def test_strict_json_reports_what_parsers_lose_and_reads_the_payload() -> None:
    data = b'{"a":1,"a":2,"b":123456789012345678901234567890,"c":18446744073709551615}\n'
    assert errors(read(data)) == []
    [record] = read(data, strict=True)
    assert [error.kind for error in record.errors] == [
        ParseErrorKind.IMPRECISE_INTEGER,
        ParseErrorKind.DUPLICATE_KEY,
    ]
    assert record.is_read


def test_the_column_of_a_damage_counts_characters() -> None:
    [record] = read('{"é":"ü" "x":1}\n'.encode())
    assert record.errors[0].column == 10
    [latin] = read("é".encode() + b"\xe9\n")
    assert latin.errors[0].column == 2


def test_the_places_in_a_long_batch_are_found_in_one_go() -> None:
    found = read(b"[" + b",".join([OK] * 20_000) + b"]")
    assert places(found)[-1] == (1, 2 + 19_999 * (len(OK) + 1))


def deep(levels: int, open_: bytes = b'{"a":', close: bytes = b"}") -> bytes:
    """A payload of so many objects within each other, the payload itself among them."""
    return open_ * (levels - 1) + b"{}" + close * (levels - 1)


def deep_list(levels: int) -> bytes:
    return b'{"a":' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"


FORMS = [
    b"%s",
    b"%s\n",
    b"[%s]\n",
    b"[" + OK + b",%s]",
    b"[\n%s\n]",
    b"[\n  %s\n]\n",
    b"[\n[%s],\n7]",
    b'{\n"x":\n1}\n %s',
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("nest", [deep, deep_list])
@pytest.mark.parametrize("levels", [2, 150, 200])
def test_what_is_nested_less_deeply_than_the_limit_is_read(
    form: bytes, strict: bool, nest: Callable[[int], bytes], levels: int
) -> None:
    assert errors(read(form % nest(levels), strict=strict)) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("nest", [deep, deep_list])
@pytest.mark.parametrize("levels", [201, 990, 1023, 1024, 5000])
def test_what_is_nested_too_deeply_costs_itself(
    form: bytes, strict: bool, nest: Callable[[int], bytes], levels: int
) -> None:
    found = read(form % nest(levels), strict=strict)
    assert [kind for _, kind in errors(found)] == [ParseErrorKind.TOO_DEEP]
    if levels < 1024:  # beyond that, no parser gets to the end of a batch
        [lost] = [record for record in found if record.errors]
        assert lost.as_line().strip() == nest(levels)
        assert len(values(found)) == len(values(read(form % b"7"))) - 1


def test_braces_within_texts_are_no_depth() -> None:
    text = b'{"a":"' + b"{[" * 500 + b'"}'
    assert errors(read(text)) == []
    assert errors(read(b"[" + b",".join([OK] * 300) + b"]")) == []


def test_a_record_is_written_with_its_own_bytes_on_a_line_of_its_own() -> None:
    data = b"[" + OK + b"," + OK + b"]\n  " + OK
    lines = [record.as_line() for record in read(data)]
    assert lines == [OK + b"\n", OK + b"\n", b"  " + OK + b"\n"]


ODD = (
    b'{"n": 18446744073709551617, "n":1e-400,"m": 123456789012345678901234567890.50, "t":"\\u00e9"}'
)


@pytest.mark.parametrize(
    "form", [b"%s", b"[%s]", b"[%s, 7]", b"[\n%s\n]", b"[\n  [ %s ,7]\n]", b'{"a"\n:1}\n%s\n']
)
def test_numbers_keys_and_escapes_are_written_as_they_were(form: bytes) -> None:
    assert ODD + b"\n" in [record.as_line() for record in read(form % ODD)]


def test_lines_are_joined_outside_of_texts() -> None:
    [record] = read(b'{\n  "a": "x  y",\r\n  "b": [1,\n2]\n}')
    assert record.as_line() == b'{   "a": "x  y",\r   "b": [1, 2] }\n'


@given(st.binary(max_size=300) | st.text(alphabet='{}[]",:\\ \n1eNa', max_size=60).map(str.encode))
@settings(max_examples=times(100), deadline=None)
def test_no_bytes_whatever_are_a_crash(data: bytes) -> None:
    assert read(data, max_line=100, strict=True)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)
PAYLOADS = st.lists(st.dictionaries(st.text(max_size=3), JSON, max_size=3), min_size=1, max_size=3)


@given(PAYLOADS, st.sampled_from([None, 0, 2]), st.booleans())
@settings(max_examples=80, deadline=None)
def test_an_array_reads_the_same_however_it_is_laid_out(
    payloads: list[Any], indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(payloads, indent=indent, ensure_ascii=ascii_only)
    assert values(read(_encoded(text))) == payloads


@given(PAYLOADS, st.integers(1, 40))
@settings(max_examples=80, deadline=None)
def test_lines_read_the_same_however_they_arrive(payloads: list[Any], size: int) -> None:
    data = b"\n".join(_encoded(json.dumps(payload)) for payload in payloads)
    trickle = _Trickle(data, size)
    assert values(list(records(trickle, ReadOptions()))) == payloads


DAMAGE = st.sampled_from(
    (
        *(b"", b";", b"// note, {x}", b"undefined", b",", b"]", b"[", b"{", b"}", b'"', b"\\"),
        *(b"\n", b"\xe9", b"NaN", b"\x00", b"1e999", b'{"a": oops}', b"[" * 300, b"x" * 200),
    )
)


def kept(data: bytes, max_line: int, size: int = 1 << 16) -> bytes:
    """What the records of an input write, one after the other."""
    found = records(_Trickle(data, size), ReadOptions(max_line=max_line))
    return b"".join(piece for record in found for piece in record.pieces())


def bare(data: bytes) -> bytes:
    """The bytes without those that may stand between payloads."""
    return data.translate(None, b" \t\r\n,[]")


@given(
    st.lists(st.tuples(PAYLOADS, st.sampled_from([None, 0, 2]), DAMAGE, st.integers(0, 80))),
    st.sampled_from([b"", b" ", b",", b"\n", b"\n\n", b",\n"]),
    st.integers(1, 50),
)
@settings(max_examples=times(65), deadline=None)
def test_no_byte_of_any_input_is_lost(
    pieces: list[tuple[list[Any], int | None, bytes, int]], between: bytes, size: int
) -> None:
    written = []
    for payloads, indent, damage, at in pieces:
        text = _encoded(json.dumps(payloads if at % 2 else payloads[0], indent=indent))
        written.append(text[:at] + damage + text[at:])
    data = between.join(written)
    assume(b"\0" not in data[:2])  # that would be UTF-16
    for max_line in (60, 1 << 20):
        assert bare(kept(data, max_line, size)) == bare(data)


@given(st.binary(max_size=200) | st.text(alphabet='{}[]",:\\ \n1eN/#', max_size=80).map(str.encode))
@settings(max_examples=times(65), deadline=None)
def test_no_byte_of_anything_is_lost(data: bytes) -> None:
    has_mark = data[:1] in {b"\xff", b"\xfe", b"\0"} or data[1:2] == b"\0" or MARK in data
    assume(packing_of(data) is None)  # that is not read
    assert has_mark or bare(kept(data, 40)) == bare(data)


P = b'{"event":"A"}'
Q = b'{"event":"B"}'


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"P;\nQ\n", 2),
        (b"[\nP;\n,Q\n]", 2),
        (b"[\nP, // note, {x}\nQ\n]", 2),
        (b"[\nP undefined,\nQ\n]", 2),
        (b"[\n  P undefined, Q,\n  Q\n]", 3),
        (b'{\n"event":"A"\n};\n{\n"event":"B"\n}\n', 2),
        (b'{\n"event":"A"\n} // note\n{\n"event":"B"\n}\n', 2),
        (b'{\n"event":"A"\n} undefined {\n"event":"B"\n}\n', 2),
        (b"[\n{oops}, Q,\nQ\n]", 2),
        (b'[\n{"a": "x}, Q,\nQ\n]', 1),
        (b'[\n  {"a": {"b": 1},\n  Q,\n  Q\n]', 2),
    ],
)
def test_what_cannot_be_read_behind_a_payload_ends_nothing(data: bytes, count: int) -> None:
    data = data.replace(b"P", P).replace(b"Q", Q)
    found = read(data)
    assert len(values(found)) == count
    assert errors(found)
    assert bare(b"".join(record.as_line() for record in found)) == bare(data)


@pytest.mark.parametrize("end", [b"", b"\n", b"\nno JSON\n", b"\nQ\n", b"\n{\n}\n"])
@pytest.mark.parametrize(
    ("line", "count", "damages"),
    [
        (b"PQ", 2, 0),
        (b"P Q", 2, 0),
        (b"P\tQ  P", 3, 0),
        (b"[P][Q]", 2, 0),
        (b"[P,Q]P", 3, 0),
        (b"P,Q", 2, 1),
        (b"P;Q", 2, 1),
        (b"P{oops}Q", 2, 1),
        (b"[P,{oops},Q]", 2, 1),
        (b"[P,Q,]", 2, 1),
        (b"[P,]", 1, 1),
        (b" [ P , Q , ] ", 2, 1),
        (b"[P,,Q]", 2, 1),
        (b"P,", 1, 1),
        (b'[P,{"a":NaN},Q]', 2, 1),
        (b'[P,{"a":"\xe9"},Q]', 2, 1),
        (b"P // a note", 1, 1),
    ],
)
def test_all_payloads_of_a_line_are_read_whatever_comes_next(
    line: bytes, count: int, damages: int, end: bytes
) -> None:
    data = (line + end).replace(b"P", P).replace(b"Q", Q)
    found = [record for record in read(data) if record.line == 1]
    assert len(values(found)) == count
    assert len(errors(found)) == damages


@pytest.mark.parametrize(
    "line",
    [
        b'{"event":"A","distinct_id":]"u_1","environment":"e","properties":{"x":"y"}}',
        b'{"event":"A","properties":{"x":1]},"traits":{"y":2}}',
        b'{"event":"A","properties":{"x":[1,2},"traits":{"y":2}}',
        b'{"event":"A"}},"properties":{"x":1}}',
        b'{"event":"A"},"properties":{"x":1}',
        b'{"event":"A","properties":{}"x":{"b":2}}',
        b'[{"event":"A"}},{"event":"B"}]',
        b"P}",
        b"P]",
        b"PQ}]",
        b"P} Q",
        b"P}Q",
    ],
)
@pytest.mark.parametrize("end", [b"", b"\n", b"\nQ\n"])
def test_a_payload_that_breaks_apart_is_one_line_as_it_was(line: bytes, end: bytes) -> None:
    data = (line + end).replace(b"P", P).replace(b"Q", Q)
    (found,) = (record for record in read(data) if record.line == 1)
    assert len(found.errors) == 1
    assert found.as_line() == line.replace(b"P", P).replace(b"Q", Q) + b"\n"


@pytest.mark.parametrize(
    "item", [b'{"a":]1}', b'{"a":{"b":[1}}', b'{"a":1]}', b'{"a":[1]],"b":{"c":1}}']
)
def test_a_broken_item_ends_with_its_own_bracket(item: bytes) -> None:
    for data in (b"[\n" + item + b",\n" + P + b"\n]", b"[" + item + b"," + P + b"]"):
        found = read(data)
        assert [record.as_line() for record in found if not record.is_read] == [item + b"\n"]
        assert len(values(found)) == 1


CROWDS = [
    b"[" + b"{}," * 600_000 + b"7]",
    b"[" + b"1," * 600_000 + b"1]",
    b"[" + b"[]," * 200_000 + b"7]",
    b'{"event":"A","properties":{"x":[' + b"{}," * 600_000 + b"7]}}",
    b'{"event":"A","properties":{' + b",".join(b'"%d":1' % n for n in range(600_000)) + b"}}",
    b"[" + b"{}," * 120_000 + b"7]",
    b"[\n[" + b"1," * 120_000 + b"7]\n]",
    b"[\n[" + b"1," * 600_000 + b"7]\n]",
]


@pytest.mark.parametrize("data", CROWDS)
def test_more_values_than_a_line_may_have_are_refused_and_kept(data: bytes) -> None:
    found = read(data + b"\n" + OK)
    assert [kind for _, kind in errors(found)] == [ParseErrorKind.TOO_MANY]
    assert values(found) == [VALUE]
    assert bare(b"".join(record.as_line() for record in found)) == bare(data + OK)


def test_what_stands_behind_too_many_payloads_of_a_line_is_one_record() -> None:
    data = b"{};" * 4000
    found = read(data, max_line=160 * 2000)
    assert len(found) == 2001
    assert found[-1].errors[0].kind is ParseErrorKind.TOO_MANY
    assert b"".join(record.raw for record in found) == data


def test_commas_within_texts_and_many_payloads_do_not_count() -> None:
    text = b'{"event":"Signed Up","properties":{"csv":"' + b'a,\\"b,' * 300_000 + b'"}}'
    assert errors(read(text)) == []
    assert errors(read(b"[" + b",".join([OK] * 90_000) + b"]")) == []
    assert errors(read(b"[\n" + b",\n".join([b"7"] * 200_000) + b"\n]")) == []


def test_an_unreadable_line_that_has_no_payload_is_one_finding() -> None:
    for line in (b'{"a":1,}', b"{]", b'"a" "b"', b"2026-01-01 INFO started", b"[1,2", b"7 {}"):
        assert len(read(OK + b"\n" + line + b"\n" + OK)) == 3


def _encoded(text: str) -> bytes:
    return text.encode("utf-8")


class _Trickle(io.RawIOBase):
    """A pipe that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._pieces: Iterator[bytes] = iter(
            [data[start : start + size] for start in range(0, len(data), size)]
        )

    def read(self, _: int = -1) -> bytes:
        return next(self._pieces, b"")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (OK + b"\n" + OK, True),
        (b"no JSON\n" + OK, True),
        (b"", True),
        (b"[\n" + OK + b",\n" + OK + b"\n]\n", False),
        (json.dumps(VALUE, indent=2).encode(), False),
        (b"\xef\xbb\xbf" + OK + b"\n", False),
    ],
)
def test_only_lines_are_split_into_chunks(tmp_path: Path, data: bytes, expected: bool) -> None:
    path = tmp_path / "capture"
    path.write_bytes(data)
    assert can_be_split(path) == expected


def test_chunks_have_every_line_once(tmp_path: Path) -> None:
    path = tmp_path / "capture"
    path.write_bytes((OK + b"\n") * 100)
    parts = list(chunks(path, length=100))
    assert len(parts) > 10
    found: list[Record] = []
    for part in parts:
        with ChunkReader(part) as window:
            found.extend(part.form.read(Blocks(window), ReadOptions()))
    assert values(found) == [VALUE] * 100


def _shifted(stream: Stream) -> Stream:
    """A toy: every byte stands for the one before it."""
    shifted = b"".join(iter(lambda: stream.read(1 << 20), b""))
    return io.BytesIO(bytes((byte - 1) % 256 for byte in shifted)[len(SHIFTED) :])


def _semicolons(blocks: Iterable[bytes], _: ReadOptions) -> Iterator[Record]:
    """A toy: names of events between semicolons."""
    for name in b"".join(blocks).decode().removeprefix("events:").split(";"):
        yield Record(1, name.encode(), {"event": name})


def _whole_file(path: Path, _: ReadOptions) -> Iterator[Record]:
    """A toy that needs the file: it is read from its end."""
    for line in reversed(path.read_bytes().splitlines()):
        yield Record(1, line, {"event": line.decode()})


SHIFTED = b"shifted!"


def test_a_form_and_a_compression_are_rows_of_tables(tmp_path: Path) -> None:
    readable = Readable(
        compressions=(Compression(name="shift", magic=b'tijgufe"', open=_shifted),),
        file_forms=(
            FileForm(name="reversed", fits=lambda p: p.suffix == ".rev", read=_whole_file),
        ),
        forms=(
            Form(name="toy", fits=lambda head: head.startswith(b"events:"), read=_semicolons),
            *READABLE.forms,
        ),
    )
    events = b"events:Signed Up;Order Placed"
    shifted = bytes((byte + 1) % 256 for byte in SHIFTED + events)
    expected = [{"event": "Signed Up"}, {"event": "Order Placed"}]
    for data in (events, shifted):
        assert values(list(records(io.BytesIO(data), ReadOptions(), readable))) == expected
    assert values(list(records(io.BytesIO(OK), ReadOptions(), readable))) == [VALUE]
    path = tmp_path / "x.shifted"
    path.write_bytes(shifted)
    assert not can_be_split(path, readable)
    path.write_bytes(OK)
    assert can_be_split(path, readable)
    path = tmp_path / "x.rev"
    path.write_bytes(b"Order Placed\nSigned Up\n")
    assert values(list(file_records(path, ReadOptions(), readable))) == expected
