"""What a pull request is compared with, by the variables that CI services set."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
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


def ci_base(variables: Variables) -> CiBase | None:
    """What to compare with in the pull request that a known CI service is looking at; else None.

    A merge queue looks at pull requests, too.
    """
    if variables.get("GITHUB_EVENT_NAME") == "merge_group":
        lacks = "the event of GitHub's merge queue (GITHUB_EVENT_PATH) names no base"
        return CiBase("GitHub Actions", _merge_group(variables.get("GITHUB_EVENT_PATH")), lacks)
    for ci, read in _SERVICES.items():
        revisions = read(variables)
        if revisions:
            return CiBase(ci, revisions)
    return None


def _branch(name: str | None) -> tuple[str, ...]:
    """A branch of the repository that was cloned, or the same branch here."""
    branch = (name or "").removeprefix(_BRANCH)
    return (f"origin/{branch}", branch) if branch and not branch.startswith("-") else ()


def _in(variable: str) -> Callable[[Variables], tuple[str, ...]]:
    """Reads a branch from a variable that is set for pull requests only."""
    return lambda variables: _branch(variables.get(variable))


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


def _gitlab(variables: Variables) -> tuple[str, ...]:
    sha = variables.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")
    branch = _branch(variables.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"))
    return (*_commit(sha), *branch)


def _drone(variables: Variables) -> tuple[str, ...]:
    is_request = variables.get("DRONE_BUILD_EVENT") == "pull_request"
    return _branch(variables.get("DRONE_TARGET_BRANCH")) if is_request else ()


def _travis(variables: Variables) -> tuple[str, ...]:
    is_request = variables.get("TRAVIS_PULL_REQUEST", "false") not in ("", "false")
    return _branch(variables.get("TRAVIS_BRANCH")) if is_request else ()


_SERVICES: Mapping[str, Callable[[Variables], tuple[str, ...]]] = {
    "GitHub Actions": _in("GITHUB_BASE_REF"),
    "GitLab": _gitlab,
    "Bitbucket": _in("BITBUCKET_PR_DESTINATION_BRANCH"),
    "Azure Pipelines": _in("SYSTEM_PULLREQUEST_TARGETBRANCH"),
    "Jenkins": _in("CHANGE_TARGET"),
    "Buildkite": _in("BUILDKITE_PULL_REQUEST_BASE_BRANCH"),
    "Drone": _drone,
    "Travis": _travis,
}
