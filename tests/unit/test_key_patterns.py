"""Keys that have several patterns of `patternProperties` have to fit them all."""

from typing import Any

import pytest
from documents import compared, effects, witnesses

from tracking_plan.registry.proofs.containment import Proof
from tracking_plan.validation.validator import Validator

TEXT, WHOLE, MAP = {"type": "string"}, {"type": "integer"}, {"type": "object"}
DIGITS = {"type": "string", "pattern": "^[0-9]+$"}


def _keys(patterns: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "patternProperties": patterns,
        "additionalProperties": False,
        **more,
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (_keys({"^s_": TEXT}), _keys({"^s_": TEXT, "^x_": WHOLE})),  # no key has both
        (_keys({"^s_": TEXT}), _keys({"^s_": TEXT, "_s$": TEXT})),
        (_keys({"^s_": TEXT}), _keys({"^s_": TEXT, "^s_id$": {}})),
        (_keys({"^s_": DIGITS}), _keys({"^s_": DIGITS, "^s_id$": TEXT})),
        (_keys({"^s_": TEXT, "^s_id$": DIGITS}), _keys({"^s_": TEXT})),
        (_keys({"^s_a": TEXT}), _keys({"^s_": TEXT})),
        (_keys({"^s_": TEXT, "^s_a": {}}), _keys({"^s_": TEXT})),
        (
            _keys({}, properties={"ab": {**TEXT, "minLength": 5}}),
            _keys({"^a": {"minLength": 3}}, properties={"ab": {**TEXT, "minLength": 5}}),
        ),
        (_keys({"^[0-9]+$": TEXT}), _keys({"^[0-9]+$": TEXT, "^[a-z]+$": False})),
    ],
)
def test_what_takes_nothing_away_is_safe_for_who_sends(old: Any, new: Any) -> None:
    found = compared(old, new)
    assert found.producers in ("safe", "notice")
    assert found.consumers in ("safe", "notice")
    assert found.verdict is not None
    assert found.verdict.proof is not Proof.REFUTED


BREAKING: list[tuple[Any, Any]] = [
    (_keys({"^s_": TEXT}), _keys({"^s_": TEXT, "^s_id$": DIGITS})),
    (_keys({"^s_": TEXT}), _keys({"^s_": TEXT, "^s_a": {"maxLength": 3}})),
    (_keys({"^a": TEXT}), _keys({"^a": TEXT, "z$": WHOLE})),
    (_keys({"_pct$": WHOLE}), _keys({"_pct$": WHOLE, "^x_": {"maximum": 100}})),
    (_keys({"^a": MAP}), _keys({"^a": MAP, "x$": {"required": ["b"]}})),
    (_keys({"^o": TEXT}), _keys({"^o": TEXT, "x$": False})),
    (
        {"type": "object", "patternProperties": {"^o": TEXT}},
        {"type": "object", "patternProperties": {"^o": TEXT, "x$": False}},
    ),
    (_keys({"^s_": TEXT}), _keys({"^s_a": TEXT})),
    (_keys({}, properties={"ab": TEXT}), _keys({"^a": {"minLength": 3}}, properties={"ab": TEXT})),
    (_keys({"^a": TEXT}), _keys({"^a": TEXT}, properties={"ab": WHOLE})),
    (_keys({r"^\p{L}": TEXT}), _keys({r"^\p{L}": TEXT, r"^\p{Lu}": {"maxLength": 2}})),
]


@pytest.mark.parametrize(("old", "new"), BREAKING)
@pytest.mark.parametrize("is_nested", [False, True])
def test_a_key_that_a_new_pattern_takes_is_shown(old: Any, new: Any, is_nested: bool) -> None:
    if is_nested:
        old, new = ({"type": "object", "properties": {"p": each}} for each in (old, new))
    assert effects(old, new)[::2] == ("break", "major")
    shown = witnesses(old, new)
    assert shown
    for value in shown:
        assert Validator(old).is_valid(value)
        assert not Validator(new).is_valid(value)


def test_where_no_key_of_two_patterns_is_known_it_may_break() -> None:
    old = _keys({r"^\p{L}": DIGITS})
    new = _keys({r"^\p{L}": DIGITS, r"^\p{Script=Greek}{9}": {"pattern": "^[0-9]*(?i:ſ)?$"}})
    found = compared(old, new)
    assert found.verdict is not None
    assert (found.producers, found.verdict.proof) == ("unknown", Proof.UNDECIDED)


def test_keys_that_another_pattern_let_in_already_are_no_new_ones() -> None:
    found = compared(_keys({"^s_": TEXT}), _keys({"^s_": TEXT, "^s_id$": DIGITS}))
    assert found.verdict is not None
    assert [one.code.name for one in found.verdict.changes] == ["pattern-added"]
