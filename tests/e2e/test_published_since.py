"""What was published at a base must be there still: `check --against`, and in a pull request."""

import json
import shlex
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from git_repositories import Checkout
from process import environment, run
from registries import FOLDER, Project

from tracking_plan.registry.publishing.json_text import file_hash
from tracking_plan.registry.publishing.meaning import content_hash

SIGNED_UP = "Signed Up: {description: Somebody joined., properties: {plan: string!}}"
PAID = "Paid: {description: Money came., properties: {amount: number!}}"
LEFT = "Left: {description: Somebody left., properties: {why: string!}}"
REWRITTEN = "V409"


class Branch:
    """A branch off a commit with a published plan."""

    def __init__(self, folder: Path) -> None:
        self.checkout = Checkout(folder)
        self.project = Project(folder).plan(SIGNED_UP, PAID, LEFT)
        self.project.publish()
        self.checkout.commit()
        self.checkout.git("checkout", "-qb", "topic")

    @property
    def registry(self) -> Path:
        return self.project.registry

    def found(
        self, against: str = "main", env: Mapping[str, str] | None = None
    ) -> list[dict[str, Any]]:
        """The V findings of `check`; where there are variables of a CI service, with its base."""
        given = ("--against", against) if env is None else ()
        done = run("check", "--format", "json", *given, cwd=self.project.folder, env=env)
        assert done.returncode in {0, 1}, done.stderr
        return [one for one in json.loads(done.stdout)["findings"] if one["code"][0] == "V"]

    def codes(self, against: str = "main", env: Mapping[str, str] | None = None) -> list[str]:
        return [one["code"] for one in self.found(against, env)]

    def forget(self, *names: str) -> None:
        """Deletes versions' files together with their entries, and their events in the plan."""
        files = [self.project.file(name) for name in names]
        index = self.project.index()
        events = {name.rpartition(" ")[0] for name in names}
        index["events"] = [one for one in index["events"] if one["event"] not in events]
        self.write_index(index)
        for path in files:
            path.unlink()

    def rewrite(self, name: str, old: str, new: str, *, both: bool = True) -> None:
        """Edits a version's file together with its hashes in the index; or with one of them."""
        path, index = self.project.file(name), self.project.index()
        content = path.read_bytes().replace(old.encode(), new.encode())
        path.write_bytes(content)
        event, _, version = name.rpartition(" ")
        versions = next(one["versions"] for one in index["events"] if one["event"] == event)
        entry = next(one for one in versions if one["version"] == version)
        entry["file_hash"] = file_hash(content)
        if both:
            entry["hash"] = content_hash(json.loads(content))
        self.write_index(index)

    def write_index(self, index: Any) -> None:
        text = json.dumps(index, indent=2, ensure_ascii=False)
        (self.registry / "index.json").write_text(f"{text}\n", encoding="utf-8")


