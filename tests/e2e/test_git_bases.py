"""The plan at a git revision, with real git, in every state that a repository may be in."""

import os
import shutil
import stat
from pathlib import Path

import pytest
from git_repositories import ROOT, Checkout, plan_text

from tracking_plan import git
from tracking_plan.plan.load import load_plan
from tracking_plan.registry.bases.base import Base
from tracking_plan.registry.bases.choose import first_base
from tracking_plan.registry.bases.errors import BaseError, UnknownRevisionError
from tracking_plan.registry.bases.git_tree import git_base


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "repo")


def events(base: Base) -> set[str]:
    """The events of a base without findings."""
    loaded = base.load()
    assert loaded.plan is not None
    assert not loaded.findings
    return set(loaded.plan.events)


def refusal(text: str, plan: Path) -> str:
    """The message and the hint for a revision that gives no base."""
    with pytest.raises(BaseError) as caught:
        git_base(text, plan).load()
    assert caught.value.message[-1] != "."
    return f"{caught.value.message} | {caught.value.hint}"


def test_the_merge_base_counts_and_not_the_tip(checkout: Checkout) -> None:
    first = checkout.commit_plan("A")
    checkout.git("checkout", "-qb", "topic")
    checkout.commit_plan("A", "Mine")
    checkout.git("checkout", "-q", "main")
    checkout.commit_plan("A", "Theirs")
    checkout.git("checkout", "-q", "topic")
    base = git_base("main", checkout.plan)
    assert events(base) == {"A"}
    assert base.label == f"{first[:7]} (merge base of main)"
    assert base.root == ROOT
    assert not base.notes


@pytest.mark.parametrize(
    "text", ["HEAD~1", "HEAD^", "v1", "refs/tags/v1", "note", "@~1", "HEAD@{1}", "main~1"]
)
def test_any_way_to_write_a_revision(checkout: Checkout, text: str) -> None:
    first = checkout.commit_plan("A")
    checkout.git("tag", "v1")
    checkout.git("tag", "-a", "-m", "annotated", "note")
    checkout.commit_plan("A", "B")
    base = git_base(text, checkout.plan)
    assert events(base) == {"A"}
    assert base.label == f"{first[:7]} ({text})"
    assert events(git_base(first, checkout.plan)) == {"A"}
    assert events(git_base(first[:8], checkout.plan)) == {"A"}


@pytest.mark.parametrize(
    "name", ["feature/ü-1", "a'b\"c", "a$(touch${IFS}x)`b`", "a;b&c|d", "HEAD2", "💚"]
)
def test_names_with_odd_characters(checkout: Checkout, name: str) -> None:
    checkout.commit_plan("A")
    checkout.git("branch", name)
    checkout.commit_plan("A", "B")
    assert events(git_base(name, checkout.plan)) == {"A"}
    assert sorted(path.name for path in checkout.folder.iterdir()) == [".git", ROOT]


