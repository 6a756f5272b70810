"""What follows from a limit of the plan format is written for each."""

from tracking_plan.codegen import wording
from tracking_plan.payloads.rules import (
    duplicate_items,
    length_out_of_bounds,
    value_out_of_bounds,
)
from tracking_plan.plan.limits import LIMITS


def test_every_limit_has_a_rule_for_payloads() -> None:
    rules = (length_out_of_bounds, value_out_of_bounds, duplicate_items)
    judged = frozenset().union(*(rule._KEYWORDS for rule in rules))
    assert judged >= {limit.keyword for limit in LIMITS.values()}


def test_every_limit_with_a_number_has_a_phrase_in_helpers() -> None:
    assert frozenset(LIMITS) - {"unique_items"} == frozenset(wording._LIMITS)
