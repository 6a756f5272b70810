"""Which calls each row of the adapters takes: by its files, and by the shape of the call."""

from datetime import date
from pathlib import Path

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project, scan_text


def _plan(adapters: str, events: str = "") -> Plan:
    plan = load_text(f"tracking_plan: 1\nusage: {{adapters: [{adapters}]}}\n{events}").plan
    assert plan is not None
    return plan


def _calls(code: str, adapters: str, ending: str) -> tuple[Call, ...]:
    return scan_text(code.encode(), f"app.{ending}", plan=_plan(adapters)).calls


def _keys(call: Call) -> list[str] | None:
    """The properties that a call sends; None where there may be others."""
    properties = call.properties
    return [sent.name for sent in properties.properties] if properties.is_complete else None


REST = "{name: r, callee: rec, event: [0, event], user_id: user, properties: rest}"


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("rec('A', **more)", "py"),
        ("rec('A', plan='pro', **more)", "py"),
        ("rec('A', { plan: 'pro' })", "ts"),
        ("rec({ event: 'A', ...more })", "ts"),
        ("rec(given)", "ts"),
    ],
)
def test_other_keywords_that_are_not_seen_are_unknown(code: str, ending: str) -> None:
    (call,) = _calls(code, REST, ending)
    assert _keys(call) is None


@pytest.mark.parametrize(
    ("code", "ending", "keys"),
    [
        ("rec('A')", "py", []),
        ("rec('A', user=1)", "py", []),
        ("rec('A', me, plan='pro', user=1)", "py", ["plan"]),
        ("rec(event='A', plan='pro', seats=2)", "py", ["plan", "seats"]),
        ("rec('A', **{'plan': 'pro', 'user': 1})", "py", ["plan"]),
        ("rec({ event: 'A', user: 1, plan: 'pro' })", "ts", ["plan"]),
        ("rec({ event: 'A' })", "ts", []),
        ("rec({ ...{ event: 'A', plan: 'pro' } })", "ts", ["plan"]),
    ],
)
def test_rest_is_the_keywords_that_are_nothing_else(
    code: str, ending: str, keys: list[str]
) -> None:
    (call,) = _calls(code, REST, ending)
    assert ([event.name for event in call.events], _keys(call)) == (["A"], keys)


@pytest.mark.parametrize("code", ["rec('A', rest={'p': 1})", "rec('A', rest={'p': 1}, q=2)"])
def test_rest_in_a_list_is_a_keyword(code: str) -> None:
    (call,) = _calls(code, "{name: r, callee: rec, event: 0, properties: [rest]}", "py")
    assert _keys(call) == ["p"]


PLANNED = "events:\n  A: {properties: {plan: string!}}\n"


@pytest.mark.parametrize(
    ("adapter", "code", "is_missing"),
    [
        ("{name: r, callee: rec, event: 0}", "rec('A')", False),
        ("{name: r, callee: rec, event: 0}", "rec('A', seats=1)", False),
        ("{name: r, callee: rec, event: 0, properties: rest}", "rec('A', **more)", False),
        ("{name: r, callee: rec, event: 0, properties: rest}", "rec('A', plan='pro')", False),
        ("{name: r, callee: rec, event: 0, properties: rest}", "rec('A')", True),
        ("{name: r, callee: rec, event: 0, properties: [1, data]}", "rec('A')", True),
        ("{name: r, template: A, callee: rec}", "rec(plan)", False),
        ("{name: r, template: A, callee: rec, properties: rest}", "rec()", True),
    ],
)
def test_a_property_is_missing_only_where_all_are_described(
    adapter: str, code: str, is_missing: bool
) -> None:
    plan = _plan(adapter, PLANNED)
    judged = judge_calls(plan, scan_text(code.encode(), "a.py", plan=plan), today=date(2026, 1, 1))
    assert [one.code.id for one in judged] == (["U202"] if is_missing else [])


