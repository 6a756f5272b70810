"""No value of a payload is in any output, whatever is wrong with the payload.

A canary is put into every value but the event's name, the environment and the version, in the
payloads of every D rule's page, so that nearly all rules have something to say of it.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cases
import pytest
from process import Result, run
from runners_payloads import RUNNERS, judge

from tracking_plan.cli.completions import PAYLOAD_FORMATS
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.triage.rule_index import family

CANARY = "c4n4ryqx"
NUMBER = 918273645546372
NAMES = frozenset(("event", "environment", "schema_version"))
LOUD = ("--strict-json", "--pii", "--figures", "--statistics", "--stats", "-v", "--color", "always")
Change = Callable[[Any], Any]


def changed(value: Any, change: Change) -> Any:
    """The value with each text and number in it changed, but not what may be shown."""
    if isinstance(value, dict):
        return {
            key: inner if key in NAMES else changed(inner, change) for key, inner in value.items()
        }
    if isinstance(value, list):
        return [changed(inner, change) for inner in value]
    return change(value)


def replaced(value: Any) -> Any:
    return CANARY if isinstance(value, str) else value


def appended(value: Any) -> Any:
    return f"{value} {CANARY}" if isinstance(value, str) else value


def prefixed(value: Any) -> Any:
    return f"{CANARY}{value}" if isinstance(value, str) else value


def as_text(value: Any) -> Any:
    return f"{CANARY}\u0000\u202e" if value is None or isinstance(value, int | float) else value


def as_address(value: Any) -> Any:
    return f"{CANARY}@mail.example" if isinstance(value, str) else value


def as_link(value: Any) -> Any:
    return (
        f"https://{CANARY}:pass@{CANARY}.example/?q={CANARY}" if isinstance(value, str) else value
    )


def as_number(value: Any) -> Any:
    return NUMBER


def as_object(value: Any) -> Any:
    return {"inner": [CANARY, {"deeper": f"{CANARY}@mail.example"}], "number": NUMBER}


CHANGES = (replaced, appended, prefixed, as_text, as_address, as_link, as_number, as_object)


def payloads(text: str) -> Iterator[Any]:
    """The payloads of a block, as far as they can be read."""
    for line in text.splitlines():
        try:
            read = json.loads(line)
        except ValueError:
            continue
        yield from read if isinstance(read, list) else [read]


def lines(text: str) -> Iterator[str]:
    """Lines with the canary in every value, and some that cannot be read."""
    for payload in payloads(text):
        if not isinstance(payload, dict):
            continue
        yield json.dumps({**payload, "distinct_id": CANARY, CANARY[:3]: CANARY})
        for change in CHANGES:
            mutated = changed(payload, change)
            yield json.dumps(mutated)
            yield json.dumps(
                {**mutated, "timestamp": CANARY, "anonymous_id": f"{CANARY}@a.example"}
            )
            properties = mutated.get("properties")
            if isinstance(properties, dict):
                further = {"$lib": CANARY, "$url": f"https://a.example/{CANARY}", "more": [CANARY]}
                yield json.dumps({**mutated, "properties": {**properties, **further}})
                yield json.dumps({**mutated, "properties": CANARY})
            yield json.dumps(mutated)[:-2]
            yield json.dumps(mutated) + f"; {CANARY}"
            yield json.dumps(mutated).replace('"', "'")
    yield f'{{"event": NaN, "distinct_id": "{CANARY}", "distinct_id": "\\ud800{CANARY}"}}'
    yield f'"{CANARY}"'
    yield CANARY
    yield f'{{"event": "Cut", "distinct_id": "{CANARY}'


def outputs(folder: Path, plan: str, capture: str, *options: str) -> Iterator[tuple[str, str]]:
    """All that a run writes, by what it is."""
    folder.mkdir(exist_ok=True)
    (folder / "tracking-plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "capture.ndjson").write_text(capture, encoding="utf-8", errors="surrogatepass")
    formats = [f"--format={name}={folder / name}.out" for name in PAYLOAD_FORMATS if name != "text"]
    done: Result = run("validate", "capture.ndjson", *formats, *options, cwd=folder)
    printed: Result = run("validate", "capture.ndjson", *LOUD, cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    for name in PAYLOAD_FORMATS:
        if name != "text":
            yield name, (folder / f"{name}.out").read_text(encoding="utf-8")
    yield "text", printed.stdout
    yield "standard error", done.stderr + printed.stderr


CASES = [case for code in family("D") for case in cases.cases_of(code, set(RUNNERS) - {"bytes"})]
RULES = sorted({case.code for case in CASES})


@pytest.mark.parametrize("code", RULES)
def test_no_value_is_in_any_output(code: str, tmp_path: Path) -> None:
    for number, case in enumerate(case for case in CASES if case.code == code):
        capture = "\n".join(lines(case.text))
        assert CANARY in capture
        for name, text in outputs(tmp_path / str(number), case.plan, capture, *LOUD):
            assert CANARY not in text.lower(), (name, _around(text))
            assert str(NUMBER) not in text, (name, case.id)


def _around(text: str) -> list[str]:
    return [
        text[max(0, m.start() - 200) : m.end() + 50] for m in re.finditer(CANARY, text.lower())
    ][:3]


def test_the_canaries_make_nearly_every_rule_speak() -> None:
    found: set[str] = set()
    for case in CASES:
        capture = "\n".join((case.text, *lines(case.text))).encode(errors="surrogatepass")
        found |= {one.code.id for one in judge(capture, case.plan, ReadOptions(strict=True))}
    of_files = {"D423", "D425", "D426", "D427", "D428", "D429", "D435", "D436"}
    assert {code.id for code in family("D")} - found <= of_files  # which the blocks here are not


def test_the_canary_would_be_seen(tmp_path: Path) -> None:
    plan = "tracking_plan: 1\nevents: {Seen: {properties: {a: {type: string, enum: [b]}}}}\n"
    line = json.dumps({"event": "Seen", "properties": {"a": CANARY}})
    shown = [
        name for name, text in outputs(tmp_path, plan, line, "--show-values") if CANARY in text
    ]
    assert set(shown) == {*PAYLOAD_FORMATS} - {"text"}


PERSONAL = ("jane.{}@mail.example", "{}_jane@mail.example", "https://u:{}@host.example/")


@pytest.mark.parametrize("key", PERSONAL)
def test_a_key_that_looks_personal_is_masked_in_every_output(key: str, tmp_path: Path) -> None:
    plan = (
        "tracking_plan: 1\nevents:\n  Seen:\n    properties:\n"
        "      a: {type: object, properties: {b: string}}\n      c: {type: any}\n"
    )
    name = key.format(CANARY)
    event = {"event": "Seen", "environment": "x", "distinct_id": "u1"}
    bodies = (
        {**event, "properties": {name: 1}},
        {**event, "properties": {"a": {name: 1}, "c": {"d": [{name: [{name: 2}]}]}}},
        {**event, "properties": {}, name: 1},
        {**event, "event": name, "properties": {name: 1}},
        {**event, "environment": name, "properties": {}},
        {"distinct_id": "u1", "environment": "x", "traits": {name: 1}},
    )
    capture = "".join(json.dumps(body) + "\n" for body in bodies)
    for output, text in outputs(tmp_path, plan, capture, *LOUD):
        assert CANARY not in text, (output, _around(text))
