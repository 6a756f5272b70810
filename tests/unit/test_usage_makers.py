"""A variable that has what `useMixpanel()` gives is as good as one that is called `mixpanel`."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracking_plan.usage.scan import scan_project

HOOK = "export function useMixpanel() { const app = useApp(); return app.$mixpanel(); }\n"

KNOWN = {
    "hook": "const mp = useMixpanel();\nmp.track('A');",
    "getter": "const mp = getMixpanel();\nmp.track('A');",
    "member": "const mp = services.getMixpanel();\nmp.track('A');",
    "own hook": "import { useMixpanel } from './hook';\nconst mp = useMixpanel();\nmp.track('A');",
    "awaited": "async function f() { const mp = await getMixpanel(); mp.track('A'); }",
    "of two words": "const ph = usePosthog();\nph.capture('A');",
    "capitals": "const ph = usePostHog();\nph.capture('A');",
    "altertable": "const client = getAltertableClient();\nclient.track('A');",
    "in a function": "function f() { const mp = useMixpanel(); mp?.track('A'); }",
}
UNKNOWN = {
    "another": "const mp = useThing();\nmp.track('A');",
    "longer": "const mp = useMixpanelSettings();\nmp.track('A');",
    "no maker": "const mp = mixpanelish();\nmp.track('A');",
    "used up": "const mp = reuseMixpanel();\nmp.track('A');",
    "typed": "const mp: Log = useMixpanel();\nmp.track('A');",
    "its property": "const mp = useMixpanel().log;\nmp.track('A');",
    "of the project": "const useMixpanel = () => ({ track(n) { post(n); } });\n"
                      "const mp = useMixpanel();\nmp.track('A');",
    "class of the project": "class Log { track(n) { post(n); } }\n"
                            "function useMixpanel() { return new Log(); }\n"
                            "const mp = useMixpanel();\nmp.track('A');",
    "one of two": "let mp = useMixpanel();\nif (x) mp = other();\nmp.track('A');",
}  # fmt: skip
PYTHON = {
    "getter": "mp = get_mixpanel()\nmp.track('u', 'A')\n",
    "in a function": "def f():\n    ph = get_posthog()\n    ph.capture('A', distinct_id='u')\n",
    "member": "mp = services.get_mixpanel()\nmp.track('u', 'A')\n",
}


def _events(folder: Path, files: Mapping[str, str]) -> list[str]:
    for name, text in files.items():
        (folder / name).write_text(text)
    found = scan_project(folder, cwd=folder).calls
    return [event.name for call in found for event in call.events]


@pytest.mark.parametrize("form", KNOWN)
def test_what_a_function_gives_is_known_by_its_name(form: str, tmp_path: Path) -> None:
    assert _events(tmp_path, {"hook.ts": HOOK, "use.ts": KNOWN[form]}) == ["A"]


@pytest.mark.parametrize("form", PYTHON)
def test_what_a_function_gives_is_known_in_python(form: str, tmp_path: Path) -> None:
    assert _events(tmp_path, {"use.py": PYTHON[form]}) == ["A"]


@pytest.mark.parametrize("form", UNKNOWN)
def test_what_other_functions_give_is_not(form: str, tmp_path: Path) -> None:
    assert _events(tmp_path, {"hook.ts": HOOK, "use.ts": UNKNOWN[form]}) == []
