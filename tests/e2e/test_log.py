"""`log` in real repositories: an event's history from name to name, and the plan's changelog."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from git_repositories import ROOT, Checkout
from process import Result, environment, run

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schemas" / "log.schema.json").read_text(encoding="utf-8")
)
MARKUP = "<b>bold</b> | `x` [a](javascript:x) ##[error]"
HOSTILE = f"\x1b[31mred\u202egnp.exe {MARKUP}"


class Project:
    """A repository whose commits are a plan's versions, a day apart."""

    def __init__(self, folder: Path) -> None:
        self.checkout = Checkout(folder)
        self.folder = folder
        self._days = 0

    def commit(self, plan: str, subject: str = "a commit", author: str = "Ada") -> str:
        """Commits a plan, of which `events` are the lines: the beginning of the commit's name."""
        self.checkout.write(ROOT, _plan(plan))
        return self.record(subject, author)

    def record(self, subject: str = "a commit", author: str = "Ada") -> str:
        """Commits what there is."""
        self._days += 1
        self.checkout.git("add", "-A")
        day = f"2026-01-{self._days:02}T12:00:00+00:00"
        arguments = ("commit", "-q", "--allow-empty", "-m", subject)
        self.checkout.git(*arguments, GIT_AUTHOR_NAME=author, GIT_AUTHOR_DATE=day)
        return self.checkout.git("rev-parse", "HEAD")[:7]

    def log(self, *arguments: str, cwd: str = "") -> Result:
        """What `log` prints."""
        return run("log", *arguments, cwd=self.folder / cwd)

    def data(self, *arguments: str) -> Any:
        """What `log` prints as JSON, which keeps to the schema."""
        done = self.log(*arguments, "--format", "json")
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        jsonschema.Draft202012Validator(SCHEMA).validate(found)
        return found


def _plan(events: str) -> str:
    lines = "".join(f"  {line}\n" for line in events.splitlines())
    return f"tracking_plan: 1\nevents:\n{lines}" if lines else "tracking_plan: 1\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "repo")


def shown(found: Any) -> list[tuple[str | None, str | None, str | None, list[str]]]:
    """Each entry: the subject, the versions before and after, the messages."""
    return [
        (
            entry["commit"] and entry["commit"]["subject"],
            entry["versions"][0]["old_version"],
            entry["versions"][0]["new_version"],
            [change["message"] for step in entry["steps"] for change in step["changes"]],
        )
        for entry in found["entries"]
    ]


PAID = "Paid: {version: 1.0, properties: {amount: number}}"


def test_commits_that_do_not_touch_the_event_are_not_listed(project: Project) -> None:
    project.commit(PAID, "first")
    project.checkout.write("README.md", "hello")
    project.record("a readme")
    project.commit(f"{PAID}\nOther: {{}}", "another event")
    project.commit(f"# a remark\n{PAID}\nOther: {{}}", "a remark")
    found = project.data("Paid")
    assert shown(found) == [("first", None, "1.0", ["is new"])]
    assert (found["names"], found["end"], found["faulty"]) == (["Paid"], "first-commit", [])


def test_each_change_is_in_the_words_of_diff_with_its_place(project: Project) -> None:
    project.commit(PAID, "first", "Ada")
    second = project.commit(
        "Paid:\n  version: 2.0\n  properties:\n    amount: number!\n  previous: {1.0: {}}",
        "needed now",
        "Bob",
    )
    compared = json.loads(
        run("diff", "--against", "HEAD~1", "--format", "json", cwd=project.folder).stdout
    )
    entry = project.data("Paid")["entries"][0]
    messages = [change["message"] for step in entry["steps"] for change in step["changes"]]
    assert messages == [
        change["message"] for step in compared["changes"] for change in step["changes"]
    ]
    assert "is required now" in messages
    (change,) = (
        one
        for step in entry["steps"]
        for one in step["changes"]
        if one["message"] == "is required now"
    )
    assert change["at"] == {"path": ROOT, "line": 6, "column": 15}
    assert (change["producers"], change["property"]) == ("break", "amount")
    lines = project.log("Paid").stdout.splitlines()
    assert lines[0] == f"{second} 2026-01-02 Bob: needed now"
    assert lines[1] == f"  'Paid' 1.0 -> 2.0  ({second}:{ROOT}:3:3)"
    assert "    major amount is required now (breaks what sends it, such as {})" in lines
    assert f"({second}:{ROOT}:6:15)" in project.log("Paid", "-v").stdout


