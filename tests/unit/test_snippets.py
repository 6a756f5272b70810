import json

import pytest
import yaml

from tracking_plan import __version__
from tracking_plan.cli.init.snippets import SNIPPETS, requirement

URL = "https://git.example/shop/tracking-plan"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
RELEASE = f"tracking-plan=={__version__}"
PINNED = f'"tracking-plan @ git+{URL}@{COMMIT}"'


def origin(url: str, **more: object) -> str:
    return json.dumps({"url": url, **more})


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (None, RELEASE),
        (origin(URL, vcs_info={"vcs": "git", "commit_id": COMMIT}), PINNED),
        (origin("file:///src", dir_info={"editable": True}), RELEASE),
        (origin("file:///src", vcs_info={"vcs": "git", "commit_id": COMMIT}), RELEASE),
        (origin("https://u:p@git.example/x", vcs_info={"commit_id": COMMIT}), RELEASE),
    ],
)
def test_the_version_that_runs_is_installed(kept: str | None, expected: str) -> None:
    assert requirement(kept) == expected


@pytest.mark.parametrize("kind", SNIPPETS)
@pytest.mark.parametrize("required", [RELEASE, PINNED])
def test_a_snippet_is_yaml_that_asks_for_it(kind: str, required: str) -> None:
    text = SNIPPETS[kind](required).text
    content = yaml.safe_load(text)
    assert "COMMIT" in text
    if kind == "pre-commit":
        assert content["repos"][0]["hooks"][0]["additional_dependencies"] == [required.strip('"')]
        return
    steps = (
        [step.get("run") for step in content["jobs"]["check"]["steps"]]
        if kind == "github"
        else content["tracking-plan"]["script"]
    )
    assert f"python -m pip install {required}" in steps
