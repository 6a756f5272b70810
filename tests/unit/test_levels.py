"""Names among keys, keys among names, and texts or mappings for lists: one finding, its cause."""

import pytest

from tracking_plan.plan.load import load_text

EVENT = "tracking_plan: 1\nevents:\n  E:\n"


def found(text: str) -> list[tuple[str, str, str | None]]:
    findings = load_text(text).findings
    return [(f.code.id, f.problem.message, f.problem.hint) for f in findings]


def of_property(body: str) -> list[tuple[str, str, str | None]]:
    return found(f"{EVENT}    properties: {{p: {body}}}\n")


def of_event(body: str) -> list[tuple[str, str, str | None]]:
    return found(EVENT + "".join(f"    {line}\n" for line in body.splitlines()))


@pytest.mark.parametrize(
    "body",
    [
        "{type: object, properties: {type: object, street: string, properties: {type: object}}}",
        "{type: object, properties: {name: string, min: number, unit: string}}",
        "{type: object, properties: {required: string!, enum: {enum: [a]}}}",
        "{type: string, description: string, unit: number}",
        "{type: string, enum: ['a|b', 'c, d']}",
        "{type: string, examples: ['a, b']}",
    ],
)
def test_a_property_that_is_right_stays_right(body: str) -> None:
    assert of_property(body) == []


@pytest.mark.parametrize(
    ("body", "key", "hint"),
    [
        ("{typ: string}", "typ", "did you mean 'type'?"),
        ("{datatype: string}", "datatype", "write it under `type`"),
        ("{type: number, units: string}", "units", "did you mean 'unit'?"),
        ("{type: string, title: Street}", "title", "the key above is its name"),
        ("{type: string, options: [a]}", "options", "list the values under `enum`"),
        ("{type: string, x-note: seen}", "x-note", "known: "),
        ("{type: string, meta: {kind: internal, type: internal}}", "meta", "known: "),
        ("{type: string, size: 4}", "size", "write `max_length`"),
    ],
)
def test_a_key_of_another_tool_is_no_name(body: str, key: str, hint: str) -> None:
    ((code, message, said),) = of_property(body)
    assert (code, message) == ("F101", f"a property has no key {key!r}")
    assert hint in (said or "")


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("{street: string, city: string}", "keys 'street', 'city'"),
        ("{street: {type: string}, city: {enum: [a]}}", "keys 'street', 'city'"),
        ("{a: string!, b: any, c: integer, d: ref y}", "keys 'a', 'b', 'c', and 1 more"),
        ("{name: string, id: string}", "keys 'name', 'id'"),
        ("{min: number, max: number}", "keys 'min', 'max'"),
        ("{description: Where., zip: string}", "key 'zip'"),
        ("{type: object, zip: string, required: true}", "key 'zip'"),
        ("{type: array, items: {sku: string, n: integer}}", "keys 'sku', 'n'"),
        ("{options: {type: string}}", "key 'options'"),
    ],
)  # fmt: skip
def test_names_among_the_keys_of_a_property_are_one_mistake(body: str, names: str) -> None:
    ((code, message, hint),) = of_property(body.replace("ref y", "number"))
    assert (code, message) == ("F101", f"a property has no {names}")
    assert "{type: object, properties: {" in (hint or "")


def test_a_mistake_in_a_misplaced_name_is_said_as_well() -> None:
    outer, inner = of_property("{street: string, n: {type: string, max_length: ten}}")
    assert outer[1] == "a property has no keys 'street', 'n'"
    assert inner[:2] == ("F102", "expected a whole number, got the text 'ten'")


def test_misplaced_names_beside_a_ref_are_one_mistake() -> None:
    text = f"{EVENT}    properties: {{p: {{ref: s, zip: string}}}}\nshared: {{s: string}}\n"
    assert [code for code, *_ in found(text)] == ["F101"]


@pytest.mark.parametrize(
    ("body", "names", "hint"),
    [
        ("a: string\nb: {type: integer}", "keys 'a', 'b'", "stand under `properties:`"),
        ("properties: {a: string}\nb: string", "key 'b'", "indent it below `properties:`"),
        ("type: object\nproperties: {a: string}", "key 'type'", "leave it out"),
        ("type: track", "key 'type'", "leave it out"),
        ("required: [a, b]\nproperties: {a: string}", "key 'required'", "`required: true` at each"),
        ("schema: {type: object}", "key 'schema'", "under `properties`"),
    ],
)
def test_names_among_the_keys_of_an_event(body: str, names: str, hint: str) -> None:
    ((code, message, said),) = of_event(body)
    assert (code, message) == ("F101", f"an event has no {names}")
    assert hint in (said or "")


def test_events_at_the_root_are_one_mistake() -> None:
    events = "".join(f"E{number}: {{description: It was.}}\n" for number in range(5))
    assert found(f"tracking_plan: 1\n{events}") == [
        (
            "F101",
            "a plan has no keys 'E0', 'E1', 'E2', and 2 more",
            "events stand under `events:`, each indented below it",
        )
    ]


