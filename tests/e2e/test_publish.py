"""`publish`: what is frozen, what is refused, and that the registry is whole at any moment."""

import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest
from git_repositories import Checkout
from process import COMMAND, environment, start
from registries import FOLDER, Project

SIGNED_UP = "Signed Up: {description: Somebody joined., properties: {plan: string!}}"
PAID = "Paid: {description: Money came., properties: {amount: number!}}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "shop").plan(SIGNED_UP, PAID)


def test_each_version_is_frozen_once(project: Project) -> None:
    assert project.publish("--dry-run").stdout.count("would write ") == 3
    assert not project.registry.exists()
    project.publish()
    before = project.contents()
    assert len(before) == 3
    assert project.statuses() == {"Paid 1.0": "active", "Signed Up 1.0": "active"}
    assert "nothing new" in project.publish().stderr
    assert project.contents() == before
    project.plan(SIGNED_UP, PAID, "New: {version: 3.1}").publish()
    after = project.contents()
    assert {path for path in before if before[path] != after[path]} == {"index.json"}
    assert project.statuses()["New 3.1"] == "active"


def test_the_json_report_lists_the_new_versions(project: Project) -> None:
    report = json.loads(project.publish("--format", "json").stdout)
    listed = {one["event"]: one["version"] for one in report["published"]}
    assert listed == {"Signed Up": "1.0", "Paid": "1.0"}


def test_drafts_stay_back_and_may_change(project: Project) -> None:
    draft = "Planned: {status: draft, properties: {a: string}}"
    assert "1 draft not published" in project.plan(PAID, draft).publish().stderr
    assert project.statuses() == {"Paid 1.0": "active"}
    project.plan(PAID, "Planned: {status: active, properties: {b: string}}").publish()
    assert project.statuses()["Planned 1.0"] == "active"
    project.plan(PAID, "Planned: {status: draft, properties: {b: string}}")
    for command in ("check", "diff", "publish"):
        assert project.codes(command) == ["V109"], "what is published is no draft again"
    assert project.statuses()["Planned 1.0"] == "active"
    project.plan(PAID, "Planned: {status: draft, properties: {c: string}}")
    assert project.codes("publish") == ["V403"]


SHARED = "shared: {plan: {enum: [free, pro]}}\n"
LONGER = SHARED.replace("pro]", "pro, team]")
TAKES_IT = ("A: {properties: {plan: ref plan}}", "B: {properties: {plan: ref plan, was: ref plan}}")


def test_a_shared_definition_that_changes_published_versions_is_one_finding(
    project: Project,
) -> None:
    project.plan(*TAKES_IT, head=SHARED).publish()
    project.plan(*TAKES_IT, head=LONGER)
    for command in ("lint", "check", "diff", "publish"):
        assert project.codes(command) == ["V403"], command
    (finding,) = json.loads(project.run("diff", "--format", "json").stdout)["findings"]
    assert finding["message"].startswith("the shared 'plan' may be 'team' now")
    assert finding["message"].endswith("'A 1.0' and 'B 1.0'")
    assert (finding["at"]["line"], finding["count"], len(finding["places"])) == (3, 2, 2)


def test_a_version_that_changes_in_another_way_too_has_its_own_finding(project: Project) -> None:
    project.plan(*TAKES_IT, "C: {properties: {plan: ref plan}}", head=SHARED).publish()
    own = "C: {properties: {plan: ref plan, seats: integer}}"
    project.plan(*TAKES_IT, own, head=LONGER)
    found = json.loads(project.run("diff", "--format", "json").stdout)["findings"]
    assert [(one["code"], one["event"]) for one in found] == [("V403", None), ("V403", "C")]


