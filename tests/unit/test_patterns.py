"""Patterns: which are refused, and that the plain kind means the same to `re` and the engine."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracking_plan.validation.patterns import fault, plain
from tracking_plan.validation.validator import Validator


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^[A-Z]{2}$",
        r"\d+\.\d{2}$",
        "^(a|b)+$",
        r"\p{L}",
        "(?:x)",
        "(?<year>[0-9]+)",
        "a\\$",
        ".",
    ],
)
def test_linear_ecma_patterns_are_taken(pattern: str) -> None:
    assert fault(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(?=x)", "look-around"),
        ("(?<!x)y", "look-around"),
        (r"(a)\1", "back-references"),
        (r"(?<n>a)\k<n>", "back-references"),
        ("(?i)a", "not ECMA-262"),
        ("(?P<n>a)", "not ECMA-262"),
        (r"a\Z", "not ECMA-262"),
        ("[", "not a regular expression"),
        ("[z-a]", "not a regular expression"),
        ("x{3,1}", "not a regular expression"),
    ],
)
def test_other_patterns_are_refused_with_a_reason(pattern: str, why: str) -> None:
    assert why in (fault(pattern) or "")


@pytest.mark.parametrize("pattern", [r"\(?=x", r"[(?=]", r"\\(?:1)"])
def test_what_only_looks_like_look_around_is_taken(pattern: str) -> None:
    assert fault(pattern) is None


PIECES = st.sampled_from(
    [
        "a",
        "B",
        "7",
        " ",
        "_",
        "-",
        r"\d",
        r"\w",
        r"\.",
        r"\\",
        r"\$",
        "[a-z]",
        "[^a]",
        "[0-9_]",
        "[A-Z.-]",
        r"[\w-]",
        "[é]",
        ".",
        "(a)",
        "(?:a|b7)?",
        "(",
        ")",
        "?",
        "*",
        "+",
        "{2}",
        "{1,}",
        "{2,1}",
        "|",
        "[z-a]",
    ]
)
TEXTS = st.text(alphabet="aBz7_ -.$\\\n\u0663é[]", max_size=8)


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=5), st.booleans(), st.booleans(), TEXTS)
@example(["a"], False, True, "a\n")
@example(["a", r"\\"], False, True, "a\\\n")
def test_the_plain_kind_means_the_same_to_re_and_the_engine(
    pieces: list[str], starts: bool, ends: bool, text: str
) -> None:
    pattern = ("^" if starts else "") + "".join(pieces) + ("$" if ends else "")
    simple = plain(pattern)
    if simple is not None:
        engine = Validator({"type": "string", "pattern": pattern})
        assert (simple.search(text) is not None) == engine.is_valid(text)


def test_most_patterns_of_real_plans_are_of_the_plain_kind() -> None:
    assert plain("^[a-z]{2,8}_[0-9a-z]+$") is not None
    assert plain(r"^\d{4}-\d{2}$") is not None
    assert plain("^(a+)+$") is None
    assert plain(r"\d*\d*\d*x") is None  # three loops: left to the linear engine


@pytest.mark.parametrize("pattern", ["a?" * 40 + "a{40}$", "(a|a)" * 40 + "b", "a{0,99}" * 3 + "b"])
def test_a_pattern_that_could_take_exponential_time_is_not_plain(pattern: str) -> None:
    assert plain(pattern) is None
