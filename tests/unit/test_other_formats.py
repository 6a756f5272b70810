"""Inputs that are no JSON: what they are is said, with the way out."""

import bz2
import gzip
import io
import lzma
import zipfile
from datetime import date
from typing import Any

import pytest

from tracking_plan.payloads.input.forms import records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.judging.other_formats import other_format
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.load import load_text

LINE = b'{"event": "A", "environment": "e", "distinct_id": "u1", "properties": {}}\n'


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.ndjson", LINE)
    return stream.getvalue()


def judged(data: bytes, path: str = "a b.x") -> Run:
    plan = load_text("tracking_plan: 1\nevents: {A: {}}\n").plan
    assert plan is not None
    run = Run(plan, Settings(today=date(2026, 1, 1)))
    run.judge(path, records(io.BytesIO(data), ReadOptions()))
    return run


@pytest.mark.parametrize(
    "data", [b"BZh\n", b"PAR1\n", b"PK\n", LINE, b"\n", b"", b"BZh91AY is text"]
)
def test_text_is_not_packed(data: bytes) -> None:
    assert not any("packed" in item.problem.message for item in judged(data).findings)


PACKED: list[tuple[bytes, Any]] = [
    (gzip.compress(LINE, mtime=0), "gzip -dc 'a b.x' | tracking-plan validate -"),
    (bz2.compress(LINE), "bzip2 -dc 'a b.x' | tracking-plan validate -"),
    (lzma.compress(LINE), "xz -dc 'a b.x' | tracking-plan validate -"),
    (b"\x28\xb5\x2f\xfd\x04\x00" + LINE, "zstd -dc 'a b.x' | tracking-plan validate -"),
    (_zip(), "unzip -p 'a b.x' | tracking-plan validate -"),
    (
        b"PAR1\x15\x04\x15\x00" + LINE * 10 + b"PAR1",
        "save it as a file of its own, and name that: this form is not read from a stream",
    ),
]


@pytest.mark.parametrize(("data", "hint"), PACKED)
def test_what_is_packed_is_named_and_not_read(data: bytes, hint: str) -> None:
    run = judged(data)
    (found,) = run.findings
    assert (found.code.id, found.problem.hint) == ("D423", hint)
    assert (run.totals.payloads, run.totals.unreadable) == (0, 0)


def test_standard_input_has_no_name() -> None:
    (found,) = judged(gzip.compress(LINE, mtime=0), "-").findings
    assert found.problem.hint == "gzip -dc | tracking-plan validate -"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b'{"a": 1,}', None),
        (b'{"a": tru}', None),
        (b'{"a": "None", "b": }', None),
        (b'{"a": "it\'s: x",}', None),
        (b"oops", None),
        (b"", None),
        (b'{"event": "A", "properties": {"x": 1}', None),
        (b"2026-01-01T10:00:00Z started", None),
        (b"hello world", None),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"<html>", "HTML"),
        (b"  </body>", "HTML"),
        (b'<?xml version="1.0"?>', "HTML"),
        (b"{'event': 'A', 'properties': {}}", "Python"),
        (b'{"event": "A", "plan": None}', "Python"),
        (b"[{'event': 'A'}]", "Python"),
        (b'{event: "A", properties: {}}', "JavaScript"),
        (b"- event: A", "YAML"),
        (b"event: A", "YAML"),
        (b"  properties:", "YAML"),
        (b"event,distinct_id,plan", "CSV"),
        (b'"event";"user id"', "CSV"),
        (b"Signed Up,u1,", "CSV"),
        (b"{", "the"),
        (b" [\r", "the"),
        (b'{"event": "A",', None),
        (b"}", None),
    ],
)
def test_the_format_of_a_line(line: bytes, name: str | None) -> None:
    found = other_format(line)
    assert (found.name.split()[0].rstrip(",") if found else None) == name


@pytest.mark.parametrize("below", [b'{\n  "event": "A"\n}\n', b'[\n  {\n  "event": "A"\n  }\n]\n'])
def test_json_over_lines_below_lines_of_payloads_is_said_to_be_that(below: bytes) -> None:
    run = judged(LINE + below + LINE)
    said = [one.problem for one in run.findings if "goes on below" in one.problem.message]
    assert [(one.at and one.at.span and one.at.span.line, one.hint) for one in said] == [
        (2, "`jq -c . FILE` writes each on one line")
    ]
    assert run.totals.payloads == 2


def test_a_broken_item_of_a_document_is_not_said_to_go_on() -> None:
    data = b'[\n{\n"event": "A",\n"oops\n}\n,\n' + LINE + b"]\n"
    found = [one.problem.message for one in judged(data).findings if one.code.id == "D420"]
    assert found
    assert not [said for said in found if "goes on below" in said]
