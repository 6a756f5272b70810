"""State that other code may set: its start value is no certainty. Constants stay known."""

# ruff: noqa: E501  a line is a case

import re
from datetime import date
from pathlib import Path

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project, scan_text

OF_NO_VALUE = ("U209", "U304", "U903")  # of what is not asked about here
PLAN = """
tracking_plan: 1
events:
  Started:
    properties: {plan: {type: string, enum: [a, b], required: true}}
  a: {}
  b: {}
"""
PY = "from altertable import Altertable\nclient = Altertable('k')\n"
JS = "import { altertable } from '@altertable/altertable-js';\n"


def _judged(scan: Scan) -> set[str]:
    plan = load_text(PLAN).plan
    assert plan is not None
    assert scan.calls
    found = {f.code.id for f in judge_calls(plan, scan, today=date(2026, 1, 1))}
    return found - {"U901", "U105", *OF_NO_VALUE}


def _written(code: str, ending: str, call: str) -> str:
    """The code with a call for each `TRACK(value)`."""
    code = re.sub(r"TRACK\(([^()]*)\)", lambda found: call % found[1], code)
    return PY + code.replace("|", "\n") if ending == "py" else JS + code


def _codes(code: str, ending: str) -> tuple[set[str], set[str]]:
    """The findings where a value is sent as a property, and where it is the event."""
    if ending == "py":
        calls = (
            "client.track('Started', 'u', {'properties': {'plan': %s}})",
            "client.track(%s, 'u')",
        )
    else:
        calls = ("altertable.track('Started', { plan: %s })", "altertable.track(%s, {})")
    plan = load_text(PLAN).plan
    first, second = (
        _judged(scan_text(_written(code, ending, call).encode(), f"app.{ending}", plan=plan))
        for call in calls
    )
    return first - {"U501"}, second


