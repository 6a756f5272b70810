"""Functions that send what some callers give, or something else than these give."""

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
SENDING = {
    "js": "  altertable.track(n, p);\n}\n",
    "py": "    client.track(n, 'u', {'properties': p or {}})\n",
}


def _scan(folder: Path, files: Mapping[str, str]) -> Scan:
    for name, text in files.items():
        (folder / name).write_text(text)
    return scan_project(folder, cwd=folder)


def _used(folder: Path, ending: str, wrapper: str, use: str) -> Scan:
    before = JS if ending == "js" else PY
    importing = "import { send } from './w';\n" if ending == "js" else "from w import send\n"
    return _scan(folder, {f"w.{ending}": before + wrapper, f"use.{ending}": f"{importing}{use}\n"})


def _names(calls: tuple[Call, ...]) -> list[str]:
    return [event.name for call in calls for event in call.events]


ASKED = {
    "a list": ("js", "const OK = ['A'];\nexport function send(n, p) {\n"
               "  if (!OK.includes(n)) return;\n"),
    "equal": ("js", "export function send(n, p) {\n  if (n === 'other') return;\n"),
    "a prefix": ("js", "export function send(n, p) {\n  if (n.startsWith('o')) return;\n"),
    "a set": ("js", "const NO = new Set(['other']);\nexport function send(n, p) {\n"
              "  if (NO.has(n)) return;\n"),
    "a function": ("js", "export function send(n, p) {\n  if (!isWanted(n)) return;\n"),
    "a list of names": ("js", "export function send(n, p) {\n  if (Array.isArray(n)) return;\n"),
    "in Python": ("py", "NO = {'other'}\ndef send(n, p=None):\n    if n in NO:\n        return\n"),
    "a prefix in Python": ("py", "def send(n, p=None):\n    if n.startswith('o'):\n"
                           "        return\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", ASKED)
def test_what_a_function_may_not_send_is_not_said_to_be_sent(tmp_path: Path, case: str) -> None:
    ending, wrapper = ASKED[case]
    scan = _used(tmp_path, ending, wrapper + SENDING[ending], "send('other')")
    sent = [event for call in scan.calls for event in call.events if not event.is_possible]
    assert "other" not in [event.name for event in sent]
    assert "U101" not in _codes(scan, "A")
    if case not in ("a list", "equal"):  # there it is known that the event is not sent
        assert "U501" not in _codes(scan, "other")


def _codes(scan: Scan, planned: str) -> list[str]:
    plan = load_text(f"tracking_plan: 1\nevents: {{{planned}: {{}}}}").plan
    assert plan is not None
    return [one.code.id for one in judge_calls(plan, scan, today=date(2026, 1, 1))]


def test_of_two_ways_that_a_function_of_the_name_chooses_none_is_taken(tmp_path: Path) -> None:
    wrapper = (
        "export function send(n, p) {\n  if (isServer(n)) { altertable.track('S ' + n); }\n"
        "  else { altertable.track('W ' + n); }\n}\n"
    )
    scan = _used(tmp_path, "js", wrapper, "send('A')")
    assert not {"S A", "W A"} & set(_names(scan.calls))
    assert sorted(_names(scan.doubtful)) == ["S A", "W A"]


@pytest.mark.parametrize(
    ("ending", "wrapper", "use"),
    [
        ("py", "def send(n, p=None, go=False):\n    if state.on or go:\n", "send('A')"),
        ("py", "def send(n, p=None, user=None):\n    if wants(user):\n", "send('A', {}, 'u')"),
        ("js", "export function send(n, p, o) {\n  if (!may(o)) return;\n", "send('A', {}, 1)"),
    ],
)
def test_a_condition_on_something_else_than_the_name_is_taken_to_hold(
    tmp_path: Path, ending: str, wrapper: str, use: str
) -> None:
    sending = SENDING[ending].replace("    client", "        client")
    scan = _used(tmp_path, ending, wrapper + sending, use)
    (event,) = (event for call in scan.calls for event in call.events)
    assert (event.name, event.is_possible) == ("A", False)


OPTIONS = {
    "an object": ("js", "export function send(n, p, o) {\n  if (o?.skip) return;\n",
                  "send('other', {}, { skip: true })", "send('A', {})"),
    "false": ("js", "export function send(n, p, live = true) {\n  if (!live) return;\n",
              "send('other', {}, false)", "send('A', {})"),
    "a keyword": ("py", "def send(n, p=None, *, dry=False):\n    if dry:\n        return\n",
                  "send('other', dry=True)", "send('A', {})"),
    "through another": (
        "js", "export function send(n, p, o) { raw(n, p, { skip: o }); }\n"
        "function raw(n, p, o) {\n  if (o.skip) return;\n",
        "send('other', {}, true)", "send('A', {}, false)"),
}  # fmt: skip


@pytest.mark.parametrize("case", OPTIONS)
def test_what_else_callers_give_decides_whether_it_is_sent(tmp_path: Path, case: str) -> None:
    ending, wrapper, silent, loud = OPTIONS[case]
    scan = _used(tmp_path, ending, wrapper + SENDING[ending], f"{silent}\n{loud}")
    assert _names(scan.calls) == ["A"]


SURE = {
    "there is a name": ("js", "export function send(n, p) {\n  if (!n || !ready) return;\n"),
    "a text": ("js", "export function send(n, p) {\n  if (typeof n !== 'string') return;\n"),
    "another name": ("js", "export function send(n, p) {\n  if (n === 'other') return;\n"),
    "consent": ("js", "export function send(n, p) {\n  if (!hasConsent()) return;\n"),
    "in Python": ("py", "def send(n, p=None):\n    if not n or not ENABLED:\n        return\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", SURE)
def test_what_is_sent_in_any_case_is_certain(tmp_path: Path, case: str) -> None:
    ending, wrapper = SURE[case]
    scan = _used(tmp_path, ending, wrapper + SENDING[ending], "send('A')")
    assert _names(scan.calls) == ["A"]


CHANGED = {
    "set": ("js", "p.b = 1;", ["b"], True),
    "merged": ("js", "Object.assign(p, { b: 1 });", ["b"], True),
    "taken out": ("js", "delete p.x;", [], False),
    "handed on": ("js", "enrich(p);", [], False),
    "in a loop": ("js", "for (const k in p) delete p[k];", [], False),
    "set in Python": ("py", "p['b'] = 1", ["b"], True),
    "updated": ("py", "p.update(b=1)", ["b"], True),
    "popped": ("py", "p.pop('x', None)", [], False),
    "handed on in Python": ("py", "enrich(p)", [], False),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGED)
def test_a_function_may_change_the_properties_that_it_is_given(tmp_path: Path, case: str) -> None:
    ending, change, names, is_complete = CHANGED[case]
    begin = "export function send(n, p) {\n  " if ending == "js" else "def send(n, p):\n    "
    sending = SENDING[ending].replace(" or {}", "")
    scan = _used(tmp_path, ending, f"{begin}{change}\n{sending}", "send('A', {})")
    fields = scan.calls[0].properties
    assert [p.name for p in fields.properties] == names
    assert fields.is_complete is is_complete


@pytest.mark.parametrize(
    ("ending", "wrapper"),
    [
        ("js", "export const send = (n, p) => altertable.track(NAMES[n] ?? n, p);\n"),
        ("js", "export const send = (n, p) => altertable.track(renamed(n) || n, p);\n"),
        ("py", "def send(n, p=None):\n    client.track(NAMES.get(n) or n, 'u')\n"),
    ],
)
def test_a_name_that_may_be_replaced_by_another_is_not_known(
    tmp_path: Path, ending: str, wrapper: str
) -> None:
    scan = _used(tmp_path, ending, f"{wrapper}", "send('old')")
    assert _names(scan.calls) == []


DECORATED = {
    "of the project": ("def deco(f):\n    return lambda n, p=None: f('A', p)\n\n@deco\n", True),
    "of a package": ("from other import deco\n\n@deco\n", True),
    "with the task itself": ("from celery import shared_task\n\n@shared_task(bind=True)\n", True),
    "a task": ("from celery import shared_task\n\n@shared_task(max_retries=3)\n", False),
    "a retry": ("import tenacity\n\n@tenacity.retry(stop=3)\n", False),
}


@pytest.mark.parametrize("case", DECORATED)
def test_what_decorates_a_function_may_take_its_place(tmp_path: Path, case: str) -> None:
    decorator, is_replaced = DECORATED[case]
    wrapper = f"{decorator}def send(n, p=None):\n{SENDING['py']}"
    scan = _used(tmp_path, "py", wrapper, "send('x')")
    assert _names(scan.calls) == ([] if is_replaced else ["x"])


@pytest.mark.parametrize(("decorator", "names"), [("@renamed() ", []), ("@action.bound\n", ["x"])])
def test_what_decorates_a_method_may_take_its_place(
    tmp_path: Path, decorator: str, names: list[str]
) -> None:
    wrapper = f"class S {{\n{decorator}it(n, p) {{ altertable.track(n, p); }} }}\n"
    wrapper += "export const send = new S();\n"
    scan = _scan(
        tmp_path,
        {"w.ts": JS + wrapper, "use.ts": "import { send } from './w';\nsend.it('x');\n"},
    )
    assert _names(scan.calls) == names


BASE = {
    "ts": JS + "export class Base {\n  raw(n, p) { altertable.track(n, p); }\n"
    "  send(n, p) { this.raw(n, p); }\n}\n",
    "py": PY + "class Base:\n    def raw(self, n, p=None):\n        client.track(n, 'u')\n"
    "    def send(self, n, p=None):\n        self.raw(n, p)\n",
}
DERIVED = {
    "another method": ("ts", "class D extends Base {\n  raw(n) { console.log(n); }\n}\n",
                       "new D().send('x');", []),
    "of one that derives": (
        "ts", "class C extends Base {}\nclass D extends C {\n  raw = (n) => { log(n); };\n}\n",
        "new D().send('x');", []),
    "by its type": ("ts", "class D extends Base {\n  send(n) { console.log(n); }\n}\n",
                    "function f(t: Base) { t.send('x'); }", []),
    "made": ("ts", "class D extends Base {\n  send(n) { console.log(n); }\n}\n",
             "new Base().send('x');", ["x"]),
    "another name": ("ts", "class D extends Base {\n  other(n) { console.log(n); }\n}\n",
                     "new D().send('x');", ["x"]),
    "in Python": ("py", "class D(Base):\n    def raw(self, n, p=None):\n        print(n)\n",
                  "D().send('x')", []),
    "by its type in Python": ("py", "class D(Base):\n    def send(self, n):\n        print(n)\n",
                              "def f(t: Base):\n    t.send('x')", []),
    "nothing anew in Python": ("py", "class D(Base):\n    def other(self):\n        print(1)\n",
                               "D().send('x')", ["x"]),
}  # fmt: skip


@pytest.mark.parametrize("case", DERIVED)
def test_a_derived_class_may_send_something_else(tmp_path: Path, case: str) -> None:
    ending, derived, use, names = DERIVED[case]
    importing = "import { Base } from './w';\n" if ending == "ts" else "from w import Base\n"
    files = {f"w.{ending}": BASE[ending], f"use.{ending}": f"{importing}{derived}{use}\n"}
    assert _names(_scan(tmp_path, files).calls) == names


def test_of_two_modules_that_are_imported_whole_the_last_one_counts(tmp_path: Path) -> None:
    files = {
        "w.py": f"{PY}def send(n, p=None):\n{SENDING['py']}",
        "v.py": "def send(n, p=None):\n    print(n)\n",
        "use.py": "from w import *\nfrom v import *\nsend('x')\n",
        "other.py": "from v import *\nfrom w import *\nsend('y')\n",
    }
    assert _names(_scan(tmp_path, files).calls) == ["y"]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("send(all)", ["A", "B"]),
        ("send(f(x))", ["A", "B"]),
        ("send(xs.length > 0 && f(x))", ["A", "B"]),
        ("const all = xs.length > 0;\nsend(all)", ["A", "B"]),
        ("const all = xs.length > 0 && xs.every(f);\nsend(all)", ["A", "B"]),
        ("const all = true;\nsend(all)", ["A"]),
        ("send()", ["B"]),
        ("function g() { if (all) return; send(all) }", ["B"]),
        ("function g(all) { if (!all) { return } send(all) }", ["A"]),
        ("function g(xs) { const all = xs.length > 0; if (all) return; send(all) }", ["B"]),
        ("function g(u: { all: boolean }) { if (u.all) { send(u.all) } }", ["A"]),
        ("function g(u: { all: boolean }) { u.all || send(u.all) }", ["B"]),
    ],
)
def test_a_flag_that_chooses_the_name_is_asked_where_it_is_given(
    tmp_path: Path, given: str, sent: list[str]
) -> None:
    (tmp_path / "send.ts").write_text(
        "import { altertable } from '@altertable/altertable-js';\n"
        "export const send = (all?: boolean) => { altertable.track(all ? 'A' : 'B') };\n"
    )
    (tmp_path / "a.ts").write_text(f"import {{ send }} from './send';\n{given};\n")
    (call,) = scan_project(tmp_path, cwd=tmp_path).calls
    assert sorted(str(event.name) for event in call.events) == sent
    assert call.dynamic is None
