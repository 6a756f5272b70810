"""Entries of an object under a key that is not known: which may be sent, and which surely can."""

# ruff: noqa: E501  a line is a case

from pathlib import Path

import pytest

from tracking_plan.usage.scan import scan_project

JS = """import { altertable } from '@altertable/altertable-js';
const X = { a: 'A', b: 'B', old: 'Old' };
"""
PY = """from altertable import Altertable
client = Altertable('k')
X = {'a': 'A', 'b': 'B', 'old': 'Old'}
"""


def _told(folder: Path, name: str, text: str) -> dict[str, bool]:
    """The names that the one call may send, and whether conditions or types may rule each out."""
    (folder / name).write_text(text)
    (call,) = scan_project(folder, cwd=folder).calls
    return {event.name: event.is_possible for event in call.events}


LISTED = {
    "a.ts": [
        "function f(k: 'a' | 'b') { TRACK(X[k]); }",
        "type K = 'a' | 'b'; function f(k: K) { TRACK(X[k]); }",
        "enum K { A = 'a', B = 'b' } function f(k: K) { TRACK(X[k]); }",
        "interface P { k: 'a' | 'b' } function f(p: P) { TRACK(X[p.k]); }",
        "function f({ k }: { k: 'a' | 'b' }) { TRACK(X[k]); }",
        "(['a', 'b'] as const).forEach((k) => TRACK(X[k]));",
    ],
    "a.py": ["def f(k: Literal['a', 'b']):\n    TRACK(X[k], 'u')"],
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in LISTED.items() for t in texts])
def test_a_type_lists_the_entries(tmp_path: Path, name: str, text: str) -> None:
    before, send = (PY, "client.track") if name == "a.py" else (JS, "altertable.track")
    code = before + text.replace("TRACK", send)
    assert _told(tmp_path, name, code) == {"A": False, "B": False}


LIMITED = {
    "a package's type": "import { K } from 'k'; function f(k: K) { TRACK(X[k]); }",
    "all but one": "function f(k: Exclude<keyof typeof X, 'old'>) { TRACK(X[k]); }",
    "a cast": "function f(k: string) { TRACK(X[k as 'a' | 'b']); }",
    "a state": "const [k] = useState<'a' | 'b'>('a'); TRACK(X[k]);",
    "a result": "TRACK(X[kind()]);",
    "a text": "function f(k: 'a' | 'b') { TRACK(X[`${k}`]); }",
    "a loop": "for (const k of ['a', ...more]) { TRACK(X[k]); }",
    "assigned": "function f(k: string) { k = kind(k); TRACK(X[k]); }",
    "what is not understood": "function f(k: string) { if (isNew(k)) TRACK(X[k]); }",
}


@pytest.mark.parametrize("case", LIMITED)
def test_what_limits_a_key_may_rule_out_each_entry(tmp_path: Path, case: str) -> None:
    code = JS + LIMITED[case].replace("TRACK", "altertable.track")
    assert _told(tmp_path, "a.ts", code) == {"A": True, "B": True, "Old": True}


LIMITED_PYTHON = {
    "an enumeration": "def f(k: Kind):\n    TRACK(X[k], 'u')",
    "its value": "def f(k: Kind):\n    TRACK(X[k.value], 'u')",
    "a result": "def f(o):\n    TRACK(X[kind(o)], 'u')",
    "a loop": "for k in kinds():\n    TRACK(X[k], 'u')",
    "not understood": "def f(k):\n    if is_new(k):\n        TRACK(X[k], 'u')",
}


@pytest.mark.parametrize("case", LIMITED_PYTHON)
def test_what_limits_a_key_of_python_may_rule_out_each_entry(tmp_path: Path, case: str) -> None:
    code = PY + LIMITED_PYTHON[case].replace("TRACK", "client.track")
    assert _told(tmp_path, "a.py", code) == {"A": True, "B": True, "Old": True}


RULED_OUT = {
    "a.ts": {
        "left out": "function f(k: string) { if (k === 'old') return; TRACK(X[k]); }",
        "one of some": "function f(k: string) { if (k === 'a' || k === 'b') TRACK(X[k]); }",
        "keys of it": "function f(k: keyof typeof X) { if (k !== 'old') TRACK(X[k]); }",
    },
    "a.js": {
        "a member": "function f(p) { if (p.k === 'old') return; TRACK(X[p.k]); }",
        "a switch": "function f(k) { switch (k) { case 'a': case 'b': TRACK(X[k]); } }",
    },
    "a.py": {
        "left out": "def f(k):\n    if k == 'old':\n        return\n    TRACK(X[k], 'u')",
        "one of some": "def f(k):\n    if k in ('a', 'b'):\n        TRACK(X[k], 'u')",
        "an assertion": "def f(k: str):\n    assert k != 'old'\n    TRACK(X[k], 'u')",
    },
}


