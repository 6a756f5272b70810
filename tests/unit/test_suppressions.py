from datetime import date

import pytest

from tracking_plan.place import Place, Span
from tracking_plan.plan.load import load_text
from tracking_plan.plan.suppressions import suppressions
from tracking_plan.suppression import Suppression, parse_comment

HERE = Place(path="a", span=None)


def parsed(text: str) -> Suppression | None:
    return parse_comment(text, at=HERE, covers=HERE)


@pytest.mark.parametrize(
    ("text", "codes", "reason", "until"),
    [
        ("# tracking-plan: ignore[U101]", ("U101",), None, None),
        ("// tracking-plan: ignore[U1, unknown-event] why", ("U1", "unknown-event"), "why", None),
        ("/* tracking-plan:ignore[U101] the old app */", ("U101",), "the old app", None),
        ("# tracking-plan: ignore[U1] x until 2027-01-31", ("U1",), "x", date(2027, 1, 31)),
        ("# tracking-plan: ignore", (), None, None),
        ("# tracking-plan: ignore[]", (), None, None),
    ],
)
def test_a_comment_states_codes_a_reason_and_a_day(
    text: str, codes: tuple[str, ...], reason: str | None, until: date | None
) -> None:
    found = parsed(text)
    assert found is not None
    assert (found.codes, found.reason, found.until) == (codes, reason, until)


@pytest.mark.parametrize("text", ["# ignore[U101]", '# tracking-plan: sends "A"'])
def test_another_comment_states_nothing(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("# tracking-plan: ignore[U1] until 2027-02-30", "'2027-02-30' is no day", "2027-01-31"),
        ("# tracking-plan: ignor[U1]", "'tracking-plan: ignor' has no effect", "ignore[CODE]"),
        ("# tracking-plan: ignored [U1] x", "'tracking-plan: ignored' has no", "ignore[CODE]"),
        ("# tracking-plan: Ignore[U1]", "'tracking-plan: Ignore' has no effect", "ignore[CODE]"),
        ("# tracking-plan ignore[U1]", "'tracking-plan ignore' has no effect", "ignore[CODE]"),
        ('// tracking-plan: send "A"', "'tracking-plan: send' has no effect", 'sends "EVENT"'),
        ("// tracking-plan: sent 'A'", "'tracking-plan: sent' has no effect", 'sends "EVENT"'),
        ('// tracking-plan: sends: "A"', "names no event in quotes", 'sends "EVENT"'),
        ("// tracking-plan: sends A", "names no event in quotes", 'sends "EVENT"'),
        ("// tracking-plan: sends", "names no event in quotes", 'sends "EVENT"'),
        (f"# tracking-plan: ignore[{'P1,' * 101}]", "more than 100 codes", "ignore[P2]"),
        ("# Tracking-Plan: Ignore[U1]", "'Tracking-Plan: Ignore' has no effect", "ignore[CODE]"),
        ("# TRACKING-PLAN: ignore[U1]", "'TRACKING-PLAN: ignore' has no", "ignore[CODE]"),
        ("# tracking_plan: ignore[U1]", "'tracking_plan: ignore' has no effect", "ignore[CODE]"),
        ("# tracking plan: ignore[U1]", "'tracking plan: ignore' has no effect", "ignore[CODE]"),
        ("# trackingplan: ignore[U1]", "'trackingplan: ignore' has no effect", "ignore[CODE]"),
        ("# tracking-plan: disable[U1]", "'tracking-plan: disable' has no", "ignore[CODE]"),
        ("# tracking-plan: disable [unknown-event]", "disable' has no effect", "ignore[CODE]"),
        ("# tracking-plan: disable U101", "'tracking-plan: disable' has no", "ignore[CODE]"),
        ("# tracking-plan: noqa: U101", "'tracking-plan: noqa:' has no", "ignore[CODE]"),
        ("# tracking-plan: suppress[U1]", "'tracking-plan: suppress' has no", "ignore[CODE]"),
        ("# tracking-plan: ignore-next-line[U1]", "next-line' has no effect", "ignore[CODE]"),
        ('// Tracking-Plan: sends "A"', "'Tracking-Plan: sends' has no effect", 'sends "EVENT"'),
        ('// tracking_plan: Sends "A"', "'tracking_plan: Sends' has no effect", 'sends "EVENT"'),
    ],
)
def test_a_misspelled_comment_has_a_fault(text: str, message: str, hint: str) -> None:
    found = parsed(text)
    assert found is not None
    assert found.fault is not None
    assert message in found.fault.message
    assert hint in found.fault.hint


