import json

import pytest
import yaml

from tracking_plan import __version__
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.init.installation import checked, requirement
from tracking_plan.cli.init.snippets import SNIPPETS, Wanted

URL = "https://git.example/shop/tracking-plan"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
RELEASE = f"tracking-plan=={__version__}"
PINNED = f"tracking-plan @ git+{URL}@{COMMIT}"
WHEEL = "https://files.example/tracking_plan-0.1.0-py3-none-any.whl"
GIT = {"vcs": "git", "commit_id": COMMIT}


def record(url: str, **more: object) -> str:
    return json.dumps({"url": url, **more})


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (None, RELEASE),
        (record(URL, vcs_info=GIT), PINNED),
        (record("https://u:p@git.example/x", vcs_info=GIT), f"git+https://git.example/x@{COMMIT}"),
        (
            record("https://token@git.example/x", vcs_info=GIT),
            f"git+https://git.example/x@{COMMIT}",
        ),
        (record("ssh://git@git.example/x", vcs_info=GIT), f"git+ssh://git@git.example/x@{COMMIT}"),
        (
            record("ssh://git:p@git.example/x", vcs_info=GIT),
            f"git+ssh://git@git.example/x@{COMMIT}",
        ),
        (
            record("https://a.example/x", vcs_info={**GIT, "vcs": "hg"}),
            f"hg+https://a.example/x@{COMMIT}",
        ),
        (record(WHEEL, archive_info={"hashes": {"sha256": "ab"}}), f"{WHEEL}#sha256=ab"),
        (record(WHEEL, archive_info={"hash": "sha256=ab"}), f"{WHEEL}#sha256=ab"),
        (
            record(WHEEL, archive_info={"hashes": {"md5": "x", "sha512": "cd"}}),
            f"{WHEEL}#sha512=cd",
        ),
        (
            record(URL, vcs_info=GIT, subdirectory="tools/plan"),
            f"{PINNED}#subdirectory=tools/plan",
        ),
        (
            record(WHEEL, archive_info={"hash": "sha256=ab"}, subdirectory="plan"),
            f"{WHEEL}#sha256=ab&subdirectory=plan",
        ),
        (
            record("https://127.example/x", vcs_info=GIT, subdirectory=None),
            f"git+https://127.example/x@{COMMIT}",
        ),
    ],
)
def test_the_version_that_runs_is_installed(kept: str | None, expected: str) -> None:
    assert requirement(kept).removeprefix("tracking-plan @ ") == expected.removeprefix(
        "tracking-plan @ "
    )


@pytest.mark.parametrize(
    "kept",
    [
        record("file:///src", dir_info={"editable": True}),
        record("file:///src", vcs_info=GIT),
        record("file:///dist/x.whl", archive_info={}),
        record(""),
        record("git@git.example:shop/x.git", vcs_info=GIT),
        record("https://localhost:3000/x.git", vcs_info=GIT),
        record("http://127.0.0.1:8080/x.whl", archive_info={"hash": "sha256=ab"}),
        record("http://[::1]/x.whl", archive_info={"hash": "sha256=ab"}),
    ],
)
def test_what_only_this_machine_has_is_asked_for(kept: str) -> None:
    with pytest.raises(UnusableError, match="--install"):
        requirement(kept)


@pytest.mark.parametrize(
    "kept",
    [
        record(WHEEL, archive_info={}),
        record(f"{WHEEL}?token=1"),
        record(WHEEL, archive_info={"hashes": {"md5": "x"}}),
        record(URL, vcs_info={"vcs": "git"}),
        record("https://git.example/$(id)", vcs_info=GIT),
        record("https://git.example/a b", vcs_info=GIT),
        record("https://[git.example/x", vcs_info=GIT),
        "[]",
        "null",
        "{",
    ],
)
def test_what_another_file_could_take_the_place_of_is_asked_for(kept: str) -> None:
    with pytest.raises(UnusableError, match="--install"):
        requirement(kept)


@pytest.mark.parametrize(
    "given",
    [
        "tracking-plan",
        RELEASE,
        PINNED,
        WHEEL,
        "tracking-plan[all] >=0.1, <2",
        "tracking_plan~=0.1.0",
        f"{WHEEL}#sha256=ab",
        f"git+{URL}@{COMMIT}",
        "git+ssh://git@git.example/x@v1",
        "./dist/tracking_plan-0.1.0-py3-none-any.whl",
        "tracking_plan-0.1.0-py3-none-any.whl",
        "../tracking-plan",
    ],
)
def test_what_pip_takes_may_be_installed(given: str) -> None:
    assert checked(f" {given} ") == given


@pytest.mark.parametrize(
    "given",
    [
        "tracking-plan ; rm -rf /",
        "tracking-plan && true",
        "tracking-plan other",
        "tracking-plan > x",
        "tracking-plan=0.1",
        "-r requirements.txt",
        "--pre",
        "https://a.example/x y",
        "a|b",
        "==1.0",
    ],
)
def test_what_is_no_requirement_is_refused(given: str) -> None:
    with pytest.raises(UnusableError, match="no requirement"):
        checked(given)


@pytest.mark.parametrize(
    "given", ["", " ", "a'b", 'a"b', "$(x)", "a\nb", "${{ secrets.X }}", "`x`"]
)
def test_what_would_act_in_a_workflow_is_refused(given: str) -> None:
    with pytest.raises(UnusableError):
        checked(given)


@pytest.mark.parametrize("kind", SNIPPETS)
@pytest.mark.parametrize("required", [RELEASE, PINNED])
@pytest.mark.parametrize("plan", [None, "team/shop/tracking-plan.yaml", "a b/plan.yaml"])
def test_a_snippet_is_yaml_that_does_what_is_wanted(
    kind: str, required: str, plan: str | None
) -> None:
    wanted = Wanted(install=required, plan=plan)
    content = yaml.safe_load(SNIPPETS[kind](wanted).text)
    named = f" --plan {plan}" if plan and " " not in plan else f" --plan '{plan}'" if plan else ""
    if kind == "pre-commit":
        (hook,) = content["repos"][0]["hooks"]
        assert hook["additional_dependencies"] == [required]
        assert hook["entry"] == f"tracking-plan check{named}"
        return
    steps = (
        [step.get("run") for step in content["jobs"]["check"]["steps"]]
        if kind == "github"
        else content["tracking-plan"]["script"]
    )
    quoted = required if " " not in required else f"'{required}'"
    assert f"python -m pip install {quoted}" in steps
    assert any(str(step).startswith(f"tracking-plan check{named} --format") for step in steps)


def test_what_is_compared_is_fetched() -> None:
    """Without the commit that a pull request starts from, `check` can compare with nothing."""
    wanted = Wanted(install=RELEASE)
    github = yaml.safe_load(SNIPPETS["github"](wanted).text)
    checkout = github["jobs"]["check"]["steps"][0]
    assert checkout["uses"].startswith("actions/checkout@")
    assert checkout["with"] == {"fetch-depth": 0}
    assert {"pull_request", "merge_group"} <= github[True].keys()  # YAML 1.1 reads `on` so
    gitlab = yaml.safe_load(SNIPPETS["gitlab"](wanted).text)["tracking-plan"]
    assert gitlab["variables"] == {"GIT_DEPTH": "0"}
    assert any("merge_request_event" in rule["if"] for rule in gitlab["rules"])
