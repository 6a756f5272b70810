"""Loops over constant lists, objects and enumerations send an event in each round."""

# ruff: noqa: E501  a line is a case

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project, scan_text

JS = "import { altertable } from '@altertable/altertable-js';\n"
PY = "from altertable import Altertable\nclient = Altertable('k')\n"


def _calls(folder: Path, files: Mapping[str, str]) -> tuple[Call, ...]:
    for name, text in files.items():
        (folder / name).write_text(text)
    return scan_project(folder, cwd=folder).calls


def _shown(call: Call) -> list[str]:
    names = [event.name for event in call.events if not event.is_possible]
    return names if call.dynamic is None else [*names, "?"]


OPEN_JAVASCRIPT = {
    "pushed to": "const N = ['A', 'B']; N.push(g()); for (const n of N) TRACK(n);",
    "pushed to in the loop": "const N = ['A']; for (const n of N) { TRACK(n); N.push(g()); }",
    "pushed to by a function": "const N = ['A']; function add(x) { N.push(x); } function f() { for (const n of N) TRACK(n); }",
    "handed on": "const N = ['A', 'B']; fill(N); for (const n of N) TRACK(n);",
    "an item is set": "const N = ['A', 'B']; N[0] = g(); for (const n of N) TRACK(n);",
    "assigned again": "let N = ['A']; N = g(); for (const n of N) TRACK(n);",
    "not all items": "const N = ['A', ...g()]; for (const n of N) TRACK(n);",
    "another value in the loop": "for (let n of ['A', 'B']) { n = g(n); TRACK(n); }",
    "after the loop": "let n; for (n of ['A', 'B']) { } TRACK(n);",
    "only the first": "for (const n of ['A', 'B']) { TRACK(n); break; }",
    "those that a test lets through": "for (const n of ['A', 'B']) { if (isOn(n)) TRACK(n); }",
    "entries are put in": "const X = { k: 'A' }; X.l = g(); for (const n of Object.values(X)) TRACK(n);",
    "numbers": "enum E { A, B } for (const n of Object.values(E)) TRACK(n);",
    "own object": "const Object = g(); const X = { k: 'A' }; for (const n of Object.values(X)) TRACK(n);",
    "an object is no list": "const X = { k: 'A' }; for (const n of X) TRACK(n);",
    "a map": "const X = new Map([['k', 'A']]); X.forEach((n) => TRACK(n));",
    "the second parameter": "['A', 'B'].forEach((x, n) => TRACK(n));",
    "what is left": "for (const [x, ...n] of [['A', 'B']]) TRACK(n);",
    "objects that may change": "const X = [{ n: 'A' }]; X[0].n = g(); for (const x of X) TRACK(x.n);",
}
KNOWN_JAVASCRIPT = {
    "a list": "const N = ['A', 'B']; for (const n of N) { TRACK(n); }",
    "in place": "for (const n of ['A', 'B']) TRACK(n);",
    "for each": "const N = ['A', 'B'] as const; N.forEach((n) => TRACK(n));",
    "a function": "['A', 'B'].forEach(function (n) { TRACK(n); });",
    "mapped": "['A', 'B'].map((n) => TRACK(n));",
    "values": "const X = { k: 'A', l: 'B' }; for (const n of Object.values(X)) TRACK(n);",
    "each value": "const X = { k: 'A', l: 'B' }; Object.values(X).forEach((n) => TRACK(n));",
    "keys": "const X = { A: 1, B: 2 }; for (const n of Object.keys(X)) TRACK(n);",
    "in an object": "const X = { A: 1, B: 2 }; for (const n in X) TRACK(n);",
    "entries": "const X = { k: 'A', l: 'B' }; for (const [, n] of Object.entries(X)) TRACK(n);",
    "each entry": "const X = { k: 'A', l: 'B' }; Object.entries(X).forEach(([k, n]) => TRACK(n));",
    "an enumeration": "enum E { K = 'A', L = 'B' } for (const n of Object.values(E)) TRACK(n);",
    "objects": "const X = [{ n: 'A' }, { n: 'B' }]; for (const x of X) TRACK(x.n);",
    "taken apart": "const X = [{ n: 'A' }, { n: 'B' }]; X.forEach(({ n }) => TRACK(n));",
    "pairs": "for (const [n, x] of [['A', 1], ['B', 2]]) TRACK(n);",
    "a list in a list": "const N = ['A']; for (const n of [...N, 'B']) TRACK(n);",
    "in a text": "for (const n of ['A', 'B']) TRACK(`${n}`);",
    "but for one": "for (const n of ['A', 'C', 'B']) { if (n === 'C') continue; TRACK(n); }",
    "by a function of its own": "function send(n) { TRACK(n); } for (const n of ['A', 'B']) send(n);",
}
OPEN_PYTHON = {
    "appended to": "N = ['A', 'B']\nN.append(g())\nfor n in N:\n    TRACK(n, 'u')",
    "added to": "N = ['A']\nN += g()\nfor n in N:\n    TRACK(n, 'u')",
    "after the loop": "for n in ('A', 'B'):\n    pass\nTRACK(n, 'u')",
    "only the first": "for n in ('A', 'B'):\n    TRACK(n, 'u')\n    break",
    "another value": "for n in ('A', 'B'):\n    n = g(n)\n    TRACK(n, 'u')",
    "members that are no texts": "class E(Enum):\n    K = 'A'\nfor n in E:\n    TRACK(n, 'u')",
    "a text": "for n in 'AB':\n    TRACK(n, 'u')",
    "entries are put in": "X = {'A': 1}\nX.update(g())\nfor n in X:\n    TRACK(n, 'u')",
}
KNOWN_PYTHON = {
    "a tuple": "N = ('A', 'B')\nfor n in N:\n    TRACK(n, 'u')",
    "a list": "for n in ['A', 'B']:\n    TRACK(n, 'u')",
    "values of an enumeration": "class E(Enum):\n    K = 'A'\n    L = 'B'\nfor e in E:\n    TRACK(e.value, 'u')",
    "texts of an enumeration": "class E(StrEnum):\n    K = 'A'\n    L = 'B'\nfor e in E:\n    TRACK(e, 'u')",
    "keys": "X = {'A': 1, 'B': 2}\nfor n in X:\n    TRACK(n, 'u')",
    "values": "X = {'k': 'A', 'l': 'B'}\nfor n in X.values():\n    TRACK(n, 'u')",
    "entries": "X = {'A': 1, 'B': 2}\nfor n, x in X.items():\n    TRACK(n, 'u')",
    "pairs": "for n, x in [('A', 1), ('B', 2)]:\n    TRACK(n, 'u')",
    "counted": "for i, n in enumerate(['A', 'B']):\n    TRACK(n, 'u')",
    "a comprehension": "[TRACK(n, 'u') for n in ('A', 'B')]",
}


