"""The labels of public projects are regular, and the score of them counts what it says."""

from pathlib import Path

import pytest
from label_score import Listing, Outcome
from labelled import Label, LabelledProject, labelled_projects

from tracking_plan.usage.scan import scan_project

PROJECTS = tuple(labelled_projects())
DAYS = {"find", "hard", "describe", "wrapper", "open", "none"}


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.repository)
def test_labels_are_regular(project: LabelledProject) -> None:
    assert len(project.commit) == 40
    assert {label.first_day for label in project.labels} <= DAYS
    places = [(label.path, min(label.lines), label.names) for label in project.labels]
    assert [place[:2] for place in places] == sorted(place[:2] for place in places)
    assert not any(label.path.startswith(("/", ".")) for label in project.labels)
    assert not any(label.names for label in project.labels if label.kind == "not-a-call")


CODE = """import { altertable } from '@altertable/altertable-js';
altertable.track('A', { b: 1 });
altertable.track(name(), {});
queue.push(altertable.track);
other.track('D');
function fixed() { altertable.track('E'); }
fixed();
"""
OUTCOMES = {
    (2, "A", "literal"): Outcome.FOUND,
    (2, "B", "literal"): Outcome.WRONG,
    (3, "A", "literal"): Outcome.UNKNOWN,
    (4, "A", "literal"): Outcome.POSSIBLE,
    (5, "D", "literal"): Outcome.MISSED,
    (7, "E", "facade"): Outcome.FOUND,
    (7, "E", "literal"): Outcome.MISSED,
}


@pytest.mark.parametrize(("line", "name", "kind"), OUTCOMES)
def test_a_place_is_scored_by_its_line_and_its_names(
    line: int, name: str, kind: str, tmp_path: Path
) -> None:
    (tmp_path / "app.ts").write_text(CODE)
    label = Label(
        path="app.ts",
        lines=frozenset({line}),
        kind=kind,
        names=frozenset({name}),
        wire=frozenset(),
        properties=frozenset({"b"}),
        is_whole=True,
        is_test=False,
        is_drawn=True,
        first_day="find",
        note="",
    )
    scored = Listing(scan_project(tmp_path, cwd=tmp_path)).score("a/b", label)
    assert scored.outcome is OUTCOMES[line, name, kind]
