"""The same payloads give the same findings, whatever they were captured in: apart from places."""

import bz2
import gzip
import io
import json
import lzma
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from example_counts import times
from hypothesis import given, settings
from hypothesis import strategies as st

from tracking_plan.finding import Finding
from tracking_plan.payloads.input.forms import records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.results import Totals
from tracking_plan.payloads.run import Run
from tracking_plan.plan.load import load_text
from tracking_plan.traffic.data import row_json

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PLAN = load_text(
    """tracking_plan: 1
environments: [production]
events:
  Signed Up: {properties: {plan: {type: string, enum: [free, pro]}, count: integer}}
  Order Placed: {properties: {total: {type: number, minimum: 0}}}
"""
).plan
VALUES: st.SearchStrategy[Any] = st.sampled_from(
    ["free", "pro", "é\u2028😀", '{"a":1}', 1, -1, 1.5, 2**70, None, [], {}]
)
PAYLOADS = st.fixed_dictionaries(
    {
        "event": st.sampled_from(["Signed Up", "Order Placed", "Signed up", "Other"]),
        "properties": st.dictionaries(st.sampled_from(["plan", "count", "total", "x"]), VALUES),
        "environment": st.sampled_from(["production", "staging"]),
    },
    optional={
        "distinct_id": st.sampled_from(["u1", "anonymous"]),
        "timestamp": st.just("2026-01-01"),
    },
)


def line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def lines(payloads: list[Any], form: Callable[[str], str]) -> str:
    return "".join(f"{form(line(payload))}\n" for payload in payloads)


def har(payloads: list[Any]) -> str:
    def entry(body: str) -> dict[str, Any]:
        return {"request": {"method": "POST", "url": "https://x/track", "postData": {"text": body}}}

    entries = [entry(line(payloads[:1])), *(entry(line(payload)) for payload in payloads[1:])]
    return json.dumps({"log": {"version": "1.2", "entries": entries}}, indent=1)


FORMS: dict[str, Callable[[list[Any]], str]] = {
    "array on a line": line,
    "array": lambda payloads: json.dumps(payloads, indent=2),
    "side by side": lambda payloads: " ".join(map(line, payloads)),
    "batch": lambda payloads: line({"batch": payloads, "sentAt": "x"}),
    "text": lambda payloads: line(line(payloads)),
    "log": lambda payloads: lines(payloads, lambda text: f"web_1  | {text} n=1"),
    "docker": lambda payloads: lines(
        payloads, lambda text: line({"log": f"{text}\n", "stream": "o"})
    ),
    "queue": lambda payloads: lines(payloads, lambda text: f'{{"topic":"t","value":{text}}}'),
    "har": har,
    "UTF-8 with CRLF": lambda payloads: lines(payloads, lambda text: f"{text}\r"),
}
WAYS: dict[str, Callable[[bytes], bytes]] = {
    "none": bytes,
    "gzip": gzip.compress,
    "zstd": zstd.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}


def judged(data: bytes) -> tuple[list[Finding], Totals, list[Any]]:
    assert PLAN is not None
    run = Run(PLAN, Settings(today=date(2026, 1, 1)))
    run.judge("x", records(io.BytesIO(data), ReadOptions()))
    found = [replace(one, problem=replace(one.problem, at=None, places=())) for one in run.findings]
    return found, run.totals, [_without_places(row_json(row, 1)) for row in run.traffic]


def _without_places(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"findings": [(one["code"], one["count"]) for one in row["findings"]]}


@given(
    st.lists(PAYLOADS, min_size=1, max_size=5),
    st.sampled_from(sorted(FORMS)),
    st.sampled_from(sorted(WAYS)),
)
@settings(max_examples=times(120), deadline=None)
def test_findings_do_not_depend_on_what_payloads_were_captured_in(
    payloads: list[Any], form: str, way: str
) -> None:
    plain = lines(payloads, str).encode()
    assert judged(WAYS[way](FORMS[form](payloads).encode())) == judged(plain)
