"""What conditions say of names and values: correlated choices, and guards on the way to a call."""

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
    properties: {plan: {type: string, enum: [pro, team], required: true}}
  Canceled:
    properties:
      plan: {type: string, nullable: true}
      reason: string
  plugin.one: {}
"""


def _codes(code: str, ending: str) -> list[str]:
    plan = load_text(PLAN).plan
    assert plan is not None
    scan = scan_text(code.encode(), f"app.{ending}", plan=plan)
    assert not scan.skipped
    assert scan.calls
    found = judge_calls(plan, scan, today=date(2026, 1, 1))
    return sorted(f.code.id for f in found if f.code.id not in ("U501", "U901", "U903"))


def _js(code: str) -> str:
    code = code.replace("track(", "altertable.track(")
    return f"import {{ altertable }} from '@altertable/altertable-js';\nfunction f(raw, k) {{\n{code}\n}}"


def _py(code: str) -> str:
    lines = code.replace("track(", "altertable.track(").replace("|", "\n").splitlines()
    code = "\n".join(f"    {line}" for line in lines)
    return f"from altertable import Altertable\naltertable = Altertable('k')\ndef f(raw, k, u):\n{code}\n"


@pytest.mark.parametrize(
    "code",
    [
        "track(raw ? 'Started' : 'Canceled', { plan: raw ? 'pro' : null });",
        "track(!raw ? 'Canceled' : 'Started', { plan: raw ? 'pro' : (k ?? null) });",
        "track(raw ? 'Started' : 'Canceled', { plan: !raw ? null : 'pro' });",
        "track(raw ? 'Canceled' : 'Started', { plan: 'pro', ...(raw ? { reason: 'x' } : {}) });",
        "track(raw ? 'Canceled' : 'Started', { plan: 'pro', ...(raw && { reason: 'x' }) });",
        "track(raw ? 'Canceled' : 'Started', { plan: 'pro', reason: raw ? 'x' : undefined });",
        "track(raw ? 'Started' : 'Canceled', raw ? { plan: 'pro' } : { reason: 'x' });",
        "const n = raw ? 'Started' : 'Canceled'; track(n, { plan: raw ? 'pro' : 'old' });",
        "const n = raw ? 'Started' : 'Canceled'; track(n, { plan: n === 'Started' ? 'pro' : null });",
        "const p = raw ? 'pro' : null; track(p ? 'Started' : 'Canceled', { plan: p });",
        "const p = raw ? 'pro' : null; track(p !== null ? 'Started' : 'Canceled', { plan: p });",
        "const s = !!raw; const p = raw ? 'pro' : null; track(s ? 'Started' : 'Canceled', { plan: p });",
        "track(raw === 'a' ? 'Started' : 'Canceled', { plan: raw === 'b' ? null : 'pro' });",
        "track(raw.a ? 'Started' : 'Canceled', { plan: raw.a ? 'pro' : null });",
        "track(raw?.a ? 'Started' : 'Canceled', { plan: raw.a ? 'pro' : null });",
        "track(raw > 3 ? 'Started' : 'Canceled', { plan: raw>3 ? 'pro' : null });",
        "track(raw && k ? 'Started' : 'Canceled', { plan: raw ? 'pro' : null });",
        "track(raw ? 'Started' : 'Canceled', { plan: k ? 'pro' : null });",
        "track(raw ? 'Started' : 'Canceled', { plan: 'pro', ...(k ? { reason: 'x' } : {}) });",
        "track(raw() ? 'Started' : 'Canceled', { plan: raw() ? 'pro' : null });",
        "let n = 'Canceled'; let p = null; if (raw) { n = 'Started'; p = 'pro'; } track(n, { plan: p });",
        "let n; let p; if (raw) { n = 'Started'; p = 'pro'; } else { n = 'Canceled'; p = null; }"
        " track(n, { plan: p });",
        "let n = 'Canceled', p = null; if (raw && k > 2) { n = 'Started'; p = 'pro'; }"
        " track(n, { plan: p });",
        "let p; switch (raw) { case 'a': p = 'pro'; break; default: p = null; }"
        " track(raw === 'a' ? 'Started' : 'Canceled', { plan: p });",
        "const N = { a: 'Started', b: 'Canceled' }; const P = { a: 'pro', b: null };"
        " track(N[raw], { plan: P[raw] });",
        "if (raw) track('Started', { plan: raw ? 'pro' : null });",
        "track(`${raw ? 'Start' : 'Cancel'}ed`, { plan: raw ? 'pro' : null });",
    ],
)
def test_what_hangs_on_the_same_condition_goes_together_in_typescript(code: str) -> None:
    assert [c for c in _codes(_js(code), "ts") if c != "U101"] == []


@pytest.mark.parametrize(
    "code",
    [
        "track('Started' if raw else 'Canceled', u, {'properties': {'plan': 'pro' if raw else None}})",
        "track('Started' if not raw else 'Canceled', u,"
        " {'properties': {'plan': None if raw else 'pro'}})",
        "track('Started' if raw is None else 'Canceled', u,"
        " {'properties': {'plan': 'x' if raw is not None else 'pro'}})",
        "track('Canceled' if raw else 'Started', u,"
        " {'properties': {'plan': 'pro', **({'reason': 'x'} if raw else {})}})",
        "n = 'Canceled'|p = {'plan': None}|if raw:|    n = 'Started'|    p['plan'] = 'pro'|"
        "track(n, u, {'properties': p})",
        "n = 'Canceled'|p = None|if raw:|    n = 'Started'|    p = 'pro'|"
        "track(n, u, {'properties': {'plan': p}})",
        "if raw:|    n = 'Started'|    p = 'pro'|else:|    n = 'Canceled'|    p = None|"
        "track(n, u, {'properties': {'plan': p}})",
        "p = 'pro' if raw else None|track('Started' if p else 'Canceled', u,"
        " {'properties': {'plan': p}})",
        "track('Started' if raw['a'] else 'Canceled', u,"
        " {'properties': {'plan': 'pro' if raw.get('a') else None}})",
        "track('Started' if raw in ('a', 'b') else 'Canceled', u,"
        " {'properties': {'plan': None if raw == 'c' else 'pro'}})",
    ],
)
def test_what_hangs_on_the_same_condition_goes_together_in_python(code: str) -> None:
    assert _codes(_py(code), "py") == []


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("track('Started', { plan: raw ? 'pro' : 'bogus' });", ["U204"]),
        ("track('Started', { plan: raw ? 'pro' : null });", ["U203"]),
        ("track(raw ? 'Started' : 'Canceled', { plan: 1 });", ["U203", "U203"]),
        ("track(raw ? 'Started' : 'Canceled', { plan: k ? 'pro' : 1 });", ["U203"]),
        ("track(raw ? 'Started' : 'Canceled', { plan: k ? null : 'free' });", []),
        ("track(raw ? 'Started' : 'Canceled', { plan: k ? 'a' : 'b' });", ["U204"]),
        ("track(raw ? 'Started' : 'Canceled', { plan: raw ? null : 'pro' });", ["U203"]),
        ("track(raw ? 'Started' : 'Canceled', { plan: 'pro', reason: 'x' });", ["U201"]),
        ("track(raw ? 'Started' : 'Canceled', k ? { plan: 'pro', x: 1 } : {});", ["U201"]),
        ("track(raw ? 'Started' : 'Canceled', raw ? {} : { plan: 'x' });", ["U202"]),
        ("const p = raw ? 'pro' : null; if (k) track('Started', { plan: p });", ["U203"]),
        ("const p = raw ? 'pro' : null; if (p) k(); track('Started', { plan: p });", ["U203"]),
        ("const p = null; if (k(p)) track('Started', { plan: p });", ["U203"]),
        ("let p = raw ? 'pro' : null; if (!p) return; p = k ? 'pro' : null;"
         " track('Started', { plan: p });", ["U203"]),
        ("const e = raw ? 'plugin.one' : 'none'; track(e, {});", ["U101"]),
        ("const e = raw ? 'plugin.one' : 'none'; console.log(e); track(e, {});", ["U101"]),
        ("const e = raw ? 'plugin.one' : 'none'; if (e === 'plugin.one') return; track(e);", ["U101"]),
    ],
)  # fmt: skip
def test_what_is_wrong_whatever_goes_together_stays(code: str, codes: list[str]) -> None:
    assert _codes(_js(code), "ts") == codes


def _said(code: str, ending: str) -> list[str]:
    plan = load_text(TWO).plan
    assert plan is not None
    scan = scan_text(code.encode(), f"app.{ending}", plan=plan)
    found = judge_calls(plan, scan, today=date(2026, 1, 1))
    return [one.problem.message for one in found if one.code.id not in ("U501", "U101", "U903")]


TWO = """
tracking_plan: 1
events:
  Tried: {properties: {plan: string, n: {type: string, enum: [a, b]}}}
  Bought: {properties: {plan: string, n: {type: string, enum: [a, c]}}}
  Left: {properties: {plan: string, n: {type: string, enum: [a, b, c]}, x: integer}}
  One: {properties: {plan: string, n: {type: string, enum: [z]}}}
