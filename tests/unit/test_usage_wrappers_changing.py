"""Functions of the project that change the object which they are given, or send it later.

Its caller may use it again: of what it holds by then, or of what is sent in the end, nothing false
is said.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.scan import scan_project

PY = "from altertable import Altertable\nclient = Altertable('k')\n"
JS = "import { altertable } from '@altertable/altertable-js';\n"


def _calls(folder: Path, files: Mapping[str, str]) -> dict[str, str]:
    """The keys that are sent with each event, `...` where there may be others."""
    for name, text in files.items():
        (folder / name).write_text(text)
    scan = scan_project(folder, cwd=folder)
    assert not scan.doubtful
    return {event.name: _keys(call) for call in scan.calls for event in call.events}


def _keys(call: Call) -> str:
    named = [f"{p.name}{'' if p.is_sure else '?'}" for p in call.properties.properties]
    return " ".join(named if call.properties.is_complete else [*named, "..."])


def _python(folder: Path, wrapper: str, use: str) -> dict[str, str]:
    code = "from w import send, client\ndef main():\n    p = {'a': 1}\n"
    lines = [f"    {line}\n" for line in use.splitlines()]
    return _calls(folder, {"w.py": PY + wrapper, "use.py": code + "".join(lines)})


def _javascript(folder: Path, wrapper: str, use: str) -> dict[str, str]:
    head = "import { send } from './w';\n" + JS
    code = f"export function main(): void {{\n  const p: any = {{ a: 1 }};\n{use}\n}}\n"
    return _calls(folder, {"w.ts": JS + wrapper, "use.ts": head + code})


PYTHON = {
    "puts in a key": "def send(n, p):\n    p['x'] = 1\n",
    "puts in a default": "def send(n, p):\n    p.setdefault('x', 1)\n",
    "puts in several": "def send(n, p):\n    p.update(BASE)\n",
    "takes out a key": "def send(n, p):\n    p.pop('a', None)\n",
    "takes out a key in some runs": "def send(n, p):\n    if n == 'Z':\n        del p['a']\n",
    "takes out all": "def send(n, p):\n    q = p\n    q.clear()\n",
    "under another name": "def send(n, p=None):\n    q = p or {}\n    q['x'] = 1\n",
    "under the same name": "def send(n, p=None):\n    p = p or {}\n    p['x'] = 1\n",
    "hands it on": "def send(n, p):\n    enrich(p)\n",
    "keeps it": "kept = []\ndef send(n, p):\n    kept.append(p)\n",
    "gives it back": "def send(n, p):\n    if n == 'Z':\n        return p\n",
    "by way of another": "def add(n, p):\n    p['x'] = 1\n"
    "    client.track(n, 'u', {'properties': p})\n"
    "def send(n, p):\n    add(n, p)\n",
    "later": "def send(n, p):\n    def late():\n        p['x'] = 1\n    late_ones.append(late)\n",
}
PYTHON_SENDING = "    client.track(n, 'u', {'properties': p})\n"


@pytest.mark.parametrize("case", PYTHON)
def test_what_a_python_function_was_given_is_not_known_after_it(tmp_path: Path, case: str) -> None:
    use = "send('A', p)\nclient.track('B', 'u', {'properties': p})"
    assert _python(tmp_path, PYTHON[case] + PYTHON_SENDING, use)["B"] == "..."


JAVASCRIPT = {
    "puts in a key": "export function send(n: string, p: any) {\n  p.x = 1;\n",
    "puts in a default": "export function send(n: string, p: any) {\n  p.x ??= 1;\n",
    "puts in several": "export function send(n: string, p: any) {\n  Object.assign(p, BASE);\n",
    "takes out a key": "export function send(n: string, p: any) {\n  delete p.a;\n",
    "under another name": "export function send(n: string, p: any) {\n  const q = p; q.x = 1;\n",
    "under the same name": "export function send(n: string, p?: any) {\n  p = p ?? {}; p.x = 1;\n",
    "hands it on": "export function send(n: string, p: any) {\n  enrich(p);\n",
    "keeps it": "export function send(n: string, p: any) {\n  queue.push({ n, p });\n",
    "an arrow function": "export const send = (n: string, p: any) => {\n  p.x = 1;\n",
    "by way of another": "const add = (n: string, p: any) => {\n  p.x = 1;\n"
    "  altertable.track(n, p); };\n"
    "export function send(n: string, p: any) {\n  add(n, p);\n",
}
JAVASCRIPT_SENDING = "  altertable.track(n, p);\n}\n"


@pytest.mark.parametrize("case", JAVASCRIPT)
def test_what_a_typescript_function_was_given_is_not_known_after_it(
    tmp_path: Path, case: str
) -> None:
    use = "  send('A', p);\n  altertable.track('B', p);"
    assert _javascript(tmp_path, JAVASCRIPT[case] + JAVASCRIPT_SENDING, use)["B"] == "..."


USES = {
    "a method": (
        "class T {\n  send(n: string, p: any) { p.x = 1; altertable.track(n, p); }\n}\n"
        "export const t = new T();\n",
        "import { t } from './w';\n",
        "t.send('A', p)",
    ),
    "an object": (
        "export const t = {\n  send(n: string, p: any) { p.x = 1; altertable.track(n, p); },\n};\n",
        "import { t } from './w';\n",
        "t.send('A', p)",
    ),
    "another name": (
        "export function send(n: string, p: any) { p.x = 1; altertable.track(n, p); }\n",
        "import { send as go } from './w';\n",
        "go('A', p)",
    ),
    "a hook": (
        "export function useSend() {\n  return (n: string, p: any) => { p.x = 1;"
        " altertable.track(n, p); };\n}\n",
        "import { useSend } from './w';\nconst go = useSend();\n",
        "go('A', p)",
    ),
    "the default": (
        "export default function (n: string, p: any) { p.x = 1; altertable.track(n, p); }\n",
        "import go from './w';\n",
        "go('A', p)",
    ),
    "the name of the SDK's": (
        "export function track(n: string, p: any) { p.x = 1; altertable.track(n, p); }\n",
        "import { track } from './w';\n",
        "track('A', p)",
    ),
    "in an object": (
        "export function send({ n, p }: any) { p.x = 1; altertable.track(n, p); }\n",
        "import { send } from './w';\n",
        "send({ n: 'A', p })",
    ),
    "in a list": (
        "export function send(n: string, ...r: any) { r[0].x = 1; altertable.track(n, r[0]); }\n",
        "import { send } from './w';\n",
        "send('A', p)",
    ),
}


@pytest.mark.parametrize("case", USES)
def test_so_it_is_however_the_function_is_reached(tmp_path: Path, case: str) -> None:
    wrapper, head, use = USES[case]
    code = f"{head}{JS}export function main() {{\n  const p: any = {{ a: 1 }};\n"
    code += f"  {use};\n  altertable.track('B', p);\n}}\n"
    assert _calls(tmp_path, {"w.ts": JS + wrapper, "use.ts": code})["B"] == "..."


def test_the_call_itself_is_known_in_full(tmp_path: Path) -> None:
    wrapper = "def send(n, p):\n    p['x'] = 1\n" + PYTHON_SENDING
    assert _python(tmp_path, wrapper, "send('A', p)\nsend('B', p)") == {"A": "a x", "B": "x ..."}


KNOWN = {
    "it only sends it": ("export function send(n: string, p: any) {\n", "send('A', p);"),
    "it looks at it": (
        "export function send(n: string, p: any) {\n  if (p.a) log(p.a);\n",
        "send('A', p);",
    ),
    "it makes a copy": (
        "export function send(n: string, p: any) {\n  const q = { ...p };\n  q.x = 1;\n",
        "send('A', p);",
    ),
    "it is given a copy": (
        "export function send(n: string, p: any) {\n  p.x = 1;\n",
        "send('A', { ...p });",
    ),
    "its name is asked for": (
        "export function send(n: string, p: any) {\n  if (wants(n)) log(n);\n",
        "send('A', p);",
    ),
    "another is changed": (
        "export function send(n: string, p: any) {\n",
        "change(q); send('A', p);",
    ),
}


@pytest.mark.parametrize("case", KNOWN)
def test_what_nothing_changes_is_known_after_it(tmp_path: Path, case: str) -> None:
    wrapper, use = KNOWN[case]
    use = f"  const q = {{}};\n  {use}\n  altertable.track('B', p);"
    assert _javascript(tmp_path, wrapper + JAVASCRIPT_SENDING, use)["B"] == "a"


def test_a_copy_in_python_is_another_object(tmp_path: Path) -> None:
    wrapper = "def send(n, p):\n    q = dict(p)\n    q['x'] = 1\n" + PYTHON_SENDING
    use = "send('A', p)\nclient.track('B', 'u', {'properties': p})"
    assert _python(tmp_path, wrapper, use) == {"A": "a", "B": "a"}


def test_keywords_are_copied(tmp_path: Path) -> None:
    wrapper = "def send(n, **p):\n    p['x'] = 1\n" + PYTHON_SENDING
    use = "send('A', **p)\nclient.track('B', 'u', {'properties': p})"
    assert _python(tmp_path, wrapper, use) == {"A": "a x", "B": "a"}


def test_a_function_that_only_has_the_name_of_one_that_tracks_may_change_it(
    tmp_path: Path,
) -> None:
    wrapper = "def send(n, p):\n" + PYTHON_SENDING + "def track(p):\n    p['x'] = 1\n"
    use = "import w\nw.track(p)\nsend('B', p)"
    assert _python(tmp_path, wrapper, use)["B"] == "..."


LATER = {
    "a timer": "export function send(n: string, p: any) {\n"
    "  setTimeout(() => altertable.track(n, p), 10);\n}\n",
    "a timer with arguments": "export function send(n: string, p: any) {\n"
    "  setTimeout(altertable.track, 10, n, p);\n}\n",
    "a microtask": "export function send(n: string, p: any) {\n"
    "  queueMicrotask(() => {\n    altertable.track(n, p);\n  });\n}\n",
    "a promise": "export function send(n: string, p: any) {\n"
    "  ready.then(() => altertable.track(n, p));\n}\n",
    "a queue": "export function send(n: string, p: any) {\n"
    "  queue.push(() => altertable.track(n, p));\n}\n",
    "await": "export async function send(n: string, p: any) {\n"
    "  await ready;\n  altertable.track(n, p);\n}\n",
    "another function": "export const send = debounce((n: string, p: any) => {\n"
    "  altertable.track(n, p);\n}, 10);\n",
    "a generator": "export function* send(n: string, p: any) {\n"
    "  yield 1;\n  altertable.track(n, p);\n}\n",
    "one object": "export function send(e: any, p: any) {\n"
    "  setTimeout(() => altertable.track(e, p));\n}\n",
    "by way of another": "function later(n: string, p: any) {\n"
    "  setTimeout(() => altertable.track(n, p));\n}\n"
    "export function send(n: string, p: any) {\n  later(n, p);\n}\n",
    "by way of one that waits": "async function later(n: string, p: any) {\n"
    "  await ready;\n  altertable.track(n, p);\n}\n"
    "export function send(n: string, p: any) {\n  later(n, p);\n}\n",
}


@pytest.mark.parametrize("case", LATER)
@pytest.mark.parametrize("step", ["p.x = 1", "delete p.a", "fill(p)", "const q = p; q.x = 1"])
def test_what_is_sent_later_is_not_what_it_was_at_the_call(
    tmp_path: Path, case: str, step: str
) -> None:
    assert _javascript(tmp_path, LATER[case], f"  send('A', p);\n  {step};") == {"A": "..."}


@pytest.mark.parametrize("case", LATER)
def test_what_is_sent_later_is_known_where_nothing_changes_it(tmp_path: Path, case: str) -> None:
    assert _javascript(tmp_path, LATER[case], "  p.x = 1;\n  send('A', p);") == {"A": "a x"}


PYTHON_LATER = {
    "a timer": "def send(n, p):\n"
    "    Timer(1, client.track, args=(n, 'u', {'properties': p})).start()\n",
    "a thread": "def send(n, p):\n"
    "    Thread(target=lambda: client.track(n, 'u', {'properties': p})).start()\n",
    "an inner function": "def send(n, p):\n    def late():\n"
    "        client.track(n, 'u', {'properties': p})\n    on_commit(late)\n",
    "a generator": "def send(n, p):\n    yield\n    client.track(n, 'u', {'properties': p})\n",
    "a coroutine": "async def send(n, p):\n    client.track(n, 'u', {'properties': p})\n",
}


@pytest.mark.parametrize("case", PYTHON_LATER)
@pytest.mark.parametrize("step", ["p['x'] = 1", "del p['a']", "fill(p)", "q = p\nq['x'] = 1"])
def test_what_python_sends_later_is_not_what_it_was_at_the_call(
    tmp_path: Path, case: str, step: str
) -> None:
    assert _python(tmp_path, PYTHON_LATER[case], f"send('A', p)\n{step}") == {"A": "..."}


@pytest.mark.parametrize("case", PYTHON_LATER)
def test_what_python_sends_later_is_known_where_nothing_changes_it(
    tmp_path: Path, case: str
) -> None:
    use = "p['x'] = 1\nsend('A', p)"
    assert _python(tmp_path, PYTHON_LATER[case], use) == {"A": "a x"}


@pytest.mark.parametrize(
    "call",
    [
        "setTimeout(altertable.track, 0, 'A', p)",
        "queue(altertable.track.bind(altertable, 'A', p))",
    ],
)
def test_a_call_that_another_function_makes_later_sends_what_there_is_by_then(
    tmp_path: Path, call: str
) -> None:
    code = f"{JS}export function main() {{\n  const p: any = {{}};\n  {call};\n  p.x = 1;\n}}\n"
    assert _calls(tmp_path, {"use.ts": code}) == {"A": "..."}


def test_what_is_awaited_is_sent_at_once(tmp_path: Path) -> None:
    wrapper = PYTHON_LATER["a coroutine"]
    code = "from w import send\nasync def main():\n    p = {'a': 1}\n    await send('A', p)\n"
    code += "    p['x'] = 1\n    await send('B', p)\n"
    assert _calls(tmp_path, {"w.py": PY + wrapper, "use.py": code}) == {"A": "a", "B": "a x"}


def test_an_object_inside_of_what_is_sent_later_may_be_filled_by_then(tmp_path: Path) -> None:
    wrapper = (
        "export function send({ n, p }: any) {\n  setTimeout(() => altertable.track(n, p));\n}\n"
    )
    use = "  send({ n: 'A', p });\n  p.x = 1;"
    assert _javascript(tmp_path, wrapper, use) == {"A": "..."}


LOOPS = {
    "it is handed on": "for (const x of xs) {\n  altertable.track('A', p);\n  fill(p);\n}",
    "it is given to what changes it": "for (const x of xs) {\n  altertable.track('A', p);\n"
    "  send('Z', p);\n}",
    "a key is taken out": "for (const x of xs) {\n  altertable.track('A', p);\n  delete p.a;\n}",
    "in a loop around": "for (const x of xs) {\n  for (const y of x) {\n"
    "    altertable.track('A', p);\n  }\n  fill(p);\n}",
}


@pytest.mark.parametrize("case", LOOPS)
def test_what_a_round_of_a_loop_does_is_there_in_the_next(tmp_path: Path, case: str) -> None:
    wrapper = JAVASCRIPT["puts in a key"] + JAVASCRIPT_SENDING
    assert _javascript(tmp_path, wrapper, LOOPS[case])["A"].endswith("...")


def test_a_key_that_a_round_puts_in_may_be_there_in_the_next(tmp_path: Path) -> None:
    use = "for (const x of xs) {\n  altertable.track('A', p);\n  p.x = 1;\n}"
    assert _javascript(tmp_path, "export const send = 1;\n", use) == {"A": "a x?"}


def test_what_is_made_in_each_round_is_another_object(tmp_path: Path) -> None:
    use = "for (const x of xs) {\n  const q = { b: 1 };\n  altertable.track('A', q);\n  fill(q);\n}"
    assert _javascript(tmp_path, "export const send = 1;\n", use) == {"A": "b"}
