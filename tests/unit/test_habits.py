"""What people write who know other tools: each habit gets its translation."""

import pytest

from tracking_plan.plan.format.foreign import keys_of_type
from tracking_plan.plan.load import load_text


def hint_of(body: str) -> str:
    (finding,) = load_text(f"tracking_plan: 1\n{body}\n").findings
    return finding.problem.hint or ""


def of_property(body: str) -> str:
    return hint_of(f"events:\n  E: {{properties: {{p: {body}}}}}")


def of_event(body: str) -> str:
    return hint_of(f"events:\n  E: {{{body}}}")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("string[]", ("type: array", "items: string")),
        ("list<string>", ("type: array", "items: string")),
        ("List[int]", ("type: array", "items: integer")),
        ("array of numbers", ("type: array", "items: number")),
        ("string_array", ("type: array", "items: string")),
        ("string?", ("type: string",)),
        ("Optional[str]", ("type: string", "nullable: true")),
        ("string | null", ("type: string", "nullable: true")),
        ("null|integer", ("type: integer", "nullable: true")),
        ("string,null", ("type: string", "nullable: true")),
        ("string or undefined", ("type: string", "nullable: true")),
        ("string[] | null", ("type: array", "items: string", "nullable: true")),
        ("string | number", ("type: any",)),
        ("varchar(255)", ("type: string", "max_length: 255")),
        ("map<string, int>", ("type: object", "additional_properties: integer")),
        ("dict[str, Money]", ("type: object",)),
        ("Map", ("type: object",)),
        ("[string]", ("type: array", "items: string")),
        ("!string", ("type: string", "required: true")),
        ("string!!", ("type: string", "required: true")),
        ("int*", ("type: integer", "required: true")),
        ("string, required", ("type: string", "required: true")),
        ("string (required)", ("type: string", "required: true")),
        ("varchar not null", ("type: string", "required: true")),
        ("enum('a', 'b')", ("type: string", "enum: [...]")),
        ("Timestamp", ("type: string", "format: date-time")),
        ("URL", ("type: string", "format: uri")),
        ("Boolean", ("type: boolean",)),
        ("strin", None),
        *((f"string{sign * 20_000}", None) for sign in "?*!"),
        ("!" * 20_000 + "string", None),
        ("optional[" * 5_000 + "string" + "]" * 5_000, None),
        ("string?" + "?" * 100, ("type: string",)),
        ("string | foo", None),
        ("null", None),
        ("", None),
    ],
)
def test_a_type_of_another_tool_has_a_translation(text: str, keys: tuple[str, ...] | None) -> None:
    assert keys_of_type(text) == keys


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("string | null", "write `{type: string, nullable: true}`"),
        ("int", "write `integer`"),
        ("strin", "did you mean 'string'?"),
        ("string?", "write 'string': a property is optional unless it says `!`"),
        ("'string[]!'", "write `{type: array, items: string, required: true}`"),
        ("text!", "write `string!`"),
        ("[string, 'null']", "write `type: string` and `nullable: true`"),
        ("[a, b]", "list the values under `enum`: {enum: [a, b]}"),
        ("{type: [string, 'null']}", "write `type: string` and `nullable: true`"),
        ("{type: [string, number]}", "there are no unions: write one type, or `any`"),
        ("{type: 'string,null'}", "write `type: string` and `nullable: true`"),
        ("{type: null}", "write the type of the values, and `nullable: true`"),
        ("{properties: {}}", "add `type: object`"),
        ("{items: string}", "add `type: array`"),
        ("{format: email}", "add `type: string`"),
        ("{max_length: 4}", "add `type: string`"),
        ("{minimum: 4}", "add `type: number` or `type: integer`"),
        ("{type: array, item: string}", "under `items`"),
        ("{type: array, of: string}", "under `items`"),
        ("{type: array, element: {type: string}}", "under `items`"),
        ("{item: string, of: string}", "{type: object, properties: {item: ...}}"),
        ("{anyOf: [a]}", "there are no unions"),
        ("{oneOf: [a]}", "there are no unions"),
        ("{$ref: a}", "write `ref: NAME`"),
        ("{type: string, allowNull: true}", "write `nullable: true`"),
        ("{type: string, allow_null: true}", "write `nullable: true`"),
        ("{type: string, allowed_values: [a]}", "list the values under `enum`"),
        ("{type: string, regex: a}", "under `pattern`"),
        ("{type: string, default: a}", "no defaults"),
        ("{type: string, optional: true}", "leave it out"),
        ("{type: string, deprecated: true}", "write `status: deprecated`"),
        ("{type: string, title: a}", "`description`"),
        ("{type: string, minLength: 1}", "did you mean 'min_length'?"),
        ("{type: string, exampel: 1}", "list it under `examples`"),
    ],
)
def test_a_property_of_another_tool_has_a_translation(body: str, hint: str) -> None:
    assert hint in of_property(body) or hint.split("`")[-2] in of_property(body)


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("deprecated: true", "write `status: deprecated`"),
        ("replacement: F", "`replaced_by: NAME`"),
        ("parameters: {a: string}", "under `properties`"),
        ("allow_unplanned: true", "`additional_properties: true`"),
        ("required: [a]", "`required: true` at each property"),
        ("title: E", "`description`"),
        ("team: growth", "`owner`"),
        ("aliases: [e]", "`previous_names`"),
        ("properties: [a, b]", "write the names as keys, each with what it is: `a: ...`"),
        ("properties: [{name: a, type: string}]", "write the name as a key, `a:`"),
    ],
)
def test_an_event_of_another_tool_has_a_translation(body: str, hint: str) -> None:
    assert hint in of_event(body)


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        ("{type: string, description: Why it went, if known, required: true}", "if known'"),
        ("{type: string, description: Why it went, required}", "Why it went, required'"),
        ("{type: string, description: Left, right, up}", "Left, right, up'"),
        ("{type: string, description: It's here, or not}", "It''s here, or not'"),
    ],
)
def test_a_text_that_a_comma_cuts_is_shown_whole(body: str, whole: str) -> None:
    hint = of_property(body)
    assert "a comma ends a plain text" in hint
    assert hint.endswith(whole)


