"""Names and objects that functions of the project return: `track(nameOf(kind))`."""

# ruff: noqa: E501  a line is a case

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.scan import scan_project

JS = "import { altertable } from '@altertable/altertable-js';\n"
PY = "from altertable import Altertable\nclient = Altertable('k')\n"


def _calls(folder: Path, files: Mapping[str, str]) -> tuple[Call, ...]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return scan_project(folder, cwd=folder).calls


def _shown(call: Call) -> tuple[list[str], bool]:
    """The names that are judged, and whether there may be others."""
    names = [event.name for event in call.events if not event.is_possible]
    return names, call.dynamic is not None


OPEN_JAVASCRIPT = {
    "itself": "function n(k) { return n(k - 1); } TRACK(n('A'));",
    "in a circle": "function n(k) { return m(k); } function m(k) { return n(k); } TRACK(n('A'));",
    "a promise": "async function n() { return 'A'; } TRACK(n());",
    "a generator": "function* n() { yield 1; return 'A'; } TRACK(n());",
    "state": "let s = 'A'; function set(x) { s = x; } function n() { return s; } TRACK(n());",
    "one that is set": "function n() { return 'A'; } n = other; TRACK(n());",
    "a parameter that is changed": "function n(k) { k = g(k); return k; } TRACK(n('A'));",
    "a parameter of another": "function f(k) { function n() { return k; } TRACK(n('A')); }",
    "made by a package": "import { n } from 'names'; TRACK(n('A'));",
    "a test that is not understood": "function n(k) { if (k.startsWith('x')) return 'A'; return 'B'; } TRACK(n('x'));",
    "one that is overridden": "class S { n() { return 'A'; } f() { TRACK(this.n()); } } class T extends S { n() { return 'B'; } }",
    "a list that may change": "const X = { a: 'A' }; X.a = g(); function n(k) { return X[k]; } TRACK(n('a'));",
}
OPEN_PYTHON = {
    "decorated": "@wrap\ndef n():\n    return 'A'\nTRACK(n(), 'u')",
    "a coroutine": "async def n():\n    return 'A'\nTRACK(n(), 'u')",
    "abstract": "class C:\n    def n(self):\n        raise NotImplementedError\n    def f(self):\n        TRACK(self.n(), 'u')",
    "a generator": "def n():\n    yield 1\n    return 'A'\nTRACK(n(), 'u')",
    "set at run time": "def n():\n    return 'A'\nn = g\nTRACK(n(), 'u')",
}


@pytest.mark.parametrize("case", OPEN_JAVASCRIPT)
def test_what_is_not_surely_returned_stays_open(tmp_path: Path, case: str) -> None:
    code = OPEN_JAVASCRIPT[case].replace("TRACK", "altertable.track")
    (call,) = _calls(tmp_path, {"a.ts": JS + code})
    assert _shown(call) == ([], True)


@pytest.mark.parametrize("case", OPEN_PYTHON)
def test_what_is_not_surely_returned_stays_open_in_python(tmp_path: Path, case: str) -> None:
    (call,) = _calls(tmp_path, {"a.py": PY + OPEN_PYTHON[case].replace("TRACK", "client.track")})
    assert _shown(call) == ([], True)


KNOWN_JAVASCRIPT = {
    "a constant": ("function n() { return 'A'; } TRACK(n());", ["A"]),
    "put together": ("function n(k) { return `x-${k}`; } TRACK(n('A'));", ["x-A"]),
    "an arrow": ("const n = (k, p = 'x') => `${p}-${k}`; TRACK(n('A'));", ["x-A"]),
    "in a text": ("const n = (k) => `x-${k}`; TRACK(`${n('A')}!`);", ["x-A!"]),
    "awaited": (
        "async function n() { return 'A'; } async function f() { TRACK(await n()); }",
        ["A"],
    ),
    "by way of another": (
        "const m = (k) => `m${k}`; const n = (k) => `n${m(k)}`; TRACK(n('A'));",
        ["nmA"],
    ),
    "the first of two": (
        "function n(k) { if (k === 'a') return 'A'; return 'B'; } TRACK(n('a'));",
        ["A"],
    ),
    "the second of two": (
        "function n(k) { if (k === 'a') return 'A'; return 'B'; } TRACK(n('b'));",
        ["B"],
    ),
    "either": ("function n(k) { if (k === 'a') return 'A'; return 'B'; } TRACK(n(x));", ["A", "B"]),
    "either branch": ("const n = (k) => (k === 'a' ? 'A' : `x-${k}`); TRACK(n(x));", ["A", "x-*"]),
    "of a switch": (
        "function n(k) { switch (k) { case 'a': return 'A'; case 'b': return 'B'; } } TRACK(n('b'));",
        ["B"],
    ),
    "of an empty default": (
        "function n(k) { switch (k) { default: } return 'A'; } TRACK(n('b'));",
        ["A"],
    ),
    "or nothing": ("function n(k) { if (k) return 'A'; } TRACK(n(x));", ["A"]),
    "out of a list": ("const X = { a: 'A', b: 'B' }; const n = (k) => X[k]; TRACK(n('b'));", ["B"]),
    "out of an object": ("const e = (k) => ({ name: k, plan: 1 }); TRACK(e('A').name);", ["A"]),
    "a method": ("class S { n(k) { return `x-${k}`; } } TRACK(new S().n('A'));", ["x-A"]),
    "own method": ("class S { n(k) { return `x-${k}`; } f() { TRACK(this.n('A')); } }", ["x-A"]),
    "in a variable": ("function n(k) { return `x-${k}`; } const v = n('A'); TRACK(v);", ["x-A"]),
}