def _written(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


FILES = {
    "cli/main.py": "record('A')\n",
    "cli/deep/more.py": "record('B')\n",
    "web/main.py": "record('C')\n",
    "web/main.ts": "record('D')\n",
}


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        ("paths: ['nowhere/**'], ", []),
        ("paths: ['cli/**'], ", ["A", "B"]),
        ("paths: [cli], ", ["A", "B"]),
        ("paths: ['cli/*.py', '**/*.ts'], ", ["A", "D"]),
        ("paths: ['**'], languages: [typescript], ", ["D"]),
        ("", ["A", "B", "C", "D"]),
    ],
)
def test_only_the_calls_in_the_files_of_paths_are_meant(
    tmp_path: Path, paths: str, names: list[str]
) -> None:
    _written(tmp_path, FILES)
    plan = _plan(f"{{name: r, callee: record, {paths}event: 0}}")
    scan = scan_project(tmp_path, cwd=tmp_path, plan=plan)
    assert sorted(event.name for call in scan.calls for event in call.events) == names


def test_rows_for_several_folders_give_one_function_several_meanings(tmp_path: Path) -> None:
    _written(tmp_path, FILES)
    rows = (
        "{name: c, callee: record, paths: [cli], event: 0, template: 'cli_{event}'},"
        "{name: w, callee: record, event: 0}"
    )
    scan = scan_project(tmp_path, cwd=tmp_path, plan=_plan(rows))
    names = sorted(event.name for call in scan.calls for event in call.events)
    assert names == ["C", "D", "cli_A", "cli_B"]


SHAPES = (
    "{name: node, callee: '*.capture', event: event, properties: properties},"
    "{name: browser, callee: '*.capture', event: 0, properties: 1},"
    "{name: old, callee: '*.capture', event: 1}"
)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("x.capture({ event: 'A', properties: {} })", "node"),
        ("x.capture({ event: given })", "node"),
        ("const it = { event: 'A' };\nx.capture(it)", "node"),
        ("x.capture('A', {})", "browser"),
        ("x.capture(given, {})", "browser"),
        ("x.capture(`a-${given}`)", "browser"),
        ("x.capture({ user: 1 }, 'A')", "old"),
    ],
)
def test_the_first_row_that_fits_the_shape_of_a_call_counts(code: str, name: str) -> None:
    (call,) = _calls(code, SHAPES, "ts")
    assert call.sdk == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("x.capture('A')", "browser"),
        ("x.capture(event='A')", "node"),
        ("x.capture(event=given)", "node"),
        ("x.capture({'user': 1}, 'A')", "old"),
    ],
)
def test_the_shape_of_a_call_in_python(code: str, name: str) -> None:
    (call,) = _calls(code, SHAPES, "py")
    assert call.sdk == name


def _unused(folder: Path, rows: str, files: dict[str, str]) -> list[tuple[str, str]]:
    """The adapters that are said to match nothing, by their names, and the hints."""
    _written(folder, files)
    plan = _plan(rows)
    scan = scan_project(folder, cwd=folder, plan=plan)
    judged = judge_calls(plan, scan, today=date(2026, 1, 1))
    problems = [one.problem for one in judged if one.code.id == "U902"]
    return [(one.message.split("adapter ")[1].split("'")[1], one.hint or "") for one in problems]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("{name: a, callee: rec, event: 0}", "rec('A')"),
        ("{name: a, callee: rec, event: 0, paths: [x]}", "rec('A')"),
        ("{name: a, callee: rec, event: 0}, {name: b, callee: rec, event: event}",
         "rec('A'); rec(event='B')"),
        ("{name: a, callee: rec, from: lib, event: 0}",
         "from lib import rec\ndef f(name):\n    rec(name)\nf('A')"),
        ("{name: a, callee: rec, languages: [swift], event: 0}", "1"),
    ],
)  # fmt: skip
def test_an_adapter_that_is_used_is_not_said_to_match_nothing(
    tmp_path: Path, rows: str, code: str
) -> None:
    assert _unused(tmp_path, rows, {"x/a.py": code}) == []