def remove(folder: Path) -> None:
    """Removes a folder and all that is in it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


@pytest.fixture
def branch(tmp_path: Path) -> Branch:
    return Branch(tmp_path / "shop")


def _untouched(_branch: Branch) -> None:
    pass


def _new_version(branch: Branch) -> None:
    more = PAID.replace("{desc", "{version: 1.1, desc").replace("r!", "r!, a: string")
    branch.project.plan(SIGNED_UP, more, LEFT, "New:").publish()


def _other_words(branch: Branch) -> None:
    branch.project.plan(SIGNED_UP.replace("joined", "came"), PAID, LEFT).publish()
    branch.rewrite("Paid 1.0", "Money came.", "Money arrived.", both=False)


def _retired(branch: Branch) -> None:
    leaving = LEFT.replace("{desc", "{version: 1.1, status: deprecated, desc")
    branch.project.plan(SIGNED_UP, PAID, leaving).publish()
    branch.checkout.commit()
    branch.checkout.git("branch", "-f", "main")
    branch.project.plan(SIGNED_UP, PAID, leaving.replace("deprecated", "retired")).publish()


def _renamed(branch: Branch) -> None:
    old = "previous: {1.0: {properties: {why: string!}}}"
    new = f"Gone: {{version: 2.0, previous_names: [Left], properties: {{why: string!}}, {old}}}"
    compatible = "conventions: {compatibility: none}\n"
    branch.project.plan(SIGNED_UP, PAID, new, head=compatible).publish()


def _moved(branch: Branch) -> None:
    (branch.project.folder / "frozen").mkdir()
    branch.registry.rename(branch.project.folder / "frozen" / "versions")
    head = "registry: {path: frozen/versions/}\n"
    branch.project.plan(SIGNED_UP, PAID, LEFT, head=head)


def _other_line_ends(branch: Branch) -> None:
    for path in branch.registry.rglob("*.json"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def _written_anew(branch: Branch) -> None:
    for path in branch.registry.rglob("*.json"):
        path.write_text(json.dumps(json.loads(path.read_text())))
    (branch.registry / "index.json").unlink()
    branch.project.publish()


@pytest.mark.parametrize(
    "change",
    [
        *(_untouched, _new_version, _other_words, _retired),
        *(_renamed, _moved, _other_line_ends, _written_anew),
    ],
)
def test_what_keeps_all_that_was_published(branch: Branch, change: Any) -> None:
    change(branch)
    assert branch.codes() == []
    assert branch.codes(env=environment(GITHUB_BASE_REF="main")) == []


def _without_left(branch: Branch) -> None:
    branch.project.plan(SIGNED_UP, PAID)
    branch.forget("Left 1.0")


def _with_another_meaning(branch: Branch) -> None:
    branch.project.plan(SIGNED_UP, PAID, LEFT.replace("string", "integer"))
    branch.rewrite("Left 1.0", '"string"', '"integer"')


def _with_a_hash_that_lies(branch: Branch) -> None:
    branch.rewrite("Left 1.0", '"string"', '"integer"', both=False)


def _moved_without_left(branch: Branch) -> None:
    branch.forget("Left 1.0")
    _moved(branch)
    branch.project.plan(SIGNED_UP, PAID, head="registry: {path: frozen/versions/}\n")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_without_left, "and is gone: 'tracking-plan-registry/left-"),
        (_with_another_meaning, "and means something else now: 'tracking-plan-registry/left-"),
        (_with_a_hash_that_lies, "and means something else now: 'tracking-plan-registry/left-"),
        (_moved_without_left, "and is gone: 'frozen/versions/left-"),
    ],
)
def test_a_registry_that_agrees_with_itself_and_not_with_its_history(
    branch: Branch, change: Any, says: str
) -> None:
    change(branch)
    assert "V404" not in branch.project.codes("lint"), "it is sound by itself"
    for found in (branch.found(), branch.found(env=environment(GITHUB_BASE_REF="main"))):
        one = next(one for one in found if one["code"] == REWRITTEN)
        assert one["message"].startswith("'Left' 1.0 was published at ")
        assert says in one["message"]
        assert (one["event"], one["version"]) == ("Left", "1.0")
        assert "git checkout" in one["hint"]


@pytest.mark.parametrize("change", [_without_left, _with_another_meaning, _with_a_hash_that_lies])
@pytest.mark.parametrize("within", ["", "packages/a shop"])
def test_the_hint_restores_it(tmp_path: Path, change: Any, within: str) -> None:
    branch = Branch(tmp_path / "shop")
    if within:
        branch.checkout.git("checkout", "-q", "main")
        branch.checkout.write(f"{within}/x", "")
        for name in ("tracking-plan.yaml", FOLDER):
            branch.checkout.git("mv", name, within)
        branch.checkout.commit()
        branch.checkout.git("checkout", "-qB", "topic")
        branch.project = Project(branch.checkout.folder / within)
    change(branch)
    new = ("New:",) if change is _with_a_hash_that_lies else ()
    if new:  # what the branch published itself stays
        branch.project.plan(SIGNED_UP, PAID, LEFT, *new).publish()
    hint = next(one["hint"] for one in branch.found() if one["code"] == REWRITTEN)
    command = shlex.split(hint.split("`")[1])
    assert command[0] == "git"
    Checkout(branch.project.folder, is_new=False).git(*command[1:])
    branch.project.plan(SIGNED_UP, PAID, LEFT, *new)
    branch.project.publish()
    assert branch.codes() == []


def test_a_registry_that_is_gone_is_one_finding(branch: Branch) -> None:
    remove(branch.registry)
    for found in (branch.found(), branch.found(env=environment(CHANGE_TARGET="main"))):
        assert [one["code"] for one in found] == [REWRITTEN]
        assert "had 3 published versions at" in found[0]["message"]
        assert f"-- {FOLDER}`" in found[0]["hint"]
    branch.project.plan(SIGNED_UP, PAID, LEFT, head="registry: {path: other}\n")
    assert branch.project.codes("publish") == [REWRITTEN]
    branch.project.publish("--ignore", REWRITTEN)
    assert branch.codes() == [], "published anew elsewhere, with the same meaning"


def test_another_folder_in_the_settings_without_the_files(branch: Branch) -> None:
    branch.project.plan(SIGNED_UP, PAID, LEFT, head="registry: {path: other}\n")
    (found,) = branch.found()
    assert found["code"] == REWRITTEN
    assert f"it is in '{FOLDER}' still" in found["hint"]
    remove(branch.registry)
    (found,) = branch.found()
    assert f"move it from '{FOLDER}' to 'other'" in found["hint"]


def test_what_lint_says_of_a_file_is_not_said_again(branch: Branch) -> None:
    branch.project.file("Left 1.0").unlink()
    branch.project.file("Paid 1.0").write_text("{")
    assert branch.codes() == ["V404", "V404"]


def test_diff_says_it_too(branch: Branch) -> None:
    _with_a_hash_that_lies(branch)
    assert REWRITTEN in branch.project.codes("diff", "--against", "main")


def test_a_base_on_disk(branch: Branch) -> None:
    branch.checkout.git("worktree", "add", "-q", "../before", "main")
    branch.checkout.git("archive", "-o", "../before.tar", "main")
    for base in ("../before", "../before.tar"):
        assert branch.codes(base) == []
    _without_left(branch)
    for base in ("../before", "../before.tar"):
        one = next(one for one in branch.found(base) if one["code"] == REWRITTEN)
        assert "restore it: copy " in one["hint"]


def test_a_base_without_a_registry(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "shop")
    project = Project(checkout.folder).plan(SIGNED_UP)
    checkout.commit()
    checkout.git("checkout", "-qb", "topic")
    project.publish()
    assert project.codes("check", "--against", "main") == []


@pytest.mark.parametrize("damage", ["marks", "index", "newer", "file", "both", "lfs", "folder"])
def test_a_base_whose_registry_is_damaged(tmp_path: Path, damage: str) -> None:
    """What the index or the file still tells is compared; what nobody can tell is said."""
    branch = Branch(tmp_path / "shop")
    branch.checkout.git("checkout", "-q", "main")
    whole = branch.project.contents()
    path, index = branch.project.file("Left 1.0"), branch.registry / "index.json"
    text = index.read_text()
    if damage == "marks":
        index.write_text(f"<<<<<<< a\n{text}=======\n{text}>>>>>>> b\n")
    elif damage == "index":
        index.write_text("{")
    elif damage == "newer":
        index.write_text(text.replace('"hash_version": 1', '"hash_version": 2'))
    elif damage in ("file", "both"):
        path.write_text("{")
        index.write_text("{" if damage == "both" else text)
    elif damage == "lfs":
        path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    else:
        path.unlink()
        path.mkdir()
        (path / "x").write_text("")
    branch.checkout.commit()
    branch.checkout.git("checkout", "-qB", "topic")
    if damage == "folder":
        (path / "x").unlink()
        path.rmdir()
    for name, content in whole.items():
        (branch.registry / name).write_bytes(content)
    unknown = {"V405"} if damage in ("both", "newer") else set()
    assert set(branch.codes()) == unknown
    _without_left(branch)
    known = set() if damage == "both" else {REWRITTEN}
    assert set(branch.codes()) == {"V102", *known, *unknown}


def test_a_base_that_a_shallow_clone_lacks_is_said(branch: Branch, tmp_path: Path) -> None:
    branch.checkout.commit(x="1")
    url = branch.checkout.folder.as_uri()
    branch.checkout.git("clone", "-q", "--depth", "1", "-b", "topic", url, str(tmp_path / "clone"))
    clone = Project(tmp_path / "clone")
    done = run(
        *("check", "--format", "json"), cwd=clone.folder, env=environment(GITHUB_BASE_REF="main")
    )
    found = {one["code"]: one for one in json.loads(done.stdout)["findings"]}
    assert "the published versions are not compared" in found["V405"]["message"]
    assert "fetch-depth: 0" in found["V405"]["hint"]
    assert done.returncode == 1


def test_as_many_processes_for_many_versions_as_for_few(tmp_path: Path) -> None:
    counts = []
    for count in (2, 40):
        folder = tmp_path / str(count)
        checkout = Checkout(folder / "shop")
        project = Project(checkout.folder).plan(*(f"Event {i}:" for i in range(count)))
        project.publish()
        checkout.commit()
        program = folder / "bin" / "git"
        program.parent.mkdir()
        log = folder / "log"
        real = checkout.git("--exec-path")
        program.write_text(f'#!/bin/sh\necho >> {log}\nexec "{real}/git" "$@"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        env = environment(GITHUB_BASE_REF="main", PATH=f"{program.parent}:/usr/bin:/bin")
        done = run("check", cwd=project.folder, env=env)
        assert done.returncode == 0, done.stdout
        counts.append(len(log.read_text()))
    assert counts[0] == counts[1]
    assert counts[0] > 0


# Without a base, what is published at git's HEAD


def _nothing_published(branch: Branch) -> None:
    remove(branch.registry)
    branch.checkout.commit()


def _only_in_the_working_tree(branch: Branch) -> None:
    _nothing_published(branch)
    branch.project.publish()
    remove(branch.registry)


def _no_repository(branch: Branch) -> None:
    remove(branch.registry)
    remove(branch.checkout.folder / ".git")


def _of_another_plan(branch: Branch) -> None:
    """Its registry is no business of this plan."""
    branch.checkout.write("other/x", "")
    for name in ("tracking-plan.yaml", FOLDER):
        branch.checkout.git("mv", name, "other")
    branch.project.plan(SIGNED_UP)
    branch.checkout.commit()


@pytest.mark.parametrize(
    "change", [_nothing_published, _only_in_the_working_tree, _no_repository, _of_another_plan]
)
def test_where_head_has_no_registry_nothing_is_gone(branch: Branch, change: Any) -> None:
    change(branch)
    assert branch.project.codes("check") == []
    branch.project.publish()


@pytest.mark.parametrize("change", ["folder", "content", "path", "both"])
def test_a_registry_that_is_gone_since_head(branch: Branch, change: str) -> None:
    if change in ("folder", "content", "both"):
        remove(branch.registry)
    if change == "content":
        branch.registry.mkdir()
    if change in ("path", "both"):
        branch.project.plan(SIGNED_UP, PAID, LEFT, head="registry: {path: publshed}\n")
    for command in ("check", "publish"):
        done = branch.project.run(command, "--format", "json")
        assert done.returncode == 1
        (one,) = (one for one in json.loads(done.stdout)["findings"] if one["code"][0] == "V")
        assert one["code"] == REWRITTEN
        assert "the registry had 3 published versions at " in one["message"]
        hint = f"'{FOLDER}' still" if change == "path" else f"-- {FOLDER}`"
        assert hint in one["hint"]
    done = branch.project.run("diff")
    assert done.returncode == 2
    assert "the registry had 3 published versions at " in done.stderr
    if change in ("folder", "content"):
        branch.checkout.git(*shlex.split(one["hint"].split("`")[1])[1:])
        assert branch.project.codes("check") == []


def test_a_folder_that_is_named_and_is_not_there(tmp_path: Path) -> None:
    project = Project(tmp_path / "shop").plan(SIGNED_UP, head="registry: {path: publshed}\n")
    done = project.run("check", "--format", "json")
    (one,) = (one for one in json.loads(done.stdout)["findings"] if one["code"][0] == "V")
    assert (one["code"], one["severity"]) == ("V412", "warning")
    assert "'publshed'" in one["message"]
    assert done.returncode == 0
    assert "tracking-plan.yaml:3:" in project.run("check").stdout
    done = project.run("diff")
    assert "there is nothing to compare with: `registry.path` names a folder" in done.stderr
    project.publish()
    assert project.codes("check") == []


@pytest.mark.parametrize("path", ["../registry", "/nowhere/at/all", "a/../.."])
def test_a_path_that_leads_out_is_said_where_nothing_is_there(tmp_path: Path, path: str) -> None:
    project = Project(tmp_path / "shop").plan(SIGNED_UP, head=f"registry: {{path: {path}}}\n")
    for command in ("lint", "check"):
        assert project.codes(command) == ["V404"]


# What became of a version is in the index alone: it is compared with that of the base

IN_CI = {"CHANGE_TARGET": "main"}
LEAVING = LEFT.replace("{desc", "{version: 1.1, status: deprecated, desc")


def _say(branch: Branch, **changes: str) -> None:
    """Edits what the index says of `Left`, of each version and of the event."""
    index = branch.project.index()
    event = next(one for one in index["events"] if one["event"] == "Left")
    for one in event["versions"]:
        one.update({key: value for key, value in changes.items() if key != "renamed_to"})
    event.update({key: value for key, value in changes.items() if key == "renamed_to"})
    branch.write_index(index)


def _base_with(branch: Branch, *events: str) -> None:
    branch.project.plan(*events).publish()
    branch.checkout.commit()
    branch.checkout.git("branch", "-f", "main")


def _deprecated_now(branch: Branch) -> None:
    branch.project.plan(SIGNED_UP, PAID, LEAVING).publish()


def _past_its_sunset(branch: Branch) -> None:
    soon = LEAVING.replace("deprecated", "deprecated, sunset: 2026-02-01")
    _base_with(branch, SIGNED_UP, PAID, soon)
    branch.project.plan(SIGNED_UP, PAID).publish("--today", "2026-03-01")


def _retired_at_the_base(branch: Branch) -> None:
    _base_with(branch, SIGNED_UP, PAID, LEAVING)
    _base_with(branch, SIGNED_UP, PAID, LEAVING.replace("deprecated", "retired"))
    branch.project.plan(SIGNED_UP, PAID).publish()


@pytest.mark.parametrize(
    "change",
    [
        *(_untouched, _deprecated_now, _past_its_sunset),
        *(_renamed, _retired, _retired_at_the_base),
    ],
)
def test_a_status_that_changed_as_it_should(branch: Branch, change: Any) -> None:
    change(branch)
    done = branch.project.run("check", "--today", "2026-03-01", "--format", "json")
    assert [one for one in json.loads(done.stdout)["findings"] if one["code"][0] == "V"] == []
    env = environment(**IN_CI)
    done = run("check", "--today", "2026-03-01", cwd=branch.project.folder, env=env)
    assert "V409" not in done.stdout


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "retired"},
        {"status": "deprecated", "sunset": "2026-01-01"},
        {"renamed_to": "Paid"},
    ],
)
def test_an_index_that_lets_an_event_go(branch: Branch, changes: dict[str, str]) -> None:
    branch.project.plan(SIGNED_UP, PAID)
    assert branch.project.codes("check") == ["V102"]
    _say(branch, **changes)
    assert branch.project.codes("check") == [], "the registry agrees with itself"
    (found,) = branch.found(env=environment(**IN_CI))
    assert found["code"] == REWRITTEN
    assert found["message"].startswith("'Left' 1.0 was active at ")
    assert [one["code"] for one in branch.found()] == ["V102"], "the plan at the base says it"
    branch.checkout.git(*shlex.split(found["hint"].split("`")[1])[1:])
    assert branch.codes(env=environment(**IN_CI)) == ["V102"]


def test_an_index_that_has_an_event_retired_as_the_plan_says(branch: Branch) -> None:
    gone = LEFT.replace("{desc", "{status: retired, desc")
    branch.project.plan(SIGNED_UP, PAID, gone)
    assert branch.project.codes("check") == ["V104"]
    _say(branch, status="retired")
    assert branch.project.codes("check") == []
    assert branch.codes(env=environment(**IN_CI)) == [REWRITTEN]
