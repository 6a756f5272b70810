"""What CI services say about a pull request."""

import json
import os
from pathlib import Path

import pytest

from tracking_plan.cli.ci_base import ci_base
from tracking_plan.regular_file import MAX_BYTES

MAIN = ("origin/main", "main")
EXTERNAL = "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"
CODEBUILD = "CODEBUILD_WEBHOOK_BASE_REF"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"GITHUB_BASE_REF": "main"}, ("GitHub Actions", MAIN)),
        ({"GITHUB_BASE_REF": "release/2"}, ("GitHub Actions", ("origin/release/2", "release/2"))),
        ({"GITHUB_BASE_REF": "", "GITHUB_ACTIONS": "true"}, None),
        ({"CI_MERGE_REQUEST_DIFF_BASE_SHA": "1a2b"}, ("GitLab", ("1a2b",))),
        ({"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}, ("GitLab", MAIN)),
        (
            {
                "CI_MERGE_REQUEST_DIFF_BASE_SHA": "1a2b",
                "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            },
            ("GitLab", ("1a2b", *MAIN)),
        ),
        ({"CI_MERGE_REQUEST_DIFF_BASE_SHA": "--upload-pack=x"}, ("GitLab", ())),
        (
            {"CI_EXTERNAL_PULL_REQUEST_IID": "7"} | {EXTERNAL: "main"},
            ("GitLab", MAIN),
        ),
        ({"CI_MERGE_REQUEST_IID": "7"}, ("GitLab", ())),
        ({"BITBUCKET_PR_DESTINATION_BRANCH": "main"}, ("Bitbucket", MAIN)),
        ({"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"}, ("Azure Pipelines", MAIN)),
        ({"SYSTEM_PULLREQUEST_TARGETBRANCH": "main"}, ("Azure Pipelines", MAIN)),
        ({"CHANGE_TARGET": "main"}, ("Jenkins", MAIN)),
        ({"BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main"}, ("Buildkite", MAIN)),
        ({"BUILDKITE_PULL_REQUEST_BASE_BRANCH": ""}, None),
        ({"DRONE_BUILD_EVENT": "pull_request", "DRONE_TARGET_BRANCH": "main"}, ("Drone", MAIN)),
        ({"DRONE_BUILD_EVENT": "push", "DRONE_TARGET_BRANCH": "main"}, None),
        ({"TRAVIS_PULL_REQUEST": "12", "TRAVIS_BRANCH": "main"}, ("Travis", MAIN)),
        ({"TRAVIS_PULL_REQUEST": "false", "TRAVIS_BRANCH": "main"}, None),
        ({"TRAVIS_BRANCH": "main"}, None),
        ({"GITHUB_BASE_REF": "-x"}, ("GitHub Actions", ())),
        ({"GITHUB_EVENT_NAME": "pull_request_target"}, ("GitHub Actions", ())),
        ({"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main"}, None),
        ({"BITBUCKET_PR_ID": "3"}, ("Bitbucket", ())),
        ({"CHANGE_ID": "3"}, ("Jenkins", ())),
        ({"ghprbPullId": "3", "ghprbTargetBranch": "main"}, ("Jenkins", MAIN)),
        ({"BUILDKITE_PULL_REQUEST": "3"}, ("Buildkite", ())),
        ({"BUILDKITE_PULL_REQUEST": "false"}, None),
        ({"DRONE_PULL_REQUEST": "3", "DRONE_TARGET_BRANCH": "main"}, ("Drone", MAIN)),
        ({"DRONE_PULL_REQUEST": "3", "DRONE_COMMIT_BRANCH": "main"}, ("Drone", MAIN)),
        ({"DRONE_BUILD_EVENT": "pull_request"}, ("Drone", ())),
        ({"DRONE_BRANCH": "main", "DRONE_COMMIT_BRANCH": "main"}, None),
        (
            {"CI_PIPELINE_EVENT": "pull_request", "CI_COMMIT_TARGET_BRANCH": "main"},
            ("Woodpecker", MAIN),
        ),
        ({"CI_PIPELINE_EVENT": "push", "CI_COMMIT_BRANCH": "main"}, None),
        ({"CIRCLECI": "true", "CIRCLE_BRANCH": "topic"}, None),
        ({"CIRCLECI": "true", "CIRCLE_PULL_REQUEST": "https://x.example/7"}, ("CircleCI", ())),
        ({"CIRCLECI": "true", "CIRCLE_PR_NUMBER": "7"}, ("CircleCI", ())),
        ({"CIRRUS_PR": "7", "CIRRUS_BASE_BRANCH": "main"}, ("Cirrus CI", MAIN)),
        (
            {"CIRRUS_PR": "7", "CIRRUS_BASE_BRANCH": "main", "CIRRUS_BASE_SHA": "1a2b"},
            ("Cirrus CI", ("1a2b", *MAIN)),
        ),
        ({"CIRRUS_BRANCH": "main"}, None),
        (
            {"APPVEYOR_PULL_REQUEST_NUMBER": "7", "APPVEYOR_REPO_BRANCH": "main"},
            ("AppVeyor", MAIN),
        ),
        ({"APPVEYOR_REPO_BRANCH": "main"}, None),
        (
            {"SEMAPHORE_GIT_REF_TYPE": "pull-request", "SEMAPHORE_GIT_BRANCH": "main"},
            ("Semaphore", MAIN),
        ),
        ({"SEMAPHORE_GIT_REF_TYPE": "branch", "SEMAPHORE_GIT_BRANCH": "main"}, None),
        ({"BITRISE_PULL_REQUEST": "7", "BITRISEIO_GIT_BRANCH_DEST": "main"}, ("Bitrise", MAIN)),
        ({"BITRISE_GIT_BRANCH": "main"}, None),
        (
            {"CODEBUILD_WEBHOOK_TRIGGER": "pr/7"} | {CODEBUILD: "refs/heads/main"},
            ("AWS CodeBuild", MAIN),
        ),
        ({"CODEBUILD_WEBHOOK_TRIGGER": "branch/main"}, None),
        ({}, None),
    ],
)
def test_pull_requests(
    variables: dict[str, str], expected: tuple[str, tuple[str, ...]] | None
) -> None:
    found = ci_base({"HOME": "/root", **variables})
    assert (found[:2] if found is not None else None) == expected
    if found is not None and not found.revisions:
        assert found.lacks.startswith(f"{found.ci} names no base")


QUEUE = {"GITHUB_EVENT_NAME": "merge_group", "GITHUB_BASE_REF": ""}
SHA = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ({"base_sha": SHA, "base_ref": "refs/heads/main"}, (SHA, *MAIN)),
        ({"base_sha": SHA}, (SHA,)),
        ({"base_ref": "refs/heads/release/2"}, ("origin/release/2", "release/2")),
        ({"base_sha": "--upload-pack=x", "base_ref": "refs/heads/-x"}, ()),
        ({"base_sha": 7, "base_ref": ["main"]}, ()),
        ({}, ()),
    ],
)
def test_a_merge_queue(tmp_path: Path, group: dict[str, object], expected: tuple[str, ...]) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"action": "checks_requested", "merge_group": group}))
    found = ci_base({**QUEUE, "GITHUB_EVENT_PATH": str(event)})
    assert found is not None
    assert found[:2] == ("GitHub Actions", expected)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"merge_group": []}', "[" * 90_000, "\ud800"])
def test_an_event_that_says_nothing_is_one_of_a_merge_queue(tmp_path: Path, text: str) -> None:
    event = tmp_path / "event.json"
    event.write_bytes(text.encode("utf-8", "surrogatepass"))
    for path in (str(event), str(tmp_path), str(tmp_path / "none"), "", "\0"):
        found = ci_base({**QUEUE, "GITHUB_EVENT_PATH": path})
        assert found is not None
        assert not found.revisions
        assert "merge queue" in found.lacks
    assert ci_base(QUEUE) == found


def test_an_event_is_a_regular_file_of_limited_size(tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    os.mkfifo(event)  # reading it would wait for ever
    assert not _revisions(event)
    event.unlink()
    whole = json.dumps({"merge_group": {"base_sha": SHA}})
    event.write_text(whole.ljust(MAX_BYTES))
    assert _revisions(event) == (SHA,)
    event.write_text(whole.ljust(MAX_BYTES + 1))
    assert not _revisions(event)


def _revisions(event: Path) -> tuple[str, ...]:
    found = ci_base({**QUEUE, "GITHUB_EVENT_PATH": str(event)})
    assert found is not None
    return found.revisions
