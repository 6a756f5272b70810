"""One mistake, one finding: what follows from a mistake is not said beside it."""

from datetime import date

import pytest

from tracking_plan.lint.run import lint_plan
from tracking_plan.plan.load import load, load_text
from tracking_plan.plan.text.tree import Texts

EVENTS = "events:\n  Order Paid: {description: Money came., answers: conversion, "
OTHER = "  Order Sent: {description: A parcel left., answers: conversion}\n"


def codes(body: str) -> list[str]:
    """The codes of all findings of a plan, F and P."""
    loaded = load_text(f"tracking_plan: 1\n{body}")
    found = [*loaded.findings]
    if loaded.plan is not None:
        rules_that_are_off = lambda code: True  # noqa: E731
        found += lint_plan(loaded.plan, today=date(2026, 1, 1), is_on=rules_that_are_off)
    return sorted(item.code.id for item in found)


def of_property(body: str) -> list[str]:
    return codes(f"{EVENTS}properties: {{p: {{description: What it is., {body}}}}}}}\n")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("conventions: {require: [owner]}\n" + EVENTS + "owner: 404}\n", "F102"),
        ("conventions: {require: [owner]}\n" + EVENTS + "ownr: ada}\n", "F101"),
        ("conventions: {require: [owner]}\n" + EVENTS + "team: ada}\n", "F101"),
        ("conventions: {require: [owner]}\n" + EVENTS + "contact: ada}\n", "F101"),
        ("conventions: {require: [tags]}\n" + EVENTS + "tags: paid}\n", "F102"),
        ("conventions: {require: [sources]}\n" + EVENTS + "sources: web}\n", "F102"),
        ("events: {Order Paid: {description: [x], answers: conversion}}\n", "F102"),
        ("events: {Order Paid: {desciption: Money came., answers: conversion}}\n", "F101"),
        ("events: {Order Paid: {description: Money came., answers: [4]}}\n", "F102"),
        ("events: {Order Paid: {description: Money came., questions: conversion}}\n", "F101"),
        (EVENTS + "status: deprecated, sunset: 2026-02-30}\n", "F208"),
        (EVENTS + "status: deprecated, sunset: soon}\n", "F108"),
        (EVENTS + "status: deprecated, replaced_by: [Order Sent]}\n" + OTHER, "F102"),
        (EVENTS + "status: gone, replaced_by: Order Sent}\n" + OTHER, "F103"),
        (EVENTS + "status: deprecated, replaced_by: Cart}\n  Cart: 4\n", "F102"),
        (EVENTS + "sources: [kiosk]}\nsources: {kiosk: 4}\n", "F102"),
        (EVENTS + "sources: [kiosk]}\nsources: [kiosk]\n", "F102"),
        ("conventions: {questions: activation}\n" + EVENTS + "answers: why}\n", "F102"),
        ("conventions: {require: owner}\nevents: {Order Paid: {answers: conversion}}\n", "F102"),
        ("conventions: {event_names: Titel}\nevents: {a b: , C D: , E F: }\n", "F103"),
    ],
)
def test_what_an_event_says_wrongly_is_not_called_missing(body: str, code: str) -> None:
    found = codes(body.replace("answers: conversion, answers", "answers"))
    assert found == [code] or (code, found[:1], "P201" in found) == ("F103", ["F103"], True)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("typ: string", "F101"),
        ("datatype: string", "F101"),
        ("anyOf: [{type: string}]", "F101"),
        ("$ref: '#/shared/x'", "F101"),
        ("type: strin", "F103"),
        ("type: [string]", "F102"),
        ("type: string, format: emial", "F103"),
        ("type: string, max_length: ten", "F102"),
        ("type: string, maxLength: 10", "F101"),
        ("type: string, pattern: '(?=x)'", "F204"),
        ("type: string, values: [a]", "F101"),
        ("enum: a", "F102"),
        ("ref: [x]", "F102"),
    ],
)
def test_a_property_with_a_wrong_key_lacks_nothing_else(body: str, code: str) -> None:
    assert of_property(body) == [code]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("street, city", "F101"),
        ("street", "F101"),
        ("string", "F101"),
        ("type: object, street, city", "F101"),
        ("type: object, properties: {street, city}", "F102"),
        ("type: object, properties: {street: string, city, zip}", "F102"),
        ("type: array, items: {street, city}", "F101"),
        ("type: object, additional_properties: {street, city}", "F101"),
        ("enum: ［b, c］", "F101"),
        ("type: string, enum: ｛b, c, d｝", "F101"),
        ("type: string, enum: 【b, c】, unit: x", "F101"),
        ("type: string, enum: {b, c}", "F102"),
    ],
)
def test_names_without_values_and_lists_in_other_brackets_are_one_mistake(
    body: str, code: str
) -> None:
    found = codes(f"{EVENTS}properties: {{p: {{{body}}}}}}}\n")
    assert [one for one in found if one[0] == "F"] == [code]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("events: {Order Paid, Order Sent}\n", []),
        ("events: {}\nsources: {web, app}\n", []),
        (f"{EVENTS}properties: {{p: {{type: string, tpye, b}}}}}}\n", ["F101", "F101"]),
        (f"{EVENTS}properties: {{p: {{type: string, title, b}}}}}}\n", ["F101", "F101"]),
    ],
)
def test_names_that_may_have_no_value_and_misspelled_keys_are_told_apart(
    body: str, found: list[str]
) -> None:
    assert [code for code in codes(body) if code[0] == "F"] == found


