"""What looks personal and what does not: values as they really occur."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from random import Random
from uuid import UUID

import pytest
from effort import at_most
from hypothesis import given, settings
from hypothesis import strategies as st

from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.personal_values import declared
from tracking_plan.personal.looks import personal_pattern, suspect, suspect_number
from tracking_plan.plan.load import load_text
from tracking_plan.validation.validator import Validator

PERSONAL = {
    "an email address": [
        "jane.doe@acme.example",
        "call Jane <jane+shop@mail.acme.co.uk>",
        "https://acme.example/?email=jane%40acme.example&x=1",
        "JANE@ACME.EXAMPLE",
        "sent to j@x.io.",
        "j\u00f6hn@ex\u00e4mple.de",
        "john@m\u00fcnchen.de",
        "jo\u0308hn@mu\u0308nchen.de",
        "\u0438\u0432\u0430\u043d@\u043f\u043e\u0447\u0442\u0430.\u0440\u0444",
        "jane\uff20acme.example",
        "jane\ufe6bacme\uff0eexample",
        "mailto:jane@\u4f8b\u3048.\u30c6\u30b9\u30c8",
    ],
    "a card number": [
        "4111111111111111",
        "4111 1111 1111 1111",
        "5500-0000-0000-0004",
        "card: 378282246310005",
        "6011000990139424",
        "cards:4111111111111111,5500000000000004",
        "7 4111 1111 1111 1111",
        "2026 4111 1111 1111 1111",
        "order 0815 5500 0000 0000 0004",
        "2026 0130 3782 822463 10005",
        "3782 822463 10005",
        "4111.1111.1111.1111",
        "4111\u00a01111\u00a01111\u00a01111",
        "4111\u20131111\u20131111\u20131111",
        "30569309025904",
        "3056 930902 5904",
        "6221260000000000",
        "6445644564456445",
    ],
    "a bank account number": [
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "GB29 NWBK 6016 1331 9268 19 thanks",
        "pay to FR1420041010050500013M02606",
        "iban: fr1420041010050500013m02606",
        "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000",
        "NO9386011117947;",
        "DE89  3704 0044 0532  0130 00",
        "AL12 DE89370400440532013000",
        "GB12 DE89 3704 0044 0532 0130 00",
        "ab12 cd34 NO93 8601 1117 947",
        "\u00e9DE89370400440532013000",
    ],
    "a secret key or token": [
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
        "sk_live_" + "4eC39HqLyjWDarjtT1",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "a" * 36,
        "-----BEGIN RSA PRIVATE KEY-----",
        "glpat-" + "a1B2c3D4e5" * 2,
        "npm_" + "a1B2c3D4e5F6" * 3,
        "SG." + "a1B2c3D4e5F6g7H8i9J0k1" + "." + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V",
        "github_pat_" + "11ABCDEFG0" * 5,
        "sk-proj-" + "a1B2c3D4e5" * 4,
        "sk-ant-api03-" + "a1B2c3D4e5" * 4,
        "ya29." + "a0AfH6SMBx" * 3,
        "hf_" + "aBcDeFgHiJ" * 3 + "kLmN",
        "\u00e9AKIA" + "IOSFODNN7EXAMPLE",
        "https://user:secret@shop.example/",
        "postgres://app:s3cret@localhost/db",
        "Bearer xoxb-1234567890-abcdef",
        "gsk_" + "a1B2c3D4e5" * 5,
        "https://hooks.slack.com/services/" + "T00000000/B00000000/" + "X" * 24,
        "sq0csp-" + "a1B2c3D4e5" * 4,
        "AGE-SECRET-KEY-1" + "Q" * 58,
        "DefaultEndpointsProtocol=https;AccountKey=" + "a1B2c3D4e5" * 8 + "==",
        "$2b$12$abcdefghijklmnopqrstuvwxyz012345",
    ],
}
NOISY = {
    "a phone number": [
        "+1 (555) 123-4567",
        "+491701234567",
        "+44 20 7946 0958",
        " +49 151 23456789",
        "0151 23456789",
        "06 12 34 56 78",
        "(030) 1234567",
        "(555) 123-4567",
        "555-123-4567",
        "tel:+14155552671",
    ],
    "an IP address": [
        "192.168.0.1",
        "8.8.8.8",
        "203.0.113.9:8080",
        "2001:db8::1",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        "[2001:db8::1]:443",
        "fe80::1%eth0",
        "::ffff:192.0.2.1",
        "203.0.113.5, 10.0.0.1",
        "2001:db8::1,203.0.113.5",
        "203.0.113.5:80, [2001:db8::2]:443, 10.0.0.1",
    ],
    "a social security number": ["078-05-1120", "219-09-9999"],
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
    "0.7394780650078449",
    "0.4111111111111111",
    "4111111111111111.25",
    "1,4111111111111111",
    "4006381333931",  # a bar code
    "4532015112830366123",  # an id of 19 digits
    "1767225600000000",
    "20260131120000123",
    "order-4111111111111111",
    "SO12345678901234567890",
    "DE89370400440532013001",  # no sum
    "12:30:45",
    "10:20",
    "deadbeef:cafe",
    "01/31/2026",
    "31.01.2026",
    "2026-01-31",
    "price@checkout v2",
    "https://medium.example/@ann/post",
    "https://cdn.example/pkg@1.2.3/index.js",
    "task-list-of-things-to-do",
    "npm_config_registry",
    "sk-12",
    "000-12-3456",
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


NEARLY = [
    "DE89370400440532013000A",  # too long
    "DE8 9370 4004 4053 2013 000",
    "xDE89370400440532013000",
    "de89370400440532013000ab12de89370400440532",
    "git@github.com:shop/web.git",
    "ssh://git@git.example/shop/web.git",
    "203.0.113.5,",
    "1,2,3",
    "203.0.113.5, web",
    "20260131120000",
    "30569309025905",
    "3056.9309025904",
    "4111.111111111111",
    "gsk_short",
    "sk.example/services/T0",
]


@pytest.mark.parametrize("text", [*ORDINARY, *NEARLY])
def test_ordinary_values_are_left_alone(text: str) -> None:
    assert suspect(text, noisy=True) is None


EVERY = [text for table in (PERSONAL, NOISY) for texts in table.values() for text in texts]
QUICK = Validator({"not": {"pattern": personal_pattern(noisy=True)}})
CALM = Validator({"not": {"pattern": personal_pattern(noisy=False)}})


@given(
    st.lists(
        st.sampled_from(EVERY)
        | st.sampled_from(
            [" ", "\n", "\u00e9", "\u00a0", "-", ".", "x", "7", "@", "\uff20", "%40", ":"]
        ),
        max_size=4,
    ).map("".join)
)
@settings(max_examples=500, deadline=None)
def test_the_quick_pattern_misses_none(text: str) -> None:
    if suspect(text, noisy=True):
        assert not QUICK.is_valid(text)
    if suspect(text):
        assert not CALM.is_valid(text)


def test_the_quick_pattern_leaves_ordinary_values_on_the_fast_path() -> None:
    slow = [text for text in ORDINARY if not CALM.is_valid(text)]
    assert len(slow) < len(ORDINARY) / 3


def _ids(chance: Random) -> Iterator[str]:
    """What logs are full of: ids and hashes in hexadecimal digits, in Base64, and in URLs."""
    for size in (8, 12, 16, 20, 22, 24, 32, 40, 64):
        yield chance.randbytes(size).hex()[:size]
    yield str(UUID(int=chance.getrandbits(128)))
    yield urlsafe_b64encode(chance.randbytes(30)).decode()
    yield f"https://shop.example/p/{chance.randbytes(6).hex()}?ref={chance.randbytes(16).hex()}"


def test_ids_stay_on_the_fast_path() -> None:
    chance = Random(12)
    every = [text for _ in range(1_000) for text in _ids(chance)]
    slow = [text for text in every if not CALM.is_valid(text)]
    assert len(slow) < len(every) / 500


@pytest.mark.parametrize(
    "number",
    [4111111111111111, 378282246310005, 5500000000000004, 4111111111111111.0, 30569309025904],
)
def test_a_number_may_be_a_cards(number: float) -> None:
    assert suspect_number(number)


@pytest.mark.parametrize(
    "number",
    [
        0,
        True,
        7,
        0.7394780650078449,
        1767225600000,
        1767225600000000,
        4111111111111112,
        1e300,
        4006381333931,
        41111111111111110,
        float("inf"),
        -4111111111111111,
        4111111111111111.5,
    ],
)
def test_ordinary_numbers_are_left_alone(number: float) -> None:
    assert suspect_number(number) is None


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "1-" * 100_000, "a.b." * 50_000 + "@", "@" * 100_000, "eyJ" * 70_000]
)
def test_no_value_takes_long(text: str) -> None:
    with at_most(30):  # where backtracking would take hours
        suspect(text, noisy=True)


@pytest.mark.parametrize("piece", [":a", "1:", "_", "a_", "1.", "+1 ", "0 ", "@a.", "-"])
def test_no_name_takes_long(piece: str) -> None:
    with at_most(10):
        shown(piece * (4_000_000 // len(piece)))


def test_names_are_cut_and_masked() -> None:
    assert shown("jane@acme.example signed up") == "<email address>"
    assert shown("+15551234567") == "<phone number>"
    assert shown("x" * 80) == "x" * 80
    assert len(shown("x" * 81)) == 80


MASKED = {
    "<email address>": [
        *(
            "j\u00f6hn@ex\u00e4mple.de",
            "john@m\u00fcnchen.de",
            "john\uff20example.com",
            "x@localhost",
        ),
        *("\uff4aohn@example.com", "root@intranet", "JOHN@EXAMPLE.COM", "user_john@example.com_id"),
    ],
    "<phone number>": [
        *("+49 151 23456789", "call +49 151 23456789 now", "0151 23456789", "015123456789"),
        *("(555) 123-4567", "555.123.4567", "06 12 34 56 78", " +4915123456789", "+1-555-123-4567"),
        *("user_+49 151 23456789", "x.+4915123456789", "0151 23456789_seen"),
    ],
    "<social security number>": ["078-05-1120", "ssn 078-05-1120", "-078-05-1120", "$078-05-1120"],
    "<bank account number>": ["DE89370400440532013000", "de89 3704 0044 0532 0130 00"],
    "<IP address>": [
        *("2001:db8::1", "203.0.113.9", "fe80::1%eth0", "[2001:db8::1]:443", "$203.0.113.9"),
        *(
            "user_203.0.113.9",
            "http://203.0.113.9/x",
            "203.0.113.9_seen",
            "seen by 203.0.113.9, once",
        ),
        *("$2001:db8::8a2e:370", "ip_2001:db8::8a2e:370", "'2001:db8::8a2e:370'"),
    ],
    "<card number>": [
        *("4111111111111111", "4111 1111 1111 1111", "\uff14111111111111111"),
        *(
            "card_4111111111111111",
            "4111111111111111_seen",
            "4111_1111_1111_1111",
            "-4111111111111111",
        ),
    ],
    "<secret key or token>": [
        *("npm_" + "a1B2c3D4e5F6" * 3, "sk_live_" + "4eC39HqLyjWDarjtT1"),
        *("user_sk_live_" + "4eC39HqLyjWDarjtT1", "AKIA" + "IOSFODNN7EXAMPLE_id"),
    ],
}
UNMASKED = [
    *("plan", "Order Placed", "logo@2x.png", "react@18.2.0", "@handle", "2026-01-31", "item_00012"),
    *(
        "0198c0c2-7b1a-7e0a-9f3c-3a3a3a3a3a3a",
        "1767225600000",
        "v1.2.3",
        "page:12:30:45",
        "1.5-2.5",
    ),
    *("v1.2.3.4", "chrome_120.0.6099.109", "section 1.2.3.4.5", "backup_2024_01_15_093000"),
    *("order_1234567890123456", "item::sku::12", "_", "$", "a__b"),
    *(
        "price@checkout v2",
        "$lib",
        "a::b",
        "Cafe::Added",
        "items[].sku",
        "100-200",
        "2026-01-31T12:00:00.000Z",
    ),
]


@pytest.mark.parametrize(("mask", "name"), [(m, n) for m, ns in MASKED.items() for n in ns])
def test_names_that_look_personal_are_masked(mask: str, name: str) -> None:
    assert shown(name) == mask


@pytest.mark.parametrize("name", UNMASKED)
def test_names_of_things_are_shown(name: str) -> None:
    assert shown(name) == name


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