@pytest.mark.parametrize(
    ("rows", "name", "said"),
    [
        ("{name: a, callee: rec, event: 0}, {name: b, callee: rce, event: 0}", "b", "correct"),
        ("{name: a, callee: rec, event: 0}, {name: b, callee: rec, event: 1}", "b", "'a', which"),
        ("{name: a, callee: rec, event: 0}, {name: b, callee: rec, event: 0, paths: [y]}",
         "b", "no file of code"),
        ("{name: same, callee: rec, event: 0}, {name: same, callee: rce, event: 0}",
         "same", "correct"),
        ("{name: a, callee: rec, event: 0}, {name: b, callee: rec, event: 0, from: lib}",
         "b", "'a', which"),
    ],
)  # fmt: skip
def test_each_adapter_that_matches_nothing_is_said_by_itself(
    tmp_path: Path, rows: str, name: str, said: str
) -> None:
    ((found, hint),) = _unused(tmp_path, rows, {"x/a.py": "rec('A')"})
    assert found == name
    assert said in hint


KEYED = "{name: a, callee: track, from: lib, event: event, properties: rest}"
TWO = f"{KEYED}, {{name: b, callee: track, from: lib, template: click, properties: 0}}"
HANDED = {
    "whole": "export const send = (o) => track(o);",
    "spread": "export const send = (o) => track({ ...o });",
    "rest": "export const send = ({ a, ...rest }) => track({ ...rest });",
    "renamed": "export const send = ({ event, ...rest }) => track({ event, ...rest });",
    "deep": "const inner = (o) => track(o);\nexport const send = (o) => inner({ ...o });",
}


def _sent(folder: Path, wrapper: str, call: str, rows: str) -> list[tuple[str, list[str]]]:
    """The adapter and the names of each call of a function that calls a described one."""
    use = f"import {{ send }} from './w';\n{call}\n"
    _written(folder, {"w.ts": f"import {{ track }} from 'lib';\n{wrapper}\n", "use.ts": use})
    calls = scan_project(folder, cwd=folder, plan=_plan(rows)).calls
    found = (c for c in calls if c.at.path == "use.ts")
    return [(c.sdk, [event.name for event in c.events] + ["?"] * bool(c.dynamic)) for c in found]


@pytest.mark.parametrize("form", HANDED)
@pytest.mark.parametrize(
    ("call", "sent"),
    [
        ("send(given)", ("a", ["?"])),
        ("send({ ...given })", ("a", ["?"])),
        ("send({ event: 'A', plan: 'pro' })", ("a", ["A"])),
        ("send({ plan: 'pro' })", ("b", ["click"])),
        ("send({ event: ok ? 'A' : 'B' })", ("a", ["A", "B"])),
    ],
)
def test_the_callers_of_what_hands_an_object_on_have_the_shape(
    tmp_path: Path, form: str, call: str, sent: tuple[str, list[str]]
) -> None:
    assert _sent(tmp_path, HANDED[form], call, TWO) == [sent]


@pytest.mark.parametrize(
    "wrapper",
    [
        "export const send = (o) => { o.event = pick(o); track(o); };",
        "export const send = (o) => { Object.assign(o, more); track(o); };",
        "export const send = (o) => track({ ...o, ...more });",
    ],
)
def test_an_object_that_is_changed_before_it_is_handed_on_is_not_known(
    tmp_path: Path, wrapper: str
) -> None:
    found = _sent(tmp_path, wrapper, "send({ event: 'A' })", KEYED)
    assert [names[-1] for _, names in found] in ([], ["?"])


def test_a_call_with_its_own_event_sends_it_whatever_its_properties_are(tmp_path: Path) -> None:
    row = "{name: a, callee: track, from: lib, event: event, template: 'app.{event}'}"
    wrapper = "export const send = (plan) => track({ event: 'A', plan });\n"
    _written(tmp_path, {"w.ts": f"import {{ track }} from 'lib';\n{wrapper}"})
    _written(tmp_path, {"use.ts": "import { send } from './w';\nsend('pro');\n"})
    (call,) = scan_project(tmp_path, cwd=tmp_path, plan=_plan(row)).calls
    assert (call.at.path, [event.name for event in call.events]) == ("w.ts", ["app.A"])
