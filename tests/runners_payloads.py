"""Runs the D rules on the payloads of rule pages.

`ndjson` and `json` blocks are captures. In a `bytes` block `\\xe9` stands for that byte, the last
line has no line break, and lines may have no more than 70 bytes: there the damage is.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date

import cases

from tracking_plan.finding import Finding, Severity
from tracking_plan.payloads.input.forms import records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.load import load_text

SETTINGS = Settings(today=date(2026, 1, 1), severities={("D432", Severity.INFO): Severity.INFO})


def judge(capture: bytes, plan: str, options: ReadOptions) -> tuple[Finding, ...]:
    """What the D rules find in a capture."""
    loaded = load_text(plan)
    assert loaded.plan is not None
    assert not loaded.is_faulty, loaded.findings
    run = Run(loaded.plan, SETTINGS)
    run.judge("-", records(io.BytesIO(capture), options))
    return run.findings


def capture(text: str, plan: str) -> Iterator[cases.LineCode]:
    """What the rules say of a capture as it stands."""
    yield from _every_place(judge(text.encode(), plan, ReadOptions(strict=True)))


def damaged(text: str, plan: str) -> Iterator[cases.LineCode]:
    """What they say of bytes that are written with escapes."""
    raw = text.removesuffix("\n").encode().decode("unicode_escape").encode("latin-1")
    yield from _every_place(judge(raw, plan, ReadOptions(max_line=70)))


def _every_place(findings: tuple[Finding, ...]) -> Iterator[cases.LineCode]:
    for finding in findings:
        for place in finding.problem.places or (finding.problem.at,):
            assert place is not None
            assert place.span is not None
            yield place.span.line, finding.code.id


RUNNERS: Mapping[str, cases.Runner] = {"ndjson": capture, "json": capture, "bytes": damaged}
