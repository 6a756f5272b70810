"""How long the texts are that match a pattern."""

from itertools import islice
from random import Random

import pytest

from tracking_plan.registry.proofs.pattern_samples import pattern_texts
from tracking_plan.validation.ecma.lengths import lengths
from tracking_plan.validation.validator import Validator


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("^a$", (1, 1)),
        ("a", (1, None)),
        ("^a|b$", (1, None)),
        ("^a$|^bcd$", (1, 3)),
        ("^(a|bc){2,3}$", (2, 6)),
        ("^(?:a*|b)$", (0, None)),
        ("^a{2,}$", (2, None)),
        ("(^ab$)", (2, None)),
        ("^(a*){0}$", (0, 0)),
        ("^($)*$", (0, 0)),
        ("^$", (0, 0)),
        ("", (0, None)),
        ("^(?=a)b$", (0, None)),
        ("^\U0001f600{2}$", (2, 2)),
    ],
)
def test_the_shortest_and_the_longest(pattern: str, found: tuple[int, int | None]) -> None:
    assert lengths(pattern) == found


@pytest.mark.parametrize(
    "pattern",
    ["^[a-c]{2,4}-?\\d$", "x|yz", "^(ab|c(d|ef)?)+$", "\\bfoo\\b", "^(^a|b)c{0,2}$", "^\\w*$|q{3}"],
)
def test_no_text_that_matches_is_shorter_or_longer(pattern: str) -> None:
    least, most = lengths(pattern)
    is_valid = Validator({"pattern": pattern}).is_valid
    texts = [each for each in islice(pattern_texts(pattern, Random(1)), 60) if is_valid(each)]
    assert texts
    assert all(least <= len(text) <= (len(text) if most is None else most) for text in texts)
