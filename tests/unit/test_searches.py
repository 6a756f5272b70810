"""Texts that some patterns find and others do not, against the engine and by hand."""

from random import Random

import pytest
from random_patterns import sound

from tracking_plan.validation.ecma.automaton import UndecidedError
from tracking_plan.validation.ecma.searches import text_with
from tracking_plan.validation.validator import Validator


def found_by(pattern: str, text: str) -> bool:
    return Validator({"pattern": pattern}).is_valid(text)


@pytest.mark.parametrize(
    ("found", "missed", "text"),
    [
        (["^a", "z$"], [], "az"),
        (["^s_", "^x_"], [], None),
        (["^s_id$"], ["^s_"], None),
        (["^s_"], ["^s_id$"], "s_"),
        (["^[a-c]+$"], ["^[a-z]+$"], None),
        (["^[a-z]+$"], ["^[a-c]+$"], "d"),
        (["^[^]{0,5}$"], ["^.{0,5}$"], "\n"),
        (["^.{0,5}$"], ["^[^]{0,5}$"], None),
        (["a"], ["^a$"], "aa"),
        ([r"\bfoo\b"], ["^foo$"], "foo "),
        ([r"^\d{3}$"], [r"^[0-9]*$"], None),
        ([r"^(ab)*$", "^(aba|b)*$"], [r"^$"], "abab"),
        (["(?i:^k$)"], ["^[kK]$"], "\u212a"),
        ([""], ["[^]"], ""),
        (["[]"], [], None),
        ([r"\B"], ["^$"], " "),
    ],
)
def test_the_shortest_text_is_found_or_none_is(
    found: list[str], missed: list[str], text: str | None
) -> None:
    said = text_with(found, missed)
    assert (said is None) == (text is None)
    if said is not None and text is not None:
        assert len(said) == len(text)
        assert all(found_by(pattern, said) for pattern in found)
        assert not any(found_by(pattern, said) for pattern in missed)


@pytest.mark.parametrize("pattern", [r"\p{L}", "(?i:é)", "(?=a)", "(", "(a{99}){99}"])
def test_what_cannot_be_told_is_not_told(pattern: str) -> None:
    with pytest.raises(UndecidedError):
        text_with([pattern])


def test_random_patterns_mean_to_both_the_same() -> None:
    chance, told = Random(4), 0
    while told < 300:
        one, other = sound(chance), sound(chance)
        try:
            said = text_with([one], [other])
        except UndecidedError:
            continue
        told += 1
        if said is not None:
            assert (found_by(one, said), found_by(other, said)) == (True, False), (one, other)
        else:
            for text in ("", "a", "ab", "A1", " ", "\n", "_", "é", "k", "c.b", "aa-1"):
                assert not found_by(one, text) or found_by(other, text), (one, other, text)
