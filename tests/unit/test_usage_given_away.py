"""Objects that change, or are given away, between where they are written and the call.

Of an object whose use is not seen to be harmless nothing is known, and so nothing is reported.
"""

import pytest

from tracking_plan.usage.scan import scan_text


def _keys(code: str, ending: str) -> str:
    call = scan_text(code.encode(), f"x.{ending}", sdks_in_use=frozenset({"altertable"})).calls[-1]
    named = [f"{p.name}{'' if p.is_sure else '?'}" for p in call.properties.properties]
    return " ".join(named if call.properties.is_complete else [*named, "..."])


def _python(step: str) -> str:
    return _keys(f"p = {{'a': 1}}\n{step}\naltertable.track('A', u, {{'properties': p}})\n", "py")


def _typescript(step: str) -> str:
    return _keys(f"const p: any = {{ a: 1 }};\n{step};\naltertable.track('A', p);\n", "ts")


@pytest.mark.parametrize(
    "step",
    [
        "print(p)",
        "f'{p}'",
        "'{a}'.format(**p)",
        "'{a}'.format(**locals())",
        "globals()['q'] = 1",
        "x = globals()",
        "vars(x)['p'] = 1",
        "f(*p)",
        "f(**p)",
        "x = {**p}\nx['b'] = 1",
        "x = dict(p)\nx['b'] = 1",
        "x = p | {'b': 1}",
        "x = sorted(p)",
        "x = {k: v for k, v in p.items()}",
        "for k in p: print(k)",
        "while p: break",
        "assert 'a' in p, p",
        "x[p['a']] = 1",
        "x.p['b'] = 1",
        "x.p(1)",
        "def g(p): p['b'] = 1",
        "from x import y as p2",
        "x: p = 1",
        "f(p['a'] if p else None)",
        "[q] == [p]",
    ],
)
def test_what_only_looks_at_a_dictionary_leaves_it_known(step: str) -> None:
    assert _python(step) == "a"


@pytest.mark.parametrize(
    ("step", "keys"),
    [
        ("(p := {'c': 1})['b'] = 1", "c b"),
        ("for p['b'] in xs: pass", "a b?"),
        ("[0 for p['b'] in xs]", "a b?"),
        ("with x as p['b']: pass", "a b"),
        ("with x as (p['b'], c): pass", "a b"),
        ("c, *p['b'] = x", "a b"),
        ("q = p\nq |= {'b': 1}", "..."),
        ("q = p\nq += x", "..."),
        ("del (p['a']), x['a']", ""),
        ("del [p['a'], x]", ""),
        ("match p:\n  case q: q['b'] = 1", "..."),
        ("match p:\n  case {'a': x, **rest}: pass", "..."),
        ("with p as q: pass", "..."),
        ("globals()['p']['b'] = 1", "..."),
        ("locals()['p'].update(b=1)", "..."),
        ("vars()[x]['b'] = 1", "..."),
        ("x = globals()\nx['p']['b'] = 1", "..."),
        ("exec('p.clear()')", "..."),
        ("eval('p.clear()')", "..."),
        ("operator.delitem(p, 'a')", "..."),
        ("operator.setitem(p, 'b', 1)", "..."),
        ("f = p.__setitem__", "..."),
        ("max(p, x, key=len)['b'] = 1", "..."),
        ("list([p])[0]['b'] = 1", "..."),
        ("dict(k=p)['k']['b'] = 1", "..."),
        ("(p if x else y)['b'] = 1", "..."),
        ("q = p if x else y\nq['b'] = 1", "..."),
        ("raise E(p)", "..."),
        ("@d(p)\ndef g(): pass", "..."),
        ("Thread(target=f, args=(p,)).start()", "..."),
        ("asyncio.to_thread(f, p)", "..."),
        ("x[p:p]", "a"),
        ("p[1:2]", "a"),
        ("p[1:2] = x", "a ..."),
    ],
)
def test_what_becomes_of_a_dictionary(step: str, keys: str) -> None:
    assert _python(step) == keys


@pytest.mark.parametrize(
    "step",
    [
        "console.log(p)",
        "x = `${p}`",
        "const { a } = p",
        "const x = { ...p }; x.b = 1",
        "f({ ...p })",
        "const x = Object.assign({}, p); x.b = 1",
        "Object.keys(p).length",
        "const x = Object.entries(p)",
        "Object.freeze(p)",
        "p.hasOwnProperty('a')",
        "type T = typeof p",
        "export { p }",
        "(f(), p, g())",
        "const x = p ? 1 : 2",
        "switch (p) { case p: }",
        "for (const k in p) {}",
        "x[p] = 1",
        "x.p.b = 1",
        "f({ p: 1 })",
        "function g(p) { p.b = 1 }",
        "window.q.b = 1",
    ],
)
def test_what_only_looks_at_an_object_leaves_it_known(step: str) -> None:
    assert _typescript(step) == "a"