def test_what_became_of_an_older_version_is_not_said_of_the_event(project: Project) -> None:
    first = project.commit("Viewed: {version: 1.0, properties: {a: string}}\nOther: {}", "first")
    bumped = "Viewed: {version: 2.0, properties: {a: integer}, previous: {1.0: {%s}}}\nOther: {}"
    kept = "properties: {a: string}"
    project.commit(bumped % f"status: deprecated, {kept}", "major")
    lines = project.log("Viewed").stdout.splitlines()
    assert '    1.0: status was "active", is "deprecated"' in lines
    assert not any(line.startswith("    status") for line in lines)
    (difference,) = project.data("Viewed")["entries"][0]["unjudged"]
    assert (difference["version"], difference["key"]) == ("1.0", "status")
    since = project.log("--since", first).stdout
    assert "Viewed: 1.0: status" in since
    assert "Viewed: status" not in since
    project.commit(f"{bumped % kept}".replace("{version", "{status: deprecated, version"), "both")
    lines = project.log("Viewed").stdout.splitlines()
    assert any("is deprecated" in line and "1.0" not in line for line in lines), "the event is"


@pytest.mark.parametrize("asked", ["A", "B", "C"])
def test_an_event_is_followed_by_any_of_its_names(project: Project, asked: str) -> None:
    """The plan of today lists the last name only."""
    project.commit("A: {version: 1.0}", "first")
    project.commit("B: {version: 2.0, previous_names: [A], previous: {1.0: {}}}", "B")
    project.commit("B: {version: 2.0, previous_names: [A], description: It is.}", "words")
    project.commit("C: {version: 3.0, previous_names: [B], previous: {2.0: {}}}", "C")
    found = project.data(asked)
    assert [subject for subject, *_ in shown(found)] == ["C", "words", "B", "first"]
    assert found["names"] == ["C", "B", "A"]
    assert "was called 'B'" in shown(found)[0][3]
    assert not any("is gone" in said for *_, each in shown(found) for said in each)
    if asked != "C":
        assert f"'{asked}' is a previous name of 'C'" in project.log(asked).stderr


def test_a_name_that_went_there_and_back(project: Project) -> None:
    project.commit("A: {version: 1.0}", "first")
    project.commit("B: {version: 2.0, previous_names: [A]}", "there")
    project.commit("A: {version: 3.0, previous_names: [B]}", "back")
    for asked in ("A", "B"):
        found = project.data(asked)
        assert [subject for subject, *_ in shown(found)] == ["back", "there", "first"]
        assert found["names"] == ["A", "B"]


def test_a_rename_that_nobody_wrote_down_is_none(project: Project) -> None:
    project.commit("A: {version: 1.0, properties: {x: string}}", "first")
    project.commit("B: {version: 1.0, properties: {x: string}}", "second")
    assert shown(project.data("B")) == [("second", None, "1.0", ["is new"])]
    assert [one[0] for one in shown(project.data("A"))] == ["second", "first"]


def test_events_that_became_one(project: Project) -> None:
    project.commit("A: {version: 1.0}\nB: {version: 1.0}", "first")
    project.commit("C: {version: 2.0, previous_names: [A, B]}", "one")
    found = project.data("C")
    assert {one["old_event"] for one in found["entries"][0]["versions"]} == {"A", "B"}
    assert found["names"][0] == "C"
    assert sorted(found["names"][1:]) == ["A", "B"]


def test_an_event_that_is_gone_and_one_that_came_back(project: Project) -> None:
    project.commit(f"{PAID}\nOther: {{}}", "first")
    project.commit("Other: {}", "gone")
    project.commit(f"{PAID}\nOther: {{}}", "again")
    assert [one[0] for one in shown(project.data("Paid"))] == ["again", "gone", "first"]
    project.commit("Other: {}", "gone again")
    assert shown(project.data("Paid"))[0] == ("gone again", "1.0", None, ["is gone"])


def test_an_event_that_never_was(project: Project) -> None:
    project.commit(PAID)
    project.commit("Refunded: {}")
    for asked, hint in (("Piad", "did you mean 'Paid'?"), ("Nothing alike", "2 other events")):
        done = project.log(asked)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"no event was ever called '{asked}'" in done.stderr
        assert hint in done.stderr


def test_what_is_not_committed_comes_first(project: Project) -> None:
    project.commit(PAID, "first")
    project.checkout.write(
        ROOT, _plan("Paid: {version: 1.1, properties: {amount: number, x: any}}")
    )
    assert shown(project.data("Paid"))[0] == (None, "1.0", "1.1", ["is new"])
    assert project.log("Paid").stdout.startswith("not committed yet\n  'Paid' 1.0 -> 1.1")
    assert [one[0] for one in shown(project.data("Paid", "--until", "HEAD"))] == ["first"]
    project.checkout.git("add", "-A")
    assert shown(project.data("Paid"))[0][0] is None


