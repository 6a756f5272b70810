"""Any number of processes finds the same calls, byte for byte."""

from pathlib import Path

import pytest

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project

_WRAPPER = """\
import { altertable } from "@altertable/altertable-js";
import { PREFIX } from "./names";
export function sent(name: string, extra = { source: "web" }) {
  altertable.track(`${PREFIX}${name}`, { ...extra, at: 1 });
}
export const sentTwice = (name: string) => sent(name + " Again");
"""
_CALLER = """\
import {{ sent, sentTwice }} from "../lib/sending";
import {{ NAMES }} from "./names{next}";
export const NAMES = {{ own: "Own {number}" }} as const;
export function page{number}(given: string) {{
  sent("Page {number}", {{ page: {number} }});
  sentTwice(NAMES.own);
  if (given) sent(given);
}}
export const relayed{number} = (name: string) => sentTwice(`{number} ${{name}}`);
relayed{number}("Relayed");
// {filling}
"""
_COUNT = 260


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is large enough to be shared, with wrappers of wrappers across files."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "lib").mkdir()
    (folder / "pages").mkdir()
    (folder / "lib" / "sending.ts").write_text(_WRAPPER)
    (folder / "lib" / "names.ts").write_text('export const PREFIX = "App: ";\n')
    for number in range(_COUNT):
        text = _CALLER.format(number=number, next=(number + 1) % _COUNT, filling="-" * 400)
        (folder / "pages" / f"names{number}.ts").write_text(text)
    (folder / "pages" / "broken.ts").write_text("import { sent } from '../lib/sending'; sent((")
    (folder / "pages" / "deep.ts").write_text(f"altertable.track({'[' * 5000}")
    return folder


@pytest.fixture(scope="module")
def alone(project: Path) -> Scan:
    """What one process finds."""
    return scan_project(project, cwd=project, jobs=1)


def test_there_is_something_to_find(alone: Scan) -> None:
    names = {event.name for call in alone.calls for event in call.events}
    assert "App: Page 7" in names
    assert "App: Own 7 Again" in names
    assert "App: 7 Relayed Again" in names
    assert alone.skipped


@pytest.mark.parametrize("jobs", [2, 4])
def test_any_number_of_processes_finds_the_same(project: Path, alone: Scan, jobs: int) -> None:
    assert repr(scan_project(project, cwd=project, jobs=jobs)) == repr(alone)


def test_long_work_is_told_of_in_order(project: Path) -> None:
    seen: list[int] = []
    scan_project(project, cwd=project, jobs=1, watch=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] > _COUNT
