"""Events that are posted to an API without an SDK."""

from pathlib import Path

import pytest

from tracking_plan.usage.facts.call import Call, Method
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project

URL = "https://api.altertable.ai/track"
BODY = "{'environment': 'p', 'event': 'A', 'properties': {'b': 1}, 'distinct_id': 'u'}"
JS_BODY = "{ environment: 'p', event: 'A', properties: { b: 1 }, distinct_id: 'u' }"
PYTHON = {
    "requests": f"import requests\nrequests.post('{URL}', json={BODY})",
    "a text": f"import json, requests\nrequests.post('{URL}?apiKey=k', data=json.dumps({BODY}))",
    "httpx, and a base": "import httpx\nBASE = 'https://api.altertable.ai'\n"
                         f"httpx.post(f'{{BASE}}/track', json={BODY})",
    "a client": f"import httpx\nwith httpx.Client() as c:\n    c.post('{URL}', json={BODY})",
    "by keyword": f"import requests\nrequests.post(url='{URL}', json={BODY})",
    "request": f"import requests\nrequests.request('POST', '{URL}', json={BODY})",
    "urllib": "import json\nfrom urllib.request import Request\n"
              f"Request('{URL}', data=json.dumps({BODY}).encode())",
    "a variable": f"import requests\nbody = {BODY}\nrequests.post('{URL}', json=body)",
    "an unknown host": "import os, requests\n"
                       f"requests.post(os.environ['X'] + '/track', json={BODY})",
    "one of a list": f"import requests\nrequests.post('{URL}', json=[{BODY}])",
    "posthog": "import requests\nrequests.post('https://eu.i.posthog.com/capture/', "
               "json={'api_key': 'k', 'event': 'A', 'properties': {'b': 1}})",
}  # fmt: skip
JAVASCRIPT = {
    "fetch": f"fetch('{URL}', {{ method: 'POST', body: JSON.stringify({JS_BODY}) }});",
    "a text before": f"const body = JSON.stringify({JS_BODY});\n"
                     f"fetch('{URL}', {{ method: 'POST', body }});",
    "options before": f"const o = {{ method: 'POST', body: JSON.stringify({JS_BODY}) }};\n"
                      f"fetch('{URL}', o);",
    "axios.post": f"import axios from 'axios';\naxios.post('{URL}', {JS_BODY});",
    "axios": f"import axios from 'axios';\naxios({{ url: '{URL}', data: {JS_BODY} }});",
    "ky": f"import ky from 'ky';\nky.post('{URL}', {{ json: {JS_BODY} }});",
    "a beacon": f"navigator.sendBeacon('{URL}', JSON.stringify({JS_BODY}));",
    "a blob": f"navigator.sendBeacon('{URL}', new Blob([JSON.stringify({JS_BODY})]));",
    "an unknown host": f"fetch(`${{process.env.X}}/track`, "
                       f"{{ method: 'POST', body: JSON.stringify({JS_BODY}) }});",
    "segment": "fetch('https://api.segment.io/v1/track', { method: 'POST', "
               "body: JSON.stringify({ userId: 'u', event: 'A', properties: { b: 1 } }) });",
}  # fmt: skip
OTHERS = {
    "a.py": f"import requests\nrequests.post('https://example.com/track', json={BODY})",
    "b.py": f"import requests\nrequests.get('{URL}', params={BODY})",
    "c.py": "import os, requests\n"
            "requests.post(os.environ['X'] + '/track', json={'event': 'A', 'properties': {}})",
    "d.py": f"import requests\nrequests.post('https://api.altertable.ai/tracks', json={BODY})",
    "e.py": f"import httpx\nhttpx.post('https://api.altertable.ai.example/track', json={BODY})",
    "f.ts": f"fetch('/api/track', {{ method: 'POST', body: JSON.stringify({JS_BODY}) }});",
    "g.ts": f"console.log('{URL}', {JS_BODY});",
    "h.ts": f"fetch('https://example.com/?to={URL}', {{ body: JSON.stringify({JS_BODY}) }});",
}  # fmt: skip


def scanned(folder: Path, name: str, text: str) -> Scan:
    """The calls in one file."""
    (folder / name).write_text(text)
    return scan_project(folder, cwd=folder)


def named(call: Call) -> tuple[list[str], list[str]]:
    """The events of a call, and the names of its properties."""
    return [e.name for e in call.events], [p.name for p in call.properties.properties]


@pytest.mark.parametrize("case", PYTHON)
def test_what_python_posts_is_a_call(tmp_path: Path, case: str) -> None:
    (call,) = scanned(tmp_path, "main.py", PYTHON[case]).calls
    assert named(call) == (["A"], ["b"])
    assert not call.is_doubtful


