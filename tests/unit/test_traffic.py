"""The profile of a run is readable, whatever came in."""

import json
import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from process import Result, run

from tracking_plan.report.escape import width

PLAN = """tracking_plan: 1
environments: [production]
events:
  Signed Up:
    properties: {plan: {type: string, enum: [free, pro], required: true}, note: string}
  Signed Out: {properties: {}}
  Left: {status: retired, properties: {}}
"""
BODY = {"environment": "production", "distinct_id": "u1"}


def event(name: str = "Signed Up", when: str | None = None, **properties: Any) -> dict[str, Any]:
    time = {} if when is None else {"timestamp": when}
    return {"event": name, **BODY, **time, "properties": properties}


def validate(folder: Path, payloads: Iterable[object], *options: str, plan: str = PLAN) -> Result:
    (folder / "tracking-plan.yaml").write_text(plan, encoding="utf-8")
    lines = "".join(f"{json.dumps(payload)}\n" for payload in payloads)
    (folder / "x.ndjson").write_text(lines)
    done = run("validate", "x.ndjson", *options, cwd=folder)
    assert "Traceback" not in done.stderr
    return done


def report(folder: Path, payloads: Iterable[object], *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(validate(folder, payloads, "--format=json", *options).stdout)
    return found


def table(folder: Path, payloads: Iterable[object], *options: str, plan: str = PLAN) -> list[str]:
    return validate(folder, payloads, *options, plan=plan).stdout.splitlines()


MIXED = (
    event(plan="pro", when="2026-01-01T10:00:00Z"),
    event(plan="free", when="2026-01-01T10:59:59.999Z"),
    event(plan="pro", when="2026-01-01T10:30:00+00:00"),
    event(plan="gold", when="2026-01-01T12:30:00Z"),
    event(plan="pro", notte="y"),
    event("Signed Upp", plan="pro", when="2026-01-03T00:00:00Z"),
    {**BODY, "traits": {"a": 1}, "distinct_id": 7},
)


def test_the_table_says_what_came_in(tmp_path: Path) -> None:
    assert table(tmp_path, MIXED)[:12] == [
        "event      version  chosen   events   share  invalid",
        "Signed Up  1.0      several       5  83.3 %        2",
        "    inferred 3 + closest 2, D201 x 1, D204 x 1",
        "",
        "Events that the plan does not have:",
        "        1  'Signed Upp'; did you mean 'Signed Up'?",
        "Properties that the plan does not have:",
        "        1  'notte' in 'Signed Up' 1.0; did you mean 'note'?",
        "",
        "Planned and never seen: 'Signed Out'",
        "Seen: 6 events, 1 identify,",
        "    from 2026-01-01 10:00 to 2026-01-03 00:00 UTC (1 event without a time)",
    ]


def test_json_has_figures_by_time_and_by_rule(tmp_path: Path) -> None:
    found = report(tmp_path, MIXED)
    first, closest, unplanned = found["traffic"]
    assert (first["share"], first["interval"]) == (50.0, "hour")
    assert first["by_time"] == {"2026-01-01T10:00Z": [3, 0]}
    assert closest["by_time"] == {"2026-01-01T12:00Z": [1, 1]}
    assert closest["untimed"] == 1
    place = {"path": "x.ndjson", "line": 5, "column": 1}
    assert closest["findings"][0] == {
        "code": "D201",
        "severity": "error",
        "count": 1,
        "first": place,
        "last": place,
    }
    assert [one["code"] for one in unplanned["findings"]] == ["D101"]
    assert found["unplanned"] == {
        "events": [{"event": "Signed Upp", "count": 1, "hint": "did you mean 'Signed Up'?"}],
        "properties": [
            {
                "event": "Signed Up",
                "version": "1.0",
                "property": "notte",
                "count": 1,
                "hint": "did you mean 'note'?",
            }
        ],
        "more_events": 0,
        "more_properties": 0,
    }
    assert found["never_seen"] == ["Signed Out"]
    assert found["time_range"] == {
        "first": "2026-01-01T10:00:00.000Z",
        "last": "2026-01-03T00:00:00.000Z",
        "untimed": 1,
    }
    assert [one["code"] for one in found["other_findings"]["identify"]] == ["D410"]


def test_a_rule_that_is_off_or_milder_counts_so(tmp_path: Path) -> None:
    found = report(tmp_path, MIXED, "--ignore", "D201,D101")
    [closest] = [row for row in found["traffic"] if row["how"] == "closest"]
    assert [one["code"] for one in closest["findings"]] == ["D204"]
    assert found["unplanned"]["properties"] == []


def test_names_beyond_those_that_are_kept_apart_are_counted(tmp_path: Path) -> None:
    payloads = [event(f"Thing {n}", plan="pro") for n in range(1_010)]
    payloads += [{**event(), "properties": {"plan": "pro", f"key{n}": n}} for n in range(1_020)]
    found = report(tmp_path, payloads)["unplanned"]
    assert (len(found["events"]), found["more_events"]) == (1_000, 10)
    assert (len(found["properties"]), found["more_properties"]) == (1_000, 20)
    lines = table(tmp_path, payloads)
    assert "       10  of still other names" in lines
    assert "       20  of still other names" in lines


def test_nothing_read_has_no_table(tmp_path: Path) -> None:
    done = validate(tmp_path, ())
    assert done.stdout.startswith("x.ndjson")


def test_quiet_and_formats_for_programs_have_findings_only(tmp_path: Path) -> None:
    assert table(tmp_path, MIXED, "-q")[0].startswith("x.ndjson:4:1 ")
    assert table(tmp_path, MIXED, "--format=concise")[0].startswith("x.ndjson:4:1: ")


MANY = "tracking_plan: 1\nevents:\n" + "".join(
    f"  Event Number {number:03} Of A Plan With Long Names {'x' * (number % 50)}: "
    "{properties: {a: string}}\n"
    for number in range(200)
)


def test_two_hundred_events_are_twenty_rows_and_those_with_findings(tmp_path: Path) -> None:
    names = [name.strip() for name in re.findall(r"Event [^:]+", MANY)]
    payloads = [event(name, a="x") for n, name in enumerate(names) for _ in range(1 + n // 50)]
    payloads += [event(names[3], a=1), event(names[4], a=1)]
    lines = table(tmp_path, payloads, plan=MANY)
    assert max(map(width, lines[: lines.index("")])) <= 80
    assert lines[0].split() == ["event", "version", "chosen", "events", "share", "invalid"]
    assert "and 178 more without findings; -v shows them all" in lines
    assert sum(line.startswith("Event Number") for line in lines) == 22
    whole = table(tmp_path, payloads, "-v", plan=MANY)
    assert sum(line.startswith("Event Number") for line in whole) == 200


HOSTILE = (
    "</script><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "\u202eevil\u2066",
    "a\nb\x1b[31m",
    "{{ 7 * 7 }}{% raw %}",
    "x" * 10_000,
    "\u0645\u0631\u062d\u0628\u0627",
    "| a | `b` | <!-- c -->",
    "::error::x",
    "日本語" * 40,
)


class Elements(HTMLParser):
    """The elements of a page, and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(page: str) -> Sequence[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("name", HOSTILE)
def test_names_cannot_act_in_any_format(name: str, tmp_path: Path) -> None:
    odd: dict[str, Any] = {name: {name: 1}}
    payloads = [
        event(name, a=1, when="2026-01-01T00:00:00Z"),
        event(plan="pro", **odd, when="2026-01-02T00:00:00Z"),
        {**event(plan="x"), "environment": name},
        {**BODY, "traits": {name: 1}, name: 2},
    ]
    done = validate(
        tmp_path, payloads, "--format=html=p.html", "--format=markdown=p.md", "--format=text"
    )
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    kinds = {tag for tag, _ in elements(page)}
    assert not kinds & {"script", "img", "iframe", "link", "object", "form", "input"}
    for _, attributes in elements(page):
        assert not [key for key in attributes if key.startswith("on") or key in ("style", "src")]
        assert (attributes.get("href") or "#").startswith("#")
    for text in (page, done.stdout, (tmp_path / "p.md").read_text(encoding="utf-8")):
        assert not {"\x1b", "\u202e", "\u2066"} & set(text)
        assert "x" * 200 not in text
        assert not re.search(r"(?m)^::", text)
    assert "alert(1)" not in re.sub(r"&lt;.*?&gt;", "", page) or "&lt;" in page
    lines = done.stdout.splitlines()
    assert max(map(width, lines[: lines.index("")])) <= 80


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    validate(tmp_path, MIXED, "--format=html=p.html")
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "http:" not in page.replace("http-equiv", "")
    assert "https:" not in page
    assert "url(" not in page
    [policy] = [a["content"] for tag, a in elements(page) if a.get("http-equiv")]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    pictures = [attributes for tag, attributes in elements(page) if tag == "svg"]
    assert len(pictures) == 3
    assert all(one["role"] == "img" and one["aria-label"] for one in pictures)
    again = validate(tmp_path, MIXED[:1], "--format=html=p.html")
    assert again.returncode == 0
    assert (tmp_path / "p.html").read_text(encoding="utf-8") != page


def test_a_page_of_nothing_is_a_page(tmp_path: Path) -> None:
    done = validate(tmp_path, (), "--format=html")
    assert "No event says when it is from." in done.stdout


def test_moments_at_the_ends_of_the_calendar_are_drawn(tmp_path: Path) -> None:
    times = ("0001-01-01T00:00:00+10:00", "9999-12-31T23:59:59-10:00", "2026-01-01T00:00:00Z")
    payloads = [event(plan="pro", when=when) for when in times for _ in range(5)]
    done = validate(tmp_path, payloads, "--format=html", "--format=json=r.json")
    assert done.stdout.startswith("<!DOCTYPE html>")


def test_stats_are_about_the_run(tmp_path: Path) -> None:
    done = validate(tmp_path, MIXED, "--stats", "--jobs=1")
    lines = done.stderr.splitlines()
    assert re.fullmatch(r"speed: 7 payloads, [\d,]+ a second; 0\.0 MB, [\d.]+ MB/s", lines[1])
    assert re.fullmatch(r"time: \d+\.\d\d s, of the CPU \d+\.\d\d s", lines[2])
    assert lines[3:5] == ["engine: jsonschema-rs, 1 process", "fast path: 3 payloads, 42.9 %"]
