"""The prefilter looks only where a name stands, and finds what a search of all text finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.usage.languages.language import common_use
from tracking_plan.usage.recognition.prefilter import is_used

_PIECES = """
track track get x $ . ?. ( => = return xreturn as ! call apply < > " ' / ] [ , { } : ; .ts tracker
""".split()
_USES = {name: re.compile(common_use(name).encode()) for name in ("track", "get")}


@given(
    st.lists(st.sampled_from([*_PIECES, " ", "\n", "  \t", "\r\n", ""]), max_size=12).map("".join)
)
def test_uses_are_those_that_a_search_finds(text: str) -> None:
    for name, use in _USES.items():
        found = is_used(text.encode(), name.encode(), use)
        assert found == bool(use.search(text.encode()))


def test_a_use_far_behind_what_precedes_it_is_one() -> None:
    use = _USES["track"]
    assert is_used(b"return" + b" " * 9000 + b"track;", b"track", use)
    assert not is_used(b"we track users, and track them well", b"track", use)
