"""Which files are read, what they belong to, and what comments do."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from tracking_plan.place import Span
from tracking_plan.plan.helper import Helper
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.usage.facts.call import Method
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.inventory import as_json, as_lines
from tracking_plan.usage.project.files import MAX_BYTES
from tracking_plan.usage.recognition.helpers import Helpers
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project, scan_text
from tracking_plan.usage.sdks.shape import Parameter, Sdk, Signature
from tracking_plan.usage.sdks.table import SDKS

CALL = "altertable.track('A')\n"


def _plan(text: str) -> Plan:
    loaded = load_text(f"tracking_plan: 1\n{text}")
    assert loaded.plan is not None
    assert not loaded.findings
    return loaded.plan


def _write(folder: Path, *names: str, text: str = CALL) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _paths(scan: Scan) -> list[str]:
    return [call.at.path for call in scan.calls]


def test_code_is_found_and_built_code_is_not(tmp_path: Path) -> None:
    _write(tmp_path, "a.ts", "web/b.tsx", "web/c.jsx", "d.mjs", "e.txt", "README.md")
    _write(tmp_path, "node_modules/x.js", "dist/y.js", ".venv/z.js", "web/node_modules/w.js")
    scan = scan_project(tmp_path, cwd=tmp_path)
    assert _paths(scan) == ["a.ts", "d.mjs", "web/b.tsx", "web/c.jsx"]
    assert (scan.files, scan.parsed) == (4, 4)


def test_what_git_ignores_is_not_read(tmp_path: Path) -> None:
    _write(tmp_path, "app/a.ts", "app/ignored.ts", "app/build/b.ts", "app/node_modules/c.ts")
    _write(tmp_path, ".gitignore", text="ignored.ts\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    scan = scan_project(tmp_path / "app", cwd=tmp_path)
    assert _paths(scan) == ["app/a.ts", "app/build/b.ts"]


def test_settings_and_outputs_limit_what_is_read(tmp_path: Path) -> None:
    plan = _plan(
        "usage: {paths: [web, api], exclude: ['**/vendor/**']}\n"
        "generate: [{target: python, output: api/analytics/}]\n"
    )
    _write(tmp_path, "web/a.ts", "web/vendor/b.ts", "api/c.ts", "api/analytics/d.ts", "other/e.ts")
    scan = scan_project(tmp_path, cwd=tmp_path, plan=plan)
    assert _paths(scan) == ["api/c.ts", "web/a.ts"]
    assert scan.is_whole


def test_named_paths_are_read_and_make_the_scan_a_part(tmp_path: Path) -> None:
    _write(tmp_path, "web/a.ts", "web/sub/b.ts", "api/c.ts")
    limits = [tmp_path / "web/sub", tmp_path / "api/c.ts"]
    scan = scan_project(tmp_path, cwd=tmp_path, paths=limits)
    assert _paths(scan) == ["web/sub/b.ts", "api/c.ts"]
    assert not scan.is_whole


def test_the_source_is_that_of_the_most_telling_path(tmp_path: Path) -> None:
    plan = _plan("sources: {web: {paths: ['web/**']}, admin: {paths: [web/admin]}}\n")
    _write(tmp_path, "web/a.ts", "web/admin/b.ts", "c.ts")
    scan = scan_project(tmp_path, cwd=tmp_path, plan=plan)
    assert {call.at.path: call.source for call in scan.calls} == {
        "c.ts": None,
        "web/a.ts": "web",
        "web/admin/b.ts": "admin",
    }
    assert scan.sources == {"web", "admin"}


@pytest.mark.parametrize(
    ("end", "may_have_calls"),
    [("altertable.track('A');", True), ("x.y('A');", False), (" " * 5_000_000, False)],
)
def test_a_large_file_is_searched_for_calls_though_it_is_not_read(
    tmp_path: Path, end: str, may_have_calls: bool
) -> None:
    _write(tmp_path, "big.ts", text=";" * (2 * MAX_BYTES - 8) + end)
    (skipped,) = scan_project(tmp_path, cwd=tmp_path).skipped
    assert skipped.may_have_calls is may_have_calls


@pytest.mark.parametrize(
    ("name", "content", "may_have_calls"),
    [
        ("video.ts", b"G\0\0\0track", False),
        ("a.js", b"x.y('A');\0", False),
        ("b.js", b"altertable.track('A');\0", True),
        ("c.py", b"import altertable\n\0\n", True),
        ("d.ts", "altertable.track('A');".encode("utf-16-le"), True),
    ],
)
def test_a_binary_file_is_searched_for_calls_though_it_is_not_read(
    tmp_path: Path, name: str, content: bytes, may_have_calls: bool
) -> None:
    (tmp_path / name).write_bytes(content)
    (skipped,) = scan_project(tmp_path, cwd=tmp_path).skipped
    assert (skipped.reason, skipped.may_have_calls) == ("is binary", may_have_calls)


def test_files_that_are_not_read_are_told(tmp_path: Path) -> None:
    _write(tmp_path, "big.js", text="x" * (MAX_BYTES + 1))
    (tmp_path / "video.ts").write_bytes(b"G\0\0\0")
    scan = scan_project(tmp_path, cwd=tmp_path)
    assert [(one.at.path, one.may_have_calls) for one in scan.skipped] == [
        ("big.js", False),
        ("video.ts", False),
    ]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    _write(tmp_path, "a.ts")
    (tmp_path / "b.ts").symlink_to("a.ts")
    assert _paths(scan_project(tmp_path, cwd=tmp_path)) == ["a.ts"]


LUMEN = Sdk(
    name="lumen",
    languages=("javascript", "typescript"),
    modules=("lumen-js",),
    clients=frozenset({"default"}),
    signatures=(
        Signature(
            name="capture",
            method=Method.TRACK,
            event=Parameter(position=0),
            properties=Parameter(position=1),
        ),
    ),
)


def test_an_sdk_is_a_row_of_the_table(tmp_path: Path) -> None:
    _write(tmp_path, "lumen.ts", text="import lumen from 'lumen-js';\nexport default lumen;")
    _write(tmp_path, "b.ts", text="import client from './lumen';\nclient.capture('B', { a: 1 });")
    _write(tmp_path, "c.ts", text="camera.capture('C');")
    _write(tmp_path, "d.pug", text="<script>client.capture('D')</script>")
    assert _paths(scan_project(tmp_path, cwd=tmp_path)) == []
    scan = scan_project(tmp_path, cwd=tmp_path, sdks=(*SDKS, LUMEN))
    (call,) = scan.calls
    assert (call.at.path, call.sdk, call.method) == ("b.ts", "lumen", Method.TRACK)
    assert [event.name for event in call.events] == ["B"]
    assert [sent.name for sent in call.properties.properties] == ["a"]
    assert [(file.name, file.calls) for file in scan.foreign] == [("d.pug", 1)]
    assert scan.unread == {None}


@pytest.mark.parametrize(
    "code",
    [
        "anything.track('A')",
        "track('A')",
        "const send = x.track",
        "trackStep<Props>('A')",
        "identify('u')",
        "x.updateTraits({})",
        "import x from '@altertable/altertable-js'",
        "useAltertable()",
        "_tracker.signed_up()",
        "analytics.signed_up()",
        "// tracking-plan: ignore[U101] because",
        "record_event('A')",
        "record_event ('A')",
        "record_event?.('A')",
        "record_event<Props>('A')",
        "a.record_event!('A')",
        "a\n  .record_event('A')",
        "a['record_event']('A')",
        "import { record_event as send } from './x'; send('A')",
        "const { record_event: send } = use(); send('A')",
        "record_event.call(null, 'A')",
        "setTimeout(record_event, 10, 'A')",
        "const send = record_event;",
        "const send = record_event",
        "return { record_event };",
        "return record_event;",
        "() => record_event",
        "import send from './record_event';",
        "const send = require('../lib/record_event.js');",
        "import x from './generated_events'",
    ],
)
def test_a_file_that_may_hold_a_call_is_parsed(code: str, tmp_path: Path) -> None:
    plan = _plan("usage: {adapters: [{name: own, callee: '*.record_event', event: 0}]}\n")
    callers = frozenset({"typescript"})
    helper = Helper(event="Signed Up", version="1.0", parameters={}, callers=callers)
    packages = frozenset({"generated_events"})
    helpers = Helpers(by_name={("typescript", "signed_up"): helper}, packages=packages)
    _write(tmp_path, "a.ts", text=code)
    _write(tmp_path, "b.ts", text="page('A'); x.alias(y); soundtrack.play(); record(1)")
    scan = scan_project(tmp_path, cwd=tmp_path, plan=plan, helpers=helpers)
    assert (scan.files, scan.parsed) == (2, 1)


def test_an_import_anywhere_lets_likely_names_count(tmp_path: Path) -> None:
    _write(tmp_path, "app/views.py", text="from app.analytics import client\nclient.track('A', u)")
    assert _paths(scan_project(tmp_path, cwd=tmp_path)) == []
    made = "def make():\n    if on:\n        return Altertable('k')\nclient = make()\n"
    _write(tmp_path, "app/analytics.py", text="from altertable import Altertable\n" + made)
    assert _paths(scan_project(tmp_path, cwd=tmp_path)) == ["app/views.py"]


@pytest.mark.parametrize(
    ("adapter", "code", "ending"),
    [
        ("{name: x, callee: '*.record', event: 0}", "self.a.record('A')", "py"),
        ("{name: x, callee: posthog.capture, event: event}", "posthog.capture(event='A')", "py"),
        (
            "{name: x, callee: posthog.capture, event: 1}",
            "import posthog as ph\nph.capture('u', 'A')",
            "py",
        ),
        (
            "{name: x, callee: app.track.send, event: 0}",
            "from app.track import send\nsend('A')",
            "py",
        ),
        ("{name: x, callee: send, event: 0}", "send('A')", "ts"),
        (
            "{name: x, callee: '*.capture', event: event}",
            "client.capture({ distinctId: 'u', event: 'A' })",
            "ts",
        ),
    ],
)
def test_adapters_tell_calls(adapter: str, code: str, ending: str) -> None:
    plan = _plan(f"usage: {{adapters: [{adapter}]}}\n")
    (call,) = scan_text(code.encode(), f"app.{ending}", plan=plan).calls
    assert [event.name for event in call.events] == ["A"]
    assert call.sdk == "x"


@pytest.mark.parametrize("code", ["other('A')", "x.send('A')", "resend('A')"])
def test_adapters_tell_no_other_calls(code: str) -> None:
    plan = _plan("usage: {adapters: [{name: x, callee: send, event: 0}]}\n")
    assert scan_text(code.encode(), "app.ts", plan=plan).calls == ()


HELPERS = Helpers(
    by_name={
        ("python", name): Helper(
            event="Signed Up",
            version="1.0",
            parameters={"plan_": "plan"},
            callers=frozenset({"python"}),
        )
        for name in ("signed_up", "track_signed_up")
    },
    packages=frozenset({"analytics"}),
    folders=("app/analytics",),
)
AUDIT = "class Audit:\n    def signed_up(self, user): ...\n"


@pytest.mark.parametrize(
    "code",
    [
        f"{AUDIT}tracker = Audit()\ntracker.signed_up('u')",
        "from .audit import tracker\ntracker.signed_up('u')",
        "from app.audit import Audit\nAudit().signed_up('u')",
        f"from app.analytics import Tracker\n{AUDIT}audit = Audit()\naudit.signed_up('u')",
        "from .audit import Audit\ndef f(tracker: Audit): tracker.signed_up('u')",
    ],
)
def test_a_method_of_the_project_s_own_is_no_helper(tmp_path: Path, code: str) -> None:
    _write(tmp_path, "app/audit.py", text=f"{AUDIT}tracker = Audit()\n")
    _write(tmp_path, "app/main.py", text=code)
    helper = "class Tracker:\n    def signed_up(self, distinct_id): ...\n"
    _write(tmp_path, "app/analytics/__init__.py", text=helper)
    _write(tmp_path, "app/b.py", text="from .analytics import Tracker\nTracker().signed_up('u')")
    scan = scan_project(tmp_path, cwd=tmp_path, helpers=HELPERS)
    assert _paths(scan) == ["app/b.py"]


@pytest.mark.parametrize(
    "code",
    [
        "from app.analytics import track_signed_up\ntrack_signed_up('u', plan_='pro')",
        "from app.analytics import Tracker\ndef f(t: Tracker): t.signed_up('u', plan_='pro')",
        "from .analytics import events\nevents.track_signed_up('u', plan_='pro')",
        "def f(self): self.tracker.signed_up('u', plan_='pro')",
    ],
)
def test_calls_of_generated_helpers_count(code: str) -> None:
    (call,) = scan_text(code.encode(), "app.py", helpers=HELPERS).calls
    assert [(event.name, event.resolution.value) for event in call.events] == [
        ("Signed Up", "helper")
    ]
    assert [sent.name for sent in call.properties.properties] == ["plan"]


def test_code_of_another_language_calls_no_helper_of_this_one() -> None:
    code = b"tracker.signed_up({ plan: 'pro' })"
    assert scan_text(code, "app.ts", helpers=HELPERS).calls == ()


def test_a_function_that_is_only_named_like_a_helper_does_not_count() -> None:
    code = b"signals.signed_up('u')\nsigned_up('u')"
    assert scan_text(code, "app.py", helpers=HELPERS).calls == ()


def test_a_comment_covers_its_call_to_the_end() -> None:
    code = (
        "# tracking-plan: ignore[U101, U2] old name until 2027-01-31\n"
        "altertable.track(\n    'A',\n    'u',\n)\n"
        "altertable.track('B', 'u')  # tracking-plan: ignore[U101]\n"
    )
    first, second = scan_text(code.encode(), "app.py").suppressions
    assert (first.codes, first.reason) == (("U101", "U2"), "old name")
    assert first.until == date(2027, 1, 31)
    assert first.covers.span is not None
    assert first.covers.span.contains(Span(line=4, column=5, end_line=4, end_column=8))
    assert not first.covers.span.contains(Span(line=6, column=1, end_line=6, end_column=2))
    assert second.covers.span is not None
    assert second.covers.span.contains(Span(line=6, column=18, end_line=6, end_column=21))


def test_the_inventory_lists_each_event_of_a_call() -> None:
    code = b"altertable.track(x ? 'A' : y, { a: 1, b: c, ...d })"
    scan = scan_text(code, "web/app.ts")
    known = {
        "path": "web/app.ts",
        "line": 1,
        "column": 1,
        "language": "typescript",
        "sdk": "altertable",
        "method": "track",
        "source": None,
        "through": [],
        "complete": False,
        "possible": False,
        "properties": [
            {"name": "a", "type": None, "value": None},
            {"name": "b", "type": None, "value": None},
        ],
    }
    assert as_json(scan.calls) == [
        {**known, "event": "A", "resolution": "conditional"},
        {**known, "event": None, "resolution": "dynamic"},
    ]
    assert next(as_lines(scan.calls)) == "web/app.ts:1:1: track 'A' (conditional) {a, b, ...}"


PYTHON_SDK = "from altertable import Altertable\naltertable = Altertable('k')\n"


def _codes(code: str, name: str) -> list[str]:
    """What is found where A requires a and nothing requires B."""
    plan = _plan("events: {A: {properties: {a: {type: string, required: true}}}, B: {}}\n")
    scan = scan_text(code.encode(), name, sdks_in_use=frozenset({"altertable"}))
    found = judge_calls(plan, scan, today=date(2026, 1, 1))
    return sorted({finding.code.id for finding in found} - {"U301"})


@pytest.mark.parametrize(
    "code",
    [
        "altertable.track('A' { a: 1 });",
        "altertable.track('A', { a: 1 b: 2 });",
        "altertable.track('A', { a: });",
        "altertable.track('A', {{ );",
        "altertable.track('A', { a: 1 }",
        "altertable.track('A', { a: 1 };\naltertable.track('B');",
        "altertable.track('A'), { a: '1' });",
        "altertable.track('A')) { a: '1' });",
        "altertable.track('A') { a: '1' };",
        "const sent = altertable.track('A') { a: '1' };",
        "return altertable.track('A' if (x) 'B');",
    ],
)
@pytest.mark.parametrize("ending", ["js", "ts", "tsx"])
def test_of_a_call_that_cannot_be_parsed_nothing_else_is_said(code: str, ending: str) -> None:
    assert _codes(f"{code}\n", f"app.{ending}") == ["U901"]


@pytest.mark.parametrize(
    "code",
    [
        "altertable.track('A' 'u' {'properties': {'a': 1}})",
        "altertable.track('A', 'u', {'properties': {'a': }})",
        "altertable.track('A', 'u', properties={'a': 1)",
        "altertable.track('A'), 'u', {'properties': {'a': '1'}})",
        "altertable.track('A') 'u', {'properties': {'a': '1'}})",
        "altertable.track('A', 'u')), {'properties': {'a': '1'}})",
        "x = altertable.track('A', 'u', {'properties': {'a': 1 'b': 2}})",
        "altertable.track('A', lambda: x y)",
    ],
)
def test_of_a_call_in_python_that_cannot_be_parsed_nothing_else_is_said(code: str) -> None:
    assert _codes(f"{PYTHON_SDK}{code}\n", "app.py") == ["U901"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("altertable.track('B', {{ );\nfunction f() { altertable.track('C'); }\n", "app.ts"),
        ("const = 3;\naltertable.track('C');\n", "app.ts"),
        ("if (x) {\n  altertable.track('C');\n", "app.js"),
        ("const o = {\n  f() {\n    altertable.track('C');\n  }\n  g() { }\n", "app.ts"),
        ("const e = <p onClick={() => altertable.track('C')}>{= x}</p>;\n", "app.tsx"),
        ("def f(:\n    altertable.track('C', 'u')\n", "app.py"),
        ("f(1 2)\naltertable.track('C', 'u')\n", "app.py"),
    ],
)
def test_a_call_beside_what_cannot_be_parsed_is_judged(code: str, name: str) -> None:
    text = PYTHON_SDK + code if name.endswith(".py") else code
    assert "U101" in _codes(text, name)


def test_what_a_call_in_such_code_may_send_is_not_called_unsent() -> None:
    plan = _plan("events: {A: {}, B: {}}\n")
    found = judge_calls(
        plan, scan_text(b"altertable.track('A' {});\n", "app.ts"), today=date(2026, 1, 1)
    )
    assert [finding.code.id for finding in found] == ["U901"]


@pytest.mark.parametrize(
    "code",
    [
        "// we record_event here",
        "const text = 'call record_event to do so';",
        "const my_record_event = 1; my_record_event(2);",
        "const record_events = []; record_events.push(1);",
        "the track of the video",
        "audio.tracks[0].play()",
        "type A = Capture;",
    ],
)
def test_a_file_that_only_mentions_a_word_is_not_parsed(code: str, tmp_path: Path) -> None:
    plan = _plan("usage: {adapters: [{name: own, callee: '*.record_event', event: 0}]}\n")
    _write(tmp_path, "a.ts", text=code)
    scan = scan_project(tmp_path, cwd=tmp_path, plan=plan)
    assert (scan.files, scan.parsed) == (1, 0)


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("getattr(altertable, 'track')('A', 'u')", "py"),
        ('getattr(altertable, "track", None)("A", "u")', "py"),
        ("altertable[`track`]('A')", "ts"),
        ("altertable['track']('A')", "js"),
    ],
)
def test_a_function_that_is_named_by_a_text_is_called(code: str, ending: str) -> None:
    (call,) = scan_text(code.encode(), f"app.{ending}").calls
    assert [event.name for event in call.events] == ["A"]
