"""Fixes of code: what is written in its place, and where none is offered."""

from datetime import date

import pytest

from tracking_plan.edit import apply_fixes
from tracking_plan.finding import Fix, Safety
from tracking_plan.plan.load import load_text
from tracking_plan.usage.renaming import renamed
from tracking_plan.usage.rewriting import Rewriter
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_text

PLAN = """
tracking_plan: 1
events:
  Signed Up:
    previous_names: [Registered]
    properties: {plan: string, product_id: string}
  User's Cart: {}
  Gone: {status: deprecated, replaced_by: Signed Up}
"""
PY = "from altertable import Altertable\nc = Altertable('k')\n"
TS = "import { altertable } from '@altertable/altertable-js';\n"


def _fixes(name: str, text: str) -> tuple[Fix, ...]:
    plan = load_text(PLAN).plan
    assert plan is not None
    scan = scan_text(text.encode(), name, plan=plan)
    rewriter = Rewriter({name: text}.get)
    found = judge_calls(plan, scan, today=date(2026, 1, 1), rewriter=rewriter)
    return tuple(one.problem.fix for one in found if one.problem.fix is not None)


def _fixed(name: str, code: str) -> str:
    start = PY if name.endswith(".py") else TS
    if name.endswith(".vue"):
        start = ""
    edited = apply_fixes({name: start + code}, _fixes(name, start + code))
    return edited.texts.get(name, start + code).removeprefix(start)


@pytest.mark.parametrize(
    ("name", "code", "fixed"),
    [
        ("a.py", "c.track('signed_up', u)", "c.track('Signed Up', u)"),
        ("a.py", 'c.track(u"signed_up", u)', 'c.track(u"Signed Up", u)'),
        ("a.py", 'c.track("Sign Up", u)  # é', 'c.track("Signed Up", u)  # é'),
        ("a.py", "N = 'Registered'\nc.track(N, u)", "N = 'Signed Up'\nc.track(N, u)"),
        (
            "a.py",
            "class E:\n A = 'Gone'\nc.track(E.A, u)",
            "class E:\n A = 'Signed Up'\nc.track(E.A, u)",
        ),
        ("a.py", 'c.track("Users Cart", u)', 'c.track("User\'s Cart", u)'),
        ("a.ts", "altertable.track(`signed_up`)", "altertable.track(`Signed Up`)"),
        (
            "a.ts",
            "altertable.track(a ? 'signed_up' : 'Registered')",
            "altertable.track(a ? 'Signed Up' : 'Signed Up')",
        ),
        (
            "a.ts",
            "altertable.track('Signed Up', { productId: 1, 'Plan': 'a' })",
            "altertable.track('Signed Up', { product_id: 1, 'plan': 'a' })",
        ),
        (
            "a.ts",
            "altertable.track('Signed Up', { productId })",
            "altertable.track('Signed Up', { product_id: productId })",
        ),
        (
            "a.py",
            "c.track('Signed Up', u, {'plan': p, **{}})",
            "c.track('Signed Up', u, {\"properties\": {'plan': p, **{}}})",
        ),
        (
            "a.ts",
            "altertable.track('Signed Up', { properties: { plan: 'a' }, });",
            "altertable.track('Signed Up', { plan: 'a' });",
        ),
        (
            "a.py",
            "c.track(x, u)  # tracking-plan: sends 'signed_up', 'User\\'s Cart'",
            "c.track(x, u)  # tracking-plan: sends 'Signed Up', 'User\\'s Cart'",
        ),
        (
            "a.ts",
            "altertable.track('Signed Up', { plan: 'a', plan: 'b' });",
            "altertable.track('Signed Up', { plan: 'b' });",
        ),
        (
            "a.py",
            'P = {\n    "plan": "a",\n    "plan": "b",\n}\n'
            'c.track("Signed Up", u, {"properties": P})',
            'P = {\n    "plan": "b",\n}\nc.track("Signed Up", u, {"properties": P})',
        ),
        (
            "a.py",
            "import requests\nrequests.post('https://api.altertable.ai/track', "
            "json={'environment': 'p', 'event': 'Signed Up'})",
            "import requests\nrequests.post('https://api.altertable.ai/track', "
            "json={\"properties\": {}, 'environment': 'p', 'event': 'Signed Up'})",
        ),
        (
            "a.py",
            "import requests\nrequests.post('https://api.altertable.ai/track', json={\n"
            "    'environment': 'p',\n    'event': 'Signed Up',\n})",
            "import requests\nrequests.post('https://api.altertable.ai/track', json={\n"
            "    \"properties\": {}, 'environment': 'p',\n    'event': 'Signed Up',\n})",
        ),
        (
            "a.ts",
            "fetch('https://api.altertable.ai/track', "
            "{ body: JSON.stringify({ environment: 'p', event: 'Signed Up' }) });",
            "fetch('https://api.altertable.ai/track', "
            "{ body: JSON.stringify({ properties: {}, environment: 'p', event: 'Signed Up' }) });",
        ),
        (
            "a.vue",
            "<script>\nimport { altertable } from '@altertable/altertable-js';\n"
            "altertable.track('signed_up')\n</script>",
            "<script>\nimport { altertable } from '@altertable/altertable-js';\n"
            "altertable.track('Signed Up')\n</script>",
        ),
    ],
)
def test_what_is_written_instead(name: str, code: str, fixed: str) -> None:
    assert _fixed(name, code) == fixed
    assert _fixed(name, fixed) == fixed, "and nothing more"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.py", "c.track('signed' '_up', u)"),  # two texts that make one name
        ("a.py", "c.track('signed' + '_up', u)"),
        ("a.py", "c.track('signed_\\x75p', u)"),  # an escape
        ("a.py", "c.track('Users Cart', u)"),  # the new name has the quote
        ("a.py", "c.track(f'signed_up', u)"),  # what is in braces would be evaluated
        ("a.py", "p = {}\np['Plan'] = 1\nc.track('x' if a else 'y', u)"),
        ("a.ts", "altertable.track('signed'.concat('_up'))"),
        ("a.ts", "const p = {}; p.productId = 1; altertable.track('Signed Up', p)"),
        ("a.py", "c.track('Signed Up', u, {'plan': p, 'timestamp': t})"),  # some are options
        ("a.py", "o = {'plan': p}\nc.track('Signed Up', u, o)"),  # others may have it, too
        ("a.py", "c.track('Signed Up', u, {'plan': p, **more})"),
        ("a.ts", "altertable.track('Signed Up', { /* all */ properties: { plan: 'a' } });"),
    ],
)
def test_what_may_break_is_left_as_it_is(name: str, code: str) -> None:
    assert _fixed(name, code) == code


