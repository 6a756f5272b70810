from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.lint.similar import Likeness, Pair, similar

WORDS = st.text("abcefghij", min_size=6, max_size=9)  # no letter that an ending could add


def pairs(*names: str) -> list[Pair]:
    return list(similar(names, weight=lambda _name: 1, stem=str, alike=lambda _one, _other: True))


@given(WORDS, st.data())
def test_a_typo_in_a_rare_word_is_found(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 2))
    mistyped = data.draw(
        st.sampled_from(
            (
                word[:place] + word[place + 1 :],
                word[:place] + "z" + word[place:],
                word[:place] + "z" + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            )
        )
    )
    found = pairs(f"order {word}", f"order {mistyped}")
    assert [pair.likeness for pair in found] == ([] if mistyped == word else [Likeness.TYPO])


@given(WORDS, WORDS)
def test_the_words_in_another_order_are_found(one: str, other: str) -> None:
    expected = [Likeness.SPELLING if one == other else Likeness.WORDS]
    assert [pair.likeness for pair in pairs(f"{one} {other}", f"{other}_{one}")] == expected


def test_a_name_is_reported_once_and_against_the_weightier_one() -> None:
    weights = {"userId": 1, "user_id": 5, "user_ID": 1}
    found = list(
        similar(weights, weight=weights.__getitem__, stem=str, alike=lambda _one, _other: True)
    )
    assert found == [
        Pair("userId", "user_id", Likeness.SPELLING),
        Pair("user_ID", "user_id", Likeness.SPELLING),
    ]


def test_the_first_letter_and_short_words_make_no_typo() -> None:
    assert pairs("gender id", "sender id", "cart seen", "card seen") == []


def test_a_word_that_many_names_have_is_no_typo() -> None:
    names = [f"{word} {rest}" for word in ("zorder", "zolder") for rest in ("a", "b", "c")]
    assert pairs(*names) == []
    assert pairs(*names[:4]) == [Pair("zolder a", "zorder a", Likeness.TYPO)]


@given(st.lists(st.text(max_size=12), max_size=12, unique=True))
def test_pairs_are_of_the_names_given_and_no_name_is_told_twice(names: list[str]) -> None:
    found = pairs(*names)
    assert {name for pair in found for name in pair[:2]} <= set(names)
    told = [pair.name for pair in found]
    assert len(told) == len(set(told))
    assert all(one != other for one, other in pairwise(told))
