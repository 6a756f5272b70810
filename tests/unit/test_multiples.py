"""`multipleOf` of whole numbers: what counts is which whole numbers are left."""

from typing import Any

import pytest
from documents import compared, effects

Schema = dict[str, Any]


def number(kind: str, step: float | None = None) -> Schema:
    return {"type": kind} if step is None else {"type": kind, "multipleOf": step}


def said(old: Schema, new: Schema) -> list[str]:
    found = compared(old, new)
    assert found.verdict is not None
    return [f"{one.code.id} {one.change.says}" for one in found.verdict.changes]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (number("integer"), number("integer", 0.5)),
        (number("integer", 0.07), number("integer", 7)),
        (number("integer", 0.07), number("integer", 0.14)),
        (number("integer", 1.5), number("integer", 3)),
        (number("integer", 0.6), number("integer", 1.5)),
        (number("integer", 1), number("integer")),
    ],
)
def test_the_same_whole_numbers(old: Schema, new: Schema) -> None:
    for before, after in ((old, new), (new, old)):
        assert effects(before, after) == ("safe", "safe", "none")


@pytest.mark.parametrize(
    ("few", "many", "relaxed", "tightened"),
    [
        (
            number("integer", 0.07),
            number("integer"),
            "V316 need not be a multiple of 7 any more",
            "V315 must be a multiple of 7 now",
        ),
        (
            number("integer", 1.5),
            number("integer", 0.25),
            "V316 need not be a multiple of 3 any more",
            "V315 must be a multiple of 3 now",
        ),
        (
            number("integer", 12),
            number("integer", 1.5),
            "V316 need not be a multiple of 12 any more; a multiple of 3 is enough",
            "V315 must be a multiple of 12 now, was 3",
        ),
        (
            number("integer", 12345678),
            number("integer", 2),
            "V316 need not be a multiple of 12345678 any more; a multiple of 2 is enough",
            "V315 must be a multiple of 12345678 now, was 2",
        ),
        (
            number("number", 0.123456789),
            number("number"),
            "V316 need not be a multiple of 0.123456789 any more",
            "V315 must be a multiple of 0.123456789 now",
        ),
        (
            number("number", 1e-7),
            number("number", 1e-8),
            "V316 need not be a multiple of 1e-7 any more; a multiple of 1e-8 is enough",
            "V315 must be a multiple of 1e-7 now, was 1e-8",
        ),
    ],
)
def test_fewer_and_more_whole_numbers(
    few: Schema, many: Schema, relaxed: str, tightened: str
) -> None:
    assert said(few, many) == [relaxed]
    assert effects(few, many) == ("safe", "notice", "minor")
    assert said(many, few) == [tightened]
    assert effects(many, few) == ("break", "safe", "major")


def test_halves_that_become_whole_numbers_are_a_change_of_type_alone() -> None:
    assert [one[:4] for one in said(number("number", 0.5), number("integer", 0.5))] == ["V207"]
