import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.triage.baseline import Entry, rewritten
from tracking_plan.triage.baseline_file import BaselineError, dump, parse

TEXT = st.none() | st.text(max_size=8)
ENTRIES = st.lists(
    st.builds(
        Entry,
        fingerprint=st.text(min_size=1, max_size=8),
        code=st.sampled_from(["U101", "P101", "D101"]),
        event=TEXT,
        property=TEXT,
        path=TEXT,
        count=st.integers(1, 9),
    ),
    max_size=5,
)


@given(ENTRIES)
def test_what_is_written_is_read_back(items: list[Entry]) -> None:
    assert parse(dump(items)) == tuple(items)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2, "findings": []}',
        '{"version": 1}',
        '{"version": 1, "findings": [1]}',
        '{"version": 1, "findings": [{"code": "U101"}]}',
        '{"version": 1, "findings": [{"code": "U101", "fingerprint": "a", "count": true}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(BaselineError):
        parse(text)


def test_writing_anew_keeps_what_this_run_did_not_look_at() -> None:
    usage = Entry(fingerprint="a", code="U101")
    plan = Entry(fingerprint="b", code="P101")
    new = Entry(fingerprint="c", code="P102")
    assert rewritten([usage, plan], [new], {"P101", "P102"}) == (new, usage)
