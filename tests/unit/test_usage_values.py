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
        ("'a' or 1", [("string", "a")]),
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
        ("p.pop('a')", ""),
        ("p.pop('b', None)", "a"),
        ("p.pop(x)", "..."),
        ("p.popitem()", "..."),
        ("p.clear()", ""),
        ("del p['a']", ""),
        ("del p['a'], x.y", ""),
        ("del p[x]", "..."),
        ("z = p.pop('a')", ""),
        ("if x:\n        del p['a']", "..."),
        ("for y in x:\n        p.pop('a', None)", "..."),
        ("for y in x:\n        p.pop(y, None)", "..."),
        ("try:\n        del p['a']\n    except KeyError:\n        pass", ""),
        ("with x:\n        p['b'] = 1", "a b?"),
        ("with open(x):\n        p['b'] = 1", "a b"),
        ("with suppress(KeyError):\n        p['b'] = 1", "a b?"),
        ("p['a'], y = x", "a"),
        ("p['b'] += 1", "a b"),
        ("q = p\n    q.pop('a')", ""),
        ("q = r = p\n    del r['a']", ""),
        ("q = p\n    q = x\n    q.pop('a')", "..."),
        ("q = p or {}\n    q.pop('a')", "..."),
        ("fill(q := p)", "..."),
        ("q = {'in': p}\n    fill(q)", "..."),
        ("q = {'in': p}\n    q['in'].pop('a')", "..."),
        ("q = {'in': p}\n    q['other'] = 1", "a"),
        ("fill({'in': [p]})", "..."),
        ("x.append(p)", "..."),
        ("x.p = p", "..."),
        ("x['p'] = p", "..."),
        ("fill(data=p)", "..."),
        ("fill(p=x)", "a"),
        ("p.scrub()", "..."),
        ("fill(p.pop)", "..."),
        ("def g():\n        p.pop('a')\n    g()", "..."),
        ("def g():\n        p['b'] = 1\n    g()", "a ..."),
        ("[p.pop(k) for k in x]", "..."),
        ("if x:\n        return p", "a"),
        ("yield p", "..."),
        ("p.get('a')", "a"),
        ("y = p['a']", "a"),
        ("y = p", "a"),
        ("print(p)", "a"),
        ("logger.info('x', p)", "a"),
        ("json.dumps(p)", "a"),
        ("y = dict(p)", "a"),
        ("y = p.copy()", "a"),
        ("altertable.track('B', u, {'properties': p})", "a"),
        ("y = {'properties': p}\n    altertable.track('B', u, y)", "a"),
        ("y = f'{p}'", "a"),
        ("y = 'a' in p", "a"),
        ("fill(p)", "..."),
        ("fill(p)\n    p['b'] = 1", "b ..."),
        ("fill(p['a'])", "a"),
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
    ("code", "keys"),
    [
        ("P = {'a': 1}\ndef g():\n    P.pop('a')\ndef f():\n    TRACK", "..."),
        ("P = {'a': 1}\nP['b'] = 2\ndef f():\n    TRACK", "a b"),
        ("P = {'a': 1}\ndef f():\n    TRACK\nP['b'] = 2", "a ..."),
        ("P = {'z': 1}\nP.pop('z')\nP = {'a': 1}\nTRACK", "a"),
        ("Q = {'a': 1}\nP = {**Q}\nQ.clear()\nTRACK", "a"),
        ("Q = {'a': 1}\nP = dict(Q)\nQ['b'] = 1\nTRACK", "a"),
        ("Q = {'a': 1}\nP = dict(Q, b=2)\nP.pop('a')\nTRACK", "b"),
        ("Q = {'a': 1}\nP = copy.deepcopy(Q)\nQ.clear()\nTRACK", "..."),
        ("Q = {'a': 1}\nP = deepcopy(Q)\nQ.clear()\nTRACK", "..."),
        ("P = deepcopy({'a': 1})\nTRACK", "a"),
        ("class C:\n  def f(self):\n    self.p = {'a': 1}\n    self.p.pop('a')\n    TRACK", ""),
        ("class C:\n  def f(self):\n    self.p = {'a': 1}\n    fill(self.p)\n    TRACK", "..."),
        (
            "class C:\n  def f(self):\n    self.p = {'a': 1}\n    TRACK\n"
            "  def g(self):\n    del self.p['a']",
            "...",
        ),
    ],
)
def test_what_happens_to_a_dictionary_elsewhere(code: str, keys: str) -> None:
    name = "self.p" if "self.p" in code else "P"
    track = f"altertable.track('A', u, {{'properties': {name}}})"
    assert _keys(_filled(code.replace("TRACK", track), "py")) == keys


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
        ("const q = p;", "a"),
        ("fill(p);", "..."),
        ("fill({ p });", "..."),
        ("fill({ in: [p] });", "..."),
        ("new Thing(p);", "..."),
        ("delete p.a;", ""),
        ("delete p['a'];", ""),
        ("delete p[x];", "..."),
        ("if (x) delete p.a;", "..."),
        ("for (const k of x) delete p[k];", "..."),
        ("x.forEach(() => { delete p.a; });", "..."),
        ("x.forEach(() => { p.b = 1; });", "a ..."),
        ("Reflect.deleteProperty(p, 'a');", "..."),
        ("p.a = undefined;", ""),
        ("p.a = void 0;", ""),
        ("p.a = x ? 1 : undefined;", "a?"),
        ("Object.assign(p, { a: undefined });", ""),
        ("p.a ??= 2;", "a"),
        ("p.b ||= 2;", "a b"),
        ("p.a += 1; p.b++;", "a b"),
        ("[p.b] = x;", "a b"),
        ("for (p.b of x) {}", "a b?"),
        ("const q = p; delete q.a;", ""),
        ("let q; q = p; delete q.a;", ""),
        ("const q = { p }; fill(q);", "..."),
        ("const q = { p }; delete q.p.a;", "..."),
        ("const q = { p }; q.other = 1;", "a"),
        ("x.p = p;", "..."),
        ("p.scrub();", "..."),
        ("const y = { ...p };", "a"),
        ("const { a } = p;", "a"),
        ("JSON.stringify(p);", "a"),
        ("Object.assign({}, p);", "a"),
        ("altertable.track('B', p);", "a"),
        ("if (x) return p;", "a"),
        ("const g = () => p;", "..."),
        ("const y = `${p}`;", "a"),
        ("if (x) p.b = 1;", "a b?"),
        ("if (x) { p.b = 1; } else { p.b = 2; }", "a b"),
    ],
)
def test_what_happens_to_an_object(step: str, keys: str) -> None:
    code = f"function f(x) {{ const p = {{ a: 1 }}; {step} altertable.track('A', p); p.z = 1; }}"
    assert _keys(_filled(code, "ts")) == keys


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("altertable.track('A', { n: raw.trim().length })", "ts"),
        ("const p = raw.trim(); altertable.track('A', { n: p.length })", "ts"),
        ("altertable.track('A', { n: JSON.stringify(raw).length })", "js"),
        ("altertable.track('A', { n: Object.keys(raw)[0] })", "js"),
        ("const [first] = Object.keys(raw); altertable.track('A', { n: first })", "js"),
        ("altertable.track('A', 'u', {'properties': {'n': sorted(raw)[0]}})", "py"),
        ("altertable.track('A', 'u', {'properties': {'n': str(raw).count}})", "py"),
        ("x = list(raw)\naltertable.track('A', 'u', {'properties': {'n': x[0]}})", "py"),
    ],
)
def test_a_member_is_not_of_its_owners_type(code: str, ending: str) -> None:
    (call,) = scan_text(code.encode(), f"app.{ending}").calls
    (sent,) = call.properties.properties
    assert [value.type for value in sent.values] in ([None], [])


