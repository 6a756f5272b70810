from dataclasses import replace
from datetime import date

import pytest
from effort import at_most
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.finding import Code, FailOn, Finding, Problem, Severity
from tracking_plan.place import Place, Span
from tracking_plan.suppression import Fault, Suppression
from tracking_plan.triage.baseline import Entry, entries
from tracking_plan.triage.run import Triaged, order, triage_findings
from tracking_plan.triage.selection import Layer, Selection
from tracking_plan.triage.selectors import Selectors
from tracking_plan.triage.settings import TriageSettings

CODES = tuple(
    Code(id=id_, name=name, severity=severity, page="A page.", default=default)
    for id_, name, severity, default in (
        ("F101", "not-yaml", Severity.ERROR, True),
        ("P101", "event-name-style", Severity.WARNING, True),
        ("P301", "unbounded-text", Severity.WARNING, False),
        ("U101", "unknown-event", Severity.ERROR, True),
        ("U201", "unknown-property", Severity.ERROR, True),
        ("D101", "unknown-event-sent", Severity.INFO, True),
    )
)
BY_ID = {code.id: code for code in CODES}
TODAY = date(2026, 6, 1)


def family(letter: str) -> tuple[Code, ...]:
    return tuple(code for code in CODES if code.id.startswith(letter))


def own_code(id_: str, name: str) -> Code:
    return Code(id=id_, name=name, severity=Severity.WARNING, page="A page.")


def finding(code: str, path: str = "a.py", line: int = 1, **more: str) -> Finding:
    span = Span(line=line, column=1, end_line=line, end_column=5)
    found = BY_ID[code]
    return Finding(
        code=found,
        severity=found.severity,
        problem=Problem(
            message=more.get("message", "it is wrong"),
            at=Place(path=path, span=span),
            event=more.get("event"),
            property=more.get("property"),
        ),
    )


def settings(*layers: Layer, judged: str = "FPUD") -> TriageSettings:
    return TriageSettings(
        selection=Selection(layers=layers),
        today=TODAY,
        judged=frozenset(judged),
        selectors=Selectors(family=family),
        norm=lambda path: path,
    )


def suppression(
    *codes: str, path: str = "a.py", lines: tuple[int, int] = (1, 2), until: date | None = None
) -> Suppression:
    at = Span(line=lines[0], column=1, end_line=lines[0], end_column=9)
    covers = Span(line=lines[0], column=1, end_line=lines[1], end_column=1)
    return Suppression(
        at=Place(path=path, span=at),
        codes=codes,
        reason=None,
        until=until,
        covers=Place(path=path, span=covers),
    )


def shown(result: Triaged) -> list[str]:
    return [item.code.id for item in result.shown]


def test_findings_come_out_in_the_order_of_place_and_code() -> None:
    found = [finding("U201", "b.py"), finding("U101", "b.py"), finding("P101", "a.py", 9)]
    assert shown(triage_findings(found, (), settings())) == ["P101", "U101", "U201"]


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ((), ["P101", "U101", "U201"]),
        ((Layer(select=("U",)),), ["U101", "U201"]),
        ((Layer(select=("unknown-event",)),), ["U101"]),
        ((Layer(select=("U",), ignore=("U2",)),), ["U101"]),
        ((Layer(ignore=("U",), extend_select=("U201",)),), ["P101", "U201"]),
        ((Layer(extend_select=("P301",)),), ["P101", "P301", "U101", "U201"]),
        ((Layer(select=("P",)),), ["P101"]),
        ((Layer(extend_select=("P3",)),), ["P101", "U101", "U201"]),
        ((Layer(select=("P3", "P301")),), ["P301"]),
        ((Layer(extend_select=("P301",)), Layer(select=("P3",))), ["P301"]),
        ((Layer(select=("ALL",)),), ["D101", "P101", "P301", "U101", "U201"]),
        ((Layer(severity={"U101": "off"}),), ["P101", "U201"]),
        ((Layer(ignore=("U101",)), Layer(select=("U",))), ["U101", "U201"]),
        ((Layer(select=("U",)), Layer(ignore=("U101",))), ["U201"]),
        ((Layer(select=("U",)), Layer(extend_select=("P101",))), ["P101", "U101", "U201"]),
        ((Layer(ignore=("U",)), Layer()), ["P101"]),
    ],
)
def test_later_layers_and_more_exact_selectors_win(
    layers: tuple[Layer, ...], expected: list[str]
) -> None:
    codes = ["P101", "P301", "U101", "U201", *(["D101"] if "D101" in expected else [])]
    result = triage_findings([finding(code) for code in codes], (), settings(*layers))
    assert shown(result) == expected