def test_only_what_cannot_change_the_meaning_is_safe() -> None:
    code = f"{PY}c.track('signed_up', u, {{'plan': 1}})"
    assert [one.safety for one in _fixes("a.py", code)] == [Safety.UNSAFE, Safety.SAFE]


def test_a_file_that_has_changed_meanwhile_is_left_as_it_is() -> None:
    plan = load_text(PLAN).plan
    assert plan is not None
    scan = scan_text(f"{PY}c.track('signed_up', u)".encode(), "a.py", plan=plan)
    rewriter = Rewriter({"a.py": f"{PY}c.track( 'signed_up', u)"}.get)
    found = judge_calls(plan, scan, today=date(2026, 1, 1), rewriter=rewriter)
    assert all(one.problem.fix is None for one in found)


def _renamed(name: str, code: str, old: str, new: str) -> tuple[str, list[str]]:
    start = PY if name.endswith(".py") else TS
    plan = load_text(PLAN).plan
    scan = scan_text((start + code).encode(), name, plan=plan)
    found = renamed(scan, Rewriter({name: start + code}.get), old, new)
    edited = apply_fixes({name: start + code}, found.fixes)
    assert not edited.skipped
    return edited.texts.get(name, start + code).removeprefix(start), [o.why for o in found.left]


def test_a_constant_is_renamed_once_for_all_its_calls() -> None:
    code = "N = 'Signed Up'\nc.track(N, u)\nc.track(N, u)\nc.track('Gone', u)"
    assert _renamed("a.py", code, "Signed Up", "Joined") == (
        code.replace("Signed Up", "Joined"),
        [],
    )


@pytest.mark.parametrize(
    ("name", "code", "why"),
    [
        ("a.py", "c.track('Signed' + ' Up', u)", ["its name is not written as one text"]),
        ("a.py", "c.track(f'Signed {x}', u)", ["may send it as 'Signed *'"]),
        (
            "a.py",
            "def send(n): c.track('Signed ' + n, u)\nsend('Up')",
            ["its name is put together on the way"],
        ),
    ],
)
def test_what_cannot_be_renamed_is_named(name: str, code: str, why: list[str]) -> None:
    assert _renamed(name, code, "Signed Up", "Joined") == (code, why)
