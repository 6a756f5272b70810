"""File patterns, each with a path that it matches and one that it does not."""

import pytest
from effort import at_most
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.globs import fixed_prefix, matcher, may_match_below


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("web/**", "web/app/page.ts", True),
        ("web/**", "webapp/page.ts", False),
        ("**/vendor/**", "vendor/a.js", True),
        ("**/vendor/**", "a/b/vendor/c/d.js", True),
        ("**/vendor/**", "a/vendors/c.js", False),
        ("*.yaml", "plan.yaml", True),
        ("*.yaml", "events/plan.yaml", False),
        ("./events/*.yaml", "events/a.yaml", True),
        ("events/*.{yaml,yml}", "events/a.yml", True),
        ("events/*.{yaml,yml}", "events/a.json", False),
        ("file[0-9].py", "file7.py", True),
        ("file[!0-9].py", "file7.py", False),
        ("file?.py", "file/.py", False),
        ("a[b.py", "a[b.py", True),
        ("a+b.(py)", "a+b.(py)", True),
        ("[\\w].py", "x.py", False),
        ("[!]a].py", "b.py", True),
        ("[!]a].py", "].py", False),
        ("[z-a].py", "m.py", False),
        ("[a-].py", "-.py", True),
        ("a**z", "a/b/z", True),
        ("**/a/**/b", "a/b", True),
        ("**/a/**/b", "a/x", False),
        ("{a*,**/b}/c", "x/y/b/c", True),
        ("{a*,**/b}/c", "x/a1/c", False),
    ],
)
def test_a_pattern_matches_whole_paths(pattern: str, path: str, matches: bool) -> None:
    assert matcher([pattern])(path) is matches


@pytest.mark.parametrize(
    "pattern",
    [
        "**/" * 9 + "*a" * 7 + "*b.yaml",
        "**/" * 330 + "b.yaml",
        "*a" * 490 + "b",
        "**a" * 330 + "b",
        "{a,aa,aaa}*" * 85 + "b",
        "?*" * 490 + "b",
        "[a-z]*" * 160 + "b",
        "{**/a,a/**,*}" * 75 + "b",
    ],
)
def test_no_pattern_takes_long(pattern: str) -> None:
    matches = matcher([pattern], below=True)
    with at_most(8):
        for number in range(20):
            assert not matches("a" * 8 + f"/{'a' * 30}{number}" * 20 + ".yaml")


def test_a_pattern_of_more_than_a_thousand_characters_matches_nothing() -> None:
    assert matcher(["*" * 1000])("a")
    assert not matcher(["*" * 1001])("a")


@given(st.text("ab/*?[]{},!-.", max_size=12), st.text("ab/.-]", max_size=12), st.booleans())
def test_any_text_is_a_pattern(pattern: str, path: str, below: bool) -> None:
    if matcher([pattern])(path):
        assert matcher([pattern], below=below)(path)
        assert matcher(["no/such", pattern])(path)


def test_with_below_a_folder_stands_for_all_in_it() -> None:
    in_web = matcher(["web/", "api"], below=True)

    assert in_web("web/a/b.ts")
    assert in_web("api")
    assert not in_web("webapp/a.ts")


def test_no_patterns_match_nothing_and_a_dot_matches_all() -> None:
    assert not matcher([])("a")
    assert matcher(["."], below=True)("a/b")


def test_the_fixed_prefix_is_where_looking_begins() -> None:
    assert fixed_prefix("a/b/*.yaml") == "a/b"
    assert fixed_prefix("./a/c.yaml") == "a"
    assert fixed_prefix("**/*.yaml") == ""


@pytest.mark.parametrize(
    "pattern",
    [
        "lib",
        "lib/",
        "./lib/a",
        "lib/a/b/*.ts",
        "l*/a",
        "**",
        "**/x.ts",
        "*",
        "{lib,x}/a",
        "{a,lib/b}",
        "",
    ],
)
def test_a_pattern_that_may_match_in_a_folder(pattern: str) -> None:
    assert may_match_below(pattern, "lib/a")


@pytest.mark.parametrize("pattern", ["li", "library", "*.ts", "lib/b", "x/**", "lib/*.ts", "?/a"])
def test_a_pattern_that_matches_nothing_in_a_folder(pattern: str) -> None:
    assert not may_match_below(pattern, "lib/a")