@pytest.mark.parametrize("case", JAVASCRIPT)
def test_what_javascript_posts_is_a_call(tmp_path: Path, case: str) -> None:
    (call,) = scanned(tmp_path, "main.ts", JAVASCRIPT[case]).calls
    assert named(call) == (["A"], ["b"])
    assert not call.is_doubtful


@pytest.mark.parametrize("name", OTHERS)
def test_what_goes_elsewhere_is_none(tmp_path: Path, name: str) -> None:
    assert scanned(tmp_path, name, OTHERS[name]).calls == ()


def test_each_item_of_a_batch_is_a_call(tmp_path: Path) -> None:
    items = "[{'event': 'A', 'properties': {'b': 1}}, *more, {'event': 'C', 'properties': {}}]"
    code = f"import httpx\ndef f(more):\n    httpx.post('{URL}', json={items})"
    calls = scanned(tmp_path, "a.py", code).calls
    assert [named(call) for call in calls] == [(["A"], ["b"]), ([], []), (["C"], [])]
    assert calls[1].dynamic is not None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.py", "import requests\ndef send(event, properties):\n    body = {'event': event, "
                 f"'properties': properties}}\n    requests.post('{URL}', json=body)\n"
                 "send('A', {'b': 1})\nsend('C', {})"),
        ("a.ts", "export const send = (event: string, properties: object) =>\n"
                 f"  fetch('{URL}', {{ body: JSON.stringify({{ event, properties }}) }});\n"
                 "send('A', { b: 1 });\nsend('C', {});"),
    ],
)  # fmt: skip
def test_a_function_that_posts_is_followed(tmp_path: Path, name: str, code: str) -> None:
    calls = [named(call) for call in scanned(tmp_path, name, code).calls if call.events]
    assert calls == [(["A"], ["b"]), (["C"], [])]


def test_a_body_that_is_not_seen_is_an_unknown_event(tmp_path: Path) -> None:
    code = f"import requests\nfrom queues import body\nrequests.post('{URL}', json=body)"
    (call,) = scanned(tmp_path, "a.py", code).calls
    assert (call.events, call.dynamic is None) == ((), False)


def test_the_other_paths_are_methods_of_their_own(tmp_path: Path) -> None:
    base = "https://api.altertable.ai"
    code = (
        f"axios.post('{base}/identify', {{ distinct_id: 'u', traits: {{ t: 1 }} }});\n"
        f"axios.post('{base}/alias', {{ distinct_id: 'u', new_user_id: 'v' }});"
    )
    calls = scanned(tmp_path, "a.ts", code).calls
    assert [call.method for call in calls] == [Method.IDENTIFY, Method.ALIAS]
    assert [p.name for p in calls[0].properties.properties] == ["t"]


@pytest.mark.parametrize("is_known", [True, False])
def test_other_keys_are_judged_only_where_the_host_is_known(tmp_path: Path, is_known: bool) -> None:
    host = "'https://api.altertable.ai'" if is_known else "process.env.X"
    body = "{ environment: 'p', event: 'A', properties: {}, app: 'x' }"
    code = f"fetch(`${{{host}}}/track`, {{ body: JSON.stringify({body}) }});"
    (call,) = scanned(tmp_path, "a.ts", code).calls
    assert (call.options is not None) is is_known


def test_a_wrapper_that_is_called_like_a_function_of_a_library_is_followed(tmp_path: Path) -> None:
    (tmp_path / "api.ts").write_text(
        "import { altertable } from '@altertable/altertable-js';\n"
        "export const post = (name: string) => altertable.track(name, { b: 1 });\n"
    )
    code = "import { post } from './api';\npost('A');"
    calls = scanned(tmp_path, "b.ts", code).calls
    assert (["A"], ["b"]) in [named(call) for call in calls]


ALIASES = {
    "a.ts": "import { track as post } from './w';\npost('A');",
    "b.ts": "import { altertable } from '@altertable/altertable-js';\n"
            "const request = altertable.track;\nrequest('A');",
    "c.ts": "import { altertable } from '@altertable/altertable-js';\n"
            "const { track: fetch } = altertable;\nfetch('A');",
    "d.py": "from altertable import Altertable\npost = Altertable('k').track\npost('A', u)",
    "e.py": "from altertable import Altertable\nclass S:\n    def __init__(self):\n"
            "        self.post = Altertable('k').track\n"
            "    def go(self, u):\n        self.post('A', u)",
}  # fmt: skip


@pytest.mark.parametrize("name", ALIASES)
def test_a_tracking_function_by_the_name_of_a_library_s_is_followed(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "w.ts").write_text(
        "import { altertable } from '@altertable/altertable-js';\n"
        "export const track = (n: string) => altertable.track(n);\n"
    )
    calls = scanned(tmp_path, name, ALIASES[name]).calls
    assert [one.name for call in calls for one in call.events] == ["A"]