def test_a_plan_with_errors_on_disk_is_not_compared(project: Project) -> None:
    project.commit(PAID, "first")
    project.checkout.write(ROOT, _plan("Paid: {version: one}"))
    assert [one[0] for one in shown(project.data("Paid"))] == ["first"]
    assert "the plan as it stands has 1 error" in project.log("Paid").stderr
    project.checkout.write(ROOT, "[")
    assert [one[0] for one in shown(project.data("Paid"))] == ["first"]


def test_commits_with_errors_are_named_and_passed_over(project: Project) -> None:
    project.commit(PAID, "first")
    bad = project.commit("Paid: {version: one, properties: {amount: number}}", "bad")
    project.commit("Paid: {version: 1.1, properties: {amount: number, x: any}}", "good")
    found = project.data("Paid")
    assert [one[0] for one in shown(found)] == ["good", "first"]
    assert [one["commit"]["subject"] for one in found["entries"][0]["skipped"]] == ["bad"]
    assert [one["errors"] for one in found["faulty"]] == [1]
    done = project.log("Paid")
    assert f"includes what 1 earlier commit changed, with errors in the plan: {bad}" in done.stdout
    assert f"the plan of 1 commit has errors, and was passed over: {bad}" in done.stderr


def test_an_oldest_plan_with_errors_ends_the_history(project: Project) -> None:
    project.commit("Paid: {version: one}", "bad")
    project.commit(PAID, "good")
    project.commit("Paid: {version: 1.0, owner: a@b.example}", "owner")
    found = project.data("Paid", "--since", "HEAD~2")
    assert [one[0] for one in shown(found)] == ["owner"]
    assert found["end"] == "errors"
    assert "the oldest plan has errors" in project.log("Paid", "--since", "HEAD~2").stderr
    assert shown(project.data("Paid"))[-1][0] == "good"


def test_words_are_one_line_and_their_content_is_for_the_verbose(project: Project) -> None:
    project.commit(
        "Paid: {description: Old., tags: [a], properties: {x: {type: any, description: X.}}}"
    )
    project.commit(
        "Paid: {description: New., owner: a@b.example,"
        " properties: {x: {type: any, description: Y.}}}"
    )
    entry = project.data("Paid")["entries"][0]
    assert {(one["property"], one["key"]) for one in entry["words"]} == {
        (None, "description"),
        (None, "tags"),
        (None, "owner"),
        ("x", "description"),
    }
    assert not entry["steps"]
    text = project.log("Paid").stdout
    assert "'Paid' 1.0, no new version" in text
    assert "    words: description, owner, tags; x: description\n" in text
    assert "New." not in text
    assert 'x: description was "X.", is "Y."' in project.log("Paid", "-v").stdout
    old = project.data("Paid", "-v")["entries"][0]["words"][0]["old"]
    assert old == "Old."


def test_drafts_are_spoken_of_although_no_rule_judges_them(project: Project) -> None:
    project.commit("Paid: {status: draft, properties: {x: string}}", "draft")
    project.commit("Paid: {status: draft, properties: {x: integer!, y: any}}", "still")
    project.commit("Paid: {properties: {x: integer!, y: any}}", "active")
    project.commit("", "dropped")
    project.commit("Paid: {status: draft}", "again")
    project.commit("", "gone")
    text = project.log("Paid").stdout
    assert "the event is new, as a draft" in text
    assert 'x: type was "string", is "integer"' in text
    assert "x: required was false, is true" in text
    assert "y is new" in text
    assert 'status was "draft", is "active"' in text
    assert text.count("the event is gone, as a draft") == 1
    assert [one[0] for one in shown(project.data("Paid"))] == [
        *("gone", "again", "dropped", "active", "still", "draft"),
    ]


def test_a_merge_says_what_it_brought_in_once(project: Project) -> None:
    project.commit(PAID, "first")
    project.checkout.git("checkout", "-qb", "topic")
    project.commit("Paid: {version: 1.1, properties: {amount: number, x: any}}", "on a branch")
    project.checkout.git("checkout", "-q", "main")
    project.checkout.write("other", "x")
    project.record("beside")
    merge = ("merge", "-q", "--no-ff", "-m", "bring it in", "topic")
    project.checkout.git(*merge, GIT_AUTHOR_NAME="Eve")
    found = project.data("Paid")
    assert [one[0] for one in shown(found)] == ["bring it in", "first"]
    assert found["entries"][0]["commit"]["is_merge"]
    assert "merged by Eve: bring it in" in project.log("Paid").stdout


