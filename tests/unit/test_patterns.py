"""Patterns: which are refused, and that the plain kind means the same to `re` and the engine."""

from typing import Any

import pytest
from effort import at_most
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracking_plan.lint.patterns import matcher
from tracking_plan.validation.ecma.parser import parse
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.patterns import escape, fault
from tracking_plan.validation.plain_patterns import longest_text, plain
from tracking_plan.validation.validator import Validator

TAKEN: dict[str, tuple[list[str], list[str]]] = {
    "": (["", "x"], []),
    "^[A-Z]{2}$": (["AB"], ["ab", "AB\n"]),
    r"\d+\.\d{2}$": (["1.50"], ["1.5", "٣.50"]),
    "(?:x)": (["x"], ["y"]),
    "a\\$": (["a$"], ["a"]),
    # A dot is any character but the four ends of lines.
    "^.$": (["a", "é", "😀", "\x85"], ["\n", "\r", "\u2028", "\u2029", "ab"]),
    "^[^]$": (["a", "\n", "\u2028"], ["", "ab"]),
    "[]": ([], ["", "a", "]"]),
    "a[]|b": (["b"], ["a", "a]"]),
    # Words are ASCII, and so are their ends.
    r"\bfoo": (["foo", "éfoo", "-foo"], ["xfoo", "_foo"]),
    r"^a\B.$": (["ab", "a_"], ["aé", "a-"]),
    r"\B|é1": (["Aé1", "ab"], ["Aéa", "A😀1"]),
    r"\B": (["", "é", "aéé"], ["aéa", "a😀b"]),
    r"^\w$": (["a", "_"], ["é", "ſ"]),
    r"^\s$": (["\ufeff", "\u3000", " "], ["\x1c", "\x85"]),
    r"^\S$": (["\x85"], ["\u2029"]),
    # Escapes.
    r"^[\b]$": (["\b"], ["b", ""]),
    r"^\0$": (["\0"], ["0"]),
    r"^\cJ$": (["\n"], ["J"]),
    r"^\x41\u0042\u{43}$": (["ABC"], ["abc"]),
    r"^\ud83d\ude00$": (["😀"], []),
    r"^[\ud83d\ude00-\ud83d\ude02]$": (["😁"], ["😃"]),
    r"\ud83d": ([], ["😀", "a"]),
    r"^[^\ud800-\udfff]$": (["a", "😀"], [""]),
    r"^\u{1F600}$": (["😀"], ["u"]),
    r"^[\-\]\\^]$": (["-", "]", "\\", "^"], ["a"]),
    r"^[&&~~[|-]+$": (["&", "~", "-", "["], ["b"]),
    r"^\/\{\}\|$": (["/{}|"], []),
    # Groups with names, flags, or nothing in them.
    "(?<year>[0-9]+)-(?<month>[0-9]+)": (["2020-1"], ["2020"]),
    "^(?:(?<a>x)|(?<a>y))$": (["x", "y"], ["z"]),
    r"(?<$\u0061é_1>x)": (["x"], []),
    "(?i:k)": (["k", "K", "\u212a"], ["x"]),
    "(?i:[^k])": (["a"], ["K", "\u212a"]),
    r"^(?i:\w)$": (["ſ"], ["é"]),
    r"^(?i:\W)$": (["é"], ["ſ", "a"]),
    "^(?i:a(?-i:b))$": (["ab", "Ab"], ["aB"]),
    "^(?s:.)$": (["\n"], [""]),
    "^(?s-i:a(?-s:.))$": (["ab"], ["a\n"]),
    "(?m:a)": (["a"], ["b"]),
    "^()*(|a)$": (["", "a"], ["b"]),
    "^(a+)+$": (["aa"], ["ab"]),
    r"^\p{L}{1,255}$": (["é"], ["1"]),
    "^.{1,10000}$": (["ab"], ["a\n"]),
    "^a{0,1}?b{2,}?$": (["bb", "abb"], ["aab"]),
    # Properties, by the names of ECMA-262.
    r"^\p{L}$": (["é"], ["1"]),
    r"^\P{Lu}$": (["a"], ["A"]),
    r"^\p{Script=Greek}+$": (["αβγ"], ["abc"]),
    r"^[\p{scx=Hira}\p{Uppercase_Letter}0-9]$": (["あ", "A", "1"], ["a"]),
    r"^[^\p{Alphabetic}\P{ASCII}]$": (["1"], ["a", "é"]),
    r"^\P{Cs}$": (["a"], [""]),
    r"^\p{General_Category=Surrogate}$": ([], ["a"]),
    r"^(?i:\p{Lu})$": (["a"], ["1"]),
}


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("pattern", TAKEN)
def test_linear_patterns_of_ecma_are_taken_and_mean_what_ecma_says(
    pattern: str, engine: Engine
) -> None:
    assert fault(pattern) is None
    found, missed = TAKEN[pattern]
    accepts = Validator({"pattern": pattern}, engine).is_valid
    assert [text for text in found if not accepts(text)] == []
    assert [text for text in missed if accepts(text)] == []


