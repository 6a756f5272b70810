"""Values that a name has at first, and that every way to a call replaces."""

# ruff: noqa: E501  a line is a case

from datetime import date

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_text

PLAN = """
tracking_plan: 1
events:
  Started:
    properties: {plan: {type: string, enum: [a, b], required: true}}
"""


def _codes(code: str, ending: str) -> list[str]:
    plan = load_text(PLAN).plan
    assert plan is not None
    scan = scan_text(code.encode(), f"app.{ending}", plan=plan)
    assert len(scan.calls) == 1
    found = judge_calls(plan, scan, today=date(2026, 1, 1))
    return sorted({f.code.id for f in found if f.code.id not in ("U901", "U304", "U903")})


def _names(code: str) -> set[str]:
    """The names of events that code of Python may send, where `name` is the name."""
    code = code.replace("TRACK", "client.track(name, user)").replace("|", "\n    ")
    start = "from altertable import Altertable\nclient = Altertable('k')\ndef f(r):\n    "
    scan = scan_text(f"{start}{code}\n".encode(), "app.py", plan=load_text(PLAN).plan)
    return {event.name for call in scan.calls for event in call.events}


def _js(code: str, sent: str) -> str:
    code = code.replace("TRACK", f"altertable.track('Started', {{ plan: {sent} }})")
    return (
        "import { altertable } from '@altertable/altertable-js';\n"
        f"function f(c, d, g, xs) {{\n{code}\n}}"
    )


def _py(code: str, sent: str) -> str:
    code = code.replace(
        "TRACK", f"client.track('Started', user, {{'properties': {{'plan': {sent}}}}})"
    )
    code = "".join(f"    {line}\n" for line in code.split("|"))
    return (
        f"from altertable import Altertable\nclient = Altertable('k')\ndef f(c, d, g, xs):\n{code}"
    )