def test_a_retired_version_never_changes_either(project: Project) -> None:
    old = "Old: {status: retired, properties: {plan: ref plan}}"
    project.plan(PAID, old, head=SHARED).publish()
    before = project.contents()
    says = "write it as it was published"
    for changed in (
        old.replace("ref plan", "string"),
        old.replace("ref plan", "ref plan, seats: integer"),
        "Old: {status: retired}",
    ):
        project.plan(PAID, changed, head=SHARED)
        for command in ("lint", "check", "diff", "publish"):
            assert project.codes(command) == ["V403"], (command, changed)
        assert says in project.publish(code=1).stdout
    project.plan(PAID, old, head=LONGER)
    assert project.codes("lint") == ["V403"], "by way of a shared definition, too"
    project.plan(PAID, old.replace("{status", "{description: Other words., status"), head=SHARED)
    assert project.codes("lint") == []
    project.plan(PAID, head=LONGER)
    assert project.codes("check") == [], "the plan may leave it out"
    project.publish()
    assert {**project.contents(), "index.json": b""} == {**before, "index.json": b""}
    assert project.statuses()["Old 1.0"] == "retired"


def test_a_retired_version_under_previous_never_changes_either(project: Project) -> None:
    kept = "previous: {1.0: {status: retired, properties: {plan: string}}}"
    now = f"Paid: {{version: 2.0, properties: {{amount: number!}}, {kept}}}"
    project.plan(now).publish()
    project.plan(now.replace("plan: string", "plan: integer"))
    assert project.codes("check") == ["V403"]
    project.plan(now.replace(f", {kept}", ""))
    assert project.codes("check") == []


def test_an_older_version_has_no_next_one_and_is_to_be_restored(project: Project) -> None:
    kept = "previous: {1.0: {properties: {plan: string}}}"
    now = f"Paid: {{version: 2.0, properties: {{amount: number!}}, {kept}}}"
    project.plan(now).publish()
    project.plan(now.replace("plan: string", "plan: integer"))
    (finding,) = json.loads(project.run("lint", "--select", "V", "--format", "json").stdout)[
        "findings"
    ]
    assert (finding["code"], finding["version"]) == ("V403", "1.0")
    assert finding["hint"].startswith("it is an older version: restore it as it was")
    project.plan(now.replace("number!", "number"))
    (finding,) = json.loads(project.run("lint", "--select", "V", "--format", "json").stdout)[
        "findings"
    ]
    assert "give the event the next version" in finding["hint"]


def test_a_status_that_only_the_index_says_names_the_index(project: Project) -> None:
    project.publish()
    index = project.registry / "index.json"
    before = index.read_bytes()
    index.write_bytes(before.replace(b'"active"', b'"retired"'))
    found = json.loads(project.run("check", "--select", "V", "--format", "json").stdout)["findings"]
    assert {one["code"] for one in found} == {"V106"}
    assert ": the event may be sent again; it was retired" in found[0]["message"]
    assert "the registry's index says retired: if nobody published that" in found[0]["hint"]
    index.write_bytes(before)
    project.plan(SIGNED_UP, PAID.replace("{desc", "{status: deprecated, desc"))
    found = json.loads(project.run("check", "--select", "V", "--format", "json").stdout)["findings"]
    (finding,) = [one for one in found if one["code"] == "V106"]
    assert "index" not in finding["hint"]


def test_a_shared_change_of_live_and_retired_versions_says_both(project: Project) -> None:
    gone = TAKES_IT[0].replace("{prop", "{status: retired, prop")
    project.plan(gone, TAKES_IT[1], head=SHARED).publish()
    project.plan(gone, TAKES_IT[1], head=LONGER)
    (finding,) = json.loads(project.run("diff", "--format", "json").stdout)["findings"]
    assert "give each of these events the next version" in finding["hint"]
    assert "what is retired ('A 1.0'): write it as it was published" in finding["hint"]


def test_words_change_nothing(project: Project) -> None:
    project.publish()
    before = project.contents()
    project.plan(SIGNED_UP.replace("Somebody joined.", "Somebody new."), PAID).publish()
    assert project.contents() == before
    assert project.codes("lint") == []


def test_another_meaning_under_the_same_number_is_refused(project: Project) -> None:
    project.publish()
    before = project.contents()
    project.plan(SIGNED_UP.replace("string!", "string!, seats: integer!"), PAID, "New:")
    for command in ("lint", "check", "diff", "publish"):
        assert project.codes(command) == ["V403"], command
    shown = project.publish(code=1)
    assert "'Signed Up' 1.0 was published, and means something else: 'seats'" in shown.stdout
    assert "nothing was published" in shown.stderr
    assert project.contents() == before
    bumped = (
        "Signed Up: {description: a, version: 2.0, properties: {plan: string!, seats: integer!}"
    )
    old = "previous: {1.0: {status: deprecated, properties: {plan: string!}}}"
    project.plan(f"{bumped}, {old}}}", PAID).publish()
    assert project.statuses()["Signed Up 1.0"] == "deprecated"
    assert project.statuses()["Signed Up 2.0"] == "active"