OPEN_PY = [
    "r = make()|def s():|    r.p = None|def f():|    TRACK(r.p)",
    "class A:|    def __init__(self):|        self.p = None|    def set(self, v):|        self.p = v|    def f(self):|        TRACK(self.p)",
    "class A:|    p = None|    def set(self):|        self.p = 'a'|    def f(self):|        TRACK(self.p)",
    "class A:|    def __init__(self):|        self.p = None|    def f(self, c):|        if c:|            self.p = 'a'|        TRACK(self.p)",
    "class A:|    def __init__(self):|        self.p = None|    def f(self):|        TRACK(self.p)|def g(a):|    a.p = 'a'",
    "class A:|    p = None|    def f(self):|        TRACK(self.p)|class B(A):|    p = 'a'",
    "class A:|    p = None|    @classmethod|    def f(cls):|        TRACK(cls.p)|class B(A):|    p = 'a'",
    "@dataclass|class A:|    p: str = None|    def f(self):|        TRACK(self.p)",
    "class A(BaseModel):|    p: str = None|    def f(self):|        TRACK(self.p)",
    "@define|class A:|    p: str = 'x'|    def f(self):|        TRACK(self.p)",
    "class A(NamedTuple):|    p: str = 'x'|    def f(self):|        TRACK(self.p)",
    "class A:|    p = None|def s(v):|    A.p = v|def f():|    TRACK(A.p)",
    "class A:|    p = None|a = A()|def f():|    TRACK(a.p)",
    "class A:|    p = None|    @classmethod|    def s(cls, v):|        cls.p = v|    @classmethod|    def f(cls):|        TRACK(cls.p)",
    "p = None|def s(v):|    global p|    p = v|def f():|    TRACK(p)",
    "p = None|def s():|    global p|    p = 'a'|def f():|    TRACK(p)",
    "p = None|def f(c):|    global p|    if c:|        p = 'a'|    TRACK(p)",
    "def o():|    p = None|    def s():|        nonlocal p|        p = 'a'|    s()|    TRACK(p)",
    "def o():|    p = None|    def s(v):|        nonlocal p|        p = v|    def f():|        TRACK(p)",
    "cfg = {'plan': None}|fill(cfg)|TRACK(cfg['plan'])",
    "cfg = {'plan': None}|def s():|    cfg['plan'] = 'a'|def f():|    TRACK(cfg['plan'])",
    "cfg = {'plan': None}|def s(v):|    cfg['plan'] = v|def f():|    TRACK(cfg['plan'])",
    "cfg = {'plan': None}|def s():|    cfg.update(x)|def f():|    TRACK(cfg['plan'])",
    "cfg = {'plan': None}|def s(v):|    fill(cfg)|def f():|    TRACK(cfg['plan'])",
    "def f(c, d, g, xs):|    def h(p=None):|        TRACK(p)",
    "def f(c, d, g, xs):|    def h(p='x'):|        TRACK(p)",
    "def f(c, d, g, xs):|    def h(*, p: str = 'x'):|        TRACK(p)",
    "def f(c, d, g, xs):|    h = lambda p='x': TRACK(p)",
    "if DEBUG:|    P = 'x'|else:|    P = 'a'|def f():|    TRACK(P)",
    "try:|    P = load()|except ImportError:|    P = 'x'|def f():|    TRACK(P)",
    "P = 'x'|def f():|    TRACK(P)|P = load()",
    "P = None|for x in xs:|    P = x|def f():|    TRACK(P)",
    "def f(c, d, g, xs):|    p = None|    def s():|        nonlocal p|        p = 'a'|    run(s)|    TRACK(p)",
    "def f(c, d, g, xs):|    cfg = {'plan': None, **g}|    TRACK(cfg['plan'])",
    "def f(c, d, g, xs):|    cfg = {'plan': None}|    cfg[g] = 'a'|    TRACK(cfg['plan'])",
    "def f(c, d, g, xs):|    cfg = {'plan': None}|    cfg.update(g)|    TRACK(cfg['plan'])",
    "def f(c, d, g, xs):|    cfg = dict(plan=None, **g)|    TRACK(cfg['plan'])",
    "class C:|    cfg = {'plan': None}|    def s(self, v):|        self.cfg['plan'] = v|    def f(self):|        TRACK(self.cfg['plan'])",
    "class A:|    p = None|    def s(self, v):|        setattr(self, 'p', v)|    def f(self):|        TRACK(self.p)",
    "class A:|    p = None|    def s(self, k, v):|        setattr(self, k, v)|    def f(self):|        TRACK(self.p)",
    "class A:|    p = None|    def s(self, k):|        self.__dict__.update(k)|    def f(self):|        TRACK(self.p)",
    "class A:|    p = None|    def s(self, k):|        self.p, x = k|    def f(self):|        TRACK(self.p)",
    "class A:|    p = 'x'|    def s(self, k):|        self.p += k|    def f(self):|        TRACK(self.p)",
    "class A:|    p = None|    def s(self, k):|        for self.p in k: pass|    def f(self):|        TRACK(self.p)",
    "class A:|    p = None|    def s(self, k):|        with k as self.p: pass|    def f(self):|        TRACK(self.p)",
    "p = None|def s(v):|    globals()['p'] = v|def f():|    TRACK(p)",
    "p = 'x'|def s(v):|    global p|    p += v|def f():|    TRACK(p)",
    "p = None|def s(v):|    global p|    for p in v: pass|def f():|    TRACK(p)",
    "p = None|def s(v):|    global p|    with v as p: pass|def f():|    TRACK(p)",
    "p = None|def s(v):|    global p|    p, q = v|def f():|    TRACK(p)",
    "p = None|def s(v):|    global p|    from x import p|def f():|    TRACK(p)",
]
KNOWN_PY = [
    "P = 'x'|def f():|    TRACK(P)",
    "P: Final = 'x'|def f():|    TRACK(P)",
    "class A:|    P = 'x'|def f():|    TRACK(A.P)",
    "class A:|    P = 'x'|    def f(self):|        TRACK(self.P)",
    "class A:|    def __init__(self):|        self.p = 'x'|    def f(self):|        TRACK(self.p)",
    "class A(Enum):|    P = 'x'|def f():|    TRACK(A.P.value)",
    "C = {'plan': 'x'}|def f():|    TRACK(C['plan'])",
    "def f(c, d, g, xs):|    p = 'x'|    if c:|        p = 'a'|    TRACK(p)",
    "P = 'x'|class A:|    def f(self):|        TRACK(P)",
]
REPLACED_PY = [
    "class A:|    def __init__(self):|        self.p = None|    def f(self, c):|        self.p = 'a'|        TRACK(self.p)",
    "class A:|    def __init__(self):|        self.p = None|    def f(self, c):|        if c:|            self.p = 'a'|        else:|            self.p = 'b'|        TRACK(self.p)",
    "p = None|def f(c):|    global p|    p = 'a'|    TRACK(p)",
    "P = 'a'|def f():|    TRACK(P)",
    "P = None|P = 'a'|def f():|    TRACK(P)",
]
OPEN_JS = [
    "const r = ref(); function s() { r.p = null; } function f() { TRACK(r.p); }",
    "const r = ref(); const s = () => { r.p = 'a'; }; const f = () => { TRACK(r.p); };",
    "class A { private p: string | null = null; set(v) { this.p = v; } f() { TRACK(this.p); } }",
    "class A { p: string | null = null; set() { this.p = 'a'; } f() { TRACK(this.p); } }",
    "class A { p = null; f() { TRACK(this.p); } } function g(a) { a.p = 'a'; }",
    "class A { p; constructor() { this.p = null; } set() { this.p = 'a'; } f() { TRACK(this.p); } }",
    "class A { p = null; f(c) { if (c) this.p = 'a'; TRACK(this.p); } }",
    "class A { @Input() p: string | null = null; f() { TRACK(this.p); } }",
    "class A { @property({type: String}) p = 'x'; f() { TRACK(this.p); } }",
    "class A { p = null; f() { TRACK(this.p); } } class B extends A { p = 'a'; }",
    "class A { p = null; h() { run(() => { this.p = 'a'; }); } f() { TRACK(this.p); } }",
    "class A { p = null; h() { Object.assign(this, x); } f() { TRACK(this.p); } }",
    "class A { p = null; h() { ({ p: this.p } = x); } f() { TRACK(this.p); } }",
    "class A { p = null; h() { [this.p] = x; } f() { TRACK(this.p); } }",
    "class A { p = null; h() { this['p'] = x; } f() { TRACK(this.p); } }",
    "class A { p = null; h(k) { this[k] = x; } f() { TRACK(this.p); } }",
    "class A { p = null; h() { this.p ??= 'a'; } f() { TRACK(this.p); } }",
    "class A { p = null; h() { const self = this; self.p = 'a'; } f() { TRACK(this.p); } }",
    "class A { static p = null; static s(v) { A.p = v; } static f() { TRACK(A.p); } }",
    "class A { static p = null; static s(v) { this.p = v; } static f() { TRACK(A.p); } }",
    "class A { static p = null; } A.p = g(); function f() { TRACK(A.p); }",
    "let p = null; function s(v) { p = v; } function f() { TRACK(p); }",
    "let p = null; export function s() { p = 'a'; } export function f() { TRACK(p); }",
    "let p = null; const f = () => { TRACK(p); }; p = 'a';",
    "let p = null; on(() => { p = 'a'; }); TRACK(p);",
    "function z(c, d, g, xs) { let p = null; xs.forEach(x => { p = 'a'; }); TRACK(p); }",
    "function z(c, d, g, xs) { let p = null; s(); TRACK(p); function s() { p = 'a'; } }",
    "function z(c, d, g, xs) { let p = null; const h = () => { p ??= 'a'; }; h(); TRACK(p); }",
    "const cfg = { p: null }; fill(cfg); function f() { TRACK(cfg.p); }",
    "function z(c, d, g, xs) { const cfg = { p: null }; fill(cfg); TRACK(cfg.p); }",
    "function z(c, d, g, xs) { const cfg: any = { p: null }; Object.assign(cfg, g); TRACK(cfg.p); }",
    "const cfg = { p: null }; function s(v) { cfg.p = v; } function f() { TRACK(cfg.p); }",
    "const cfg = { p: null }; function s() { cfg.p = 'a'; } function f() { TRACK(cfg.p); }",
    "const cfg = { p: null }; function s() { Object.assign(cfg, x); } function f() { TRACK(cfg.p); }",
    "const cfg = { p: null }; const { set } = make(cfg); function f() { TRACK(cfg.p); }",
    "const cfg = { x: { p: null } }; fill(cfg.x); function f() { TRACK(cfg.x.p); }",
    "function z(c, d, g, xs) { function h(p = null) { TRACK(p); } }",
    "function z(c, d, g, xs) { function h(p = 'x') { TRACK(p); } }",
    "function z(c, d, g, xs) { const h = ({ p = 'x' }) => { TRACK(p); }; }",
    "function z(c, d, g, xs) { const h = ({ p } = { p: 'x' }) => { TRACK(p); }; }",
    "function z(c, d, g, xs) { const { p = 'x' } = g; TRACK(p); }",
    "function z(c, d, g, xs) { const p = ref(null); TRACK(p.value); }",
    "function z(c, d, g, xs) { const p = useRef(null); TRACK(p.current); }",
    "function z(c, d, g, xs) { const [p, setP] = useState(null); TRACK(p); }",
    "function z(c, d, g, xs) { const s = reactive({ p: null }); TRACK(s.p); }",
    "function z(c, d, g, xs) { const s = writable(null); const v = get(s); TRACK(v); }",
    "function z(c, d, g, xs) { const s = useState({ p: null })[0]; TRACK(s.p); }",
    "let P = 'x'; if (process.env.X) P = 'a'; function f() { TRACK(P); }",
    "export let p = null; export const f = () => { TRACK(p); }; if (x) p = 'a';",
    "function z(c, d, g, xs) { const cfg = { p: null, ...g }; TRACK(cfg.p); }",
    "function z(c, d, g, xs) { const cfg = { p: null, [g]: 'a' }; TRACK(cfg.p); }",
    "function z(c, d, g, xs) { const cfg: any = { p: null }; cfg[g] = 'a'; TRACK(cfg.p); }",
    "class C { cfg = { p: null }; s(v) { this.cfg.p = v; } f() { TRACK(this.cfg.p); } }",
    "class C { cfg = { p: null }; s(v) { this.cfg = v; } f() { TRACK(this.cfg.p); } }",
    "class C { #p = null; s(v) { this.#p = v; } f() { TRACK(this.#p); } }",
    "function C() { this.p = null; } C.prototype.s = function (v) { this.p = v; }; C.prototype.f = function () { TRACK(this.p); };",
    "const o = { p: null, s(v) { this.p = v; }, f() { TRACK(this.p); } };",
    "const o = { p: null, s(v) { o.p = v; }, f() { TRACK(o.p); } };",
    "namespace N { export let p = null; export function s(v) { p = v; } export function f() { TRACK(p); } }",
    "class A { static E = { p: null }; f() { TRACK(A.E.p); } s() { A.E = g(); } } new A();",
    "class A { static E = { p: null }; f() { TRACK(A.E.p); } s() { A.E.p = 'a'; } } new A();",
    "class A { static E = { p: null }; constructor() { fill(A.E); } f() { TRACK(A.E.p); } } new A();",
    "class A { static E = { p: null }; f() { TRACK(A.E.p); } } new B(A);",
    "const C = { p: null }; function s(k) { C[k] = 'a'; } function f() { TRACK(C.p); }",
    "const C = { p: null, s() { this.p = 'a'; } }; C.s(); function f() { TRACK(C.p); }",
    "const C = { p: null, s() { const me = this; me.p = 'a'; } }; C.s(); function f() { TRACK(C.p); }",
    "const C = { p: null, s: () => { C.p = 'a'; } }; C.s(); function f() { TRACK(C.p); }",
    "const C = { p: null, s: fill }; C.s(); function f() { TRACK(C.p); }",
    "const C = { p: null, ...g }; C.s(); function f() { TRACK(C.p); }",
    "const C = { p: null, s: () => 1 }; C.s = fill; C.s(); function f() { TRACK(C.p); }",
    "const C = { p: null, s: () => 1 }; C.r(); function f() { TRACK(C.p); }",
    "const C = { x: { p: null }, s() { this.x.p = 'a'; } }; C.s(); function f() { TRACK(C.x.p); }",
    "const C = { x: { p: null, s() { this.p = 'a'; } } }; C.x.s(); function f() { TRACK(C.x.p); }",
    "const C = { x: { p: null }, s: () => fill(C.x) }; C.s(); function f() { TRACK(C.x.p); }",
    "const C = { p: null }; function s(x) { Object.assign(C, x); } function f() { TRACK(C.p); }",
]
KNOWN_JS = [
    "class A { static E = { p: 'x' }; f() { TRACK(A.E.p); } static make() { return new A(); } }",
    "class A { static i: A; static E = { p: 'x' }; static get() { A.i = new A(); return A.i; } f() { TRACK(A.E.p); } }",
    "class A { static E = { p: 'x' }; f() { TRACK(A.E.p); } } export const one = new A();",
    "const C = { p: 'x' }; function s() { C.q = 'a'; } function f() { TRACK(C.p); }",
    "const C = { p: 'x', s: () => 1 }; C.s(); function f() { TRACK(C.p); }",
    "const C = { p: 'x', s(k) { return k + 1; } }; function g() { C.s(2); } function f() { TRACK(C.p); }",
    "const C = { x: { p: 'x' }, s: (k) => C.x[k] }; C.s('p'); function f() { TRACK(C.x.p); }",
    "const C = { x: { p: 'x', s: (k) => k } }; C.x.s('p'); function f() { TRACK(C.x.p); }",
    "class A { static readonly p = 'x'; } function f() { TRACK(A.p); }",
    "class A { readonly p = 'x'; f() { TRACK(this.p); } }",
    "class A { private p = 'x'; f() { TRACK(this.p); } }",
    "const p = 'x'; function f() { TRACK(p); }",
    "let p = 'x'; function f() { TRACK(p); }",
    "const C = { p: 'x' }; function f() { TRACK(C.p); }",
    "const C = { p: 'x' } as const; export default C; function f() { TRACK(C.p); }",
    "export const C = { p: 'x' }; function f() { TRACK(C.p); }",
    "enum E { p = 'x' } function f() { TRACK(E.p); }",
    "function z(c, d, g, xs) { let p = 'x'; if (c) p = 'a'; TRACK(p); }",
    "const C = { p: 'x' }; module.exports = { C }; function f() { TRACK(C.p); }",
    "const C = { p: 'x' }; module.exports = C; function f() { TRACK(C.p); }",
    "const C = { p: 'x' }; export { C }; function f() { TRACK(C.p); }",
    "const C = Object.freeze({ p: 'x' }); export default C; function f() { TRACK(C.p); }",
    "function z(c, d, g, xs) { const cfg = { ...g, p: null }; TRACK(cfg.p); }",
    "const f = () => { const C = { p: 'x' }; return () => { TRACK(C.p); }; };",
    "const plan = 'x'; const f = ({ plan: q }) => { TRACK(plan); };",
]
REPLACED_JS = [
    "class A { p = null; f(c) { this.p = 'a'; TRACK(this.p); } }",
    "class A { p = null; f(c) { if (c) { this.p = 'a'; } else { this.p = 'b'; } TRACK(this.p); } }",
    "let p = null; function f() { p = 'a'; TRACK(p); }",
]


