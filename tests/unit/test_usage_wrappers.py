"""Functions of the project that send what their callers give them are calls of their callers'."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project

JS = "import { altertable } from '@altertable/altertable-js';\n"
PY = "from altertable import Altertable\nclient = Altertable('k')\n"


def _scan(folder: Path, files: Mapping[str, str]) -> Scan:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return scan_project(folder, cwd=folder)


def _sent(call: Call) -> tuple[list[str], list[str], bool]:
    """The names, the properties and whether these are all."""
    fields = call.properties
    return [e.name for e in call.events], [p.name for p in fields.properties], fields.is_complete


def _of(scan: Scan, file: str) -> list[tuple[list[str], list[str], bool]]:
    return [_sent(call) for call in scan.calls if call.at.path == file]


JAVASCRIPT = {
    "function": ("export function send(n, p) { altertable.track(n, p); }", "send('A', { b: 1 })"),
    "arrow": ("export const send = (n, p) => altertable.track(n, p);", "send('A', { b: 1 })"),
    "async": ("export async function send(n, p) { await altertable.track(n, p); }",
              "await send('A', { b: 1 })"),
    "function value": ("export const send = function (n, p) { altertable.track(n, p); };",
                       "send('A', { b: 1 })"),
    "turned around": ("export function send(p, n) { altertable.track(n, p); }",
                      "send({ b: 1 }, 'A')"),
    "object": ("export function send({ name, props }) { altertable.track(name, props); }",
               "send({ name: 'A', props: { b: 1 } })"),
    "object renamed": (
        "export function send({ name: n, props: { ...p } }) { altertable.track(n, p); }",
        "send({ props: { b: 1 }, name: 'A' })"),
    "rest of the object": (
        "export function send({ name, ...rest }) { altertable.track(name, rest); }",
        "send({ name: 'A', b: 1 })"),
    "member": ("export function send(o) { altertable.track(o.name, o.props); }",
               "send({ name: 'A', props: { b: 1 } })"),
    "object in a variable": ("export function send(o) { altertable.track(o.name, o.props); }",
                             "const given = { name: 'A', props: { b: 1 } };\nsend(given)"),
    "rest": ("export function send(...args) { altertable.track(...args); }",
             "send('A', { b: 1 })"),
    "items of the rest": ("export function send(...args) { altertable.track(args[0], args[1]); }",
                          "send('A', { b: 1 })"),
    "rest taken apart": (
        "export function send(x, ...args) { const [n, p] = args; altertable.track(n, p); }",
        "send(1, 'A', { b: 1 })"),
    "rest taken apart with a hole": (
        "export function send(...args) { const [, n, p] = args; altertable.track(n, p); }",
        "send(1, 'A', { b: 1 })"),
    "list taken apart": (
        "export function send(args) { const [n, p] = args; altertable.track(n, p); }",
        "send(['A', { b: 1 }])"),
    "rest after one": ("export function send(x, ...args) { altertable.track(...args); }",
                       "send(7, 'A', { b: 1 })"),
    "default": ("export function send(n, p = { b: 1 }) { altertable.track(n, p); }", "send('A')"),
    "default name": ("export function send(p, n = 'A') { altertable.track(n, p); }",
                     "send({ b: 1 })"),
    "default name undefined": ("export function send(n = 'A', p) { altertable.track(n, p); }",
                               "send(undefined, { b: 1 })"),
    "prefix": ("export function send(n, p) { altertable.track(`A${n}`, p); }",
               "send('', { b: 1 })"),
    "joined": ("export function send(a, b, p) { altertable.track('' + a + b, p); }",
               "send('', 'A', { b: 1 })"),
    "added": ("export function send(n) { altertable.track(n, { b: 1 }); }", "send('A')"),
    "added to": ("export function send(n, p) { altertable.track(n, { ...p, b: 1 }); }",
                 "send('A')"),
    "nothing or": ("export function send(n, p) { altertable.track(n, p || {}); }",
                   "send('A', { b: 1 })"),
    "nullish": ("export function send(n, p) { altertable.track(n, p ?? {}); }",
                "send('A', { b: 1 })"),
    "variable": ("export function send(n, p) {\n  const all = { ...p };\n  all.b = 1;\n"
                 "  altertable.track(n, all);\n}", "send('A')"),
    "object of functions": ("export const send = { it(n, p) { altertable.track(n, p); } };",
                            "send.it('A', { b: 1 })"),
    "object of arrows": ("export const send = { it: (n, p) => altertable.track(n, p) };",
                         "send.it('A', { b: 1 })"),
    "shorthand": ("function it(n, p) { altertable.track(n, p); }\nexport const send = { it };",
                  "send.it('A', { b: 1 })"),
    "class": ("class S { it(n, p) { altertable.track(n, p); } }\nexport const send = new S();",
              "send.it('A', { b: 1 })"),
    "made by the caller": ("export class send { it(n, p) { altertable.track(n, p); } }",
                           "new send().it('A', { b: 1 })"),
    "static": ("export class send { static it(n, p) { altertable.track(n, p); } }",
               "send.it('A', { b: 1 })"),
    "field": ("class S { it = (n, p) => { altertable.track(n, p); } }\n"
              "export const send = new S();", "send.it('A', { b: 1 })"),
    "method by method": ("class S { it(n, p) { this.raw(n, p); }\n"
                         "raw(n, p) { altertable.track(n, p); } }\nexport const send = new S();",
                         "send.it('A', { b: 1 })"),
    "inherited": ("class B { it(n, p) { altertable.track(n, p); } }\nclass S extends B {}\n"
                  "export const send = new S();", "send.it('A', { b: 1 })"),
    "singleton": ("class S { static get() { return new S(); }\n"
                  "it(n, p) { altertable.track(n, p); } }\nexport const send = S;",
                  "send.get().it('A', { b: 1 })"),
    "singleton by a getter": (
        "class S { private static i: S | null = null;\nstatic get one() {\n"
        "if (!this.i) { throw new Error('early'); }\nreturn this.i; }\n"
        "static make() { this.i = new S(); return this.i; }\n"
        "it(n, p) { altertable.track(n, p); } }\nexport const send = S;",
        "send.one.it('A', { b: 1 })"),
    "getter of an object": (
        "class S { it(n, p) { altertable.track(n, p); } }\n"
        "class T { get one() { return new S(); } }\nexport const send = new T();",
        "send.one.it('A', { b: 1 })"),
    "made where there is one": (
        "class S { it(n, p) { altertable.track(n, p); } }\n"
        "export const send = process.env.KEY ? new S() : null;", "send?.it('A', { b: 1 })"),
    "made later": (
        "class S { it(n, p) { altertable.track(n, p); } }\nlet s: S | null = null;\n"
        "export function send() { if (!s) { s = new S(); } return s; }",
        "send()?.it('A', { b: 1 })"),
    "hook of a function": ("export function send() { return (n, p) => altertable.track(n, p); }",
                           "const it = send();\nit('A', { b: 1 })"),
    "hook of a callback": (
        "export function send() {\n"
        "  return useCallback((n, p) => { altertable.track(n, p); }, []);\n}",
        "const it = send();\nit('A', { b: 1 })"),
    "hook of an object": (
        "export function send() {\n  const it = useCallback((n, p) => altertable.track(n, p), []);"
        "\n  return { it };\n}", "const { it } = send();\nit('A', { b: 1 })"),
    "hook renamed": (
        "export function send() { return { it: (n, p) => altertable.track(n, p) }; }",
        "const { it: other } = send();\nother('A', { b: 1 })"),
    "two deep": ("function raw(n, p) { altertable.track(n, p); }\n"
                 "export function send(n, p) { raw(n, p); }", "send('A', { b: 1 })"),
    "four deep": ("function a(n, p) { altertable.track(n, p); }\nfunction b(n, p) { a(n, p); }\n"
                  "const c = (n, p) => b(n, p);\nexport function send(n, p) { c(n, p); }",
                  "send('A', { b: 1 })"),
    "one of two": ("export function send(n, p, x) { altertable.track(x ? `${x} ${n}` : n, p); }",
                   "send('A', { b: 1 })"),
    "by its name": ("export function send(n, p) {\n"
                    "  altertable.track(n === 'old' ? 'A' : n, p);\n}", "send('old', { b: 1 })"),
    "not its name": ("const OLD = 'old';\nexport function send(n, p) {\n"
                     "  altertable.track(n !== OLD ? n : 'Z', p);\n}", "send('A', { b: 1 })"),
    "in a handler": ("export function send(n, p) { queue(() => altertable.track(n, p)); }",
                     "send('A', { b: 1 })"),
    "conditions": ("export function send(n, p) {\n  if (!ready) return;\n"
                   "  try { altertable.track(n, p); } catch {}\n}", "send('A', { b: 1 })"),
}  # fmt: skip


@pytest.mark.parametrize("case", JAVASCRIPT)
@pytest.mark.parametrize("ending", ["js", "ts"])
def test_a_wrapper_in_javascript_is_a_call_for_its_callers(
    tmp_path: Path, case: str, ending: str
) -> None:
    wrapper, use = JAVASCRIPT[case]
    files = {
        f"lib/w.{ending}": JS + wrapper,
        f"app/use.{ending}": f"import {{ send }} from '../lib/w';\n{use};\n",
    }
    scan = _scan(tmp_path, files)
    assert _of(scan, f"app/use.{ending}") == [(["A"], ["b"], True)]
    assert [call.at.path for call in scan.calls] == [f"app/use.{ending}"]


PYTHON = {
    "function": ("def send(n, **p):\n    client.track(n, 'u', {'properties': p})",
                 "send('A', b=1)"),
    "annotated keywords": (
        "def send(n: str, **p: object):\n    client.track(n, 'u', {'properties': p})",
        "send('A', b=1)"),
    "unpacked keywords": (
        "def send(n: str, **p: Unpack[P]) -> None:\n    client.track(n, 'u', {'properties': p})",
        "send('A', b=1)"),
    "annotated rest": ("def send(*args: Any):\n    client.track(*args)",
                       "send('A', 'u', {'properties': {'b': 1}})"),
    "object": ("def send(n, p):\n    client.track(n, 'u', {'properties': p})",
               "send('A', {'b': 1})"),
    "by keyword": ("def send(n, p=None):\n    client.track(n, 'u', {'properties': p or {}})",
                   "send(p={'b': 1}, n='A')"),
    "only by keyword": ("def send(*, n, p):\n    client.track(n, 'u', {'properties': p})",
                        "send(n='A', p={'b': 1})"),
    "items of the rest": ("def send(*args):\n"
                          "    client.track(args[0], 'u', {'properties': args[1]})",
                          "send('A', {'b': 1})"),
    "rest": ("def send(*args):\n    client.track(*args)",
             "send('A', 'u', {'properties': {'b': 1}})"),
    "keywords on": ("def send(n, **kw):\n    raw(n, **kw)\ndef raw(n, uid, p):\n"
                    "    client.track(n, uid, {'properties': p})",
                    "send('A', uid='u', p={'b': 1})"),
    "prefix": ("def send(n, p):\n    client.track(f'x{n}', 'u', {'properties': p})",
               "send('A', {'b': 1})"),
    "percent": ("def send(n, p):\n    client.track('x%s' % n, 'u', {'properties': p})",
                "send('A', {'b': 1})"),
    "format": ("def send(n, p):\n    client.track('x{}'.format(n), 'u', {'properties': p})",
               "send('A', {'b': 1})"),
    "added": ("def send(n, p):\n    client.track(n, 'u', {'properties': {**p, 'b': 1}})",
              "send('A', {})"),
    "variable": ("def send(n):\n    p = {}\n    p['b'] = 1\n"
                 "    client.track(n, 'u', {'properties': p})", "send('A')"),
    "default": ("def send(n, p={'b': 1}):\n    client.track(n, 'u', {'properties': p})",
                "send('A')"),
    "method": ("class S:\n    def it(self, n, p):\n"
               "        client.track(n, 'u', {'properties': p})\nsend = S()",
               "send.it('A', {'b': 1})"),
    "method of a field": (
        "class S:\n    def __init__(self):\n        self.c = client\n    def it(self, n, p):\n"
        "        self.c.track(n, 'u', {'properties': p})\nsend = S()", "send.it('A', {'b': 1})"),
    "static method": ("class send:\n    @staticmethod\n    def it(n, p):\n"
                      "        client.track(n, 'u', {'properties': p})", "send.it('A', {'b': 1})"),
    "class method": ("class send:\n    @classmethod\n    def it(cls, n, p):\n"
                     "        client.track(n, 'u', {'properties': p})", "send.it('A', {'b': 1})"),
    "inherited": ("class B:\n    def it(self, n, p):\n"
                  "        client.track(n, 'u', {'properties': p})\nclass S(B):\n    pass\n"
                  "send = S()", "send.it('A', {'b': 1})"),
    "returned": ("class S:\n    def it(self, n, p):\n"
                 "        client.track(n, 'u', {'properties': p})\ndef send():\n    return S()",
                 "send().it('A', {'b': 1})"),
    "declared": ("class S:\n    def it(self, n, p):\n"
                 "        client.track(n, 'u', {'properties': p})\ndef send() -> S: ...",
                 "send().it('A', {'b': 1})"),
    "property": ("class S:\n    def it(self, n, p):\n"
                 "        client.track(n, 'u', {'properties': p})\nclass T:\n    @property\n"
                 "    def one(self):\n        return S()\nsend = T()",
                 "send.one.it('A', {'b': 1})"),
    "made later": ("class S:\n    def it(self, n, p):\n"
                   "        client.track(n, 'u', {'properties': p})\n_one = None\ndef send():\n"
                   "    global _one\n    if _one is None:\n        _one = S()\n    return _one",
                   "send().it('A', {'b': 1})"),
    "in a thread": ("def send(n, p):\n    Thread(target=client.track, "
                    "args=(n, 'u', {'properties': p})).start()", "send('A', {'b': 1})"),
    "decorated": ("@cache\ndef send(n, p):\n    client.track(n, 'u', {'properties': p})",
                  "send('A', {'b': 1})"),
    "async": ("async def send(n, p):\n    client.track(n, 'u', {'properties': p})",
              "await send('A', {'b': 1})"),
}  # fmt: skip


@pytest.mark.parametrize("case", PYTHON)
def test_a_wrapper_in_python_is_a_call_for_its_callers(tmp_path: Path, case: str) -> None:
    wrapper, use = PYTHON[case]
    files = {
        "lib/__init__.py": "",
        "lib/w.py": f"{PY}{wrapper}\n",
        "app/use.py": f"from lib.w import send\nasync def f():\n    {use}\n",
    }
    scan = _scan(tmp_path, files)
    name = "xA" if "x" in wrapper.split("\n")[1] and "'x" in wrapper else "A"
    assert _of(scan, "app/use.py") == [([name], ["b"], True)]
    assert [call.at.path for call in scan.calls] == ["app/use.py"]


UNKNOWN = {
    "two makers": "export let send = (n) => altertable.track(n);\nif (x) send = (n) => log(n);",
    "a parameter's own": "export function send(f) { f('A'); }",
    "changed on the way": "export function send(n) { n = other(n); altertable.track(n); }",
    "computed": "export function send(n) { altertable.track(names[n]); }",
    "one of two": "export function send(n) { altertable.track(is(n) ? `x ${n}` : n); }",
    "one of two by a number": "export function send(n) { altertable.track(n === 1 ? 'x' : n); }",
    "shifted": "export function send(...a) { a.shift(); altertable.track(a[0]); }",
    "sorted": "export function send(...a) { a.sort(); const [n] = a; altertable.track(n); }",
    "in other hands": "export function send(...a) { other(a); altertable.track(a[0]); }",
    "popped": "export function send(...a) { const n = a.pop(); altertable.track(n); }",
    "after some": "const f = (...a) => altertable.track(a[0]);\n"
    "export function send(n) { f(...names, n); }",
    "transformed": "export function send(n) { altertable.track(n.toLowerCase()); }",
    "itself": "export function send(n) { if (x) altertable.track(f(n)); else send(n + '!'); }",
    "each other": "export function send(n) { other(n); }\nfunction other(n) { send(n); }",
}


NOT_FOLLOWED = {
    "a getter of something else": (
        "class S { it(n, p) { altertable.track(n, p); } }\n"
        "class T { get one() { return other(); } }\nexport const send = new T();",
        "send.one.it('A')",
    ),
    "a getter is no method": (
        "class T { get it() { return 1; } raw(n, p) { altertable.track(n, p); } }\n"
        "export const send = new T();",
        "send.it('A')",
    ),
    "made by something else, too": (
        "class S { it(n, p) { altertable.track(n, p); } }\nlet s = null;\n"
        "export function set(x) { s = x; }\nexport function send() { return s; }",
        "send().it('A')",
    ),
    "nothing but null": (
        "class S { it(n, p) { altertable.track(n, p); } }\nexport const send = null;",
        "send?.it('A')",
    ),
    "a getter that a class replaces": (
        "class S { it(n, p) { altertable.track(n, p); } }\n"
        "class T { get one() { return new S(); } }\n"
        "class U extends T { get one() { return other(); } }\nexport const send: T = make();",
        "send.one.it('A')",
    ),
}


@pytest.mark.parametrize("case", NOT_FOLLOWED)
def test_what_may_be_another_object_is_not_followed(tmp_path: Path, case: str) -> None:
    definition, call = NOT_FOLLOWED[case]
    files = {"lib.ts": JS + definition, "use.ts": f"import {{ send }} from './lib';\n{call};\n"}
    assert _of(_scan(tmp_path, files), "use.ts") == []


@pytest.mark.parametrize("case", UNKNOWN)
def test_what_a_wrapper_sends_is_never_guessed(tmp_path: Path, case: str) -> None:
    files = {"w.ts": JS + UNKNOWN[case], "use.ts": "import { send } from './w';\nsend('A');\n"}
    scan = _scan(tmp_path, files)
    assert [call.events for call in scan.calls if call.at.path == "use.ts"] in ([], [()])


def test_recursion_ends_and_its_first_name_is_known(tmp_path: Path) -> None:
    wrapper = (
        "export function send(n, left = 1) { altertable.track(n); if (left) send(n, left - 1); }\n"
    )
    scan = _scan(
        tmp_path, {"w.ts": JS + wrapper, "use.ts": "import { send } from './w';\nsend('A');"}
    )
    assert _of(scan, "use.ts") == [(["A"], [], True)]


def test_a_wrapper_that_nothing_calls_has_an_unknown_name(tmp_path: Path) -> None:
    scan = _scan(tmp_path, {"w.ts": JS + "export function send(n) { altertable.track(n); }"})
    (call,) = scan.calls
    assert not call.events
    assert call.dynamic is not None


def test_what_may_be_a_wrapper_is_a_possible_call(tmp_path: Path) -> None:
    files = {
        "w.ts": JS + "export class S { send(n) { altertable.track(n); } }\nnew S().send('B');",
        "use.ts": "import { S } from './w';\nexport const f = (x) => x.send('A');",
    }
    scan = _scan(tmp_path, files)
    assert [e.name for call in scan.doubtful for e in call.events] == ["A"]
    assert _of(scan, "use.ts") == []


def test_a_wrapper_that_sends_two_events_makes_two_calls(tmp_path: Path) -> None:
    wrapper = "export function send(n) { altertable.track(n); altertable.track(`${n} Again`); }"
    files = {"w.ts": JS + wrapper, "use.ts": "import { send } from './w';\nsend('A');"}
    assert _of(_scan(tmp_path, files), "use.ts") == [(["A"], [], True), (["A Again"], [], True)]


def test_a_call_by_way_of_wrappers_names_them_in_turn(tmp_path: Path) -> None:
    files = {
        "a.ts": JS + "export function raw(n) { altertable.track(n); }",
        "b.ts": "import { raw } from './a';\nexport const send = (n) => raw(n);",
        "use.ts": "import { send } from './b';\nsend('A');",
    }
    (call,) = _scan(tmp_path, files).calls
    assert [place.position(with_column=False) for place in call.through] == ["b.ts:2", "a.ts:2"]


@pytest.mark.parametrize(
    ("wrapper", "use"),
    [
        ("export function send(n) { altertable.track(n); }", "import w from './w';\nw('A');"),
        ("export default function (n) { altertable.track(n); }", "import w from './w';\nw('A');"),
        (
            "function send(n) { altertable.track(n); }\nexport default send;",
            "import other from './w';\nother('A');",
        ),
        (
            "function send(n) { altertable.track(n); }\nexport { send as give };",
            "import { give } from './w';\ngive('A');",
        ),
        (
            "export function send(n) { altertable.track(n); }",
            "import * as w from './w';\nw.send('A');",
        ),
        (
            "module.exports = { send(n) { altertable.track(n); } };",
            "const { send } = require('./w');\nsend('A');",
        ),
        (
            "exports.send = (n) => altertable.track(n);",
            "const w = require('./w');\nw.send('A');",
        ),
        (
            "export function send(n) { altertable.track(n); }",
            "const { send } = await import('./w');\nsend('A');",
        ),
    ],
)
def test_a_wrapper_is_followed_through_every_way_of_importing(
    tmp_path: Path, wrapper: str, use: str
) -> None:
    is_default = "import w from" in use or "import other" in use
    has_default = "default" in wrapper
    scan = _scan(tmp_path, {"w.js": JS + wrapper, "use.js": use})
    is_none = is_default and not has_default
    assert _of(scan, "use.js") == ([] if is_none else [(["A"], [], True)])


def test_wrappers_may_be_left_alone(tmp_path: Path) -> None:
    plan = load_text("tracking_plan: 1\nusage: {wrappers: off}\n").plan
    (tmp_path / "w.ts").write_text(JS + "export function send(n) { altertable.track(n); }")
    (tmp_path / "use.ts").write_text("import { send } from './w';\nsend('A');")
    scan = scan_project(tmp_path, cwd=tmp_path, plan=plan)
    assert [call.at.path for call in scan.calls] == ["w.ts"]


@pytest.mark.parametrize("bases", ["", "()", "(object)", "( )"])
def test_a_class_may_have_no_bases(tmp_path: Path, bases: str) -> None:
    text = f"{PY}class S{bases}:\n    def it(self, n):\n        client.track(n, 'u')\nS().it('A')\n"
    assert _of(_scan(tmp_path, {"w.py": text}), "w.py") == [(["A"], [], True)]


@pytest.mark.parametrize("base", ["", "(B)"])
def test_a_method_that_is_called_on_its_class_is_left_alone(tmp_path: Path, base: str) -> None:
    method = "    def it(self, n, p):\n        client.track(n, 'u', {'properties': p})\n"
    own, inherited = ("class S:\n" + method, f"class B:\n{method}class S(B):\n    pass\n")
    text = PY + (inherited if base else own)
    use = "from w import S\ns = S()\nS.it(s, 'A', {'b': 1})\ns.it('B', {'b': 1})\n"
    scan = _scan(tmp_path, {"w.py": text, "use.py": use})
    assert _of(scan, "use.py") == [(["B"], ["b"], True)]


DECORATORS = {
    "hands on": (
        "def safe(fn):\n    @wraps(fn)\n    def inner(*args, **kwargs):\n        try:\n"
        "            return fn(*args, **kwargs)\n        except Exception:\n            pass\n"
        "    return inner\n", "@safe", True),
    "in a thread": (
        "def later(fn):\n    def inner(*args, **kwargs):\n"
        "        Thread(target=fn, args=args, kwargs=kwargs).start()\n    return inner\n",
        "@later", True),
    "made": (
        "def named(what):\n    def deco(fn):\n        def inner(*args, **kwargs):\n"
        "            return fn(*args, **kwargs)\n        return inner\n    return deco\n",
        "@named('x')", True),
    "another one": (
        "def loud(fn):\n    def inner(n):\n        return fn(n.upper())\n    return inner\n",
        "@loud", False),
    "adds one": (
        "def more(fn):\n    def inner(x, *args, **kwargs):\n        return fn(*args, **kwargs)\n"
        "    return inner\n", "@more", False),
    "of elsewhere": ("from acme import deco\n", "@deco", False),
    "computed": ("def deco(fn):\n    return wrap(fn)\n", "@deco", False),
}  # fmt: skip


@pytest.mark.parametrize("case", DECORATORS)
def test_a_decorator_that_hands_on_all_it_is_given_is_looked_through(
    tmp_path: Path, case: str
) -> None:
    defined, decorator, is_through = DECORATORS[case]
    wrapper = f"{PY}{defined}{decorator}\ndef send(n):\n    client.track(n, 'u')\n"
    files = {"w.py": wrapper, "use.py": "from w import send\nsend('A')\n"}
    assert _of(_scan(tmp_path, files), "use.py") == [(["A"], [], True)] * is_through


FAR = {
    "given": "export const f = (x) => x.send('A');",
    "out of a context": "const { send } = useContext(Tracking);\nsend('A');",
    "of a global": "window.tracker.send('A');",
    "handed on": "import { send } from './w';\nexport const f = (all) => all.forEach(send);",
}


@pytest.mark.parametrize("case", FAR)
def test_an_event_that_an_unfollowed_caller_may_send_is_not_called_missing(
    tmp_path: Path, case: str
) -> None:
    plan = load_text("tracking_plan: 1\nevents: {A: {}, B: {}, C: {}}\n").plan
    assert plan is not None
    files = {
        "w.ts": JS + "export function send(n) { altertable.track(n); }",
        "use.ts": "import { send } from './w';\nsend('B');",
        "far.ts": FAR[case],
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    scan = scan_project(tmp_path, cwd=tmp_path, plan=plan)
    found = judge_calls(plan, scan, today=date(2026, 1, 1))
    missing = {finding.problem.event for finding in found if finding.code.id == "U501"}
    assert missing == (set() if case == "handed on" else {"C"})