def test_a_change_that_is_silenced_stays_unpublished(project: Project) -> None:
    project.publish()
    before = project.contents()
    project.plan("Signed Up: {description: a, properties: {plan: integer!}}", PAID)
    done = project.publish("--ignore", "V403")
    assert "left as it was published, whatever the plan says: 1 version" in done.stderr
    assert project.contents() == before


def test_too_low_a_version_is_refused(project: Project) -> None:
    project.publish()
    low = "Signed Up: {description: a, version: 1.1, properties: {plan: string!, a: string!}}"
    project.plan(low, PAID)
    assert project.codes("publish") == ["V202"]
    assert list(project.statuses()) == ["Paid 1.0", "Signed Up 1.0"]
    head = "conventions: {compatibility: consumers}\n"
    project.plan(low, PAID, head=head).publish()
    assert project.statuses()["Signed Up 1.1"] == "active"


def test_what_never_fails_still_refuses(project: Project) -> None:
    project.publish()
    before = project.contents()
    project.plan(SIGNED_UP.replace("string!", "integer!"), PAID, "New:")
    assert "nothing was published" in project.publish("--fail-on", "never").stderr
    assert project.contents() == before


def test_an_event_leaves_by_way_of_retirement(project: Project) -> None:
    project.publish()
    project.plan(PAID)
    assert project.codes("publish") == ["V102"]
    (finding,) = json.loads(project.run("diff", "--format", "json").stdout)["findings"]
    assert finding["at"]["line"] == 3, "where events are listed"
    leaving = SIGNED_UP.replace("{desc", "{version: 1.1, status: deprecated, desc")
    project.plan(leaving, PAID).publish()
    project.plan(leaving.replace("deprecated", "retired"), PAID).publish()
    assert project.statuses()["Signed Up 1.1"] == "retired"
    project.plan(PAID).publish()
    assert project.statuses()["Signed Up 1.1"] == "retired"
    done = project.run("diff")
    assert (done.returncode, done.stdout) == (0, "")
    project.plan(PAID, "'Signed Up': {version: 1.0, properties: {plan: string!}}")
    assert "V401" in project.codes("diff"), "numbers are never used again"


def test_a_renamed_event_goes_on_under_its_new_name(project: Project) -> None:
    project.plan("sign_up: {description: a, properties: {plan: string!}}").publish()
    head = "Signed Up: {description: a, version: 2.0, previous_names: [sign_up], properties: {plan"
    renamed = f"{head}: string!}}, previous: {{1.0: {{properties: {{plan: string!}}}}}}}}"
    project.plan(renamed)
    assert "sign_up" in project.run("diff").stdout
    project.publish()
    statuses = {"Signed Up 1.0": "active", "Signed Up 2.0": "active", "sign_up 1.0": "deprecated"}
    assert project.statuses() == statuses
    assert [one.get("renamed_to") for one in project.index()["events"]] == [None, "Signed Up"]
    assert project.run("diff").stdout == ""
    assert "nothing new" in project.publish().stderr
    for codes in (project.codes("lint"), project.codes("check")):
        assert codes == []
    project.plan(renamed.replace("previous_names: [sign_up], ", "")).publish()
    assert project.statuses()["sign_up 1.0"] == "retired"
    assert project.run("diff").stdout == ""


def test_an_event_that_is_renamed_twice_goes_on_from_its_last_name(project: Project) -> None:
    plain = "{{description: a, version: {}, previous_names: {}, properties: {{}}, {}}}"
    project.plan("a: {description: a, properties: {}}").publish()
    old = "previous: {1.0: {properties: {}}}"
    project.plan(f"b: {plain.format('2.0', '[a]', old)}").publish()
    old = "previous: {2.0: {properties: {}}, 1.0: {properties: {}}}"
    project.plan(f"c: {plain.format('3.0', '[a, b]', old)}")
    assert "'b'" in project.run("diff").stdout
    project.publish()
    assert project.run("diff").stdout == ""
    assert {one["event"]: one.get("renamed_to") for one in project.index()["events"]} == {
        "a": "c",
        "b": "c",
        "c": None,
    }


