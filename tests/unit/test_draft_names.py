"""The name of a draft, as documents write it: with `https`, and without `#`."""

import pytest
from documents import compared, effects, witnesses

from tracking_plan.place import JsonSchema
from tracking_plan.registry.shapes.drafts import Draft, draft_of

SPELLINGS = [
    name
    for draft in ("draft-04", "draft-06", "draft-07", "draft/2019-09", "draft/2020-12")
    for name in (
        f"http://json-schema.org/{draft}/schema",
        f"http://json-schema.org/{draft}/schema#",
        f"https://json-schema.org/{draft}/schema",
        f"https://json-schema.org/{draft}/schema#",
    )
]


def _schema(name: str, kind: str) -> JsonSchema:
    return {"$schema": name, "type": "object", "properties": {"a": {"type": kind}}}


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_draft_is_known_however_its_name_is_written(name: str) -> None:
    old, new = (_schema(name, kind) for kind in ("string", "integer"))
    assert effects(old, old) == ("safe", "safe", "none")
    assert effects(old, new) == ("break", "break", "major")
    assert witnesses(old, new) == [{"a": "a"}]
    wrong: JsonSchema = {
        "$schema": name,
        "exclusiveMinimum": True if draft_of(old) > Draft.FOUR else 3,
    }
    assert compared(old, wrong).verdict is None


@pytest.mark.parametrize("name", [one for one in SPELLINGS if "draft-0" in one])
def test_a_witness_counts_under_the_draft_that_is_named(name: str) -> None:
    old = {"$schema": name, "type": "array", "items": [{"type": "string"}]}
    new = {**old, "items": [{"type": "integer"}]}
    assert witnesses(old, new) == [["a"]]
    assert effects(old, {**old, "additionalItems": False})[0] == "break"
