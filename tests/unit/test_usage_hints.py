"""What the hints of U rules say, and that the code is right after one has been followed."""

from collections.abc import Iterator
from datetime import date

import pytest

from tracking_plan.finding import Finding, Severity
from tracking_plan.plan.load import load_text
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_text

PLAN = """
tracking_plan: 1
traits:
  native_language: string
events:
  Foo A: {properties: {plan: string}}
  Old: {status: deprecated}
  Older: {status: deprecated, replaced_by: Foo A}
"""
PY = "from altertable import Altertable\nc = Altertable('k')\n"
TS = "import { altertable } from '@altertable/altertable-js';\n"


def findings(code: str, ending: str, plan: str = PLAN) -> tuple[Finding, ...]:
    """All but those of events that nothing sends, and of what the hints leave as it is."""
    loaded = load_text(plan).plan
    assert loaded is not None
    start = PY if ending == "py" else TS
    scan = scan_text((start + code).encode(), f"app.{ending}", plan=loaded)
    found = judge_calls(loaded, scan, today=date(2026, 1, 1))
    return tuple(one for one in found if one.code.id not in ("U209", "U304", "U501"))


def _hints(code: str, ending: str) -> Iterator[tuple[str, str | None]]:
    for finding in findings(code, ending):
        yield finding.code.id, finding.problem.hint


FOLLOWED = [
    (
        "py",
        'c.track("Foo A", {"plan": p})',
        "U303",
        'track(name, id, {"properties": {...}})',
        'c.track("Foo A", u, {"properties": {"plan": p}})',
    ),
    (
        "py",
        'c.identify({"native_language": x})',
        "U303",
        'identify(id, {"traits": {...}})',
        'c.identify(u, {"traits": {"native_language": x}})',
    ),
    ("py", 'c.alias(u, {"a": 1})', "U303", "alias(id, new_id)", "c.alias(u, v)"),
    (
        "ts",
        "altertable.identify({ native_language: x })",
        "U303",
        "identify(id, {...})",
        "altertable.identify(id, { native_language: x })",
    ),
    ("ts", "altertable.alias({ id })", "U303", "alias(new_id)", "altertable.alias(id)"),
    (
        "py",
        'c.track("Foo A", u, "pro")',
        "U407",
        'track(name, id, {"properties": {...}})',
        'c.track("Foo A", u, {"properties": {"plan": "pro"}})',
    ),
    (
        "py",
        'c.track("Foo A", u, {}, {"plan": p})',
        "U407",
        'track(name, id, {"properties": {...}})',
        'c.track("Foo A", u, {"properties": {"plan": p}})',
    ),
    ("py", "c.alias(u, v, {}, 4)", "U407", "alias(id, new_id)", "c.alias(u, v)"),
    (
        "ts",
        "altertable.track('Foo A', 'pro')",
        "U407",
        "track(name, {...})",
        "altertable.track('Foo A', { plan: 'pro' })",
    ),
    (
        "ts",
        "altertable.track('Foo A', { plan }, 4)",
        "U407",
        "track(name, {...})",
        "altertable.track('Foo A', { plan })",
    ),
    (
        "ts",
        "altertable.identify(id, 'de')",
        "U407",
        "identify(id, {...})",
        "altertable.identify(id, { native_language: 'de' })",
    ),
    (
        "ts",
        "altertable.updateTraits(['de'])",
        "U407",
        "updateTraits({...})",
        "altertable.updateTraits({ native_language: 'de' })",
    ),
    ("ts", "altertable.alias(v, 2)", "U407", "alias(new_id)", "altertable.alias(v)"),
    (
        "py",
        'c.track("Foo A", u, {"plan": p})',
        "U401",
        '{"properties": {...}}',
        'c.track("Foo A", u, {"properties": {"plan": p}})',
    ),
    (
        "py",
        'c.identify(u, {"native_language": x})',
        "U401",
        '{"traits": {...}}',
        'c.identify(u, {"traits": {"native_language": x}})',
    ),
    (
        "ts",
        "altertable.track('Foo A', { properties: { plan } })",
        "U401",
        "write {...} in place",
        "altertable.track('Foo A', { plan })",
    ),
    (
        "py",
        'c.track("Foo A", u, timestamp=t)',
        "U402",
        'options: {"timestamp": ...}',
        'c.track("Foo A", u, {"timestamp": t})',
    ),
    (
        "py",
        'c.track("Foo A", u, properties=p)',
        "U402",
        'options: {"properties": {...}}',
        'c.track("Foo A", u, {"properties": {**p}})',
    ),
    (
        "py",
        'c.track("Foo A", u, plan=p)',
        "U402",
        '{"properties": {"plan": ...}}',
        'c.track("Foo A", u, {"properties": {"plan": p}})',
    ),
    ("py", 'c.track("Foo A", u, session_id=p)', "U402", "leave it out", 'c.track("Foo A", u)'),
    ("py", 'c.track("Foo A", u, {"session_id": p})', "U402", "leave it out", 'c.track("Foo A", u)'),
]


@pytest.mark.parametrize(("ending", "code", "id_", "hint", "followed"), FOLLOWED)
def test_code_is_right_after_a_hint_was_followed(
    ending: str, code: str, id_: str, hint: str, followed: str
) -> None:
    hints = list(_hints(code, ending))
    assert any(found == id_ and hint in (text or "") for found, text in hints), hints
    assert [
        one for one in findings(followed, ending) if one.code.severity is not Severity.INFO
    ] == []


