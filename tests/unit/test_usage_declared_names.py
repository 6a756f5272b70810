"""Names of events that a type lists: what a function may be given, where its callers are unknown."""

# ruff: noqa: E501  a line is a case

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project

JS = "import { altertable } from '@altertable/altertable-js';\n"
PY = "from altertable import Altertable\nclient = Altertable('k')\n"


def _scan(folder: Path, files: Mapping[str, str]) -> Scan:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return scan_project(folder, cwd=folder)


def _names(call: Call) -> list[str]:
    return [event.name for event in call.events]


OPEN_TYPESCRIPT = {
    "a text beside others": "function f(n: 'A' | string) { TRACK(n); }",
    "a text that is open": "function f(n: 'A' | (string & {})) { TRACK(n); }",
    "what is no constant": "const X = ['A', 'B']; function f(n: (typeof X)[number]) { TRACK(n); }",
    "values that may change": "const X = { k: 'A' }; function f(n: (typeof X)[keyof typeof X]) { TRACK(n); }",
    "frozen, further in": "const X = Object.freeze({ o: { k: 'A' } }); function f(n: (typeof X)['o']['k']) { TRACK(n); }",
    "any key": "interface M { A: {}; [key: string]: {} } function f(n: keyof M) { TRACK(n); }",
    "a package's type": "import { N } from 'names'; function f(n: N) { TRACK(n); }",
    "numbers": "enum E { A, B } function f(n: E) { TRACK(n); }",
    "some texts, some numbers": "enum E { A = 'A', B = 2 } function f(n: E) { TRACK(n); }",
    "two types of a name": "interface N { A: {} } interface N { B: {} } function f(n: keyof N) { TRACK(n); }",
    "assigned again": "function f(n: 'A' | 'B') { n = g(n); TRACK(n); }",
    "a type without what it excludes": "function f(n: Exclude<'A' | 'B', 'B'>) { TRACK(n); }",
    "a method": "function f(n: { name(): 'A' }) { TRACK(n.name); }",
    "a member that is not there": "function f(n: { other: 'A' }) { TRACK(n.name); }",
    "itself": "type N = N; function f(n: N) { TRACK(n); }",
    "in a circle": "type N = M; type M = N | 'A'; function f(n: N) { TRACK(n); }",
}


@pytest.mark.parametrize("case", OPEN_TYPESCRIPT)
def test_a_type_that_allows_others_lists_no_names(tmp_path: Path, case: str) -> None:
    code = OPEN_TYPESCRIPT[case].replace("TRACK", "altertable.track")
    (call,) = _scan(tmp_path, {"a.ts": JS + code}).calls
    assert _names(call) == []
    assert call.dynamic is not None


LISTED_TYPESCRIPT = {
    "a union": "function f(n: 'A' | 'B') { TRACK(n); }",
    "perhaps nothing": "function f(n?: 'A' | 'B' | null) { TRACK(n); }",
    "another name of it": "type N = 'A' | 'B'; const f = (n: N) => TRACK(n);",
    "two of them": "type N = 'A'; type M = N | 'B'; const f = (n: M) => TRACK(n);",
    "keys of an object": "const X = { A: 1, B: 2 }; function f(n: keyof typeof X) { TRACK(n); }",
    "items": "const X = ['A', 'B'] as const; function f(n: (typeof X)[number]) { TRACK(n); }",
    "items without brackets": "const X = ['A', 'B'] as const; function f(n: typeof X[number]) { TRACK(n); }",
    "values": "const X = { k: 'A', l: 'B' } as const; type N = (typeof X)[keyof typeof X]; function f(n: N) { TRACK(n); }",
    "values that are checked": "const X = { k: 'A', l: 'B' } as const satisfies R; function f(n: (typeof X)[keyof typeof X]) { TRACK(n); }",
    "frozen": "const X = Object.freeze({ k: 'A', l: 'B' }); function f(n: (typeof X)[keyof typeof X]) { TRACK(n); }",
    "a type called as its values": "const X = { k: 'A', l: 'B' } as const; type X = (typeof X)[keyof typeof X]; function f(n: X) { TRACK(n); }",
    "keys of an interface": "interface M { A: { p: string }; B: {} } function f<K extends keyof M>(n: K, p: M[K]) { TRACK(n, p); }",
    "keys of several": "interface L { A: {} } interface M extends L { B: {} } function f(n: keyof M) { TRACK(n); }",
    "keys of a record": "type R = Record<'A' | 'B', string>; function f(n: keyof R) { TRACK(n); }",
    "values of a type": "type M = { k: 'A'; l: 'B' }; function f(n: M[keyof M]) { TRACK(n); }",
    "an enumeration": "enum E { K = 'A', L = 'B' } function f(n: E) { TRACK(n); }",
    "some members": "enum E { K = 'A', L = 'B', M = 'C' } function f(n: E.K | E.L) { TRACK(n); }",
    "its texts": "enum E { K = 'A', L = 'B' } function f(n: `${E}`) { TRACK(n); }",
    "its names": "enum E { A = 'x', B = 'y' } function f(n: keyof typeof E) { TRACK(n); }",
    "texts put together": "function f(n: `${'A' | 'B'}`) { TRACK(n); }",
    "taken apart": "function f({ n }: { n: 'A' | 'B' }) { TRACK(n); }",
    "taken apart twice": "function f({ o: { n: m } }: { o: { n: 'A' | 'B' } }) { TRACK(m); }",
    "a member": "interface P { n: 'A' | 'B' } function f(p: P) { TRACK(p.n); }",
    "a variable": "function f() { const n: 'A' | 'B' = g(); TRACK(n); }",
    "but for one": "function f(n: 'A' | 'B' | 'C') { if (n === 'C') return; TRACK(n); }",
    "by a switch": "function f(n: 'A' | 'B' | 'C') { switch (n) { case 'A': case 'B': TRACK(n); } }",
    "in a template": "function f(n: 'A' | 'B') { TRACK(`${n}`); }",
}  # fmt: skip