@given(layer=st.sampled_from([Layer(select=("U",)), Layer(ignore=("F", "P"))]))
def test_what_could_not_be_read_is_always_shown(layer: Layer) -> None:
    assert "F101" in shown(triage_findings([finding("F101")], (), settings(layer)))


def test_a_plan_can_change_a_severity_but_not_that_of_an_unreadable_part() -> None:
    layer = Layer(severity={"U": "warning", "U101": "info", "F": "info"})
    found = [finding("F101"), finding("U101"), finding("U201")]
    severities = [item.severity for item in triage_findings(found, (), settings(layer)).shown]
    assert severities == [Severity.ERROR, Severity.INFO, Severity.WARNING]


def test_a_comment_silences_what_begins_in_what_it_covers_and_nothing_else() -> None:
    found = [finding("U101", line=1), finding("U101", line=2), finding("U101", "b.py", 1)]
    result = triage_findings(found, [suppression("U101")], settings())
    assert [item.problem.at for item in result.suppressed] == [found[0].problem.at]
    assert shown(result) == ["U101", "U101"]


def test_a_comment_may_name_a_rule_or_a_prefix() -> None:
    found = [finding("U101"), finding("U201")]
    result = triage_findings(found, [suppression("unknown-event", "U2")], settings())
    assert shown(result) == []


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (suppression("U101"), ["X101"]),
        (suppression("U999"), ["X102"]),
        (suppression("no-such-rule"), ["X102"]),
        (suppression("U101", until=date(2026, 5, 31)), ["X103"]),
        (suppression(), ["X104"]),
        (suppression("F101"), ["X105"]),
        (suppression("not-yaml"), ["X105"]),
        (suppression("P301"), []),  # a rule that is off
    ],
)
def test_a_comment_that_does_not_work_is_a_finding(
    comment: Suppression, expected: list[str]
) -> None:
    result = triage_findings([], [comment], settings())
    assert shown(result) == expected
    assert all(item.problem.at == comment.at for item in result.shown)


def test_a_comment_works_on_its_last_day() -> None:
    assert (
        shown(triage_findings([finding("U101")], [suppression("U101", until=TODAY)], settings()))
        == []
    )


def test_a_comment_about_a_family_that_was_not_looked_at_is_not_unused() -> None:
    assert shown(triage_findings([], [suppression("U101")], settings(judged="FP"))) == []


def test_an_unreadable_part_cannot_be_silenced_by_a_comment() -> None:
    result = triage_findings([finding("F101")], [suppression("F101")], settings())
    assert shown(result) == ["F101", "X105"]


def test_the_same_comment_from_two_steps_is_one() -> None:
    comment = suppression("U101")
    assert shown(triage_findings([], [comment, comment], settings())) == ["X101"]


def excusing(*found: Finding, judged: str = "FPUD") -> TriageSettings:
    return replace(settings(judged=judged), baseline=entries(found, lambda path: path))


def test_a_baseline_excuses_the_same_finding_on_another_line() -> None:
    old, new = finding("U101", line=3, event="A"), finding("U101", line=30, event="A")
    result = triage_findings([new], (), excusing(old))
    assert result.excused == (new,)
    assert not result.shown


def test_a_baseline_counts_so_that_one_more_is_new() -> None:
    two = [finding("U101", line=line, event="A") for line in (1, 2)]
    three = [*two, finding("U101", line=3, event="A")]
    result = triage_findings(three, (), excusing(*two))
    assert [item.problem.at for item in result.shown] == [three[2].problem.at]


def test_a_baseline_of_data_counts_presence_and_not_frequency() -> None:
    many = [finding("D101", line=line, event="A") for line in range(1, 9)]
    assert not triage_findings(many, (), excusing(many[0])).shown


@pytest.mark.parametrize("change", [{"path": "b.py"}, {"event": "B"}, {"property": "p"}])
def test_a_baseline_excuses_nothing_else(change: dict[str, str]) -> None:
    known = {"path": "a.py", "event": "A", "property": "q"}
    here = {**known, **change}
    new = finding("U101", here["path"], event=here["event"], property=here["property"])
    old = finding("U101", known["path"], event=known["event"], property=known["property"])
    assert shown(triage_findings([new], (), excusing(old))) == ["X201", "U101"]


