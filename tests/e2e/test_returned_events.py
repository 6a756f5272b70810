"""Events and versions that were gone and are back: no number is used twice, and none is advised."""

import json
from pathlib import Path

import pytest
import yaml
from git_repositories import Checkout
from registries import Project

KEEP = "Keep: {}"
OLD = "previous: {'1.10': {properties: {a: string}}}"


def _event(version: str, body: str = "properties: {a: string}") -> str:
    return f"E: {{version: '{version}', {body}}}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """1.10 is in use, and 2.1 came after it and was retired."""
    found = Project(tmp_path / "shop")
    for version, body in (
        ("1.10", "properties: {a: string}"),
        ("2.0", f"properties: {{b: string}}, {OLD}"),
        ("2.1", f"status: deprecated, properties: {{b: string}}, {OLD}"),
        ("2.1", f"status: retired, properties: {{b: string}}, {OLD}"),
        ("1.10", "properties: {a: string}"),
    ):
        found.plan(KEEP, _event(version, body)).publish()
    assert found.statuses()["E 2.1"] == "retired"
    assert found.statuses()["E 1.10"] == "active"
    return found


def _messages(project: Project, *arguments: str) -> list[str]:
    found = json.loads(project.run("diff", *arguments, "--format", "json").stdout)
    return [one["message"] for one in found["findings"]]


def _written(project: Project, *arguments: str) -> dict[str, object]:
    done = project.run("diff", "--write-bump", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (project.folder / "tracking-plan.yaml").read_text()
    found: dict[str, object] = yaml.safe_load(text)["events"]["E"]
    return found


def test_a_number_that_nothing_else_has_needs_no_other(project: Project) -> None:
    for version, body in (
        ("1.10", "properties: {a: string}"),
        ("1.11", "properties: {a: string, c: string}"),
        ("3.0", f"properties: {{a: integer}}, {OLD}"),
        ("2.2", f"properties: {{b: string}}, {OLD}"),
    ):
        project.plan(KEEP, _event(version, body))
        assert project.codes("check") == [], version


def test_a_major_that_was_retired_is_not_the_next_one(project: Project) -> None:
    project.plan(KEEP, _event("1.11", "properties: {a: integer}"))
    (message,) = _messages(project)
    assert message.endswith("; needs version 3.0, has 1.11 (before: 1.10)")
    assert _written(project) == {
        "version": "3.0",
        "properties": {"a": "integer"},
        "previous": {"1.10": {"status": "deprecated", "properties": {"a": "string"}}},
    }
    assert project.codes("check") == []
    project.publish()


def test_a_minor_goes_on_from_what_is_in_use(project: Project) -> None:
    project.plan(KEEP, _event("1.10", "properties: {a: string, c: string}"))
    assert _written(project)["version"] == "1.11"
    assert project.codes("check") == []


def test_a_major_that_was_retired_is_no_number_for_something_else(project: Project) -> None:
    project.plan(KEEP, _event("2.0", f"properties: {{c: string}}, {OLD}"))
    assert "V403" in project.codes("publish")
    assert "V401" in project.codes("publish")
    project.plan(KEEP, _event("2.2", f"properties: {{c: string}}, {OLD}"))
    (message,) = _messages(project)
    assert "needs version 3.0, has 2.2" in message


def test_a_version_that_is_in_use_stays_when_a_higher_one_comes(project: Project) -> None:
    project.plan(KEEP, _event("3.0", "properties: {a: integer}"))
    assert project.codes("diff") == ["V105"]
    written = _written(project)
    assert written["previous"] == {"1.10": {"status": "deprecated", "properties": {"a": "string"}}}
    assert project.codes("check") == []


def test_an_older_version_is_restored_and_not_renumbered(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "shop")
    project = Project(checkout.folder)
    project.plan(KEEP, _event("2.0", f"properties: {{b: string}}, {OLD}"))
    checkout.commit()
    changed = OLD.replace("string", "integer")
    project.plan(KEEP, _event("2.0", f"properties: {{b: string}}, {changed}"))
    found = json.loads(project.run("diff", "--against", "HEAD", "--format", "json").stdout)
    (one,) = found["findings"]
    assert "needs version 3.0, has 1.10" in one["message"]
    assert one["hint"].endswith("it is an older version: restore it as it was")
    done = project.run("diff", "--against", "HEAD", "--write-bump")
    assert "version 1.10 is an older one: restore it as it was" in done.stderr


def _gone(project: Project) -> None:
    for event in (
        _event("1.10"),
        _event("1.11", "status: deprecated, properties: {a: string}"),
        _event("1.11", "status: retired, properties: {a: string}"),
    ):
        project.plan(KEEP, event).publish()
    project.plan(KEEP).publish()


def test_an_event_that_was_retired_is_back_and_not_new(tmp_path: Path) -> None:
    project = Project(tmp_path / "shop")
    _gone(project)
    project.plan(KEEP, _event("2.1", "properties: {b: string}"), "Other: {}")
    shown = project.run("diff")
    assert shown.returncode == 0
    assert "'E' 2.1: back, after 1.11 was retired\n" in shown.stdout
    assert "event is back; 1.11 was retired" in shown.stdout
    assert "'Other' 1.0: new\n" in shown.stdout
    project.publish()
    assert project.statuses() == {
        "E 1.10": "retired",
        "E 1.11": "retired",
        "E 2.1": "active",
        "Keep 1.0": "active",
        "Other 1.0": "active",
    }
    assert "unchanged" in project.run("diff").stderr or project.codes("diff") == []


@pytest.mark.parametrize("version", ["1.0", "1.10", "1.11"])
def test_a_number_of_what_was_retired_is_refused(tmp_path: Path, version: str) -> None:
    project = Project(tmp_path / "shop")
    _gone(project)
    project.plan(KEEP, _event(version, "properties: {b: string}"))
    before = project.contents()
    project.publish(code=1)
    assert project.contents() == before
    assert not any("is new" in one for one in _messages(project) if "'E'" in one and "b" not in one)


def test_a_name_that_is_back_after_a_rename(tmp_path: Path) -> None:
    project = Project(tmp_path / "shop")
    project.plan(KEEP, _event("1.10")).publish()
    now = f"F: {{version: 2.0, previous_names: [E], properties: {{a: integer}}, {OLD}}}"
    project.plan(KEEP, now).publish()
    now = now.replace("previous_names: [E], ", "")
    project.plan(KEEP, now, _event("2.1", "properties: {c: string}"))
    assert project.codes("diff") == ["V105"], "E 1.10 may still arrive"
    project.plan(KEEP, now, _event("2.1", f"properties: {{c: string}}, {OLD}"))
    assert project.codes("check") == []
    project.publish()
    assert project.statuses()["E 1.10"] == "active"
    assert all("renamed_to" not in event for event in project.index()["events"])