@pytest.mark.parametrize("code", OPEN_PY)
def test_what_other_code_may_set_is_undecided_in_python(code: str) -> None:
    of_value, of_event = _codes(code, "py")
    assert of_value == set()
    assert of_event - {"U501"} == set()


@pytest.mark.parametrize("code", OPEN_JS)
def test_what_other_code_may_set_is_undecided_in_typescript(code: str) -> None:
    of_value, of_event = _codes(code, "ts")
    assert of_value == set()
    assert of_event - {"U501"} == set()


@pytest.mark.parametrize(
    ("code", "ending"),
    [(code, "py") for code in OPEN_PY if "'a'" not in code and "'x'" not in code]
    + [(code, "ts") for code in OPEN_JS if "'a'" not in code and "'x'" not in code],
)
def test_an_event_of_which_the_name_may_be_is_not_said_to_be_sent_by_nothing(
    code: str, ending: str
) -> None:
    of_event = _codes(code, ending)[1]
    assert of_event == set()


@pytest.mark.parametrize(
    "code",
    [
        "function f(q) { let p = 'a'; q.on('x', () => { p = 'b'; }); q.on('y', () => TRACK(p)); }",
        "function f(q) { let p = 'a'; q.on('x', function () { p = 'b'; }); TRACK(p); }",
        "async function f(q) { let p = 'a'; await q.then(() => { p = 'b'; }); TRACK(p); }",
        "function f(q) { let p = 'a'; q.forEach((x) => { { p = 'b'; } }); TRACK(p); }",
        "function f(q) { let p = 'a'; const t = setTimeout(() => { p = 'b'; }, 5); return () => TRACK(p); }",
    ],
)
def test_what_a_callback_assigns_leaves_the_start_value_possible(code: str) -> None:
    written = _written(code, "ts", "altertable.track(%s, {})")
    scan = scan_text(written.encode(), "app.ts", plan=load_text(PLAN).plan)
    assert {event.name for call in scan.calls for event in call.events} == {"a", "b"}
    assert _codes(code.replace("'a'", "'x'"), "ts")[0] == set()