def test_two_findings_of_the_plan_without_a_name_differ_by_their_messages() -> None:
    old, new = finding("P101", message="'a' is unused"), finding("P101", message="'b' is unused")
    assert triage_findings([new], (), excusing(old)).shown[-1] == new


def test_a_solved_entry_is_reported_and_pruned() -> None:
    solved, left = finding("U101", event="A"), finding("U101", event="B")
    result = triage_findings([left], (), excusing(solved, left))
    assert shown(result) == ["X201"]
    assert result.pruned == entries([left], lambda path: path)


def test_entries_of_a_family_that_was_not_looked_at_stay() -> None:
    old = finding("U101", event="A")
    result = triage_findings([], (), excusing(old, judged="P"))
    assert not result.shown
    assert result.pruned == entries([old], lambda path: path)


def test_entries_of_a_rule_that_is_off_stay() -> None:
    old = finding("U101", event="A")
    base = replace(excusing(old), selection=Selection(layers=(Layer(ignore=("U1",)),)))
    result = triage_findings([], (), base)
    assert not result.shown
    assert result.pruned == entries([old], lambda path: path)


def test_entries_of_a_rule_that_is_gone_are_stale() -> None:
    gone = Entry(fingerprint="a", code="U999")
    assert shown(triage_findings([], (), replace(settings(), baseline=(gone,)))) == ["X201"]


def test_a_baseline_never_excuses_an_unreadable_part() -> None:
    assert shown(triage_findings([finding("F101")], (), excusing(finding("F101")))) == [
        "X201",
        "F101",
    ]


@pytest.mark.parametrize(
    ("severity", "fail_on", "fails"),
    [
        (Severity.ERROR, "error", True),
        (Severity.WARNING, "error", False),
        (Severity.WARNING, "warning", True),
        (Severity.INFO, "warning", False),
        (Severity.ERROR, "never", False),
    ],
)
def test_the_run_fails_from_the_chosen_severity_on(
    severity: Severity, fail_on: str, fails: bool
) -> None:
    assert FailOn(fail_on).is_failure(severity) is fails


FOUND = st.builds(
    finding,
    st.sampled_from(sorted(BY_ID)),
    st.sampled_from(["a.py", "b.py"]),
    st.integers(1, 4),
    event=st.sampled_from(["A", "B"]),
)
SELECTORS = st.lists(st.sampled_from(["ALL", "P", "U", "U1", "U101", "unknown-event", "F"]))
LAYERS = st.builds(
    Layer,
    select=st.none() | SELECTORS.map(tuple),
    extend_select=SELECTORS.map(tuple),
    ignore=SELECTORS.map(tuple),
    severity=st.dictionaries(st.sampled_from(["U", "P101"]), st.sampled_from(["off", "info"])),
)
COMMENTS = st.builds(
    lambda codes, path, start, size, until: suppression(
        *codes, path=path, lines=(start, start + size), until=until
    ),
    SELECTORS,
    st.sampled_from(["a.py", "b.py"]),
    st.integers(1, 4),
    st.integers(0, 3),
    st.none() | st.sampled_from([date(2026, 1, 1), date(2027, 1, 1)]),
)


@given(
    found=st.lists(FOUND, max_size=12),
    layers=st.lists(LAYERS, max_size=2),
    comments=st.lists(COMMENTS, max_size=4),
    known=st.lists(FOUND, max_size=6),
    judged=st.sampled_from(["FPUD", "U", ""]),
)
def test_triage_neither_invents_nor_loses_a_finding(
    found: list[Finding],
    layers: list[Layer],
    comments: list[Suppression],
    known: list[Finding],
    judged: str,
) -> None:
    base = settings(*layers, judged=judged)
    baseline: tuple[Entry, ...] = entries(known, lambda path: path)
    result = triage_findings(found, comments, replace(base, baseline=baseline))
    heaps = (*result.shown, *result.deselected, *result.suppressed, *result.excused)
    assert all(list(heap) == sorted(heap, key=order) for heap in (result.shown, result.excused))

    def known_as(item: Finding) -> tuple[str, Place | None, str | None]:
        return item.code.id, item.problem.at, item.problem.event

    kept = [known_as(item) for item in heaps if not item.code.id.startswith("X")]
    assert sorted(kept, key=repr) == sorted(map(known_as, found), key=repr)
    assert {"F101"}.isdisjoint(item.code.id for item in (*result.suppressed, *result.excused))