@pytest.mark.parametrize(
    ("ending", "code", "message"),
    [
        ("py", 'c.track("Foo A", "u", {}, 4)', "takes no further argument: the call fails"),
        (
            "ts",
            "altertable.track('Foo A', {}, 4)",
            "takes no further argument: this one is ignored",
        ),
        (
            "js",
            "altertable.track('Foo A', {}, 4)",
            "takes no further argument: this one is ignored",
        ),
    ],
)
def test_an_argument_too_many_fails_or_is_ignored(ending: str, code: str, message: str) -> None:
    assert any(message in one.problem.message for one in findings(code, ending))


@pytest.mark.parametrize(
    ("ending", "code", "words", "has_enums"),
    [
        ("ts", "altertable.track()", "none is given", False),
        ("ts", "altertable.track(42)", "what is given is no text", False),
        ("js", "altertable.track({ event: 'Foo A' })", "what is given is no text", False),
        ("py", "c.track()", "none is given", False),
        ("py", "c.track(42, u)", "what is given is no text", True),
    ],
)
def test_what_is_no_event_name_is_explained_in_the_language(
    ending: str, code: str, words: str, has_enums: bool
) -> None:
    (found,) = (one for one in findings(code, ending) if one.code.id == "U406")
    assert words in found.problem.message
    assert ("Enum" in (found.problem.hint or "")) == has_enums


@pytest.mark.parametrize(
    ("code", "id_", "hint"),
    [
        ("altertable.track('Old')", "U103", "stop sending it"),
        ("altertable.track('Older')", "U103", "send 'Foo A' instead"),
        ("altertable.track('Foo A ')", "U107", "write 'Foo A'"),
        ("altertable.track('Foo A ')", "U102", "write 'Foo A'"),
        ("altertable.track(' x ')", "U107", "give it a name of your own"),
    ],
)
def test_a_hint_names_only_what_the_plan_has(code: str, id_: str, hint: str) -> None:
    assert (id_, hint) in list(_hints(code, "ts"))


ALIKE = """
tracking_plan: 1
events:
  Alert Sent: {properties: {channel: string, count: {type: integer, enum: [1, 20]}}}
  Alerts Enabled: {properties: {channel: string}}
"""


@pytest.mark.parametrize(
    ("code", "id_", "hint"),
    [
        ("altertable.track('Alerts Enabeld')", "U101", "did you mean 'Alerts Enabled'?"),
        ("altertable.track('Alerts Disabled')", "U101", "add it to the plan, or stop sending it"),
        (
            "altertable.track('Alerts Enabeld'); altertable.track('Alerts Enabled')",
            "U101",
            "did you mean 'Alerts Enabled'?",
        ),
        ("altertable.track('Alert Sent', { chanel: c })", "U201", "did you mean 'channel'?"),
        (
            "altertable.track('Alert Sent', { chanel: c, channel: d })",
            "U201",
            "add it to the plan, or leave it out",
        ),
        ("altertable.track('Alert Sent', { channel_2: c })", "U201", "add it to the plan, or"),
        ("altertable.track('Alert Sent', { count: 2 })", "U204", "the plan has 1, 20"),
        ("altertable.track('Alert Sent', { count: '20' })", "U203", "did you mean 20?"),
    ],
)
def test_a_hint_names_what_is_likely_meant(code: str, id_: str, hint: str) -> None:
    found = [one.problem.hint or "" for one in findings(code, "ts", ALIKE) if one.code.id == id_]
    assert [said.startswith(hint) for said in found] == [True]


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ('{"properties": {}, "enviroment": e}', "did you mean 'environment'?"),
        (
            '{"properties": {}, "enviroment": e, "environment": f}',
            "leave it out: it is never sent",
        ),
    ],
)
def test_a_hint_names_no_option_that_is_given_beside(options: str, hint: str) -> None:
    found = findings(f'c.track("Alert Sent", u, {options})', "py", ALIKE)
    assert [one.problem.hint for one in found if one.code.id == "U402"] == [hint]


SHARED = """
tracking_plan: 1
events:
  Foo A: {properties: {plan: {type: string, enum: [pro]}, old: {type: string, status: deprecated}}}
  Foo B: {properties: {plan: {type: string, enum: [pro]}, old: {type: string, status: deprecated}}}
"""


@pytest.mark.parametrize(
    ("entry", "id_"),
    [("plan: 1", "U203"), ("plan: 'x'", "U204"), ("old: 'x'", "U206"), ("other: 1", "U201")],
)
def test_of_an_object_that_calls_share_each_finding_names_its_event(entry: str, id_: str) -> None:
    calls = "altertable.track('Foo A', p);\naltertable.track('Foo B', p);\n" * 2
    found = findings(f"const p = {{ {entry} }};\n{calls}", "ts", SHARED)
    messages = [one.problem.message for one in found if one.code.id == id_]
    assert len(messages) == len(set(messages)) == 2
    assert ["Foo A" in messages[0], "Foo B" in messages[1]] == [True, True]


def test_one_event_is_not_named_where_nothing_else_is_meant() -> None:
    found = findings("altertable.track('Foo A', { plan: 'x' });", "ts", SHARED)
    assert [one.problem.message for one in found if "(event" in one.problem.message] == []
