"""`init --from-payloads`: a plan comes back out of what was sent by it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from known_plan import differences, known_plan, payloads
from process import run

from tracking_plan.finding import Severity
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan

SHOP = Path(__file__).parents[2] / "examples" / "shop"


def written(folder: Path, found: Iterable[Any], name: str = "capture.ndjson") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="utf-8")
    return path


def inferred(folder: Path) -> Plan:
    text = (folder / "tracking-plan.yaml").read_text(encoding="utf-8")
    loaded = load_text(text)
    assert loaded.plan is not None, loaded.findings
    assert [one.problem for one in loaded.findings if one.severity is Severity.ERROR] == []
    return loaded.plan


def codes(report: str, severity: str = "error") -> set[str]:
    found = json.loads(report)["findings"]
    return {one["code"] for one in found if one["severity"] == severity}


def test_a_known_plan_comes_back_out_of_a_capture_and_the_capture_is_valid(tmp_path: Path) -> None:
    known = known_plan()
    written(tmp_path, payloads(known, 6_000))
    done = run("init", "--from-payloads", "capture.ndjson", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert list(differences(known, inferred(tmp_path))) == []
    checked = run("validate", "capture.ndjson", "--format", "json", cwd=tmp_path)
    assert codes(checked.stdout) == set()
    assert codes(run("lint", "--format", "json", cwd=tmp_path).stdout) == set()