PLAN_KEY = "o['plan'] = "
REPLACED_JS = [
    "for (;;) { p = 'a'; break; } TRACK",
    "for (;;) { if (c) { p = 'a'; break; } g(); } TRACK",
    "while (true) { p = 'a'; if (c) break; } TRACK",
    "do { p = 'a'; } while (c); TRACK",
    "do { p = 'a'; if (d) continue; g(); } while (c); TRACK",
    "for (p = 'a'; c; g()) { } TRACK",
    "while ((p = 'a') && c) { g(); } TRACK",
    "if (c) { if (d) p = 'a'; else p = 'b'; } else { p = 'b'; } TRACK",
    "if (c) p = 'a'; else if (d) p = 'b'; else p = 'a'; TRACK",
    "if (c) p = 'a'; else if (d) throw g; else if (g) p = 'b'; else return; TRACK",
    "if (c) { if (d) { return; } p = 'a'; } else { p = 'b'; } TRACK",
    "if (c) { process.exit(1); } else { p = 'a'; } TRACK",
    "switch (c) { case 1: p = 'a'; break; case 2: p = 'b'; break; default: p = 'a'; } TRACK",
    "switch (c) { case 1: p = 'a'; break; case 2: return; default: throw g; } TRACK",
    "switch (c) { default: p = 'a'; break; case 2: p = 'b'; } TRACK",
    "switch (c) { case 1: case 2: g(); default: p = 'a'; } TRACK",
    "try { p = 'b'; } catch (e) { p = 'a'; } TRACK",
    "try { if (c) { p = 'a'; } else { p = 'b'; } } catch { p = 'b'; } TRACK",
    "try { p = 'a'; } catch { g(); return; } finally { g(); } TRACK",
    "try { p = 'a'; } finally { g(); } TRACK",
    "try { g(); } catch { } finally { p = 'a'; } TRACK",
    "for (const x of xs) { try { p = 'a'; } catch { continue; } TRACK; }",
    "for (const x of xs) { try { p = 'a'; } catch { break; } TRACK; }",
    "for (const x of xs) { if (c) p = 'a'; else continue; TRACK; }",
    "c ? (p = 'a') : (p = 'b'); TRACK",
    "l: for (;;) { for (;;) { p = 'a'; break l; } } TRACK",
    "l: for (const x of xs) { for (;;) { if (c) continue l; p = 'a'; break; } TRACK; }",
    "l: { if (c) { p = 'a'; break l; } p = 'b'; } TRACK",
]
KEPT_JS = [
    "if (c) p = 'a'; TRACK",
    "if (c) { p = 'a'; } else if (d) { p = 'b'; } TRACK",
    "if (c) { if (d) p = 'a'; } else { p = 'b'; } TRACK",
    "switch (c) { case 1: p = 'a'; break; case 2: p = 'b'; } TRACK",
    "switch (c) { case 1: break; default: p = 'b'; } TRACK",
    "try { g(); p = 'a'; } catch (e) { g(e); } TRACK",
    "try { g(); } catch (e) { p = 'a'; } TRACK",
    "for (const x of xs) { p = 'a'; } TRACK",
    "while (c) { p = 'a'; } TRACK",
    "for (;;) { if (c) break; p = 'a'; } TRACK",
    "do { if (c) continue; p = 'a'; } while (d); TRACK",
    "l: for (;;) { for (;;) { if (c) break l; p = 'a'; } } TRACK",
    "l: { if (c) { break l; } p = 'b'; } TRACK",
    "for (const x of xs) { TRACK; p = 'a'; }",
]
REPLACED_PY = [
    "while True:|    p = 'a'|    break|TRACK",
    "while 1:|    if c:|        p = 'a'|        break|TRACK",
    "while c:|    if d:|        p = 'a'|        break|else:|    p = 'b'|TRACK",
    "for x in xs:|    p = 'a'|    break|else:|    p = 'b'|TRACK",
    "for x in xs:|    if c:|        p = 'a'|        break|else:|    return|TRACK",
    "if c:|    if d:|        p = 'a'|    else:|        p = 'b'|else:|    p = 'a'|TRACK",
    "if c:|    p = 'a'|elif d:|    p = 'b'|else:|    p = 'a'|TRACK",
    "if c:|    p = 'a'|elif d:|    raise X|elif g:|    p = 'b'|else:|    return|TRACK",
    "if c:|    sys.exit(1)|else:|    p = 'a'|TRACK",
    "match c:|    case 1:|        p = 'a'|    case _:|        p = 'b'|TRACK",
    "match c:|    case 1:|        p = 'a'|    case x:|        p = 'b'|TRACK",
    "match c:|    case 1:|        p = 'a'|    case 2:|        return|    case _:|        raise X|TRACK",
    "try:|    p = 'b'|except ValueError:|    p = 'a'|TRACK",
    "try:|    p = 'b'|except ValueError:|    return|except KeyError:|    raise|TRACK",
    "try:|    g()|except ValueError:|    p = 'a'|else:|    p = 'b'|TRACK",
    "try:|    g()|finally:|    p = 'a'|TRACK",
    "for x in xs:|    try:|        p = 'a'|    except ValueError:|        continue|    TRACK",
    "for x in xs:|    if c:|        p = 'a'|    else:|        continue|    TRACK",
    "with c as x:|    if d:|        p = 'a'|    else:|        p = 'b'|TRACK",
    "with open(c) as x:|    g()|    p = 'a'|TRACK",
    "with tempfile.TemporaryDirectory() as x, closing(c):|    g()|    p = 'a'|TRACK",
    "with suppress(ValueError):|    p = 'b'|    TRACK",
    "with suppress(ValueError):|    g()|    return|p = 'b'|TRACK",
]
KEPT_PY = [
    "if c:|    p = 'a'|TRACK",
    "if c:|    p = 'a'|elif d:|    p = 'b'|TRACK",
    "match c:|    case 1:|        p = 'a'|    case 2:|        p = 'b'|TRACK",
    "match c:|    case 1:|        p = 'a'|    case _ if d:|        p = 'b'|TRACK",
    "match c:|    case 1:|        p = 'a'|    case X.y:|        p = 'b'|TRACK",
    "for x in xs:|    p = 'a'|TRACK",
    "while True:|    if c:|        break|    p = 'a'|TRACK",
    "while p is None:|    p = 'a'|else:|    p = g() or None|TRACK",
    "while p is None:|    p = 'a'|if c:|    p = None|TRACK",
    "while p is None:|    p = 'a'|p = None if c else p|TRACK",
    "for x in xs:|    if c:|        break|else:|    p = 'a'|TRACK",
    "try:|    g()|except ValueError:|    p = 'a'|TRACK",
    "try:|    p = g() or 'a'|except ValueError:|    pass|TRACK",
    "try:|    g()|    p = 'a'|except (ValueError, KeyError) as e:|    log.warning(e)|TRACK",
    "try:|    g()|except ValueError:|    pass|else:|    p = 'a'|TRACK",
    "try:|    g()|    p = 'a'|except ValueError:|    pass|except KeyError:|    return|TRACK",
    "try:|    g()|    p = 'a'|except* ValueError:|    pass|TRACK",
    "try:|    g()|    p = 'a'|finally:|    TRACK",
    "try:|    g()|    p = 'a'|except ValueError:|    raise|finally:|    TRACK",
    "with suppress(ValueError):|    p = g() or 'a'|TRACK",
    "with contextlib.suppress(ValueError), open(c):|    g()|    p = 'a'|TRACK",
]
NEITHER_PY = [
    "with c:|    g()|    p = 'a'|TRACK",
    "with c.ignoring(ValueError) as x:|    g()|    p = 'a'|TRACK",
    "with open(c), d:|    g()|    p = 'a'|TRACK",
    "for x in xs:|    with c:|        g()|        p = 'a'|TRACK",
    "try:|    p = g() or 'a'|except ValueError:|    abort(400)|TRACK",
    "try:|    p = g() or 'a'|except ValueError:|    self.fail('no')|TRACK",
]


