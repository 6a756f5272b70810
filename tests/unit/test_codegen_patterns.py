"""Patterns keep their meaning in Python's `re`, or are not checked; none can make it hang."""

import inspect
import re

import pytest
from effort import at_most
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tracking_plan.codegen.runtime import formats as runtime_formats
from tracking_plan.codegen.runtime.formats import FORMATS
from tracking_plan.codegen.targets.python.pattern_cost import LOOP, effort
from tracking_plan.codegen.targets.python.patterns import python_pattern, terms
from tracking_plan.validation import formats as plan_formats
from tracking_plan.validation import plain_patterns
from tracking_plan.validation.formats import FORMATS as PLAN_FORMATS
from tracking_plan.validation.plain_patterns import plain
from tracking_plan.validation.validator import Validator

ATOMS = ["a", "b", ".", "[ab]", "[^a]", r"\d", r"\W", r"\s", "(a|b)", "(?:ab|c)", "(a+b)", "(ab?)"]
ATOMS += ["-", "^", "$", "é", r"\.", "(a*)", "[a-c-]", r"\x61", r"[\d_]", "(?<x>a)", "(-[ab]+)"]
QUANTIFIERS = ["", "", "", "*", "+", "?", "{2}", "{1,2}", "{2,}", "*?"]
PATTERNS = st.lists(
    st.tuples(st.sampled_from(ATOMS), st.sampled_from(QUANTIFIERS)), max_size=5
).map(lambda parts: "".join(atom + quantifier for atom, quantifier in parts))
TEXTS = st.text(alphabet="abc-1 .é\n_\u2028\U0001f600", max_size=8)


@given(PATTERNS, st.lists(TEXTS, min_size=1, max_size=10))
def test_a_translated_pattern_finds_what_the_validator_finds(
    pattern: str, texts: list[str]
) -> None:
    translated = python_pattern(pattern)
    assume(translated is not None)
    assert translated is not None
    try:
        validator = Validator({"type": "string", "pattern": pattern})
    except ValueError:
        assume(condition=False)
    for text in texts:
        found = re.search(translated, text) is not None
        assert found == validator.is_valid(text), (translated, text)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("^[A-Z]{2}-[0-9]{4}$", r"^[A-Z]{2}\-[0-9]{4}\Z"),
        ("^[a-z0-9]+(-[a-z0-9]+)*$", r"^[0-9a-z]+(?:\-[0-9a-z]+)*\Z"),
        (r"^v?\d+\.\d+$", r"^v?[0-9]+\.[0-9]+\Z"),
        ("^(free|pro)$", r"^(?:free|pro)\Z"),
        (r"^([0-9]{1,3}\.){3}[0-9]{1,3}$", r"^(?:[0-9]{1,3}\.){3}[0-9]{1,3}\Z"),
    ],
)
def test_everyday_patterns_are_checked(pattern: str, expected: str) -> None:
    assert python_pattern(pattern) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "^(a|a)*$",
        "^(a|ab)*$",
        "^(a*)*$",
        "^" + "a?" * 30 + "a{30}$",
        "^" + "(a|a)" * 30 + "b$",
        "^(a?){30}a{30}$",
        ".*.*x",
        "(a{1,9}){1,9}$",
        "(" * 5000,
        r"\\p{L}",
        r"\bx",
    ],
)
def test_a_pattern_that_could_hang_or_that_re_cannot_say_is_not_checked(pattern: str) -> None:
    assert python_pattern(pattern) is None


@settings(deadline=None)  # a busy machine is no hang
@given(PATTERNS, st.sampled_from(["a" * 1000, "ab" * 500, "a" * 500 + "b" * 500, "-a" * 500]))
def test_no_text_makes_a_checked_pattern_hang(pattern: str, text: str) -> None:
    translated = python_pattern(pattern)
    assume(translated is not None)
    assert translated is not None
    compiled = re.compile(translated)
    with at_most(30):  # where backtracking would take hours
        compiled.search(f"{text}!")