@pytest.mark.parametrize("case", KNOWN_JAVASCRIPT)
def test_what_is_returned_is_known(tmp_path: Path, case: str) -> None:
    code, names = KNOWN_JAVASCRIPT[case]
    (call,) = _calls(tmp_path, {"a.ts": JS + code.replace("TRACK", "altertable.track")})
    assert _shown(call) == (names, False)


KNOWN_PYTHON = {
    "a constant": ("def n():\n    return 'A'\nTRACK(n(), 'u')", ["A"]),
    "a keyword": ("def n(k, *, p='x'):\n    return f'{p}-{k}'\nTRACK(n('A', p='y'), 'u')", ["y-A"]),
    "one of three": (
        "def n(k):\n    if k == 'a':\n        return 'A'\n    elif k == 'b':\n        return 'B'\n    return 'C'\nTRACK(n('b'), 'u')",
        ["B"],
    ),
    "any of three": (
        "def n(k):\n    if k == 'a':\n        return 'A'\n    elif k == 'b':\n        return 'B'\n    return 'C'\nTRACK(n(x), 'u')",
        ["A", "B", "C"],
    ),
    "of a match": (
        "def n(k):\n    match k:\n        case 'a':\n            return 'A'\n        case _:\n            return 'B'\nTRACK(n('a'), 'u')",
        ["A"],
    ),
    "cached": ("@lru_cache\ndef n():\n    return 'A'\nTRACK(n(), 'u')", ["A"]),
    "a dictionary": ("def e(k):\n    return {'event': k}\nTRACK(e('A')['event'], 'u')", ["A"]),
    "under constants": (
        "class S:\n    X = 'x'\n    Y = 'y'\nN = {S.X: 'A', S.Y: 'B'}\nTRACK(N[k], 'u')",
        ["A", "B"],
    ),
    "a method": (
        "class C:\n    def n(self):\n        return 'A'\n    def f(self):\n        TRACK(self.n(), 'u')",
        ["A"],
    ),
}


@pytest.mark.parametrize("case", KNOWN_PYTHON)
def test_what_is_returned_is_known_in_python(tmp_path: Path, case: str) -> None:
    code, names = KNOWN_PYTHON[case]
    (call,) = _calls(tmp_path, {"a.py": PY + code.replace("TRACK", "client.track")})
    assert _shown(call) == (names, False)


GETTERS = {
    "in Python": (
        "a.py",
        "class C:\n    @property\n    def name(self):\n        return 'A'\n    def f(self):\n        client.track(self.name, 'u')",
    ),
    "in JavaScript": (
        "a.js",
        "class C { get name() { return 'A'; } f() { altertable.track(this.name); } }",
    ),
}
OPEN_GETTERS = {
    "overridden": (
        "a.py",
        "class C:\n    @property\n    def name(self):\n        return 'A'\n    def f(self):\n        client.track(self.name, 'u')\nclass D(C):\n    name = 'B'",
    ),
    "of what is given": (
        "a.py",
        "class C:\n    def __init__(self, k):\n        self.k = k\n    @property\n    def name(self):\n        return self.k\n    def f(self):\n        client.track(self.name, 'u')",
    ),
    "a method": ("a.js", "class C { name() { return 'A'; } f() { altertable.track(this.name); } }"),
}


@pytest.mark.parametrize("case", GETTERS)
def test_what_a_getter_of_the_class_gives_is_known(tmp_path: Path, case: str) -> None:
    file, code = GETTERS[case]
    (call,) = _calls(tmp_path, {file: (PY if file.endswith("py") else JS) + code})
    assert _shown(call) == (["A"], False)


@pytest.mark.parametrize("case", OPEN_GETTERS)
def test_what_a_getter_may_give_otherwise_stays_open(tmp_path: Path, case: str) -> None:
    file, code = OPEN_GETTERS[case]
    (call,) = _calls(tmp_path, {file: (PY if file.endswith("py") else JS) + code})
    assert _shown(call) == ([], True)


