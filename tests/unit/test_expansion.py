"""Chains, circles and fans of `ref`: as long as you like, as deep as the limits say."""

from collections.abc import Callable

import pytest

from tracking_plan.finding import Finding
from tracking_plan.plan.builders.properties import MAX_LEVELS
from tracking_plan.plan.load import Loaded, load_text
from tracking_plan.plan.model import Property, Type
from tracking_plan.plan.text.size import MAX_PROPERTIES

KINDS: dict[str, Callable[[str], str]] = {
    "itself": lambda ref: ref,
    "in items": lambda ref: f"{{type: array, items: {ref}}}",
    "in an object": lambda ref: f"{{type: object, properties: {{x: {ref}}}}}",
}


def load(definitions: str, use: str = "ref p0") -> Loaded:
    return load_text(
        f"tracking_plan: 1\nshared:\n{definitions}events:\n  E: {{properties: {{a: {use}}}}}\n"
    )


def chain(length: int, kind: str, last: str = "string") -> str:
    """Definitions of which each refers to the next."""
    made = (f"  p{i}: {KINDS[kind](f'ref p{i + 1}')}\n" for i in range(length))
    return "".join(made) + f"  p{length}: {last}\n"


def codes(found: tuple[Finding, ...]) -> list[tuple[str, int]]:
    places = ((item.code.id, item.problem.at) for item in found)
    return [(code, at.span.line) for code, at in places if at and at.span]


def depth(prop: Property) -> int:
    inner = [*(prop.properties or ()), *([prop.items] if prop.items else [])]
    return 1 + max(map(depth, inner), default=0)


@pytest.mark.parametrize("length", [1, 150, 450, 5000])
def test_a_chain_that_adds_no_level_may_have_any_length(length: int) -> None:
    loaded = load(chain(length, "itself"))
    assert loaded.findings == ()
    assert loaded.plan is not None
    assert loaded.plan.events["E"].current.properties[0].type is Type.STRING


@pytest.mark.parametrize("kind", ["in items", "in an object"])
def test_a_chain_may_be_as_deep_as_the_limit(kind: str) -> None:
    loaded = load(chain(MAX_LEVELS - 1, kind))
    assert loaded.findings == ()
    assert loaded.plan is not None
    assert depth(loaded.plan.events["E"].current.properties[0]) == MAX_LEVELS


@pytest.mark.parametrize("kind", ["in items", "in an object"])
@pytest.mark.parametrize("length", [MAX_LEVELS, 450, 5000])
def test_a_deeper_chain_is_refused_where_it_passes_the_limit(kind: str, length: int) -> None:
    loaded = load(chain(length, kind))
    assert {code for code, _ in codes(loaded.findings)} == {"F008"}
    assert loaded.plan is not None
    assert all(depth(prop) <= MAX_LEVELS for prop in loaded.plan.shared.values())


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("length", [1, 63, 450, 5000])
def test_a_circle_of_any_length_is_named_once(kind: str, length: int) -> None:
    loaded = load(chain(length, kind, last="ref p0"))
    assert [place for place in codes(loaded.findings) if place[0] == "F202"] == [("F202", 3)]
    (circle,) = (item for item in loaded.findings if item.code.id == "F202")
    assert "p0 -> p1" in circle.problem.message
    assert circle.problem.message.endswith("-> p0")
    assert len(circle.problem.message) < 120


def test_a_circle_that_a_chain_leads_to_is_named_where_it_begins() -> None:
    loaded = load("  p0: ref p1\n  p1: ref p2\n  p2: {type: array, items: ref p1}\n")
    assert codes(loaded.findings) == [("F202", 4)]


def test_what_doubles_with_each_ref_is_refused_where_it_grows_too_large() -> None:
    twice = "".join(
        f"  p{i}: {{type: object, properties: {{x: ref p{i + 1}, y: ref p{i + 1}}}}}\n"
        for i in range(30)
    )
    loaded = load(f"{twice}  p30: string\n")
    assert {code for code, _ in codes(loaded.findings)} == {"F016"}
    assert loaded.plan is not None


def test_an_event_counts_what_its_refs_bring_along() -> None:
    wide = "{type: object, properties: {" + ", ".join(f"k{i}: string" for i in range(999)) + "}}"
    uses = [f"u{i}: ref p0" for i in range(6)]
    event = "{type: object, properties: {" + ", ".join(uses) + "}}"
    assert load(f"  p0: {wide}\n", "ref p0").findings == ()
    found = load(f"  p0: {wide}\n", event).findings
    assert [(item.code.id, item.problem.property) for item in found] == [
        ("F016", "a.u4"),
        ("F016", "a.u5"),
    ]
    assert str(f"{MAX_PROPERTIES:,}") in found[0].problem.message


def test_each_event_and_each_definition_counts_for_itself() -> None:
    wide = "{type: object, properties: {" + ", ".join(f"k{i}: string" for i in range(999)) + "}}"
    events = "".join(f"  E{i}: {{properties: {{a: ref p}}}}\n" for i in range(20))
    others = "".join(f"  q{i}: {{type: array, items: ref p}}\n" for i in range(20))
    text = (
        f"tracking_plan: 1\nshared:\n  p: {wide}\n{others}common: {{c: ref p}}\nevents:\n{events}"
    )
    assert load_text(text).findings == ()