@pytest.mark.parametrize(
    ("name", "case"), [(n, c) for n, cases in RULED_OUT.items() for c in cases]
)
def test_conditions_rule_entries_out(tmp_path: Path, name: str, case: str) -> None:
    before, send = (PY, "client.track") if name == "a.py" else (JS, "altertable.track")
    code = before + RULED_OUT[name][case].replace("TRACK", send)
    assert _told(tmp_path, name, code) == {"A": False, "B": False}


OR_ELSE = {
    "a.ts": [
        "function f(k: string) { TRACK(X[k] ?? 'Else'); }",
        "function f(k: keyof typeof X | 'c') { TRACK(X[k as keyof typeof X] || 'Else'); }",
        "function f(k: string) { const name = X[k]; TRACK(name ?? 'Else'); }",
    ],
    "a.js": ["function f(p) { TRACK(X[p.k] || 'Else'); }"],
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in OR_ELSE.items() for t in texts])
def test_an_object_may_lack_a_key_that_is_not_known(tmp_path: Path, name: str, text: str) -> None:
    told = _told(tmp_path, name, JS + text.replace("TRACK", "altertable.track"))
    assert told["Else"] is False
    assert told.keys() == {"A", "B", "Old", "Else"}


def test_what_a_key_falls_back_to_is_given_by_callers(tmp_path: Path) -> None:
    code = "function f(k: string) { altertable.track(X[k] ?? k); }\nf('a');\nf('Plain');\n"
    (tmp_path / "a.ts").write_text(JS + code)
    calls = scan_project(tmp_path, cwd=tmp_path).calls
    assert [[event.name for event in call.events] for call in calls] == [["A"], ["Plain"]]


ANY = {
    "a.ts": [
        "function f(k: string) { TRACK(X[k]); }",
        "function f(k?: string | null) { TRACK(X[k]); }",
        "function f(k: any) { TRACK(X[k]); }",
        "function f(k: keyof typeof X) { TRACK(X[k]); }",
    ],
    "a.js": [
        "function f(k) { TRACK(X[k]); }",
        "function f(p) { TRACK(X[p.k]); }",
        "function f({ k }) { TRACK(X[k]); }",
    ],
    "a.py": ["def f(k):\n    TRACK(X[k], 'u')", "def f(k: str):\n    TRACK(X[k], 'u')"],
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in ANY.items() for t in texts])
def test_a_key_that_may_be_any_takes_all_entries(tmp_path: Path, name: str, text: str) -> None:
    before, send = (PY, "client.track") if name == "a.py" else (JS, "altertable.track")
    code = before + text.replace("TRACK", send)
    assert _told(tmp_path, name, code) == {"A": False, "B": False, "Old": False}


BY_TYPE = {
    "a.ts": [
        "function f(e: any) { if (typeof e === 'string') TRACK(e); else TRACK(e.n); }\nf('A'); f({ n: 'B' });",
        "function f(e: any) { if (typeof e === 'object') { TRACK(e.n); return; } TRACK(e); }\nf('A'); f({ n: 'B' });",
        "function f(e: any) { if (typeof e === 'string') TRACK(e); else TRACK(e[0]); }\nf('A'); f(['B']);",
        "function f(e: any) { if (typeof e === 'function') { TRACK('B'); } else TRACK(e); }\nf('A'); f(() => 1);",
    ],
    "a.py": [
        "def f(e):\n    if isinstance(e, str):\n        TRACK(e, 'u')\n    else:\n        TRACK(e['n'], 'u')\nf('A')\nf({'n': 'B'})",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in BY_TYPE.items() for t in texts])
def test_the_type_of_what_callers_give_decides_which_call_is_made(
    tmp_path: Path, name: str, text: str
) -> None:
    before, send = (PY, "client.track") if name == "a.py" else (JS, "altertable.track")
    (tmp_path / name).write_text(before + text.replace("TRACK", send))
    calls = scan_project(tmp_path, cwd=tmp_path).calls
    told = sorted((e.name, e.is_possible) for call in calls for e in call.events)
    assert told == [("A", False), ("B", False)]
    assert all(call.dynamic is None for call in calls)


def test_a_type_rules_out_what_a_function_returns(tmp_path: Path) -> None:
    code = """
function nameOf(k: string) { switch (k) { case 'a': return 'A'; case 'old': return 'Old'; default: return 'B'; } }
export function f(k: 'a' | 'b') { altertable.track(nameOf(k)); }
"""
    told = _told(tmp_path, "a.ts", JS + code)
    assert "Old" not in told
    assert told.keys() == {"A", "B"}