@pytest.mark.parametrize(
    ("step", "keys"),
    [
        ("delete p!['a']", ""),
        ("delete p!.a", ""),
        ("delete p?.a", ""),
        ("void p!.fill()", "..."),
        ("!p!.a", "a"),
        ("[p.b] = [1]", "a b"),
        ("[p.b = 1] = x", "a b"),
        ("({ c: p.b } = x)", "a b"),
        ("({ c: p.b = 1 } = x)", "a b"),
        ("[...p.b] = x", "a b"),
        ("for (p.b of xs) {}", "a b?"),
        ("for (p.b in xs) {}", "a b?"),
        ("for ([p.b] of xs) {}", "a b?"),
        ("class C { static { p.b = 1; } }", "a b?"),
        ("(f(), p).b = 1", "a b"),
        ("(c ? p : q).b = 1", "..."),
        ("(p ?? q).b = 1", "..."),
        ("const { p: q } = { p }; q.b = 1", "..."),
        ("const { q } = { q: p }; q.b = 1", "..."),
        ("const { q = p } = x", "..."),
        ("const [q] = [p]", "..."),
        ("tag`${p}`", "..."),
        ("throw p", "..."),
        ("function* g() { yield p }", "..."),
        ("const g = async () => { await f(p) }", "..."),
        ("new X(p)", "..."),
        ("console.log(new X(p))", "..."),
        ("f(...[p])", "..."),
        ("x ??= p", "..."),
        ("with_(p)", "..."),
        ("eval('p.b = 1')", "..."),
        ("window.p.b = 1", "a b"),
        ("Reflect.deleteProperty(p, 'a')", "..."),
        ("Object.defineProperty(p, 'b', {})", "..."),
        ("Object.seal(p).b = 1", "a b"),
        ("const q = Object.freeze(p); f(q)", "..."),
        ("const q = Object.assign(p, {}); q.b = 1", "a b"),
        ("Object.assign(x, { p })", "..."),
        ("Object.values({ p })[0].b = 1", "..."),
        ("p.__proto__ = {}", "..."),
        ("export default p", "..."),
        ("setTimeout(f, 10, p)", "..."),
        ("p?.f()", "..."),
        ("p[k]++", "a ..."),
    ],
)
def test_what_becomes_of_an_object(step: str, keys: str) -> None:
    assert _typescript(step) == keys


def test_an_element_is_given_what_it_gets_and_no_text() -> None:
    code = "const p = { a: 1 };\nconst f = () => { altertable.track('A', p); };\nconst y = %s;\n"
    assert _keys(code % "<p b={1}>{p.a}</p>", "tsx") == "a"
    assert _keys(code % "<X p={p}/>", "tsx") == "..."


_INNER = "i = {'a': 1}\n%s\ni['b'] = 1\naltertable.track('A', u, %s)\n"


@pytest.mark.parametrize(
    ("code", "keys"),
    [
        (_INNER % ("o = {'properties': i}", "o"), "a b"),
        (_INNER % ("o = {'properties': {**i}}", "o"), "a"),
        (_INNER % ("o = {'properties': i.copy()}", "o"), "..."),
        (_INNER % ("p = {**i}", "{'properties': p}"), "a"),
        (_INNER % ("p = {}\np.update(i)", "{'properties': p}"), "a"),
        (_INNER % ("p = {}\np |= i", "{'properties': p}"), "..."),
        (_INNER % ("o = {'x': {'properties': i}}", "o['x']"), "a b"),
        (_INNER % ("o = {'x': i}\nf(o)", "{'properties': o['x']}"), "..."),
        (_INNER % ("o = {'x': i}\no['x']['c'] = 1", "{'properties': o['x']}"), "..."),
        (_INNER % ("o = {'x': i}\nq = o['x']", "{'properties': q}"), "b ..."),
        (_INNER % ("o = {'x': i}\no['y'] = 2", "{'properties': o['x']}"), "a b"),
        (_INNER % ("o = {'x': i}\nq = o['x']\no['x'].pop('a')", "{'properties': q}"), "..."),
        (_INNER % ("p = q = i", "{'properties': q}"), "a b"),
        ("p = q = {'a': 1}\nq['b'] = 1\naltertable.track('A', u, {'properties': p})\n", "a b"),
        ("p = (q := {'a': 1})\nq['b'] = 1\naltertable.track('A', u, {'properties': p})\n", "a b"),
        (
            "self.p = p = {'a': 1}\nself.p['b'] = 1\naltertable.track('A', u, {'properties': p})",
            "a b",
        ),
        ("x[0] = p = {'a': 1}\naltertable.track('A', u, {'properties': p})", "..."),
    ],
)
def test_what_is_put_into_an_object_is_shared_and_what_is_spread_is_not(
    code: str, keys: str
) -> None:
    assert _keys(code, "py") == keys