ASKED_JS = [
    "while (!p || typeof p !== 'string') { p = g() ? 'a' : null; } TRACK",
    "while (typeof p !== 'string') p = g() ? 'a' : null; TRACK",
    "for (; typeof p !== 'string'; c++) { p = g() ? 'a' : null; } TRACK",
    "do { p = g() ? 'a' : null; } while (typeof p !== 'string'); TRACK",
    "while (p === null) p = g() ? 'a' : null; TRACK",
]
ASKED_PY = [
    "while not p:|    p = 'a' if g() else None|TRACK",
    "while not p and not p:|    g()|    p = 'b' if c else None|TRACK",
    "while not p:|    for x in xs:|        p = x and 'a' or None|        break|TRACK",
    "while not p:|    p = 'a' if g() else None|else:|    g()|TRACK",
    "while not p:|    p = 'a' if g() else None|    if p:|        break|TRACK",
    "while p is None:|    p = 'a' if g() else None|TRACK",
]


@pytest.mark.parametrize("start", ["null", "''", "0", "{}"])
@pytest.mark.parametrize("code", REPLACED_JS)
def test_a_start_value_that_all_ways_replace_is_gone_in_typescript(code: str, start: str) -> None:
    assert _codes(_js(f"let p: any = {start}; {code}", "p"), "ts") == []


@pytest.mark.parametrize("code", KEPT_JS)
def test_a_start_value_that_one_way_keeps_stays_in_typescript(code: str) -> None:
    assert _codes(_js(f"let p = null; {code}", "p"), "ts") == ["U203"]


@pytest.mark.parametrize(
    ("code", "ending"), [(c, "ts") for c in ASKED_JS] + [(c, "py") for c in ASKED_PY]
)
def test_what_a_loop_asks_holds_after_it(code: str, ending: str) -> None:
    whole = _py(f"p = None|{code}", "p") if ending == "py" else _js(f"let p = null; {code}", "p")
    assert _codes(whole, ending) == []


@pytest.mark.parametrize(
    "code",
    [
        "while (!p) { p = g() ? 'a' : null; } p = c ? p : null; TRACK",
        "while (!p) { p = 'a'; } if (c) { p = null; } TRACK",
        "while (c) { p = g() ? 'a' : null; } TRACK",
    ],
)
def test_what_is_assigned_after_a_loop_is_not_asked_by_it(code: str) -> None:
    assert _codes(_js(f"let p = null; {code}", "p"), "ts") == ["U203"]