@pytest.mark.parametrize("to", ["plans/tracking-plan.yaml", "tracking-plan.yml", "a b/ü/plan.yaml"])
def test_a_plan_that_moved_is_followed(project: Project, to: str) -> None:
    (project.folder / "ev").mkdir()
    project.checkout.write("ev/paid.yaml", f"events:\n  {PAID}\n")
    project.checkout.write(ROOT, "tracking_plan: 1\ninclude: [ev/*.yaml]\n")
    project.record("first")
    target = project.folder / to
    target.parent.mkdir(parents=True, exist_ok=True)
    (project.folder / ROOT).rename(target)
    if target.parent != project.folder:
        (project.folder / "ev").rename(target.parent / "ev")
    project.record("moved")
    (target.parent / "ev" / "paid.yaml").write_text(
        "events:\n  Paid: {version: 1.1, properties: {amount: number, x: any}}\n"
    )
    project.record("second")
    found = project.data("Paid", "--plan", to)
    assert [one[0] for one in shown(found)] == ["second", "first"]
    assert found["end"] == "first-commit"
    folder = f"{to.rpartition('/')[0]}/".lstrip("/")
    assert found["entries"][0]["steps"][0]["at"]["path"] == f"{folder}ev/paid.yaml"


@pytest.mark.parametrize(
    "places",
    [
        ("tracking-plan.yaml", "plans/tracking-plan.yaml"),
        ("plans/tracking-plan.yaml", "tracking-plan.yaml"),
        ("a/plan.yaml", "b/plan.yaml"),
        ("a/plan.yaml", "b/plan.yaml", "c/d/plan.yaml", "a/plan.yaml"),
    ],
)
def test_each_commit_has_the_path_that_it_had(project: Project, places: tuple[str, ...]) -> None:
    commits = {}
    for number, place in enumerate(places):
        path = project.folder / place
        if number:
            path.parent.mkdir(parents=True, exist_ok=True)
            project.checkout.git("mv", places[number - 1], place)
            project.record("moved")
        project.checkout.write(place, _plan(f"Paid: {{properties: {{p{number}: string}}}}"))
        commits[project.record(f"change {number}")] = place
    found = project.data("Paid", "--plan", places[-1])["entries"]
    at = {
        entry["commit"]["id"][:7]: {
            change["at"]["path"] for step in entry["steps"] for change in step["changes"]
        }
        for entry in found
    }
    assert at == {commit: {place} for commit, place in commits.items()}
    text = project.log("Paid", "--plan", places[-1], "-v").stdout
    for commit, place in commits.items():
        assert f"({commit}:{place}:3:3)" in text
        assert project.checkout.git("show", f"{commit}:{place}")


INCLUDES = (
    *("ev/*.yaml", "ev/paid.yaml", '"**/paid.yaml"', '"{ev,other}/*.yaml"'),
    *("./ev/../ev/paid.yaml", '"e\\x76/*"'),
)


