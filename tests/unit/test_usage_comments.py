"""Which code a comment speaks of."""

import pytest

from tracking_plan.usage.scan import scan_text

IGNORE = "tracking-plan: ignore[U101]"
NEXT = "\naltertable.track('B');\n"


def _lines(code: str, ending: str) -> list[tuple[int, int]]:
    """The first and the last line that each suppression covers."""
    found = scan_text(code.encode(), f"app.{ending}").suppressions
    spans = [suppression.covers.span for suppression in found]
    return [(span.line, span.end_line) for span in spans if span]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (f"/* {IGNORE} */ altertable.track('A');" + NEXT, 1),
        (f"  /* {IGNORE} */altertable.track('A');" + NEXT, 1),
        (f"/* a */ /* {IGNORE} */ altertable.track('A');" + NEXT, 1),
        (f"/* {IGNORE} */ /* b */ altertable.track('A');" + NEXT, 1),
        (f"/* {IGNORE}\n because */ altertable.track('A');" + NEXT, 2),
        (f"altertable.track('A'); /* {IGNORE} */" + NEXT, 1),
        (f"altertable.track('A'); /* {IGNORE}\n because */" + NEXT, 1),
        (f"altertable.track('A'); // {IGNORE}" + NEXT, 1),
        (f"if (x) {{ /* {IGNORE} */ altertable.track('A'); }}" + NEXT, 1),
        (f"/* {IGNORE} */" + NEXT, 2),
        (f"/* {IGNORE} */ // because" + NEXT, 2),
        (f"/* because */ // {IGNORE}" + NEXT, 2),
        (f"/* {IGNORE}\n * because\n */" + NEXT, 4),
        (f"/*\n * {IGNORE}\n */" + NEXT, 4),
        (f"// {IGNORE}" + NEXT, 2),
        (f"// {IGNORE}\n/* because */ // more" + NEXT, 2),
    ],
)
def test_a_comment_speaks_of_its_own_line_or_alone_of_the_next(code: str, line: int) -> None:
    assert [first for first, _ in _lines(code, "ts")] == [line]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (f"{{/* {IGNORE} */}}", "", 3),
        ("", f" {{/* {IGNORE} */}}", 3),
        (f"{{/* {IGNORE} */}} ", "x", 2),
    ],
)
def test_comments_in_jsx(before: str, after: str, line: int) -> None:
    button = "<a onClick={() => altertable.track('A')} />"
    first = before if not after else f"{before}{button}{after if after != 'x' else ''}"
    code = f"const a = <div>\n{first}\n{button}\n</div>;\n"
    expected = 2 if after else line
    assert [one for one, _ in _lines(code, "tsx")] == [expected]


def test_several_comments_on_a_line_each_speak_of_it() -> None:
    code = f"/* {IGNORE} */ /* tracking-plan: ignore[U2] */ altertable.track('A');" + NEXT
    assert [first for first, _ in _lines(code, "js")] == [1, 1]


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        (f"altertable.track('# {IGNORE}', 'u')\n", "py"),
        (f'altertable.track("""\n# {IGNORE}\n""", "u")\n', "py"),
        (f"altertable.track('/* {IGNORE} */');\n", "ts"),
        (f"altertable.track(`\n// {IGNORE}\n`);\n", "ts"),
    ],
)
def test_text_is_no_comment(code: str, ending: str) -> None:
    assert _lines(code, ending) == []


def test_a_misspelled_comment_in_code_is_found() -> None:
    for text in ("Tracking-Plan: Ignore[U101]", "tracking_plan: ignore[U101]"):
        (found,) = scan_text(f"altertable.track('A')  # {text}\n".encode(), "a.py").suppressions
        assert found.fault is not None
