import json
from pathlib import Path

import pytest
import yaml
from git_repositories import Checkout
from process import run

TYPESCRIPT = """\
import { altertable } from '@altertable/altertable-js';
const DONE = 'Checkout Completed';
altertable.track(DONE, { revenue: 49.99, currency: 'USD' });
altertable.track('Signed Up', { ...rest });
altertable.track(computed(), {});
"""
PYTHON = """\
import altertable

client = altertable.Altertable("key")
client.track("Order Refunded", "u_1", {"properties": {"amount": 3, "is_partial": True}})
client.track("yes: no", "u_1", {"properties": {}})
client.track("Trial Started", "u_1", {"plan": "pro"})
client.track("Trial Ended", {"reason": "expired"})
"""


INSTALL = ("--install", "tracking-plan @ git+https://git.example/x@0123456789abcdef")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for path, text in (("web/app.ts", TYPESCRIPT), ("api/orders.py", PYTHON)):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def errors(report: str) -> list[str]:
    return [f["code"] for f in json.loads(report)["findings"] if f["severity"] == "error"]


def test_init_writes_one_file_that_lints_clean(repository: Path) -> None:
    before = files(repository)
    done = run("init", cwd=repository)
    assert done.returncode == 0, done.stderr
    assert "Next:" in done.stdout
    assert files(repository) - before == {"tracking-plan.yaml"}
    lint = run("lint", cwd=repository)
    assert (lint.returncode, lint.stdout) == (0, "")


def test_init_proposes_the_sources_that_the_folders_show(repository: Path) -> None:
    run("init", cwd=repository)
    plan = yaml.safe_load((repository / "tracking-plan.yaml").read_text(encoding="utf-8"))
    paths = {name: source["paths"] for name, source in plan["sources"].items()}
    assert paths == {"web": ["web/**"], "backend": ["api/**"]}


def test_init_works_in_an_empty_folder(tmp_path: Path) -> None:
    assert run("init", cwd=tmp_path).returncode == 0
    assert run("check", "--fail-on", "warning", "--ignore", "U904", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("name", ["tracking-plan.yaml", "tracking-plan.yml"])
def test_init_never_overwrites_a_plan(repository: Path, name: str) -> None:
    (repository / name).write_text("mine", encoding="utf-8")
    before = files(repository)
    done = run("init", cwd=repository)
    assert done.returncode == 2
    assert "there already" in done.stderr
    assert files(repository) == before
    assert (repository / name).read_text(encoding="utf-8") == "mine"


def test_a_draft_from_code_lints_without_errors_and_knows_every_event(repository: Path) -> None:
    done = run("init", "--from-code", cwd=repository)
    assert done.returncode == 0, done.stderr
    text = (repository / "tracking-plan.yaml").read_text(encoding="utf-8")
    plan = yaml.safe_load(text)
    assert list(plan["events"]) == [
        "Checkout Completed",
        "Order Refunded",
        "Signed Up",
        "Trial Ended",
        "Trial Started",
        "yes: no",
    ]
    assert plan["events"]["Trial Started"]["properties"] == {"plan": "string"}
    assert plan["events"]["Trial Ended"]["properties"] == {"reason": "string"}
    assert plan["events"]["Checkout Completed"] == {
        "status": "active",
        "sources": ["web"],
        "properties": {"currency": "string", "revenue": "number"},
    }
    assert plan["events"]["Signed Up"]["additional_properties"] is True
    assert "    # web/app.ts:3\n" in text
    assert "#   web/app.ts:5\n" in text
    lint = run("lint", "--format", "json", cwd=repository)
    assert (lint.returncode, errors(lint.stdout)) == (0, [])
    usage = run("usage", "--format", "json", cwd=repository)
    assert errors(usage.stdout) == ["U401", "U303"]  # no unknown event, and the true mistakes


def test_drafting_beside_a_plan_prints_what_it_lacks(repository: Path) -> None:
    mine = 'tracking_plan: 1\nevents: {checkout_completed: {}, "yes: no": {}}\n'
    (repository / "tracking-plan.yaml").write_text(mine, encoding="utf-8")
    done = run("init", "--from-code", cwd=repository)
    assert done.returncode == 0
    assert list(yaml.safe_load(done.stdout)["events"]) == [
        "Order Refunded",
        "Signed Up",
        "Trial Ended",
        "Trial Started",
    ]
    assert (repository / "tracking-plan.yaml").read_text(encoding="utf-8") == mine


def test_a_draft_knows_what_carries_the_version(repository: Path) -> None:
    (repository / "web/app.ts").write_text("altertable.track('A', { v: '1.0', schema_version: 1 })")
    (repository / "tracking-plan.yaml").write_text("tracking_plan: 1\nversion_property: v\n")
    done = run("init", "--from-code", cwd=repository)
    assert yaml.safe_load(done.stdout)["events"]["A"]["properties"] == {"schema_version": "number"}


def test_a_draft_of_code_without_calls_is_a_plan_without_events(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    done = run("init", "--from-code", cwd=tmp_path)
    assert done.returncode == 0
    assert "warning" not in done.stderr
    assert run("lint", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("README.md", "text", "no code was read, so nothing was drafted: run it in the folder"),
        ("app.kt", "val x = 1", "all code is in a language that is not read yet (.kt), so nothing"),
        ("tests/test_a.py", "x = 1", "all code that was read is tests, so nothing was drafted"),
        ("a.ts", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "git lfs pull"),
    ],
)
def test_a_draft_of_no_code_says_so(tmp_path: Path, name: str, text: str, why: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)
    done = run("init", "--from-code", cwd=tmp_path)
    assert done.returncode == 0
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("warning: ")]
    assert why in line


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("github", ".github/workflows/tracking-plan.yml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("pre-commit", ".pre-commit-config.yaml"),
    ],
)
def test_ci_adds_a_file_and_never_overwrites_one(repository: Path, kind: str, path: str) -> None:
    run("init", cwd=repository)
    before = files(repository)
    assert run("init", "--ci", kind, *INSTALL, cwd=repository).returncode == 0
    assert files(repository) - before == {path}
    assert yaml.safe_load((repository / path).read_text(encoding="utf-8"))
    assert run("init", "--ci", kind, *INSTALL, cwd=repository).stdout == f"{path} is up to date\n"

    (repository / path).write_text("mine", encoding="utf-8")
    again = run("init", "--ci", kind, *INSTALL, cwd=repository)
    assert again.returncode == 0
    assert "tracking-plan check" in again.stdout
    assert (repository / path).read_text(encoding="utf-8") == "mine"


