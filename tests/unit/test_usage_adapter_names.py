"""What adapters make of a name: templates, and names that are derived from enumerations."""

from datetime import date
from pathlib import Path

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.usage.facts.call import Call, Resolution
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project, scan_text


def _plan(adapters: str, events: str = "") -> Plan:
    plan = load_text(f"tracking_plan: 1\nusage: {{adapters: [{adapters}]}}\n{events}").plan
    assert plan is not None
    return plan


def _scan(code: str, adapters: str, ending: str) -> Scan:
    return scan_text(code.encode(), f"app.{ending}", plan=_plan(adapters))


def _call(code: str, adapters: str, ending: str) -> Call:
    (call,) = _scan(code, adapters, ending).calls
    return call


def _names(call: Call) -> list[str]:
    """The names that a call may send; `?` where there may be others."""
    return [event.name for event in call.events] + ["?"] * (call.dynamic is not None)


IMPORT = "{name: i, callee: '*.step', event: [0, event], template: 'import-{event}'}"
PLACED = "{name: i, callee: '*.step', event: 0, template: '{event}.{1}'}"
KEYWORD = "{name: i, callee: '*.step', event: event, template: '{kind}/{event}'}"


@pytest.mark.parametrize(
    ("code", "adapter", "ending", "names"),
    [
        ("x.step(name)", IMPORT, "py", ["import-*"]),
        ("x.step()", IMPORT, "py", ["?"]),
        ("x.step({'a': 1})", IMPORT, "py", ["?"]),
        ("x.step(*names)", IMPORT, "py", ["?"]),
        ("x.step({ kind: 'a' })", IMPORT, "ts", ["?"]),
        ("x.step('A')", PLACED, "py", ["A.*"]),
        ("x.step('A', given)", PLACED, "ts", ["A.*"]),
        ("x.step('A', None)", PLACED, "py", ["A.*"]),
        ("x.step('A', { b: 1 })", PLACED, "ts", ["A.*"]),
        ("x.step(a, b)", PLACED, "ts", ["?"]),
        ("x.step(event='A')", KEYWORD, "py", ["*/A"]),
        ("x.step(event='A', **more)", KEYWORD, "py", ["*/A"]),
        ("x.step({ event: 'A', ...more })", KEYWORD, "ts", ["*/A", "?"]),
    ],
)
def test_a_part_of_a_name_that_is_not_known_makes_a_pattern(
    code: str, adapter: str, ending: str, names: list[str]
) -> None:
    assert _names(_call(code, adapter, ending)) == names


@pytest.mark.parametrize(
    ("code", "adapter", "ending", "names"),
    [
        ("x.step('A')", IMPORT, "py", ["import-A"]),
        ("x.step(event='A')", IMPORT, "py", ["import-A"]),
        ("x.step('A')", IMPORT, "ts", ["import-A"]),
        ("x.step({ event: 'A' })", IMPORT, "ts", ["import-A"]),
        ("x.step('A' if ok else 'B')", IMPORT, "py", ["import-A", "import-B"]),
        ("NAME = 'A'\nx.step(NAME)", IMPORT, "py", ["import-A"]),
        ("x.step(`${'a'}-${n}`)", IMPORT, "ts", ["import-*"]),
        ("x.step('A', 'b')", PLACED, "py", ["A.b"]),
        ("x.step('A', 7)", PLACED, "ts", ["A.7"]),
        ("x.step(ok ? 'A' : 'B', up ? 'c' : 'd')", PLACED, "ts", ["A.c", "A.d", "B.c", "B.d"]),
        ("x.step(ok ? 'A' : 'B', ok ? 'c' : 'd')", PLACED, "ts", ["A.c", "B.d"]),
        ("x.step(event='A', kind='k')", KEYWORD, "py", ["k/A"]),
        ("x.step({ event: 'A', kind: 'k' })", KEYWORD, "ts", ["k/A"]),
        ("x.step('A')", "{name: i, callee: '*.step', template: '{0}!'}", "py", ["A!"]),
        ("x.step(event='A')", "{name: i, callee: '*.step', template: '{event}!'}", "py", ["A!"]),
        ("x.step()", "{name: i, callee: '*.step', template: 'Signed Up'}", "py", ["Signed Up"]),
        ("x.step(u)", "{name: i, callee: '*.step', template: 'Signed Up'}", "ts", ["Signed Up"]),
        ("x.step('A')", "{name: i, callee: '*.step', template: '{{{0}}}'}", "ts", ["{A}"]),
    ],
)
def test_a_template_says_what_is_sent(
    code: str, adapter: str, ending: str, names: list[str]
) -> None:
    call = _call(code, adapter, ending)
    assert _names(call) == names
    assert all(event.resolution is not Resolution.LITERAL for event in call.events)


