"""What a pull request is compared with, by the variables that CI services set."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

Variables = Mapping[str, str]
_BRANCH = "refs/heads/"


class CiBase(NamedTuple):
    """A CI service by its name, and the revisions to compare with, the best one first."""

    ci: str
    revisions: tuple[str, ...]


def ci_base(variables: Variables) -> CiBase | None:
    """What to compare with in the pull request that a known CI service is looking at; else None."""
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


def _gitlab(variables: Variables) -> tuple[str, ...]:
    sha = variables.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")
    branch = _branch(variables.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"))
    return (*((sha,) if sha.isalnum() else ()), *branch)


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
