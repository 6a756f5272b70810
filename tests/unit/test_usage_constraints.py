"""What stands in the code is held to every constraint of the plan, and nothing else is."""

from datetime import date

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_text

PLAN = """
tracking_plan: 1
traits:
  age: {type: integer, minimum: 18}
events:
  E:
    properties:
      seats: {type: integer, minimum: 1, maximum: 500, nullable: true}
      step: {type: number, multiple_of: 0.5}
      code: {type: string, pattern: '^[A-Z]{4}$'}
      short: {type: string, max_length: 3}
      day: {type: string, format: date}
      at: {type: string, format: date-time}
      site: {type: string, format: uri}
      tags: {type: array, items: {type: string, min_length: 2}, unique_items: true, max_items: 3}
      some: {type: array, items: string, min_items: 1}
      mail: {type: string, format: email, pii: {kind: email, action: hash}}
      inner: {type: object, properties: {code: {type: string, pattern: '^x'}}}
      all: {type: object, additional_properties: {type: integer, maximum: 9}}
      free: any
  F:
    properties: {seats: {type: integer, maximum: 10}}
"""
PY = "from altertable import Altertable\nc = Altertable('k')\n"
TS = "import { altertable } from '@altertable/altertable-js';\n"
CODES = {f"U21{digit}" for digit in "34567"}


def codes(name: str, code: str) -> list[str]:
    plan = load_text(PLAN).plan
    assert plan is not None
    text = (PY if name.endswith(".py") else TS) + code
    scan = scan_text(text.encode(), name, plan=plan)
    found = judge_calls(plan, scan, today=date(2026, 1, 1))
    return [one.code.id for one in found if one.code.id != "U501"]


@pytest.mark.parametrize(
    "sent",
    [
        "seats: 1",
        "seats: 500.0",
        "seats: null",
        "seats: undefined",
        "seats: n",
        "seats: 1 - n",
        "seats: cond ? 3 : n",
        "step: 1.5",
        "step: 1e300",
        "code: 'ABCD'",
        "code: `A${x}`",
        "code: x + 'a'",
        "short: '€uß'",
        "short: ''",
        "day: '2025-12-31'",
        "day: today()",
        "at: '2025-12-31T10:00:00Z'",
        "at: new Date().toISOString()",
        "site: 'https://a.example/b'",
        "tags: ['aa', 'bb', 'cc']",
        "tags: ['aa', x, x]",
        "tags: []",
        "tags: [...['aa', 'bb', 'cc', 'dd']]",
        "tags: [...more, 'aa', 'bb', 'cc', 'dd'].slice(2)",
        "some: [...more]",
        "some: list",
        "some: Array.from(x)",
        "mail: 'jane at home'",
        "inner: { code: 'xa' }",
        "inner: { ...x }",
        "all: { a: 9, b: n }",
        "free: -1",
    ],
)
def test_what_fits_or_is_not_seen_is_not_flagged(sent: str) -> None:
    assert not CODES & set(codes("a.ts", f"altertable.track('E', {{ {sent} }})"))


@pytest.mark.parametrize(
    "code",
    [
        "const p = { tags: [] }; p.tags.push('aa'); altertable.track('E', p)",
        "const some = []; some.push(x); altertable.track('E', { some })",
        "let seats = 0; seats = count(); altertable.track('E', { seats })",
        "let seats = 0; for (const x of xs) seats++; altertable.track('E', { seats })",
        "const p = { seats: 0 }; if (a) p.seats = 2; else p.seats = 3; altertable.track('E', p)",
        "const seats = 20; altertable.track(a ? 'E' : 'E', { seats })",
    ],
)
def test_what_changes_before_it_is_sent_is_not_flagged(code: str) -> None:
    assert not CODES & set(codes("a.ts", code))


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("seats: 0", "U213"),
        ("seats: -1", "U213"),
        ("seats: 501", "U213"),
        ("seats: cond ? 3 : 0", "U213"),
        ("step: 0.3", "U213"),
        ("code: 'abcd'", "U216"),
        ("code: `ABCDE`", "U216"),
        ("short: 'four'", "U214"),
        ("day: '31.12.2025'", "U215"),
        ("day: '2025-02-30'", "U215"),
        ("at: '2025-12-31 10:00'", "U215"),
        ("site: 'a.example'", "U215"),
        ("tags: ['aa', 'bb', 'aa']", "U217"),
        ("tags: ['aa', 'bb', 'cc', x]", "U214"),
        ("tags: ['a']", "U214"),
        ("some: []", "U214"),
        ("inner: { code: 'a' }", "U216"),
        ("all: { any: 10 }", "U213"),
    ],
)
def test_what_stands_in_the_code_and_breaks_the_plan(sent: str, code: str) -> None:
    assert codes("a.ts", f"altertable.track('E', {{ {sent} }})") == [code]
    python = sent.replace("cond ? 3 : 0", "3 if cond else 0").replace("`", "'")
    for name in ("code: 'a'", "any: 10"):
        key, _, value = name.partition(": ")
        python = python.replace(f"{{ {name} }}", f'{{"{key}": {value}}}')
    key, _, value = python.partition(": ")
    call = f'c.track("E", u, {{"properties": {{"{key}": {value}}}}})'
    assert codes("a.py", call) == [code]


def test_a_constant_is_followed_and_traits_are_held_too() -> None:
    assert codes("a.py", 'N = 0\nc.track("E", u, {"properties": {"seats": N}})') == ["U213"]
    assert codes("a.py", 'c.identify(u, {"traits": {"age": 17}})') == ["U213"]
    assert codes("a.py", 'c.identify(u, {"traits": {"age": 18}})') == []


def test_one_of_several_events_that_takes_the_value_is_not_blamed() -> None:
    code = "altertable.track(a ? 'E' : 'F', { seats: 20 })"
    assert codes("a.ts", code) == ["U213"]
    both = "const e = a ? 'E' : 'F'; const seats = a ? 20 : 5; altertable.track(e, { seats })"
    assert codes("a.ts", both) == []


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ('c.track("E", "jane@acme.example")', ["U308"]),
        ('c.identify("4111 1111 1111 1111")', ["U308"]),
        ('c.alias("u_1", "jane@acme.example")', ["U308"]),
        ('c.track("E", "user@2x")', ["U304"]),
        ('c.track("E", user.email)', []),
        ('c.track("E", f"{x}@acme.example")', []),
        ('c.track("u_1", event="E")', ["U411"]),
        ('c.track(*a, event="E")', []),
        ('c.track("E", distinct_id="u_1")', ["U304"]),
        ('c.track("E", "u_1", distinct_id="u_2")', ["U411"]),
        ('c.track("u_1", "E")', ["U412"]),
        ('c.track("u_1", distinct_id="E")', ["U412"]),
        ('c.track(u, "E")', []),
        ('c.track("E", "F")', []),
        ('c.track("Unknown", "E" if a else u)', ["U101"]),
    ],
)
def test_ids_and_the_order_of_arguments(call: str, found: list[str]) -> None:
    assert [code for code in codes("a.py", call) if code != "U105"] == found
