"""What is found with a cache is what is found without one, whatever changed in between."""

from pathlib import Path

import pytest
from changing_projects import ChangingProject

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.keeping.answers import Asked
from tracking_plan.usage.languages.language import FileContent
from tracking_plan.usage.recognition.file_answer import FileAnswer
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.rounds import Rounds
from tracking_plan.usage.scan import scan_project

_STEPS = 8
_Answered = tuple[FileAnswer, tuple[Asked, ...] | None]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("jobs", "padding"), [(1, 0), (2, 12_000)])
def test_a_cache_changes_nothing(tmp_path: Path, seed: int, jobs: int, padding: int) -> None:
    folder, cache = tmp_path / "project", tmp_path / "cache"
    folder.mkdir()
    project = ChangingProject(folder, seed, padding)
    for _ in range(_STEPS):
        found = scan_project(folder, cwd=folder, jobs=jobs, cache=cache)
        assert found == scan_project(folder, cwd=folder), project.done
        again = scan_project(folder, cwd=folder, jobs=jobs, cache=cache)
        assert again == found, project.done
        project.edit()


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> dict[str, _Answered]:
    """What is evaluated, by the order: a file is evaluated once in a round at most."""
    found: dict[str, _Answered] = {}
    scan_one = Rounds._scan_one

    def noted(self: Rounds, file: FileContent, project: Project) -> _Answered:
        answered = scan_one(self, file, project)
        found[f"{file.name} {sum(key.startswith(f'{file.name} ') for key in found)}"] = answered
        return answered

    monkeypatch.setattr(Rounds, "_scan_one", noted)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_a_few_edits_leave_most_of_it(
    tmp_path: Path, evaluated: dict[str, _Answered], seed: int
) -> None:
    folder, cache = tmp_path / "project", tmp_path / "cache"
    folder.mkdir()
    ChangingProject(folder, seed)
    first: Scan = scan_project(folder, cwd=folder, cache=cache)
    assert evaluated
    evaluated.clear()
    assert scan_project(folder, cwd=folder, cache=cache) == first
    assert not evaluated


@pytest.mark.parametrize("seed", range(8))
def test_what_a_file_asks_depends_on_no_other_evaluation(
    tmp_path: Path,
    evaluated: dict[str, _Answered],
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever stays in memory between evaluations: each notes all that it depends on."""
    folder = tmp_path / "project"
    folder.mkdir()
    ChangingProject(folder, seed)
    scan_project(folder, cwd=folder, cache=tmp_path / "one")
    forwards = {key: set(asked or ()) for key, (_, asked) in evaluated.items()}
    evaluated.clear()
    scanned = Rounds._scanned
    monkeypatch.setattr(
        Rounds, "_scanned", lambda self, files, project: scanned(self, files[::-1], project)
    )
    scan_project(folder, cwd=folder, cache=tmp_path / "other")
    assert forwards == {key: set(asked or ()) for key, (_, asked) in evaluated.items()}