@pytest.mark.parametrize("code", KNOWN_PY)
def test_constants_stay_known_in_python(code: str) -> None:
    of_value, of_event = _codes(code, "py")
    assert (of_value, of_event - {"U501"}) == ({"U204"}, {"U101"})


@pytest.mark.parametrize("code", KNOWN_JS)
def test_constants_stay_known_in_typescript(code: str) -> None:
    of_value, of_event = _codes(code, "ts")
    assert of_value in ({"U204"}, {"U203"})
    assert of_event - {"U501"} in ({"U101"}, {"U406"})


@pytest.mark.parametrize(
    ("code", "ending"), [(c, "py") for c in REPLACED_PY] + [(c, "ts") for c in REPLACED_JS]
)
def test_what_is_set_right_before_the_call_is_known(code: str, ending: str) -> None:
    of_value, of_event = _codes(code, ending)
    assert of_value == set()
    assert of_event - {"U501"} == set()


RESET_PY = [
    "class A:|    def s(self):|        self.p = 'a'|    def f(self):|        self.p = 'x'|        self.s()|        TRACK(self.p)",
    "class A:|    def s(self):|        self.p = 'a'|    async def f(self):|        self.p = 'x'|        await x|        TRACK(self.p)",
    "class A:|    def s(self):|        self.p = 'a'|    def f(self):|        self.p = 'x'|        yield 1|        TRACK(self.p)",
    "class A:|    def s(self):|        self.p = 'a'|    def f(self, c):|        self.p = 'x'|        if c:|            self.s()|        TRACK(self.p)",
    "class A:|    def s(self):|        self.p = 'a'|    def f(self, c):|        for y in c:|            TRACK(self.p)|            self.p = 'x'|            self.s()",
    "p = None|def s():|    global p|    p = 'a'|def f():|    global p|    p = 'x'|    s()|    TRACK(p)",
    "p = None|def s():|    global p|    p = 'a'|p = 'x'|s()|TRACK(p)",
    "def f():|    p = None|    def s():|        nonlocal p|        p = 'a'|    p = 'x'|    s()|    TRACK(p)",
    "o = {}|def s():|    o['p'] = 'a'|def f():|    o['p'] = 'x'|    s()|    TRACK(o['p'])",
    "def f(o):|    o.p = 'x'|    o.load()|    TRACK(o.p)",
    "class A:|    p = None|def f():|    A.p = 'x'|    A.load()|    TRACK(A.p)",
    "class A:|    @property|    def p(self): return self.q|    @p.setter|    def p(self, v): self.q = v|    def f(self):|        self.p = 'x'|        TRACK(self.p)",
]
RESET_JS = [
    "class A { p; s() { this.p = 'a'; } f() { this.p = 'x'; this.s(); TRACK(this.p); } }",
    "class A { p; s() { this.p = 'a'; } async f() { this.p = 'x'; await y; TRACK(this.p); } }",
    "class A { p; s() { this.p = 'a'; } async f() { this.p = 'x'; for (const z of y) { await z.s(); } TRACK(this.p); } }",
    "class A { static p; static s() { A.p = 'a'; } static f() { A.p = 'x'; A.s(); TRACK(A.p); } }",
    "let p; const s = () => { p = 'a'; }; function f() { p = 'x'; s(); TRACK(p); }",
    "let p; const s = () => { p = 'a'; }; function* f() { p = 'x'; yield 1; TRACK(p); }",
    "let p; const s = () => { p = 'a'; }; p = 'x'; s(); TRACK(p);",
    "const o = { p: null }; function s() { o.p = 'a'; } function f() { o.p = 'x'; s(); TRACK(o.p); }",
    "const r = useRef(null); const s = () => { r.current = 'a'; }; const f = () => { r.current = 'x'; s(); TRACK(r.current); };",
    "const r = ref(null); async function s() { r.value = 'a'; } async function f() { r.value = 'x'; await s(); TRACK(r.value); }",
    "class A { get p() { return this.q; } set p(v) { this.q = v; } f() { this.p = 'x'; TRACK(this.p); } }",
]


