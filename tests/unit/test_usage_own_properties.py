"""Properties that mean something to an SDK need no place in the plan."""

from pathlib import Path

import pytest
from process import run

PLAN = """tracking_plan: 1
name: t
events:
  A:
    description: It happened.
    properties:
      b: {type: integer, required: true, description: b.}
      ip: {type: string, description: Of the office.}
"""
MIXPANEL = "import mixpanel from 'mixpanel';\n"
FIREBASE = "import { getAnalytics, logEvent } from 'firebase/analytics';\n"
POST = "import requests\nrequests.post('https://app.posthog.com/capture/', json={'event': 'A', "
HELD = (
    "import requests\nclass Client:\n    def capture(self, uid, event, props):\n"
    "        requests.post('https://eu.i.posthog.com/capture/',\n"
    "            json={'event': event, 'properties': {'distinct_id': uid, **props}})\n"
)
PYTHON = "from mixpanel import Mixpanel\nmp = Mixpanel('t')\n"
CASES = [
    ("a.js", MIXPANEL + "mixpanel.track('A', { distinct_id: 'u', time: 1, b: 1 });", []),
    ("a.js", MIXPANEL + "mixpanel.track('A', { b: 1, distinctId: 'u' });", ["U201"]),
    ("a.js", MIXPANEL + "mixpanel.track('A', { b: 1, ip: 7 });", ["U203"]),
    ("a.ts", FIREBASE + "logEvent(getAnalytics(), 'A', { b: 1, send_to: 'x' });", []),
    ("a.ts", FIREBASE + "logEvent(getAnalytics(), 'A', { b: 1, time: 1 });", ["U201"]),
    ("a.py", PYTHON + "mp.track('u', 'A', {'b': 1, 'time': 3, 'token': 't'})", []),
    ("a.py", PYTHON + "mp.track('u', 'A', {'token': 't'})", ["U202"]),
    ("a.py", POST + "'properties': {'distinct_id': 'u', 'token': 't', 'b': 1}})", []),
    ("a.py", POST + "'properties': {'distinct_id': 'u', 'id': 't', 'b': 1}})", ["U201"]),
    ("a.py", HELD + "client = Client()\nclient.capture('u', 'A', {'b': 1})", []),
    ("a.py", HELD + "client = Client()\nclient.capture('u', 'A', {})", ["U202"]),
]


@pytest.mark.parametrize(("file", "code", "found"), CASES)
def test_an_sdks_own_properties_are_no_unknown_ones(
    tmp_path: Path, file: str, code: str, found: list[str]
) -> None:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN)
    (tmp_path / file).write_text(code + "\n")
    lines = run("usage", "--format", "concise", cwd=tmp_path).stdout.splitlines()
    assert [line.split(" ")[1] for line in lines if line.startswith("a.")] == found
