import json
from pathlib import Path

import pytest
from git_repositories import Checkout
from process import Result, environment, run

PLAN = """\
tracking_plan: 1
events:
  Signed Up:
    description: Somebody created an account.
    answers: activation
"""
CODE = (
    "import altertable\n\nclient = altertable.Altertable('key')\nclient.track({}, input(), {{}})\n"
)
TARGET = "generate: [{target: python, output: analytics/}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, PLAN, "'Signed Up'")
    return tmp_path


def write(folder: Path, plan: str, event: str = "'Signed Up'") -> None:
    (folder / "tracking-plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "app.py").write_text(CODE.format(event), encoding="utf-8")


def check(folder: Path, *arguments: str) -> tuple[Result, list[str]]:
    result = run("check", "--format", "json", *arguments, cwd=folder)
    return result, [item["code"] for item in json.loads(result.stdout)["findings"]]


def test_a_sound_project_passes(folder: Path) -> None:
    result, codes = check(folder, "--fail-on", "warning")
    assert (result.returncode, codes) == (0, [])
    assert "compared" not in result.stderr, "nobody could compare it"


def test_findings_of_every_step_stand_in_one_report(folder: Path) -> None:
    write(folder, PLAN.replace("    answers: activation\n", "") + TARGET, "'Signd Up'")
    result, codes = check(folder)
    assert result.returncode == 1
    assert {"P202", "U101", "G101"} <= set(codes)


def test_it_stops_where_the_plan_cannot_be_read_in_full(folder: Path) -> None:
    write(folder, PLAN + "evnts: {}\n", "'Signd Up'")
    result, codes = check(folder)
    assert result.returncode == 2
    assert {code[0] for code in codes} == {"F"}


def test_helpers_are_checked_where_the_plan_generates_some(folder: Path) -> None:
    write(folder, PLAN + TARGET)
    assert check(folder)[0].returncode == 1
    assert run("generate", cwd=folder).returncode == 0
    assert check(folder)[0].returncode == 0


def test_a_comment_in_the_plan_is_used_by_any_step(folder: Path) -> None:
    comment = "  # tracking-plan: ignore[U501] sent by the old app"
    write(
        folder, f"{PLAN}  Old Event:{comment}\n    description: It was.\n    answers: retention\n"
    )
    _, codes = check(folder)
    assert codes == []


def test_github_shows_every_finding_as_a_command(folder: Path) -> None:
    write(folder, PLAN, "'Signd Up'")
    result = run("check", "--format", "github", cwd=folder)
    assert result.stdout.startswith("::error file=app.py,line=4,")


@pytest.mark.parametrize(
    "comment",
    [
        "tracking-plan: ignor[U101]",
        "tracking-plan: ignore[U101] until 2999-02-30",
        'tracking-plan: send "Signed Up"',
        "tracking-plan: sends Signed Up",
    ],
)
def test_a_comment_that_is_written_wrong_has_no_effect_and_is_a_finding(
    folder: Path, comment: str
) -> None:
    write(folder, PLAN)
    code = CODE.format("'Signd Up'").rstrip()
    (folder / "app.py").write_text(f"{code}  # {comment}\n", encoding="utf-8")
    _, codes = check(folder)
    assert {"U101", "X106"} <= set(codes)


def test_errors_of_the_plan_hide_nothing_that_lint_shows(folder: Path) -> None:
    text = PLAN.replace(
        "    answers: activation\n", "    answers: activation  # tracking-plan: ignore[P101]\n"
    )
    write(folder, text + "evnts: {}\nfindings: {ignore: [no-such-rule, P204]}\n")
    linted = run("lint", "--format", "json", cwd=folder)
    result, codes = check(folder)
    assert result.returncode == 2
    assert "nothing else was checked" in result.stderr
    assert codes == [item["code"] for item in json.loads(linted.stdout)["findings"]]
    assert {"F101", "X101", "X102"} <= set(codes)


BROKEN = PLAN + "    properties: {plan: {type: string, description: Which plan.}}\n"


def _clone(folder: Path, target: Path, *arguments: str) -> Path:
    """A clone as CI has it of a pull request that changes the plan."""
    checkout = Checkout(folder)
    checkout.commit()
    checkout.git("checkout", "-qb", "topic")
    write(folder, BROKEN)
    checkout.commit()
    checkout.git("clone", "-q", *arguments, f"file://{folder}", str(target))
    return target


def test_in_a_repository_it_says_that_nothing_is_compared(folder: Path) -> None:
    Checkout(folder).commit()
    result, codes = check(folder)
    assert codes == []
    assert "not compared: nothing is published" in result.stderr


def test_against_names_the_base(folder: Path) -> None:
    checkout = Checkout(folder)
    checkout.commit()
    write(folder, BROKEN)
    result, codes = check(folder, "--against", "HEAD")
    assert codes == ["V201"]
    assert "; 1 event compared with " in result.stderr
    assert "(HEAD), changed" in result.stderr
    assert "changes" in json.loads(result.stdout)
    assert run("check", "--against", "nowhere", cwd=folder).returncode == 2


def test_the_published_versions_are_the_base(folder: Path) -> None:
    run("publish", cwd=folder)
    result, codes = check(folder)
    assert codes == []
    assert (
        "; 1 event compared with the registry (tracking-plan-registry), unchanged" in result.stderr
    )
    write(folder, BROKEN)
    assert check(folder)[1] == ["V403"]


def test_a_pull_request_is_compared_with_its_base(folder: Path, tmp_path: Path) -> None:
    clone = _clone(folder, tmp_path / "clone")
    env = environment(GITHUB_BASE_REF="main")
    result = run("check", "--format", "json", cwd=clone, env=env)
    assert result.returncode == 1
    assert "(origin/main), the base that GitHub Actions names" in result.stderr
    assert [one["code"] for one in json.loads(result.stdout)["findings"]] == ["V201"]


def test_a_merge_queue_is_compared_with_what_it_starts_from(folder: Path, tmp_path: Path) -> None:
    clone = _clone(folder, tmp_path / "clone")
    sha = Checkout(clone, is_new=False).git("rev-parse", "origin/main")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"merge_group": {"base_sha": sha, "base_ref": "refs/heads/main"}}))
    env = environment(GITHUB_EVENT_NAME="merge_group", GITHUB_EVENT_PATH=str(event))
    result = run("check", "--format", "json", cwd=clone, env=env)
    assert [one["code"] for one in json.loads(result.stdout)["findings"]] == ["V201"]
    assert f"{sha[:7]}" in result.stderr
    assert run("diff", cwd=clone, env=env).returncode == 1
    event.unlink()
    result = run("check", "--format", "json", cwd=clone, env=env)
    (found,) = json.loads(result.stdout)["findings"]
    assert (found["code"], result.returncode) == ("V405", 1)
    assert "merge queue (GITHUB_EVENT_PATH) names no base" in found["message"]


