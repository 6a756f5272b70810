"""`tracking-plan validate` as people run it: processes, pipes, exit codes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from process import Result, run

PLAN = """tracking_plan: 1
environments: [production]
events:
  Signed Up: {properties: {plan: {type: string, enum: [free, pro]}}}
"""
GOOD = (
    b'{"event":"Signed Up","environment":"production","properties":{"plan":"pro"},'
    b'"distinct_id":"u1"}\n'
)
BAD = GOOD.replace(b'"pro"', b'"s3cret"')


def validate(folder: Path, *arguments: str, stdin: bytes = b"") -> Result:
    """Runs the command in a folder that holds a plan."""
    plan = folder / "tracking-plan.yaml"
    if not plan.exists():
        plan.write_text(PLAN)
    done = run("validate", *arguments, cwd=folder, stdin=stdin)
    assert "Traceback" not in done.stdout + done.stderr
    return done


def report(folder: Path, *arguments: str, stdin: bytes = b"") -> dict[str, Any]:
    done = validate(folder, *arguments, "--format", "json", stdin=stdin)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_clean_input_is_exit_code_0(tmp_path: Path) -> None:
    done = validate(tmp_path, "-", "--quiet", stdin=GOOD)
    assert (done.returncode, done.stdout) == (0, "")
    done = validate(tmp_path, "-", stdin=GOOD)
    assert done.returncode == 0
    assert done.stdout.splitlines()[1].split() == [
        "Signed",
        "Up",
        "1.0",
        "inferred",
        "1",
        "100.0",
        "%",
        "-",
    ]
    assert "1 payload" in done.stderr


def test_findings_are_exit_code_1_and_show_no_value(tmp_path: Path) -> None:
    (tmp_path / "capture.ndjson").write_bytes(GOOD + BAD)
    done = validate(tmp_path, "capture.ndjson")
    assert done.returncode == 1
    assert "\ncapture.ndjson:2:1" in done.stdout
    assert "D204[value-not-in-enum]" in done.stdout
    assert "s3cret" not in done.stdout + done.stderr
    assert "s3cret" in validate(tmp_path, "capture.ndjson", "--show-values").stdout


def test_standard_input_is_read_without_being_named(tmp_path: Path) -> None:
    done = validate(tmp_path, "--quiet", stdin=BAD)
    assert done.returncode == 1
    assert done.stdout.startswith("-:1:1 ")


@pytest.mark.parametrize("name", ["nowhere.ndjson", "nowhere/*.ndjson"])
def test_an_input_that_cannot_be_opened_is_exit_code_2(tmp_path: Path, name: str) -> None:
    (tmp_path / "capture.ndjson").write_bytes(BAD)
    done = validate(tmp_path, "capture.ndjson", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert name in done.stderr


def test_the_report_counts_what_came_in(tmp_path: Path) -> None:
    found = report(tmp_path, "-", stdin=GOOD * 2 + BAD + b"{]\n")
    at = {"path": "-", "line": 3, "column": 1}
    enum = {"code": "D204", "severity": "error", "count": 1, "first": at, "last": at}
    assert found["traffic"] == [
        {
            "event": "Signed Up",
            "version": "1.0",
            "how": how,
            "count": count,
            "invalid": invalid,
            "first": None,
            "last": None,
            "share": share,
            "untimed": count,
            "interval": "hour",
            "by_time": {},
            "findings": findings,
        }
        for how, count, invalid, share, findings in (
            ("inferred", 2, 0, 66.6667, []),
            ("closest", 1, 1, 33.3333, [enum]),
        )
    ]
    totals = found["totals"]
    assert (totals["payloads"], totals["invalid"], totals["unreadable"]) == (3, 1, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"[P,Q,]\n",
        b"P,\nQ,\n",
        b"[\nP,\nQ,\n]\n",
        b"[P Q]\n",
        b"P;Q\n",
        b"[P,Q\n",
    ],
)
def test_a_mark_too_many_or_too_few_is_an_error_and_no_payload(tmp_path: Path, data: bytes) -> None:
    done = data.replace(b"P", GOOD.strip()).replace(b"Q", GOOD.strip())
    found = report(tmp_path, "-", stdin=done)
    totals = found["totals"]
    assert (totals["payloads"], totals["invalid"], totals["unreadable"]) == (2, 0, 0)
    assert {one["code"] for one in found["findings"]} <= {"D420", "D421"}
    assert found["findings"]


def test_invalid_lines_are_put_aside_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "capture.ndjson").write_bytes(GOOD + BAD + b"{]\n" + GOOD)
    done = validate(
        tmp_path, "capture.ndjson", "--quarantine", "bad.ndjson", "--valid", "good.ndjson"
    )
    assert done.returncode == 1
    assert (tmp_path / "bad.ndjson").read_bytes() == BAD + b"{]\n"
    assert (tmp_path / "good.ndjson").read_bytes() == GOOD * 2


def test_a_file_is_not_read_and_written_at_once(tmp_path: Path) -> None:
    capture = tmp_path / "capture.ndjson"
    capture.write_bytes(GOOD + BAD)
    for option in ("--quarantine", "--valid"):
        done = validate(tmp_path, "capture.ndjson", option, "capture.ndjson")
        assert done.returncode == 2
        assert capture.read_bytes() == GOOD + BAD


@pytest.mark.slow
def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    wide = GOOD.replace(b',"distinct_id"', b"," + b" " * 2000 + b'"distinct_id"')
    block = wide * 200 + BAD + b'{"event": "Nope"}\n' + wide * 150 + b"{]\n\n"
    (tmp_path / "capture.ndjson").write_bytes(block * (70_000_000 // len(block)) + BAD[:-1])
    one, several = (report(tmp_path, "capture.ndjson", "--jobs", n) for n in ("1", "3"))
    assert one == several
    assert one["findings"]


def test_engines_are_chosen_by_name(tmp_path: Path) -> None:
    (tmp_path / "capture.ndjson").write_bytes(GOOD + BAD + b"{]\n")
    fast = report(tmp_path, "capture.ndjson")
    assert report(tmp_path, "capture.ndjson", "--engine", "jsonschema") == fast


@pytest.mark.parametrize(
    "keys",
    [
        r"pattern: '^\p{L}+$'",
        r"pattern: '^(?<first>[a-z])\p{Script=Greek}?'",
        r"pattern: '^\u{1F600}?[\p{Lu}\p{Ll}]+$'",
        r"format: hostname, pattern: '^\p{Ll}+(?<n>[0-9])?$'",
    ],
)
def test_the_reference_engine_takes_every_sound_plan(keys: str, tmp_path: Path) -> None:
    (tmp_path / "tracking-plan.yaml").write_text(
        f"tracking_plan: 1\nevents: {{Note: {{properties: {{text: {{type: string, {keys}}}}}}}}}\n"
    )
    payload = b'{"event":"Note","environment":"x","properties":{"text":"abc"},"distinct_id":"u1"}'
    for engine in ("jsonschema-rs", "jsonschema"):
        assert report(tmp_path, "-", "--engine", engine, stdin=payload)["findings"] == []


LARGE_NUMBERS = """\
tracking_plan: 1
events:
  Sum:
    properties:
      third: {type: integer, multiple_of: 3}
      const: {const: 18446744073709551616}
      list: {type: array, unique_items: true}
      below: {type: number, exclusive_maximum: 18446744073709551617}
      hidden: {type: integer, multiple_of: 3, pii: {kind: id, action: allow, reason: test}}
