"""What CI services say about a pull request."""

import pytest

from tracking_plan.registry.bases.ci_base import ci_base

MAIN = ("origin/main", "main")


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
        ({"CI_MERGE_REQUEST_DIFF_BASE_SHA": "--upload-pack=x"}, None),
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
        ({"GITHUB_BASE_REF": "-x"}, None),
        ({"CIRCLECI": "true", "CIRCLE_BRANCH": "topic"}, None),
        ({}, None),
    ],
)
def test_pull_requests(
    variables: dict[str, str], expected: tuple[str, tuple[str, ...]] | None
) -> None:
    assert ci_base({"HOME": "/root", **variables}) == expected
