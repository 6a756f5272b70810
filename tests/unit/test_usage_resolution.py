"""What event names, properties and values can be told from the code."""

import pytest

from tracking_plan.place import Span
from tracking_plan.usage.facts.call import Call, Resolution
from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.scan import scan_text

L, C, E, O, P = (  # noqa: E741  as short as the tables below need them
    Resolution.LITERAL,
    Resolution.CONSTANT,
    Resolution.ENUM,
    Resolution.CONDITIONAL,
    Resolution.PATTERN,
)


def _call(code: str, ending: str) -> Call:
    (call,) = scan_text(code.encode(), f"app.{ending}").calls
    return call


def _names(call: Call) -> list[tuple[str, Resolution]]:
    return [(event.name, event.resolution) for event in call.events]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("altertable.track('A\\u00e9\\n', 'u')", [("Aé\n", L)]),
        ("altertable.track(r'A\\n', 'u')", [("A\\n", L)]),
        ("altertable.track('A ' 'B', 'u')", [("A B", L)]),
        ("altertable.track(('A'), 'u')", [("A", L)]),
        ("altertable.track(event='A', distinct_id='u')", [("A", L)]),
        ("altertable.track(**{'event': 'A', 'distinct_id': 'u'})", [("A", L)]),
        ("N = 'A'\naltertable.track(N, 'u')", [("A", C)]),
        ("N: Final[str] = 'A'\naltertable.track(N, 'u')", [("A", C)]),
        ("N = 'A'\nM = N\naltertable.track(M, 'u')", [("A", C)]),
        ("P = 'A'\naltertable.track(f'{P} B', 'u')", [("A B", C)]),
        ("P = 'A'\naltertable.track(P + ' B', 'u')", [("A B", C)]),
        ("altertable.track(f'A {x}', 'u')", [("A *", P)]),
        ("altertable.track('A %s' % x, 'u')", [("A *", P)]),
        ("altertable.track('A {} {{}}'.format(x), 'u')", [("A * {}", P)]),
        ("altertable.track(f'A {{{x}}}', 'u')", [("A {*}", P)]),
        ("class K(StrEnum):\n    A = 'x'\naltertable.track(K.A, 'u')", [("x", E)]),
        ("class K(Enum):\n    A = 'x'\naltertable.track(K.A.value, 'u')", [("x", E)]),
        ("class K(StrEnum):\n    A_B = auto()\naltertable.track(K.A_B, 'u')", [("a_b", E)]),
        ("class K:\n    A = 'x'\naltertable.track(K.A, 'u')", [("x", E)]),
        ("class K:\n    A = 'x'\n    def f(self): altertable.track(self.A, 'u')", [("x", E)]),
        ("D = {'a': 'x'}\naltertable.track(D['a'], 'u')", [("x", E)]),
        ("D = {'a': 'x', 'b': 'y'}\naltertable.track(D[k], 'u')", [("x", O), ("y", O)]),
        ("altertable.track('A' if x else 'B', 'u')", [("A", O), ("B", O)]),
        ("altertable.track(f\"A {'B' if x else 'C'}\", 'u')", [("A B", O), ("A C", O)]),
        ("def f():\n  e = 'A'\n  if x: e = 'B'\n  altertable.track(e, 'u')", [("A", O), ("B", O)]),
        ("def f():\n  e = 'A'\n  e = 'B'\n  altertable.track(e, 'u')\n  e = 'C'", [("B", C)]),
        (
            "def f():\n  e = 'A'\n  for x in y:\n    altertable.track(e, 'u')\n    e = 'B'",
            [("A", O), ("B", O)],
        ),
    ],
)
def test_python_names_are_told(code: str, names: list[tuple[str, Resolution]]) -> None:
    call = _call(code, "py")
    assert _names(call) == names
    assert call.dynamic is None


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("altertable.track('A\\u{1F600}\\x41\\\n')", [("A😀A", L)]),
        ("altertable.track(`A`)", [("A", L)]),
        ("altertable.track('A' as const)", [("A", L)]),
        ("const N = 'A'; altertable.track(N!)", [("A", C)]),
        ("const P = 'A'; altertable.track(`${P} B`)", [("A B", C)]),
        ("altertable.track(`A ${x}`)", [("A *", P)]),
        ("altertable.track('A ' + x)", [("A *", P)]),
        ("enum K { A = 'x' } altertable.track(K.A)", [("x", E)]),
        ("const K = { A: 'x', 'b-c': 'y' } as const; altertable.track(K['b-c'])", [("y", E)]),
        ("const K = Object.freeze({ a: { b: 'x' } }); altertable.track(K.a.b)", [("x", E)]),
        ("class K { static readonly A = 'x' } altertable.track(K.A)", [("x", E)]),
        ("altertable.track(a ? 'A' : b ? 'B' : 'C')", [("A", O), ("B", O), ("C", O)]),
        ("let e; if (a) e = 'A'; else e = 'B'; altertable.track(e)", [("A", O), ("B", O)]),
        ("const K = { a: 'x', b: 'y' }; altertable.track(K[k])", [("x", O), ("y", O)]),
        ("let e = 'A'; function f() { let e = 'B'; altertable.track(e) }", [("B", C)]),
    ],
)
def test_javascript_names_are_told(code: str, names: list[tuple[str, Resolution]]) -> None:
    call = _call(code, "ts")
    assert _names(call) == names
    assert call.dynamic is None


