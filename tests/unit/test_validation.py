"""The two engines say the same, in words that hold no value of the data."""

import re
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pattern_texts import texts_of

from tracking_plan.validation.engine import Engine
from tracking_plan.validation.formats import FORMATS
from tracking_plan.validation.validator import Validator, Violation

ORDER: dict[str, Any] = {
    "type": "object",
    "properties": {
        "revenue": {"type": "number", "minimum": 0, "multipleOf": 0.01},
        "currency": {"type": "string", "enum": ["USD", "EUR"]},
        "coupon": {"type": ["string", "null"], "maxLength": 4, "pattern": "^[A-Z]+$"},
        "when": {"type": "string", "format": "date"},
        "password": False,
        "items": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {
                "type": "object",
                "properties": {"sku": {"type": "string"}, "quantity": {"type": "integer"}},
                "required": ["sku"],
                "additionalProperties": False,
            },
        },
    },
    "patternProperties": {"^\\$": True},
    "required": ["currency"],
    "additionalProperties": False,
}


def both(schema: dict[str, Any], data: object) -> list[Violation]:
    """What the engines say of `data`, having agreed."""
    fast = Validator(schema)
    reference = Validator(schema, Engine.REFERENCE)
    said = list(fast.violations(data))
    assert said == list(reference.violations(data))
    assert fast.is_valid(data) == reference.is_valid(data) == (not said)
    return said


def told(schema: dict[str, Any], data: object) -> list[tuple[str, str]]:
    return [(violation.property, violation.message) for violation in both(schema, data)]


def test_valid_data_have_no_violations() -> None:
    order = {"revenue": 49.99, "currency": "USD", "items": [{"sku": "A1"}], "$lib": "x"}
    assert both(ORDER, order) == []


def test_a_violation_of_a_key_names_it_whatever_is_in_it() -> None:
    schema: dict[str, Any] = {
        "properties": {
            "a.b": {"required": ["c.d"], "properties": {}, "additionalProperties": False}
        },
    }
    found = Validator(schema).violations({"a.b": {"[].x": 1}})
    assert sorted((v.key, v.property) for v in found if v.key) == [
        ("[].x", "a.b.[].x"),
        ("c.d", "a.b.c.d"),
    ]
    assert [v.key for v in Validator({"type": "string"}).violations(1)] == [None]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, ("currency", "required property 'currency' is missing")),
        ({"currency": "USD", "revenue": "9"}, ("revenue", "expected number, got string")),
        ({"currency": "USD", "revenue": True}, ("revenue", "expected number, got boolean")),
        ({"currency": "USD", "coupon": 1}, ("coupon", "expected string or null, got integer")),
        ({"currency": "CHF"}, ("currency", "is not one of 'USD', 'EUR'")),
        ({"currency": None}, ("currency", "expected string, got null")),
        ({"currency": "USD", "revenue": -1}, ("revenue", "is less than 0")),
        ({"currency": "USD", "revenue": 0.005}, ("revenue", "is not a multiple of 0.01")),
        ({"currency": "USD", "coupon": "TOOLONG"}, ("coupon", "is longer than 4 characters")),
        ({"currency": "USD", "coupon": "ab"}, ("coupon", "does not match the pattern '^[A-Z]+$'")),
        ({"currency": "USD", "when": "soon"}, ("when", "is not a date")),
        ({"currency": "USD", "password": "x"}, ("password", "must not be sent")),
        ({"currency": "USD", "curency": "x"}, ("curency", "unknown property 'curency'")),
        ({"currency": "USD", "items": []}, ("items", "has fewer than 1 items")),
        ({"currency": "USD", "items": [{}]}, ("items[].sku", "required property 'sku' is missing")),
        (
            {"currency": "USD", "items": [{"sku": "a", "qty": 1}]},
            ("items[].qty", "unknown property 'qty'"),
        ),
        (
            {"currency": "USD", "items": [{"sku": "a"}, {"sku": "a"}]},
            ("items", "has items that are equal"),
        ),
    ],
)
def test_each_mistake_is_named_once(data: object, expected: tuple[str, str]) -> None:
    assert told(ORDER, data) == [expected]


