from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.edit import apply_fixes
from tracking_plan.finding import Edit, Fix, Safety
from tracking_plan.place import Span

PATH = "plan.yaml"


def fix(*edits: tuple[int, int, int, int, str], path: str = PATH) -> Fix:
    return Fix(
        safety=Safety.SAFE,
        edits=tuple(
            Edit(
                path=path,
                span=Span(line=line, column=column, end_line=end_line, end_column=end_column),
                text=text,
            )
            for line, column, end_line, end_column, text in edits
        ),
    )


def applied(text: str, *fixes: Fix) -> str:
    return apply_fixes({PATH: text}, fixes).texts.get(PATH, text)


def test_only_the_span_changes() -> None:
    assert applied("a: 2.10  # é\nb: 1\n", fix((1, 4, 1, 8, "'2.10'"))) == "a: '2.10'  # é\nb: 1\n"


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    text = "\ufeffa: 1\r\nb: 2\r\n"
    assert applied(text, fix((1, 1, 1, 2, "x"), (2, 1, 2, 1, "c: 3\n"))) == (
        "\ufeffx: 1\r\nc: 3\r\nb: 2\r\n"
    )


def test_old_line_ends_and_a_last_line_without_one() -> None:
    assert applied("a\rb", fix((2, 1, 2, 2, "c"))) == "a\rc"
    assert applied("a\n", fix((2, 1, 2, 1, "b"))) == "a\nb"


def test_the_first_of_two_that_overlap_wins() -> None:
    first, second = fix((1, 1, 1, 4, "x")), fix((1, 3, 1, 6, "y"))
    edited = apply_fixes({PATH: "abcdef"}, (first, second))
    assert edited.texts[PATH] == "xdef"
    assert (edited.applied, edited.skipped) == ((first,), (second,))


def test_a_fix_is_applied_whole_or_not_at_all() -> None:
    first = fix((1, 1, 1, 2, "x"))
    second = fix((1, 1, 1, 2, "y"), (1, 4, 1, 5, "z"))
    assert applied("abcd", first, second) == "xbcd"


def test_the_same_fix_of_two_findings_is_applied_once() -> None:
    same = fix((1, 1, 1, 1, "x"))
    edited = apply_fixes({PATH: "a"}, (same, same))
    assert edited.texts[PATH] == "xa"
    assert not edited.skipped


def test_neighbours_do_not_overlap() -> None:
    assert applied("abc", fix((1, 1, 1, 2, "x")), fix((1, 2, 1, 3, "y"))) == "xyc"


def test_places_that_the_text_does_not_have_are_skipped() -> None:
    for edit in ((9, 1, 9, 2, ""), (1, 9, 1, 10, ""), (1, 2, 1, 1, ""), (0, 1, 1, 1, "")):
        edited = apply_fixes({PATH: "abc"}, (fix(edit),))
        assert not edited.texts
        assert len(edited.skipped) == 1
    assert apply_fixes({}, (fix((1, 1, 1, 1, "x")),)).skipped


@given(
    st.text("ab\n\r", max_size=20),
    st.lists(
        st.tuples(
            st.integers(0, 4), st.integers(1, 4), st.integers(0, 3), st.text("xy", max_size=2)
        ),
        max_size=6,
    ),
)
def test_every_fix_is_applied_or_skipped_and_the_rest_of_the_text_stays(
    text: str, edits: list[tuple[int, int, int, str]]
) -> None:
    fixes = [fix((line, column, line, column + width, new)) for line, column, width, new in edits]
    edited = apply_fixes({PATH: text}, fixes)
    assert len(edited.applied) + len(edited.skipped) == len(fixes)
    kept = [c for c in edited.texts.get(PATH, text) if c not in "xy"]
    rest = iter(text)
    assert all(c in rest for c in kept)