MARKED = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> topic\n"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"hash_version": 1, "index_version": 1}', None])
def test_an_index_that_cannot_be_read_is_written_anew(project: Project, text: str | None) -> None:
    project.publish()
    before = project.contents()
    path = project.registry / "index.json"
    if text is None:
        path.unlink()
    else:
        path.write_text(text)
    if text == "[]":
        assert project.codes("lint") == ["V404"]
        assert "is not the index of a registry" in project.publish(code=1).stdout
        assert path.read_text() == text
        return
    assert project.codes("lint") == ["V404"]
    assert "would be written anew" in project.publish("--dry-run").stderr
    assert "has been written anew" in project.publish().stderr
    assert project.contents() == before


def test_no_index_of_another_tool_is_overwritten(project: Project) -> None:
    project.registry.mkdir()
    (project.registry / "index.json").write_text('{"name": "theirs"}')
    assert "is not the index of a registry" in project.publish(code=1).stdout
    assert "cannot publish" in project.publish("--ignore", "V404", code=2).stderr
    assert project.contents() == {"index.json": b'{"name": "theirs"}'}


@pytest.mark.parametrize("key", ["hash_version", "index_version"])
@pytest.mark.parametrize(
    ("number", "hint"), [("2", "upgrade"), ("0", "restore"), ('"x"', "restore")]
)
def test_an_index_of_another_layout_is_left_alone(
    project: Project, key: str, number: str, hint: str
) -> None:
    project.publish()
    path = project.registry / "index.json"
    path.write_text(path.read_text().replace(f'"{key}": 1', f'"{key}": {number}'))
    before = project.contents()
    project.plan(SIGNED_UP, PAID, "New:")
    done = project.publish(code=1)
    assert f"has the {key}" in done.stdout
    assert f"hint: {hint}" in done.stdout
    assert project.contents() == before


@pytest.mark.parametrize("name", ["index.json", "Signed Up 1.0"])
def test_a_pointer_of_lfs_is_said_and_never_written_over(project: Project, name: str) -> None:
    """An index that is written anew without the one before forgets what was retired when."""
    project.publish()
    path = project.registry / name if name == "index.json" else project.file(name)
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    before = project.contents()
    for command in ("lint", "publish"):
        done = project.run(command)
        assert done.returncode == 1
        assert "is a pointer of Git LFS, without the content" in done.stdout
        assert "git lfs pull" in done.stdout
    assert project.contents() == before


def test_a_file_that_is_no_json_is_said_with_its_line(project: Project) -> None:
    project.publish()
    path = project.file("Signed Up 1.0")
    text = path.read_text()
    path.write_text(text.replace('"type": "object",', '"type": "object"'))
    line = text[: text.index('"type": "object"')].count("\n") + 2
    assert f"is not JSON (line {line})" in project.run("lint").stdout
    path.write_text(MARKED.format(text, text))
    done = project.run("lint")
    assert "has the marks of a merge conflict (line 1)" in done.stdout
    assert "two branches published this version" in done.stdout


def test_a_version_that_the_index_lacks_is_added(project: Project) -> None:
    project.publish()
    whole, index = project.contents(), project.index()
    index["events"].pop()
    (project.registry / "index.json").write_text(json.dumps(index))
    assert project.codes("lint") == ["V404"]
    project.publish()
    assert project.contents() == whole