def test_upstream(checkout: Checkout, tmp_path: Path) -> None:
    checkout.commit_plan("A")
    checkout.git("clone", "-q", ".", str(tmp_path / "clone"))
    clone = Checkout(tmp_path / "clone", is_new=False)
    clone.commit_plan("A", "B")
    for text in ("@{upstream}", "@{u}", "main@{upstream}", "origin/main", "origin", "origin/HEAD"):
        assert events(git_base(text, clone.plan)) == {"A"}
    assert "no upstream branch here | `git branch --set" in refusal("@{upstream}", checkout.plan)
    checkout.git("checkout", "-q", "--detach")
    assert "no upstream branch here" in refusal("@{upstream}", checkout.plan)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("main..topic", "'main..topic' is a range, not one revision | name one: `--against main`"),
        ("main...HEAD", "is a range, not one revision | name one: `--against main`"),
        ("..topic", "name one: `--against topic`"),
        ("..", "is a range"),
        ("-x", "is an option or an exclusion, not a revision | `refs/heads/-x`"),
        ("--upload-pack=touch x", "is an option or an exclusion"),
        ("--all", "is an option"),
        ("--output=x", "is an option"),
        ("^main", "is an option or an exclusion"),
        ("", "no revision of that name"),
        ("  ", "no revision of that name"),
        ("x" * 2000, "no revision of that name"),
        ("a\0b", "no name in git has such characters"),
        ("a\nb", "no name in git has such characters"),
        ("main\x1b[31m", "no name in git has such characters"),
        ("\udcff", "no name in git has such characters"),
        ("two words", "git knows no revision 'two words'"),
        ("maim", "git knows no revision 'maim' | did you mean 'main'?"),
        ("origin/main", "git knows no revision 'origin/main' | did you mean 'main'?"),
        ("origin/other", "git knows no revision 'origin/other' | `git fetch origin other`"),
        ("relese/2", "did you mean 'release/2'?"),
        ("0123456789" * 4, "git knows no revision"),
        ("blob", "'blob' names no commit"),
        ("HEAD~9", "git knows no revision 'HEAD~9'"),
        (":/commit", "no revision of that name"),
        ("HEAD:nowhere.yaml", "there is no plan 'nowhere.yaml' at"),
    ],
)
def test_what_is_no_revision(checkout: Checkout, text: str, expected: str) -> None:
    checkout.commit_plan("A")
    checkout.git("branch", "release/2")
    checkout.git("tag", "blob", f"HEAD:{ROOT}")
    assert expected in refusal(text, checkout.plan)
    assert sorted(path.name for path in checkout.folder.iterdir()) == [".git", ROOT]


def test_a_branch_that_only_a_remote_has(checkout: Checkout, tmp_path: Path) -> None:
    checkout.commit_plan("A")
    checkout.git("branch", "release")
    checkout.git("clone", "-q", ".", str(tmp_path / "clone"))
    clone = Checkout(tmp_path / "clone", is_new=False)
    assert "did you mean 'origin/release'?" in refusal("release", clone.plan)
    clone.commit_plan("A", "B")
    assert events(first_base(("nowhere/main", "origin/main"), clone.plan)) == {"A"}
    with pytest.raises(UnknownRevisionError, match="'nowhere/main'"):
        first_base(("nowhere/main", "nowhere"), clone.plan)


def test_a_branch_with_the_name_of_a_tag(checkout: Checkout) -> None:
    checkout.commit_plan("A")
    checkout.git("tag", "one")
    checkout.git("checkout", "-qb", "one")
    checkout.commit_plan("A", "B")
    (note,) = git_base("one", checkout.plan).notes
    assert note == "'one' is more than one branch or tag; `refs/heads/one` is the branch"


def test_head_itself_compares_what_is_not_committed(checkout: Checkout) -> None:
    checkout.commit_plan("A")
    checkout.plan.write_text(plan_text("A", "B"))
    assert events(git_base("HEAD", checkout.plan)) == {"A"}
    assert not git_base("HEAD", checkout.plan).notes
    (note,) = git_base("main", checkout.plan).notes
    assert note == "HEAD is at main itself: what is not committed yet is all that can differ"
    checkout.git("add", "-A")
    assert events(git_base("HEAD", checkout.plan)) == {"A"}


def test_detached(checkout: Checkout) -> None:
    checkout.commit_plan("A")
    checkout.commit_plan("A", "B")
    checkout.git("checkout", "-q", "--detach")
    checkout.commit_plan("A", "B", "C")
    assert events(git_base("main", checkout.plan)) == {"A", "B"}


def test_no_commit_yet(checkout: Checkout) -> None:
    checkout.write(ROOT, plan_text("A"))
    for text in ("HEAD", "main", "origin/main"):
        assert "the repository has no commit yet, and so no earlier plan | commit first" in refusal(
            text, checkout.plan
        )
    checkout.commit()
    checkout.git("checkout", "-q", "--orphan", "fresh")
    assert "HEAD has no commit yet, and so no merge base with 'main'" in refusal(
        "main", checkout.plan
    )


def test_histories_without_a_common_commit(checkout: Checkout) -> None:
    checkout.commit_plan("A")
    checkout.git("checkout", "-q", "--orphan", "other")
    checkout.commit_plan("B")
    assert "main and HEAD have no common commit | `git archive" in refusal("main", checkout.plan)


