"""The command `coverage`, as a process: plan, code and captures side by side."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from process import run

from tracking_plan.report.escape import width

SHOP = Path(__file__).parents[2] / "examples" / "shop"
PLAN = """tracking_plan: 1
name: app
sources: {web: {paths: ['web/**']}, backend: {paths: ['backend/**']}}
common: {release: string}
events:
  Signed Up:
    owner: growth
    sources: [web]
    properties:
      plan: {type: string, required: true}
      seats: integer
      address: {type: object, properties: {city: string, zip: string}}
      tags: {type: array, items: string}
  Logged Out: {sources: [web]}
  Job Done: {sources: [backend]}
  Old Thing: {status: retired}
"""
CODE = """import { altertable } from '@altertable/altertable-js';
altertable.track('Signed Up', { plan: 'pro', address: { city: 'Bonn' } });
altertable.track('Signed Up', { plan: 'free', coupon: 'X' });
altertable.track('Page Left');
"""
LOOSE = "import altertable\n\n\ndef send(client: altertable.Altertable, names, user):\n"
LOOSE += "    for name in names():\n        client.track(name, user)\n"
CAPTURE = [
    {"event": "Signed Up", "properties": {"plan": "pro", "extra": 1}, "timestamp": "2026-11-02"},
    {"event": "Signed Up", "properties": {"plan": "pro", "seats": 2}, "timestamp": "2026-11-04"},
    {"event": "Unheard Of", "properties": {}},
    {"event": "$pageview", "properties": {}},
]
HOSTILE = (
    "<script>alert(1)</script>",
    "a | b ** `c` [d](javascript:e)",
    "line\nbreak \x1b[31m",
    "\u202edesrever \u2066x",
    '"><img src=x onerror=alert(1)>',
    "N" * 500,
    "\ud800 lone",
    "@everyone #1 &amp; {{ 7 * 7 }}",
)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    for folder in ("web", "backend"):
        (tmp_path / folder).mkdir()
    (tmp_path / "tracking-plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "web/app.ts").write_text(CODE, encoding="utf-8")
    (tmp_path / "backend/jobs.py").write_text(LOOSE, encoding="utf-8")
    lines = "".join(f"{json.dumps(one)}\n" for one in CAPTURE)
    (tmp_path / "data.ndjson").write_text(lines, encoding="utf-8")
    return tmp_path


def report(cwd: Path, *arguments: str) -> dict[str, Any]:
    done = run("coverage", *arguments, "--format", "json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def by_name(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {event["event"]: event for event in found["events"]}


def test_silence_is_earned(app: Path) -> None:
    """Nothing is said of an event that a call with an unknown name could send."""
    events = by_name(report(app))
    assert events["Job Done"]["sent"] == "unknown"
    assert events["Job Done"]["reasons"] == ["1 call has an unknown name"]
    assert events["Logged Out"]["sent"] == "no"


def test_a_call_that_was_not_read_makes_an_event_unknown(app: Path) -> None:
    (app / "web/app.rb").write_text("client.track('Logged Out', user_id)\n", encoding="utf-8")
    assert by_name(report(app))["Logged Out"]["sent"] == "unknown"


def test_calls_stand_at_their_places(app: Path) -> None:
    coded = by_name(report(app))["Signed Up"]["coded"]
    assert [(c["path"], c["line"], c["source"]) for c in coded] == [
        ("web/app.ts", 2, "web"),
        ("web/app.ts", 3, "web"),
    ]


def test_properties_are_counted_in_calls_and_payloads(app: Path) -> None:
    found = by_name(report(app, "data.ndjson"))["Signed Up"]["properties"]
    rows = {
        one["name"]: (one["planned"], one["sent"], one["is_sent"], one["seen"]) for one in found
    }
    assert rows == {
        "plan": (True, 2, "yes", 2),
        "seats": (True, 0, "no", 1),
        "address": (True, 1, "yes", 0),
        "address.city": (True, 1, "yes", 0),
        "address.zip": (True, 0, "no", 0),
        "tags": (True, 0, "no", 0),
        "tags[]": (True, 0, "no", 0),
        "release": (True, 0, "unknown", 0),
        "coupon": (False, 1, "yes", 0),
        "extra": (False, 0, "no", 1),
    }


def test_a_spread_leaves_a_property_unknown(app: Path) -> None:
    code = "import { altertable } from '@altertable/altertable-js';\n"
    code += "export const send = (rest: object) =>\n"
    code += "  altertable.track('Signed Up', { plan: 'pro', ...rest });\n"
    (app / "web/app.ts").write_text(code, encoding="utf-8")
    found = by_name(report(app))["Signed Up"]["properties"]
    seats = next(one for one in found if one["name"] == "seats")
    assert (seats["sent"], seats["unknown"], seats["is_sent"]) == (0, 1, "unknown")


def test_a_call_that_may_send_the_event_leaves_its_other_properties_unknown(app: Path) -> None:
    more = "export const go = (step: string) => altertable.track(`Signed ${step}`);\n"
    (app / "web/app.ts").write_text(CODE + more, encoding="utf-8")
    event = by_name(report(app))["Signed Up"]
    seats = next(one for one in event["properties"] if one["name"] == "seats")
    assert len(event["coded"]) == 2
    assert [one["line"] for one in event["possible"]] == [5]
    assert seats["is_sent"] == "unknown"
    done = run("coverage", "--verbose", cwd=app)
    assert "seats: code not known, data –" in done.stdout
    assert "release: code not known" in done.stdout


def test_data_is_counted_by_event_with_its_first_and_last_moment(app: Path) -> None:
    events = by_name(report(app, "data.ndjson"))
    assert (events["Signed Up"]["seen"], events["Logged Out"]["seen"]) == (2, 0)
    assert events["Signed Up"]["first"] == "2026-11-02T00:00:00.000Z"
    assert events["Signed Up"]["last"] == "2026-11-04T00:00:00.000Z"
    assert events["Unheard Of"]["planned"] is None
    assert "$pageview" not in events


def test_without_captures_nothing_is_said_of_data(app: Path) -> None:
    found = report(app)
    assert {event["seen"] for event in found["events"]} == {None}
    assert found["coverage"]["seen"] is None
    assert found["coverage"]["payloads"] is None


def test_the_totals_are_of_active_events(app: Path) -> None:
    found = report(app, "data.ndjson")["coverage"]
    assert (found["active"], found["coded"], found["not_coded"], found["unknown"]) == (3, 1, 1, 1)
    assert (found["seen"], found["unplanned"], found["share_coded"]) == (1, 2, 33.3)


def test_calls_by_way_of_a_function_name_it(app: Path) -> None:
    code = "import { altertable } from '@altertable/altertable-js';\n"
    code += "function send(name: string) { altertable.track(name); }\n"
    code += "send('Logged Out');\nsend('Logged Out');\n"
    (app / "web/app.ts").write_text(code, encoding="utf-8")
    found = report(app)
    assert [(w["at"]["line"], w["calls"], w["events"]) for w in found["wrappers"]] == [(2, 2, 1)]
    assert [c["through"][0]["line"] for c in by_name(found)["Logged Out"]["coded"]] == [2, 2]


def test_a_helper_counts_for_the_version_that_it_sends() -> None:
    done = run("coverage", "--format", "json", cwd=SHOP)
    versions = {
        event["version"]: len(event["coded"])
        for event in json.loads(done.stdout)["events"]
        if event["event"] == "Checkout Completed"
    }
    assert versions == {"2.1": 2, "1.3": 0}


def test_the_table_fits_in_80_columns(app: Path) -> None:
    hostile(app)
    for more in ((), ("--verbose",)):
        done = run("coverage", "data.ndjson", *more, cwd=app)
        assert done.returncode == 0, done.stderr
        listed = done.stdout if not more else done.stdout.partition("\n\n")[2]
        assert max(width(line) for line in listed.splitlines()) <= 80


def hostile(app: Path) -> None:
    """Events in the plan, in code and in data, with names that would like to act."""
    names = [name for name in HOSTILE if "\n" not in name and "\ud800" not in name]
    planned = "".join(f"  {json.dumps(name)}: {{owner: {json.dumps(name)}}}\n" for name in names)
    (app / "tracking-plan.yaml").write_text(PLAN + planned, encoding="utf-8")
    calls = "".join(
        f"altertable.track({json.dumps('x ' + name)}, {{ {json.dumps(name)}: 1 }});\n"
        for name in HOSTILE
    )
    (app / "web/app.ts").write_text(CODE + calls, encoding="utf-8")
    data = "".join(
        json.dumps({"event": prefix + name, "properties": {name: 1}}) + "\n"
        for name in HOSTILE
        for prefix in ("", "y ")
    )
    (app / "data.ndjson").write_text(data, encoding="utf-8")


class _Page(HTMLParser):
    """The elements and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page(app: Path) -> str:
    done = run("coverage", "data.ndjson", "--format", "html=page.html", cwd=app)
    assert done.returncode == 0, done.stderr
    return (app / "page.html").read_text(encoding="utf-8")


