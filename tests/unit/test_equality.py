"""When two values are the same to JSON Schema."""

import pytest

from tracking_plan.validation.equality import comparable, is_same


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (1, 1.0, True),
        (10**23, 1e23, True),
        (-(10**30), -1e30, True),
        (2**64, 2**64 + 1, False),
        (float("inf"), 10**400, False),
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


def test_lists_and_objects_are_compared_by_what_is_in_them() -> None:
    assert comparable([1, {"a": 1e23}]) == comparable([1.0, {"a": 10**23}])
    assert comparable({"a": 1, "b": []}) == comparable({"b": [], "a": 1})
    assert comparable([True]) != comparable([1])
    assert comparable([]) != comparable({})
    assert comparable({"a": None}) != comparable({})
