from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.edit import apply_fixes
from tracking_plan.lint.corrections import quoted
from tracking_plan.lint.run import lint_plan
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan

PATH = "tracking-plan.yaml"
HEAD = "tracking_plan: 1\nconventions: {event_names: Title Case}\n"


def fixed(text: str) -> str:
    plan = loaded(text)
    findings = lint_plan(plan, today=date(2026, 1, 1))
    fixes = [finding.problem.fix for finding in findings if finding.problem.fix is not None]
    return apply_fixes({PATH: text}, fixes).texts.get(PATH, text)


def loaded(text: str) -> Plan:
    result = load_text(text, PATH)
    assert not result.is_faulty
    assert result.plan is not None
    return result.plan


@pytest.mark.parametrize(
    "body",
    [
        "events:\n  checkout_done:\n    description: Paid.\n",
        "events:\n  checkout_done:\n    # first\n    description: Paid.\n",
        "events:\n  checkout_done: {description: Paid.}\n",
        "events:\n  checkout_done: {}\n",
        "events: {checkout_done: {description: Paid.}}\n",
        "events:\n  'checkout_done':\n    previous_names: [done]\n",
        "events:\n  checkout_done:\n    previous_names:\n      - done\n      - 'old done'\n",
    ],
)
def test_a_renamed_event_keeps_its_old_name(body: str) -> None:
    event = loaded(fixed(HEAD + body)).events["Checkout Done"]
    assert event.previous_names[0] == "checkout_done"
    before = loaded(HEAD + body).events["checkout_done"]
    assert event.previous_names[1:] == before.previous_names
    assert event.description == before.description


def test_what_leads_to_a_renamed_event_follows() -> None:
    text = (
        f"{HEAD}events:\n  checkout_done: {{}}\n"
        "  Paid: {status: deprecated, replaced_by: checkout_done}\n"
    )
    assert loaded(fixed(text)).events["Paid"].replaced_by == "Checkout Done"


@pytest.mark.parametrize(
    "body",
    [
        "events:\n  checkout_done:\n",
        "events:\n  checkout_done: {previous_names: []}\n",
        "events:\n  checkout_done: {}\n  Checkout Done: {}\n",
        "events:\n  checkout_done: {}\n  Checkout done: {}\n",
        "events:\n  checkout_done: {}\n  checkout-done: {}\n",
        "events:\n  checkout_done: {}\n  Paid: {previous_names: [Checkout Done]}\n",
        "events:\n  checkout_done: {}\n  CheckoutDone: {status: retired}\n",
        "events:\n  Paid: &a {description: x}\n  checkout_done: *a\n",
    ],
)
def test_nothing_is_renamed_where_the_old_name_would_be_lost(body: str) -> None:
    assert fixed(HEAD + body) == HEAD + body


@pytest.mark.parametrize(
    ("convention", "names", "kept"),
    [
        ("Title Case", ["Signed Up", "signed_up"], "Signed Up"),
        ("Title Case", ["signedUp", "Signed up"], "Signed up"),
        ("snake_case", ["signed_up", "SignedUp"], "signed_up"),
        ("kebab-case", ["Signed Up", "signed-up"], "signed-up"),
    ],
)
def test_the_spelling_that_another_event_has_already_is_to_be_kept(
    convention: str, names: list[str], kept: str
) -> None:
    events = "".join(f"  {name}: {{}}\n" for name in names)
    text = f"tracking_plan: 1\nconventions: {{event_names: {convention}}}\nevents:\n{events}"
    found = [f for f in lint_plan(loaded(text), today=date(2026, 1, 1)) if f.code.id == "P101"]
    assert [finding.problem.hint for finding in found] == [
        f"keep {kept!r}, and list this name under its `previous_names`"
    ]
    assert fixed(text) == text


def test_a_property_is_to_be_written_as_it_is_elsewhere() -> None:
    text = (
        "tracking_plan: 1\nconventions: {property_names: snake_case}\n"
        "events: {A: {properties: {sign_up_id: string}}, B: {properties: {SignUpID: string}}}\n"
    )
    found = [f for f in lint_plan(loaded(text), today=date(2026, 1, 1)) if f.code.id == "P102"]
    assert [finding.problem.hint for finding in found] == ["write 'sign_up_id'"]


def test_misspelled_words_are_replaced_by_the_ones_meant() -> None:
    text = (
        "tracking_plan: 1\nevents:\n"
        "  Signed Up: {answers: [activaton], sources: [webb]}\n"
        "  Joined: {status: deprecated, replaced_by: Singed Up}\n"
    )
    assert fixed(text) == text.replace("activaton", "activation").replace("webb", "web").replace(
        "Singed", "Signed"
    )


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12))
def test_quoted_text_is_read_as_that_text(text: str) -> None:
    if any(c in text for c in "\u2028\u2029\ufeff"):
        return
    written = quoted(text)
    assert yaml.safe_load(f"[{written}, {{{written}: x}}]") == [text, {text: "x"}]
