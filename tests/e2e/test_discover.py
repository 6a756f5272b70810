"""`usage --discover` and `init --from-code` on products that send by functions of their own."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from process import run

OVER_HTTP = {
    "app/telemetry.py": """\
import requests

def record_event(name: str, data: dict | None = None, user_id: str = "") -> None:
    requests.post("https://example.invalid", json={"event": name, "properties": data})
""",
    "app/orders.py": """\
from app.telemetry import record_event

PAID = "Order Paid"

def pay(amount: float) -> None:
    record_event(PAID, {"amount": amount})
    record_event("Order Refunded", data={"reason": "late"})
    record_event(name="Cart Emptied")
""",
    "tests/test_orders.py": """\
from app.telemetry import record_event
record_event("Only Tested")
""",
}
WORKSPACES = {
    "package.json": '{"workspaces": ["packages/*", "apps/*"]}',
    "packages/analytics/package.json": '{"name": "@shop/analytics", "main": "src/index.ts"}',
    "packages/analytics/src/index.ts": """\
export const trackEvent = (event: string, props: object = {}): void => {
  fetch('/collect', { method: 'POST', body: JSON.stringify({ event, props }) });
};
""",
    "apps/web/src/app.tsx": """\
import { trackEvent } from '@shop/analytics';
const EVENTS = { OPENED: 'App Opened', CLOSED: 'App Closed' } as const;
trackEvent(EVENTS.OPENED, { email: user.email });
export const Close = () => <a onClick={() => trackEvent(EVENTS.CLOSED)}>x</a>;
trackEvent(paid ? 'Plan Paid' : 'Plan Canceled', { seats: 3 });
""",
}
COMPOSED = {
    "lib/telemetry.js": """\
export function sendTelemetry(name, payload) {
  fetch('/t', { body: JSON.stringify({ name, payload }) });
}
export function trackStep(step, payload) {
  sendTelemetry(`import-${step}`, payload);
}
""",
    "lib/a.js": """\
import { trackStep, sendTelemetry } from './telemetry';
trackStep('started', { rows: 1 });
trackStep('finished');
trackStep('failed');
sendTelemetry('opened');
for (const step of steps()) trackStep(step);
trackStep(`row-${steps()}`);
sendTelemetry(`${steps()}-page`);
""",
}
SINGLETON = {
    "shop/analytics.py": """\
class Tracker:
    def track(self, event, properties=None):
        _http.post("/t", {"event": event, "properties": properties})

tracker = Tracker()
""",
    "shop/views.py": """\
from shop.analytics import tracker

def view(user):
    tracker.track("Item Viewed", {"price": 1.5})
    tracker.track("Item Bought", {"price": 2})
    tracker.track("Item Returned")
""",
}
NOTHING = {
    "app.js": """\
import i18n from './i18n';
console.log('one thing'); console.log('two things'); console.log('three things');
socket.emit('joined'); socket.emit('left'); socket.emit('typed');
window.addEventListener('click', f); document.addEventListener('keyup', f);
t('hello'); t('bye'); t('thanks');
router.get('users'); router.get('orders'); router.get('carts');
""",
    "app.py": """\
import logging
logger = logging.getLogger(__name__)
logger.info("started"); logger.info("stopped"); logger.info("paused")
cursor.execute("SELECT 1"); cursor.execute("SELECT 2")
""",
}
PRODUCTS = {
    "over HTTP": (OVER_HTTP, {"Order Paid", "Order Refunded", "Cart Emptied"}),
    "workspaces": (WORKSPACES, {"App Opened", "App Closed", "Plan Paid", "Plan Canceled"}),
    "composed": (COMPOSED, {"import-started", "import-finished", "import-failed", "opened"}),
    "singleton": (SINGLETON, {"Item Viewed", "Item Bought", "Item Returned"}),
    "nothing": (NOTHING, set()),
    "empty": ({}, set()),
}
EMPTY_PLAN = "tracking_plan: 1\nevents: {}\n"


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def discovered(folder: Path) -> list[dict[str, Any]]:
    done = run("usage", "--discover", "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["candidates"]
    return found


def plan(folder: Path) -> dict[str, Any]:
    text = (folder / "tracking-plan.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_draft_is_of_the_names_on_the_wire_and_usage_and_lint_pass(
    tmp_path: Path, name: str
) -> None:
    files, events = PRODUCTS[name]
    write(tmp_path, files)
    done = run("init", "--from-code", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert set(plan(tmp_path)["events"]) == events
    for command in ("usage", "lint"):
        again = run(command, cwd=tmp_path)
        assert again.returncode == 0, again.stdout + again.stderr


def test_types_are_drafted_from_annotations_and_literals(tmp_path: Path) -> None:
    files = {
        "app/telemetry.py": OVER_HTTP["app/telemetry.py"],
        "app/pay.py": """\
from typing import Literal
from app.telemetry import record_event

def pay(amount: float, seats: int, plan: Literal["free", "pro"], email: str | None, x: Plan):
    record_event("Order Paid", {"amount": amount, "seats": seats, "plan": plan, "to": email})
    record_event("Order Seen", {"kind": "new" if x else "old", "email": email, "x": x})
    record_event("Order Lost", {"tags": ["a"], "ok": not x})
