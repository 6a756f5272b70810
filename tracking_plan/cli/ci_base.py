"""What a pull request is compared with: CI services' variables, and GitHub's file of its event."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from tracking_plan.regular_file import MAX_BYTES, read_regular

Variables = Mapping[str, str]
_BRANCH = "refs/heads/"


class CiBase(NamedTuple):
    """A CI service by its name, and the revisions to compare with, the best one first.

    `lacks` says why there are none, although it is a pull request that is looked at.
    """

    ci: str
    revisions: tuple[str, ...]
    lacks: str = ""


class _Service(NamedTuple):
    """What a CI service sets for a pull request, as its documentation has it.

    One of `requests` says that there is one, unless its text is empty or `false`; with `events`,
    that has to begin so. The base stands in `commits` and `branches`, the best one first.
    """

    requests: tuple[str, ...]
    branches: tuple[str, ...] = ()
    commits: tuple[str, ...] = ()
    events: Mapping[str, str] = MappingProxyType({})

    def is_asked(self, variables: Variables) -> bool:
        """Whether a pull request is looked at."""
        is_named = any(variables.get(one, "") not in ("", "false") for one in self.requests)
        return is_named or any(
            variables.get(name, "").startswith(begin) for name, begin in self.events.items()
        )

    def revisions(self, variables: Variables) -> tuple[str, ...]:
        """What the pull request starts from; nothing where the service does not say."""
        commits = (_commit(variables.get(name)) for name in self.commits)
        branches = (_branch(variables.get(name)) for name in self.branches)
        found = (one for each in (*commits, *branches) for one in each)
        return tuple(dict.fromkeys(found))


def ci_base(variables: Variables) -> CiBase | None:
    """What to compare with in the pull request that a known CI service is looking at; else None.

    A merge queue looks at pull requests, too.
    """
    if variables.get("GITHUB_EVENT_NAME") == "merge_group":
        lacks = "the event of GitHub's merge queue (GITHUB_EVENT_PATH) names no base"
        return CiBase("GitHub Actions", _merge_group(variables.get("GITHUB_EVENT_PATH")), lacks)
    asked = [
        CiBase(ci, one.revisions(variables), _lacks(ci, one))
        for ci, one in _SERVICES.items()
        if one.is_asked(variables)
    ]
    return next((one for one in asked if one.revisions), asked[0] if asked else None)


def _lacks(ci: str, service: _Service) -> str:
    """Why nothing is known to compare with."""
    names = " and ".join((*service.commits, *service.branches))
    return f"{ci} names no base: {names} is not set" if names else f"{ci} names no base"


def _branch(name: str | None) -> tuple[str, ...]:
    """A branch of the repository that was cloned, or the same branch here."""
    branch = (name or "").removeprefix(_BRANCH)
    return (f"origin/{branch}", branch) if branch and not branch.startswith("-") else ()


def _merge_group(path: str | None) -> tuple[str, ...]:
    """The commit and the branch that a merge queue starts from, by the file of its event."""
    event = _json(path).get("merge_group")
    if not isinstance(event, dict):
        return ()
    sha, branch = event.get("base_sha"), event.get("base_ref")
    return (*_commit(sha), *_branch(branch if isinstance(branch, str) else None))


def _json(path: str | None) -> dict[str, Any]:
    """The object in a file; an empty one where there is none."""
    try:
        content = read_regular(Path(path or ""))
        found = json.loads(content) if len(content) <= MAX_BYTES else None
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _commit(sha: object) -> tuple[str, ...]:
    return (sha,) if isinstance(sha, str) and sha.isascii() and sha.isalnum() else ()


_SERVICES: Mapping[str, _Service] = {
    "GitHub Actions": _Service(
        ("GITHUB_BASE_REF",), ("GITHUB_BASE_REF",), events={"GITHUB_EVENT_NAME": "pull_request"}
    ),
    "GitLab": _Service(
        (
            *("CI_MERGE_REQUEST_IID", "CI_MERGE_REQUEST_DIFF_BASE_SHA"),
            *("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_EXTERNAL_PULL_REQUEST_IID"),
        ),
        (
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
            "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME",
        ),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA"),
    ),
    "Bitbucket": _Service(
        ("BITBUCKET_PR_ID", "BITBUCKET_PR_DESTINATION_BRANCH"),
        ("BITBUCKET_PR_DESTINATION_BRANCH",),
    ),
    "Azure Pipelines": _Service(
        ("SYSTEM_PULLREQUEST_PULLREQUESTID", "SYSTEM_PULLREQUEST_TARGETBRANCH"),
        ("SYSTEM_PULLREQUEST_TARGETBRANCH",),
    ),
    "Jenkins": _Service(
        ("CHANGE_ID", "CHANGE_TARGET", "ghprbPullId"), ("CHANGE_TARGET", "ghprbTargetBranch")
    ),
    "Buildkite": _Service(
        ("BUILDKITE_PULL_REQUEST", "BUILDKITE_PULL_REQUEST_BASE_BRANCH"),
        ("BUILDKITE_PULL_REQUEST_BASE_BRANCH",),
    ),
    "Drone": _Service(
        ("DRONE_PULL_REQUEST",),
        ("DRONE_TARGET_BRANCH", "DRONE_COMMIT_BRANCH", "DRONE_BRANCH"),
        events={"DRONE_BUILD_EVENT": "pull_request"},
    ),
    "Woodpecker": _Service(
        ("CI_COMMIT_PULL_REQUEST",),
        ("CI_COMMIT_TARGET_BRANCH",),
        events={"CI_PIPELINE_EVENT": "pull_request"},
    ),
    "Travis": _Service(("TRAVIS_PULL_REQUEST",), ("TRAVIS_BRANCH",)),
    "CircleCI": _Service(("CIRCLE_PULL_REQUEST", "CIRCLE_PULL_REQUESTS", "CIRCLE_PR_NUMBER")),
    "Cirrus CI": _Service(("CIRRUS_PR",), ("CIRRUS_BASE_BRANCH",), ("CIRRUS_BASE_SHA",)),
    "AppVeyor": _Service(("APPVEYOR_PULL_REQUEST_NUMBER",), ("APPVEYOR_REPO_BRANCH",)),
    "Semaphore": _Service(
        ("SEMAPHORE_GIT_PR_NUMBER",),
        ("SEMAPHORE_GIT_BRANCH",),
        events={"SEMAPHORE_GIT_REF_TYPE": "pull-request"},
    ),
    "Bitrise": _Service(("BITRISE_PULL_REQUEST",), ("BITRISEIO_GIT_BRANCH_DEST",)),
    "AWS CodeBuild": _Service(
        (),
        ("CODEBUILD_WEBHOOK_BASE_REF",),
        events={"CODEBUILD_WEBHOOK_TRIGGER": "pr/"},
    ),
}  # of two that set the same variables, the first counts