REFUSED: dict[str, list[str]] = {
    "look-around": ["(?=x)", "(?!x)", "(?<=x)y", "(?<!x)y"],
    "back-references": [r"(a)\1", r"(?<n>a)\k<n>", r"\9"],
    "write `(?i:...)`": ["(?i)a", "(?x)a", "(?s-i)a"],
    "not ECMA-262": ["(?P<n>a)", "(?P=n)", "(?>a)", "(?#a)", "(?ii:a)", "(?-:a)", "(?u:a)"],
    "write `$`": [r"a\Z", r"a\z"],
    "write `^`": [r"\Aa"],
    "write `-`": [r"a\-b", r"^\-$"],
    "write `<`": [r"\<"],
    "write `_`": [r"a\_b"],
    "write `@`": [r"\@"],
    r"`\x` is not": [r"\x{41}", r"\x4"],
    r"`\u` is not": [r"\u{}", r"\u12", r"\u{1F600"],
    r"`\U` is not": [r"\U00000041"],
    r"`\c` is not": [r"\c1", r"[\c_]"],
    r"`\0` is not": [r"\01"],
    r"`\Q` is not": [r"\Qa\E"],
    r"`\h` is not": [r"\h", r"[\h]"],
    r"`\B` is not": [r"[\B]"],
    r"`\é` is not": [r"\é"],
    "last one": [r"\u{110000}"],
    "write a property as": [r"\pL", r"\p"],
    "no property that ECMA-262 knows": [
        r"\p{Greek}",
        r"\p{greek}",
        r"\p{lu}",
        r"\p{Script=greek}",
        r"\p{Block=Basic_Latin}",
        r"\p{IsL}",
        r"\p{}",
        r"\p{sc=}",
        r"\p{RGI_Emoji}",
    ],
    "under the `i` flag": [r"(?i:\P{Lu})", r"(?i:[\P{Lu}])"],
    "under the `m` flag": ["(?m:^a)", "(?m:a$)"],
    "nothing for `*` to repeat": ["a**", "^*", "*", "(*)", "|*", r"\b*"],
    "nothing for `+` to repeat": ["a++", "a{2}+"],
    "nothing for `?` to repeat": ["a???", "(?:?)"],
    r"write `\{`": ["{", "a{,3}", "a{1", "a{1}{2}", "^{2}", "x{a}", r"\b{start}"],
    r"write `\}`": ["}", "a}"],
    r"write `\]`": ["]", "[]a]", "a]"],
    "no end": ["[", "[a", "[^", "(", "(a", "(?<n>a", "(?:"],
    "closes nothing": [")", "a)"],
    "at its end escapes nothing": ["\\", "[\\"],
    "backwards": ["[z-a]", "x{3,1}", r"[\u{2}-\u{1}]", "[a--]"],
    r"write `\-` for a hyphen": [r"[\d-z]", r"[a-\w]", r"[\p{L}-z]", r"[\s-\d]"],
    "named 'a'": ["(?<a>x)(?<a>y)", "(?<a>(?<a>x))", r"(?<a>x)(?:(?<\u0061>y)|z)"],
    "no name of a group": ["(?<1>x)", "(?<>x)", "(?<a-b>x)", r"(?<\x61>x)"],
    "too large": ["a{9999999}", "(a{1000}){1000}"],
    "nested": ["(" * 51 + ")" * 51, "(" * 5000],
}


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(("why", "pattern"), [(why, p) for why, ps in REFUSED.items() for p in ps])
def test_other_patterns_are_refused_with_a_reason(why: str, pattern: str, engine: Engine) -> None:
    assert why in (fault(pattern) or "")
    with pytest.raises(ValueError, match=r"."):
        Validator({"pattern": pattern}, engine).is_valid("a")