def test_where_the_installation_cannot_be_known_nothing_is_written(repository: Path) -> None:
    before = files(repository)
    done = run("init", "--ci", "github", cwd=repository)
    assert done.returncode == 2
    assert "--install 'tracking-plan @ git+https://" in done.stderr
    assert files(repository) == before


@pytest.mark.parametrize("arguments", [(), ("--plan", "team/shop")])
def test_ci_belongs_to_the_root_of_the_repository_and_to_the_plan_that_there_is(
    repository: Path, arguments: tuple[str, ...]
) -> None:
    (repository / ".git").mkdir()
    (repository / "team" / "shop" / "web").mkdir(parents=True)
    plan = repository / "team" / "shop" / "tracking-plan.yaml"
    plan.write_text("tracking_plan: 1\n")
    before = files(repository)
    cwd = repository if arguments else repository / "team" / "shop" / "web"
    assert run("init", "--ci", "github", *arguments, *INSTALL, cwd=cwd).returncode == 0
    path = ".github/workflows/tracking-plan.yml"
    assert files(repository) - before == {path}
    assert "check --plan team/shop/tracking-plan.yaml --format" in (repository / path).read_text()


def test_a_new_plan_in_a_subfolder_is_named_in_the_hook(repository: Path) -> None:
    (repository / ".git").mkdir()
    assert run("init", "--ci", "pre-commit", *INSTALL, cwd=repository / "web").returncode == 0
    text = (repository / ".pre-commit-config.yaml").read_text()
    assert "entry: tracking-plan check --plan web/tracking-plan.yaml\n" in text


def test_a_plan_above_the_repository_is_not_its_plan(tmp_path: Path) -> None:
    (tmp_path / "tracking-plan.yaml").write_text("tracking_plan: 1\n")
    (tmp_path / "own" / ".git").mkdir(parents=True)
    assert run("init", "--ci", "gitlab", *INSTALL, cwd=tmp_path / "own").returncode == 0
    assert (tmp_path / "own" / "tracking-plan.yaml").exists()