def test_each_missing_and_each_unknown_key_is_a_violation_of_its_own() -> None:
    schema = {"required": ["a", "b"], "properties": {}, "additionalProperties": False}
    assert [v.property for v in both(schema, {"x": 1, "y": 2})] == ["a", "b", "x", "y"]


def test_the_offending_value_is_kept_apart_from_the_message() -> None:
    [violation] = both(ORDER, {"currency": "secret"})
    assert violation.value == "secret"
    assert "secret" not in violation.message
    [unknown] = both(ORDER, {"currency": "USD", "x": "secret"})
    assert unknown.value == "secret"


def test_a_long_enum_is_cut() -> None:
    [violation] = both({"enum": list(range(100))}, -1)
    assert violation.message == "is not one of 0, 1, 2, 3, 4, 5, 6, 7 and 92 more"


@pytest.mark.parametrize("engine", list(Engine))
def test_a_hanging_pattern_does_not_hang(engine: Engine) -> None:
    assert not Validator({"pattern": "^(a+)+$"}, engine).is_valid("a" * 50_000 + "!")


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("pattern", ["(?=a)", "^[a-z", "(a)\\1"])
def test_a_pattern_beyond_linear_time_does_not_compile(engine: Engine, pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Validator({"pattern": pattern}, engine).is_valid("a")


def test_text_that_is_not_unicode_is_invalid_and_said_to_be() -> None:
    validator = Validator({"type": "string"})
    assert not validator.is_valid("\ud800")
    assert [v.keyword for v in validator.violations("\ud800")] == ["unicode"]


def test_deep_data_are_judged_without_a_crash() -> None:
    deep: Any = 1
    for _ in range(300):
        deep = [deep]
    assert [v.keyword for v in Validator({"type": "string"}).violations(deep)] == ["nesting"]
    assert list(Validator({"type": "array"}).violations(deep)) == []


NUMBERS = st.one_of(
    st.integers(-5, 5),
    st.integers(-(2**64), 2**64),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-100, 100, places=2).map(float),
)
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, st.sampled_from(["USD", "EUR", "AB", "ab"]))
ITEMS = st.dictionaries(st.sampled_from(["sku", "quantity", "qty"]), SCALARS)
ORDERS = st.dictionaries(
    st.sampled_from(["revenue", "currency", "coupon", "when", "password", "items", "$lib", "x"]),
    SCALARS | st.lists(ITEMS | SCALARS, max_size=3),
)


@given(ORDERS)
@settings(max_examples=300, deadline=None)
def test_engines_agree_on_orders(order: dict[str, Any]) -> None:
    both(ORDER, order)


LIMITS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["integer", "number", "string", ["integer", "null"]]),
        "minimum": NUMBERS,
        "exclusiveMaximum": NUMBERS,
        "multipleOf": st.sampled_from([0.01, 0.1, 0.25, 1, 3, 7]),
        "enum": st.lists(SCALARS, min_size=1, max_size=4),
        "const": SCALARS,
        "maxLength": st.integers(0, 3),
    },
)


@given(LIMITS, SCALARS)
@settings(max_examples=400, deadline=None)
@example({"multipleOf": 0.01}, 0.07)
@example({"multipleOf": 0.1}, 1e300)
@example({"enum": [1]}, True)
@example({"type": "integer"}, 1.0)
def test_engines_agree_on_limits(schema: dict[str, Any], data: object) -> None:
    both(schema, data)