@pytest.mark.parametrize(
    ("code", "keys"),
    [
        ("const i = {a: 1}; const o = {x: i}; i.b = 1; altertable.track('A', o.x)", "a b"),
        ("const i = {a: 1}; const p = {...i}; i.b = 1; altertable.track('A', p)", "a"),
        ("const o = {x: {a: 1}}; altertable.track('A', o.x)", "a"),
        ("const o = {x: {a: 1}}; o.y.b = 1; o['z'] = 1; altertable.track('A', o.x)", "a"),
        ("const o = {x: {a: 1}}; o.x.b = 1; altertable.track('A', o.x)", "a b"),
        ("const o = {x: {a: 1}}; o['x'].b = 1; altertable.track('A', o.x)", "..."),
        ("const o = {x: {a: 1}}; f(o); altertable.track('A', o.x)", "..."),
        ("const o = {x: {a: 1}}; const {x} = o; x.b = 1; altertable.track('A', o.x)", "..."),
        ("const o = {x: {a: 1}}; const q = o; q.x.b = 1; altertable.track('A', o.x)", "..."),
        ("let q; const p = (q = {a: 1}); q.b = 1; altertable.track('A', p)", "a b"),
        ("let p, q; q = p = {a: 1}; q.b = 1; altertable.track('A', p)", "a b"),
        ("let p; (p = {a: 1}).b = 1; altertable.track('A', p)", "a b"),
        ("let p; o.p = p = {a: 1}; o.p.b = 1; altertable.track('A', p)", "..."),
        ("class C { p = {a: 1}; f() { this.g(); altertable.track('A', this.p) } }", "a"),
        ("class C { p = {a: 1}; f() { g(this); altertable.track('A', this.p) } }", "..."),
        ("class C { p = {a: 1}; f() { const {p} = this; altertable.track('A', this.p) } }", "..."),
    ],
)
def test_objects_that_are_in_others(code: str, keys: str) -> None:
    assert _keys(code, "js") == keys


def _is_inner_known(code: str, ending: str) -> bool:
    call = scan_text(code.encode(), f"x.{ending}", sdks_in_use=frozenset({"altertable"})).calls[-1]
    (sent,) = call.properties.properties
    return sent.values[0].fields is not None


@pytest.mark.parametrize(
    ("step", "is_known"),
    [
        ("x = p['in']['a']", False),  # an object, as far as the place shows
        ("f(p['in'].keys())", True),
        ("print(p['in'].get('a'))", True),
        ("print([p['in']], p['in'].items())", True),
        ("if p['in'] or p['in'].a: pass", True),
        ("f(p['in'].get('a'))", False),
        ("f(p['in'].pop('a'))", False),
        ("f(p['in'].pop)", False),
        ("for x in p['in']: x['b'] = 1", False),
        ("for x in p.values(): x['b'] = 1", False),
        ("x = p.setdefault('c', 1)", False),
        ("x = copy(p)", False),
        ("x = min(p)", False),
        ("print({**p})", True),
        ("p.get('in')", True),
    ],
)
def test_what_a_dictionary_has_inside(step: str, is_known: bool) -> None:
    code = f"p = {{'in': {{'a': 1}}}}\n{step}\n"
    code += "p.pop('c', 0)\naltertable.track('A', u, {'properties': p})\n"
    assert _is_inner_known(code, "py") is is_known


@pytest.mark.parametrize(
    ("step", "is_known"),
    [
        ("console.log(p.in.a, [p.in], { ...p.in })", True),
        ("console.log(p.in.find(f))", False),
        ("console.log(p.in.at(0), p.values())", True),
        ("if (p.in.has(1)) {}", True),
        ("p.in.has(1) ? 1 : 2", True),
        ("f(p.in.find(x))", False),
        ("f(p.in.fill(x))", False),
        ("for (const k in p.in) {}", False),
        ("p.map(f)", False),
        ("x = p.values()", False),
        ("p.in.a++", False),
        ("delete p.in.a", False),
        ("delete p!.in.a", False),
        ("const { ...q } = p", False),
        ("const x = { ...p }", False),
    ],
)
def test_what_an_object_has_inside(step: str, is_known: bool) -> None:
    code = f"const p: any = {{ in: {{ a: 1 }} }};\n{step};\naltertable.track('A', p);\n"
    assert _is_inner_known(code, "ts") is is_known
