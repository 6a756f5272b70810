"""Adapters with `from`: the function of that name in that module, under whatever local name."""

from datetime import date
from pathlib import Path

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project

PY_FILES = {
    "api/__init__.py": "",
    "api/tele.py": "def record_event(name, data=None): ...\nclass Client: ...\n",
    "api/other.py": "def record_event(name, data=None): ...\ndef rec(name): ...\n",
    "api/facade.py": "from api.tele import record_event\n"
    "from api.tele import record_event as record\nnote = record_event\n",
    "api/all.py": "from api.tele import *\n",
}
TS_FILES = {
    "src/t.ts": "export function track(name: string, p?: object) {}\nexport default track;\n",
    "src/whole.ts": "export default function track(name: string) {}\n",
    "src/v.ts": "export function track(n: string) {}\nexport function tr(n: string) {}\n",
    "src/index.ts": "export * from './t';\n",
    "src/named.ts": "export { track as tr } from './t';\n",
    "src/lib/index.ts": "export * from '../t';\nexport { track as sent } from '../t';\n"
    "export { default as whole } from '../t';\n",
}


def _events(folder: Path, files: dict[str, str], adapter: str) -> list[str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = load_text(f"tracking_plan: 1\nusage: {{adapters: [{adapter}]}}\n").plan
    assert loaded is not None
    scan = scan_project(folder, cwd=folder, plan=loaded)
    found = {one.code.id for one in judge_calls(loaded, scan, today=date(2026, 1, 1))}
    assert not scan.calls or "U902" not in found
    return [event.name for call in scan.calls for event in call.events]


@pytest.mark.parametrize("callee", ["record_event", "'*.record_event'", "api.tele.record_event"])
@pytest.mark.parametrize(
    "code",
    [
        "from api.other import record_event as rec\nrec('A')",
        "from api.other import rec\nrec('A')",
        "from api import other\nother.record_event('A')",
        "import api.other\napi.other.record_event('A')",
        "import api.tele\napi.other.record_event('A')",
        "from api.other import *\nrecord_event('A')",
        "from api.tele import other as record_event\nrecord_event('A')",
        "from api.tele import Client\nClient().other('A')",
        "import elsewhere.tele as tele\ntele.record_event('A')",
        "from api.facade import other\nother('A')",
        "from api.tele import record_event\ndef f(record_event):\n    record_event('A')",
        "def record_event(name): ...\nrecord_event('A')",
    ],
)
def test_another_function_is_another_in_python(tmp_path: Path, callee: str, code: str) -> None:
    adapter = f"{{name: t, callee: {callee}, from: api.tele, event: [0, name]}}"
    assert _events(tmp_path, {**PY_FILES, "api/use.py": code}, adapter) == []


def test_a_method_of_a_class_there_is_no_function(tmp_path: Path) -> None:
    code = "from api.tele import Client\nClient.record_event('A')\nClient().record_event('A')\n"
    adapter = "{name: t, callee: record_event, from: api.tele, event: 0}"
    assert _events(tmp_path, {**PY_FILES, "api/use.py": code}, adapter) == []


@pytest.mark.parametrize("callee", ["record_event", "'*.record_event'", "api.tele.record_event"])
@pytest.mark.parametrize(
    "code",
    [
        "from api.tele import record_event\nrecord_event('A')",
        "from api.tele import record_event as rec\nrec('A')",
        "from api.tele import record_event as rec\nsend = rec\nother = send\nother('A')",
        "def f():\n    from api.tele import record_event as rec\n    rec('A')",
        "from api import tele\ntele.record_event('A')",
        "from api import tele as t\nt.record_event('A')",
        "from . import tele\ntele.record_event('A')",
        "from .tele import record_event as rec\nrec('A')",
        "from api.tele import *\nrecord_event('A')",
        "import api.tele as t\nt.record_event('A')",
        "import api.tele\napi.tele.record_event('A')",
        "from api.facade import record_event\nrecord_event('A')",
        "from api.facade import record\nrecord('A')",
        "from api.facade import note\nnote('A')",
        "from api import facade\nfacade.record('A')",
        "from api.all import *\nrecord_event('A')",
        "from api.all import record_event as rec\nrec('A')",
    ],
)
def test_it_is_the_function_in_python(tmp_path: Path, callee: str, code: str) -> None:
    adapter = f"{{name: t, callee: {callee}, from: api.tele, event: [0, name]}}"
    assert _events(tmp_path, {**PY_FILES, "api/use.py": code}, adapter) == ["A"]


@pytest.mark.parametrize(
    "code",
    [
        "from acme.tele import record_event as rec\nrec('A')",
        "from acme import tele\ntele.record_event('A')",
        "from acme.tele import *\nrecord_event('A')",
        "import acme.tele as t\nt.record_event('A')",
        "import acme.tele\nacme.tele.record_event('A')",
    ],
)
def test_the_module_may_be_a_package_that_is_not_there(tmp_path: Path, code: str) -> None:
    adapter = "{name: t, callee: record_event, from: acme.tele, event: [0, name]}"
    assert _events(tmp_path, {"use.py": code}, adapter) == ["A"]


@pytest.mark.parametrize("callee", ["track", "'*.track'"])
@pytest.mark.parametrize("origin", ["src/t", "./src/t", "@/t"])
@pytest.mark.parametrize(
    "code",
    [
        "import { track as tr } from './v'; tr('A')",
        "import { tr } from './v'; tr('A')",
        "import * as t from './v'; t.track('A')",
        "require('./v').track('A')",
        "const { track: tr } = require('./v'); tr('A')",
        "import { other as track } from './t'; track('A')",
        "import { api } from './t'; api.other('A')",
        "import { track } from './t'; function f(track) { track('A') }",
    ],
)
def test_another_function_is_another_in_typescript(
    tmp_path: Path, callee: str, origin: str, code: str
) -> None:
    adapter = f"{{name: t, callee: {callee}, from: '{origin}', event: 0}}"
    assert _events(tmp_path, {**TS_FILES, "src/use.ts": code}, adapter) == []


@pytest.mark.parametrize("callee", ["track", "'*.track'"])
@pytest.mark.parametrize("origin", ["src/t", "./src/t", "@/t"])
@pytest.mark.parametrize(
    "code",
    [
        "import { track } from './t'; track('A')",
        "import { track as tr } from './t'; tr('A')",
        "import { track as tr } from '@/t'; tr('A')",
        "import { track as tr } from 'src/t'; tr('A')",
        "import * as t from './t'; t.track('A')",
        "import t from './t'; t('A')",
        "import send from './t'; send('A')",
        "import t, { track as q } from './t'; q('A')",
        "import { default as d } from './t'; d('A')",
        "require('./t').track('A')",
        "const t = require('./t'); t.track('A')",
        "const { track: tr } = require('./t'); tr('A')",
        "const track = require('./t').track; track('A')",
        "const tr = (await import('./t')).track; tr('A')",
        "import { track } from '.'; track('A')",
        "import { tr } from './named'; tr('A')",
        "import * as named from './named'; named.tr('A')",
        "import { sent } from './lib'; sent('A')",
        "import { whole } from './lib'; whole('A')",
        "import * as lib from './lib'; lib.sent('A'); ",
        "import * as lib from './lib'; lib.track('A')",
    ],
)
def test_it_is_the_function_in_typescript(
    tmp_path: Path, callee: str, origin: str, code: str
) -> None:
    adapter = f"{{name: t, callee: {callee}, from: '{origin}', event: 0}}"
    assert _events(tmp_path, {**TS_FILES, "src/use.ts": code}, adapter) == ["A"]


@pytest.mark.parametrize("local", ["track", "whole", "send"])
def test_a_function_that_is_all_that_a_module_exports(tmp_path: Path, local: str) -> None:
    adapter = "{name: t, callee: track, from: src/whole, event: 0}"
    use = f"import {local} from './whole';\n{local}('A');\n"
    assert _events(tmp_path, {**TS_FILES, "src/use.ts": use}, adapter) == ["A"]


def test_modules_that_import_each_other_end(tmp_path: Path) -> None:
    files = {
        "a.py": "from b import record_event\nrecord_event('A')\n",
        "b.py": "from a import record_event\n",
    }
    adapter = "{name: t, callee: record_event, from: c, event: 0}"
    assert _events(tmp_path, files, adapter) == []


HOOKS = {
    "src/use.ts": """\
export default function useTracking() {
  const trackEvent = (event: { key: string }) => { post(event); };
  return { trackEvent };
}
""",
    "src/other.ts": """\
export default function useTracking() {
  const trackEvent = (event: { key: string }) => { post(event); };
  return { trackEvent };
}
""",
    "src/client.ts": """\
export class Client {
  add() { this._send('Added'); }
  _send(name: string) { post(name); }
}
export class Other {
  add() { this._send('Other'); }
  _send(name: string) { post(name); }
}
""",
}
HOOK = "{name: a, callee: trackEvent, from: src/use, event: key}"
METHOD = "{name: a, callee: Client._send, from: src/client, event: 0}"


@pytest.mark.parametrize(
    "code",
    [
        "import useTracking from './use';\nconst { trackEvent } = useTracking();\n"
        "trackEvent({ key: 'A' });",
        "import useTracking from './use';\nconst { trackEvent: it } = useTracking();\n"
        "it({ key: 'A' });",
        "import useTracking from './use';\nuseTracking().trackEvent({ key: 'A' });",
        "import make from './use';\nconst all = make();\nall.trackEvent({ key: 'A' });",
    ],
)
def test_what_a_hook_returns_is_the_function_of_the_module_that_defines_it(
    tmp_path: Path, code: str
) -> None:
    assert _events(tmp_path, {**HOOKS, "src/a.ts": code}, HOOK) == ["A"]


def test_what_a_hook_of_another_module_returns_is_another_function(tmp_path: Path) -> None:
    code = """\
import useTracking from './other';
import { useAny } from './any';
const { trackEvent } = useTracking();
trackEvent({ key: 'A' });
useAny().trackEvent({ key: 'B' });
"""
    assert _events(tmp_path, {**HOOKS, "src/a.ts": code}, HOOK) == []


def test_a_method_is_described_by_its_class(tmp_path: Path) -> None:
    code = """\
import { Client, Other } from './client';
new Client()._send('A');
new Other()._send('B');
function f(one: Client, two: any) { one._send('C'); two._send('D'); }
"""
    assert _events(tmp_path, {**HOOKS, "src/a.ts": code}, METHOD) == ["A", "C", "Added"]


TYPES = {
    "src/types.ts": "export interface Tele { capture(n: string): void }\n"
    "export interface Other { capture(n: string): void }\n",
    "src/index.ts": "export type { Tele as Telemetry } from './types';\nexport * from './types';\n",
}
OF_TELE = "{name: a, callee: Tele.capture, from: src/types, event: 0}"


@pytest.mark.parametrize(
    "code",
    [
        "import type { Tele } from './types';\nexport const f = (t: Tele) => t.capture('A');",
        "import { Tele } from './index';\nfunction f(t?: Tele | null) { t?.capture('A'); }",
        "import type { Tele as T } from './types';\nconst t: T = make();\nt.capture('A');",
        "import type { Tele } from './types';\nclass A { constructor(private t: Tele) {}\n"
        "f() { this.t.capture('A'); } }",
        "import type { Tele } from './types';\nclass A { t: Tele;\nf() { this.t.capture('A'); } }",
        "import type { Tele } from './types';\nlet t: Tele | undefined;\n"
        "export function f() { t?.capture('A'); }",
    ],
)
def test_the_method_of_a_type_is_described_by_the_type(tmp_path: Path, code: str) -> None:
    assert _events(tmp_path, {**TYPES, "src/a.ts": code}, OF_TELE) == ["A"]


@pytest.mark.parametrize(
    "code",
    [
        "import type { Other } from './types';\nexport const f = (t: Other) => t.capture('A');",
        "import type { Tele } from './types';\nexport const f = (t: Tele) => t.send('A');",
        "import type { Tele } from './types';\nexport const f = (t: Tele[]) => t.capture('A');",
        "import type { Tele } from 'elsewhere';\nexport const f = (t: Tele) => t.capture('A');",
        "import type { Tele, Other } from './types';\n"
        "export const f = (t: Tele | Other) => t.capture('A');",
        "import type { Tele } from './types';\nexport const f = (t: any) => t.capture('A');",
        "import type { Tele } from './types';\nfunction f<Tele>(t: Tele) { t.capture('A'); }",
        "import type { Tele } from './types';\nconst f = (x: { t: Tele }) => x.capture('A');",
    ],
)
def test_the_method_of_another_type_is_another(tmp_path: Path, code: str) -> None:
    assert _events(tmp_path, {**TYPES, "src/a.ts": code}, OF_TELE) == []