@pytest.mark.parametrize("pii", ["yes", "{kind: mail, action: hash}", "{kind: email}", "[email]"])
def test_personal_data_with_a_wrong_declaration_is_declared(pii: str) -> None:
    found = codes(
        f"{EVENTS}properties: {{email: {{type: string, max_length: 9, description: Whose it is., "
        f"pii: {pii}}}}}}}\n"
    )
    assert [code for code in found if code[0] == "P"] == []


def test_a_description_that_is_wrong_is_there() -> None:
    assert codes(f"{EVENTS}properties: {{p: {{type: boolean, description: 4}}}}}}\n") == ["F102"]
    assert codes(f"{EVENTS}properties: {{p: {{type: boolean, title: It.}}}}}}\n") == ["F101"]


def test_what_is_really_missing_is_said_beside_a_mistake() -> None:
    assert codes("events: {Order Paid: {owner: 404, answers: conversion}}\n") == ["F102", "P201"]
    assert of_property("desc: It., nullable: 1") == ["F101", "F102", "F104"]
    body = f"{EVENTS}properties: {{p: {{type: boolean, nullable: 1}}}}}}\n"
    assert codes(body) == ["F102", "P204"]


@pytest.mark.parametrize("definition", ["4", "strin", "{type: strin}", "{max_length: 4}", "[a]"])
def test_a_ref_to_a_faulty_definition_is_no_second_mistake(definition: str) -> None:
    body = f"shared:\n  mine: {definition}\n{EVENTS}properties: {{p: ref! mine, q: ref mine}}}}\n"
    assert len(codes(body)) == 1


def test_a_definition_that_a_faulty_property_uses_is_used() -> None:
    shared = "shared:\n  mine: {type: boolean, description: It.}\n"
    used = f"{shared}{EVENTS}properties: {{p: {{ref: mine, max_length: 4}}}}}}\n"
    assert codes(used) == ["F105"]
    assert codes(f"{shared}{EVENTS}properties: {{p: ref mine}}, owner: 4}}\n") == ["F102"]
    unused = f"{shared}{EVENTS}owner: 4}}\n"
    assert codes(unused) == ["F102", "P306"]


def test_a_comment_does_not_use_a_definition() -> None:
    shared = "shared:\n  mine: {type: boolean, description: It.}\n"
    assert codes(f"{shared}{EVENTS}owner: me}}  # ref mine\n") == ["P306"]


def of_files(**files: str) -> list[tuple[str, str]]:
    texts = {f"{name}.yaml": text for name, text in files.items()}
    loaded = load(Texts(texts), "root.yaml")
    assert loaded.plan is not None
    found = [*loaded.findings, *lint_plan(loaded.plan, today=date(2026, 1, 1))]
    return sorted((f.problem.at.path, f.code.id) for f in found if f.problem.at)


ROOT = (
    "tracking_plan: 1\ninclude: [other.yaml]\nshared: {mine: {type: boolean, description: It.}}\n"
    "events:\n  Order Paid:\n    description: Money came.\n    answers: conversion\n"
    "    status: deprecated\n    replaced_by: Order Sent\n"
    "    properties: {a: ref theirs, b: ref! theirs, c: ref others}\n"
)


@pytest.mark.parametrize("text", ["events: [", "- a\n", "a: \x00", "{" * 200, "just words"])
def test_what_may_stand_in_an_unreadable_file_is_held_back_with_one_line(text: str) -> None:
    found = of_files(root=ROOT, other=text)
    assert [path for path, _ in found] == ["other.yaml"] * 2
    assert ("other.yaml", "F017") in found


def test_so_it_is_for_a_file_that_is_not_there() -> None:
    assert of_files(root=ROOT) == [("root.yaml", "F014"), ("root.yaml", "F017")]


def test_a_file_that_is_read_is_judged() -> None:
    found = of_files(root=ROOT, other="events: {}\n")
    assert [code for _, code in found] == ["F201", "F201", "F201", "P306", "P501"]
