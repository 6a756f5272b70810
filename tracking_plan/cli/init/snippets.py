"""The files that run tracking-plan in CI and before commits."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from urllib.parse import urlsplit

from tracking_plan import __version__

_NAME = "tracking-plan"
_FROM_GIT = f'"{_NAME} @ git+https://HOST/OWNER/{_NAME}@COMMIT"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A file's path in the repository and its text; `part` is what to add where it exists."""

    path: str
    text: str
    part: str


def snippet(kind: str) -> Snippet:
    """The file of that kind, one of `SNIPPETS`, with the version that is running now."""
    return SNIPPETS[kind](requirement(_origin()))


def requirement(origin: str | None) -> str:
    """What pip is to install for the version that runs now, in quotes where a shell needs them.

    `origin` is what pip has kept of an installation from elsewhere than a registry (PEP 610).
    """
    found = json.loads(origin) if origin else {}
    commit, url = found.get("vcs_info", {}).get("commit_id"), urlsplit(found.get("url", ""))
    if commit and url.scheme == "https" and "@" not in url.netloc:  # no user, no password
        return f'"{_NAME} @ git+{url.geturl()}@{commit}"'
    return f"{_NAME}=={__version__}"


def _origin() -> str | None:
    try:
        return distribution(_NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        return None


def _github(required: str) -> Snippet:
    text = f"""\
name: tracking plan
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      # Or a commit: {_FROM_GIT}
      - run: python -m pip install {required}
      - run: tracking-plan check --format github --format markdown="$GITHUB_STEP_SUMMARY"
"""
    return Snippet(path=".github/workflows/tracking-plan.yml", text=text, part=text)


def _gitlab(required: str) -> Snippet:
    # The slim image has no git, which pip needs for a commit.
    text = f"""\
tracking-plan:
  image: python:3.12
  script:
    # Or a commit: {_FROM_GIT}
    - python -m pip install {required}
    - tracking-plan check --format text --format gitlab=tracking-plan-report.json
  artifacts:
    when: always
    reports:
      codequality: tracking-plan-report.json
"""
    return Snippet(path=".gitlab-ci.yml", text=text, part=text)


def _pre_commit(required: str) -> Snippet:
    part = f"""\
  - repo: local
    hooks:
      - id: tracking-plan-check
        name: tracking-plan check
        entry: tracking-plan check
        language: python
        # Or a commit: {_FROM_GIT}
        additional_dependencies: [{required}]
        pass_filenames: false
        always_run: true
"""
    return Snippet(path=".pre-commit-config.yaml", text=f"repos:\n{part}", part=part)


SNIPPETS: Mapping[str, Callable[[str], Snippet]] = {
    "github": _github,
    "gitlab": _gitlab,
    "pre-commit": _pre_commit,
}
