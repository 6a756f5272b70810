"""Plans that are too large: what is read, what is refused, and where."""

import pytest
from effort import at_most

from tracking_plan.plan.load import Loaded, load, load_text
from tracking_plan.plan.text.size import MAX_FILE_VALUES, MAX_NAMES, MAX_PROBLEMS, MAX_PROPERTIES
from tracking_plan.plan.text.tree import Texts

HEAD = "tracking_plan: 1\n"


def refused(loaded: Loaded) -> list[tuple[str, int]]:
    """The path and the line of each F016."""
    found = (item.problem.at for item in loaded.findings if item.code.id == "F016")
    return [(at.path, at.span.line if at.span else 0) for at in found if at]


def events(count: int, first: int = 0) -> str:
    made = (f"  Event {i}: {{properties: {{a: string}}}}\n" for i in range(first, first + count))
    return "events:\n" + "".join(made)


def test_a_plan_of_twenty_thousand_events_is_read() -> None:
    loaded = load_text(HEAD + events(20_000))
    assert loaded.findings == ()
    assert loaded.plan is not None
    assert len(loaded.plan.events) == 20_000


@pytest.mark.parametrize("count", [MAX_NAMES + 1, 5 * MAX_NAMES])
def test_a_plan_of_more_events_is_refused_at_the_first_too_many(count: int) -> None:
    with at_most(30):  # of which collecting garbage takes most
        loaded = load_text(HEAD + events(count))
        assert loaded.plan is None
        assert refused(loaded) == [("tracking-plan.yaml", MAX_NAMES + 3)]


def test_the_events_of_all_files_are_counted() -> None:
    texts = {
        "p.yaml": f"{HEAD}include: ['*.yaml']\n",
        "a.yaml": events(12_000),
        "b.yaml": events(12_000, first=12_000),
    }
    loaded = load(Texts(texts), "p.yaml")
    assert loaded.plan is None
    assert refused(loaded) == [("b.yaml", 8_002)]


@pytest.mark.parametrize("section", ["shared", "traits"])
def test_definitions_and_traits_are_counted_too(section: str) -> None:
    most = {"shared": MAX_NAMES, "traits": MAX_PROPERTIES}[section]
    for count, is_refused in ((most, False), (most + 1, True)):
        body = "".join(f"  n{i}: string\n" for i in range(count))
        assert bool(refused(load_text(f"{HEAD}{section}:\n{body}"))) is is_refused


def test_an_event_keeps_the_first_of_too_many_properties() -> None:
    body = "".join(f"      n{i}: string\n" for i in range(MAX_PROPERTIES + 10))
    loaded = load_text(f"{HEAD}events:\n  E:\n    properties:\n{body}  F: {{}}\n")
    assert refused(loaded) == [("tracking-plan.yaml", MAX_PROPERTIES + 5)]
    assert loaded.plan is not None
    assert len(loaded.plan.events["E"].current.properties) == MAX_PROPERTIES
    assert "F" in loaded.plan.events


@pytest.mark.parametrize(
    "body",
    [
        "events:\n" + "".join(f"  E {i % 2}: {{}}\n" for i in range(10_000)),
        "events:\n  E:\n" + "".join(f"    k{i}: 1\n" for i in range(10_000)),
        "events:\n  E:\n    properties:\n" + "".join(f"      k{i}: strin\n" for i in range(10_000)),
        "events: {E: {metadata: {a: [" + "*b," * 10_000 + "]}}}\n",
        "events: {E: {metadata: {a: [" + "!t b," * 10_000 + "]}}}\n",
        "".join(f"k{i}: text #cut\n" for i in range(10_000)),
    ],
)
def test_the_problems_of_a_plan_end_at_a_number(body: str) -> None:
    loaded = load_text(HEAD + body)
    assert len(loaded.findings) == MAX_PROBLEMS + 1
    assert len(refused(loaded)) == 1
    assert "solve the first" in str(loaded.findings[-1].problem.hint)


def test_unknown_refs_end_there_and_show_the_first() -> None:
    uses = "".join(f"  E{i}: {{properties: {{a: ref curency{i}}}}}\n" for i in range(10_000))
    loaded = load_text(f"{HEAD}shared: {{currency0: string}}\nevents:\n{uses}")
    assert len(loaded.findings) == MAX_PROBLEMS + 1
    assert loaded.findings[0].problem.hint == "did you mean 'currency0'?"


@pytest.mark.parametrize(
    "text",
    [
        "name: [" + "a," * 2_000_000 + "]\n",
        "name:\n" + "- a\n" * 2_000_000,
        "name:\n" + "".join(f" k{i}:\n" for i in range(700_000)),
        "name: [" + "{a}," * 1_000_000 + "]\n",
    ],
)
def test_more_values_than_a_file_may_have_are_not_built(text: str) -> None:
    with at_most(30):
        loaded = load_text(HEAD + text)
        assert loaded.plan is None
        assert len(refused(loaded)) == 1


def test_a_text_full_of_commas_is_one_value() -> None:
    commas = "a, b: c - " * (MAX_FILE_VALUES // 2)
    loaded = load_text(f"{HEAD}description: '{commas}'\n")
    assert loaded.findings == ()
    assert loaded.plan is not None


def test_no_more_than_a_thousand_patterns_are_looked_for() -> None:
    patterns = ", ".join(["a.yaml"] * 1_001)
    texts = {"p.yaml": f"{HEAD}include: [{patterns}]\n", "a.yaml": "events: {E: {}}\n"}
    loaded = load(Texts(texts), "p.yaml")
    assert refused(loaded) == [("p.yaml", 2)]
    assert loaded.plan is not None
    assert "E" in loaded.plan.events