@pytest.mark.parametrize(
    ("code", "ending"), [(c, "py") for c in RESET_PY] + [(c, "ts") for c in RESET_JS]
)
def test_what_a_function_may_set_anew_before_the_call_is_undecided(code: str, ending: str) -> None:
    of_value, of_event = _codes(code, ending)
    is_seen = "'a'" in code  # else any event may be sent
    assert (of_value, of_event - ({"U501"} if is_seen else set())) == (set(), set())


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        (
            "class A:|    def s(self):|        self.p = 'a'|    def f(self):|        self.p = 'x'|        TRACK(self.p)",
            "py",
        ),
        (
            "class A:|    def s(self):|        self.p = 'a'|    def f(self):|        self.s()|        self.p = 'x'|        TRACK(self.p)",
            "py",
        ),
        (
            "class A:|    def s(self):|        self.p = 'a'|    def f(self, c):|        self.p = 'x'|        q = str(c)|        TRACK(self.p)",
            "py",
        ),
        (
            "class A:|    def f(self):|        self.p = 'x'|        self.s()|        TRACK(self.p)",
            "py",
        ),
        (
            "p = None|def s():|    global p|    p = 'a'|def f():|    global p|    s()|    p = 'x'|    TRACK(p)",
            "py",
        ),
        ("def f(o):|    o.load()|    o.p = 'x'|    TRACK(o.p)", "py"),
        (
            "class A { p; s() { this.p = 'a'; } f() { this.s(); this.p = 'x'; TRACK(this.p); } }",
            "ts",
        ),
        (
            "class A { p; s() { this.p = 'a'; } f() { this.p = 'x'; const at = Date.now(); TRACK(this.p); } }",
            "ts",
        ),
        (
            "let p; const s = () => { p = 'a'; }; function f() { p = s() || 'x'; p = 'x'; TRACK(p); }",
            "ts",
        ),
        (
            "const o = { p: null }; function s() { o.p = 'a'; } function f() { s(); o.p = 'x'; TRACK(o.p); }",
            "ts",
        ),
    ],
)
def test_what_no_function_sets_anew_stays_known(code: str, ending: str) -> None:
    of_value, of_event = _codes(code, ending)
    assert (of_value, of_event - {"U501"}) == ({"U204"}, {"U101"})