@pytest.mark.parametrize(
    ("code", "ending", "why"),
    [
        ("altertable.track(x.y(), 'u')", "py", DynamicReason.COMPUTED),
        ("altertable.track(f'{x}', 'u')", "py", DynamicReason.COMPUTED),
        ("def f(e): altertable.track(e, 'u')", "py", DynamicReason.PARAMETER),
        ("def f(e='A'): altertable.track(e, 'u')", "py", DynamicReason.PARAMETER),
        ("from events import A\naltertable.track(A, 'u')", "py", DynamicReason.IMPORTED),
        ("from events import K\naltertable.track(K.A, 'u')", "py", DynamicReason.IMPORTED),
        ("altertable.track(*args)", "py", DynamicReason.SPREAD),
        ("N = 'A'\ndef f():\n    global N\n    N = g()\naltertable.track(N, 'u')", "py", None),
        ("for e in es: altertable.track(e, 'u')", "py", DynamicReason.COMPUTED),
        ("e = 'A'\ne += 'B'\naltertable.track(e, 'u')", "py", DynamicReason.COMPUTED),
        ("import { A } from './e'; altertable.track(A.x)", "ts", DynamicReason.IMPORTED),
        ("const f = (e) => altertable.track(e)", "js", DynamicReason.PARAMETER),
        ("const f = ({ e }) => altertable.track(e)", "js", DynamicReason.PARAMETER),
        ("for (const e of es) altertable.track(e)", "js", DynamicReason.COMPUTED),
        ("let e = 'A'; e += 'B'; altertable.track(e)", "js", DynamicReason.COMPUTED),
    ],
)
def test_what_cannot_be_told_is_not_guessed(
    code: str, ending: str, why: DynamicReason | None
) -> None:
    call = _call(code, ending)
    assert call.dynamic is (why or DynamicReason.COMPUTED)


def test_a_condition_with_an_unknown_branch_names_the_known_one() -> None:
    call = _call("altertable.track('A' if x else y(), 'u')", "py")
    assert _names(call) == [("A", O)]
    assert call.dynamic is DynamicReason.COMPUTED


def _keys(call: Call) -> str:
    keys = [f"{p.name}{'' if p.is_sure else '?'}" for p in call.properties.properties]
    return " ".join([*keys, *([] if call.properties.is_complete else ["..."])])


