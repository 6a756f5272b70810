"""Another language is a folder and a row; those that there are keep what they promise."""

import pickle
from datetime import date
from pathlib import Path

import pytest
from toys.language.language import TOY

from devtools import language_table
from tracking_plan.plan.load import load_text
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.languages.language import Language, Languages
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project, scan_text
from tracking_plan.usage.sdks.table import SDKS

PLAN = """
tracking_plan: 1
events:
  Order Placed:
    properties: {total: number}
usage:
  adapters: [{name: toy, callee: track, event: 0, properties: 1}]
"""
WITH_TOY = Languages((*LANGUAGES, TOY))


def _codes(text: str, folder: Path) -> list[tuple[str, int]]:
    (folder / "shop.toy").write_text(text)
    loaded = load_text(PLAN)
    assert loaded.plan is not None
    scan = scan_project(folder, cwd=folder, plan=loaded.plan, languages=WITH_TOY)
    found = judge_calls(loaded.plan, scan, today=date(2026, 1, 1))
    return [
        (f.code.id, f.problem.at.span.line) for f in found if f.problem.at and f.problem.at.span
    ]


def test_a_language_that_is_no_row_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "shop.toy").write_text('track! "Order Placed"\n')
    assert scan_project(tmp_path, cwd=tmp_path).files == 0


def test_a_file_of_another_language_without_its_words_is_not_parsed(tmp_path: Path) -> None:
    (tmp_path / "shop.toy").write_text('ship! "Order Placed"\n')
    scan = scan_project(tmp_path, cwd=tmp_path, languages=WITH_TOY)
    assert (scan.files, scan.parsed) == (1, 0)


def test_another_language_is_a_value_and_a_row(tmp_path: Path) -> None:
    text = 'track! "Order Placed" with total=1\ntrack! "Order Lost"\n'
    assert ("U101", 2) in _codes(text, tmp_path)
    assert all(line != 1 for code, line in _codes(text, tmp_path) if code.startswith("U"))


def test_a_comment_of_another_language_suppresses(tmp_path: Path) -> None:
    text = ';; tracking-plan: ignore[U101] until the plan has it\ntrack! "Order Lost"\n'
    (tmp_path / "shop.toy").write_text(text)
    scan = scan_project(tmp_path, cwd=tmp_path, plan=load_text(PLAN).plan, languages=WITH_TOY)
    (suppression,) = scan.suppressions
    assert suppression.codes == ("U101",)
    assert suppression.covers.span is not None
    (call,) = scan.calls
    assert call.at.span is not None
    assert suppression.covers.span.contains(call.at.span)


@pytest.mark.parametrize("language", tuple(LANGUAGES), ids=lambda language: language.name)
def test_the_comment_of_each_language_covers_the_call_below(language: Language) -> None:
    comment = language.comment.format("tracking-plan: ignore[U101] a reason")
    text = f"{comment}\naltertable.track('A', 'u')\n"
    for ending in language.dialects:
        scan = scan_text(text.encode(), f"app{ending}")
        (suppression,), (call,) = scan.suppressions, scan.calls
        assert call.language == language.name
        assert suppression.covers.span is not None
        assert call.at.span is not None
        assert suppression.covers.span.contains(call.at.span)


def test_the_languages_of_sdks_are_in_the_table() -> None:
    known = {language.name for language in LANGUAGES}
    assert all(known.issuperset(sdk.languages) for sdk in SDKS)


def test_the_documentation_has_a_row_for_each_language() -> None:
    page = language_table.PAGE.read_text(encoding="utf-8")
    assert language_table.table(LANGUAGES) in page
    assert "| Toy | `.toy` | `;; tracking-plan: ...` | no expressions |\n" in language_table.table(
        WITH_TOY
    )


def test_calls_can_be_pickled_and_come_back_equal() -> None:
    scan: Scan = scan_text(b"altertable.track('A', 'u', {'properties': {'a': [1]}})", "app.py")
    assert scan.calls
    assert pickle.loads(pickle.dumps(scan)) == scan