"""


@pytest.mark.parametrize("engine", ["jsonschema-rs", "jsonschema"])
@pytest.mark.parametrize(
    ("properties", "codes"),
    [
        ('"third": 123456789012345678901234567890', []),
        ('"third": -123456789012345678901234567890', []),
        ('"const": 18446744073709551616', []),
        ('"list": [18446744073709551616, 18446744073709551617]', []),
        ('"below": 18446744073709551616', []),
        ('"third": 18446744073709551617', ["D213"]),
        ('"hidden": 18446744073709551617', ["D213"]),
        ('"const": 18446744073709551617', ["D204"]),
        ('"list": [1e23, 100000000000000000000000]', ["D217"]),
        ('"below": 18446744073709551617', ["D213"]),
    ],
)
def test_integers_of_any_size_are_judged_by_all_of_their_digits(
    properties: str, codes: list[str], engine: str, tmp_path: Path
) -> None:
    (tmp_path / "tracking-plan.yaml").write_text(LARGE_NUMBERS)
    before = '{"event": "Sum", "environment": "x", "distinct_id": "u1", "properties": {'
    line = f"{before}{properties}}}}}"
    texts = (line, f"[{line}]", f"[\n{line}\n]\n", line.replace(", ", ",\n"))
    names = [f"{number}.json" for number in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        (tmp_path / name).write_text(text)
    found = report(tmp_path, *names, "--engine", engine)
    assert found["totals"]["payloads"] == len(texts)
    times = len(texts)  # findings of a kind are counted, from the first file on
    assert [(each["code"], each["count"]) for each in found["findings"]] == [
        (code, times) for code in codes
    ]


def test_long_lines_are_passed_over(tmp_path: Path) -> None:
    found = report(tmp_path, "-", "--max-line", "200", stdin=GOOD + b"x" * 201 + b"\n" + GOOD)
    assert [(f["code"], f["at"]["line"]) for f in found["findings"]] == [("D425", 2)]
    assert found["totals"]["payloads"] == 2
    assert validate(tmp_path, "--max-line", "0").returncode == 2


def test_phone_numbers_have_to_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "tracking-plan.yaml").write_text(
        "tracking_plan: 1\nevents: {Note: {properties: {text: string}}}\n"
    )
    payload = b'{"event":"Note","environment":"x","properties":{"text":"+15551234567"},'
    payload += b'"distinct_id":"u1"}'
    assert report(tmp_path, "-", stdin=payload)["findings"] == []
    [found] = report(tmp_path, "-", "--pii", stdin=payload)["findings"]
    assert (found["code"], found["severity"], found["property"]) == ("D501", "info", "text")


def test_a_plan_with_faults_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tracking-plan.yaml").write_text("tracking_plan: 1\nevens: {}\n")
    assert validate(tmp_path, "-", stdin=GOOD).returncode == 2


def test_a_reader_that_has_gone_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN)
    lines = b"".join(b'{"event":"E%d","environment":"production"}\n' % n for n in range(900))
    (tmp_path / "capture.ndjson").write_bytes(lines)
    command = f"{sys.executable} -m tracking_plan validate capture.ndjson | head -1"
    done = subprocess.run(
        command, cwd=tmp_path, shell=True, capture_output=True, timeout=60, check=False
    )
    assert done.stdout.count(b"\n") == 1
    assert not [word for word in (b"Traceback", b"roken", b"bug") if word in done.stderr]


HOSTILE = (
    b"\x1b[31mred\x1b[0m",
    "\u202eevil".encode(),
    b"a\\nb",
    b"::error::x",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_cannot_act_in_a_terminal(tmp_path: Path, name: bytes) -> None:
    raw = name.replace(b"\x1b", b"\\u001b")
    payload = b'{"event":"' + raw + b'","environment":"' + raw + b'","properties":{"' + raw
    done = validate(tmp_path, "-", stdin=payload + b'":1}}')
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert not [line for line in done.stdout.splitlines() if line.startswith("::")]


SEVERITIES = [
    ("D204: 'off'", (), False),
    ("D204: warning", (), False),
    ("D2: info", (), False),
    ("value-not-in-enum: 'off'", (), False),
    ("D204: error", (), True),
    ("D203: 'off'", (), True),
    ("D204: error", ("--ignore", "D204"), False),
    ("D204: 'off'", ("--select", "D204"), True),
    ("D203: error", ("--select", "D1"), False),
    ("D203: error", ("--ignore", "D1"), True),
    ("D203: error", ("--fail-on", "never"), True),
    ("D203: error", ("--baseline", "known.json", "--write-baseline"), True),
]


@pytest.mark.parametrize(("severity", "arguments", "is_invalid"), SEVERITIES)
def test_what_is_invalid_is_decided_once_after_selection_and_severities(
    tmp_path: Path, severity: str, arguments: tuple[str, ...], is_invalid: bool
) -> None:
    plan = f"{PLAN}findings: {{severity: {{{severity}}}}}\n"
    (tmp_path / "tracking-plan.yaml").write_text(plan)
    kept = ("--quarantine", "bad.ndjson", "--valid", "good.ndjson")
    found = report(tmp_path, "-", *kept, *arguments, stdin=GOOD + BAD)
    assert found["totals"]["invalid"] == is_invalid
    assert sum(row["invalid"] for row in found["traffic"]) == is_invalid
    assert (tmp_path / "bad.ndjson").read_bytes() == (BAD if is_invalid else b"")
    assert (tmp_path / "good.ndjson").read_bytes() == (GOOD if is_invalid else GOOD + BAD)


def test_a_warning_made_an_error_makes_payloads_invalid(tmp_path: Path) -> None:
    plan = f"{PLAN}findings: {{severity: {{missing-distinct-id: error}}}}\n"
    nobody = GOOD.replace(b',"distinct_id":"u1"', b"")
    assert report(tmp_path, "-", stdin=nobody)["totals"]["invalid"] == 0
    (tmp_path / "tracking-plan.yaml").write_text(plan)
    found = report(tmp_path, "-", "--quarantine", "bad.ndjson", stdin=GOOD + nobody)
    assert found["totals"]["invalid"] == 1
    assert (tmp_path / "bad.ndjson").read_bytes() == nobody


def test_what_cannot_be_read_is_never_valid(tmp_path: Path) -> None:
    validate(tmp_path, "-", "--ignore", "D4", "--quarantine", "b", "--valid", "g", stdin=b"{]\n")
    assert (tmp_path / "b").read_bytes() == b"{]\n"
    assert (tmp_path / "g").read_bytes() == b""


@pytest.mark.parametrize(
    "data", [b"", b"\n\r\n \n", b"[]", b"[\n]\n", b"\xef\xbb\xbf", b"[]\n[]\n"]
)
@pytest.mark.parametrize("beside", [(), ("good.ndjson",)])
def test_an_input_without_any_payload_is_an_error(
    tmp_path: Path, data: bytes, beside: tuple[str, ...]
) -> None:
    (tmp_path / "good.ndjson").write_bytes(GOOD)
    done = validate(tmp_path, *beside, "-", stdin=data)
    assert done.returncode == 1
    assert "D426" in done.stdout


FACTS = """tracking_plan: 1
environments: [production]
events:
  Ordered:
    properties:
      price: {type: number, minimum: 1, maximum: 5}
      note: {type: string, pii: none}
    additional_properties: true