@pytest.mark.parametrize("change", ["gone", "changed", "marks", "words", "crlf"])
def test_a_file_that_is_not_as_it_was_published(project: Project, change: str) -> None:
    project.publish()
    path = project.file("Signed Up 1.0")
    text = path.read_text()
    if change == "gone":
        path.unlink()
    elif change == "changed":
        path.write_text(text.replace('"string"', '"integer"'))
    elif change == "marks":
        path.write_text(MARKED.format(text, text))
    elif change == "words":
        path.write_text(text.replace("Somebody joined.", "Somebody came."))
    else:
        path.write_bytes(text.replace("\n", "\r\n").encode())
    if change == "crlf":
        assert project.codes("lint") == []
        project.publish()
        return
    before = project.contents()
    for command in ("lint", "check", "publish"):
        assert "V404" in project.codes(command)
    assert "cannot publish" in project.publish("--ignore", "V", code=2).stderr
    assert project.contents() == before


def test_what_else_lies_in_the_folder_is_nobodys(project: Project) -> None:
    project.publish()
    for name in ("README.md", "package.json", "lib/1.0.json", "paid-x/1.0.json"):
        path = project.registry / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}")
    assert project.codes("lint") == []
    assert "nothing new" in project.publish().stderr


@pytest.mark.parametrize(
    "path", ["../out", "/nowhere/out", ".", "a/../..", "file", "linked", ".git/x"]
)
def test_a_registry_has_a_folder_of_its_own_below_the_plan(project: Project, path: str) -> None:
    (project.folder / "file").write_text("")
    outside = project.folder.parent / "out"
    outside.mkdir()
    (project.folder / "linked").symlink_to(outside, target_is_directory=True)
    (project.folder / ".git").mkdir()
    project.plan(PAID, head=f"registry: {{path: {path}}}\n")
    assert f"cannot publish: the registry {path!r} " in project.publish(code=2).stderr
    assert project.codes("lint") == ["V404"]
    assert not list(outside.iterdir())


@pytest.mark.parametrize("name", ["index.json", "folder", "version"])
@pytest.mark.parametrize("target", ["../../out/x", "../inside"])
def test_nothing_is_written_through_a_link(project: Project, name: str, target: str) -> None:
    project.publish()
    version = project.file("Paid 1.0")
    out = project.folder.parent / "out"
    out.mkdir()
    path = {"index.json": project.registry / name, "folder": version.parent, "version": version}
    link = path[name]
    project.plan(SIGNED_UP, PAID, "New:", head="") if name == "index.json" else None
    if link.is_dir():
        version.unlink()
        link.rmdir()
    else:
        link.unlink()
    link.symlink_to(target)
    done = project.run("publish")
    assert done.returncode in {1, 2}
    assert not list(out.iterdir())
    assert link.is_symlink()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_folder_that_is_read_only(project: Project) -> None:
    project.folder.chmod(0o555)
    done = project.publish(code=2)
    project.folder.chmod(0o755)
    assert "cannot write" in done.stderr


def _many(project: Project, count: int) -> None:
    project.plan(*(f"Event {i}: {{properties: {{a: string, b: integer!}}}}" for i in range(count)))


@pytest.mark.slow
def test_several_at_once_publish_the_same(project: Project) -> None:
    _many(project, 60)
    started = [
        subprocess.Popen(
            [*COMMAND, "publish", "-q"], cwd=project.folder, env=environment(), stderr=-1
        )
        for _ in range(5)
    ]
    for process in started:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    assert len(project.contents()) == 61
    assert not project.read().flaws


@pytest.mark.slow
def test_a_run_that_is_killed_leaves_a_whole_registry(project: Project) -> None:
    _many(project, 150)
    chance = random.Random(20_260_101)
    for _ in range(12):
        process = subprocess.Popen(
            [*COMMAND, "publish", "-q"], cwd=project.folder, env=environment(), stderr=-1
        )
        while not project.registry.exists() and process.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.random() * 0.04)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        project.assert_whole()
        if chance.random() < 0.5:
            for path in sorted(project.registry.rglob("*"), reverse=True)[: chance.randrange(90)]:
                if path.is_file() and path.name != "index.json":
                    path.unlink()
            (project.registry / "index.json").unlink(missing_ok=True)
    project.publish()
    assert not project.read().flaws
    assert len(project.contents()) == 151


@pytest.mark.slow
def test_a_disk_that_is_full_leaves_a_whole_registry(project: Project) -> None:
    _many(project, 20)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    done = start("publish", cwd=project.folder, before=full)
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert project.contents() == {}
    project.publish()
    before = project.contents()
    _many(project, 30)
    assert start("publish", cwd=project.folder, before=full).returncode == 2
    assert project.contents() == before
    assert project.codes("lint") == []
    project.publish()
    assert not project.read().flaws


