"""A module of an SDK may be called as one of the project: then it is the project's."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracking_plan.usage.scan import scan_project

OWN = "def track(user, event, properties=None):\n    post(event)\n"

USES = {
    "module": "import analytics\n\nanalytics.track('u', 'A', {'b': 1})\n",
    "other name": "import analytics as segment\n\nsegment.track('u', 'A', {'b': 1})\n",
    "keywords": "import analytics\n\nanalytics.track(user_id='u', event='A', properties={})\n",
    "function": "from analytics import track\n\ntrack('u', 'A', {'b': 1})\n",
    "client": "from analytics import Client\n\nClient('k').track('u', 'A', {'b': 1})\n",
    "in a function": "def f():\n    import analytics\n\n    analytics.track('u', 'A', {'b': 1})\n",
}
OWNERS = {
    "module": "analytics.py",
    "package": "analytics/__init__.py",
    "beside": "app/analytics.py",
    "package elsewhere": "libs/analytics/__init__.py",
}


def _events(folder: Path, files: Mapping[str, str]) -> list[str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    calls = scan_project(folder, cwd=folder).calls
    return [event.name for call in calls for event in call.events]


@pytest.mark.parametrize("form", USES)
def test_the_module_is_the_sdks_where_there_is_no_other(form: str, tmp_path: Path) -> None:
    assert _events(tmp_path, {"app/use.py": USES[form]}) == ["A"]


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("form", USES)
def test_a_module_of_the_project_is_its_own(form: str, owner: str, tmp_path: Path) -> None:
    files = {"app/use.py": USES[form], "app/__init__.py": "", OWNERS[owner]: OWN}
    assert _events(tmp_path, files) == []


def test_javascript_has_no_such_module(tmp_path: Path) -> None:
    code = "import analytics from 'analytics';\nanalytics.track('A', {});\n"
    assert _events(tmp_path, {"use.ts": code}) == []