"""


def ordered(**properties: Any) -> bytes:
    body = {"event": "Ordered", "environment": "production", "distinct_id": "u1"}
    return json.dumps(body | {"properties": properties}).encode() + b"\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([ordered(price=p) for p in (2, 3, 5)], {}),
        ([ordered(price=p) for p in (6, 7, 8.5)], {"greater than 5": 3}),
        (
            [ordered(price=p) for p in list[Any](("12", None, [1], {}, "13", True))],
            {"got string": 2, "got null": 1, "got array": 1, "got object": 1, "got boolean": 1},
        ),
        ([ordered(price=p) for p in (0, 6, 0.5)], {"less than 1": 2, "greater than 5": 1}),
        (
            [ordered(x=x) for x in ("ada@mail.example", "4111 1111 1111 1111", "bob@mail.example")],
            {"email address": 2, "card number": 1},
        ),
        (
            [
                ordered(price=2).replace(b"production", name)
                for name in (b"prod", b"staging", b"prod")
            ],
            {"'prod'": 2, "'staging'": 1},
        ),
        ([ordered(n=1) + b"{]\n" + b'{"a":NaN}\n' + b'{"a":1,}\n'], {"D420": 2, "D422": 1}),
    ],
)
def test_different_facts_are_different_findings(
    tmp_path: Path, lines: list[bytes], expected: dict[str, int]
) -> None:
    (tmp_path / "tracking-plan.yaml").write_text(FACTS)
    found = report(tmp_path, "-", stdin=b"".join(lines))["findings"]
    counts = {
        part: sum(f["count"] for f in found if part in f"{f['code']} {f['message']}")
        for part in expected
    }
    assert counts == expected
    assert len(found) >= len(expected)
    if not expected:
        assert found == []


TEACHING = """tracking_plan: 1
events:
  Ordered:
    properties:
      currency: {type: string, enum: [USD, EUR]}
      at: {type: string, format: date-time}
      day: {type: string, format: date}
      note: string
      count: {type: integer, minimum: 1}