def test_nothing_in_a_name_acts_on_the_page(app: Path) -> None:
    hostile(app)
    found = _Page(page(app))
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert "img" not in [tag for tag, _ in found.tags]
    assert not [name for _, given in found.tags for name in given if name.startswith("on")]
    assert HOSTILE[0] in found.texts
    assert "{{ 7 * 7 }}" in "".join(found.texts)
    assert "\u202e" not in "".join(found.texts)
    assert "\x1b" not in "".join(found.texts)


def test_the_page_needs_nothing_and_lets_only_its_own_script_run(app: Path) -> None:
    text = page(app)
    found = _Page(text)
    uses = [v for _, a in found.tags for k, v in a.items() if k in ("src", "href", "action")]
    assert all(use is not None and use.startswith("#") for use in uses)
    assert "url(" not in text
    assert "@import" not in text
    (policy,) = [
        given["content"] for tag, given in found.tags if tag == "meta" and "http-equiv" in given
    ]
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (own,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_the_page_is_made_of_real_tables(app: Path) -> None:
    found = _Page(page(app))
    names = [tag for tag, _ in found.tags]
    assert names.count("caption") == names.count("table") > 1
    assert all(given.get("scope") in ("col", "row") for tag, given in found.tags if tag == "th")
    ids = {given["id"] for _, given in found.tags if "id" in given}
    links = [given["href"] for tag, given in found.tags if tag == "a"]
    assert links
    assert all(link is not None and link[1:] in ids for link in links)


def test_a_page_may_be_written_again_and_code_may_not(app: Path) -> None:
    page(app)
    page(app)
    (app / "page.html").write_text("<script>let own</script>", encoding="utf-8")
    done = run("coverage", "--format", "html=page.html", cwd=app)
    assert done.returncode == 2
    assert "it is a file of code" in done.stderr


@pytest.mark.parametrize("others", [(), ("--format", "json=all.json")])
@pytest.mark.parametrize("format_", ["html", "html=page.html"])
def test_what_is_wrong_with_the_plan_is_said_where_a_page_was_asked_for(
    app: Path, format_: str, others: tuple[str, ...]
) -> None:
    (app / "tracking-plan.yaml").write_text("tracking_plan: 1\nevents: 7\n", encoding="utf-8")
    done = run("coverage", "--format", format_, *others, cwd=app)
    assert done.returncode == 2, done.stderr
    shown = (app / "all.json").read_text(encoding="utf-8") if others else done.stdout
    assert "F0" in shown or "F1" in shown
    assert "nothing was concluded" not in done.stderr
    assert not (app / "page.html").exists()


def test_nothing_in_a_name_acts_in_markdown(app: Path) -> None:
    hostile(app)
    done = run("coverage", "data.ndjson", "--format", "markdown", cwd=app)
    assert done.returncode == 0, done.stderr
    assert not re.search(r"(?<!\\)<(?!/?code>|br>)", done.stdout)
    assert "@everyone" not in done.stdout
    rows = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert len(rows) > len(HOSTILE)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {7}


def test_nothing_in_a_name_acts_in_a_terminal(app: Path) -> None:
    hostile(app)
    done = run("coverage", "data.ndjson", "--verbose", cwd=app)
    assert done.returncode == 0, done.stderr
    assert all(line.isprintable() for line in done.stdout.splitlines())


def test_markdown_has_a_bound(app: Path) -> None:
    many = "".join(f"  Event Number {n} {'x' * 60}: {{}}\n" for n in range(2000))
    (app / "tracking-plan.yaml").write_text(PLAN + many, encoding="utf-8")
    done = run("coverage", "--format", "markdown", cwd=app)
    assert len(done.stdout) < 60_000
    assert re.search(r"^and \d+ more$", done.stdout, re.MULTILINE)


def test_markdown_has_a_bound_however_long_its_lists_are(app: Path) -> None:
    keys = "".join(f"        {'_*' * 38}{n}: string\n" for n in range(6))
    many = "".join(
        f"  Event {n} {'_*' * 34}:\n    sources: [web]\n    properties:\n{keys}" for n in range(400)
    )
    (app / "tracking-plan.yaml").write_text(PLAN + many, encoding="utf-8")
    sent = "".join(f"altertable.track('Event {n} {'_*' * 34}', {{}});\n" for n in range(400))
    (app / "web" / "many.ts").write_text(CODE.splitlines()[0] + "\n" + sent, encoding="utf-8")
    done = run("coverage", "data.ndjson", "--format", "markdown", cwd=app)
    assert done.returncode == 0, done.stderr
    assert 50_000 < len(done.stdout) < 60_000
    assert len(re.findall(r"^- and \d+ more$", done.stdout, re.MULTILINE)) >= 2


def test_a_capture_that_is_not_there_is_wrong_usage(app: Path) -> None:
    done = run("coverage", "missing.ndjson", cwd=app)
    assert done.returncode == 2
    assert "missing.ndjson" in done.stderr


def test_only_known_formats(app: Path) -> None:
    done = run("coverage", "--format", "sarif", cwd=app)
    assert done.returncode == 2
    assert "'sarif' is not one of text, json, markdown, html" in done.stderr


def test_standard_input_is_a_capture(app: Path) -> None:
    data = (app / "data.ndjson").read_bytes()
    done = run("coverage", "-", "--format", "json", cwd=app, stdin=data)
    assert json.loads(done.stdout)["coverage"]["payloads"] == len(CAPTURE)


def test_what_loses_no_payload_is_none_that_could_not_be_read(app: Path) -> None:
    payload = (app / "data.ndjson").read_text().splitlines()[0]
    texts = {"mark": f"\ufeff{payload}\n", "comma": f"[{payload},\n{payload},]\n"}
    for name, text in texts.items():
        (app / name).write_text(text, encoding="utf-8")
        assert report(app, name)["coverage"]["unread"] == 0
    (app / "bad").write_text(f"{payload}\n{{\n")
    assert report(app, "bad")["coverage"]["unread"] == 1
