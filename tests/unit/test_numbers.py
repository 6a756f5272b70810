"""Numbers as plans write them: what is said of each, wherever it stands, is true."""

import json

import pytest

from tracking_plan.catalog.describe import describe
from tracking_plan.codegen.wording import property_doc
from tracking_plan.names.phrases import json_text
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan, Property

HEAD = "tracking_plan: 1\nevents:\n  E:\n    properties:\n"


def load(body: str) -> tuple[Plan, list[tuple[str, str, str | None]]]:
    loaded = load_text(f"{HEAD}      p: {body}\n")
    assert loaded.plan is not None
    found = [(f.code.id, f.problem.message, f.problem.hint) for f in loaded.findings]
    return loaded.plan, found


def property_of(plan: Plan) -> Property:
    (prop,) = plan.events["E"].current.properties
    return prop


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.0", 1.0), ("0.1", 0.1), (".5", 0.5), ("5.", 5.0), ("+1", 1), ("-0", 0),
        ("12345678901234567890", 12345678901234567890), ("0.30000000000000004", 0.1 + 0.2),
        ("1_000", "1_000"), ("0b11", "0b11"), ("1:30", "1:30"), ("yes", "yes"), ("no", "no"),
        ("on", "on"), ("off", "off"), ("NO", "NO"), ("2026-01-31", "2026-01-31"),
        ("2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"), ("1e", "1e"), ("0o8", "0o8"),
        ("true", True),
    ],
)  # fmt: skip
def test_a_value_is_what_yaml_1_2_says(text: str, value: object) -> None:
    plan, found = load(f"{{type: any, examples: [{text}], enum: [{text}, z]}}")
    prop = property_of(plan)
    assert found == []
    assert prop.enum is not None
    for read in (prop.examples[0], prop.enum[0].value):
        assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1e3", "1000"), ("1E+3", "1000"), ("0o17", "15"), ("0x1F", "31"), ("010", "10"),
     ("1e-400", "0"), ("1E22", "1e22"), ("1e22", None)],
)  # fmt: skip
def test_what_looks_like_a_code_is_said_to_be_a_number(text: str, shown: str | None) -> None:
    for body in (f"{{enum: [{text}, z]}}", f"{{const: {text}}}"):
        _, found = load(body)
        message = f"{text} is read as {f'the number {shown}' if shown else 'a number'}"
        hint = f"if it is a text, quote it: '{text}'; if not, add `type: number`"
        assert found == [("F012", message, hint)]
    for written in ("string", "number", "integer", "boolean"):  # lint holds the value to it
        assert load(f"{{type: {written}, enum: [{text}, z]}}")[1] == []
    assert [one[0] for one in load(f"{{type: any, enum: [{text}, z]}}")[1]] == ["F012"]


@pytest.mark.parametrize(
    "body",
    ["{enum: ['1.10', '1.2']}", "{type: number, enum: [1.10, 9.90]}", "{enum: [1.0, 2.0, 2.5]}",
     "{enum: [0.5, -3, 10, 100]}", "{enum: [true, false]}", "{enum: ['yes', true]}",
     "{enum: [yes, no]}", "{enum: [true, unknown]}", "{type: any, enum: [true, yes, +1]}",
     "{const: 20}", "{enum: [on, 10]}"],
)  # fmt: skip
def test_numbers_and_texts_that_say_what_they_are_are_not_doubted(body: str) -> None:
    assert [one for one in load(body)[1] if one[0] == "F012"] == []


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        ("{enum: [1.10, 1.2]}", "1.10 is read as the number 1.1", "'1.10'; if not, add `type: n"),
        ("{enum: [{value: 2.50}, 3]}", "2.50 is read as the number 2.5", "quote it: '2.50'"),
        ("{const: 1.20}", "1.20 is read as the number 1.2", "quote it: '1.20'"),
        ("{enum: [+1, a]}", "+1 is read as the number 1", "quote it: '+1'"),
        ("{enum: [true, yes]}", "yes is read as a text, beside the boolean true", "write true;"),
        ("{enum: [Off, false]}", "Off is read as a text, beside the boolean false", "write false;"),
        (
            "{enum: [{value: n}, true]}",
            "n is read as a text, beside the boolean true",
            "quote both",
        ),
    ],
)
def test_a_value_that_may_be_meant_otherwise_is_doubted(body: str, message: str, hint: str) -> None:
    ((code, said, do),) = load(body)[1]
    assert (code, said) == ("F012", message)
    assert hint in (do or "")


@pytest.mark.parametrize("text", ["1e400", "-1e400", ".inf", "-.INF", ".nan", "9" * 5000])
@pytest.mark.parametrize(
    "body",
    ["{type: any, examples: [{}]}", "{type: any, examples: [[{a: {}}], 4]}", "{enum: [{}, z]}",
     "{const: {}}", "{type: number, minimum: {}}", "{type: string, max_length: {}}"],
)  # fmt: skip
def test_what_json_cannot_have_is_refused_wherever_it_stands(text: str, body: str) -> None:
    plan, found = load(body.replace("{}", text))
    ((code, message, hint),) = found
    assert code == "F102"
    assert f"got {text[:40]}, which is not finite" in message
    whys = (f"JSON has no {text}", "no number that programs can hold is so large")
    assert (hint or "").removesuffix("; leave the limit out") in whys
    schema = version_schema(plan, plan.events["E"], plan.events["E"].current)
    json.dumps(schema, allow_nan=False)


def test_of_an_event_too() -> None:
    loaded = load_text(
        f"{HEAD}      p: number\n    examples: [{{p: .inf}}]\n    metadata: {{a: .inf}}\n"
    )
    assert [f.code.id for f in loaded.findings] == ["F102"]
    assert loaded.plan is not None
    assert loaded.plan.events["E"].examples == ()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1_000", "write 1000"),
        ("'1,000,000'", "write 1000000"),
        ("1'000", "write 1000"),
        ("0b11", "write 3"),
        ("'3'", "write 3, without quotes"),
        ("yes", None),
        ("1:30", None),
        ("2026-01-31", None),
    ],
)
def test_a_limit_that_is_a_text_gets_its_number(text: str, hint: str | None) -> None:
    for body in (f"{{type: number, minimum: {text}}}", f"{{type: string, max_length: {text}}}"):
        ((code, _, said),) = load(body)[1]
        assert (code, said) == ("F102", hint)


def test_a_limit_that_programs_take_for_zero() -> None:
    for key in ("minimum", "multiple_of"):
        ((code, message, _),) = load(f"{{type: number, {key}: 1e-400}}")[1]
        assert (code, message) == ("F109", "1e-400 is nearer to 0 than programs can tell")
    assert load("{type: number, minimum: 0e5, maximum: 0.0}")[1] == []


def test_helpers_and_the_catalog_write_whole_numbers_without_a_fraction() -> None:
    plan, _ = load("{enum: [1e3, 2.5, 1e22], examples: [1e3], type: number, minimum: 1e2}")
    assert property_doc(property_of(plan)) == "One of 1000, 2.5, 1e22. At least 100."
    text = "\n".join(describe(plan.events["E"]))
    assert "one of 1000 | 2.5 | 1e22, minimum 100, such as 1000" in text
    assert json_text({"a": [1e3, True, None, "é"]}) == '{"a": [1000, true, null, "é"]}'
