"""The files that run tracking-plan in CI and before commits."""

from dataclasses import dataclass

from tracking_plan import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A file's path in the repository and its text; `part` is what to add where it exists."""

    path: str
    text: str
    part: str


_GITHUB = f"""\
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
      - run: python -m pip install tracking-plan=={__version__}
      - run: tracking-plan check --format github --format markdown="$GITHUB_STEP_SUMMARY"
"""

_GITLAB = f"""\
tracking-plan:
  image: python:3.12-slim
  script:
    - python -m pip install tracking-plan=={__version__}
    - tracking-plan check --format text --format gitlab=tracking-plan-report.json
  artifacts:
    when: always
    reports:
      codequality: tracking-plan-report.json
"""

_PRE_COMMIT = f"""\
  - repo: local
    hooks:
      - id: tracking-plan-check
        name: tracking-plan check
        entry: tracking-plan check
        language: python
        additional_dependencies: [tracking-plan=={__version__}]
        pass_filenames: false
        always_run: true
"""

SNIPPETS = {
    "github": Snippet(path=".github/workflows/tracking-plan.yml", text=_GITHUB, part=_GITHUB),
    "gitlab": Snippet(path=".gitlab-ci.yml", text=_GITLAB, part=_GITLAB),
    "pre-commit": Snippet(
        path=".pre-commit-config.yaml", text=f"repos:\n{_PRE_COMMIT}", part=_PRE_COMMIT
    ),
}