def test_an_event_of_a_template_is_where_the_call_says_it() -> None:
    (event,) = _call("x.step(\n    'A',\n)\n", IMPORT, "py").events
    assert event.at.span is not None
    assert (event.at.span.line, event.resolution) == (2, Resolution.CONSTANT)


def test_other_keywords_than_those_of_a_template_are_the_properties() -> None:
    adapter = KEYWORD.replace("}'}", "}', properties: rest}")
    call = _call("x.step(event='A', kind='k', plan='pro')", adapter, "py")
    assert [sent.name for sent in call.properties.properties] == ["plan"]
    assert call.properties.is_complete


PYTHON = """
from enum import Enum, StrEnum, auto
class Plain(Enum):
    SIGNED_UP = "signed up"
    AUTO = auto()
    PAIR = ("pair", 3)
class Text(StrEnum):
    SIGNED_UP = "signed up"
class Event:
    def __init__(self, name, version=1): ...
LATER = Event("later", 2)
class Constants:
    SIGNED_UP = "signed up"
"""
TYPESCRIPT = """
enum Plain { SignedUp, HTTPFailed = 'http failed' }
class Event { constructor(readonly name: string) {} }
class Events { static readonly Later = new Event('later'); }
const constants = { SignedUp: 'signed up' };
"""


def _transformed(code: str, how: str, ending: str) -> list[str]:
    head = PYTHON if ending == "py" else TYPESCRIPT
    adapter = f"{{name: e, callee: '*.send', event: 0, name_transform: {how}}}"
    return _names(_call(f"{head}\n{code}\n", adapter, ending))


@pytest.mark.parametrize(
    ("code", "how", "ending"),
    [
        ("x.send('SIGNED_UP')", "snake_case(member)", "py"),
        ("x.send(Constants.SIGNED_UP)", "snake_case(member)", "py"),
        ("x.send(Plain.SIGNED_UP.value)", "snake_case(member)", "py"),
        ("x.send(Text.SIGNED_UP.value)", "snake_case(member)", "py"),
        ("x.send(given)", "snake_case(member)", "py"),
        ("x.send(constants.SignedUp)", "snake_case(member)", "ts"),
        ("x.send(Plain.AUTO)", "raw_value", "py"),
        ("x.send(Plain.PAIR)", "raw_value", "py"),
        ("x.send(given)", "raw_value", "ts"),
        ("x.send(make('later'))", "constructor argument 0", "py"),
        ("x.send('later')", "constructor argument 0", "py"),
        ("x.send(Event(*given))", "constructor argument 0", "py"),
        ("x.send(Event(name='later'))", "constructor argument 0", "py"),
        ("x.send(Event('later'))", "constructor argument 3", "py"),
        ("x.send(make('later'))", "constructor argument 0", "ts"),
    ],
)
def test_what_a_name_cannot_be_derived_from_is_unknown(code: str, how: str, ending: str) -> None:
    assert _transformed(code, how, ending) == ["?"]