def test_a_loop_that_is_left_by_its_label_answers_nothing() -> None:
    code = "while (p === 1) { for (;;) { p = g() ? 'a' : 1; BREAK; } }"
    left, ended = code.replace("BREAK", "break l"), code.replace("BREAK", "break")
    assert _codes(_js(f"let p = 1; {ended} TRACK", "p"), "ts") == []
    scan = scan_text(_js(f"let p: any = 1; l: {left} TRACK", "p").encode(), "app.ts")
    assert len(scan.calls[0].properties.properties[0].values) > 1


@pytest.mark.parametrize("start", ["None", "''", "0", "{}"])
@pytest.mark.parametrize("code", REPLACED_PY)
def test_a_start_value_that_all_ways_replace_is_gone_in_python(code: str, start: str) -> None:
    assert _codes(_py(f"p = {start}|{code}", "p"), "py") == []


@pytest.mark.parametrize("code", KEPT_PY)
def test_a_start_value_that_one_way_keeps_stays_in_python(code: str) -> None:
    assert _codes(_py(f"p = None|{code}", "p"), "py") == ["U203"]


@pytest.mark.parametrize("code", NEITHER_PY)
def test_a_start_value_that_unseen_code_may_keep_is_undecided(code: str) -> None:
    assert _codes(_py(f"p = None|{code}", "p"), "py") == []
    kept = f"o = {{'plan': None}}|{code.replace('p = ', PLAN_KEY)}"
    assert _codes(_py(kept, "o['plan']"), "py") == []
    assert _codes(_py(kept, "").replace("{'plan': }", "o"), "py") == []


@pytest.mark.parametrize(
    "code",
    [
        "try:|    r.go()|except OSError:|    name = 'a'|else:|    name = 'b'|TRACK",
        "try:|    r.go()|except OSError:|    name = 'a'|else:|    name = 'b'|finally:|    r.end()|TRACK",
        "name = 'a'|try:|    r.go()|    name = 'b'|except OSError:|    pass|TRACK",
        "name = 'a'|with suppress(OSError):|    r.go()|    name = 'b'|TRACK",
        "name = 'a'|with r.atomic():|    r.go()|    name = 'b'|TRACK",
        "name = 'a'|for x in r:|    if x:|        break|else:|    name = 'b'|TRACK",
        "name = 'a'|while r.go():|    if r:|        break|else:|    name = 'b'|TRACK",
    ],
)
def test_a_name_that_a_body_may_not_replace_is_sent(code: str) -> None:
    assert _names(code) == {"a", "b"}


@pytest.mark.parametrize(
    "code",
    [
        "name = 'a'|try:|    r.go()|    name = 'b'|except OSError:|    return|TRACK",
        "name = 'a'|with open(r) as file:|    file.read()|    name = 'b'|TRACK",
        "name = 'a'|try:|    name = 'b'|finally:|    r.end()|TRACK",
    ],
)
def test_a_name_that_a_body_replaces_is_not_sent(code: str) -> None:
    assert _names(code) == {"b"}


def test_what_a_body_puts_in_goes_with_its_event() -> None:
    plan = load_text(
        "tracking_plan: 1\nevents:\n  a: {properties: {n: number!}}\n  b: {properties: {r: string!}}"
    ).plan
    assert plan is not None
    for rest in ("props['n'] = float(r())", "props.update(n=float(r()))", "props |= {'n': r()}"):
        code = (
            "from altertable import Altertable\nclient = Altertable('k')\ndef f(r):\n    name = 'a'\n"
            f"    props = {{}}\n    try:\n        {rest}\n    except ValueError as e:\n"
            "        name = 'b'\n        props['r'] = str(e)\n"
            "    client.track(name, user, {'properties': props})\n"
        )
        scan = scan_text(code.encode(), "app.py", plan=plan)
        found = judge_calls(plan, scan, today=date(2026, 1, 1))
        assert [one for one in found if one.code.id not in ("U304", "U903")] == [], rest


