"""Calls that cannot be read are counted: of an event that they may send, nothing false is said."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.usage.coverage import Coverage, coverage
from tracking_plan.usage.scan import scan_project
from tracking_plan.usage.subject import Subject

PLAN = "tracking_plan: 1\nname: app\nevents:\n  Signed Up: {}\n  Logged In: {}\n"
JS = "import { altertable } from '@altertable/altertable-js';\n"
PY = "from altertable import Altertable\nclient = Altertable('k')\n"
SEND_JS = JS + "export function send(n: string, p?: any) {\n  altertable.track(n, p);\n}\n"
SEND_PY = PY + "def send(n, p=None):\n    client.track(n, 'u', {'properties': p or {}})\n"


def _coverage(folder: Path, files: Mapping[str, str]) -> Coverage:
    plan = load_text(PLAN).plan
    assert plan is not None
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    scan = scan_project(folder, cwd=folder, plan=plan)
    return coverage(Subject(plan, scan, today=date(2026, 1, 1)))


def _untracked(folder: Path, files: Mapping[str, str]) -> list[str]:
    return [event.name for event in _coverage(folder, files).untracked]


@pytest.mark.parametrize(
    "name",
    "a.html.erb a.ejs a.twig a.hbs a.pug a.liquid a.blade.php a.jade a.njk a.rb a.kt".split(),
)
def test_a_file_that_is_not_read_may_call_a_function_of_the_project(
    tmp_path: Path, name: str
) -> None:
    page = "<a onclick=\"send('<%= name %>')\">"
    files = {"w.ts": SEND_JS + "send('Signed Up');\n", f"views/{name}": page}
    assert not _untracked(tmp_path, files)


@pytest.mark.parametrize(
    "text",
    [
        "<a data-event='Logged In'>",
        '<a data-event="Logged In">',
        "record(`Logged In`)",
        "[\"it's\", 'Logged In']",
    ],
)
def test_an_event_that_a_file_names_which_is_not_read_may_be_sent_there(
    tmp_path: Path, text: str
) -> None:
    files = {"w.ts": SEND_JS + "send('Signed Up');\n", "views/a.html.erb": text}
    found = _coverage(tmp_path, files)
    assert not found.untracked
    assert [event.name for event in found.unjudged] == ["Logged In"]


def test_a_file_that_names_another_event_says_nothing_of_this_one(tmp_path: Path) -> None:
    page = "<a data-event='Signed Up'>Logged In now"
    files = {"w.ts": SEND_JS + "send('Signed Up');\n", "views/a.html.erb": page}
    assert _untracked(tmp_path, files) == ["Logged In"]


@pytest.mark.parametrize(
    "use",
    [
        "send(...args);",
        "send.apply(null, args);",
        "send.call(null, name);",
        "const go = send.bind(null);\ngo('Logged In');",
        "const go = send.bind(null, 'Logged In');\ngo();",
        "setTimeout(send, 10, name);",
        "names.forEach(send);",
        "names.map((name) => send(name));",
        "Reflect.apply(send, null, args);",
        "const table = { go: send };\ntable[key]('Logged In');",
        "export const go = (...rest: any) => send(...rest);\ngo('Logged In');",
        "const [go] = [send];\ngo('Logged In');",
        "[send][0]('Logged In');",
        "(send as any)('Logged In');",
        "send?.('Logged In');",
        "element.onclick = send;",
        "run({ callback: send });",
        "const use = () => send;\nuse()('Logged In');",
    ],
)
def test_a_function_that_is_called_in_another_way_may_send_any_event(
    tmp_path: Path, use: str
) -> None:
    code = f"import {{ send }} from './w';\nsend('Signed Up');\n{use}\n"
    assert not _untracked(tmp_path, {"w.ts": SEND_JS, "use.ts": code})


@pytest.mark.parametrize(
    "use",
    [
        "send(*args)",
        "send(**given)",
        "send.delay('Logged In')",
        "send.delay(name)",
        "send.apply_async(args=['Logged In'])",
        "send.apply_async(('Logged In',))",
        "send.apply_async(args)",
        "send.s('Logged In').delay()",
        "send.si(name).apply_async()",
        "send.send('Logged In')",
        "send.enqueue('Logged In')",
        "queue.enqueue(send, 'Logged In')",
        "partial(send, 'Logged In')()",
        "pool.submit(send, name)",
        "list(map(send, names))",
        "Thread(target=send, args=('Logged In',)).start()",
        "loop.call_soon(send, 'Logged In')",
        "TABLE = {'go': send}\nTABLE[key]('Logged In')",
        "getattr(w, 'send')('Logged In')",
        "transaction.on_commit(lambda: send('Logged In'))",
        "signal.connect(send)",
    ],
)
def test_so_may_one_of_python(tmp_path: Path, use: str) -> None:
    code = f"import w\nfrom w import send\nsend('Signed Up')\n{use}\n"
    assert not _untracked(tmp_path, {"w.py": SEND_PY, "use.py": code})
