"""Changes of one property, thought through by hand: the version that each needs, and back."""

from datetime import date

import pytest
from property_steps import said

ROWS = [
    ("a: string", "a: {type: string, nullable: true}", "major", "major"),
    ("a: string!", "a: string", "major", "major"),
    ("a: {type: integer, unit: ms}", "a: {type: integer, unit: s}", "major", "major"),
    ("a: {type: integer}", "a: {type: integer, unit: s}", "major", "major"),
    ("a: {enum: [x, y]}", "a: {enum: [x]}", "major", "minor"),
    ("a: {enum: [x, y]}", "a: {enum: [x, {value: y, status: deprecated}]}", "minor", "minor"),
    ("a: {const: x}", "a: {const: y}", "major", "major"),
    ("a: {const: x}", "a: {enum: [x]}", "none", "none"),
    ("a: {const: x, type: string}", "a: string", "minor", "major"),
    ("a: {type: string, format: email}", "a: string", "minor", "major"),
    ("a: {type: string, pattern: '^x'}", "a: {type: string, pattern: '^xy'}", "major", "major"),
    ("a: {type: string, max_length: 5}", "a: {type: string, max_length: 4}", "major", "minor"),
    (
        "a: {type: array, items: string, unique_items: true}",
        "a: {type: array, items: string}",
        "minor",
        "major",
    ),
    (
        "a: {type: array, items: string}",
        "a: {type: array, items: {type: string, nullable: true}}",
        "major",
        "major",
    ),
    (
        "a: {type: object, properties: {x: string}}",
        "a: {type: object, properties: {x: string, y: string}}",
        "minor",
        "major",
    ),
    (
        "a: {type: object, properties: {x: string}}",
        "a: {type: object, properties: {x: string, y: string!}}",
        "major",
        "major",
    ),
    (
        "a: {type: object, properties: {x: string}}",
        "a: {type: object, properties: {x: string}, additional_properties: true}",
        "minor",
        "major",
    ),
    (
        "a: {type: object, properties: {x: string}, additional_properties: true}",
        "a: {type: object, properties: {x: string, y: string}, additional_properties: true}",
        "major",
        "major",
    ),
    (
        "a: {type: object, properties: {x: string}, additional_properties: true}",
        "a: {type: object, properties: {x: string, y: any}, additional_properties: true}",
        "minor",
        "major",
    ),
    ("a: string, b: string", "a: string", "major", "minor"),
    (
        "a: {type: string, description: x}",
        "a: {type: string, description: y, examples: [z]}",
        "none",
        "none",
    ),
    ("a: {type: string, status: deprecated}", "a: string", "minor", "minor"),
    (
        "a: {type: string, status: deprecated, replaced_by: b}, b: string",
        "a: {type: string, status: deprecated}, b: string",
        "minor",
        "minor",
    ),
    ("a: {type: string, status: retired}, b: string", "b: string", "none", "none"),
    (
        "a: {type: number, multiple_of: 0.5}",
        "a: {type: number, multiple_of: 0.25}",
        "minor",
        "major",
    ),
    ("a: {type: integer, minimum: 1}", "a: {type: integer, exclusive_minimum: 0}", "none", "none"),
    ("a: {type: number, minimum: 1}", "a: {type: number, exclusive_minimum: 1}", "major", "minor"),
    (
        "a: {type: array, items: {enum: [x]}}",
        "a: {type: array, items: {enum: [x, y]}}",
        "minor",
        "major",
    ),
]


@pytest.mark.parametrize(("old", "new", "forward", "back"), ROWS)
def test_the_version_that_a_change_needs(old: str, new: str, forward: str, back: str) -> None:
    day = date(2026, 1, 1)
    assert str(said(old, new, day)[1]) == forward
    assert str(said(new, old, day)[1]) == back