def test_several_merge_bases(checkout: Checkout) -> None:
    checkout.commit_plan("A")
    checkout.git("branch", "other")
    checkout.commit(a="a")
    checkout.git("checkout", "-q", "other")
    checkout.commit(b="b")
    checkout.git("branch", "crossed")
    checkout.git("merge", "-q", "main")
    checkout.git("checkout", "-q", "main")
    checkout.git("merge", "-q", "crossed")
    checkout.commit(c="c")
    base = git_base("other", checkout.plan)
    assert "other and HEAD have 2 merge bases" in base.notes[0]
    assert events(base) == {"A"}


def test_a_shallow_clone(checkout: Checkout, tmp_path: Path) -> None:
    checkout.commit_plan("A")
    checkout.git("checkout", "-qb", "topic")
    checkout.commit_plan("A", "B")
    checkout.git("checkout", "-q", "main")
    checkout.commit_plan("A", "C")
    source = checkout.folder.as_uri()
    branches = ("--no-single-branch", "-b", "topic")
    checkout.git("clone", "-q", "--depth", "1", *branches, source, str(tmp_path / "clone"))
    clone = Checkout(tmp_path / "clone", is_new=False)
    refused = refusal("origin/main", clone.plan)
    assert "merge base of origin/main and HEAD is not in this shallow clone | fetch more" in refused
    assert "`git fetch --deepen=200`" in refused
    assert "`fetch-depth: 0`" in refused
    assert "in this shallow clone | fetch more" in refusal("elsewhere", clone.plan)
    clone.git("fetch", "-q", "--deepen=1")
    assert events(git_base("origin/main", clone.plan)) == {"A"}


def test_outside_of_a_repository(tmp_path: Path) -> None:
    (tmp_path / ROOT).write_text(plan_text("A"))
    assert "lies in no git repository" in refusal("main", tmp_path / ROOT)
    assert "`--against` also takes a folder" in refusal("main", tmp_path / ROOT)


def test_no_git(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout.commit_plan("A")
    monkeypatch.setenv("PATH", "/nowhere")
    assert "there is no git" in refusal("main", checkout.plan)
    assert "| install git" in refusal("main", checkout.plan)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("fatal: detected dubious ownership in repository at '/x'", "belongs to someone else |"),
        ("fatal: unsafe repository ('/x' is owned by someone else)", "--add safe.directory FOLDER"),
        ("fatal: bad config line 1 in file .git/config", "cannot read the repository: bad config"),
        ("fatal: \x1b[31m odd \udcff", "cannot read the repository: ?[31m odd"),
        ("", "cannot read the repository: exit code 128"),
    ],
)
def test_what_git_refuses(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, printed: str, expected: str
) -> None:
    checkout.commit_plan("A")
    programs = checkout.folder.parent / "programs"
    _program(programs, b"cat >&2 <<'END'\n" + os.fsencode(printed) + b"\nEND\nexit 128\n")
    monkeypatch.setenv("PATH", str(programs))
    (programs / "cat").symlink_to(shutil.which("cat") or "/bin/cat")
    assert expected in refusal("main", checkout.plan)


def _program(folder: Path, script: bytes) -> None:
    """A git of our own in a folder."""
    folder.mkdir()
    path = folder / "git"
    path.write_bytes(b"#!/bin/sh\n" + script)
    path.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another owner")
def test_a_repository_of_someone_else(checkout: Checkout) -> None:
    checkout.commit_plan("A")
    for path in (checkout.folder, *checkout.folder.rglob("*")):
        os.chown(path, 12345, 12345)
    assert "belongs to someone else | if you trust it: `git config" in refusal(
        "main", checkout.plan
    )


def test_a_bare_repository(checkout: Checkout, tmp_path: Path) -> None:
    checkout.commit_plan("A")
    checkout.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    (tmp_path / "bare.git" / ROOT).write_text(plan_text("A"))
    expected = "lies in a bare repository, or within `.git`, and in no working tree | run it in"
    assert expected in refusal("main", tmp_path / "bare.git" / ROOT)
    checkout.write(f".git/{ROOT}", plan_text("A"))
    assert expected in refusal("main", checkout.folder / ".git" / ROOT)