@pytest.mark.parametrize("code", KEPT_PY)
def test_so_it_is_with_a_key_of_a_dictionary_that_one_way_keeps(code: str) -> None:
    code = f"o = {{'plan': None}}|{code.replace('p = ', PLAN_KEY)}"
    assert _codes(_py(code, "o['plan']"), "py") == ["U203"]


@pytest.mark.parametrize("code", REPLACED_JS)
@pytest.mark.parametrize("key", ["o.plan", "o['plan']"])
def test_so_it_is_with_a_key_of_an_object(code: str, key: str) -> None:
    code = code.replace("p = ", f"{key} = ")
    assert _codes(_js(f"const o: any = {{ plan: null }}; {code}", "o.plan"), "ts") == []
    assert _codes(_js(f"const o: any = {{ x: null }}; {code}", "o.plan"), "ts") == []
    whole = _js(f"const o: any = {{ plan: null }}; {code}", "").replace("{ plan:  }", "o")
    assert _codes(whole, "ts") == []


@pytest.mark.parametrize("code", KEPT_JS)
def test_so_it_is_with_a_key_that_one_way_keeps(code: str) -> None:
    code = f"const o: any = {{ plan: null }}; {code.replace('p = ', 'o.plan = ')}"
    assert _codes(_js(code, "o.plan"), "ts") == ["U203"]


@pytest.mark.parametrize("code", REPLACED_PY)
def test_so_it_is_with_a_key_of_a_dictionary(code: str) -> None:
    code = f"o = {{'plan': None}}|{code.replace('p = ', PLAN_KEY)}"
    assert _codes(_py(code, "o['plan']"), "py") == []
    assert _codes(_py(code, "").replace("{'plan': }", "o"), "py") == []


@pytest.mark.parametrize(
    "code",
    [
        "if (c) Object.assign(o, { plan: 'a' }); else o.plan = 'b'; TRACK",
        "if (c) Object.assign(o, { plan: 'a' }); else Object.assign(o, { x: 1, plan: 'b' }); TRACK",
        "if (c) { const q = o; q.plan = 'a'; } else { o.plan = 'b'; } TRACK",
        "for (const x of xs) { const o: any = { plan: 1 }; if (c) o.plan = 'a'; else o.plan = 'b'; TRACK; }",
    ],
)
def test_ways_may_put_a_key_in_as_they_like(code: str) -> None:
    assert _codes(_js(f"const o: any = {{ plan: null }}; {code}", "o.plan"), "ts") == []


@pytest.mark.parametrize(
    "code",
    [
        "if c:|    o.update(plan='a')|else:|    o.update({'plan': 'b'})|TRACK",
        "if c:|    o |= {'plan': 'a'}|else:|    o['plan'] = 'b'|TRACK",
        "if c:|    q = o|    q['plan'] = 'a'|else:|    o['plan'] = 'b'|TRACK",
    ],
)
def test_ways_may_put_a_key_into_a_dictionary_as_they_like(code: str) -> None:
    assert _codes(_py(f"o = {{'plan': None}}|{code}", "o['plan']"), "py") == []


def test_what_is_too_deep_to_be_followed_is_undecided() -> None:
    deep = "if (c) { " * 60 + "p = 'a';" + " } else { p = 'b'; }" * 60
    assert _codes(_js(f"let p = null; {deep} TRACK", "p"), "ts") == []
    wrong = deep.replace("'a'", "1").replace("'b'", "1")
    assert _codes(_js(f"let p = null; {wrong} TRACK", "p"), "ts") == []
    few = "if (c) { " * 10 + "p = 'a';" + " } else { p = 1; }" * 10
    assert _codes(_js(f"let p = null; {few} TRACK", "p"), "ts") == ["U203"]
    long = "if (c) { p = 'a'; } else if (d) { " + "g(); " * 6_000 + "p = 'b'; } else { p = 'b'; }"
    assert _codes(_js(f"let p = null; {long} TRACK", "p"), "ts") == []
