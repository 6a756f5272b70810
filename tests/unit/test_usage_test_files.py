"""Calls in tests are read, and not judged."""

from datetime import date
from pathlib import Path

import pytest

from tracking_plan.convert.from_code import draft
from tracking_plan.plan.load import load_text
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.project.test_files import test_finder as finder
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project


@pytest.mark.parametrize(
    "name",
    [
        "tests/a.py",
        "app/tests/deep/a.py",
        "test/a.js",
        "src/__tests__/a.tsx",
        "src/__mocks__/a.ts",
        "spec/a.js",
        "e2e/a.ts",
        "cypress/a.js",
        "app/test_a.py",
        "app/a_test.py",
        "app/tests.py",
        "app/conftest.py",
        "src/a.test.ts",
        "src/a.b.spec.tsx",
        "src/a-test.js",
        "src/a.cy.ts",
        "src/setupTests.ts",
        "integration-tests/a.py",
        "src/test-utils/a.ts",
        "qa/a.py",
        "src/test.ts",
        "src/lab_tests.py",
        "src/ab.test.ts",
        "src/pages/a.test.ts",
    ],
)
def test_what_is_a_test(name: str) -> None:
    assert finder(["qa/**"])(name)


@pytest.mark.parametrize(
    "name",
    [
        "app/a.py",
        "src/pages/test.ts",
        "src/routes/deep/spec.js",
        "app/ab_tests.py",
        "app/my_ab_test.py",
        "src/ab-test.ts",
        "src/split-tests.tsx",
        "app/testimonials/a.py",
        "app/ab-tests/a.py",
        "app/contest.py",
        "app/latest.py",
        "app/attest.ts",
        "app/test.tsx.py",
        "src/specification/a.ts",
        "src/inspect.ts",
        "src/request.ts",
        "src/testimonial.tsx",
        "src/ab_testing_variants.ts",
        "src/latest-news.ts",
        "myqa/a.py",
    ],
)
def test_what_is_no_test(name: str) -> None:
    assert not finder(["qa/**"])(name)


IMPORT = "import { altertable } from '@altertable/altertable-js';\n"
CALL = IMPORT + "altertable.track('{}', { n: x });\n"
FILES = {
    "src/a.ts": CALL.replace("{}", "Signed Up"),
    "src/a.test.ts": CALL.replace("{}", "test_event"),
    "src/__tests__/b.ts": CALL.replace("{}", "Only Tested") + "altertable.track(\n",
    "src/qa/c.ts": CALL.replace("{}", "qa_event") + "altertable.track(name);\n",
    "src/a.spec.pug": "<script>altertable.track('A')</script>",
}
PLAN = """tracking_plan: 1
usage: {{{}}}
events:
  Signed Up: {{properties: {{n: any}}}}
  Only Tested: {{properties: {{n: any}}}}
"""


def _scan(folder: Path, usage: str) -> tuple[Scan, list[str]]:
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    plan = load_text(PLAN.format(usage)).plan
    assert plan is not None
    scan = scan_project(folder, cwd=folder, plan=plan)
    found = judge_calls(plan, scan, today=date(2026, 1, 1))
    return scan, sorted(finding.code.id for finding in found)


def test_calls_in_tests_are_not_judged(tmp_path: Path) -> None:
    scan, codes = _scan(tmp_path, "test_paths: ['**/qa/**']")
    assert codes == ["U504"]
    assert [event.name for call in scan.calls for event in call.events] == ["Signed Up"]
    assert len(scan.in_tests) == 4
    assert not scan.foreign


def test_calls_in_tests_are_not_drafted(tmp_path: Path) -> None:
    scan, _ = _scan(tmp_path, "test_paths: ['**/qa/**']")
    found = draft(scan.calls, version_property=None)
    assert [event.name for event in found.events] == ["Signed Up"]
    assert not found.unnamed


def test_tests_may_be_judged_like_all_code(tmp_path: Path) -> None:
    scan, codes = _scan(tmp_path, "tests: include")
    assert [code for code in codes if code == "U101"] == ["U101", "U101"]
    assert not scan.in_tests
    assert len(scan.foreign) == 1