@pytest.mark.parametrize(
    ("properties", "keys"),
    [
        ("{}", ""),
        ("{'a': 1, 'b': 2}", "a b"),
        ("{'a': 1, **x}", "a ..."),
        ("{**{'a': 1}, 'b': 2}", "a b"),
        ("{**({'a': 1} if x else {}), 'b': 2}", "a? b"),
        ("{'a': 1} | {'b': 2}", "a b"),
        ("dict(a=1, b=2)", "a b"),
        ("dict(x, a=1)", "... a"),
        ("{f'a{x}': 1}", "..."),
        ("{K: 1}", "k"),
        ("given", "..."),
        ("None", ""),
        ("P", "p q?"),
        ("Q", "p ..."),
    ],
)
def test_python_keys_are_told(properties: str, keys: str) -> None:
    code = (
        "K = 'k'\nP = {'p': 1}\nif x:\n    P['q'] = 2\nQ = {'p': 1}\nfill(Q)\n"
        f"altertable.track('A', 'u', {{'properties': {properties}}})"
    )
    told = _keys(_call(code, "py"))
    assert sorted(told.split()) == sorted(keys.split())


@pytest.mark.parametrize(
    ("properties", "keys"),
    [
        ("{}", ""),
        ("{ a: 1, 'b-c': 2, [K]: 3, d }", "a b-c k d"),
        ("{ ...x, a: 1 }", "a ..."),
        ("{ ...(x && { a: 1 }), b: 2 }", "a? b"),
        ("{ ...(x ? { a: 1, b: 2 } : { a: 3 }) }", "a b?"),
        ("{ a: x ? 1 : undefined, b: undefined }", "a?"),
        ("{ [x]: 1 }", "..."),
        ("P", "p q r?"),
        ("Q", "p ..."),
        ("Object.assign({}, { a: 1 }, x)", "a ..."),
        ("given", "..."),
        ("undefined", ""),
    ],
)
def test_javascript_keys_are_told(properties: str, keys: str) -> None:
    code = (
        "const K = 'k'; const P: R = { p: 1 }; P.q = 2; if (x) { P['r'] = 3 }\n"
        f"const Q = {{ p: 1 }}; fill(Q);\naltertable.track('A', {properties})"
    )
    told = _keys(_call(code, "ts"))
    assert sorted(told.split()) == sorted(keys.split())


def test_options_that_a_variable_holds_are_read() -> None:
    code = "o = {'properties': {'a': 1}}\no['timestamp'] = t\naltertable.track('A', 'u', o)"
    call = _call(code, "py")
    assert _keys(call) == "a"
    assert call.options is not None
    assert [option.name for option in call.options.properties] == ["properties", "timestamp"]


def test_what_a_later_spread_may_overwrite_is_not_known() -> None:
    call = _call("altertable.track('A', { a: 1, ...x })", "ts")
    (sent,) = call.properties.properties
    assert None in {value.type for value in sent.values}


def test_columns_count_characters() -> None:
    call = _call("'😀é'; altertable.track('A')", "ts")
    assert call.at.span == Span(line=1, column=7, end_line=1, end_column=28)
    assert call.event_at.span == Span(line=1, column=24, end_line=1, end_column=27)


def test_the_event_may_stand_on_a_later_line() -> None:
    call = _call("altertable.track(\n  // why\n  'A',\n)", "ts")
    assert call.event_at.span == Span(line=3, column=3, end_line=3, end_column=6)


@pytest.mark.parametrize("ending", ["py", "js", "ts", "tsx"])
@pytest.mark.parametrize("code", ["", "\n", "(", "track(", "'", "\ufeffaltertable.track(", "{{{"])
def test_no_text_breaks_the_scanner(code: str, ending: str) -> None:
    assert scan_text(code.encode(), f"app.{ending}").files == 1


DEEP = {
    "sums": "altertable.track(" + "'a' + " * 3000 + "'b', u)",
    "lists": "altertable.track(" + "[" * 5000 + "]" * 5000 + ")",
    "brackets": "(" * 5000 + "altertable.track('x')" + ")" * 5000,
    "chain": "x" + ".a()" * 3000 + ".track('x')",
    "patterns": "const " + "[" * 3000 + "a" + "]" * 3000 + " = x; altertable.track(a)",
    "objects": "altertable.track('a', " + "{a:" * 3000 + "1" + "}" * 3000 + ")",
    "types": "x: " + "A[" * 3000 + "]" * 3000 + "\naltertable.track('q')",
    "functions": "function f(" * 2000 + "altertable.track('q')",
    "templates": "altertable.track(`" + "${`" * 1000 + "`}" * 1000 + "`)",
    "blocks": "".join(" " * n + "if a:\n" for n in range(800)) + " " * 801 + "altertable.track(b)",
}


