"""A registry of which a part is lost or corrupt: nothing false is said, and nothing made of it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from registries import Project

SIGNED_UP = "Signed Up: {description: Somebody joined., properties: {plan: string!}}"
PAID = "Paid: {description: Money came., properties: {amount: number!}}"
OLD = "previous: {1.0: {status: deprecated, properties: {amount: number!}}}"
NEXT = f"Paid: {{description: a, version: 2.0, properties: {{amount: string!}}, {OLD}}}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path / "shop").plan(SIGNED_UP, PAID)
    project.publish()
    return project


def _edited(path: Path) -> None:
    path.write_text(path.read_text().replace('"number"', '"boolean"'))


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def _in_lfs(path: Path) -> None:
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")


def _other_event(path: Path) -> None:
    path.write_text(path.read_text().replace('"Paid"', '"Other"'))


CORRUPTIONS = [_edited, _half, _in_lfs, _other_event, Path.unlink]
Corrupt = Callable[[Path], None]


@pytest.mark.parametrize("corrupt", CORRUPTIONS)
def test_an_innocent_plan_is_not_blamed(project: Project, corrupt: Corrupt) -> None:
    corrupt(project.file("Paid 1.0"))
    for command in ("lint", "check", "diff", "publish"):
        assert project.codes(command) == ["V404"], command
    done = project.run("diff")
    assert "'Paid'" not in done.stdout.replace("'Paid' 1.0 was", "")
    assert "not compared" not in done.stderr, "the index says that the plan is as it was"


@pytest.mark.parametrize("corrupt", CORRUPTIONS)
def test_of_a_corrupt_version_nothing_is_made(project: Project, corrupt: Corrupt) -> None:
    corrupt(project.file("Paid 1.0"))
    project.plan(SIGNED_UP, PAID.replace("number!", "string!"), "New:")
    plan = project.folder / "tracking-plan.yaml"
    before = plan.read_text()
    for options in ((), ("--write-bump",)):
        done = project.run("diff", *options)
        assert done.returncode == 1
        assert "'New' 1.0: new" in done.stdout
        assert "'Paid' 1.0: new" not in done.stdout
        assert "what was published: 1 event ('Paid')" in done.stderr
        assert plan.read_text() == before
    assert project.codes("check") == ["V404"]


def test_what_is_not_corrupt_is_compared_all_the_same(project: Project) -> None:
    _edited(project.file("Paid 1.0"))
    project.plan(SIGNED_UP.replace("string!", "integer!"), PAID)
    assert sorted(project.codes("check")) == ["V403", "V404"]
    project.plan(PAID)
    assert sorted(project.codes("diff")) == ["V102", "V404"]


def test_an_older_version_that_nothing_is_compared_with_may_be_corrupt(project: Project) -> None:
    more = PAID.replace("{desc", "{version: 1.1, desc").replace("r!", "r!, a: string")
    project.plan(SIGNED_UP, more).publish()
    project.file("Paid 1.0").unlink()
    project.plan(SIGNED_UP, more.replace("1.1", "1.2").replace("a: string", "a: integer"))
    assert sorted(project.codes("diff")) == ["V207", "V404"]


def test_under_another_name_it_is_as_corrupt(project: Project) -> None:
    project.file("Paid 1.0").unlink()
    renamed = PAID.replace("Paid: {desc", "Paid Up: {version: 1.1, previous_names: [Paid], desc")
    project.plan(SIGNED_UP, renamed)
    done = project.run("diff")
    assert "2 events ('Paid' and 'Paid Up')" in done.stderr
    assert "Paid Up" not in done.stdout


def test_without_an_index_a_corrupt_file_belongs_to_its_event(project: Project) -> None:
    _half(project.file("Paid 1.0"))
    (project.registry / "index.json").unlink()
    assert project.codes("diff") == ["V404", "V404"]
    assert "1 event ('Paid')" in project.run("diff").stderr


def test_schema_prints_no_corrupt_version(project: Project) -> None:
    project.plan(SIGNED_UP, NEXT).publish()
    project.plan(SIGNED_UP, NEXT.replace(f", {OLD}", ""))
    assert project.run("schema", "Paid@1.0").returncode == 0
    _edited(project.file("Paid 1.0"))
    done = project.run("schema", "Paid@1.0")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'Paid' 1.0 is not as it was published" in done.stderr


def _shorter(text: str) -> str:
    return json.dumps(json.loads(text))


def _other_words(text: str) -> str:
    return text.replace("Money came.", "Money arrived.")


def _other_title(text: str) -> str:
    return text.replace('"title": "', '"title": "My ')


def _another_line(text: str) -> str:
    return text + "\n"


@pytest.mark.parametrize("edit", [_shorter, _other_words, _other_title, _another_line])
def test_a_version_is_written_once(project: Project, edit: Callable[[str], str]) -> None:
    path = project.file("Paid 1.0")
    text = path.read_text()
    path.write_text(edit(text))
    assert path.read_text() != text
    before = project.contents()
    for command in ("lint", "check", "diff", "publish"):
        done = project.run(command)
        assert "was edited after 'Paid' 1.0 was published, though it means the same" in done.stdout
        assert done.returncode == 1
    assert project.contents() == before
    path.write_text(text)
    assert project.codes("lint") == []


def test_git_may_write_other_line_ends(project: Project) -> None:
    for path in project.registry.rglob("*.json"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert project.codes("check") == []
    assert "nothing new" in project.publish().stderr


LEAVING = PAID.replace("{desc", "{version: 1.1, status: deprecated, sunset: 2030-01-01, desc")
LOSSES = ["gone", "{", '{"hash_version": 1, "index_version": 1, "events": []}']


def _lose_index(project: Project, text: str) -> None:
    path = project.registry / "index.json"
    if text == "gone":
        path.unlink()
    else:
        path.write_text(text)


@pytest.mark.parametrize("text", LOSSES)
@pytest.mark.parametrize("status", ["active", "deprecated", "retired"])
def test_where_the_index_is_lost_the_status_is_that_of_the_plan(
    project: Project, text: str, status: str
) -> None:
    project.plan(SIGNED_UP, LEAVING).publish()
    leaving = LEAVING.replace("status: deprecated", f"status: {status}")
    project.plan(SIGNED_UP, leaving)
    if status == "retired":
        project.publish()
    _lose_index(project, text)
    assert set(project.codes("check")) == {"V404"}
    project.publish()
    assert project.statuses()["Paid 1.1"] == status
    assert project.codes("check") == []


@pytest.mark.parametrize("text", LOSSES)
def test_what_the_index_alone_knew_is_not_guessed(project: Project, text: str) -> None:
    project.plan(SIGNED_UP, LEAVING).publish()
    project.plan(SIGNED_UP, LEAVING.replace("deprecated", "retired")).publish()
    project.plan(SIGNED_UP).publish()
    whole = project.contents()
    assert project.codes("check") == []
    _lose_index(project, text)
    for command in ("check", "diff", "publish"):
        assert set(project.codes(command)) == {"V404"}, command
        done = project.run(command)
        assert "restore index.json from the history" in done.stdout
        assert "writes it anew" not in done.stdout
    (project.registry / "index.json").write_bytes(whole["index.json"])
    assert project.codes("check") == []
