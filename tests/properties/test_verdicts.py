"""Law 1: all judges of payloads, formats and patterns agree; docs/verdicts.md says where not.

`tests/differences.py` is the long run of the same.
"""

import re
from pathlib import Path

import pytest
from differences import (
    as_in_2023,
    compare_flags,
    compare_formats,
    compare_patterns,
    compare_payloads,
    compared,
)
from node_regexp import Search
from payload_judges import DifferenceError

from tracking_plan.validation.formats import FORMATS
from tracking_plan.validation.patterns import fault

SEED = 20_260_101


def test_both_engines_and_the_helpers_agree_on_texts_of_every_format() -> None:
    counts = compare_formats(SEED, 2_000)
    assert counts["texts"] == 2_000 * len(FORMATS)
    assert 0.1 < counts["of the format"] / counts["texts"] < 0.6
    assert counts["plain"] / counts["of the format"] > 0.4


def test_engines_library_and_helpers_agree_on_payloads() -> None:
    counts = compare_payloads(SEED, 150, 30)
    assert counts["payloads"] == 150 * 30
    assert counts["valid payloads"] > 1_000
    assert counts["invalid payloads"] > 1_000
    assert counts["payloads to the library alone"] > 3_000


@pytest.mark.slow
def test_patterns_mean_what_they_mean_to_node() -> None:
    counts = compare_patterns(SEED, 1_500, 20)
    assert counts["searched"] > 600
    assert counts["refused by both"] > 400


@pytest.mark.slow
def test_groups_with_flags_mean_what_the_flags_mean_to_node() -> None:
    assert compare_flags(SEED, 500, 20)["searched"] > 200


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("a", [True, True]),
        ("^a", [False, False]),
        (r"\-", [True, False]),
        ("(?P<n>a)", [True, False]),
    ],
)
def test_a_difference_is_found(pattern: str, said: list[bool]) -> None:
    with pytest.raises(DifferenceError):
        compared(Search(pattern, "u", ["a", "b"]), pattern, said)


def test_what_is_newer_than_node_is_written_as_it_was_before() -> None:
    assert as_in_2023(r"(?i:a)\(?i:[(?i:](?<n>x)|(?<n>y)") == r"(?:a)\(?i:[(?i:](?<n0>x)|(?<n1>y)"


PAGE = (Path(__file__).parents[2] / "docs" / "verdicts.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| (`[^|]+`) \| ([^|]+) \|$", re.MULTILINE)
_REFUSED = PAGE.partition("this tool refuses (F204):")[2]
REASONS = [
    (pattern, reason)
    for patterns, reason in _ROW.findall(_REFUSED)
    for pattern in re.findall("`([^`]+)`", patterns)
]


@pytest.mark.parametrize(("pattern", "reason"), REASONS)
def test_what_the_page_says_is_refused_is_refused_with_those_words(
    pattern: str, reason: str
) -> None:
    assert fault(pattern) == reason


def test_the_page_has_rows_of_both_kinds() -> None:
    assert len(REASONS) > 30
