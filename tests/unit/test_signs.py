"""Characters that look like YAML's signs: named where they are at fault, and nowhere else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.lint.run import lint_plan
from tracking_plan.plan.load import load_text
from tracking_plan.plan.text.signs import hint_of_sign, plainly, sign_in

HEAD = (
    "tracking_plan: 1\nevents:\n  Order Paid:\n    description: It was.\n    answers: conversion\n"
)
PROPERTIES = f"{HEAD}    properties:\n"


def found(text: str) -> list[tuple[str, int, str]]:
    """The code, the line, and the message with the hint, of all findings but those on meaning."""
    loaded = load_text(text)
    findings = list(loaded.findings)
    if loaded.plan is not None:
        findings += lint_plan(loaded.plan, today=date(2026, 1, 1))
    return [
        (f.code.id, f.problem.at.span.line, f"{f.problem.message}; {f.problem.hint}")
        for f in findings
        if f.problem.at and f.problem.at.span and not f.code.id.startswith("P2")
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}    trigger: 价格：高，“好”（是）— it’s « fine » … 12：30\n",
        f"{HEAD}    trigger: '“Format: a”'\n    tags: [价格：高, '你好，世界', （一）]\n",
        f"{PROPERTIES}      价格（元）: {{type: string, enum: ['红，绿', 高、低, –, l’été]}}\n",
        f"{PROPERTIES}      a:\tnumber\t\n      b: {{type: string, description: a\tb}}\n",
        f"{PROPERTIES}      ref·pris: {{type: string, examples: ['a，b', “c”]}}\n",
        f"{HEAD}    trigger: |\n      价格：高\n      – a\n      “b”: c\n",
    ],
)
def test_what_is_at_home_in_a_text_stays(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        (f"{PROPERTIES}      a： number\n", "F102", 7, "U+FF1A fullwidth colon"),
        (f"{PROPERTIES}      a：number\n", "F102", 7, "write `a: number`"),
        (f"{PROPERTIES}      a:\u00a0number\n", "F102", 7, "U+00A0 no-break space"),
        (f"{PROPERTIES}      a： number\n      b: string\n", "F004", 7, "U+FF1A fullwidth colon"),
        (f"{PROPERTIES}      b: string\n      a： number\n", "F004", 8, "write ':'"),
        (f"{HEAD}    trigger： now\n    tags: [a]\n", "F004", 6, "U+FF1A fullwidth colon"),
        (f"{HEAD}    trigger:\u00a0now\n    tags: [a]\n", "F004", 6, "U+00A0 no-break space"),
        ("events：\n  A: {}\n", "F004", 1, "U+FF1A fullwidth colon"),
        ("tracking_plan∶ 1\nevents: {}\n", "F004", 1, "U+2236 ratio"),
        (f"{PROPERTIES}      a: ｛type: number｝\n", "F004", 7, "write '{'"),
        (f"{PROPERTIES}      a: {{type: number，description: x}}\n", "F004", 7, "write ','"),
        (f"{PROPERTIES}      a: {{type： number}}\n", "F101", 7, "write `type: number`"),
        (f"{PROPERTIES}      a: {{‘type’: number}}\n", "F101", 7, "U+2018 left single"),
        (f"{PROPERTIES}      a: {{ty\u200bpe: number}}\n", "F101", 7, "U+200B zero width space"),
        (f"{PROPERTIES}      a: {{tуpe: number}}\n", "F101", 7, "U+0443 cyrillic"),
        (f"{PROPERTIES}      a: {{type: string, max\u00a0length: 3}}\n", "F101", 7, "U+00A0"),
        (f"{PROPERTIES}      a: number\u00a0\n", "F108", 7, "U+00A0 no-break space"),
        (f"{PROPERTIES}      a: number！\n", "F108", 7, "write `number!`"),
        (f"{PROPERTIES}      a: number ＃ sum\n", "F108", 7, "U+FF03 fullwidth number sign"),
        (f"{PROPERTIES}      a: {{type: num\u00adber}}\n", "F103", 7, "U+00AD soft hyphen"),
        (f"{PROPERTIES}      a: {{type: number, minimum: −1}}\n", "F102", 7, "U+2212 minus sign"),
        (f"{PROPERTIES}      a: {{type: string, max_length: １０}}\n", "F102", 7, "write `10`"),
        (f"{PROPERTIES}      a: {{type: string, max_length: ٣}}\n", "F102", 7, "write `3`"),
        (f"{HEAD}    tags:\n    – a\n    – b\n", "F004", 7, "U+2013 en dash"),
        (f"{HEAD}    tags:\n    • a\n", "F004", 7, "U+2022 bullet"),
        (f"{HEAD}    tags: ［a］\n", "F102", 6, "write `[a]`"),
        (f"{HEAD}    trigger: “Format: a”\n", "F004", 6, "U+201C left double quotation mark"),
        (f"{PROPERTIES}      a: {{type: any, description: “b, c”}}\n", "F101", 7, 'write `"b, c"`'),
        (f"{PROPERTIES}      a: {{enum: [b，c]}}\n", "P110", 7, "U+FF0C fullwidth comma"),
        (f"{PROPERTIES}      a: {{enum: [b、c]}}\n", "P110", 7, "U+3001 ideographic comma"),
        (f"{PROPERTIES}      a: {{enum: [«b»]}}\n", "P110", 7, "U+00AB"),
        (f"{PROPERTIES}      a: {{enum: [＂b＂]}}\n", "P110", 7, "U+FF02"),
        (f"{PROPERTIES}      a‑b: number\n", "P110", 7, "U+2011 non-breaking hyphen"),
        (f"{PROPERTIES}      a\tb: number\n", "F106", 7, "control character U+0009"),
        (f"{PROPERTIES}      a\u200b: number\n", "P109", 7, "U+200B zero width space"),
        (f"{PROPERTIES}      a: nu\x0bmber\n", "F003", 7, "U+000B"),
        (f"{HEAD}  G Done： {{description: x}}\n", "F106", 6, "U+FF1A fullwidth colon"),
        (f"{HEAD}  G Done：{{description: x}}\n", "F106", 6, "write `G Done: {...`"),
        ("events: {G Done： {description: x}}\n", "F004", 1, "write ':'"),
        ("tracking_plan: 1\nevents:\n  G Done： {}\n", "F102", 3, "U+FF1A fullwidth colon"),
        (f"{PROPERTIES}      a： {{type: string}}\n", "F106", 7, "write `a: {...`"),
        (f"{PROPERTIES}      a:{{type: string}}\n", "F106", 7, "without a blank behind it"),
    ],
)  # fmt: skip
def test_the_character_is_named_where_it_is(text: str, code: str, line: int, said: str) -> None:
    ((found_code, found_line, message),) = found(text)
    assert (found_code, found_line) == (code, line)
    assert said in message


def test_a_list_in_brackets_of_another_width() -> None:
    at = found(f"{PROPERTIES}      a: {{enum: ［b, c］}}\n")
    ((code, _, message),) = at
    assert (code, "U+FF3B" in message, "`[b, c]`" in message) == ("F101", True, True)


@pytest.mark.parametrize(
    "text", ["'é: a  b'", "'é: a\u00a0b'", "'価格 a: b  c'", "Заказ", "'cafe\u0301: a'"]
)
def test_a_text_that_is_no_disguise_gets_another_hint(text: str) -> None:
    ((_, _, message),) = found(f"{HEAD}    properties: {text}\n")
    assert "U+" not in message


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    plain = plainly(text)
    assert plain == " ".join(plain.split())
    hint_of_sign(text)
    sign = sign_in(text)
    assert sign is None or text[sign.column] == sign.character
    load_text(f"tracking_plan: 1\nevents:\n  {text}")


def test_a_bracket_behind_a_colon_in_quotes_is_a_part_of_the_name() -> None:
    for name in ('"a:["', "'a:{b'"):
        codes = {code for code, _, _ in found(f"{PROPERTIES}      {name}: {{type: string}}\n")}
        assert codes <= {"P110"}, name  # a name that people would not give
