"""The valid and the invalid lines are together the input, byte for byte and in its order."""

import io
import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import pytest
from example_counts import times
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracking_plan.payloads.input.forms import READABLE, records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.kept import Kept, Outputs, Reasons
from tracking_plan.payloads.run import Run
from tracking_plan.plan.load import load_text

LOADED = load_text("tracking_plan: 1\nevents: {A: {}}\n")
assert LOADED.plan is not None
PLAN = LOADED.plan
SETTINGS = Settings(today=date(2026, 1, 1))
GOOD = b'{"event":"A","environment":"e","properties":{},"distinct_id":"u1"}'
BAD = b'{"event": "Nope","environment":"e","properties":{},"distinct_id":"u1"}'
OPTIONS = ReadOptions(max_line=400)


class Sorted(NamedTuple):
    """What went where, and why."""

    valid: bytes
    invalid: bytes
    reasons: list[Reasons]
    run: Run


class Trickle:
    """A stream that gives no more than a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._stream = io.BytesIO(data)
        self._size = size

    def read(self, size: int, /) -> bytes:
        return self._stream.read(min(size, self._size))


def sort(
    data: bytes, *, whole_lines: bool = True, split: bool = False, size: int = 1 << 20
) -> Sorted:
    valid, invalid, reasons = bytearray(), bytearray(), list[Reasons]()

    def into(target: bytearray) -> Any:
        def write(pieces: Iterable[bytes]) -> None:
            for piece in pieces:
                target.extend(piece)

        return write

    kept = Kept(
        Outputs(
            valid=into(valid),
            invalid=into(invalid),
            explain=reasons.append,
            whole_lines=whole_lines,
            split_batches=split,
        )
    )
    run = Run(PLAN, SETTINGS, keep_valid=kept.keep_valid, keep_invalid=kept.keep_invalid)
    kept.begin("x")
    run.judge("x", records(Trickle(data, size), OPTIONS, watch=kept.watch))
    kept.end()
    return Sorted(bytes(valid), bytes(invalid), reasons, run)


def lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True) if b"\r" not in data else _lines(data)


def _lines(data: bytes) -> list[bytes]:
    pieces = data.split(b"\n")
    return [piece + b"\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


CASES: list[tuple[bytes, bytes]] = [  # an input as lines, a mark on those that are invalid
    (b"G\nB\nG\n", b".x."),
    (b"G\r\nB\r\n\r\nG", b".x.."),
    (b"G\n\n \t\nB", b"...x"),
    (b"[G,B]\n[G,G]\n[]\n", b"x.."),
    (b"GG\nG B\nG\n", b".x."),
    (b"G,\nG\n]\nG;\n", b"x.xx"),
    (b"G\n\xef\xbb\xbfG\n\xef\xbb\xbfB\n", b"..x"),
    (b"\xef\xbb\xbfG\nB\n", b".x"),
    (b"\xef\xbb\xbfB\nG\n", b"x."),
    (b"G\n{]\n\xff\nG\n", b".xx."),
    (b"G\n" + b"L" * 401 + b"\nG\n" + b"L" * 5000, b".x.x"),
    (b'G\n{"event":1\nG\n{"event":', b".x.x"),
    (b"\n\n", b".."),
]


@pytest.mark.parametrize(("text", "marks"), CASES)
@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_each_line_goes_whole_to_one_of_the_two(text: bytes, marks: bytes, size: int) -> None:
    data = text.replace(b"G", GOOD).replace(b"B", BAD)
    found = sort(data, size=size)
    expected = list(zip(lines(data), marks.decode(), strict=True))
    assert found.valid == b"".join(line for line, mark in expected if mark == ".")
    assert found.invalid == b"".join(line for line, mark in expected if mark == "x")
    at = [reasons.at.span.line for reasons in found.reasons if reasons.at.span]
    assert sorted(set(at)) == [n for n, mark in enumerate(marks.decode(), 1) if mark == "x"]
    assert {reasons.line for reasons in found.reasons} == set(range(1, marks.count(b"x") + 1))


def test_a_batch_is_cut_into_the_bytes_of_its_items_where_that_is_asked_for() -> None:
    odd = BAD.replace(b'"u1"', b'"\\u0075", "x": 1.10')
    data = b"\r\n".join([GOOD, b"[" + GOOD + b" , " + odd + b"," + GOOD + b"]", BAD, b"[]"])
    found = sort(data, split=True)
    assert found.valid == GOOD + b"\r\n" + GOOD + b"\n" + GOOD + b"\n" + b"[]"
    assert found.invalid == odd + b"\n" + BAD + b"\r\n"
    assert [reasons.line for reasons in found.reasons] == [1, 2]


def test_a_document_and_several_inputs_go_payload_by_payload() -> None:
    document = b"[\n" + GOOD.replace(b",", b",\n") + b",\n" + BAD + b"\n]\n"
    found = sort(document)
    assert found.valid == GOOD.replace(b",", b", ") + b"\n"
    assert found.invalid == BAD + b"\n"
    found = sort(b"[" + GOOD + b"," + BAD + b"]\r\n\n" + BAD + GOOD, whole_lines=False)
    assert found.valid == (GOOD + b"\n") * 2
    assert found.invalid == (BAD + b"\n") * 2
    assert [(one.line, one.at.span and one.at.span.line) for one in found.reasons] == [
        (1, 1),
        (2, 3),
    ]


PIECES = st.sampled_from(
    [
        GOOD,
        GOOD,
        GOOD,
        BAD,
        b"[" + GOOD + b"," + BAD + b"]",
        b"[" + GOOD + b"," + GOOD + b"]",
        GOOD + b" " + GOOD,
        GOOD + BAD,
        GOOD[:-3],
        b"",
        b"\r",
        b" ",
        b"[]",
        b"]",
        b",",
        b"{]",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"x" * 500,
        b"[" * 250,
        b"\\",
        b'"',
        b"null",
    ]
)
INPUTS = st.lists(
    st.tuples(PIECES, st.sampled_from([b"\n", b"\n", b"\n", b"\r\n", b"", b" ", b"\r"])),
    max_size=12,
).map(lambda pieces: b"".join(part for piece in pieces for part in piece))


def merged(whole: list[bytes], valid: list[bytes], invalid: list[bytes]) -> bool:
    """Whether each line is the next of one of the two, up to the end of both."""
    ways = {0}
    for at, line in enumerate(whole):
        ways = {
            taken + step
            for taken in ways
            for step, others in ((1, valid), (0, invalid))
            if (taken if step else at - taken) < len(others)
            and others[taken if step else at - taken] == line
        }
    return len(valid) in ways and len(whole) == len(valid) + len(invalid)


@given(INPUTS, st.sampled_from([1, 5, 100, 1 << 20]))
@settings(max_examples=times(300), deadline=None)
@example(GOOD + b"\n\n" + BAD, 1 << 20)
@example(b"\xef\xbb\xbf" + GOOD + b"\n" + BAD, 1 << 20)
@example(GOOD + GOOD + b"\nnull " + GOOD + b"\n" + BAD + b"\n", 1)
def test_together_they_hold_every_line_once_and_in_order(data: bytes, size: int) -> None:
    bare = data.removeprefix(b"\xef\xbb\xbf")
    if bare[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[:2] == b"\xff\xfe":
        return  # is taken for UTF-16, and written as UTF-8
    if READABLE.form(bare).name != "ndjson":
        return
    found = sort(data, size=size)
    assert merged(_lines(data), _lines(found.valid), _lines(found.invalid))
    assert sort(found.valid).invalid == b""


def test_what_is_given_is_settled_up_to_a_line() -> None:
    kept = Kept(
        Outputs(valid=list, invalid=list, explain=repr, whole_lines=True, split_batches=False)
    )
    kept.begin("x")
    lines = []
    for number in kept.watch([GOOD + b"\n", GOOD + b"\n" + GOOD, b"\n\n"], b""):
        lines.append(kept.line)
        kept.keep_valid(Record(len(lines) + 1, number, {}))
    assert (kept.name, lines) == ("x", [0, 1, 2])


def test_the_reasons_are_the_errors_and_show_no_value() -> None:
    body = {"event": "A", "environment": 5, "distinct_id": "null", "properties": {"x": "s3cret"}}
    reasons: list[Reasons] = []
    kept = Kept(
        Outputs(
            valid=list, invalid=list, explain=reasons.append, whole_lines=True, split_batches=False
        )
    )
    run = Run(
        PLAN,
        Settings(today=date(2026, 1, 1), show_values=True),
        keep_valid=kept.keep_valid,
        keep_invalid=kept.keep_invalid,
    )
    kept.begin("x")
    run.judge("x", records(io.BytesIO(json.dumps(body).encode()), OPTIONS, watch=kept.watch))
    kept.end()
    (one,) = reasons
    assert {code.id for code, _ in one.errors} == {"D201", "D302", "D410"}
    assert not [problem for _, problem in one.errors if "s3cret" in problem.message]
    assert any("null" in finding.problem.message for finding in run.findings)