@pytest.mark.parametrize(
    "text",
    [
        "# tracking-plan: see the shop's events",
        '# tracking-plan: see "Foo"',
        "# tracking-plan: ignored by the linter",
        "# the tracking-plan lint command",
        '# tracking-plan sends "A" when it is asked to',
        "# tracking-plan: events[0] is the first",
        "# tracking-plan",
        "# Tracking plan: the events of the shop",
        "# tracking_plan: 1",
        "# Tracking-Plan: ignored [see above]",
        "# tracking-plan: disable the rule",
        "# the tracking plan ignores [sic] these",
        "# see tracking_plan.events[U1]",
    ],
)
def test_prose_about_the_plan_has_none(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize(
    "reason",
    [
        "until we migrate",
        "until the 2 old apps are gone",
        "until 3 teams have moved",
        "until v2 ships",
        "until #123 is solved",
        "until mayor 2 is elected",
        "kept until then, see 2027-01-31",
        "until now: 2 of them",
        "untilted 2027-01-31",
        "since 2020-01-31",
    ],
)
def test_words_after_until_are_a_reason(reason: str) -> None:
    found = parsed(f"# tracking-plan: ignore[U1] {reason}")
    assert found is not None
    assert (found.fault, found.until, found.reason) == (None, None, reason)


@pytest.mark.parametrize(
    "text", ["until 2027-01-31", "(until 2027-01-31)", "until 2027-01-31.", "a, until  2027-01-31"]
)
def test_the_day_counts_wherever_it_is_in_the_reason(text: str) -> None:
    found = parsed(f"/* tracking-plan: ignore[U1] {text} */")
    assert found is not None
    assert (found.fault, found.until) == (None, date(2027, 1, 31))


@pytest.mark.parametrize(
    "day",
    [
        "until 2020-1-31",
        "until 2020-01",
        "until 2020",
        "until 20200131",
        "Until 2027-01-31",
        "UNTIL 2027-01-31",
        "till 2027-01-31",
        "til 2027-01-31",
        "untill 2027-01-31",
        "until 2027/01/31",
        "until 31 Jan 2027",
        "until 31st of January 2027",
        "until January 31, 2027",
        "until Jan 2027",
        "until 1/2027",
        "until: 2027-01-31",
        "until=2027-01-31",
        "until 31.01.2027",
        "until 31/01/27",
        "until 2020-01-31T00:00",
        "until Q3 2027",
        'until "2027-01-31"',
    ],
)
def test_a_day_in_another_form_is_a_fault(day: str) -> None:
    for text in (
        f"# tracking-plan: ignore[U1] old app {day}",
        f"// tracking-plan: ignore[U1] {day}",
    ):
        found = parsed(text)
        assert found is not None
        assert found.fault is not None, text
        assert "YYYY-MM-DD" in found.fault.message
        assert "until 2027-01-31" in found.fault.hint


def test_a_misspelled_comment_of_a_plan_is_found() -> None:
    plan = load_text("tracking_plan: 1\nevents: {}  # tracking-plan: ignor[P2]\n").plan
    assert plan is not None
    (found,) = suppressions(plan)
    assert found.fault is not None


def covered(text: str) -> list[tuple[str, int, int]]:
    """(first code, first line, last line) of what each comment covers."""
    plan = load_text(f"tracking_plan: 1\n{text}").plan
    assert plan is not None
    spans = [(found.codes, found.covers.span) for found in suppressions(plan)]
    return [(codes[0], span.line, span.end_line) for codes, span in spans if span]


EVENT = "events:\n  A:\n    description: It happened.\n    properties:\n      b: string\n"


def test_a_comment_on_a_key_covers_all_under_it() -> None:
    text = EVENT.replace("A:", "A:  # tracking-plan: ignore[P1]")
    assert covered(text) == [("P1", 3, 6)]


def test_a_comment_on_a_line_of_its_own_covers_the_next_key() -> None:
    text = EVENT.replace("    properties", "    # tracking-plan: ignore[P1]\n\n    properties")
    assert covered(text) == [("P1", 7, 8)]


def test_a_comment_on_a_flow_mapping_covers_the_outermost_key_of_its_line() -> None:
    assert covered("events:\n  A: {properties: {b: string}}  # tracking-plan: ignore[P1]\n") == [
        ("P1", 3, 3)
    ]


def test_a_comment_above_an_item_covers_the_item() -> None:
    text = (
        "conventions:\n  rules:\n    # tracking-plan: ignore[P1]\n    - name: x\n      message: y\n"
    )
    assert covered(text) == [("P1", 5, 6)]


@pytest.mark.parametrize(
    "value",
    [
        '"a # tracking-plan: ignore[P1]"',
        "'a # tracking-plan: ignore[P1]'",
        "|\n      a # tracking-plan: ignore[P1]",
    ],
)
def test_text_that_looks_like_a_comment_is_text(value: str) -> None:
    assert covered(f"events:\n  A:\n    description: {value}\n") == []


def test_the_next_event_is_not_covered() -> None:
    text = "events:\n  A:  # tracking-plan: ignore[P1]\n    description: |\n      a\n  B: {}\n"
    plan = load_text(f"tracking_plan: 1\n{text}").plan
    assert plan is not None
    (found,) = suppressions(plan)
    assert found.covers.span is not None
    place = plan.events["B"].origin.place.span
    assert place is not None
    assert not found.covers.span.contains(place)
    assert found.at.span == Span(line=3, column=7, end_line=3, end_column=34)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_yaml_ends_them(end: str) -> None:
    lines = ["tracking_plan: 1", "events:", "  # tracking-plan: ignore[P201] later", "  E: {}", ""]
    plan = load_text(end.join(lines)).plan
    assert plan is not None
    (found,) = suppressions(plan)
    assert found.at.span is not None
    assert (found.at.span.line, found.at.span.column) == (3, 3)
    assert found.covers.span is not None
    assert found.covers.span.line == 4
