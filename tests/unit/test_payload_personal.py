"""What looks personal and what does not: values as they really occur."""

import time

import pytest

from tracking_plan.payloads.judging.masked import shown, shown_route
from tracking_plan.payloads.judging.personal_values import declared, personal_pattern, suspect
from tracking_plan.plan.load import load_text
from tracking_plan.validation.validator import Validator

PERSONAL = {
    "an email address": [
        "jane.doe@acme.example",
        "call Jane <jane+shop@mail.acme.co.uk>",
        "https://acme.example/?email=jane%40acme.example&x=1",
        "JANE@ACME.EXAMPLE",
        "sent to j@x.io.",
    ],
    "a card number": [
        "4111111111111111",
        "4111 1111 1111 1111",
        "5500-0000-0000-0004",
        "card: 378282246310005",
        "6011000990139424",
    ],
    "a secret key or token": [
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
        "sk_live_" + "4eC39HqLyjWDarjtT1",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "a" * 36,
        "-----BEGIN RSA PRIVATE KEY-----",
    ],
}
NOISY = {
    "a phone number": ["+1 (555) 123-4567", "+491701234567", "+44 20 7946 0958"],
    "an IP address": ["192.168.0.1", "8.8.8.8"],
}
ORDINARY = [
    "",
    "pro",
    "Checkout Completed",
    "2026-01-31T12:00:00.000Z",
    "https://acme.example/shop/123?utm_source=x",
    "logo@2x.png",
    "react@18.2.0",
    "@acme",
    "user@host",
    "a@b",
    "4111111111111112",  # no Luhn sum
    "1234567890123456",
    "0198c0c2-7b1a-7e0a-9f3c-3a3a3a3a3a3a",
    "41111111-1111-1111-1111-111111111111",
    "1767225600000",
    "d41d8cd98f00b204e9800998ecf8427e4111111111111111",
    "1.2.3",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/120.0.0.0 Safari/537.36",
    "+1",
    "100+200",
]


@pytest.mark.parametrize(("what", "text"), [(w, t) for w, ts in PERSONAL.items() for t in ts])
def test_personal_values_are_told_by_their_looks(what: str, text: str) -> None:
    found = suspect(text)
    assert found is not None
    assert found.what == what
    assert not found.noisy


@pytest.mark.parametrize(("what", "text"), [(w, t) for w, ts in NOISY.items() for t in ts])
def test_noisy_looks_have_to_be_asked_for(what: str, text: str) -> None:
    assert suspect(text) is None
    found = suspect(text, noisy=True)
    assert found is not None
    assert (found.what, found.noisy) == (what, True)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_values_are_left_alone(text: str) -> None:
    assert suspect(text, noisy=True) is None


def test_the_quick_pattern_misses_none() -> None:
    quick = Validator({"not": {"pattern": personal_pattern(noisy=True)}})
    every = [text for table in (PERSONAL, NOISY) for texts in table.values() for text in texts]
    assert [text for text in every if quick.is_valid(text)] == []


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "1-" * 100_000, "a.b." * 50_000 + "@", "@" * 100_000, "eyJ" * 70_000]
)
def test_no_value_takes_long(text: str) -> None:
    started = time.process_time()
    suspect(text, noisy=True)
    assert time.process_time() - started < 30  # where backtracking would take hours


def test_names_are_cut_and_masked() -> None:
    assert shown("jane@acme.example signed up") == "<email address>"
    assert shown("+15551234567") == "<phone number>"
    assert shown("x" * 80) == "x" * 80
    assert len(shown("x" * 81)) == 80
    assert shown_route(("items", 0, "jane.doe@acme.example")) == "items[].<email address>"


def test_the_plans_word_on_personal_data_is_found_at_any_depth() -> None:
    plan = load_text(
        """
tracking_plan: 1
events:
  E:
    properties:
      email: {type: string, pii: none}
      user: {type: object, properties: {name: {type: string, pii: none}}}
      people:
        type: array
        items: {type: object, properties: {phone: {type: string, pii: none}}}
      notes: {type: array, items: {type: string, pii: none}}
"""
    ).plan
    assert plan is not None
    paths = dict(declared(plan.events["E"].current.properties))
    assert set(paths) == {"email", "user.name", "people[].phone", "notes[]"}