@pytest.mark.parametrize("case", OPEN_JAVASCRIPT)
def test_a_loop_over_what_may_change_stays_open(tmp_path: Path, case: str) -> None:
    code = OPEN_JAVASCRIPT[case].replace("TRACK", "altertable.track")
    (call,) = _calls(tmp_path, {"a.ts": JS + code})
    assert _shown(call) == ["?"]


@pytest.mark.parametrize("case", OPEN_PYTHON)
def test_a_loop_of_python_over_what_may_change_stays_open(tmp_path: Path, case: str) -> None:
    (call,) = _calls(tmp_path, {"a.py": PY + OPEN_PYTHON[case].replace("TRACK", "client.track")})
    assert _shown(call) in (["?"], [])  # what is no text is no event


@pytest.mark.parametrize("case", KNOWN_JAVASCRIPT)
def test_a_loop_sends_each_item(tmp_path: Path, case: str) -> None:
    code = KNOWN_JAVASCRIPT[case].replace("TRACK", "altertable.track")
    (call,) = _calls(tmp_path, {"a.ts": JS + code})
    assert _shown(call) == ["A", "B"]


@pytest.mark.parametrize("case", KNOWN_PYTHON)
def test_a_loop_of_python_sends_each_item(tmp_path: Path, case: str) -> None:
    (call,) = _calls(tmp_path, {"a.py": PY + KNOWN_PYTHON[case].replace("TRACK", "client.track")})
    assert _shown(call) == ["A", "B"]


LIST = {"names.ts": "export const NAMES = ['A', 'B'];"}
USE = f"{JS}import {{ NAMES }} from './names';\nfor (const n of NAMES) altertable.track(n);"


def test_a_list_of_another_file(tmp_path: Path) -> None:
    (call,) = _calls(tmp_path, {**LIST, "use.ts": USE})
    assert _shown(call) == ["A", "B"]


@pytest.mark.parametrize(
    "change",
    [
        "NAMES.push('C');",
        "NAMES.splice(0);",
        "NAMES[0] = g();",
        "NAMES.length = 0;",
        "fill(NAMES);",
    ],
)
def test_a_list_that_a_third_file_changes(tmp_path: Path, change: str) -> None:
    other = f"import {{ NAMES }} from './names';\nexport function f() {{ {change} }}"
    (call,) = _calls(tmp_path, {**LIST, "use.ts": USE, "z.ts": other})
    assert _shown(call) == ["?"]


PLAN = """
tracking_plan: 1
events:
  A: {properties: {x: {type: integer, required: true}}}
  B: {properties: {y: {type: integer, required: true}}}
"""
PAIRED = "const X = [{ n: 'A', p: { x: 1 } }, { n: 'B', p: { y: 1 } }];\nfor (const { n, p } of X) altertable.track(n, p);"
CROSSED = "const X = [{ n: 'A', p: { y: 1 } }, { n: 'B', p: { y: 1 } }];\nfor (const x of X) altertable.track(x.n, x.p);"


def _codes(code: str) -> list[str]:
    plan = load_text(PLAN).plan
    assert plan is not None
    scan = scan_text((JS + code).encode(), "app.ts", plan=plan)
    found = judge_calls(plan, scan, today=date(2026, 1, 1))
    return sorted(f.code.id for f in found)


def test_a_name_and_its_properties_are_of_one_round() -> None:
    assert _codes(PAIRED) == []
    assert _codes(CROSSED) == ["U201", "U202"]
