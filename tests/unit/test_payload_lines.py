"""Lines that are taken before they become records: those that no rule speaks of, and no others."""

import json
import random
import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracking_plan.payloads.input.line_judge import Watched
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers import lines
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.traffic.data import row_json

TODAY = date(2026, 3, 1)
ROOT = Path(__file__).parents[2]
TEXT = """
tracking_plan: 1
environments: [production, staging]
sources:
  web: {libs: [altertable-js]}
  backend: {libs: [our-server]}
events:
  Every Kind:
    version: 1.1
    properties:
      text: {type: string, min_length: 1, max_length: 12, required: true}
      code: {type: string, pattern: "^[a-z]{2}[0-9]$"}
      id: {type: string, format: uuid}
      day: {type: string, format: date}
      at: {type: string, format: date-time}
      clock: {type: string, format: time}
      site: {type: string, format: uri}
      tier: {type: string, enum: [free, pro, {value: gold, status: deprecated}]}
      level: {type: integer, enum: [1, 2]}
      rate: {type: number, enum: [0.5, 1]}
      share: {type: number, minimum: 0, maximum: 1}
      above: {type: number, exclusive_minimum: 0}
      count: {type: integer, minimum: 0}
      step: {type: number, multiple_of: 0.1}
      flag: {type: boolean, nullable: true}
      maybe: {type: string, nullable: true}
      labels: {type: array, items: string, max_items: 2}
      set: {type: array, items: integer, unique_items: true}
      size: {type: object, properties: {width: integer!, unit: {type: string, enum: [px]}}}
      any: {type: any}
      email: {type: string, pii: {kind: email, action: allow, reason: support}}
      ssn: {type: string, pii: {kind: id, action: drop}}
      old: {type: string, status: deprecated}
    previous:
      1.0: {properties: {text: string!}}
  Odd Names:
    properties: {'a"b': string, 'c\\d': integer, "t\\tb": string, é: string, plain: string}
  Only Web: {sources: [web], properties: {text: string}}
"""


def _plan() -> Plan:
    found = load_text(TEXT)
    assert found.plan is not None, found.findings
    return found.plan


PLAN = _plan()
UUID = "c216ad88-77a0-008a-22c2-4a4f3b3a18e0"
VALUES: dict[str, tuple[Any, ...]] = {
    "text": ("word", "", "much too long a text", "a@b.example", 7, None, "4111 1111 1111 1111"),
    "code": ("ab1", "ab1\n", "AB1", "", None),
    "id": (UUID, UUID.upper(), UUID.replace("-", ""), "{" + UUID + "}", f"urn:uuid:{UUID}", "x"),
    "day": ("2026-03-10", "2026-02-30", "2026-3-10", "20260310", "0000-01-01"),
    "at": (
        "2026-03-10T10:00:00Z",
        "2026-03-10 10:00:00Z",
        "2026-03-10T10:00:00",
        "2026-03-10T10:00:00+0100",
        "2026-03-10T10:00:00.5+01:00",
        "2016-12-31T23:59:60Z",
    ),
    "clock": ("10:00:00Z", "10:00:00", "25:00:00Z"),
    "site": ("https://shop.example/", "shop.example", "https://u:secret@shop.example/"),
    "tier": ("free", "gold", "silver", 1),
    "level": (1, 2, 3, 1.0, True, "1"),
    "rate": (0.5, 1, 1.0, 2),
    "share": (0, 1, 0.5, 1.5, -1, True),
    "above": (0.1, 0, 1e300),
    "count": (0, 5, -1, 5.0, 2**53, 2**70, 4111111111111111, True),
    "step": (0.3, 0.35),
    "flag": (True, None, 0),
    "maybe": ("x", None, 1),
    "labels": ([], ["a"], ["a", "b", "c"], ["x@y.example"], [1], None),
    "set": ([1, 2], [1, 1]),
    "size": ({"width": 1}, {"width": 1, "unit": "px"}, {"unit": "px"}, {"width": 1, "more": 2}),
    "any": (1, {"a": "x@y.example"}, [[[]]], None),
    "email": ("jane@acme.example", 4111111111111111),
    "ssn": ("1",),
    "old": ("x",),
    "$lib": ("altertable-js", "our-server", "other", None, 7),
    "$url": ("https://a.example/?q=1", "https://a.example/?q=x@y.example", 1.5, {"a": 1}),
    "$os_name": ("iOS",),
    "$odd": (1,),
    "schema_version": ("1.1", "1.0", "1", "2.0", "1.2", "x", 1, 1.1, None),
    "unknown": (1,),
}
FIELDS: dict[str, tuple[Any, ...]] = {
    "distinct_id": ("u_1", "undefined", " ", "", "jane@acme.example", None, 7),
    "anonymous_id": ("anonymous-1", "anonymous", None),
    "device_id": ("d", None),
    "session_id": ("s", None, 1),
    "environment": ("production", "staging", "test", None),
    "timestamp": (
        "2026-03-10T10:00:00.123Z",
        "2026-03-10T10:00:00",
        "2026-03-10T10:00:00.1234567Z",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
        "2026-W05-6T00:00:00.123Z",
        "yesterday",
        1773136800000,
        1773136800,
        None,
        True,
    ),
    "release": ("1",),
    "event": ("Every Kind", "every_kind", "Only Web", "Other", 1),
}