def test_a_folder_whose_name_would_act_in_a_workflow_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    cwd = tmp_path / "${{ github.token }}"
    cwd.mkdir()
    done = run("init", "--ci", "github", *INSTALL, cwd=cwd)
    assert done.returncode == 2
    assert files(tmp_path) == set()


@pytest.mark.parametrize(
    ("branches", "expected"),
    [
        ((), "master"),
        (("master",), "master"),
        (("main",), "main"),
        (("trunk", "main"), "main"),
        (("trunk",), "trunk"),
        (("a", "b"), "main"),
        (("release/2.x",), "release/2.x"),
    ],
)
def test_the_workflow_runs_on_the_branch_that_there_is(
    tmp_path: Path, branches: tuple[str, ...], expected: str
) -> None:
    checkout = Checkout(tmp_path / "own")
    checkout.git("symbolic-ref", "HEAD", f"refs/heads/{branches[0] if branches else 'master'}")
    if branches:
        checkout.git("commit", "-q", "--allow-empty", "-m", "first")
    for name in branches[1:]:
        checkout.git("branch", name)
    assert run("init", "--ci", "github", *INSTALL, cwd=checkout.folder).returncode == 0
    text = (checkout.folder / ".github/workflows/tracking-plan.yml").read_text()
    assert yaml.safe_load(text)[True]["push"] == {"branches": [expected]}


def test_the_branch_of_the_remote_counts_before_those_that_are_here(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "own")
    checkout.git("symbolic-ref", "HEAD", "refs/heads/main")
    checkout.git("commit", "-q", "--allow-empty", "-m", "first")
    checkout.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/develop")
    assert run("init", "--ci", "github", *INSTALL, cwd=checkout.folder).returncode == 0
    assert (
        "branches: [develop]"
        in (checkout.folder / ".github/workflows/tracking-plan.yml").read_text()
    )


def test_a_second_plan_is_said_to_count_only_where_it_does(tmp_path: Path) -> None:
    assert run("init", cwd=tmp_path).returncode == 0
    done = run("init", "--plan", "sub/x.yaml", cwd=tmp_path)
    assert "tracking-plan.yaml is there, and is found by itself" in done.stderr
    assert "counts" not in done.stderr
    assert "tracking-plan lint --plan sub/x.yaml" in done.stdout
    assert "tracking-plan init --from-code --plan sub/x.yaml." in done.stdout
    done = run("init", "--plan", "team/", cwd=tmp_path)
    assert "tracking-plan.yaml lies above; in team and below, the new one counts" in done.stderr
    assert "tracking-plan lint --plan team/tracking-plan.yaml" in done.stdout
    (tmp_path / "own").mkdir()
    done = run("init", cwd=tmp_path / "own")
    assert "lies above; here and below, the new one counts" in done.stderr
    assert "tracking-plan lint           checks the plan" in done.stdout


def test_quiet_says_what_was_written_and_no_more(tmp_path: Path) -> None:
    done = run("init", "-q", cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("wrote tracking-plan.yaml\n", "")


def test_what_to_install_is_for_ci_only(tmp_path: Path) -> None:
    assert run("init", *INSTALL, cwd=tmp_path).returncode == 2


def test_a_slash_at_the_end_means_a_folder(tmp_path: Path) -> None:
    result = run("init", "--plan", "new/", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "new" / "tracking-plan.yaml").is_file()


@pytest.mark.parametrize(
    ("module", "method", "is_said"),
    [
        ("@altertable/altertable-js", "track", True),
        ("posthog-js", "capture", False),
        ("mixpanel-browser", "track", False),
    ],
)
def test_a_library_is_said_to_send_only_where_it_does(
    tmp_path: Path, module: str, method: str, is_said: bool
) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web/app.ts").write_text(f"import c from '{module}';\nc.{method}('A');\n")
    assert run("init", "--from-code", cwd=tmp_path).returncode == 0
    plan = yaml.safe_load((tmp_path / "tracking-plan.yaml").read_text(encoding="utf-8"))
    assert list(plan["events"]) == ["A"]
    assert ("libs" in plan["sources"]["web"]) is is_said