EVENT = "{{description: a, version: {}, properties: {{a: string!{}}}{}}}"


@pytest.mark.parametrize(
    ("changed", "is_conflict"),
    [(("Left", "Paid"), False), (("Left", "Left Early"), False), (("Lost", "Lost Again"), True)],
)
def test_two_branches_conflict_in_the_index_at_most(
    tmp_path: Path, changed: tuple[str, str], is_conflict: bool
) -> None:
    """Each publishes another event; one deprecates a third, the other a fourth."""
    checkout = Checkout(tmp_path / "shop")
    project = Project(checkout.folder)

    def write(event: str, text: str) -> None:
        checkout.write(f"plans/{event}.yaml", f"events:\n  {event}: {text}\n")

    head = "tracking_plan: 1\nname: shop\ninclude: ['plans/*.yaml']\n"
    checkout.write("tracking-plan.yaml", head)
    for event in ("Billed", "Invited", "Left", "Paid", "Returned", "Signed Up"):
        write(event, EVENT.format("1.0", "", ""))
    project.publish()
    checkout.commit()
    for branch, event, leaving in (
        ("one", changed[0], "Invited"),
        ("two", changed[1], "Returned"),
    ):
        checkout.git("checkout", "-qb", branch, "main")
        write(event, EVENT.format("1.1", ", b: string", ""))
        write(leaving, EVENT.format("1.1", "", ", status: deprecated"))
        project.publish()
        checkout.commit()
    checkout.git("merge", "one", may_fail=True)
    in_conflict = checkout.git("diff", "--name-only", "--diff-filter=U")
    assert in_conflict == (f"{FOLDER}/index.json" if is_conflict else "")
    assert project.codes("lint") == ["V404"] * is_conflict
    done = project.publish()
    assert ("has the marks of a merge conflict" in done.stderr) == is_conflict
    statuses = project.statuses()
    assert {statuses.pop(f"{event} 1.1") for event in changed} == {"active"}
    for event in ("Invited", "Returned"):
        assert {statuses.pop(f"{event} {version}") for version in ("1.0", "1.1")} == {"deprecated"}
    assert set(statuses.values()) == {"active"}
    checkout.commit()
    assert not project.read().flaws
    assert "nothing new" in project.publish().stderr


def test_two_branches_that_publish_one_version_are_for_people_to_settle(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "shop")
    project = Project(checkout.folder).plan(PAID)
    project.publish()
    checkout.commit()
    for branch, more in (("one", "a: string"), ("two", "b: integer")):
        checkout.git("checkout", "-qb", branch, "main")
        project.plan(PAID.replace("{desc", "{version: 1.1, desc").replace("r!", f"r!, {more}"))
        project.publish()
        checkout.commit()
    checkout.git("merge", "one", may_fail=True)
    checkout.git("checkout", "--ours", "tracking-plan.yaml")
    done = project.publish(code=1)
    assert "two branches published this version" in done.stdout
    checkout.git("checkout", "--ours", FOLDER)
    project.publish()
    assert not project.read().flaws


def test_what_is_gone_stays_gone_in_a_conflict(project: Project) -> None:
    leaving = SIGNED_UP.replace("{desc", "{version: 1.1, status: retired, desc")
    project.plan(leaving, PAID).publish()
    project.plan(PAID).publish()
    index = project.registry / "index.json"
    mine = index.read_text()
    index.write_text(MARKED.format(mine, mine.replace('"retired"', '"active"')))
    project.publish()
    assert project.statuses()["Signed Up 1.1"] == "retired"
    index.write_text("{")
    assert project.codes("publish") == ["V404"], "nobody knows that it was retired"