@pytest.mark.parametrize("ending", ["py", "js", "ts", "tsx"])
@pytest.mark.parametrize("code", DEEP.values(), ids=DEEP)
def test_deeply_nested_code_is_read_or_told_as_unread(code: str, ending: str) -> None:
    scan = scan_text(code.encode(), f"app.{ending}")
    assert not scan.skipped or [one.reason for one in scan.skipped] == ["is nested too deeply"]


CIRCLES = {
    "names": ("a = b\nb = a\naltertable.track(a, u)", "py"),
    "texts": (
        "s = ''\n" + "if a: s = s + 'x'\n" * 30 + "altertable.track(s, u)",
        "py",
    ),
    "tables": (
        "p = {}\n" + "if a: p = {**p, 'x': 1}\n" * 30 + "altertable.track('a', u, p)",
        "py",
    ),
    "objects": ("let p = {};" + "if (a) p = {...p, x: 1};" * 30 + "altertable.track('a', p)", "ts"),
    "fields": ("class A:\n  def f(self):\n    self.a = self.a\n    self.a.track(self.a, u)", "py"),
    "functions": ("function f() { return f() }\nf().track('x')", "ts"),
}


@pytest.mark.parametrize(("code", "ending"), CIRCLES.values(), ids=CIRCLES)
def test_values_that_are_made_of_themselves_end(code: str, ending: str) -> None:
    assert not scan_text(code.encode(), f"app.{ending}").skipped


@pytest.mark.parametrize(
    ("code", "ending", "names"),
    [
        ("x = 'A'\nfor i in y:\n  x = x + '!'\n  altertable.track(x, u)", "py", ["*!"]),
        ("x = 'A'\nwhile y:\n  altertable.track(x, u)\n  x = f'{x}!'", "py", ["A", "*!"]),
        ("x = 'A'\nfor i in y:\n  x = ('a' + x) + '!'\n  altertable.track(x, u)", "py", ["*!"]),
        (
            "x = 'A'\nfor i in y:\n  x = 'a' + x\n  x = x + '!'\n  altertable.track(x, u)",
            "py",
            ["*!"],
        ),
        (
            "while y:\n  a = 'A' if y else b\n  b = a + '?'\n  altertable.track(a, u)",
            "py",
            ["A", "*?"],
        ),
        ("let x = 'A'; while (y) { x = `${x}!`; altertable.track(x) }", "ts", ["*!"]),
        ("let x = 'A'; do { x = x + '!'; altertable.track(x) } while (y)", "js", ["*!"]),
        (
            "let x = 'A', z = ''; for (;;) { z = x + '!'; x = z; altertable.track(x) }",
            "js",
            ["*!"],
        ),
    ],
)  # fmt: skip
def test_a_text_that_grows_in_a_loop_is_one_pattern(
    code: str, ending: str, names: list[str]
) -> None:
    assert [name for name, _ in _names(_call(code, ending))] == names


def test_what_is_assigned_step_by_step_is_told() -> None:
    code = (
        "def f():\n  p = {'a': 1}\n  p = {**p, 'b': 2}\n  e = 'A'\n  e = e + ' B'\n"
        "  altertable.track(e, u, {'properties': p})"
    )
    call = _call(code, "py")
    assert _names(call) == [("A B", C)]
    assert _keys(call) == "a b"


def test_a_byte_order_mark_moves_nothing() -> None:
    (call,) = scan_text("\ufeffaltertable.track('A')".encode(), "app.ts").calls
    assert call.at.span == Span(line=1, column=1, end_line=1, end_column=22)


def test_utf16_is_read() -> None:
    (call,) = scan_text("altertable.track('Aé')".encode("utf-16"), "app.ts").calls
    assert _names(call) == [("Aé", L)]