"""


@pytest.mark.parametrize(
    ("properties", "message", "hint"),
    [
        ({"currency": "CHF"}, "'currency' is not one of 'USD', 'EUR'", "--show-values"),
        ({"count": 0}, "'count' is less than 1", "--show-values"),
        ({"count": "1"}, "'count': expected integer, got string", "--show-values"),
        ({"note": None}, "'note': expected string, got null", "nullable"),
        (
            {"at": "2026-01-31T12:00:00"},
            "'at' is not a date-time: it has no time zone",
            "zone is missing",
        ),
        (
            {"at": "2026-01-31 12:00:00.123"},
            "'at' is not a date-time: it has no time zone",
            "zone is missing",
        ),
        ({"day": "2026-01-31T12:00:00"}, "'day' is not a date", "--show-values"),
        ({"at": "yesterday"}, "'at' is not a date-time", "--show-values"),
    ],
)
def test_messages_name_the_property_and_hints_the_way_out(
    tmp_path: Path, properties: dict[str, Any], message: str, hint: str
) -> None:
    (tmp_path / "tracking-plan.yaml").write_text(TEACHING)
    line = ordered(**properties)
    [found] = report(tmp_path, "-", stdin=line)["findings"]
    assert found["message"] == f"'Ordered' 1.0 (closest): {message}"
    assert hint in found["hint"]
    [shown] = report(tmp_path, "-", "--show-values", stdin=line)["findings"]
    assert "--show-values" not in (shown["hint"] or "")


def test_explain_says_what_the_word_behind_a_version_means(tmp_path: Path) -> None:
    for code in ("D202", "D203"):
        text = " ".join(run("explain", code, cwd=tmp_path).stdout.split())
        assert "the one with the fewest errors (closest)" in text
        assert "accepts it (inferred)" in text


def test_a_capture_that_is_missing_is_named_as_it_was_given(tmp_path: Path) -> None:
    done = validate(tmp_path, "nope.ndjson")
    assert (done.returncode, done.stderr) == (2, "Error: there is no file 'nope.ndjson'\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize("count", [1, 20_000])
def test_a_device_that_is_full_is_named(tmp_path: Path, count: int) -> None:
    done = validate(tmp_path, "-", "--quarantine", "/dev/full", stdin=BAD * count)
    *before, last = done.stderr.splitlines()
    assert (done.returncode, last) == (
        2,
        "Error: cannot write '/dev/full': No space left on device",
    )
    assert any("stopped behind line" in line for line in before)