FILES: list[tuple[dict[str, str], bool]] = [
    (
        {
            "config.py": "plan = None\n",
            "m.py": "import config\nconfig.plan = 'a'\n",
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nimport config\ndef f():\n    client.track('Started', 'u', {'properties': {'plan': config.plan}})\n    client.track(config.plan, 'u')",
        },
        False,
    ),
    (
        {
            "config.py": "plan = None\n",
            "m.py": "from . import config\ndef s(v):\n    config.plan = v\n",
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nfrom config import plan\ndef f():\n    client.track('Started', 'u', {'properties': {'plan': plan}})\n    client.track(plan, 'u')",
        },
        False,
    ),
    (
        {
            "config.py": "plan = None\ndef s(v):\n    global plan\n    plan = v\n",
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nimport config\ndef f():\n    client.track('Started', 'u', {'properties': {'plan': config.plan}})\n    client.track(config.plan, 'u')",
        },
        False,
    ),
    (
        {
            "config.py": "plan = 'x'\n",
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nimport config\ndef f():\n    client.track('Started', 'u', {'properties': {'plan': config.plan}})\n    client.track(config.plan, 'u')",
        },
        True,
    ),
    (
        {
            "config.py": "plan = 'x'\n",
            "tests/test_x.py": "import config\nconfig.plan = 'a'\n",
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nimport config\ndef f():\n    client.track('Started', 'u', {'properties': {'plan': config.plan}})\n    client.track(config.plan, 'u')",
        },
        True,
    ),
    (
        {
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nclass A:\n    p = None\n    def f(self):\n        client.track('Started', 'u', {'properties': {'plan': self.p}})\n        client.track(self.p, 'u')",
            "m.py": "def s(x):\n    x.p = 'a'\n",
        },
        False,
    ),
    (
        {
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nclass A:\n    p = None\n    def f(self):\n        client.track('Started', 'u', {'properties': {'plan': self.p}})\n        client.track(self.p, 'u')",
            "m.py": "from u import A\nclass B(A):\n    p = 'a'\n",
        },
        False,
    ),
    (
        {
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nclass A:\n    p = 'x'\n    def f(self):\n        client.track('Started', 'u', {'properties': {'plan': self.p}})\n        client.track(self.p, 'u')",
            "m.py": "def s(x):\n    q = x.p == 'a'\n    return q\n",
        },
        True,
    ),
    (
        {
            "base.py": "class Base:\n    p = None\n    def s(self, v):\n        self.p = v\n",
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nfrom base import Base\nclass A(Base):\n    def f(self):\n        client.track('Started', 'u', {'properties': {'plan': self.p}})\n        client.track(self.p, 'u')",
        },
        False,
    ),
    (
        {
            "c.ts": "export const cfg = { p: null };\n",
            "m.ts": "import { cfg } from './c';\ncfg.p = 'a';\n",
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nimport { cfg } from './c';\nexport function f() { altertable.track('Started', { plan: cfg.p }); altertable.track(cfg.p); }",
        },
        False,
    ),
    (
        {
            "c.ts": "export let p = null;\nexport function s(v) { p = v; }",
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nimport { p } from './c';\nexport function f() { altertable.track('Started', { plan: p }); altertable.track(p); }",
        },
        False,
    ),
    (
        {
            "c.ts": "export const cfg = { p: 'x' };\n",
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nimport { cfg } from './c';\nexport function f() { altertable.track('Started', { plan: cfg.p }); altertable.track(cfg.p); }",
        },
        True,
    ),
    (
        {
            "c.ts": "export class C { static readonly p = 'x'; }\n",
            "m.ts": "o.p = 1;",
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nimport { C } from './c';\nexport function f() { altertable.track('Started', { plan: C.p }); altertable.track(C.p); }",
        },
        True,
    ),
    (
        {
            "c.ts": "export class C { static p = null; }\n",
            "m.ts": "import { C } from './c'; C.p = 'a';",
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nimport { C } from './c';\nexport function f() { altertable.track('Started', { plan: C.p }); altertable.track(C.p); }",
        },
        False,
    ),
    (
        {
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nexport class A { p = null; f() { altertable.track('Started', { plan: this.p }); altertable.track(this.p); } }",
            "m.ts": "export function s(x) { x.p = 'a'; }",
        },
        False,
    ),
    (
        {
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nexport class A { protected p = null; f() { altertable.track('Started', { plan: this.p }); altertable.track(this.p); } }",
            "m.ts": "import {A} from './u';\nexport class B extends A { protected p = 'a'; }",
        },
        False,
    ),
    (
        {
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nexport class A { protected p = null; f() { altertable.track('Started', { plan: this.p }); altertable.track(this.p); } }",
            "m.ts": "import { A as Base } from './u';\nexport class B extends Base { protected p = 'a'; }",
        },
        False,
    ),
    (
        {
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nexport default abstract class A { protected p = null; f() { altertable.track('Started', { plan: this.p }); altertable.track(this.p); } }",
            "m.ts": "import Base from './u';\nexport class B extends Base { protected p = 'a'; }",
        },
        False,
    ),
    (
        {
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nclass A { protected p = null; f() { altertable.track('Started', { plan: this.p }); altertable.track(this.p); } }\nexport { A as default };",
            "m.ts": "import Base, { x } from './u';\nexport class B extends Base { protected p = 'a'; }",
        },
        False,
    ),
    (
        {
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nexport default class A { protected p = 'x'; f() { altertable.track('Started', { plan: this.p }); altertable.track(this.p); } }",
            "m.ts": "import { Other as Base } from './v';\nimport A from './u';\nexport class B extends Base { p = 'a'; }",
        },
        True,
    ),
    (
        {
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nclass A:\n    p = None\n    def f(self):\n        client.track('Started', 'u', {'properties': {'plan': self.p}})\n        client.track(self.p, 'u')",
            "m.py": "from u import A as Base\nclass B(Base):\n    p = 'a'",
        },
        False,
    ),
    (
        {
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nclass A:\n    p = None\n    def f(self):\n        client.track('Started', 'u', {'properties': {'plan': self.p}})\n        client.track(self.p, 'u')",
            "m.py": "from u import A\nB = type('B', (A,), {'p': 'a'})",
        },
        False,
    ),
    (
        {
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nclass A:\n    p = 'x'\n    def f(self):\n        client.track('Started', 'u', {'properties': {'plan': self.p}})\n        client.track(self.p, 'u')",
            "m.py": "from u import A as Base\nfrom v import Other\nclass B(Other):\n    p = 'a'",
        },
        True,
    ),
    (
        {
            "c.ts": "export const cfg = { p: null };\nfill(cfg);",
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nimport { cfg } from './c';\nexport function f() { altertable.track('Started', { plan: cfg.p }); altertable.track(cfg.p); }",
        },
        False,
    ),
    (
        {
            "c.ts": "export const cfg = { p: null };",
            "m.ts": "import * as c from './c'; Object.assign(c.cfg, x);",
            "u.ts": "import { altertable } from '@altertable/altertable-js';\nimport { cfg } from './c';\nexport function f() { altertable.track('Started', { plan: cfg.p }); altertable.track(cfg.p); }",
        },
        False,
    ),
    (
        {
            "c.py": "cfg = {'p': None}\n",
            "m.py": "from c import cfg\ncfg['p'] = 'a'\n",
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nfrom c import cfg\ndef f():\n    client.track('Started', 'u', {'properties': {'plan': cfg['p']}})\n    client.track(cfg['p'], 'u')",
        },
        False,
    ),
    (
        {
            "c.py": "cfg = {'p': None}\n",
            "m.py": "import c\nc.cfg.update(x)\n",
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nfrom c import cfg\ndef f():\n    client.track('Started', 'u', {'properties': {'plan': cfg['p']}})\n    client.track(cfg['p'], 'u')",
        },
        False,
    ),
    (
        {
            "c.py": "cfg = {'p': 'x'}\n",
            "u.py": "from altertable import Altertable\nclient = Altertable('k')\nfrom c import cfg\ndef f():\n    client.track('Started', 'u', {'properties': {'plan': cfg['p']}})\n    client.track(cfg['p'], 'u')",
        },
        True,
    ),
]


@pytest.mark.parametrize(("files", "is_known"), FILES)
def test_other_files_may_set_it(files: dict[str, str], is_known: bool, tmp_path: Path) -> None:
    for name, code in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(code, encoding="utf-8")
    plan = load_text(PLAN).plan
    found = _judged(scan_project(tmp_path, cwd=tmp_path, plan=plan))
    assert found - {"U501"} == ({"U101", "U204"} if is_known else set())