@pytest.mark.parametrize(
    ("given", "ending", "expected"),
    [
        ("null ?? 5", "ts", [5]),
        ("0 ?? 5", "ts", [0]),
        ("undefined || 'x'", "js", ["x"]),
        ("'' || 'x'", "ts", ["x"]),
        ("N ?? 'x'", "ts", ["x"]),
        ("F || 'x'", "ts", ["x"]),
        ("(c ? null : 'y') ?? 'x'", "ts", ["y", "x"]),
        ("true ? 1 : 'x'", "ts", [1]),
        ("user.plan || 'x'", "ts", [None, "x"]),
        ("None or 'x'", "py", ["x"]),
        ("N or 'x'", "py", ["x"]),
        ("0 or 'x'", "py", ["x"]),
        ("'a' if True else 'x'", "py", ["a"]),
        ("'a' if c else 'x'", "py", ["a", "x"]),
    ],
)
def test_what_surely_gives_way_is_no_value(given: str, ending: str, expected: list[object]) -> None:
    if ending == "py":
        code = f"N = None\naltertable.track('A', 'u', {{'properties': {{'n': {given}}}}})"
    else:
        code = f"const N = null, F = false; altertable.track('A', {{ n: {given} }})"
    (call,) = scan_text(code.encode(), f"app.{ending}").calls
    (sent,) = call.properties.properties
    assert [value.literal for value in sent.values] == expected


@pytest.mark.parametrize(
    ("spread", "keys"),
    [("...(F && { bad: 1 })", ["a"]), ("...(c && { b: 1 })", ["a", "b"]), ("...false", ["a"])],
)
def test_what_is_never_spread_adds_no_keys(spread: str, keys: list[str]) -> None:
    code = f"const F = false; altertable.track('A', {{ a: 1, {spread} }})"
    (call,) = scan_text(code.encode(), "app.ts").calls
    assert [sent.name for sent in call.properties.properties] == keys
    assert call.properties.is_complete


@pytest.mark.parametrize(
    ("value", "ending", "type_"),
    [
        ("await db.$q<Array<{ a: string }>>`S`", "ts", None),
        ("q<string>`S`", "ts", None),
        ("q<A<B<C>>>`x ${y}`", "tsx", None),
        ("await db.q<A<B>>`x ${y}`", "mts", None),
        ("a > `S`", "ts", "boolean"),
        ("a < `S`", "ts", "boolean"),
        ("a < b", "ts", "boolean"),
        ("1 < a && a > `S`", "ts", "boolean"),
    ],
)
def test_a_tag_with_types_is_no_comparison(value: str, ending: str, type_: str | None) -> None:
    code = f"const n = {value}; altertable.track('A', {{ n }})"
    (call,) = scan_text(code.encode(), f"app.{ending}").calls
    (sent,) = call.properties.properties
    assert {one.type for one in sent.values} <= {type_, None}
    assert type_ is None or type_ in {one.type for one in sent.values}