def test_a_linked_worktree_in_a_hook(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.commit_plan("A")
    checkout.git("worktree", "add", "-q", "-b", "topic", str(tmp_path / "linked"))
    linked = Checkout(tmp_path / "linked", is_new=False)
    linked.commit_plan("A", "B")
    other = Checkout(tmp_path / "other")
    other.commit_plan("Other")
    for name in ("GIT_DIR", "GIT_COMMON_DIR"):
        monkeypatch.setenv(name, str(other.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    assert events(git_base("main", linked.plan)) == {"A"}


def test_a_plan_in_a_folder_with_an_odd_name(checkout: Checkout) -> None:
    folder = "a b/:ü\n*[x]"
    checkout.write(f"{folder}/events/b.yaml", "events:\n  B: {description: It happened.}\n")
    checkout.write("events/c.yaml", "events:\n  C: {description: It happened.}\n")
    checkout.commit_plan("A", name=f"{folder}/{ROOT}", include="events/*.yaml")
    checkout.write(f"{folder}/events/b.yaml", "")
    base = git_base("HEAD", checkout.folder / folder / ROOT)
    loaded = base.load()
    assert events(base) == {"A", "B"}
    assert loaded.plan is not None
    short = checkout.git("rev-parse", "HEAD")[:7]
    assert loaded.plan.path == f"{short}:{folder}/{ROOT}"
    assert [file.path for file in loaded.plan.files][1:] == [f"{short}:{folder}/events/b.yaml"]


def test_a_plan_that_was_not_there(checkout: Checkout) -> None:
    first = checkout.commit(readme="text")
    checkout.git("checkout", "-qb", "topic")
    checkout.commit_plan("A", name=f"plans/{ROOT}")
    base = git_base("main", checkout.folder / "plans" / ROOT)
    assert base.is_absent
    assert events(base) == set()
    assert base.label == f"{first[:7]} (main)"
    assert base.notes == (f"there was no plan yet at {base.label}: every event is new",)


def test_a_plan_beside_others_that_are_still_there_is_new(checkout: Checkout) -> None:
    checkout.commit_plan("A", name=f"one/{ROOT}")
    checkout.commit_plan("B", name=f"two/{ROOT}")
    assert git_base("HEAD~1", checkout.folder / "two" / ROOT).is_absent


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"old/{ROOT}", f"new/deep/{ROOT}"),
        ("tracking-plan.yml", ROOT),
        (ROOT, f"new/{ROOT}"),
        (ROOT, "tracking-plan.yml"),
        ("a/analytics.yaml", "b/analytics.yaml"),
        (f"old/{ROOT}", "new/analytics.yaml"),
    ],
)
@pytest.mark.parametrize("is_committed", [True, False])
def test_a_plan_that_was_moved(
    checkout: Checkout, before: str, after: str, is_committed: bool
) -> None:
    folder = before.rpartition("/")[0]
    text = "events:\n  B: {description: It happened.}\n"
    checkout.write(f"{folder}/events/b.yaml".lstrip("/"), text)
    checkout.commit_plan("A", name=before, include="events/*.yaml")
    checkout.git("tag", "before")
    (checkout.folder / after).parent.mkdir(parents=True, exist_ok=True)
    checkout.git("mv", before, after)
    if is_committed:
        checkout.commit()
    base = git_base("before", checkout.folder / after)
    assert events(base) == {"A", "B"}
    assert f"the plan was {before!r} at {base.label}" in base.notes


def test_a_plan_that_may_have_been_one_of_several(checkout: Checkout) -> None:
    for name in ("a", "b"):
        checkout.commit_plan(name.upper(), name=f"{name}/{ROOT}")
    checkout.git("tag", "before")
    for name in ("a", "b"):
        checkout.git("rm", "-q", f"{name}/{ROOT}")
    checkout.commit_plan("C", name=f"c/{ROOT}")
    plan = checkout.folder / "c" / ROOT
    refused = refusal("before", plan)
    assert f"several may have become it: 'a/{ROOT}', 'b/{ROOT}' | name it: `--against" in refused
    for text in (f"before:b/{ROOT}", "before:b", f"before:./b/{ROOT}", f"before^{{}}:b/{ROOT}"):
        assert events(git_base(text, plan)) == {"B"}
    named = refused.rpartition("--against ")[2].removesuffix("`")
    assert events(git_base(named, plan)) == {"A"}