CFG_TS = {
    "c.ts": "export const cfg = { p: 'x' };\n",
    "u.ts": JS
    + "import { cfg } from './c';\nexport function f() { altertable.track('Started', { plan: cfg.p }); altertable.track(cfg.p); }",
}
CFG_PY = {
    "c.py": "cfg = {'p': 'x'}\n",
    "u.py": PY
    + "from c import cfg\ndef f():\n    client.track('Started', 'u', {'properties': {'plan': cfg['p']}})\n    client.track(cfg['p'], 'u')\n",
}
S_TS = {
    "u.ts": JS
    + "export class S { p = 'x'; f() { altertable.track('Started', { plan: this.p }); altertable.track(this.p); } }\n"
}
S_PY = {
    "u.py": PY
    + "class S:\n    p = 'x'\n    def f(self):\n        client.track('Started', 'u', {'properties': {'plan': self.p}})\n        client.track(self.p, 'u')\n"
}
FIXED_TS = {"u.ts": S_TS["u.ts"].replace("p = 'x'", "readonly p = 'x'")}
FIXED_PY = {"u.py": S_PY["u.py"].replace("p = 'x'", "p: Final = 'x'")}
T_IMPORT, P_IMPORT = "import { cfg } from './c';\n", "from c import cfg\n"
S_IMPORT, PS_IMPORT = "import { S } from './u';\n", "from u import S\n"
OUT_OF_SIGHT = [
    *(
        (CFG_TS, "m.ts", T_IMPORT + code)
        for code in (
            "fill(cfg);",
            "fill({ cfg });",
            "import { type as t } from './d'; fill(cfg);",
            "fill({ cfg: cfg });",
            "fill([cfg]);",
            "fill({ a: { cfg } });",
            "fill(1, cfg as any);",
            "new X({ cfg });",
            "const o = { cfg }; fill(o);",
            "export const get = () => cfg;",
            "export function get() { return cfg; }",
            "other.cfg = cfg;",
            "cfg[key] = v;",
            "(cfg as any)[key] = v;",
            "cfg[key] ??= v;",
            "delete cfg[key];",
            "Object.assign(cfg, x);",
            "Object.defineProperty(cfg, key, { value: 1 });",
            "Reflect.set(cfg, key, v);",
            "_.merge(cfg, x);",
            "cfg.p++;",
        )
    ),
    (CFG_TS, "m.ts", "import { cfg as c } from './c';\nfill({ c });"),
    (CFG_TS, "m.ts", "import { cfg as c } from './c';\nc[key] = v;"),
    (CFG_TS, "m.ts", "import * as c from './c';\nfill(c.cfg);"),
    (CFG_TS, "m.js", "const { cfg } = require('./c');\nfill(cfg);"),
    *(
        (CFG_PY, "m.py", P_IMPORT + code)
        for code in (
            "fill(cfg)",
            "fill({'cfg': cfg})",
            "fill([cfg])",
            "fill((cfg,))",
            "fill(x=cfg)",
            "o = {'cfg': cfg}\nfill(o)",
            "def get():\n    return cfg",
            "cfg[key] = v",
            "cfg.update(x)",
            "cfg.setdefault(key, v)",
            "cfg |= x",
            "operator.setitem(cfg, key, v)",
        )
    ),
    (CFG_PY, "m.py", "import c\nfill(c.cfg)"),
    (CFG_PY, "m.py", "from c import (\n    cfg as d,\n)\nfill([d])"),
    *(
        (S_TS, "m.ts", S_IMPORT + f"export function g(s: S) {{ {code} }}")
        for code in (
            "s[key] = v;",
            "(s as any)[key] = v;",
            "s![key] = v;",
            "for (const k in x) s[k] = x[k];",
            "Object.assign(s, dto);",
            "return Object.assign(new S(), dto);",
            "Object.defineProperty(s, key, x);",
            "Reflect.set(s, key, v);",
            "_.set(s, key, v);",
            "return plainToInstance(S, dto);",
            "s.p++;",
        )
    ),
    *(
        (S_PY, "m.py", PS_IMPORT + f"def g(s, k, v, x):\n    {code}")
        for code in (
            "setattr(s, k, v)",
            "s.__setattr__(k, v)",
            "object.__setattr__(s, k, v)",
            "vars(s).update(x)",
            "vars(s)[k] = v",
            "s.__dict__.update(x)",
            "s.__dict__[k] = v",
            "s.__dict__ |= x",
            "s.__dict__ = x",
        )
    ),
    *(
        (FIXED_TS, "m.ts", S_IMPORT + code)
        for code in (
            "export class D extends S { readonly p = 'a'; }",
            "export class D<T> extends S { override readonly p = 'a'; }",
            "export class D extends mixin(S) { readonly p = 'a'; }",
            "export class D extends mixin(Other, S) { readonly p = 'a'; }",
            "export const D = class extends S { readonly p = 'a'; };",
        )
    ),
    *(
        (FIXED_PY, "m.py", PS_IMPORT + code)
        for code in (
            "class D(S):\n    p = 'a'",
            "class D(mixin(S)):\n    p = 'a'",
            "D = type('D', (S,), {'p': 'a'})",
            "D = types.new_class('D', (S,))",
        )
    ),
]
IN_SIGHT = [
    *(
        (CFG_TS, "m.ts", code)
        for code in (
            "import type { cfg } from './c'; class A { constructor(private a: cfg, b: cfg) {} }",
            "import { type cfg } from './c'; export function g(a: cfg, b: cfg) {}",
            "import { x, type cfg, y } from './c'; export const g = (a: cfg, b: cfg) => 1;",
        )
    ),
    *(
        (CFG_TS, "m.ts", T_IMPORT + code)
        for code in (
            "console.log(cfg, cfg.p);",
            "const o = { ...cfg }; o[key] = v;",
            "fill({ ...cfg });",
            "fill(cfg.p);",
            "fill({ a: cfg.p });",
            "Object.assign({}, cfg);",
            "Object.keys(cfg).forEach(run);",
            "if (cfg === other) run();",
            "export { cfg };",
            "const q = { cfg: 1 }; fill(q);",
            "other[key] = v;",
            "const [a, b] = f();",
        )
    ),
    *(
        (CFG_PY, "m.py", P_IMPORT + code)
        for code in (
            "print(cfg, cfg['p'])",
            "x = dict(cfg)",
            "x = {**cfg}",
            "fill(**cfg)",
            "fill(cfg=1)",
            "fill(cfg['p'])",
            "if cfg == other: run()",
            "for k in cfg: run(k)",
        )
    ),
    (S_TS, "m.ts", "export function g(counts, k) { counts[k] = 1; Object.assign(counts, x); }"),
    (
        S_TS,
        "m.ts",
        S_IMPORT + "export const s = new S();\nconst [a, b] = s.list;\nlet t: X[] = [];",
    ),
    (S_PY, "m.py", "def g(s, k, v):\n    setattr(s, k, v)"),
    (S_PY, "m.py", PS_IMPORT + "s = S()\ncounts = {}\ncounts[s] = 1\ndel counts[s]"),
    (S_PY, "m.py", PS_IMPORT + "setattr(S, 'other', 1)\nx: dict[S, int] = {}"),
    (FIXED_TS, "m.ts", S_IMPORT + "export function g(s: S) { s[key] = v; }"),
    (FIXED_PY, "m.py", PS_IMPORT + "class D(Other):\n    p = 'a'"),
]