@pytest.mark.parametrize("pattern", [r"\(?=x", r"[(?=]", r"\\(?:1)", r"[\w\-]+", r"[(?i)]"])
def test_what_only_looks_like_look_around_is_taken(pattern: str) -> None:
    assert fault(pattern) is None


def test_violations_name_the_pattern_as_the_plan_has_it() -> None:
    schema: dict[str, Any] = {
        "properties": {
            "dot": {"pattern": "^.$"},
            "list": {"items": {"properties": {"word": {"pattern": r"\bx"}}}},
            "pattern": {"enum": [{"pattern": "."}]},
        },
        "patternProperties": {"^.x": {"pattern": r"^\0"}, "^(?:.)x": {"type": "string"}},
    }
    data = {"dot": "\n", "list": [{"word": "ax"}], "pattern": {"pattern": "."}, "ax": "b"}
    for engine in Engine:
        messages = [each.message for each in Validator(schema, engine).violations(data)]
        assert messages == [f"does not match the pattern '{p}'" for p in (r"^\0", "^.$", r"\bx")]


def test_a_text_s_own_pattern_finds_it_alone() -> None:
    for text in ["[object Object]", "a.b", "$app_", "a-b", "\\", "{}", "^|/", " _@é😀"]:
        pattern = f"^{escape(text)}$"
        assert fault(pattern) is None
        assert Validator({"pattern": pattern}).is_valid(text)
        assert not Validator({"pattern": pattern}).is_valid(f"{text}x")


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
        r"\-",
        r"[\-.]",
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
        parse(pattern)  # raises where it is not ECMA-262
        engine = Validator({"type": "string", "pattern": pattern})
        assert (simple.search(text) is not None) == engine.is_valid(text)


@pytest.mark.parametrize(
    "pattern",
    ["a*a*b", "^a*a*b", "a*[a-c]*a?a?a?a?a?a?a?a?b", "(a|a)(a|a)(a|a)a*a*b", "a{0,99}a{0,99}b"],
)
def test_no_text_that_re_is_given_makes_it_hang(pattern: str) -> None:
    simple = plain(pattern)
    assert simple is not None
    with at_most(5):  # where the thousand would take minutes
        assert simple.search("a" * longest_text(pattern)) is None
        assert not matcher(pattern)("a" * 1000)


def test_names_are_short_enough_for_re() -> None:
    assert longest_text("^[a-z]+_[a-z]+$") >= 1000
    assert longest_text("^[A-Z]{2}$") >= 1000
    assert longest_text("[a-z]+ [A-Z]") >= 500
    assert longest_text("(ed|ing)$") > 100


def test_most_patterns_of_real_plans_are_of_the_plain_kind() -> None:
    assert plain("^[a-z]{2,8}_[0-9a-z]+$") is not None
    assert plain(r"^\d{4}-\d{2}$") is not None
    assert plain("^(a+)+$") is None
    assert plain(r"\d*\d*\d*x") is None  # three loops: left to the linear engine


@pytest.mark.parametrize(
    "pattern",
    [
        "a?" * 40 + "a{40}$",
        "(a|a)" * 40 + "b",
        "a{0,99}" * 3 + "b",
        r"[\]]" + "a*" * 9 + "b[c]",
        r"[^\]]" + "a?" * 30 + "b[c]",
    ],
)
def test_a_pattern_that_could_take_exponential_time_is_not_plain(pattern: str) -> None:
    assert plain(pattern) is None


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=st.characters(categories=None), max_size=12)
    | st.text("\\(?<>:[]{}^$|*+,-19abdukpPsx=!.é\ud800")
)
@example("\ud800")
@example("[\ud800-\udfff]")
@example("(?<\ud800>a)")
@example("a{" + "9" * 5000 + "}")
@example("\\u{" + "F" * 5000 + "}")
def test_whatever_the_pattern_it_is_taken_or_refused_with_a_reason(pattern: str) -> None:
    why = fault(pattern)
    if why is None:
        Validator({"pattern": pattern}).is_valid("a")
    else:
        assert why
        why.encode("utf-8", "surrogatepass")