""",
    }
    write(tmp_path, files)
    assert run("init", "--from-code", cwd=tmp_path).returncode == 0
    events = plan(tmp_path)["events"]
    assert events["Order Paid"]["properties"] == {
        "amount": "number",
        "plan": {"type": "string", "enum": ["free", "pro"]},
        "seats": "integer",
        "to": {"type": "string", "nullable": True},
    }
    seen = events["Order Seen"]["properties"]
    assert seen["email"]["pii"]["kind"] == "email"
    assert (seen["kind"], seen["x"]) == ({"type": "string", "enum": ["new", "old"]}, "any")
    for command in ("usage", "lint"):
        assert run(command, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("name", PRODUCTS)
def test_what_is_written_is_written_once_and_keeps_every_other_byte(
    tmp_path: Path, name: str
) -> None:
    files, events = PRODUCTS[name]
    write(tmp_path, files)
    before = "# ours\r\ntracking_plan: 1  # one\r\n\r\nevents: {}\r\n# end"
    (tmp_path / "tracking-plan.yaml").write_bytes(before.encode())
    done = run("usage", "--discover", "--write", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    after = (tmp_path / "tracking-plan.yaml").read_bytes().decode()
    assert after.startswith(before)
    assert (after != before) is bool(events)
    assert "\n" not in after.replace("\r\n", "")
    assert "wrote 1 change" in done.stderr if events else "nothing to write" in done.stderr
    again = run("usage", "--discover", "--write", cwd=tmp_path)
    assert "nothing to write" in again.stderr
    assert (tmp_path / "tracking-plan.yaml").read_bytes().decode() == after
    usage = json.loads(run("usage", "--inventory", "--format", "json", cwd=tmp_path).stdout)
    assert {call["event"] for call in usage["calls"] if call["event"]} >= events


def test_a_candidate_says_where_it_is_and_how_to_describe_it(tmp_path: Path) -> None:
    write(tmp_path, {**OVER_HTTP, "tracking-plan.yaml": EMPTY_PLAN})
    assert discovered(tmp_path) == [
        {
            "callee": "record_event",
            "defined": {"path": "app/telemetry.py", "line": 3, "column": 1},
            "parameters": ["name", "data", "user_id"],
            "sent_at": None,
            "calls": 3,
            "events": ["Cart Emptied", "Order Paid", "Order Refunded"],
            "sites": [
                {"path": "app/orders.py", "line": 6, "column": 5, "event": "Order Paid"},
                {"path": "app/orders.py", "line": 7, "column": 5, "event": "Order Refunded"},
            ],
            "certainty": "sure",
            "doubt": None,
            "adapters": [
                {
                    "name": "record_event",
                    "languages": ["python"],
                    "callee": "record_event",
                    "from": "app.telemetry",
                    "event": [0, "name"],
                    "properties": [1, "data"],
                    "user_id": [2, "user_id"],
                }
            ],
        }
    ]


def test_the_text_ends_in_what_the_plan_takes(tmp_path: Path) -> None:
    write(tmp_path, {**OVER_HTTP, "tracking-plan.yaml": EMPTY_PLAN})
    shown = run("usage", "--discover", cwd=tmp_path).stdout
    assert shown.startswith("1. record_event: 3 names of events in 3 calls\n")
    pasted = yaml.safe_load("usage:" + shown.partition("\nusage:")[2])
    assert pasted["usage"]["adapters"] == discovered(tmp_path)[0]["adapters"]


def test_a_run_that_finds_no_call_names_the_best_candidates(tmp_path: Path) -> None:
    write(tmp_path, {**OVER_HTTP, "tracking-plan.yaml": EMPTY_PLAN})
    done = run("usage", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "'record_event' (3 names of events in 3 calls)" in done.stderr
    assert "to add them: tracking-plan usage --discover --write" in done.stderr
    run("usage", "--discover", "--write", cwd=tmp_path)
    assert "seem to track" not in run("usage", cwd=tmp_path).stderr


def test_what_is_likely_is_written_when_asked_to_and_not_by_init(tmp_path: Path) -> None:
    two = OVER_HTTP["app/orders.py"].replace('    record_event(name="Cart Emptied")\n', "")
    write(tmp_path, {**OVER_HTTP, "app/orders.py": two})
    assert run("init", "--from-code", cwd=tmp_path).returncode == 0
    assert "usage" not in plan(tmp_path)
    (found,) = discovered(tmp_path)
    assert (found["certainty"], found["doubt"]) == (
        "likely",
        "it has fewer than 3 different names of events",
    )
    assert run("usage", "--discover", "--write", cwd=tmp_path).returncode == 0
    assert plan(tmp_path)["usage"]["adapters"] == found["adapters"]


def test_what_is_doubtful_is_not_written(tmp_path: Path) -> None:
    hidden = "def record_event(name, data=None):\n    handlers[name](data)\n"
    write(tmp_path, {**OVER_HTTP, "app/telemetry.py": hidden, "tracking-plan.yaml": EMPTY_PLAN})
    (found,) = discovered(tmp_path)
    assert found["certainty"] == "doubtful"
    assert found["doubt"] == "it is not seen what it does with the name that it is given"
    assert "about them: tracking-plan usage --discover\n" in run("usage", cwd=tmp_path).stderr
    run("usage", "--discover", "--write", cwd=tmp_path)
    assert (tmp_path / "tracking-plan.yaml").read_text() == EMPTY_PLAN


@pytest.mark.parametrize(
    "text",
    [
        "{tracking_plan: 1, events: {}}\n",
        "tracking_plan: 1\nusage: {paths: [app]}\n",
        "tracking_plan: 1\nusage:\n  adapters: [{name: a, callee: b, event: 0}]\n",
        "tracking_plan: 1\nusage: {}\n",
    ],
)
def test_where_the_plan_is_written_otherwise_it_shows_what_to_paste(
    tmp_path: Path, text: str
) -> None:
    write(tmp_path, {**OVER_HTTP, "tracking-plan.yaml": text})
    done = run("usage", "--discover", "--write", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "tracking-plan.yaml").read_text() == text
    assert "put this into it:" in done.stderr
    assert "callee: record_event, from: app.telemetry" in done.stderr


ENTRY = "- {name: record_event, languages: [python], callee: record_event, from: app.telemetry, "


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "usage:\n    # where\n    paths: [app]\n",
            "usage:\n    # where\n    adapters:\n      # C\n      E\n    paths: [app]\n",
        ),
        ("usage:\n  adapters: []\n", "usage:\n  adapters:\n    # C\n    E\n"),
        (
            "usage:\n  adapters:\n  - {name: a, callee: b, event: 0}  # mine\n  # end\n",
            "usage:\n  adapters:\n  - {name: a, callee: b, event: 0}  # mine\n"
            "  # C\n  E\n  # end\n",
        ),
        (
            "usage:\n  adapters:\n    - name: a\n      callee: b\n      event: 0\n"
            "  wrappers: auto\n",
            "usage:\n  adapters:\n    - name: a\n      callee: b\n      event: 0\n    # C\n    E\n"
            "  wrappers: auto\n",
        ),
    ],
)
def test_adapters_go_behind_those_that_are_there(tmp_path: Path, before: str, after: str) -> None:
    write(tmp_path, {**OVER_HTTP, "tracking-plan.yaml": f"tracking_plan: 1\n{before}"})
    assert run("usage", "--discover", "--write", cwd=tmp_path).returncode == 0
    text = (tmp_path / "tracking-plan.yaml").read_text().removeprefix("tracking_plan: 1\n")
    lines = [
        line[: len(line) - len(line.lstrip())] + "# C" if "# 3 names in 3 calls" in line else line
        for line in text.split("\n")
    ]
    short = [line.partition(ENTRY)[0] + "E" if ENTRY in line else line for line in lines]
    assert "\n".join(short) == after


@pytest.mark.parametrize(
    "name",
    [
        'He said "buy"',
        "It's: paid",
        "yes: no",
        "- dash",
        "{{ x }}",
        "#hash",
        "a\\nb",
        "null",
        "Ünïcode \u2028 name",
        "a\\x1b[31mred",
        "*star",
        "&anchor",
        "%YAML",
    ],
)
def test_hostile_names_neither_break_the_plan_nor_the_terminal(tmp_path: Path, name: str) -> None:
    more = f'\nrecord_event("{name}")\nrecord_event("x {name}")\n'.replace('"buy"', '\\"buy\\"')
    write(tmp_path, {**OVER_HTTP, "app/more.py": f"from app.telemetry import record_event{more}"})
    done = run("init", "--from-code", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    for command in (("usage",), ("lint",), ("usage", "--discover")):
        again = run(*command, "--ignore", "P", cwd=tmp_path)
        assert again.returncode == 0, again.stdout + again.stderr
        assert "\x1b" not in again.stdout + again.stderr


@pytest.mark.parametrize(
    "arguments", [("--write",), ("--discover", "app"), ("--discover", "--inventory")]
)
def test_options_that_do_not_go_together_are_refused(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    write(tmp_path, {**OVER_HTTP, "tracking-plan.yaml": EMPTY_PLAN})
    assert run("usage", *arguments, cwd=tmp_path).returncode == 2


def test_a_library_is_proposed_only_to_who_depends_on_it(tmp_path: Path) -> None:
    write(tmp_path, {"web/app.ts": "", "web/package.json": '{"dependencies": {"posthog-js": "1"}}'})
    assert run("init", cwd=tmp_path).returncode == 0
    assert "libs" not in plan(tmp_path)["sources"]["web"]
    (tmp_path / "tracking-plan.yaml").unlink()
    write(tmp_path, {"web/package.json": '{"dependencies": {"@altertable/altertable-js": "1"}}'})
    assert run("init", cwd=tmp_path).returncode == 0
    assert "libs" in plan(tmp_path)["sources"]["web"]
