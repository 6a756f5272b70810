from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.names.likeness import Nearest, fold, nearest

MANY = [
    f"{thing} {part} {deed}"
    for thing in ("Order", "Invoice", "Account", "Report", "Ticket", "Checkout")
    for part in ("Draft", "Summary", "Step", "Owner", "History")
    for deed in ("Created", "Deleted", "Opened", "Closed", "Shared", "Exported", "Renamed")
]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("chekout completed", "Checkout Completed"),
        ("signed_up", "Signed Up"),
        ("SignedUp!", "Signed Up"),
        ("Plan Changed", None),
        ("", None),
    ],
)
def test_the_name_that_looks_most_alike_is_found(name: str, meant: str | None) -> None:
    assert nearest(name, ["Checkout Completed", "Signed Up"]) == meant


@given(st.sampled_from(MANY), st.data())
def test_a_slip_of_the_pen_leads_to_the_same_name_among_many_as_among_few(
    name: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    written = name[:place] + data.draw(st.sampled_from(("", "x", "e"))) + name[place + 1 :]
    by_fold = {fold(candidate): candidate for candidate in MANY}
    (closest,) = get_close_matches(fold(written), list(by_fold), n=1)
    assert Nearest(MANY).to(written) == by_fold[closest]


@given(st.text(max_size=300))
def test_any_text_can_be_asked_about(name: str) -> None:
    assert Nearest(MANY).to(name) in {None, *MANY}