@pytest.mark.parametrize(
    ("schema", "data", "is_valid"),
    [
        ({"uniqueItems": True}, [[1], [True], [1.0]], False),
        ({"uniqueItems": True}, [{"a": 1}, {"a": True}], True),
        ({"uniqueItems": True}, [1e23, 10**23], False),
        ({"uniqueItems": True}, [2**64, 2**64 + 1], True),
        ({"const": 10**23}, 1e23, True),
        ({"enum": [1e30, "x"]}, 10**30, True),
        ({"maximum": 10**23}, 1e23, True),
        ({"exclusiveMinimum": 1e23}, 10**23, False),
        ({"minimum": 2**64 + 1}, 2**64, False),
        ({"multipleOf": 3}, 123456789012345678901234567890, True),
        ({"multipleOf": 3}, 2**64 + 1, False),
        ({"multipleOf": 0.1}, 10**25, True),
    ],
)
def test_numbers_are_the_decimals_that_json_writes(
    schema: dict[str, Any], data: object, is_valid: bool
) -> None:
    assert (both(schema, data) == []) is is_valid


TEXTS: dict[str, str] = {
    "date": r"[0-9]{4}-(0[0-9]|1[0-3])-(0[1-9]|[23][0-9])\n?",
    "time": r"[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{0,3})?([zZ]|[+-][0-2][0-9]:[0-6][0-9])?",
    "date-time": r"20[0-9]{2}-[01][0-9]-[0-3][0-9][Tt ]2[0-4]:[0-6][0-9]:(60|[0-5][0-9])"
    r"([zZ]|[+-]0[0-9]:[05]0)",
    "email": r"[a-z.\"'+ é\\]{1,4}@[a-z.\-_\[\]0-9é]{1,6}",
    "hostname": r"[a-zA-Z0-9.\-_é]{0,8}",
    "uri": r"([a-z]{1,3}:)?(//)?([a-z@:]{0,3}|\[[:0-9a-fv.]{0,6}\])(:[0-9]{0,2})?/?"
    r"[a-z%0-9:@ |é]{0,4}(\?[a-z?/\"]{0,3})?(#[a-z#]{0,2})?",
    "uuid": r"[0-9a-fA-Fg]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{11,12}",
    "ipv4": r"([0-2]?[0-9]{1,2}\.){3}[0-9]{1,3}\n?",
    "ipv6": r"([0-9a-f]{0,4}:){1,8}([0-9a-f]{1,4}|1\.2\.3\.4)?(%1)?",
}


FAST = {name: Validator({"format": name}) for name in sorted(FORMATS)}


@pytest.mark.parametrize("name", FAST)
def test_engines_agree_on_each_format(name: str) -> None:
    for text in texts_of(TEXTS[name], 5000):
        assert FAST[name].is_valid(text) == FORMATS[name](text), ascii(text)


@settings(max_examples=750, deadline=None, derandomize=True)
@given(st.text(max_size=8))
def test_engines_agree_on_any_text_in_every_format(text: str) -> None:
    for name, fast in FAST.items():
        assert fast.is_valid(text) == FORMATS[name](text), name


def test_texts_are_made_of_a_pattern() -> None:
    for pattern in TEXTS.values():
        made = set(texts_of(pattern, 500))
        assert len(made) > 250
        assert [text for text in made if not re.fullmatch(pattern, text)] == []


KNOWN_TEXTS: dict[str, list[str]] = {
    "date": ["0000-02-29", "2023-02-29", "2000-02-29", "1900-02-29", "٢020-01-01", "2020-1-1"],
    "time": ["23:59:60Z", "12:00:00Z", "12:00:60Z", "12:00:00", "24:00:00Z"],
    "date-time": ["1998-12-31T15:59:60.123-08:00", "2020-01-01T22:59:60Z", "2020-01-01T00:00:00"],
    "email": [
        "a@b",
        "a@[1.2.3.4]",
        "Joe <a@b.c>",
        '"a b"@c.d',
        "a..b@c.d",
        "a@" + "b" * 64,
        "+@00--0",
    ],
    "hostname": ["", "a.", "a" * 64, "1.2.3.4", ".".join(["a" * 60] * 5), "ab--c", "xn--4dbrk0ce"],
    "ipv4": ["1.2.3.4", "1.2.3.04", "1.2.3", "256.1.1.1", "1.2.3.4\n"],
    "ipv6": ["::1", "fe80::1%eth0", "::ffff:1.2.3.4", "::ffff:01.2.3.4", "12345::", "[::1]"],
    "uri": ["http://", "http:", "urn:a:b", "//a", "a", "http://[::1]", "http://a/%zz", "http://é"],
    "uuid": ["{0198c0c2-7b1a-7e0a-9f3c-3a3a3a3a3a3a}", "0198c0c27b1a7e0a9f3c3a3a3a3a3a3a"],
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, ts in KNOWN_TEXTS.items() for t in ts])
def test_engines_agree_on_known_traps(name: str, text: str) -> None:
    both({"format": name}, text)