def test_schema_and_explain_know_what_the_plan_no_longer_has(project: Project) -> None:
    project.plan(PAID, "Gone: {status: retired, properties: {a: string}}").publish()
    paid = PAID.replace("{desc", "{version: 1.1, desc").replace("r!", "r!, a: string")
    project.plan(paid).publish()
    old = project.run("schema", "Paid@1.0")
    assert json.loads(old.stdout) == json.loads(project.file("Paid 1.0").read_bytes())
    assert "'Paid' 1.0 is not in the plan any more: from the registry" in old.stderr
    assert project.run("schema", "Paid@1").stderr == ""
    assert json.loads(project.run("schema", "Gone").stdout)["x-event"] == "Gone"
    unknown = project.run("schema", "Paid@1.7")
    assert unknown.returncode == 2
    assert "it has 1.1; published: 1.1, 1.0" in unknown.stderr
    assert "did you mean" in project.run("schema", "Pad").stderr
    assert "published versions:\n  1.1  active" in project.run("explain", "Paid").stdout
    gone = "'Gone' is no event of the plan; published versions:\n  1.0  retired"
    assert gone in project.run("explain", "Gone").stdout
    for version, shown in (("1.0", ["1.0"]), ("1", ["1.1", "1.0"]), ("1.1", ["1.1"])):
        lines = project.run("explain", f"Paid@{version}").stdout.splitlines()[1:]
        assert [line.split()[0] for line in lines] == shown
    assert project.run("explain", "Paid@7").returncode == 2
    project.file("Paid 1.1").unlink()
    assert project.run("explain", "Paid").returncode == 0


def _explained(project: Project, subject: str) -> list[str]:
    """What `explain` says of published versions: each line up to its path."""
    shown = project.run("explain", subject).stdout.partition("published versions:\n")[2]
    return [line.partition(f"  {FOLDER}")[0] for line in shown.splitlines()]


def test_explain_has_what_was_published_under_earlier_names(project: Project) -> None:
    first = "1.0: {properties: {plan: string}}"
    second = f"{{version: 2.0, previous_names: [A], previous: {{{first}}}}}"
    third = (
        "{{version: 3.0, previous_names: [{}], properties: {{x: any}}, previous: {{2.0: , {}}}}}"
    )
    project.plan("A: {properties: {plan: string}}", "Other: {}").publish()
    project.plan(f"B: {second}", "Other: {}").publish()
    of_a = ["published as 'A', which is 'B' now:", "  1.0  deprecated, renamed to 'B'"]
    assert _explained(project, "B") == ["  2.0  active", "  1.0  active", *of_a]
    assert _explained(project, "A") == _explained(project, "B")
    assert _explained(project, "Other") == ["  1.0  active"]
    for names in ("B, A", "B"):
        project.plan(f"C: {third.format(names, first)}", "Other: {}").publish()
        own = ["  3.0  active", "  2.0  active", "  1.0  active"]
        of_b = ["  2.0  deprecated, renamed to 'C'", "  1.0  deprecated, renamed to 'C'"]
        *rest, says, old = _explained(project, "C")
        assert rest == [*own, "published as 'B', which is 'C' now:", *of_b]
        assert says == "published as 'A', which is 'C' now:"
        assert old.startswith("  1.0  ")
        assert [one.split()[0] for one in _explained(project, "C@1.0")[::2]] == ["1.0"] * 3


def test_a_registry_that_lies_about_itself_is_no_crash(project: Project) -> None:
    """The index vouches, by their hashes, for files that are no schemas."""
    project.publish()
    for text in ("[]", '{"$id": 1}', "[" * 90_000, '{"$id": "a", "type": {"a": 1}, "enum": 5}'):
        path = project.file("Paid 1.0")
        path.write_text(text)
        index = project.index()
        digits = hashlib.sha256(text.encode()).hexdigest()
        index["events"][0]["versions"][0]["file_hash"] = f"sha256:{digits}"
        (project.registry / "index.json").write_text(json.dumps(index))
        project.plan(SIGNED_UP, PAID.replace("number", "integer"))
        for command in (("lint",), ("check",), ("diff",), ("publish",), ("explain", "Paid")):
            assert project.run(*command).returncode in {0, 1, 2}, (command, text[:9])
        assert project.run("schema", "Paid@1.0").returncode == 0


def _other_name(project: Project, *events: str, name: str = "store") -> None:
    """Writes the plan as one of another name."""
    project.plan(*events)
    path = project.folder / "tracking-plan.yaml"
    path.write_text(path.read_text().replace("name: shop", f"name: {name}"))