@pytest.mark.parametrize(
    ("code", "how", "ending", "names"),
    [
        ("x.send(Plain.SIGNED_UP)", "snake_case(member)", "py", ["signed_up"]),
        ("x.send(Plain.AUTO)", "kebab_case(member)", "py", ["auto"]),
        ("x.send(Text.SIGNED_UP)", "camel_case(member)", "py", ["signedUp"]),
        ("e = Plain.PAIR\nx.send(e)", "snake_case(member)", "py", ["pair"]),
        ("x.send(Plain.AUTO if y else Plain.PAIR)", "snake_case(member)", "py", ["auto", "pair"]),
        ("x.send(Plain.SIGNED_UP)", "raw_value", "py", ["signed up"]),
        ("x.send('plain')", "raw_value", "py", ["plain"]),
        ("x.send(Plain.PAIR)", "constructor argument 0", "py", ["pair"]),
        ("x.send(Plain.SIGNED_UP)", "constructor argument 0", "py", ["signed up"]),
        ("x.send(Event('now'))", "constructor argument 0", "py", ["now"]),
        ("x.send(LATER)", "constructor argument 0", "py", ["later"]),
        ("x.send(Plain.SignedUp)", "snake_case(member)", "ts", ["signed_up"]),
        ("x.send(Plain.HTTPFailed)", "kebab_case(member)", "ts", ["http-failed"]),
        ("x.send(y ? Plain.SignedUp : Plain.HTTPFailed)", "camel_case(member)", "ts",
         ["signedUp", "httpFailed"]),
        ("x.send(Plain.HTTPFailed)", "raw_value", "ts", ["http failed"]),
        ("x.send(new Event('now'))", "constructor argument 0", "ts", ["now"]),
        ("x.send(Events.Later)", "constructor argument 0", "ts", ["later"]),
    ],
)  # fmt: skip
def test_a_name_is_derived_from_a_member(
    code: str, how: str, ending: str, names: list[str]
) -> None:
    assert _transformed(code, how, ending) == names


def test_a_template_is_made_of_the_derived_name() -> None:
    adapter = (
        "{name: e, callee: '*.send', event: 0, name_transform: snake_case(member),"
        " template: 'app.{event}'}"
    )
    assert _names(_call(f"{PYTHON}\nx.send(Plain.SIGNED_UP)\n", adapter, "py")) == ["app.signed_up"]


OWN = "{name: own, callee: send, from: lib, event: 0, template: 'app.{event}', properties: 1}"


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (
            {
                "w.py": "from lib import send\ndef log(kind):\n    send('log_' + kind)\n",
                "use.py": "from w import log\nlog('in')\n",
            },
            ["app.log_in"],
        ),
        (
            {
                "w.ts": "import { send } from 'lib';\nexport const log = (kind) => send(kind);\n",
                "use.ts": "import { log } from './w';\nlog(ok ? 'in' : 'out');\n",
            },
            ["app.in", "app.out"],
        ),
    ],
)
def test_functions_that_call_a_described_one_are_followed(
    tmp_path: Path, files: dict[str, str], names: list[str]
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    scan = scan_project(tmp_path, cwd=tmp_path, plan=_plan(OWN))
    (call,) = scan.calls
    assert (call.at.path[:3], _names(call)) == ("use", names)


def test_the_derived_name_of_what_callers_give(tmp_path: Path) -> None:
    (tmp_path / "w.py").write_text("from lib import send\ndef log(kind):\n    send(kind)\n")
    (tmp_path / "use.py").write_text(f"from w import log\n{PYTHON}\nlog(Plain.SIGNED_UP)\n")
    adapter = "{name: o, callee: send, from: lib, event: 0, name_transform: snake_case(member)}"
    (call,) = scan_project(tmp_path, cwd=tmp_path, plan=_plan(adapter)).calls
    assert _names(call) == ["signed_up"]


@pytest.mark.parametrize(
    ("code", "found"),
    [("x.step('a')", []), ("x.step(name)", []), ("x.step('b')", [("U101", "import-b")])],
)
def test_the_name_on_the_wire_is_held_to_the_plan(code: str, found: list[object]) -> None:
    plan = _plan(IMPORT, "events: {import-a: {}}\n")
    scan = scan_text(code.encode(), "app.py", plan=plan)
    judged = judge_calls(plan, scan, today=date(2026, 1, 1))
    assert [(one.code.id, one.problem.event) for one in judged if one.code.id < "U5"] == found


def test_a_template_of_many_parts_with_many_values_ends() -> None:
    names = " if a else ".join(f"'{index}'" for index in range(40))
    adapter = "{name: h, callee: '*.step', event: 0, template: '" + "x{event}" * 9 + "'}"
    (event,) = _call(f"x.step({names})", adapter, "py").events
    assert event.name == "x*" * 9


def test_the_name_of_a_member_is_written_nowhere() -> None:
    adapter = "{name: e, callee: '*.send', event: 0, name_transform: snake_case(member)}"
    code = "from enum import Enum\nclass E(Enum):\n    UP = 'up'\nx.send(E.UP)\n"
    (event,) = _call(code, adapter, "py").events
    assert event.defined is None
    assert event.at.span is not None
    assert event.at.span.line == 4