def test_a_sparse_checkout(checkout: Checkout) -> None:
    checkout.write("plans/events/b.yaml", "events:\n  B: {description: It happened.}\n")
    checkout.write("code/app.py", "")
    checkout.commit_plan("A", name=f"plans/{ROOT}", include="events/*.yaml")
    checkout.git("sparse-checkout", "set", "--no-cone", f"/plans/{ROOT}")
    assert not (checkout.folder / "plans" / "events").exists()
    assert events(git_base("HEAD", checkout.folder / "plans" / ROOT)) == {"A", "B"}


def test_replaced_and_grafted_commits_mean_what_they_mean_elsewhere(checkout: Checkout) -> None:
    first = checkout.commit_plan("A")
    second = checkout.commit_plan("A", "B")
    third = checkout.commit_plan("A", "B", "C")
    checkout.git("replace", first, second)
    blob = checkout.git("rev-parse", f"{second}:{ROOT}")
    checkout.git("replace", blob, checkout.git("rev-parse", f"{third}:{ROOT}"))
    (checkout.folder / ".git" / "info").mkdir(exist_ok=True)
    checkout.write(".git/info/grafts", f"{third} {first}\n")
    assert events(git_base(first, checkout.plan)) == {"A"}
    assert events(git_base("HEAD~1", checkout.plan)) == {"A", "B"}


def _with_submodule(checkout: Checkout, tmp_path: Path) -> Checkout:
    library = Checkout(tmp_path / "library")
    library.commit_plan("A")
    checkout.commit_plan("Outer", include='"**/*.yaml"')
    checkout.git("submodule", "add", "-q", str(library.folder), "lib")
    checkout.commit()
    inner = Checkout(checkout.folder / "lib", is_new=False)
    inner.commit_plan("A", "B")
    return inner


def test_a_plan_in_a_submodule_is_compared_within_it(checkout: Checkout, tmp_path: Path) -> None:
    inner = _with_submodule(checkout, tmp_path)
    assert events(git_base("origin/main", inner.plan)) == {"A"}


def test_what_a_plan_includes_from_a_submodule_is_named(checkout: Checkout, tmp_path: Path) -> None:
    _with_submodule(checkout, tmp_path)
    base = git_base("HEAD", checkout.plan)
    assert base.load().plan is not None
    (note,) = (note for note in base.notes if "submodule" in note)
    assert note.endswith(":lib' is a submodule: whatever the plan includes from it is not there")
    checkout.commit_plan("Outer", include="lib/*.yaml")
    assert ":lib' is a submodule, whose files are kept elsewhere |" in refusal(
        "HEAD", checkout.plan
    )


def test_a_plan_that_was_in_a_submodule(checkout: Checkout, tmp_path: Path) -> None:
    _with_submodule(checkout, tmp_path)
    checkout.git("tag", "before")
    checkout.git("rm", "-qrf", "lib")
    checkout.commit_plan("A", name=f"lib/{ROOT}")
    assert "'lib' was a submodule at" in refusal("before", checkout.folder / "lib" / ROOT)


LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"


def test_lfs(checkout: Checkout) -> None:
    checkout.write(ROOT, LFS)
    checkout.commit()
    assert f":{ROOT}' is in Git LFS; its content is not in the repository |" in refusal(
        "HEAD", checkout.plan
    )
    checkout.write("b.yaml", LFS)
    checkout.commit_plan("A", include="b.yaml")
    assert ":b.yaml' is in Git LFS" in refusal("HEAD", checkout.plan)


INCLUDED_LINKS = {
    "b.yaml": {"A", "B"},
    "folder/*.yaml": {"A", "B"},
    "folder/../real/*": {"A", "B"},
    '"all/**"': {"A", "C"},
    '"all/folder/**", real/b.yaml': {"A", "B"},
    "out.yaml": {"A"},
    "absolute.yaml": {"A"},
    "dangling.yaml": {"A"},
}