PLAIN_PIECES = ["a", "B-", "7", " ", "@", "~", '"', r"\d", r"\w", r"\.", r"\\", r"\$", r"\{", "()"]
PLAIN_PIECES += ["[a-z]", "[^a]", "[0-9_]", "[A-Z.-]", r"[\w-]", r"[\]+*?$]", "x{2}", "([a-c]|-)"]
PLAIN_PIECES += ["(a|b7)", "(?:a|b7)?"]
PLAIN = st.builds(
    lambda pieces, count, end: f"^{''.join(pieces)}{count}{end}",
    st.lists(st.sampled_from(PLAIN_PIECES), max_size=4),
    st.sampled_from(["", "", "a*", r"\d+", "[ab]{1,3}", "b{2,}"]),
    st.sampled_from(["", "$"]),
)


@given(PLAIN, st.lists(TEXTS, min_size=1, max_size=10))
@example(r"^\d$", ["\u0663", "1\n"])
def test_what_plans_take_for_plain_the_helpers_check_alike(pattern: str, texts: list[str]) -> None:
    simple, translated = plain(pattern), python_pattern(pattern)
    assert simple is not None
    assert translated is not None
    for text in texts:
        is_found = re.search(translated, text) is not None
        assert is_found == (simple.search(text) is not None), (translated, text)


COSTLY_PIECES = ["a*", "a+", "[ab]{2,}", "b{1,3}", "(a|b)", "(?:a|ab)?", "a?", "(a*|b)", "(ab?)"]


@settings(max_examples=500)
@given(
    st.lists(st.sampled_from([*COSTLY_PIECES, *PLAIN_PIECES]), max_size=10),
    st.sampled_from(["", "^"]),
    st.sampled_from(["", "$"]),
)
@example(["a*", "a*", "a?", "a?"], "", "$")
@example(["(a|a)", "a+", "b"], "^", "")
def test_what_is_read_off_the_text_never_allows_more_than_what_the_tree_says(
    pieces: list[str], start: str, end: str
) -> None:
    pattern = f"{start}{''.join(pieces)}{end}"
    assume(plain(pattern) is not None)
    most = plain_patterns.effort(pattern)
    assert LOOP * (most.loops + most.is_floating) + most.choices >= effort(terms(pattern))


@given(PATTERNS, st.lists(TEXTS, min_size=1, max_size=10))
def test_both_judges_of_a_pattern_agree_wherever_both_take_it(
    pattern: str, texts: list[str]
) -> None:
    simple, translated = plain(pattern), python_pattern(pattern)
    assume(simple is not None and translated is not None)
    assert simple is not None
    assert translated is not None
    for text in texts:
        is_found = re.search(translated, text) is not None
        assert is_found == (simple.search(text) is not None), (translated, text)


FORMAT_TEXTS = st.one_of(
    st.text(max_size=20),
    st.from_regex(r"[0-9]{4}-[0-1][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z)?"),
    st.from_regex(r"[a-z]{1,3}:(//[a-z]{1,4})?[/?#@:%0-9a-f\\[\\]]{0,6}"),
    st.from_regex(r"[a-z.\"]{1,5}@[a-z.-]{1,6}"),
    st.from_regex(r"[a-z]{1,3}@(ab|xn|XN)--[a-z0-9-]{1,6}\.[a-z]{2}", fullmatch=True),
    st.from_regex(r"[0-9a-f:.]{1,20}"),
    st.uuids().map(str),
    st.emails(),
)


def test_the_runtime_has_the_code_of_the_plan_s_formats() -> None:
    plan, runtime = (inspect.getsource(module) for module in (plan_formats, runtime_formats))
    assert runtime.partition("import re\n")[2] == plan.partition("import re\n")[2]


@given(st.sampled_from(sorted(PLAN_FORMATS)), FORMAT_TEXTS)
@example("email", "a@ab--c.com")
@example("email", "a@xn--zz.com")
def test_the_runtime_knows_the_formats_of_plans(name: str, text: str) -> None:
    assert FORMATS.keys() == PLAN_FORMATS.keys()
    assert FORMATS[name](text) == PLAN_FORMATS[name](text)