@pytest.mark.parametrize(
    ("body", "names", "hint"),
    [
        ("  a: string\n  required: [a]", "'required' is no name", "it is a key of a property"),
        ("  unique_items: true\n  required: [a]", "'unique_items', 'required' are no names",
         "they are keys of a property"),
        ("  type: object\n  required: [a]\n  properties:\n    a: string",
         "'required', 'properties' are no names", "without a level of `type`"),
    ],
)  # fmt: skip
def test_keys_among_names_are_one_mistake(body: str, names: str, hint: str) -> None:
    ((code, message, said),) = of_event(f"properties:\n{body}")
    assert (code, message) == ("F107", f"{names} here")
    assert hint in (said or "")


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("{enum: 'a|b'}", "write [a, b]"),
        ('{enum: "a, b, c"}', "write [a, b, c]"),
        ("{enum: 'a; b'}", "write [a, b]"),
        ('{enum: "a\\nb"}', "write [a, b]"),
        ("{enum: '[a, \"b\"]'}", "write [a, b]"),
        ("{enum: a b}", "write [a b]"),
        ("{enum: 'it''s, {b}'}", "write ['it''s', '{b}']"),
        ("{enum: '|'}", "write ['|']"),
        ("{enum: '1,2,3,4,5,6,7,8,9'}", "write [1, 2, 3, 4, 5, 6, 7, 8, ...]"),
        ("{enum: }", "list a value, or remove the key"),
        ("{enum: {a: , b: }}", "write [a, b]"),
        (
            "{enum: {a: First., b: Second.}}",
            "write [a, b]; with what they mean: [{value: a, description: First.}, ...]",
        ),
        ("{enum: {value: a, description: First.}}", "put `- ` in front of the first key"),
        ("{type: string, examples: 'Hello, you'}", "write ['Hello, you']"),
        ("{type: object, examples: {a: b}}", "put `- ` in front of the first key"),
        ("{const: [a, b]}", "several stand under `enum`"),
        ("{type: string, format: [date]}", "write one format"),
        ("{type: object, properties: 'a, b'}", "each with what it is: `a: ...`"),
        ("{type: object, properties: [a: string, b: string]}", "leave out the dashes"),
        ("{type: string, pii: true}", "write `none`, or a mapping"),
    ],
)
def test_the_hint_says_how_to_write_it(body: str, hint: str) -> None:
    ((code, _, said),) = of_property(body)
    assert code == "F102"
    assert hint in (said or "")


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("generate: {target: python, output: out}", "put `- ` in front of the first key"),
        ("generate: python", "write `[{target: python, output: ...}]`"),
        ("usage: {adapters: track}", "each entry is a mapping"),
        ("include: a.yaml, b/**.yaml", "write [a.yaml, b/**.yaml]"),
        ("environments: {production: , staging: }", "write [production, staging]"),
        ("events: 4", "expected a mapping"),
    ],
)
def test_lists_at_the_root(body: str, hint: str) -> None:
    ((_, message, said),) = found(f"tracking_plan: 1\n{body}\n")
    assert hint in f"{message}: {said}"


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("registry: foo", "registry: {path: foo}"),
        ("registry: [foo]", "registry: {path: foo}"),
        ("registry: 'a, b'", "registry: {path: 'a, b'}"),
        (
            "registry: https://schemas.acme.example/",
            "registry: {base_uri: https://schemas.acme.example/}",
        ),
        ("findings: warning", "findings: {fail_on: warning}"),
        ("generate: [python]", "generate: [{target: python, output: ...}]"),
    ],
)
def test_a_text_in_place_of_keys_belongs_under_the_one_that_takes_it(body: str, right: str) -> None:
    ((code, _, hint),) = found(f"tracking_plan: 1\n{body}\n")
    assert (code, (hint or "").strip("`").removeprefix("write `")) == ("F102", _value(right))
    assert "F" not in {code[0] for code, _, _ in found(f"tracking_plan: 1\n{right}\n")}


def _value(line: str) -> str:
    """What the hint shows of the line that is right."""
    value = line.split(": ", 1)[1]
    return value[1:-1] if value.startswith("[") else value


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ("usage: src", ["paths", "exclude", "test_paths"]),
        ("usage: [src, web]", ["paths", "exclude", "test_paths"]),
        ("conventions: snake_case", ["event_names", "property_names"]),
        ("findings: 3", ["select", "extend_select", "ignore", "severity", "fail_on", "baseline"]),
    ],
)
def test_where_several_keys_take_a_text_all_are_named(body: str, keys: list[str]) -> None:
    ((code, _, hint),) = found(f"tracking_plan: 1\n{body}\n")
    assert code == "F102"
    assert (hint or "").endswith(", ".join(f"`{key}`" for key in keys))


@pytest.mark.parametrize(
    "body",
    [
        "replaced_by: [A, B]",
        "properties: {p: {type: string, replaced_by: [a, b]}}",
        "properties: {p: {enum: [{value: a, replaced_by: [b, c]}, b, c]}}",
        "owner: [ada, bob]",
    ],
)
def test_where_one_name_belongs_the_hint_says_what_becomes_of_the_others(body: str) -> None:
    ((code, _, hint),) = of_event(body)
    assert code == "F102"
    assert (hint or "").startswith("name one")


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("findings: {fail_on: warn}", "did you mean 'warning'?"),
        ("findings: {severity: {P101: err}}", "did you mean 'error'?"),
        ("conventions: {compatibility: prod}", "did you mean 'producers'?"),
        ("usage: {tests: incl}", "did you mean 'include'?"),
        ("usage: {tests: x}", "choose one of exclude, include"),
        ("conventions: {event_names: s}", "choose one of Title Case, Sentence case, lower case"),
    ],
)
def test_a_word_that_is_cut_short_is_understood(body: str, hint: str) -> None:
    ((code, _, said),) = found(f"tracking_plan: 1\n{body}\n")
    assert code == "F103"
    assert (said or "").startswith(hint)
