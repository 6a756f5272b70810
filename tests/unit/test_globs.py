"""File patterns, each with a path that it matches and one that it does not."""

import pytest

from tracking_plan.globs import fixed_prefix, matcher


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
    ],
)
def test_a_pattern_matches_whole_paths(pattern: str, path: str, matches: bool) -> None:
    assert matcher([pattern])(path) is matches


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