def _codes_of(files: dict[str, str], folder: Path) -> set[str]:
    for name, code in files.items():
        (folder / name).write_text(code, encoding="utf-8")
    plan = load_text(PLAN).plan
    return _judged(scan_project(folder, cwd=folder, plan=plan)) - {"U501"}


@pytest.mark.parametrize(("files", "name", "code"), OUT_OF_SIGHT)
def test_what_another_file_may_change_out_of_sight_is_undecided(
    files: dict[str, str], name: str, code: str, tmp_path: Path
) -> None:
    assert _codes_of({**files, name: code}, tmp_path) == set()


@pytest.mark.parametrize(("files", "name", "code"), IN_SIGHT)
def test_what_another_file_only_looks_at_stays_known(
    files: dict[str, str], name: str, code: str, tmp_path: Path
) -> None:
    assert _codes_of({**files, name: code}, tmp_path) == {"U101", "U204"}


@pytest.mark.parametrize(
    ("made", "code", "is_known"),
    [
        ("export const base = { plan: 'x' };", "base.plan = 'a';", False),
        ("export const base = { plan: 'x' };", "fill({ base });", False),
        ("export const base = { plan: 'x' };", "base[key] = v;", False),
        ("export const base = { plan: 'x' };", "console.log(base);", True),
        ("export const base = { plan: 'x' };", "send({ ...base });", True),
    ],
)
@pytest.mark.parametrize("sent", ["base", "{ ...base }", "Object.assign({}, base)"])
def test_an_object_that_is_sent_whole_may_be_changed_elsewhere(
    made: str, code: str, is_known: bool, sent: str, tmp_path: Path
) -> None:
    files = {
        "c.ts": made,
        "m.ts": "import { base } from './c';\n" + code,
        "u.ts": JS + f"import {{ base }} from './c';\naltertable.track('Started', {sent});",
    }
    assert _codes_of(files, tmp_path) == ({"U204"} if is_known else set())


@pytest.mark.parametrize(
    ("code", "ending", "is_known"),
    [
        (
            "class S { p = 'x'; constructor(dto) { hydrate(this, dto); } f() { TRACK(this.p); } }",
            "ts",
            False,
        ),
        (
            "class S { p = 'x'; constructor(dto) { extend(dto, this); } f() { TRACK(this.p); } }",
            "ts",
            False,
        ),
        (
            "class S:|    p = 'x'|    def __init__(self, dto):|        hydrate(self, dto)|    def f(self):|        TRACK(self.p)",
            "py",
            False,
        ),
        (
            "class S:|    p = 'x'|    @classmethod|    def g(cls, dto):|        fill(dto, cls)|    def f(self):|        TRACK(self.p)",
            "py",
            False,
        ),
        (
            "class S { p = 'x'; g() { this.h = this.f.bind(this); } f() { TRACK(this.p); } }",
            "ts",
            True,
        ),
        ("class S { p = 'x'; g() { console.log(this); } f() { TRACK(this.p); } }", "ts", True),
        (
            "class S { p = 'x'; g() { hydrate(this.p, this.q); } f() { TRACK(this.p); } }",
            "ts",
            True,
        ),
        (
            "class S:|    p = 'x'|    def __init__(self, dto):|        super(S, self).__init__()|    def f(self):|        TRACK(self.p)",
            "py",
            True,
        ),
        (
            "class S:|    p = 'x'|    def g(self, dto):|        print(self, getattr(self, 'q'))|    def f(self):|        TRACK(self.p)",
            "py",
            True,
        ),
    ],
)
def test_fields_of_an_object_that_hands_itself_on_are_undecided(
    code: str, ending: str, is_known: bool
) -> None:
    of_value, of_event = _codes(code, ending)
    expected = ({"U204"}, {"U101"}) if is_known else (set(), set())
    assert (of_value, of_event - {"U501"}) == expected


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("query.py", "found.event = 'other'\n", ["Started"]),
        ("other.js", "found.event = 'other';\n", ["Started", None]),
        ("script", "#!/usr/bin/env node\nfound.event = 'other';\n", ["Started", None]),
    ],
)
def test_code_changes_no_objects_of_another_language(
    tmp_path: Path, name: str, text: str, names: list[str | None]
) -> None:
    (tmp_path / "names.ts").write_text("export const NAMES = { GO: { event: 'Started' } };\n")
    (tmp_path / "a.ts").write_text(
        f"{JS}import {{ NAMES }} from './names';\naltertable.track(NAMES.GO.event);\n"
    )
    (tmp_path / name).write_text(text)
    (call,) = scan_project(tmp_path, cwd=tmp_path).calls
    unknown = [None] if call.dynamic is not None else []
    assert [*(event.name for event in call.events), *unknown] == names