@pytest.mark.parametrize("case", LISTED_TYPESCRIPT)
def test_what_a_type_lists_may_be_sent(tmp_path: Path, case: str) -> None:
    code = LISTED_TYPESCRIPT[case].replace("TRACK", "altertable.track")
    (call,) = _scan(tmp_path, {"a.ts": JS + code}).calls
    assert _names(call) == ["A", "B"]
    assert call.dynamic is not None  # nothing holds callers to a type
    assert all(event.is_declared and not event.is_possible for event in call.events)


OPEN_PYTHON = {
    "a text": "def f(n: str):\n    TRACK(n, 'u')",
    "a text beside": "def f(n: Literal['A'] | str):\n    TRACK(n, 'u')",
    "members that are no texts": "class E(Enum):\n    K = 'A'\ndef f(n: E):\n    TRACK(n, 'u')",
    "a number": "class E(Enum):\n    K = 1\ndef f(n: E):\n    TRACK(n.value, 'u')",
    "made by itself": "class E(Enum):\n    K = auto()\ndef f(n: E):\n    TRACK(n.value, 'u')",
    "two fields": "class P:\n    n: Literal['A']\n    def g(self): self.n = h()\ndef f(p: P):\n    TRACK(p.n, 'u')",
}
LISTED_PYTHON = {
    "literals": "def f(n: Literal['A', 'B']):\n    TRACK(n, 'u')",
    "in quotes": "def f(n: \"Literal['A', 'B']\"):\n    TRACK(n, 'u')",
    "perhaps none": "def f(n: Optional[Literal['A', 'B']] = None):\n    TRACK(n, 'u')",
    "another name": "N = Literal['A', 'B']\ndef f(n: N):\n    TRACK(n, 'u')",
    "a union": "N: TypeAlias = Literal['A']\ndef f(n: Union[N, Literal['B']]):\n    TRACK(n, 'u')",
    "texts of an enumeration": "class E(StrEnum):\n    K = 'A'\n    L = 'B'\ndef f(n: E):\n    TRACK(n, 'u')",
    "its values": "class E(Enum):\n    K = 'A'\n    L = 'B'\ndef f(n: E):\n    TRACK(n.value, 'u')",
    "in a text": "def f(n: Literal['A', 'B']):\n    TRACK(f'{n}', 'u')",
    "a field": "@dataclass\nclass P:\n    n: Literal['A', 'B']\ndef f(p: P):\n    TRACK(p.n, 'u')",
    "what it has itself": "@dataclass\nclass P:\n    n: Literal['A', 'B']\n    def send(self):\n        TRACK(self.n, 'u')",
    "but for one": "def f(n: Literal['A', 'B', 'C']):\n    if n != 'C':\n        TRACK(n, 'u')",
}


@pytest.mark.parametrize("case", OPEN_PYTHON)
def test_a_type_of_python_that_allows_others_lists_no_names(tmp_path: Path, case: str) -> None:
    code = OPEN_PYTHON[case].replace("TRACK", "client.track")
    (call,) = _scan(tmp_path, {"a.py": PY + code}).calls
    assert (_names(call), call.dynamic is not None) == ([], True)


@pytest.mark.parametrize("case", LISTED_PYTHON)
def test_what_a_type_of_python_lists_may_be_sent(tmp_path: Path, case: str) -> None:
    code = LISTED_PYTHON[case].replace("TRACK", "client.track")
    (call,) = _scan(tmp_path, {"a.py": PY + code}).calls
    assert (_names(call), call.dynamic is not None) == (["A", "B"], True)


FILES = {
    "names.ts": "export const X = { k: 'A', l: 'B' } as const;\nexport type N = (typeof X)[keyof typeof X];",
    "index.ts": "export * from './names';",
    "send.ts": f"{JS}import type {{ N }} from './index';\nexport function send(n: N) {{ altertable.track(n); }}",
}


def test_types_are_followed_through_files(tmp_path: Path) -> None:
    (call,) = _scan(tmp_path, FILES).calls
    assert _names(call) == ["A", "B"]


def test_where_all_callers_are_known_the_type_says_nothing(tmp_path: Path) -> None:
    use = "import { send } from './send';\nsend('A');"
    scan = _scan(tmp_path, {**FILES, "use.ts": use})
    assert [(c.at.path, _names(c), c.dynamic) for c in scan.calls] == [("use.ts", ["A"], None)]


def test_where_a_caller_is_unknown_the_type_says_what_may_be_sent(tmp_path: Path) -> None:
    use = "import { send } from './send';\nsend('A');\nsend(g());"
    scan = _scan(tmp_path, {**FILES, "use.ts": use})
    assert [(c.at.path, _names(c), c.dynamic) for c in scan.calls] == [
        ("send.ts", ["A", "B"], DynamicReason.PARAMETER),
        ("use.ts", ["A"], None),
        ("use.ts", [], DynamicReason.COMPUTED),
    ]


def test_a_type_does_not_make_a_call_certain(tmp_path: Path) -> None:
    code = f"{JS}function f(tracker, n: 'A' | 'B') {{ tracker.track(n); }}"
    scan = _scan(tmp_path, {"a.ts": code})
    assert not scan.calls
