"""Lists that have an entry twice."""

import pytest

from tracking_plan.plan.load import load_text


def repeated(body: str) -> list[tuple[str, str]]:
    """The code and the message of each finding."""
    found = load_text(f"tracking_plan: 1\n{body}\n").findings
    return [(item.code.id, item.problem.message) for item in found]


def of_property(body: str) -> list[tuple[str, str]]:
    return repeated(f"events: {{E: {{properties: {{p: {{{body}}}}}}}}}")


@pytest.mark.parametrize(
    "body",
    [
        "enum: [a, A, ' a']",
        "enum: [1, '1']",
        "enum: [true, 'true', 1]",
        "enum: [1, 1.5]",
        "enum: [{value: a, description: x}, {value: b, description: x}]",
        "type: string, examples: [a, A]",
        "type: array, items: string, examples: [[a], [b], [a, b]]",
        "type: object, additional_properties: true, examples: [{value: 1, a: 2}, {value: 1}]",
        "type: array, items: {type: string}, examples: [[a, a]]",
    ],
)
def test_what_differs_is_no_repetition(body: str) -> None:
    assert of_property(body) == []


@pytest.mark.parametrize(
    ("body", "entry"),
    [
        ("enum: [a, b, a]", "'a'"),
        ("enum: [a, 'a']", "'a'"),
        ("enum: [1, 2, 1.0]", "1.0"),
        ("enum: [100, 1.0e+2]", "1.0e+2"),
        ("enum: [true, TRUE]", "TRUE"),
        ("enum: ['1', '1']", "'1'"),
        ("enum: [a, {value: a, description: Another.}]", "'a'"),
        ("enum: [{value: a, description: One.}, {value: a, description: Two.}]", "'a'"),
        ("type: array, items: {enum: [x, x]}", "'x'"),
    ],
)
def test_an_enum_names_each_value_once(body: str, entry: str) -> None:
    assert ("F110", f"{entry} is listed twice") in of_property(body)


@pytest.mark.parametrize(
    "body",
    [
        "events: {E: {sources: [web, web]}}",
        "events: {E: {tags: [web, web]}}",
        "events: {E: {answers: [web, web]}}",
        "events: {E: {previous_names: [web, web]}}",
        "events: {E: {previous: {0.9: {sources: [web, web]}}}}",
        "environments: [web, web]",
        "sources: {a: {paths: [web, web]}}",
        "sources: {a: {libs: [web, web]}}",
        "conventions: {questions: [web, web]}",
        "usage: {paths: [web, web]}",
        "usage: {exclude: [web, web]}",
        "generate: [{target: python, output: out, sources: [web, web]}]",
        "findings: {ignore: [web, web]}",
        "shared: {s: {enum: [web, web]}}",
        "traits: {t: {enum: [web, web]}}",
    ],
)
def test_every_list_of_the_plan_names_each_entry_once(body: str) -> None:
    assert repeated(body) == [("F110", "'web' is listed twice")]


def test_both_places_are_shown() -> None:
    (finding,) = load_text("tracking_plan: 1\nenvironments:\n  - a\n  - b\n  - a\n").findings
    (related,) = finding.problem.related
    assert finding.problem.at
    assert finding.problem.at.span
    assert related.at.span
    assert (finding.problem.at.span.line, related.at.span.line) == (5, 3)


@pytest.mark.parametrize(
    ("body", "entry"),
    [
        ("type: string, examples: [a, b, 'a']", "'a'"),
        ("type: number, examples: [1, 1.0]", "1.0"),
        ("type: string, nullable: true, examples: [null, 'null', null]", "null"),
        ("type: array, items: string, examples: [[a], [a]]", "the example"),
    ],
)
def test_an_example_stands_once(body: str, entry: str) -> None:
    assert ("F110", f"{entry} is listed twice") in of_property(body)


def test_an_example_of_an_event_stands_once() -> None:
    other = "properties: {value: integer, plan: string}, examples: [{value: 1, plan: a}"
    assert repeated(f"events: {{E: {{{other}, {{value: 1, plan: b}}]}}}}") == []
    found = repeated(f"events: {{E: {{{other}, {{plan: a, value: 1}}]}}}}")
    assert found == [("F110", "the example is listed twice")]