@pytest.mark.parametrize("pattern", INCLUDES)
def test_what_is_included_at_each_commit_counts(project: Project, pattern: str) -> None:
    project.checkout.write("ev/paid.yaml", f"events:\n  {PAID}\n")
    project.checkout.write(ROOT, f"tracking_plan: 1\ninclude: [{pattern}]\n")
    project.record("first")
    project.checkout.write("ev/paid.yaml", "events:\n  Paid: {version: 1.1}\n")
    project.record("second")
    (project.folder / "ev" / "paid.yaml").unlink()
    project.commit("Paid: {version: 1.2}", "moved into the root")
    assert [one[:3] for one in shown(project.data("Paid"))] == [
        ("moved into the root", "1.1", "1.2"),
        ("second", "1.0", "1.1"),
        ("first", None, "1.0"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_what_links_lead_to_counts(project: Project) -> None:
    project.checkout.write("real/paid.yaml", f"events:\n  {PAID}\n")
    (project.folder / "ev").symlink_to("real")
    project.checkout.write(ROOT, "tracking_plan: 1\ninclude: [ev/*.yaml]\n")
    project.record("first")
    project.checkout.write("real/paid.yaml", "events:\n  Paid: {version: 1.1}\n")
    project.record("second")
    assert [one[0] for one in shown(project.data("Paid"))] == ["second", "first"]


def test_a_plan_below_the_root_of_the_repository(project: Project) -> None:
    project.checkout.write(f"team/shop/{ROOT}", _plan(PAID))
    project.record("first")
    project.checkout.write(ROOT, _plan(PAID))
    project.record("another plan")
    done = project.log("Paid", cwd="team/shop")
    assert done.stdout.count("\n  'Paid'") == 1
    assert f":team/shop/{ROOT}:3:3)" in done.stdout


def test_a_shallow_clone_says_where_it_was_cut(project: Project, tmp_path: Path) -> None:
    project.commit(PAID, "first")
    project.commit("Paid: {version: 1.0, owner: a@b.example}", "second")
    project.commit("Paid: {version: 1.0, tags: [x]}", "third")
    url = project.folder.as_uri()
    project.checkout.git("clone", "-q", "--depth", "2", url, str(tmp_path / "shallow"))
    project.folder = tmp_path / "shallow"
    found = project.data("Paid")
    assert [one[0] for one in shown(found)] == ["third"]
    assert (found["end"], found["oldest"]["subject"]) == ("shallow-clone", "second")
    assert "`git fetch --unshallow` brings the rest" in project.log("Paid").stderr
    never = project.log("Gone")
    assert never.returncode == 2
    assert "where this shallow clone was cut" in never.stderr


def test_a_sparse_checkout_takes_nothing_for_deleted(project: Project) -> None:
    project.checkout.write("ev/paid.yaml", f"events:\n  {PAID}\n")
    project.checkout.write("more/other.yaml", "events:\n  Other: {}\n")
    project.checkout.write(ROOT, 'tracking_plan: 1\ninclude: ["*/*.yaml"]\n')
    project.record("first")
    project.checkout.git("sparse-checkout", "set", "--no-cone", "/*", "!/ev/")
    assert not (project.folder / "ev").exists()
    assert [one[0] for one in shown(project.data("Paid"))] == ["first"]
    assert "not in this sparse checkout" in project.log("Paid").stderr
    project.checkout.git("sparse-checkout", "disable")
    shutil.rmtree(project.folder / "ev")
    assert shown(project.data("Paid"))[0] == (None, "1.0", None, ["is gone"])


def test_worktrees_submodules_and_a_detached_head(project: Project, tmp_path: Path) -> None:
    project.commit(PAID, "first")
    project.commit("Paid: {version: 1.0, tags: [x]}", "second")
    project.checkout.git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"), "HEAD~1")
    outer = Checkout(tmp_path / "outer")
    outer.git("submodule", "add", "-q", str(project.folder), "sub")
    outer.commit()
    for folder, subjects in (("tree", ["first"]), ("outer/sub", ["second", "first"])):
        done = run("log", "Paid", "--format", "json", cwd=tmp_path / folder)
        assert [one[0] for one in shown(json.loads(done.stdout))] == subjects


def test_states_without_a_history(project: Project, tmp_path: Path) -> None:
    (tmp_path / "bare" / "refs").mkdir(parents=True)
    project.checkout.write(ROOT, _plan(PAID))
    unborn = project.log("Paid")
    assert (unborn.returncode, unborn.stdout) == (2, "")
    assert "the repository has no commit yet, and so no earlier plan; commit first" in unborn.stderr
    project.checkout.git("commit", "-q", "--allow-empty", "-m", "empty")
    found = project.data("Paid")
    assert shown(found) == [(None, None, "1.0", ["is new"])]
    assert found["end"] == "not-committed"
    changelog = project.log("--since", "HEAD")
    assert changelog.returncode == 2
    assert "there is no plan at" in changelog.stderr
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / ROOT).write_text(_plan(PAID))
    done = run("log", "Paid", cwd=outside)
    assert done.returncode == 2
    assert "lies in no git repository" in done.stderr
    project.record()
    project.checkout.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    (tmp_path / "bare.git" / ROOT).write_text(_plan(PAID))
    bare = run("log", "Paid", cwd=tmp_path / "bare.git")
    assert bare.returncode == 2
    assert "lies in a bare repository" in bare.stderr
    assert "--against" not in "".join(x.stderr for x in (unborn, changelog, done, bare))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--since", "nowhere"), "git knows no revision 'nowhere'"),
        (("Paid", "--until", "nowhere"), "git knows no revision 'nowhere'"),
        (("--since", "v1..v2"), "name one: `--since v1`"),
        (("Paid", "--until", "v1...v2"), "name one: `--until v1`"),
        (("--since", "--output=stolen"), "is an option or an exclusion, not a revision"),
        (("Paid", "--since", "-x"), "is an option or an exclusion, not a revision"),
        (("Paid", "--until", "^main"), "is an option or an exclusion, not a revision"),
        (("Paid", "--until", "a\x1b[0m"), "no name in git has such characters"),
        (("Paid", "--since", "HEAD:x"), "--since takes no path with an event"),
        (("Paid", "--max-count", "0"), "x>=1"),
        (("--since", "HEAD", "--max-count", "1"), "--max-count is for the history of an event"),
        ((), "name an event, or with --since REF where the changelog begins"),
        (("Paid", "--format", "sarif"), "'sarif' is not one of text, json, markdown"),
        (("Paid", "--output", ROOT), "cannot be a report: it is a file of the plan"),
    ],
)
def test_what_is_refused(project: Project, arguments: tuple[str, ...], expected: str) -> None:
    project.commit(PAID)
    before = sorted(path.name for path in project.folder.iterdir())
    done = project.log(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert expected in done.stderr
    assert "--against" not in done.stderr
    assert sorted(path.name for path in project.folder.iterdir()) == before


def test_since_until_and_max_count(project: Project) -> None:
    for number in range(5):
        project.commit(f"Paid: {{tags: [t{number}]}}", f"c{number}")
        project.checkout.git("tag", f"v{number}")
    subjects = [one[0] for one in shown(project.data("Paid", "--since", "v1", "--until", "v3"))]
    assert subjects == ["c3", "c2"]
    found = project.data("Paid", "--max-count", "2")
    assert [one[0] for one in shown(found)] == ["c4", "c3"]
    assert found["end"] == "max-count"
    assert "by --max-count" in project.log("Paid", "--max-count", "2").stderr


def test_hostile_texts_are_harmless_in_every_format(project: Project) -> None:
    name, text = f"Ev {MARKUP}", json.dumps(f"It {HOSTILE}")
    event = f"{json.dumps(name)}: {{version: %s, description: {text}, properties: {{%s}}}}"
    project.commit("First: {}", HOSTILE)
    project.commit(event % ("1.0", ""), HOSTILE)
    key = f"{json.dumps(MARKUP)}: {{type: any, description: {text}}}"
    project.commit(event % ("1.1", key), HOSTILE)
    _with_hidden_author(project)
    for arguments in ((name, "-v"), ("--since", "HEAD~2"), (f"Not {HOSTILE}",)):
        for form in ("text", "json", "markdown"):
            done = project.log(*arguments, "--format", form)
            assert done.returncode == (2 if arguments[0].startswith("Not") else 0), done.stderr
            for said in (done.stdout, done.stderr):
                assert "\x1b" not in said
                assert "\u202e" not in said
                assert "##[" not in said
            if form == "markdown":
                assert "<b>" not in done.stdout
                assert "](java" not in done.stdout
    commit = project.data(name)["entries"][0]["commit"]
    assert (commit["subject"], commit["author"]) == (HOSTILE, _HIDDEN)


_HIDDEN = "Eve\x1b[31m\u202e"


def _with_hidden_author(project: Project) -> None:
    """Gives the newest commit an author that git itself would not take."""
    raw = project.checkout.git("cat-file", "commit", "HEAD").replace(
        "author Ada", f"author {_HIDDEN}"
    )
    path = project.folder / ".git" / "commit"
    path.write_text(f"{raw}\n", encoding="utf-8")
    written = project.checkout.git("hash-object", "--literally", "-t", "commit", "-w", str(path))
    project.checkout.git("update-ref", "HEAD", written)


def test_subjects_that_look_like_what_git_prints(project: Project) -> None:
    line = ":100644 100644 aaaa bbbb M"
    project.commit(PAID, line, author=":000000")
    project.checkout.write(ROOT, _plan("Paid: {version: 1.0, tags: [x]}"))
    project.checkout.git("add", "-A")
    message = ("commit", "-q", "--allow-empty-message", "-m", "")
    project.checkout.git(*message)
    assert [one[0] for one in shown(project.data("Paid"))] == ["", line]


def test_formats_go_to_files(project: Project) -> None:
    project.commit(PAID, "first")
    formats = ("--format", "json=out.json", "--format", "markdown=out.md", "--format", "text")
    done = project.log("Paid", *formats, "--color", "always")
    assert "\x1b[33m" in done.stdout
    assert json.loads((project.folder / "out.json").read_text())["event"] == "Paid"
    page = (project.folder / "out.md").read_text()
    assert page.startswith("## History of Paid\n\n### 2026-01-01 first (")
    assert project.log("Paid", "--output", "only.txt").stdout == ""
    assert "\x1b" not in (project.folder / "only.txt").read_text()


def _started(project: Project, *arguments: str) -> list[str]:
    """The git commands that `log` starts: those of a git that writes down what it is asked."""
    real, folder = shutil.which("git"), project.folder.parent / "bin"
    folder.mkdir(exist_ok=True)
    asked = folder / "asked"
    asked.write_text("")
    script = f'#!/bin/sh\necho "$*" >> "{asked}"\nexec "{real}" "$@"\n'
    (folder / "git").write_text(script)
    (folder / "git").chmod(0o755)
    path = os.pathsep.join((str(folder), os.environ["PATH"]))
    done = run("log", *arguments, cwd=project.folder, env=environment(PATH=path))
    assert done.returncode == 0, done.stderr
    return asked.read_text().splitlines()


@pytest.mark.skipif(os.name == "nt", reason="a script")
@pytest.mark.parametrize("arguments", [("Paid",), ("Gone",), ("--since", "v0")])
def test_the_number_of_processes_does_not_grow(
    project: Project, arguments: tuple[str, ...]
) -> None:
    project.commit("Paid: {}\nGone: {}")
    project.checkout.git("tag", "v0")
    counts = []
    for most in (2, 12):
        for number in range(most):
            project.commit(f"Paid: {{tags: [t{most}, n{number}]}}\nNew {number}: {{}}")
        counts.append(len(_started(project, *arguments)))
    assert 0 < counts[0] == counts[1] < 15


@pytest.mark.skipif(os.name == "nt", reason="pipes")
@pytest.mark.parametrize("name", [".mailmap", ".gitattributes", "order"])
def test_no_pipe_is_waited_for(project: Project, name: str) -> None:
    project.commit(PAID, "first")
    project.checkout.git("mv", ROOT, "moved.yaml")
    project.record("moved")
    project.checkout.git("config", "diff.orderFile", "order")
    os.mkfifo(project.folder / name)
    done = project.log("Paid", "--plan", "moved.yaml")
    if name == ".gitattributes":
        assert (done.returncode, "a pipe stands where git reads a file" in done.stderr) == (2, True)
    else:
        assert "first" in done.stdout


@pytest.mark.parametrize(
    "settings",
    [
        {"log.showRoot": "false", "log.follow": "true", "log.date": "relative"},
        {"log.diffMerges": "combined", "diff.renames": "copies", "log.decorate": "full"},
        {"format.pretty": "oneline", "color.ui": "always", "diff.noprefix": "true"},
        {"diff.ignoreSubmodules": "all", "diff.relative": "true", "core.quotePath": "false"},
        {"i18n.logOutputEncoding": "ISO-8859-1", "log.abbrevCommit": "true", "core.abbrev": "5"},
        {"log.mailmap": "true", "log.showSignature": "true", "alias.log": "!false"},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_settings_of_a_repository_change_nothing(
    project: Project, settings: dict[str, str]
) -> None:
    project.commit(PAID, "ärst")
    project.checkout.git("checkout", "-qb", "topic")
    project.commit("Paid: {version: 1.1}")
    project.checkout.git("checkout", "-q", "main")
    project.checkout.git("merge", "-q", "--no-ff", "-m", "merged", "topic")
    (project.folder / "sub").mkdir()
    project.checkout.git("mv", ROOT, "sub")
    project.record("moved")
    before = project.log("Paid", "--plan", "sub")
    assert "ärst" in before.stdout
    for name, value in settings.items():
        project.checkout.git("config", name, value)
    after = project.log("Paid", "--plan", "sub")
    assert (after.stdout, after.stderr) == (before.stdout, before.stderr)


def test_contents_that_are_not_in_the_clone_are_an_error(project: Project, tmp_path: Path) -> None:
    project.commit(PAID, "first")
    project.commit("Paid: {version: 1.1}", "second")
    project.checkout.git("config", "uploadpack.allowFilter", "true")
    url = project.folder.as_uri()
    project.checkout.git("clone", "-q", "--filter=blob:none", url, str(tmp_path / "partial"))
    done = run("log", "Paid", cwd=tmp_path / "partial")
    assert (done.returncode, done.stdout) == (2, "")
    assert "this clone does not have them all" in done.stderr
    assert "--against" not in done.stderr


def test_a_plan_that_is_kept_elsewhere_is_passed_over(project: Project) -> None:
    project.commit(PAID, "first")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    project.checkout.write(ROOT, pointer)
    project.record("in LFS")
    project.commit("Paid: {version: 1.1}", "back")
    found = project.data("Paid")
    assert [one[0] for one in shown(found)] == ["back", "first"]
    assert [one["commit"]["subject"] for one in found["faulty"]] == ["in LFS"]


def test_files_that_are_not_included_are_none_of_the_plan(project: Project) -> None:
    project.commit(PAID, "first")
    for number in range(3):
        project.checkout.write(f"other{number}.yaml", f"events:\n  Paid: {{version: {number}}}\n")
        project.record("not included")
    assert [one[0] for one in shown(project.data("Paid"))] == ["first"]


OLD = """\
Kept: {version: 1.0, properties: {x: string}}
Broken: {version: 1.0, properties: {x: string}}
Named: {version: 1.0}
Leaving: {version: 1.0}
Left: {version: 1.0, status: deprecated}
Gone: {version: 1.0, status: retired}
Worded: {version: 1.0, description: Old.}
Drafted: {status: draft}
Ready: {status: draft}
"""
NEW = """\
Kept: {version: 1.1, properties: {x: string, y: string}}
Broken: {version: 2.0, properties: {x: string!}, previous: {1.0: {properties: {x: string}}}}
Renamed: {version: 2.0, previous_names: [Named], previous: {1.0: {}}}
Leaving: {version: 1.1, status: deprecated, replaced_by: Kept}
Left: {version: 1.0, status: retired}
Worded: {version: 1.0, description: New.}
Drafted: {status: draft, properties: {x: any}}
Ready: {version: 1.0, description: It is ready.}
Fresh: {version: 1.0, description: It is fresh.}
"""


def test_the_changelog_has_each_event_where_it_belongs(project: Project) -> None:
    project.commit(OLD)
    project.checkout.git("tag", "v1")
    project.commit(NEW)
    found = project.data("--since", "v1")
    sections = {
        section: [(one["event"], one["old_version"], one["new_version"]) for one in items]
        for section, items in found["sections"].items()
    }
    assert sections == {
        "added": [("Ready", None, "1.0"), ("Fresh", None, "1.0")],
        "changed": [("Broken", "1.0", "2.0"), ("Kept", "1.0", "1.1")],
        "renamed": [("Renamed", "1.0", "2.0")],
        "deprecated": [("Leaving", "1.0", "1.1")],
        "retired": [("Left", "1.0", "1.0")],
        "removed": [("Gone", "1.0", None)],
    }
    assert list(found["sections"]) == list(sections)
    assert found["sections"]["changed"][0]["is_breaking"]
    assert [one["event"] for one in found["words"]] == ["Worded"]
    assert found["drafts"] == ["Drafted"]
    assert len(found["commits"]) == 1
    page = project.log("--since", "v1", "--format", "markdown").stdout
    assert page.startswith("## Tracking plan: changes since v1\n\n### Added\n\n")
    assert "- **Fresh** 1.0: It is fresh.\n" in page
    assert "- **Broken** 1.0 → 2.0 (breaks what sends it)\n" in page
    assert "- **Renamed** 1.0 → 2.0, was Named (breaks what reads it)\n" in page


def test_the_changelog_is_about_the_ends_and_not_about_what_was_undone(project: Project) -> None:
    project.commit(PAID)
    project.commit(f"{PAID}\nShort: {{}}")
    project.commit("Paid: {version: 2.0}")
    project.commit(PAID)
    found = project.data("--since", "HEAD~3")
    assert (found["sections"], found["words"], found["drafts"]) == ({}, [], [])
    assert len(found["commits"]) == 3
    done = project.log("--since", "HEAD~3")
    assert done.stdout == "nothing has changed\n"
    assert "3 commits changed the plan between" in done.stderr
    assert "Nothing has changed." in project.log("--since", "HEAD~3", "--format", "markdown").stdout


def test_the_changelog_follows_names_that_only_the_commits_between_know(project: Project) -> None:
    project.commit("A: {version: 1.0}\nX: {}")
    project.commit("B: {version: 2.0, previous_names: [A]}\nX: {}")
    project.commit("C: {version: 3.0, previous_names: [B], previous: {1.0: {}}}\nY: {}")
    sections = project.data("--since", "HEAD~2")["sections"]
    (renamed,) = sections["renamed"]
    assert (renamed["event"], renamed["old_event"]) == ("C", "A")
    assert [one["event"] for one in sections["added"]] == ["Y"]
    assert [one["event"] for one in sections["removed"]] == ["X"]


def test_the_changelog_begins_where_the_branches_part(project: Project) -> None:
    project.commit(PAID)
    project.checkout.git("checkout", "-qb", "release")
    project.commit(f"{PAID}\nTheirs: {{}}")
    project.checkout.git("checkout", "-q", "main")
    project.commit(f"{PAID}\nOurs: {{}}")
    sections = project.data("--since", "release")["sections"]
    assert {name: [one["event"] for one in each] for name, each in sections.items()} == {
        "added": ["Ours"]
    }
    done = project.log("--since", "release", "--until", "release~1")
    assert done.stdout == "nothing has changed\n"


def test_the_changelog_speaks_of_the_plan_as_a_whole_and_of_what_it_leaves_out(
    project: Project,
) -> None:
    project.commit(PAID)
    project.checkout.write(ROOT, f"environments: [live]\n{_plan(PAID)}")
    project.record()
    (said,) = project.data("--since", "HEAD~1")["whole_plan"]
    assert said.startswith("`environments` is 'live' now")
    assert "left out" not in project.log("--since", "HEAD~1").stderr
    project.checkout.write(ROOT, _plan(f"{PAID}\nMore: {{}}"))
    done = project.log("--since", "HEAD~1")
    assert "the plan has changes that are not committed yet: they are left out" in done.stderr
    assert "More" not in done.stdout
    bad = project.commit("Paid: {version: one}")
    refused = project.log("--since", "HEAD~1")
    assert refused.returncode == 2
    assert f"the plan of {bad} (HEAD) has 1 error" in refused.stderr


def test_before_the_first_plan_everything_is_new(project: Project) -> None:
    project.checkout.commit(readme="hello")
    project.commit(PAID)
    done = project.log("--since", "HEAD~1")
    assert "Added\n  'Paid' 1.0\n" in done.stdout
    assert "there was no plan yet at" in done.stderr