"""
EITHER = "'a' is not one of the values of 'n' (this value or another goes with 'One')"
GONE = "property 'x' is not in 'Tried' (the event is 'Bought' or 'Tried')"


@pytest.mark.parametrize(
    ("code", "ending", "said"),
    [
        ("track(raw ? 'Tried' : 'Left', k ? { x: 1 } : {});", "ts", []),
        ("track(raw ? 'Tried' : k, k.a ? { x: 1 } : {});", "ts", []),
        ("const n = k ? 'b' : 'c'; track(raw ? 'Tried' : 'Bought', { n });", "ts", []),
        ("track(raw ? 'Tried' : 'Bought', { n: k ? 'b' : 'a' });", "ts", []),
        ("track(raw ? 'Tried' : 'Bought', k ? { x: 1 } : {});", "ts", [GONE]),
        ("let e = 'Tried'; if (raw) e = 'Bought'; const p = {}; if (k) p.x = 1; track(e, p);", "ts",
         [GONE]),
        ("track(raw ? 'Tried' : 'Bought', { plan: k ? 'p' : 1 });", "ts",
         ["property 'plan' is an integer, not a string (the event is 'Bought' or 'Tried')"]),
        ("track(raw ? 'Tried' : 'Left', k ? { n: 'c' } : {});", "ts", []),
        ("track(raw ? 'Tried' : 'Left', { plan: 'p', ...(k && { n: 'c' }) });", "ts", []),
        ("track(raw ? 'Tried' : 'Left', { n: k ? 'c' : 'd' });", "ts",
         ["'d' is not one of the values of 'n' (the event is 'Left' or 'Tried')"]),
        ("track(raw ? 'Tried' : 'Bought', { n: k ? 'c' : 'e' });", "ts",
         ["'e' is not one of the values of 'n' (the event is 'Bought' or 'Tried')"]),
        ("track(raw ? 'One' : 'Left', { n: k ? 'a' : 'b' });", "ts", [EITHER]),
        ("track('One' if raw else 'Left', u, {'properties': {'n': 'a' if k else 'b'}})", "py",
         [EITHER]),
        ("p = {'n': 'a', 'plan': 'x'} if k else {'n': 'b'}|"
         "track('One' if raw else 'Left', u, {'properties': p})", "py", [EITHER]),
        ("p = {}|if k:|    p['n'] = 'a'|track('One' if raw else 'Left', u, {'properties': p})", "py",
         []),
        ("track(raw ? 'Tried' : 'Bought', { x: 1 });", "ts",
         ["property 'x' is not in 'Tried'", "property 'x' is not in 'Bought'"]),
        ("track('Tried' if raw else 'Left', u, {'properties': {'x': 1} if k else {}})", "py", []),
        ("n = 'b' if k else 'c'|track('Tried' if raw else 'Bought', u, {'properties': {'n': n}})",
         "py", []),
        ("track('Tried' if raw else 'Bought', u, {'properties': {'x': 1} if k else {}})", "py",
         [GONE]),
        ("e = p = None|try:|    raw()|except OSError:|    e = 'Bought'|    p = {'x': 1}|finally:|"
         "    if not p:|        p = {'plan': 'a'}|    e = e or 'Tried'|"
         "    track(e, u, {'properties': p})", "py", [GONE.replace("Tried'", "Bought'", 1)]),
    ],
)  # fmt: skip
def test_what_one_of_the_events_has_is_said_once_of_all(
    code: str, ending: str, said: list[str]
) -> None:
    assert sorted(_said((_js if ending == "ts" else _py)(code), ending)) == sorted(said)


P = "const plan = raw ? 'pro' : null; "
E = "const e = raw === 'x' ? 'plugin.one' : 'none'; "
S = "const e = typeof raw === 'string' ? raw.trim() : ''; "
TRACK = " track('Started', { plan });"


@pytest.mark.parametrize(
    "code",
    [
        S + "if (!e) return; track(`plugin.${e}`, {});",
        S + "if (e) track(`plugin.${e}`, {});",
        S + "if (e) { k(); track(`plugin.${e}`, {}); }",
        S + "const t = `plugin.${e}`; if (!e) return; track(t, {});",
        S + "if (!e || k) return; track(`plugin.${e}`, {});",
        S + "if (e && k) track(`plugin.${e}`, {});",
        S + "if (e.length > 0) track(`plugin.${e}`, {});",
        S + "if (e.length === 0) return; track(`plugin.${e}`, {});",
        E + "if (e === 'none') return; track(e, {});",
        E + "if (e == 'none') throw new Error(); track(e, {});",
        E + "if ('none' === e) return; track(e, {});",
        E + "if (e !== 'none') track(e, {});",
        E + "if (e === 'none') { k(); return; } else { k(); } track(e, {});",
        E + "switch (e) { case 'none': return; } track(e, {});",
        E + "switch (e) { case 'plugin.one': track(e, {}); }",
        E + "switch (e) { case 'none': break; default: track(e, {}); }",
        E + "switch (e) { case 'x': case 'none': return; default: k(); } track(e, {});",
        E + "if (!['a', 'plugin.one'].includes(e)) return; track(e, {});",
        E + "const NO = ['none']; if (NO.includes(e)) return; track(e, {});",
        E + "const NO = new Set(['none']); if (NO.has(e)) return; track(e, {});",
        E + "const NONE = 'none'; if (e === NONE) return; track(e, {});",
        E + "const C = { none: 'none' }; if (e === C.none) return; track(e, {});",
        E + "if (k(e)) track(e, {});",
        E + "if (!k.test(e)) return; track(e, {});",
        E + "const ok = e !== 'none'; if (!ok) return; track(e, {});",
        E + "const ok = k(e); if (!ok) return; track(e, {});",
        E + "const t = e; if (t === 'none') return; track(e, {});",
        E + "const t = e; if (e === 'none') return; track(t, {});",
        E + "if (raw !== 'x') return; track(e, {});",
        E + "if (k(raw)) return; track(e, {});",
        E + "for (const q of k) { if (e === 'none') continue; track(e, {}); }",
        E + "while (k) { if (e === 'none') break; track(e, {}); }",
        E + "if (e === 'none') { fail('no'); } track(e, {});",
        E + "if (k) { if (e === 'none') return; } track(e, {});",
        E + "if (e === 'none' && k) return; track(e, {});",
        E + "invariant(e !== 'none'); track(e, {});",
        E + "assertEvent(e); track(e, {});",
        E + "e !== 'none' && track(e, {});",
        E + "e === 'none' ? k() : track(e, {});",
        E + "e === 'none' || track(e, {});",
        E + "if (e !== 'none') { setTimeout(() => track(e, {})); }",
        E + "try { if (e === 'none') return; } catch { return; } track(e, {});",
        "const l = raw ? 'plugin.one' : ''; l && track(l, {});",
        "const l = raw ? 'plugin.one' : 1; if (typeof l !== 'string') return; track(l, {});",
        "let e; e = raw ? 'plugin.one' : 'none'; if (e === 'none') return; track(e, {});",
        "let e = 'none'; if (raw) { e = 'plugin.one'; } if (e === 'none') return; track(e, {});",
        "let e = 'none'; if (raw) e = 'plugin.one'; else return; track(e, {});",
        "let e = 'none'; if (!raw) return; if (raw) e = 'plugin.one'; track(e, {});",
        "let e; if (!(e = raw ? 'plugin.one' : '')) return; track(e, {});",
        "const e = 'none'; if (e !== 'none') track(e, {});",
        P + "if (!plan) return;" + TRACK,
        P + "if (plan === null) return;" + TRACK,
        P + "if (plan == null) return;" + TRACK,
        P + "if (plan == undefined) return;" + TRACK,
        P + "if (plan !== null)" + TRACK,
        P + "if (plan) {" + TRACK + "}",
        P + "if (plan) { const q = { plan }; track('Started', q); }",
        P + "const q = { plan }; if (!plan) return; track('Started', q);",
        P + "const q = { plan }; if (!q.plan) return; track('Started', q);",
        "const o = { plan: raw ? 'pro' : null }; if (!o.plan) return;"
        " track('Started', { plan: o.plan });",
        P + "if (plan?.length) {" + TRACK + "}",
        P + "if (isPlan(plan))" + TRACK,
        P + "if (raw)" + TRACK,
        P + "if (!raw) throw k;" + TRACK,
        P + "if (typeof plan !== 'string') return;" + TRACK,
        P + "if (Boolean(plan))" + TRACK,
        P + "if (!!plan && k)" + TRACK,
        P + "console.assert(k); invariant(plan, 'no plan');" + TRACK,
        P + "assert.ok(plan);" + TRACK,
        P + "plan ?? fail();" + TRACK,
        "let plan = raw ? 'pro' : null; if (!plan) plan = 'team';" + TRACK,
        "let plan = raw ? 'pro' : null; if (plan === null) { plan = 'team'; }" + TRACK,
        "let plan = null; if (raw) plan = 'pro'; if (plan === null) throw new Error();" + TRACK,
        "let plan = null; if (raw) { plan = 'pro'; } else { plan = 'team'; }" + TRACK,
        "let plan = null; if (raw) plan = 'pro'; else if (k) plan = 'team'; else return;" + TRACK,
        "let plan = null; while (plan === null) { plan = k(); }" + TRACK,
        "let plan = null; do { plan = k(); } while (!plan);" + TRACK,
        "let plan = null; try { plan = 'pro'; } catch (x) { return; }" + TRACK,
        "let plan = null; for (const q of k) { if (q) plan = 'pro'; } if (!plan) return;" + TRACK,
        "const plan = raw ? 'pro' : 'free'; if (plan === 'free') return;" + TRACK,
        "const plan = raw ? 'pro' : 'free'; if (plan !== 'free')" + TRACK,
        "const plan = raw === 1 ? 'pro' : raw === 2 ? 'team' : 'free';"
        " if (plan === 'pro' || plan === 'team')" + TRACK,
        "const plan = k ? 'free' : raw ? 'pro' : null;"
        " if (plan === 'free' || plan === null) return;" + TRACK,
        "const plan = raw ?? null; if (plan === null) return;" + TRACK,
        "const plan = raw || null; return plan ? track('Started', { plan }) : null;",
    ],
)
def test_guards_narrow_in_typescript(code: str) -> None:
    assert _codes(_js(code), "ts") == []


PE = "e = 'plugin.one' if raw == 'x' else 'none'|"
PP = "p = 'pro' if raw else None|"
SEND = "track('Started', u, {'properties': {'plan': p}})"


@pytest.mark.parametrize(
    "code",
    [
        PP + "if p is None:|    return|" + SEND,
        PP + "if p is None: return|" + SEND,
        PP + "if not p:|    raise ValueError|" + SEND,
        PP + "if p:|    " + SEND,
        PP + "if p is not None and k:|    " + SEND,
        PP + "assert p|" + SEND,
        PP + "assert p is not None, 'no plan'|" + SEND,
        PP + "if isinstance(p, str):|    " + SEND,
        PP + "if not isinstance(p, str):|    return|" + SEND,
        PP + "if not valid(p):|    return|" + SEND,
        PP + "if raw:|    " + SEND,
        PP + "if not raw:|    return|" + SEND,
        PP + "if not p:|    p = 'team'|" + SEND,
        PP + "if p is None:|    abort(404)|" + SEND,
        PP + "if p is None:|    sys.exit(1)|" + SEND,
        PP + "p and " + SEND,
        PP + SEND + " if p else None",
        PP + "while p:|    " + SEND,
        PP + "check_plan(p)|" + SEND,
        PP + "for q in k:|    if p is None:|        continue|    " + SEND,
        PP + "for q in k:|    if not p:|        break|    " + SEND,
        PP + "with k:|    if not p:|        return|" + SEND,
        PP + "match p:|    case None:|        return|" + SEND,
        PP + "match p:|    case str():|        " + SEND,
        PP + "match p:|    case None:|        pass|    case _:|        " + SEND,
        PP + "[" + SEND + " for q in k if p]",
        "if (p := 'pro' if raw else None) is None:|    return|" + SEND,
        "if p := ('pro' if raw else None):|    " + SEND,
        "if not (p := 'pro' if raw else None):|    return|" + SEND,
        "p = None|try:|    p = k()|except ValueError:|    raise|" + SEND,
        "try:|    p = 'pro'|except ValueError:|    p = None|if p is None:|    return|" + SEND,
        "try:|    p = 'pro'|except ValueError:|    p = None|    return|" + SEND,
        "p = None|if raw:|    p = 'pro'|if p is None:|    return|" + SEND,
        "p = None|if raw:|    p = 'pro'|elif k:|    p = 'team'|else:|    return|" + SEND,
        "p = None|if raw:|    p = 'pro'|else:|    p = 'team'|" + SEND,
        "p = 'pro' if raw else 'free'|if p == 'free':|    return|" + SEND,
        "p = 'pro' if raw else 'free'|if p in ('free', 'none'):|    return|" + SEND,
        "p = 'pro' if raw else 'free'|if p not in {'pro', 'team'}:|    return|" + SEND,
        "p = {'plan': 'pro' if raw else None}|if not p['plan']:|    return|"
        "track('Started', u, {'properties': p})",
        PE + "if e == 'none':|    return|track(e, u)",
        PE + "if e != 'none':|    track(e, u)",
        PE + "if not e.startswith('plugin'):|    return|track(e, u)",
        PE + "if e not in ('plugin.one',):|    return|track(e, u)",
        PE + "if e in KNOWN:|    track(e, u)",
        PE + "match e:|    case 'none' or 'x':|        return|track(e, u)",
        PE + "match e:|    case 'none':|        return|    case _:|        track(e, u)",
        "e = 'plugin.one' if raw else ''|if not e:|    return|track(e, u)",
        "e = raw.strip() if raw else ''|if not e:|    return|track(f'plugin.{e}', u)",
        "e = raw.strip() if raw else ''|if len(e) == 0:|    return|track(f'plugin.{e}', u)",
    ],
)
def test_guards_narrow_in_python(code: str) -> None:
    assert _codes(_py(code), "py") == []


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("const e = raw ? 'plugin.one' : 'none'; if (k(e)) track(e, {});", "guarded"),
        ("const e = raw ? 'plugin.one' : 'none'; track(e, {});", None),
    ],
)
def test_a_name_that_is_left_open_is_counted(code: str, line: str | None) -> None:
    (call,) = scan_text(_js(code).encode(), "app.ts").calls
    assert call.dynamic == line
    assert [event.name for event in call.events] == ["plugin.one", "none"]
    assert [event.is_possible for event in call.events] == [line is not None] * 2


def test_a_condition_of_many_pieces_is_no_hindrance() -> None:
    many = "||".join(["k"] * 600)
    code = f"const p = raw ? 'pro' : null; if ({many}) k(); track('Started', {{ plan: p }});"
    assert _codes(_js(code), "ts") == ["U203"]
    assert (
        _codes(_js(f"if ({'(' * 900}k{')' * 900}) track('Started', {{ plan: 'pro' }});"), "ts")
        == []
    )


REPLACED_BY_DEFAULTS = [
    "const p: any = { plan: null }; p.plan ??= 'pro'; track('Started', p);",
    "const p: any = { plan: '' }; p.plan ||= 'pro'; track('Started', p);",
    "const p: any = { plan: null }; p[k] ??= 'pro'; track('Started', p);",
    "const p: any = { plan: raw ? null : 'team' }; p.plan ??= 'pro'; track('Started', p);",
    "const p: any = { plan: null }; if (!p.plan) p.plan = 'pro'; track('Started', p);",
    "const p: any = { plan: null }; if (p.plan == null) { p.plan = 'pro'; } track('Started', p);",
    "const p: any = { plan: null }; p.plan ??= 'pro'; track('Started', { plan: p.plan });",
    "const p: any = { plan: null }; if (!p.plan) p.plan = 'pro'; track('Started', { plan: p.plan });",
    "const p: any = { plan: null }; delete p[k]; track('Started', { plan: p.plan });",
]
REPLACED_BY_DEFAULTS_PY = [
    "p = {'plan': None}|if not p['plan']:|    p['plan'] = 'pro'|track('Started', u, {'properties': p})",
    "p = {'plan': None}|if p.get('plan') is None:|    p['plan'] = 'pro'|track('Started', u, {'properties': p})",
    "p = {'plan': None}|if not p['plan']:|    p['plan'] = 'pro'|track('Started', u, {'properties': {'plan': p['plan']}})",
]


@pytest.mark.parametrize("code", REPLACED_BY_DEFAULTS)
def test_what_a_default_replaces_is_not_sent(code: str) -> None:
    assert _codes(_js(code), "ts") == []


@pytest.mark.parametrize("code", REPLACED_BY_DEFAULTS_PY)
def test_what_is_replaced_where_it_is_empty_is_not_sent(code: str) -> None:
    assert _codes(_py(code), "py") == []


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("const p: any = { plan: 'x' }; p.plan ??= 'pro'; track('Started', p);", "ts"),
        ("const p: any = { plan: 'x' }; p.plan ||= 'pro'; track('Started', p);", "ts"),
        ("const p: any = {}; p.plan ??= 'x'; track('Started', p);", "ts"),
        ("const p: any = { plan: null }; p.plan ??= 'x'; track('Started', p);", "ts"),
        (
            "p = {'plan': 'x'}|p.setdefault('plan', 'pro')|track('Started', u, {'properties': p})",
            "py",
        ),
        ("p = {}|p.setdefault('plan', 'x')|track('Started', u, {'properties': p})", "py"),
    ],
)
def test_what_a_default_leaves_or_sets_is_sent(code: str, ending: str) -> None:
    assert _codes(_js(code) if ending == "ts" else _py(code), ending) == ["U204"]


@pytest.mark.parametrize(
    "code",
    [
        "const n = 'Canceled'; track(n || 'Nothing');",
        "const n = 'Canceled'; track(n ?? 'Nothing');",
        "const on = false; track(on ? 'Nothing' : 'Canceled');",
        "const on = true; track(on ? 'Canceled' : 'Nothing');",
        "const mode = 'live'; track(mode === 'test' ? 'Nothing' : 'Canceled');",
        "const o = { plan: 'pro' }; track('Started', o || {});",
    ],
)
def test_a_branch_that_constants_rule_out_is_not_reported(code: str) -> None:
    assert _codes(_js(code), "ts") == []


@pytest.mark.parametrize(
    "code",
    [
        "n = 'Canceled'|track(n or 'Nothing', u)",
        "on = False|track('Nothing' if on else 'Canceled', u)",
        "on = True|track('Canceled' if on else 'Nothing', u)",
        "o = {'plan': 'pro'}|track('Started', u, {'properties': o or {}})",
    ],
)
def test_a_branch_that_constants_rule_out_is_not_reported_in_python(code: str) -> None:
    assert _codes(_py(code), "py") == []


@pytest.mark.parametrize(
    "code",
    [
        "track(raw || 'Nothing');",
        "let on = false; if (raw) on = true; track(on ? 'Nothing' : 'Canceled');",
        "const n = raw ? 'Canceled' : ''; track(n || 'Nothing');",
    ],
)
def test_a_branch_that_may_be_taken_is_reported(code: str) -> None:
    assert _codes(_js(code), "ts") in (["U101"], ["U101", "U105"])