def _odd(rng: random.Random, values: tuple[Any, ...], chance: float) -> Any:
    return rng.choice(values) if rng.random() < chance else values[0]


def _payload(rng: random.Random) -> dict[str, Any]:
    chance = rng.choice((0, 0, 0.05, 0.2))
    properties: dict[str, Any] = {"text": "word"}
    for name in rng.sample(list(VALUES), rng.randint(0, 6)):
        # What no rule is silent about comes seldom, or nothing would ever be taken.
        if name in {"ssn", "old", "$odd", "unknown"} and rng.random() > chance:
            continue
        properties[name] = _odd(rng, VALUES[name], chance)
    body: dict[str, Any] = {
        "event": _odd(rng, FIELDS["event"], chance),
        "environment": "production",
        "distinct_id": "u_1",
        "properties": properties,
    }
    for name in rng.sample(list(FIELDS), rng.randint(0, 3)):
        if name != "release" or rng.random() < chance:
            body[name] = _odd(rng, FIELDS[name], chance)
    return body


def _line(rng: random.Random) -> bytes:
    body = _payload(rng)
    separators = rng.choice(((",", ":"), (", ", ": "), (" ,\t", " :")))
    raw = json.dumps(body, separators=separators, ensure_ascii=rng.random() < 0.5).encode()
    if rng.random() < 0.1:
        at = rng.randrange(len(raw))
        raw = raw[:at] + bytes((rng.choice(b'\x00\x01\x7f\xff"\\{}[],:0e.-+ @'),)) + raw[at + 1 :]
    return raw.replace(b"\n", b" ")


def _outcome(raw: list[bytes], plan: Plan, *, fast_path: bool) -> tuple[Any, ...]:
    run = Run(plan, Settings(today=TODAY), fast_path=fast_path)
    judge = run.line_judge
    block = b"\n".join(raw) + b"\n"
    if judge is None:
        run.judge("x", lines.read([block], ReadOptions()))
    else:
        blocks = [block[at : at + 20_000] for at in range(0, len(block), 20_000)]
        run.judge("x", lines.read(blocks, ReadOptions(), judge))
    return run.findings, [row_json(row, 1) for row in run.traffic], run.totals


@pytest.mark.parametrize("seed", range(8))
def test_what_is_found_is_the_same_as_when_every_line_is_looked_at(seed: int) -> None:
    rng = random.Random(seed)
    raw = [_line(rng) for _ in range(3000)]
    assert _outcome(raw, PLAN, fast_path=True) == _outcome(raw, PLAN, fast_path=False)


def test_names_that_are_written_with_escapes_are_no_trouble() -> None:
    body = {"event": "Odd Names", "environment": "production", "distinct_id": "u_1"}
    sent = ({'a"b': "x"}, {"c\\d": 1}, {"t\tb": "x"}, {"é": "x"}, {"plain": "x"}, {"c\\d": "1"})
    raw = [json.dumps({**body, "properties": each}).encode() for each in sent * 100]
    assert _outcome(raw, PLAN, fast_path=True) == _outcome(raw, PLAN, fast_path=False)


def test_most_clean_lines_are_taken() -> None:
    rng = random.Random(1)
    run = Run(PLAN, Settings(today=TODAY))
    judge = run.line_judge
    assert judge is not None
    watched = Watched(judge)
    clean = {"event": "Every Kind", "environment": "production", "distinct_id": "u_1"}
    for _ in range(3):
        raw = [
            json.dumps({**clean, "properties": {"text": "word", "count": rng.randrange(99)}})
            for _ in range(100)
        ]
        watched("\n".join(raw).encode())
    assert watched.taken == 300


def test_the_benchmark_measures_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    made = runpy.run_path(str(ROOT / "benchmarks" / "make_payloads.py"))
    events = made["events"]()
    found = load_text(made["plan"](events))
    assert found.plan is not None, found.findings
    raw = [*made["capture"](events, 5000)]
    average = sum(map(len, raw)) / len(raw)
    assert 300 < average < 500
    run = Run(found.plan, Settings(today=date(2026, 12, 1)))
    judge = run.line_judge
    assert judge is not None
    run.judge("x", lines.read([b"\n".join(raw) + b"\n"], ReadOptions(), judge))
    assert run.totals.payloads == 5000
    assert 20 < run.totals.invalid < 100