def test_a_comment_with_a_fault_silences_nothing_and_is_a_finding() -> None:
    faulty = suppression("U101")._replace(fault=Fault(message="it is odd", hint="mend it"))
    result = triage_findings([finding("U101")], [faulty], settings())
    assert [item.code.id for item in result.shown] == ["U101", "X106"]
    assert result.suppressed == ()


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("unknwon-event", []),
        ("u101", []),
        ("U9", []),
        ("", []),
        ("U", ["U101", "U201"]),
        ("U2", ["U201"]),
        ("U201", ["U201"]),
        ("unknown-event", ["U101"]),
        ("Q", ["Q101"]),
        ("own-rule", ["Q101"]),
        ("ALL", ["F101", "P101", "P301", "U101", "U201", "D101", "Q101"]),
    ],
)
def test_a_selector_means_an_id_a_prefix_a_name_or_all(selector: str, ids: list[str]) -> None:
    selectors = Selectors(family=family, own=(own_code("Q101", "own-rule"),))
    assert [code.id for code in selectors.codes(selector)] == ids


@pytest.mark.parametrize(
    ("selector", "near"),
    [("u2", "U2"), ("q101", "Q101"), ("unknwon-event", "unknown-event"), ("zzz", None)],
)
def test_what_an_unknown_selector_was_meant_to_be(selector: str, near: str | None) -> None:
    selectors = Selectors(family=family, own=(own_code("Q101", "own-rule"),))
    assert selectors.nearest(selector) == near


@pytest.mark.parametrize(
    ("selector", "choosing", "silencing"),
    [
        ("U101", None, None),
        ("ALL", None, None),
        ("F101", None, "X105"),
        ("not-yaml", None, "X105"),
        ("F9", "X102", "X102"),
        ("nothing", "X102", "X102"),
    ],
)
def test_a_setting_may_choose_what_it_may_not_silence(
    selector: str, choosing: str | None, silencing: str | None
) -> None:
    selectors = Selectors(family=family)
    found = (selectors.check(selector), selectors.check_silencing(selector))
    assert [item and item.code.id for item in found] == [choosing, silencing]


def test_only_the_families_that_a_selector_can_mean_are_loaded() -> None:
    asked: list[str] = []

    def noted(letter: str) -> tuple[Code, ...]:
        asked.append(letter)
        return family(letter)

    Selectors(family=noted).codes("U2")
    assert asked == ["U"]


def covering(first: int, last: int, code: str) -> Suppression:
    span = Span(line=first, column=1, end_line=last, end_column=99)
    at = Place(path="a.py", span=Span(line=first, column=1, end_line=first, end_column=2))
    covers = Place(path="a.py", span=span)
    return Suppression(at=at, codes=(code,), reason=None, until=None, covers=covers)


@pytest.mark.parametrize(
    "comments",
    [
        [covering(i, i, "P101") for i in range(1, 20_001)],
        [covering(i, 20_000, "P101") for i in range(1, 200)],
        [covering(1, 20_000, "P101"), *[covering(i, i, "U101") for i in range(1, 20_001)]],
        [covering(5, 6, f"P{i}") for i in range(20_000)],
    ],
)
def test_thousands_of_comments_and_findings_take_no_longer_than_their_sum(
    comments: list[Suppression],
) -> None:
    with at_most(30):  # coverage included; looked at one by one: minutes
        done = triage_findings(
            [finding("P101", line=i) for i in range(1, 5001)], comments, settings()
        )
        assert done.suppressed or comments[0].codes == ("P0",)


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 5), st.sampled_from(["P1", "U", "X9"]))),
    st.lists(st.tuples(st.integers(1, 12), st.sampled_from(["P101", "U101", "U201"]))),
)
def test_a_comment_silences_what_begins_in_what_it_covers(
    comments: list[tuple[int, int, str]], found: list[tuple[int, str]]
) -> None:
    """What is looked up is what looking at every comment would find."""
    stated = [covering(first, first + more, code) for first, more, code in comments]
    items = [finding(code, line=line) for line, code in found]
    done = triage_findings(items, stated, settings())
    silenced = [
        item
        for item, (line, code) in zip(items, found, strict=True)
        if any(f <= line <= f + more and code.startswith(c) for f, more, c in comments)
    ]
    assert sorted(map(id, done.suppressed)) == sorted(map(id, silenced))