VALID_TEXTS: dict[str, list[str]] = {
    "date": ["2024-02-29", "0000-01-01"],
    "time": ["12:00:00Z", "23:59:60Z", "12:00:00.5+05:30"],
    "date-time": ["2024-02-29t12:00:00z", "1998-12-31T15:59:60-08:00"],
    "email": ["a@b.co", "a@XN--4DBRK0CE.il", "a@xn--ls8h.la", '"a b"@c.d', "a@ab--c.com"],
    "hostname": ["xn--ls8h.la", "XN--4DBRK0CE", "a-b.c", "ab--c", "r3---sn-4g5.b"],
    "uri": ["urn:a:b", "http://[::1]/"],
    "uuid": ["0198C0C2-7b1a-7e0a-9f3c-3a3a3a3a3a3a"],
    "ipv4": ["0.0.0.0", "255.255.255.255"],
    "ipv6": ["::", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4"],
}
NONSENSE: dict[str, list[str]] = {
    "date": ["-024-01-01", "000/-0*-01", "0000-01-0,", "2024-02-3:", "2024-01-01\n"],
    "time": ["12:00:0.Z", "1,:00:00Z", "1*:00:00z", "12:00:00+0/:00", "/2:00:00Z"],
    "date-time": ["2024-0,-29t12:00:00z", "2024-02-29T1*:00:00Z", "20/4-02-29T12:00:00Z"],
    "email": [" <a@b.co>", "a@b.co ", "Ada <a@b.co>", "a@xn--zz.co", "a@[1.2.3.4]"],
    "hostname": ["xn--zz", "xn--X", "xn--", "xn--abc-", "XN--A-", "ab--", "--a", "-a"],
    "uri": ["//a", "http://a b", "http://[::g]"],
    "uuid": ["0198c0c2-7b1a-7e0a-9f3c-3a3a3a3a3a3g", "{0198c0c2-7b1a-7e0a-9f3c-3a3a3a3a3a3a}"],
    "ipv4": ["1.2.3.0/", "1.2.3.+4", " 1.2.3.4"],
    "ipv6": ["::1%eth0", "::g", "1:2:3:4:5:6:7:8:9"],
}


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_both_engines_take_what_a_format_is_and_refuse_nonsense(name: str, engine: Engine) -> None:
    accepts = Validator({"format": name}, engine).is_valid
    assert [text for text in VALID_TEXTS[name] if not accepts(text)] == []
    assert [text for text in NONSENSE[name] if accepts(text)] == []


def test_the_table_of_formats_is_what_the_fast_engine_asserts() -> None:
    nonsense = "\x00 nonsense \x00"
    assert not any(Validator({"format": name}).is_valid(nonsense) for name in FORMATS)
    assert jsonschema_rs.Draft202012Validator({"format": "colour"}).is_valid(nonsense)


@pytest.mark.parametrize("engine", list(Engine))
def test_the_name_of_a_schema_need_be_no_uri(engine: Engine) -> None:
    named: dict[str, Any] = {
        "$id": "ß: none",
        "$ref": "#/$defs/a",
        "$defs": {"a": {"type": "null"}},
    }
    assert Validator(named, engine).is_valid(None)
    assert not Validator(named, engine).is_valid(1)
