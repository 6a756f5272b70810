"""The files that run tracking-plan in CI and before commits."""

import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a snippet is to do: `install` is a requirement, `plan` a path from where it runs.

    `plan` is None where it is found without being named. `branch` is what changes are merged into.
    """

    install: str
    plan: str | None = None
    branch: str = "main"

    @property
    def check(self) -> str:
        """The command line, for a shell."""
        named = ("--plan", self.plan) if self.plan is not None else ()
        return shlex.join(("tracking-plan", "check", *named))


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A file's path in the repository and its text; `part` is what to add where it exists."""

    path: str
    text: str
    part: str


def _github(wanted: Wanted) -> Snippet:
    text = f"""\
name: tracking plan
on:
  pull_request:
  merge_group:
  push:
    branches: [{wanted.branch}]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0  # versions are compared with the pull request's base
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install {shlex.quote(wanted.install)}
      - run: {wanted.check} --format github --format markdown="$GITHUB_STEP_SUMMARY"
"""
    return Snippet(path=".github/workflows/tracking-plan.yml", text=text, part=text)


def _gitlab(wanted: Wanted) -> Snippet:
    # The slim image has no git, which pip needs for a commit.
    text = f"""\
tracking-plan:
  image: python:3.12
  variables:
    GIT_DEPTH: "0"  # versions are compared with the merge request's base
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - python -m pip install {shlex.quote(wanted.install)}
    - {wanted.check} --format text --format gitlab=tracking-plan-report.json
  artifacts:
    when: always
    reports:
      codequality: tracking-plan-report.json
"""
    return Snippet(path=".gitlab-ci.yml", text=text, part=text)


def _pre_commit(wanted: Wanted) -> Snippet:
    part = f"""\
  - repo: local
    hooks:
      - id: tracking-plan-check
        name: tracking-plan check
        entry: {wanted.check}
        language: python
        additional_dependencies: [{json.dumps(wanted.install)}]
        pass_filenames: false
        always_run: true
"""
    return Snippet(path=".pre-commit-config.yaml", text=f"repos:\n{part}", part=part)


SNIPPETS: Mapping[str, Callable[[Wanted], Snippet]] = {
    "github": _github,
    "gitlab": _gitlab,
    "pre-commit": _pre_commit,
}