LEAVING = SIGNED_UP.replace("{desc", "{version: 1.1, status: deprecated, desc")


def test_a_plan_may_have_another_name(project: Project) -> None:
    project.plan(LEAVING, PAID).publish()
    project.plan(LEAVING.replace("deprecated", "retired"), PAID).publish()
    _other_name(project, PAID, "New:")
    assert project.codes("check") == []
    project.publish()
    assert project.index()["plan"] == "store"
    renamed = PAID.replace("Paid: {", "Paid Up: {version: 2.0, previous_names: [Paid], ")
    _other_name(project, renamed, "New:", name="third")
    assert project.codes("check") == ["V105"], "its events are known by their names of before"


@pytest.mark.parametrize("events", [("Theirs:",), (PAID, "Theirs:"), (PAID,)])
def test_the_registry_of_another_plan_is_left_alone(
    project: Project, events: tuple[str, ...]
) -> None:
    project.publish()
    before = project.contents()
    _other_name(project, *events)
    for command in ("lint", "check", "publish"):
        done = project.run(command)
        assert done.returncode == 1
        assert "published for the plan 'shop', not for 'store': it has '" in done.stdout
        assert project.codes(command) == ["V404"]
    assert "not for 'store'" in project.run("diff").stderr
    assert "cannot publish" in project.publish("--ignore", "V404", code=2).stderr
    assert project.contents() == before
    project.plan(SIGNED_UP, PAID).publish()
    assert project.contents() == before


def test_the_closing_line_says_what_was_done(project: Project) -> None:
    assert "publish: 2 versions would be published, in " in project.publish("--dry-run").stderr
    assert "publish: 2 versions published, in tracking-plan-registry\n" in project.publish().stderr
    assert "nothing found in 2 events compared with the" in project.run("diff").stderr
    project.plan(SIGNED_UP, PAID, "New:")
    said = project.publish("--dry-run").stderr
    assert "2 published versions, in tracking-plan-registry: 1 more would be published" in said
    said = project.publish().stderr
    assert "3 published versions, in tracking-plan-registry: 1 of them new" in said
    project.plan(SIGNED_UP, PAID.replace("number!", "string!"), "New:")
    said = project.run("diff").stderr
    assert "1 error in 3 events compared with the registry (" in said
    assert "), 1 of them changed" in said


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{a: string, b: {type: string, status: retired}}", "{a: string}"),
        ("{o: {type: object, properties: {b: {type: string, status: retired}}}}",
         "{o: {type: object, properties: {}}}"),
        ("{a: string}", "{a: string, b: {type: string, status: retired}}"),
        ("{a: string}", "{a: string, b: {type: string, pii: {kind: id, action: forbid}}}"),
        ("{o: {type: object, additional_properties: {type: string, status: retired}, properties:"
         " {a: integer, b: {type: string, pii: {kind: id, action: forbid}}}}}",
         "{o: {type: object, additional_properties: false, properties: {a: integer}}}"),
        ("{a: {type: array}}", "{a: {type: array, items: any}}"),
        ("{a: integer}", "{a: {type: integer, multiple_of: 1}}"),
        ("{a: {type: integer, minimum: 1}}", "{a: {type: integer, minimum: 0.5}}"),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_no_other_meaning(
    project: Project, before: str, after: str
) -> None:
    project.plan(f"Signed Up: {{description: a, properties: {before}}}").publish()
    project.plan(f"Signed Up: {{description: a, properties: {after}}}")
    for command in ("lint", "diff", "check"):
        assert "V403" not in project.codes(command)
    assert "nothing new" in project.publish().stderr


def test_what_else_changed_beside_other_words_is_said(project: Project) -> None:
    retired = "b: {type: string, status: retired}"
    project.plan(f"Signed Up: {{description: a, properties: {{a: string, {retired}}}}}").publish()
    project.plan("Signed Up: {description: a, status: deprecated, properties: {a: string}}")
    for command in ("diff", "check"):
        assert "V106" in project.codes(command)
        assert "V403" not in project.codes(command)