@pytest.mark.parametrize("include", INCLUDED_LINKS)
def test_symbolic_links_are_followed_as_on_disk(checkout: Checkout, include: str) -> None:
    for name, event in (("plans/real/b", "B"), ("plans/all/c", "C"), ("secret", "Secret")):
        checkout.write(f"{name}.yaml", f"events:\n  {event}: {{description: It happened.}}\n")
    for name, target in (
        ("b.yaml", "real/b.yaml"),
        ("folder", "real"),
        ("all/folder", "../real"),
        ("out.yaml", "../secret.yaml"),
        ("absolute.yaml", "/etc/passwd"),
        ("dangling.yaml", "nowhere.yaml"),
    ):
        (checkout.folder / "plans" / name).symlink_to(target)
    plan = checkout.folder / "plans" / ROOT
    checkout.commit_plan("A", name=f"plans/{ROOT}", include=include)
    ours, theirs = git_base("HEAD", plan).load(), load_plan(plan, checkout.folder)
    for loaded in (ours, theirs):
        assert loaded.plan is not None
        assert set(loaded.plan.events) == INCLUDED_LINKS[include]
    short = checkout.git("rev-parse", "HEAD")[:7]
    messages = [found.problem.message.replace(f"{short}:", "") for found in ours.findings]
    said = [one.problem.message for one in theirs.findings if one.code.id != "F018"]
    assert messages == said  # of what lies beside the files, only what is there now is told


def test_a_symbolic_link_that_leads_to_itself(checkout: Checkout) -> None:
    (checkout.folder / "loop.yaml").symlink_to("loop.yaml")
    checkout.commit_plan("A", include="loop.yaml")
    (found,) = git_base("HEAD", checkout.plan).load().findings
    assert ":loop.yaml' lies outside the plan's folder" in found.problem.message


def test_a_root_file_that_is_a_symbolic_link(checkout: Checkout) -> None:
    checkout.write("real.yaml", plan_text("A"))
    checkout.plan.symlink_to("real.yaml")
    checkout.commit()
    assert events(git_base("HEAD", checkout.plan)) == {"A"}
    checkout.write("deep/readme", "")
    (checkout.folder / "deep" / ROOT).symlink_to(f"../{ROOT}")
    checkout.commit()
    assert "is a symbolic link that leaves the plan's folder | name what it leads to" in refusal(
        "HEAD", checkout.folder / "deep" / ROOT
    )


def test_a_partial_clone_fetches_nothing(checkout: Checkout, tmp_path: Path) -> None:
    checkout.write("b.yaml", "events:\n  B: {description: It happened.}\n")
    checkout.commit_plan("A", include="b.yaml")
    checkout.write("b.yaml", "events:\n  C: {description: It happened.}\n")
    checkout.commit_plan("A", "D", include="b.yaml")
    checkout.git("config", "uploadpack.allowFilter", "true")
    checkout.git("config", "uploadpack.allowAnySHA1InWant", "true")
    for what in ("blob:none", "tree:0"):
        folder = tmp_path / what.partition(":")[0]
        source = checkout.folder.as_uri()
        checkout.git("clone", "-q", f"--filter={what}", source, str(folder))
        clone = Checkout(folder, is_new=False)
        before = _objects(folder)
        refused = refusal("HEAD~1", clone.plan)
        assert "this clone does not have them all | a partial clone fetches" in refused
        assert _objects(folder) == before
        clone.git("archive", "-o", "../base.tar", "HEAD~1")
        assert events(git_base("HEAD~1", clone.plan)) == {"A", "B"}


def _objects(folder: Path) -> set[Path]:
    return set((folder / ".git" / "objects").rglob("*"))


def test_objects_that_are_lost(checkout: Checkout) -> None:
    checkout.commit_plan("A")
    blob = checkout.git("rev-parse", f"HEAD:{ROOT}")
    path = checkout.folder / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(stat.S_IRWXU)
    path.unlink()
    assert "1 object of the earlier plan cannot be read" in refusal("HEAD", checkout.plan)


