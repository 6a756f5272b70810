"""What `generate` writes, what it refuses to touch, and what `--check` says."""

import os
import shutil
from pathlib import Path

import pytest
from generated import plan_of
from process import run, start

from tracking_plan.codegen.changes import Change, ChangeKind, changes, unified_diff
from tracking_plan.codegen.packages import MARK, faults

PLAN = """\
tracking_plan: 1
generate: [{target: python, output: api/analytics}]
events: {Order Paid: {properties: {amount: number!}}}
"""
AS_ANYONE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
OURS = f"# {MARK} (python, template 0). Do not edit.\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN)
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    """All files below the folder, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_changes_are_told_apart() -> None:
    wanted = {"new": "n", "same": "s", "old": "o2", "mine": "m", "folder": "f", "blank": "b"}
    found: dict[str, bytes | None] = {
        "same": b"s",
        "old": f"{OURS}o1".encode(),
        "mine": b"def mine(): ...",
        "folder": None,
        "blank": b"\n",
        "left": OURS.encode(),
        "kept": b"hand-written",
        "binary": b"\xff",
    }
    kinds = {change.path: change.kind for change in changes(wanted, found)}
    assert kinds == {
        "new": ChangeKind.WRITE,
        "old": ChangeKind.REWRITE,
        "mine": ChangeKind.REFUSE,
        "folder": ChangeKind.REFUSE,
        "blank": ChangeKind.REWRITE,
        "left": ChangeKind.REMOVE,
    }


def test_a_diff_leads_from_the_file_to_what_it_should_be() -> None:
    change = Change(path="a.py", kind=ChangeKind.REWRITE, old="1\n2\n", new="1\n3")
    assert unified_diff(change) == "--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n 1\n-2\n+3\n"


def test_generate_writes_then_finds_nothing_to_do(shop: Path) -> None:
    first = run("generate", cwd=shop)
    assert first.returncode == 0
    written = tree(shop)
    assert "api/analytics/tracker.py" in written
    assert "api/analytics/runtime/emitter.py" in written
    times = {path: (shop / path).stat().st_mtime_ns for path in written}
    second = run("generate", cwd=shop)
    assert second.returncode == 0
    assert {path: (shop / path).stat().st_mtime_ns for path in written} == times
    assert run("generate", "--check", cwd=shop).returncode == 0


def test_patterns_that_the_helpers_do_not_check_are_listed(shop: Path) -> None:
    plan = shop / "tracking-plan.yaml"
    plan.write_text(PLAN.replace("number!", r"{type: string, pattern: '^(\p{L}+)+$'}"))
    said = run("generate", cwd=shop).stderr
    assert "the pattern of 'amount' in 'Order Paid' is left to the validator" in said


def test_check_shows_what_is_stale_and_writes_nothing(shop: Path) -> None:
    run("generate", cwd=shop)
    folder = shop / "api" / "analytics"
    tracker = folder / "tracker.py"
    tracker.write_text(tracker.read_text().replace("order_paid", "order_pait"))
    (folder / "schema.py").unlink()
    (folder / "functions.py").write_text(OURS)
    before = tree(shop)
    checked = run("generate", "--check", "--format", "concise", cwd=shop)
    assert checked.returncode == 1
    assert [line.split(":")[0] for line in checked.stdout.splitlines()] == [
        "api/analytics/functions.py",
        "api/analytics/schema.py",
        "api/analytics/tracker.py",
    ]
    assert checked.stdout.count("G101") == 3
    assert "-    def order_pait(\n+    def order_paid(" in checked.stderr
    assert tree(shop) == before
    assert run("generate", cwd=shop).returncode == 0
    assert not (folder / "functions.py").exists()
    assert run("generate", "--check", cwd=shop).returncode == 0


def test_a_target_that_was_never_generated_is_one_finding(shop: Path) -> None:
    said = run("generate", "--check", "--format", "concise", cwd=shop)
    (line,) = said.stdout.splitlines()
    assert "G101 error: none of the " in line
    assert line.endswith("generated files in 'api/analytics' is there")
    assert line.startswith("tracking-plan.yaml:")
    assert run("check", "--format", "concise", cwd=shop).stdout.count("G101") == 1
    run("generate", cwd=shop)
    (shop / "api" / "analytics" / "schema.py").unlink()
    said = run("generate", "--check", "--format", "concise", cwd=shop)
    assert said.stdout.startswith("api/analytics/schema.py: G101")


def test_an_edited_plan_makes_the_output_stale_but_a_comment_does_not(shop: Path) -> None:
    run("generate", cwd=shop)
    plan = shop / "tracking-plan.yaml"
    plan.write_text(f"# a comment\n{PLAN}")
    assert run("generate", "--check", cwd=shop).returncode == 0
    plan.write_text(PLAN.replace("number!", "integer!"))
    assert run("generate", "--check", cwd=shop).returncode == 1


@pytest.mark.parametrize("content", ["print('mine')\n", "\ufefftext", "# comment\n"])
def test_files_that_were_not_generated_are_never_touched(shop: Path, content: str) -> None:
    folder = shop / "api" / "analytics"
    folder.mkdir(parents=True)
    (folder / "tracker.py").write_text(content, encoding="utf-8")
    (folder / "mine.py").write_text("mine\n")
    before = tree(shop)
    refused = run("generate", "--format", "concise", cwd=shop)
    assert refused.returncode == 1
    assert "G103" in refused.stdout
    assert "the line that generated files have, so it is never overwritten" in refused.stdout
    assert tree(shop) == before


def test_neighbours_without_our_header_stay_and_left_overs_go(shop: Path) -> None:
    folder = shop / "api" / "analytics"
    (folder / "deeper").mkdir(parents=True)
    for path in ("mine.py", "notes.txt", "deeper/ours.py"):
        (folder / path).write_text(OURS if path == "deeper/ours.py" else "mine\n")
    (folder / "gone.py").write_text(OURS)
    assert run("generate", cwd=shop).returncode == 0
    assert not (folder / "gone.py").exists()
    assert (folder / "mine.py").read_text() == "mine\n"
    assert (folder / "deeper" / "ours.py").read_text() == OURS


def test_a_runtime_that_is_no_longer_vendored_is_removed(shop: Path) -> None:
    run("generate", cwd=shop)
    plan = shop / "tracking-plan.yaml"
    plan.write_text(PLAN.replace("analytics}", "analytics, runtime: library}"))
    assert run("generate", cwd=shop).returncode == 0
    assert not (shop / "api" / "analytics" / "runtime").exists()


@pytest.mark.parametrize("link", ["api", "api/analytics", "api/analytics/runtime"])
def test_a_link_that_leads_elsewhere_is_refused(
    shop: Path, link: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (shop / link).parent.mkdir(parents=True, exist_ok=True)
    (shop / link).symlink_to(outside, target_is_directory=True)
    refused = run("generate", "--format", "concise", cwd=shop)
    assert refused.returncode == 1
    assert "G102" in refused.stdout
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("target", [".", ".git", ".git/hooks"])
def test_a_link_to_the_plans_own_folder_or_gits_is_refused(shop: Path, target: str) -> None:
    (shop / ".git" / "hooks").mkdir(parents=True)
    (shop / "api").mkdir()
    (shop / "api" / "analytics").symlink_to(shop / target, target_is_directory=True)
    before = tree(shop)
    refused = run("generate", "--format", "concise", cwd=shop)
    assert (refused.returncode, "G102" in refused.stdout) == (1, True)
    assert tree(shop) == before


@pytest.mark.parametrize("path", ["api", "api/analytics", "api/analytics/runtime"])
def test_a_file_where_a_folder_should_be_is_named_before_anything_is_written(
    shop: Path, path: str
) -> None:
    (shop / path).parent.mkdir(parents=True, exist_ok=True)
    (shop / path).write_text("mine")
    before = tree(shop)
    refused = run("generate", "--format", "concise", cwd=shop)
    assert (refused.returncode, "G103" in refused.stdout) == (1, True)
    assert f"{path!r} is no folder" in refused.stdout
    assert tree(shop) == before


def test_a_file_that_the_helpers_do_not_need_as_a_folder_is_left_alone(shop: Path) -> None:
    plan = shop / "tracking-plan.yaml"
    plan.write_text(PLAN.replace("analytics}", "analytics, runtime: library}"))
    (shop / "api" / "analytics").mkdir(parents=True)
    (shop / "api" / "analytics" / "runtime").write_text("mine")
    assert run("generate", cwd=shop).returncode == 0


@pytest.mark.parametrize(
    "first",
    [
        f"# {MARK}ner (python, template 1). Do not edit.",
        f"# {MARK}",
        f"# {MARK} by hand",
        f"# {MARK} (python, template 1). Do not edit. Or do.",
        f"#{MARK} (python, template 1). Do not edit.",
    ],
)
def test_a_file_that_only_begins_like_ours_stays(shop: Path, first: str) -> None:
    run("generate", cwd=shop)
    mine = shop / "api" / "analytics" / "mine.py"
    mine.write_text(f"{first}\nmine = 1\n")
    assert run("generate", cwd=shop).returncode == 0
    assert mine.exists()


def test_a_linked_file_is_refused(shop: Path) -> None:
    (shop / "api" / "analytics").mkdir(parents=True)
    (shop / "other.py").write_text(OURS)
    (shop / "api" / "analytics" / "tracker.py").symlink_to(shop / "other.py")
    assert run("generate", cwd=shop).returncode == 1
    assert (shop / "other.py").read_text() == OURS


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("target: python, output: /tmp/x", "G102"),
        ("target: python, output: ../x", "G102"),
        ("target: python, output: a/../../x", "G102"),
        ("target: python, output: 'C:\\x'", "G102"),
        ("target: python, output: 'a\\b'", "G102"),
        ("target: python, output: ~/x", "G102"),
        ("target: python, output: .", "G102"),
        ("target: python, output: a/..", "G102"),
        ("target: python, output: .git/hooks", "G102"),
        ("target: python, output: a/.GIT/b", "G102"),
        ("target: python, output: '.git./b'", "G102"),
        ("target: python, output: web/node_modules/b", "G102"),
        ("target: python, output: .venv/lib", "G102"),
        ("target: python, output: venv/b", "G102"),
        ("target: python, output: web/__pycache__", "G102"),
        ("target: python, output: typing", "G104"),
        ("target: python, output: src/typing", "G104"),
        ("target: python, output: app/altertable", "G104"),
        ("target: python, output: calendar/", "G104"),
        ("target: python, output: my-out/class", "G104"),
        ("target: python, output: my-out", "G104"),
        ("target: python, output: 1a", "G104"),
        ("target: python, output: a.b", "G104"),
        ("target: python, output: \ufb01eld", "G104"),
        ("target: python, output: a.py", "G104"),
        ("target: typescript, output: a", "G104"),
        ("target: python, output: a, template: t.jinja", "G104"),
        ("target: python, output: a, python: '3.9'", "G104"),
    ],
)
def test_targets_that_cannot_be_written_are_findings_with_a_place(settings: str, code: str) -> None:
    (finding,) = faults(plan_of(f"generate:\n  - {{{settings}}}\n"))
    assert finding.code.id == code
    assert finding.problem.at is not None
    assert finding.problem.at.span is not None
    assert finding.problem.at.span.line == 3


def test_the_summary_says_that_nothing_can_be_written(shop: Path) -> None:
    plan = shop / "tracking-plan.yaml"
    plan.write_text(PLAN.replace("api/analytics", "."))
    said = run("generate", cwd=shop)
    assert said.returncode == 1
    assert "generate: 1 error in targets that cannot be written" in said.stderr + said.stdout
    assert list(shop.iterdir()) == [plan]


@pytest.mark.parametrize(
    ("one", "other"), [("a/b", "./a/b/"), ("a", "A"), ("a", "a/runtime"), ("a/b/c", "a")]
)
def test_two_targets_cannot_share_a_folder(one: str, other: str) -> None:
    targets = f"{{target: python, output: {one}}}, {{target: python, output: {other}}}"
    (finding,) = faults(plan_of(f"generate: [{targets}]\n"))
    assert finding.code.id == "G102"
    assert len(finding.problem.related) == 1


@pytest.mark.parametrize("output", ["a/b", "a/b/c", "A/B"])
def test_helpers_are_not_written_among_published_versions(output: str) -> None:
    plan = f"registry: {{path: a/b}}\ngenerate: [{{target: python, output: {output}}}]\n"
    (finding,) = faults(plan_of(plan))
    assert (finding.code.id, finding.problem.message) == (
        "G102",
        f"the output {output!r} overlaps 'a/b'",
    )


@pytest.mark.parametrize(
    "folder",
    """
    .github/workflows x/.husky .GitLab/ci site-packages .gitea/workflows .forgejo/x .woodpecker
    web/.yarn/cache lib/dist-packages bower_components/a
    """.split(),
)
def test_helpers_are_not_written_where_programs_look_for_commands(folder: str) -> None:
    (finding,) = faults(plan_of(f"generate: [{{target: python, output: {folder}/a}}]\n"))
    assert finding.code.id == "G102"


def test_folders_that_only_look_like_another_programs_are_fine() -> None:
    for output in ("gitlab/events", ".generated/events", "app/calendar", "modules/node"):
        assert faults(plan_of(f"generate: [{{target: python, output: {output}}}]\n")) == ()


def test_targets_beside_each_other_are_fine() -> None:
    outputs = ("a/b", "a/bc", "my-app/a", "match")
    targets = ", ".join(f"{{target: python, output: {output}}}" for output in outputs)
    assert faults(plan_of(f"generate: [{targets}]\n")) == ()


def test_a_plan_without_targets_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "tracking-plan.yaml").write_text("tracking_plan: 1\n")
    refused = run("generate", cwd=tmp_path)
    assert refused.returncode == 2
    assert "generate:" in refused.stderr


@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None, reason="needs root to become another user"
)
def test_a_folder_without_rights_is_no_traceback(shop: Path) -> None:
    (shop / "api").mkdir(mode=0o555)
    os.chown(shop / "api", 65534, 65534)
    refused = start("generate", cwd=shop, prefix=AS_ANYONE)
    assert refused.returncode == 2
    assert "api/analytics" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_where_nothing_can_be_written_nothing_in_the_baseline_is_stale(shop: Path) -> None:
    assert run("generate", "--check", "--write-baseline", cwd=shop).returncode == 0
    assert run("generate", "--check", cwd=shop).returncode == 0
    (shop / "tracking-plan.yaml").write_text(PLAN.replace("api/analytics", "../analytics"))
    refused = run("generate", "--check", "--format", "concise", cwd=shop)
    assert "G102" in refused.stdout
    assert "X201" not in refused.stdout