def test_a_flag_without_a_value_is_no_cut_text() -> None:
    assert of_property("{type: string, required}") == "write true or false"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "    properties:\n    lesson_id: string\n    n: {type: integer}\n",
            [("F101", "indent it below `properties:`, like the names there")],
        ),
        ("    properties:\n", [("F102", "indent what belongs to it below it, or remove it")]),
        ("    examples: [oops]\n", [("F102", "write it as a mapping: {NAME: VALUE, ...}")]),
        (
            "    properties: {a: {type: number, multiple_of: 0}}\n",
            [("F109", "write a number above 0, or leave it out")],
        ),
        (
            "    properties: {a: {type: string, max_length: -1}}\n",
            [("F109", "write 0 or more, or leave it out")],
        ),
    ],
)
def test_every_error_has_a_way_out(text: str, expected: list[tuple[str, str]]) -> None:
    loaded = load_text(f"tracking_plan: 1\nevents:\n  A:\n    description: What.\n{text}")
    assert [(item.code.id, item.problem.hint) for item in loaded.findings] == expected


@pytest.mark.parametrize("key", ["properties: {a: string}", "owner: me", "tags: [a]"])
def test_a_key_of_an_event_at_the_root_is_said_to_be_one(key: str) -> None:
    (found,) = load_text(f"tracking_plan: 1\nevents: {{E: {{}}}}\n{key}\n").findings
    assert found.code.id == "F107"
    assert "a key of an event: indent it" in str(found.problem.hint)


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("sources: {ios: ['ios/**']}", "write `{paths: [ios/**]}`"),
        ("sources: {ios: ['**/*.swift']}", "write `{paths: ['**/*.swift']}`"),
        ("sources: {web: [web-js]}", "write it under one of the keys `paths`, `libs`"),
        ("events: {E: {common: yes}}", "leave the key out: that means true"),
        ("events: {E: {common: true}}", "leave the key out: that means true"),
        ("events: {E: {common: no}}", "write false"),
        (
            "events:\n  E:\n    previous:\n      - version: 1.0",
            "write the version as a key, `'1.0':`",
        ),
        ("events: {E: {properties: {p: [string, integer]}}}", "there are no unions"),
        ("events: {E: {properties: {p: {type: array, items: [string, integer]}}}}", "no unions"),
        ("events: {E: {properties: {p: [red, green]}}}", "list the values under `enum`"),
        ("events: {E: {description:Text, owner: me}}", "blank behind the colon: `description: Te"),
        ("conventions: {event_grammar: objects actions}", "did you mean 'object action'?"),
        ("conventions: {event_grammar: x}", "write 'object action'"),
    ],
)
def test_what_stands_in_place_of_something_else_gets_what_it_is(body: str, hint: str) -> None:
    assert hint in hint_of(body)


def test_a_text_in_place_of_an_event_has_a_way_out() -> None:
    (found,) = load_text("tracking_plan: 1\nevents:\n  A Done: Somebody did it\n").findings
    assert found.problem.hint == "put its keys below it, indented: `description: ...`"
