"""A name that drafts, code and payloads hold to be plannable is one that the loader takes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracking_plan.altertable.system_names import is_plannable
from tracking_plan.plan.format.scalars import name_fault


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=4))
@example("a\x00b")
@example("\u2028")
@example("a\u2028b")
@example("a\u200bb")
@example("a\x85")
def test_the_loader_takes_exactly_the_plannable_names(name: str) -> None:
    assert is_plannable(name) == (name_fault(name) is None and not name.startswith("$"))


@pytest.mark.parametrize("name", ["$pageview", "", "  ", " A", "A\n", "a\x00b", "\ud800"])
def test_names_that_no_plan_can_hold(name: str) -> None:
    assert not is_plannable(name)
