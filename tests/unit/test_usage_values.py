"""Which types and values the code proves."""

import pytest

from tracking_plan.place import Json
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.scan import scan_text

Told = tuple[str | None, Json]


def _told(code: str, ending: str) -> list[Told]:
    (call,) = scan_text(code.encode(), f"app.{ending}").calls
    (sent,) = call.properties.properties
    return [(str(v.type) if v.type else None, v.literal) for v in sent.values]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("1", [("integer", 1)]),
        ("-1", [("integer", -1)]),
        ("+1", [("integer", 1)]),
        ("0x10", [("integer", 16)]),
        ("1_000", [("integer", 1000)]),
        ("1.0", [("integer", 1.0)]),
        ("1.5", [("number", 1.5)]),
        ("1e400", [("number", float("inf"))]),
        ("2j", [(None, None)]),
        ("True", [("boolean", True)]),
        ("None", [("null", None)]),
        ("'a' 'b'", [("string", "ab")]),
        ("b'a'", [(None, None)]),
        ("f'{x}'", [("string", None)]),
        ("f'a{x!r:>4}'", [("string", None)]),
        ("'a' 'b' f'{x}'", [("string", None)]),
        ("str(x)", [("string", None)]),
        ("len(x)", [("integer", None)]),
        ("float(x)", [("number", None)]),
        ("not x", [("boolean", None)]),
        ("x > 1", [("boolean", None)]),
        ("x in y", [("boolean", None)]),
        ("[1]", [("array", None)]),
        ("(1, *x)", [("array", None)]),
        ("[y for y in x]", [("array", None)]),
        ("{y: 1 for y in x}", [("object", None)]),
        ("{'a': 1}.copy()", [("object", None)]),
        ("copy({'a': 1})", [("object", None)]),
        ("x or 1", [(None, None), ("integer", 1)]),
        ("x and 1", [("integer", 1), (None, None)]),
        ("(y := 1)", [("integer", 1)]),
        ("x + 1", [(None, None)]),
        ("x[1:2]", [(None, None)]),
        ("await x", [(None, None)]),
        ("'\\N{BULLET}\\101\\x41\\u0041\\U00000041\\q'", [("string", "•AAAA\\q")]),
        ("'\\N{NO SUCH}\\U99999999'", [("string", "\\N{NO SUCH}\\U99999999")]),
    ],
)
def test_python_values(value: str, told: list[Told]) -> None:
    code = f"altertable.track('A', u, {{'properties': {{'p': {value}}}}})"
    assert _told(code, "py") == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("1", [("integer", 1)]),
        ("-1", [("integer", -1)]),
        ("0b11", [("integer", 3)]),
        ("1_0", [("integer", 10)]),
        (".5", [("number", 0.5)]),
        ("1n", [(None, None)]),
        ("010", [(None, None)]),
        ("true", [("boolean", True)]),
        ("null", [("null", None)]),
        ("'\\u0041\\0\\\u2028b'", [("string", "A\0b")]),
        ("'\\ud83d\\ude00'", [("string", "😀")]),
        ("'\\u{110000}'", [("string", "\\u{110000}")]),
        ("`a${x}`", [("string", None)]),
        ("`a${1}`", [("string", "a1")]),
        ("x + 'a'", [("string", None)]),
        ("x * 2", [("number", None)]),
        ("-x", [("number", None)]),
        ("!x", [("boolean", None)]),
        ("!!x", [("boolean", None)]),
        ("typeof x", [("string", None)]),
        ("x === 1", [("boolean", None)]),
        ("String(x)", [("string", None)]),
        ("x.toISOString()", [("string", None)]),
        ("Math.round(x)", [("number", None)]),
        ("JSON.stringify(x)", [("string", None)]),
        ("[1, ...x]", [("array", None)]),
        ("Object.keys(x)", [("array", None)]),
        ("Object.freeze({ a: 1 })", [("object", None)]),
        ("useMemo(() => ({ a: 1 }), [])", [("object", None)]),
        ("useMemo(() => { return [1]; }, [])", [("array", None)]),
        ("x ?? 1", [(None, None), ("integer", 1)]),
        ("x && 1", [("integer", 1), (None, None)]),
        ("x ? 1 : undefined", [("integer", 1)]),
        ("(y = 1)", [("integer", 1)]),
        ("<string>x", [(None, None)]),
        ("x satisfies Y", [(None, None)]),
        ("() => 1", [(None, None)]),
        ("new Date()", [(None, None)]),
    ],
)
def test_typescript_values(value: str, told: list[Told]) -> None:
    assert _told(f"altertable.track('A', {{ p: {value} }})", "ts") == told


def _filled(code: str, ending: str) -> Call:
    calls = scan_text(code.encode(), f"app.{ending}").calls
    return calls[-1]


def _keys(call: Call) -> str:
    keys = [f"{p.name}{'' if p.is_sure else '?'}" for p in call.properties.properties]
    return " ".join([*sorted(keys), *([] if call.properties.is_complete else ["..."])])


@pytest.mark.parametrize(
    ("step", "keys"),
    [
        ("p['b'] = 1", "a b"),
        ("p[x] = 1", "a ..."),
        ("p.update({'b': 1})", "a b"),
        ("p.update(b=1)", "a b"),
        ("p.update(x)", "a ..."),
        ("p.setdefault('b', 1)", "a b"),
        ("p.pop('a')", "a ..."),
        ("p.get('a')", "a"),
        ("y = p['a']", "a"),
        ("y = p", "a ..."),
        ("fill(p)", "a ..."),
        ("y = {**p}", "a"),
        ("if x:\n        p['b'] = 1", "a b?"),
        ("for y in x:\n        p['b'] = 1", "a b?"),
    ],
)
def test_what_happens_to_a_dictionary(step: str, keys: str) -> None:
    code = (
        f"def f(x):\n    p = {{'a': 1}}\n    {step}\n"
        "    altertable.track('A', u, {'properties': p})\n    p['z'] = 1\n"
    )
    assert _keys(_filled(code, "py")) == keys


@pytest.mark.parametrize(
    ("step", "keys"),
    [
        ("p.b = 1;", "a b"),
        ("p['b'] = 1;", "a b"),
        ("p[x] = 1;", "a ..."),
        ("Object.assign(p, { b: 1 });", "a b"),
        ("Object.assign(p, x);", "a ..."),
        ("console.log(p);", "a"),
        ("y = p.a;", "a"),
        ("const q = p;", "a ..."),
        ("fill(p);", "a ..."),
        ("fill({ p });", "a ..."),
        ("delete p.a;", "a ..."),
        ("if (x) p.b = 1;", "a b?"),
        ("if (x) { p.b = 1; } else { p.b = 2; }", "a b?"),
    ],
)
def test_what_happens_to_an_object(step: str, keys: str) -> None:
    code = f"function f(x) {{ const p = {{ a: 1 }}; {step} altertable.track('A', p); p.z = 1; }}"
    assert _keys(_filled(code, "ts")) == keys
