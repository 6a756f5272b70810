"""The hooks, run for real: pre-commit installs this project out of a git clone."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from process import unmeasured

from devtools.locks import DEV
from tracking_plan.usage.languages.table import LANGUAGES

PROJECT = Path(__file__).parents[2]
MANIFEST = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PIN = re.compile(r"^[a-z].*==[^\\\n]+", re.MULTILINE)  # without the hashes: pip asks all for theirs
HOOKS = [hook["id"] for hook in MANIFEST]
PLAN = """\
tracking_plan: 1
events:
  Signed Up:
    description: Somebody created an account.
    answers: activation
generate: [{target: python, output: analytics/}]
"""
CODE = "import altertable\n\nclient = altertable.Altertable('key')\nclient.track({}, 'u_1', {{}})\n"


def environment(home: Path) -> Mapping[str, str]:
    """The environment without what git sets for hooks, and with pre-commit's files in `home`.

    pre-commit installs this project as a user's would, by name: the lock says which versions.
    """
    kept = {name: value for name, value in unmeasured().items() if not name.startswith("GIT_")}
    author = {
        f"GIT_{who}_{what}": "a@b.example"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    pins = home / "pins.txt"
    pins.write_text("\n".join(PIN.findall(DEV.path.read_text(encoding="utf-8"))), encoding="utf-8")
    pinned = {"PIP_CONSTRAINT": str(pins), "PIP_BUILD_CONSTRAINT": str(pins)}
    return {
        **kept, **author, **pinned,
        "PRE_COMMIT_HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull,
    }  # fmt: skip


def git(*arguments: str, cwd: Path, env: Mapping[str, str]) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return environment(tmp_path_factory.mktemp("pre-commit"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, env: Mapping[str, str]) -> Path:
    """This project as it stands now, as a git repository of its own."""
    copy = tmp_path_factory.mktemp("project") / "project"
    listed = git("ls-files", "-co", "--exclude-standard", "-z", cwd=PROJECT, env=env)
    for name in filter(None, listed.split("\0")):
        if (PROJECT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, copy / name)
    committed(copy, env)
    return copy


def committed(folder: Path, env: Mapping[str, str]) -> None:
    git("init", "-q", cwd=folder, env=env)
    git("add", "-A", cwd=folder, env=env)
    git("commit", "-q", "-m", "All", cwd=folder, env=env)


def repository(folder: Path, env: Mapping[str, str], *, event: str) -> Path:
    """A user's repository whose code sends the event."""
    folder.mkdir()
    (folder / "tracking-plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "app.py").write_text(CODE.format(repr(event)), encoding="utf-8")
    committed(folder, env)
    return folder


def use_hooks(folder: Path, project: Path, env: Mapping[str, str]) -> None:
    """Configures all hooks, at one revision: pre-commit installs them once for all tests."""
    revision = git("rev-parse", "HEAD", cwd=project, env=env).strip()
    hooks = [{"id": hook} for hook in HOOKS]
    settings = {"repos": [{"repo": str(project), "rev": revision, "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(json_yaml(settings), encoding="utf-8")
    committed(folder, env)


def pre_commit(
    *arguments: str, cwd: Path, env: Mapping[str, str]
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=600, check=False,
    )  # fmt: skip


def verdicts(output: str) -> dict[str, str]:
    """Hook id -> `Passed`, `Failed` or `Skipped`, from pre-commit's lines."""
    names = {hook["name"]: hook["id"] for hook in MANIFEST}
    lines = (line.partition("...") for line in output.splitlines())
    found = {head: tail.strip(".").rsplit(")", 1)[-1] for head, _, tail in lines if head in names}
    return {names[name]: verdict for name, verdict in found.items()}


def test_every_hook_checks_the_whole_plan_by_a_command_that_exists() -> None:
    assert HOOKS == [
        "tracking-plan-lint",
        "tracking-plan-usage",
        "tracking-plan-generate",
        "tracking-plan-check",
    ]
    assert all(hook["pass_filenames"] is False for hook in MANIFEST)
    assert all(hook["entry"].startswith("tracking-plan ") for hook in MANIFEST)


@pytest.mark.slow
def test_the_hooks_run_in_a_real_repository(
    tmp_path: Path, project: Path, env: Mapping[str, str]
) -> None:
    flawed = repository(tmp_path / "flawed", env, event="Signd Up")
    use_hooks(flawed, project, env)
    tried = pre_commit("run", "--all-files", cwd=flawed, env=env)
    assert tried.returncode == 1, tried.stdout + tried.stderr
    assert verdicts(tried.stdout) == {
        "tracking-plan-lint": "Passed",
        "tracking-plan-usage": "Failed",
        "tracking-plan-generate": "Failed",
        "tracking-plan-check": "Failed",
    }
    assert "U101[unknown-event]" in tried.stdout
    assert "did you mean 'Signed Up'" in tried.stdout


@pytest.mark.slow
def test_hooks_run_where_a_change_can_matter_and_pass_where_all_is_well(
    tmp_path: Path, project: Path, env: Mapping[str, str]
) -> None:
    sound = repository(tmp_path / "sound", env, event="Signed Up")
    command = [sys.executable, "-m", "tracking_plan", "generate", "-q"]
    subprocess.run(command, cwd=sound, check=True)
    use_hooks(sound, project, env)

    everything = pre_commit("run", "--all-files", cwd=sound, env=env)
    assert everything.returncode == 0, everything.stdout + everything.stderr
    assert verdicts(everything.stdout) == dict.fromkeys(HOOKS, "Passed")

    (sound / "notes.txt").write_text("nothing of ours", encoding="utf-8")
    git("add", "notes.txt", cwd=sound, env=env)
    notes = pre_commit("run", cwd=sound, env=env)
    assert verdicts(notes.stdout) == {
        "tracking-plan-lint": "Skipped",
        "tracking-plan-usage": "Skipped",
        "tracking-plan-generate": "Skipped",
        "tracking-plan-check": "Passed",
    }


def pattern_of(hook: str) -> re.Pattern[str]:
    (found,) = (re.compile(one["files"]) for one in MANIFEST if one["id"].endswith(f"-{hook}"))
    return found


@pytest.mark.parametrize("hook", ["lint", "usage", "generate"])
@pytest.mark.parametrize(
    "name", ["web/app.css", "notes.txt", "logo.svg", "go.mod", "a.yaml.bak", "src/html.go"]
)
def test_a_hook_does_not_start_for_what_changes_no_answer(hook: str, name: str) -> None:
    assert not pattern_of(hook).search(name)


def test_the_usage_hook_starts_for_every_ending_that_is_read() -> None:
    endings = [end for one in LANGUAGES for end in (*one.dialects, *one.markup)]
    names = [f"web/app{end}" for end in (*endings, ".yml", ".yaml", ".YAML")]
    names += [name.upper() for name in names]
    names += [
        "tsconfig.json",
        "web/tsconfig.app.json",
        "jsconfig.json",
        "a/package.json",
        "bin/run",
    ]
    assert [name for name in names if not pattern_of("usage").search(name)] == []


def test_the_other_hooks_start_for_what_they_read() -> None:
    for name in ("tracking-plan.yaml", "events/A.YML", "registry/index.json"):
        assert pattern_of("lint").search(name)
    for name in ("plan.yml", "gen/__init__.py", "gen/py.typed", "gen/.gitattributes", "a.pyi"):
        assert pattern_of("generate").search(name)


@pytest.mark.slow
def test_the_hook_that_init_writes_works(
    tmp_path: Path, project: Path, env: Mapping[str, str]
) -> None:
    flawed = repository(tmp_path / "own", env, event="Signd Up")
    command = [sys.executable, "-m", "tracking_plan", "init", "--ci", "pre-commit"]
    subprocess.run([*command, "--install", str(project)], cwd=flawed, check=True)
    committed(flawed, env)
    result = pre_commit("run", "--all-files", cwd=flawed, env=env)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "U101[unknown-event]" in result.stdout


def json_yaml(content: object) -> str:
    text: str = yaml.safe_dump(content)
    return text