@pytest.mark.parametrize(
    "variables",
    [
        {"CIRCLECI": "true", "CIRCLE_PULL_REQUEST": "https://git.example/shop/pull/7"},
        {"DRONE_BUILD_EVENT": "pull_request"},
        {"BUILDKITE_PULL_REQUEST": "7"},
        {"CHANGE_ID": "7"},
    ],
)
def test_a_pull_request_whose_base_nobody_names_is_none_that_passes(
    folder: Path, tmp_path: Path, variables: dict[str, str]
) -> None:
    clone = _clone(folder, tmp_path / "clone")
    env = environment(**variables)
    result = run("check", "--format", "json", cwd=clone, env=env)
    (found,) = json.loads(result.stdout)["findings"]
    assert (found["code"], result.returncode) == ("V405", 1)
    assert "names no base" in found["message"]
    assert found["hint"] == "`--against REF` names one"
    assert "no pull request" not in result.stderr
    named = run("check", "--against", "origin/main", "--format", "json", cwd=clone, env=env)
    assert [one["code"] for one in json.loads(named.stdout)["findings"]] == ["V201"]


def test_a_base_whose_plan_has_errors_may_be_mended(folder: Path, tmp_path: Path) -> None:
    write(folder, f"{PLAN}evnts: {{}}\nmore: 1\n")
    checkout = Checkout(folder)
    checkout.commit()
    checkout.git("checkout", "-qb", "topic")
    write(folder, PLAN)
    checkout.commit()
    env = environment(CHANGE_TARGET="main")
    result = run("check", "--format", "json", cwd=folder, env=env)
    (found,) = json.loads(result.stdout)["findings"]
    assert (found["code"], found["severity"], result.returncode) == ("V405", "warning", 0)
    assert "has 2 errors, of which the first is: " in found["message"]
    assert ":tracking-plan.yaml:6: a plan has no key 'evnts'" in found["message"]
    named = run("check", "--against", "main", cwd=folder)
    assert named.returncode == 2
    assert ":tracking-plan.yaml:6: a plan has no key 'evnts'" in named.stderr


def test_a_base_that_a_shallow_clone_lacks_is_an_error(folder: Path, tmp_path: Path) -> None:
    clone = _clone(folder, tmp_path / "clone", "--depth", "1")
    env = environment(GITHUB_BASE_REF="main")
    result = run("check", "--format", "json", cwd=clone, env=env)
    found = {one["code"]: one for one in json.loads(result.stdout)["findings"]}
    assert found["V405"]["severity"] == "error"
    assert "fetch-depth: 0" in found["V405"]["hint"]
    assert "not compared with an earlier plan" in result.stderr
    assert result.returncode == 1
    lower = "findings: {severity: {not-compared: warning}}\n"
    write(clone, BROKEN + lower)
    assert run("check", cwd=clone, env=env).returncode == 0
    assert run("check", "--fail-on", "warning", cwd=clone, env=env).returncode == 1