def test_limits(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout.write(ROOT, f"tracking_plan: 1\n# {'x' * 17 * 1024 * 1024}\n")
    checkout.commit()
    (found,) = git_base("HEAD", checkout.plan).load().findings
    assert "more than 16 MiB" in found.problem.message
    with pytest.raises(git.NoAnswerError, match="more to say than 1 MiB"):
        git.answer(checkout.folder, "cat-file", "-p", f"HEAD:{ROOT}", most=1024 * 1024)
    monkeypatch.setattr(git, "_SECONDS", 0.01)
    programs = checkout.folder.parent / "programs"
    _program(programs, b"exec /bin/sleep 20\n")
    monkeypatch.setenv("PATH", str(programs))
    assert "git was not done after" in refusal("HEAD", checkout.plan)


def test_a_pipe_in_place_of_a_file_of_git_is_not_waited_for(checkout: Checkout) -> None:
    checkout.commit_plan("A")
    os.mkfifo(checkout.folder / ".git" / "packed-refs")
    assert "a pipe stands where git reads a file" in refusal("main", checkout.plan)


def test_a_thousand_files_need_few_processes(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1000):
        text = f"events:\n  E {number}: {{description: It happened.}}\n"
        checkout.write(f"events/{number % 10}/{number}.yaml", text)
    checkout.commit_plan("A", include='"events/**/*.yaml"')
    programs, log = checkout.folder.parent / "programs", checkout.folder.parent / "log"
    real = shutil.which("git")
    _program(programs, f'echo "$@" >> {log}\nexec {real} "$@"\n'.encode())
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    assert len(events(git_base("HEAD", checkout.plan))) == 1001
    lines = log.read_text().splitlines()
    assert sum("ls-tree" in line for line in lines) == 1
    assert sum("cat-file" in line for line in lines) == 2  # the root, and what it includes
    assert len(lines) == 7


@pytest.mark.parametrize("said", [b"", b"echo false\n", b"echo\n"])
def test_a_git_that_answers_nothing_is_no_git(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    checkout.commit_plan("A")
    programs = checkout.folder.parent / "programs"
    _program(programs, said + b"exit 0\n")
    monkeypatch.setenv("PATH", str(programs))
    with pytest.raises(BaseError, match="does not answer as git does"):
        git_base("HEAD", checkout.plan)


def test_git_may_read_and_print_more_than_a_pipe_takes(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.commit_plan("A")
    oids = f"{checkout.git('rev-parse', f'HEAD:{ROOT}')}\n".encode() * 9999
    answer = git.answer(checkout.folder, "cat-file", "--batch-check", stdin=oids)
    assert answer.output.count(b"\n") == 9999
    programs = checkout.folder.parent / "programs"
    _program(programs, b"head -c 3000000 /dev/zero >&2\necho text\nexit 3\n")
    (programs / "head").symlink_to(shutil.which("head") or "/usr/bin/head")
    monkeypatch.setenv("PATH", str(programs))
    answer = git.answer(checkout.folder, "--version", stdin=oids)  # which it does not read
    assert (answer.output, len(answer.errors), answer.code) == (b"text\n", 1024 * 1024, 3)
    assert git.ask(checkout.folder, "--version") is None


def test_a_repository_with_long_names_of_objects(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo", is_new=False)
    checkout.folder.mkdir()
    checkout.git("init", "-q", "--object-format=sha256")
    checkout.write("b.yaml", "events:\n  B: {description: It happened.}\n")
    checkout.commit_plan("A", include="b.yaml")
    assert events(git_base("HEAD", checkout.plan)) == {"A", "B"}


SHOP = Path(__file__).parents[2] / "examples" / "shop"


def test_the_same_plan_is_read_out_of_git_and_from_disk(checkout: Checkout) -> None:
    shutil.copytree(SHOP, checkout.folder / "shop", ignore=shutil.ignore_patterns("node_modules"))
    checkout.commit()
    plan = checkout.folder / "shop" / ROOT
    ours, theirs = git_base("HEAD", plan).load(), load_plan(plan, plan.parent)
    assert ours.plan is not None
    assert theirs.plan is not None
    assert [file.text for file in ours.plan.files] == [file.text for file in theirs.plan.files]
    assert list(ours.plan.events) == list(theirs.plan.events)
    assert [f.problem.message for f in ours.findings] == [
        f.problem.message for f in theirs.findings
    ]
