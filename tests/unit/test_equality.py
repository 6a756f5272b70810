"""When two values are the same to JSON Schema."""

import pytest

from tracking_plan.validation.equality import is_same


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (1, 1.0, True),
        ("a", "a", True),
        (True, True, True),
        (True, 1, False),
        (0, False, False),
        ("1", 1, False),
        ("a", "A", False),
    ],
)
def test_scalars_are_the_same_as_in_json_schema(one: object, other: object, expected: bool) -> None:
    assert is_same(one, other) is expected
