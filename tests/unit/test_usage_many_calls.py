"""Long files with thousands of calls are judged in a time that grows with their size alone."""

import pytest
from effort import at_most

from tracking_plan.usage.facts.effort import MOST_CALLS
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_text

JS = "import { altertable } from '@altertable/altertable-js';\n"
PY = "from altertable import Altertable\nclient = Altertable('k')\n"
MANY = 2000
REFUSED = [f"has more than {MOST_CALLS:,} tracking calls"]


def _each(piece: str, times: int) -> str:
    return "".join(piece.replace("$", str(number)) for number in range(times))


def _scan(code: str, name: str, seconds: float) -> Scan:
    with at_most(seconds):
        return scan_text(code.encode(), name)


@pytest.mark.parametrize(
    ("start", "piece", "name"),
    [
        (JS, "altertable.track('E$', { a: $, b: 'some text', c: true });\n", "app.ts"),
        (JS + "const { track } = altertable;\n", "track('E$', { a: $, b: 'text' });\n", "app.js"),
        (PY, "client.track('E$', 'u', {'properties': {'a': $, 'b': 'text'}})\n", "app.py"),
    ],
)
def test_as_many_calls_as_a_file_may_have_are_judged(start: str, piece: str, name: str) -> None:
    scan = _scan(start + _each(piece, MOST_CALLS), name, 20)
    assert [call.events[0].name for call in scan.calls] == [f"E{n}" for n in range(MOST_CALLS)]


@pytest.mark.parametrize(
    ("start", "piece", "name"),
    [
        (
            JS,
            "function f$(a, b) { const p = { a, b }; if (a) altertable.track('E$', p); }\n",
            "app.ts",
        ),
        (JS + "let p = {};\n", "p = { a: $ };\naltertable.track('E$', p);\n", "app.js"),
        (PY, "p = {'a': $}\nclient.track('E$', 'u', {'properties': p})\n", "app.py"),
        (JS + "let p = {};\n", "p = {};\np.a = $;\naltertable.track('E$', p);\n", "app.js"),
        (
            PY,
            "def f$(a):\n  p = {'x': 1}\n  p['b'] = a\n  p.update(c=a)\n"
            "  client.track('E$', a, {'properties': p})\n",
            "app.py",
        ),
        (PY, "p = {}\np['a'] = $\nclient.track('E$', 'u', {'properties': p})\n", "app.py"),
        (
            PY + "class C:\n",
            "  def f$(self):\n    self.p = {}\n    self.p['a'] = $\n"
            "    client.track('E$', 'u', {'properties': self.p})\n",
            "app.py",
        ),
        (
            PY + "class C:\n  def f(self):\n",
            "    self.p = {}\n    self.p['a'] = $\n"
            "    client.track('E$', 'u', {'properties': self.p})\n",
            "app.py",
        ),
        (
            JS + "let step;\n",
            "function f$() { step = 'E$'; altertable.track(step, {}); }\n",
            "app.ts",
        ),
    ],
)
def test_what_is_assigned_before_each_of_many_calls_is_followed(
    start: str, piece: str, name: str
) -> None:
    scan = _scan(start + _each(piece, MANY), name, 20)
    assert [call.events[0].name for call in scan.calls] == [f"E{n}" for n in range(MANY)]


@pytest.mark.parametrize(
    ("start", "piece", "end", "call", "name"),
    [
        ("const E = {\n", "  K$: 'E$',\n", "};\n", "altertable.track(E.K$);\n", "app.js"),
        ("enum E {\n", "  K$ = 'E$',\n", "}\n", "altertable.track(E.K$);\n", "app.ts"),
        ("E = {\n", "    'k$': 'E$',\n", "}\n", "client.track(E['k$'], 'u')\n", "app.py"),
    ],
)
def test_a_list_of_as_many_names_is_looked_up(
    start: str, piece: str, end: str, call: str, name: str
) -> None:
    sdk = PY if name.endswith(".py") else JS
    code = sdk + start + _each(piece, MANY) + end + _each(call, MANY)
    scan = _scan(code, name, 20)
    assert [one.events[0].name for one in scan.calls] == [f"E{n}" for n in range(MANY)]


def test_of_a_key_that_is_written_twice_the_last_entry_counts() -> None:
    code = JS + "const E = { a: 'A', b: 'B', a: 'C', ...D };\naltertable.track(E.a);\n"
    code += "const F = { a: 'A', [k]: 'B' };\naltertable.track(F.a);\n"
    code += "const G = { a: 'A', b: 'B', a: 'C' };\naltertable.track(G.a);\n"
    scan = _scan(code, "app.js", 20)
    found = [[(e.name, e.is_possible) for e in call.events] for call in scan.calls]
    assert found == [[("C", True)], [("A", True)], [("C", False)]]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (_each("altertable.track('E$',{a:$});", MOST_CALLS + 1), "app.min.js"),
        (_each("function f$(e,t){return e&&z.track('E',{a:t}),e}", MOST_CALLS + 1), "app.js"),
        (_each("client.track('E$', 'u')\n", MOST_CALLS + 1), "app.py"),
    ],
)
def test_more_calls_than_anyone_writes_are_refused_before_they_are_parsed(
    code: str, name: str
) -> None:
    scan = _scan(code, name, 1)
    assert [one.reason for one in scan.skipped] == REFUSED
    assert [one.may_have_calls for one in scan.skipped] == [True]
    assert scan.calls == ()