def test_a_declared_result_may_be_sent(tmp_path: Path) -> None:
    code = "function n(): 'A' | 'B' { return g(); }\naltertable.track(n());"
    (call,) = _calls(tmp_path, {"a.ts": JS + code})
    assert _shown(call) == (["A", "B"], True)


def test_an_object_that_is_returned_is_known_with_its_keys(tmp_path: Path) -> None:
    make = "export function make(plan) { const p = { plan }; return { name: 'A', p }; }"
    use = f"{JS}import {{ make }} from './make';\nconst e = make('pro');\naltertable.track(e.name, e.p);"
    (call,) = _calls(tmp_path, {"make.ts": make, "use.ts": use})
    fields = call.properties
    assert [p.name for p in fields.properties] == ["plan"]
    assert [v.literal for p in fields.properties for v in p.values] == ["pro"]
    assert _shown(call) == (["A"], False)


def test_callers_of_a_function_decide_what_it_gives_another_one(tmp_path: Path) -> None:
    names = "export const nameOf = (k) => `x-${k}`;"
    send = f"{JS}import {{ nameOf }} from './names';\nexport function send(k) {{ altertable.track(nameOf(k)); }}"
    use = "import { send } from './send';\nsend('A');\nsend('B');"
    found = _calls(tmp_path, {"names.ts": names, "send.ts": send, "use.ts": use})
    assert [_shown(call) for call in found] == [(["x-A"], False), (["x-B"], False)]


def test_a_list_that_callers_look_up_names_in(tmp_path: Path) -> None:
    send = f"{JS}const X = {{ a: 'A', b: 'B' }};\nexport function send(k) {{ altertable.track(X[k]); }}"
    use = "import { send } from './send';\nsend('a');\nsend('b');\nsend(kind);"
    found = _calls(tmp_path, {"send.ts": send, "use.ts": use})
    assert [_shown(call) for call in found] == [(["A"], False), (["B"], False), (["A", "B"], False)]


NESTED_JAVASCRIPT = {
    "a return": "function p(k) { if (!k) return {}; return { k }; }",
    "null alone": "function p(k) { if (k === null) return {}; return { k }; }",
    "a branch": "function p(k) { if (k) { return { k }; } return {}; }",
    "a conditional": "function p(k) { return k ? { k } : {}; }",
}
NESTED_PYTHON = {
    "a return": "def p(k):\n    if not k:\n        return {}\n    return {'k': k}\n",
    "none alone": "def p(k):\n    if k is None:\n        return {}\n    return {'k': k}\n",
    "a conditional": "def p(k):\n    return {'k': k} if k else {}\n",
}
OF_JAVASCRIPT = "function of(s) { if (!s) return null; return find(s); }\n"
OF_PYTHON = "def of(s):\n    if not s:\n        return None\n    return find(s)\n"


@pytest.mark.parametrize("given", ["p(of(x))", "p(o)", "{ ...p(of(x)) }", "{ ...p(o) }"])
@pytest.mark.parametrize("case", NESTED_JAVASCRIPT)
def test_what_a_function_rules_out_of_another_ones_results_is_not_sent(
    tmp_path: Path, case: str, given: str
) -> None:
    made = f"{OF_JAVASCRIPT}{NESTED_JAVASCRIPT[case]}\nconst o = of(x);\n"
    (call,) = _calls(tmp_path, {"a.ts": f"{JS}{made}altertable.track('A', {given});"})
    assert call.properties.properties or not call.properties.is_complete
    assert not [v for p in call.properties.properties for v in p.values if v.is_literal]


@pytest.mark.parametrize("given", ["p(of(x))", "p(o)", "{**p(of(x))}", "{**p(o)}"])
@pytest.mark.parametrize("case", NESTED_PYTHON)
def test_what_a_function_rules_out_of_another_ones_results_is_not_sent_in_python(
    tmp_path: Path, case: str, given: str
) -> None:
    made = f"{OF_PYTHON}{NESTED_PYTHON[case]}o = of(x)\n"
    track = f"client.track('A', 'u', {{'properties': {given}}})"
    (call,) = _calls(tmp_path, {"a.py": PY + made + track})
    assert call.properties.properties or not call.properties.is_complete
    assert not [v for p in call.properties.properties for v in p.values if v.is_literal]


def test_what_a_function_lets_through_of_another_ones_results_is_sent(tmp_path: Path) -> None:
    code = "function p(k) { if (k === 'b') return {}; return { k }; }\n"
    of = "function of(s) { if (s === 1) return null; return 'c'; }\n"
    (call,) = _calls(tmp_path, {"a.ts": JS + of + code + "altertable.track('A', p(of(2)));"})
    assert [v.literal for p in call.properties.properties for v in p.values] == ["c"]
