"""Arguments that functions build are read as what these make of what they are given."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.scan import scan_project

JS = "import { altertable } from '@altertable/altertable-js';\n"
SENDS = f"{JS}export const send = ({{ name, props }}) => altertable.track(name, props);\n"

BUILDERS = {
    "arrow": "export const make = (n, p) => ({ name: n, props: p });",
    "function": "export function make(n, p) { return { name: n, props: p }; }",
    "spread": "export const make = (n, p) => ({ name: n, props: { ...p } });",
    "steps": "export function make(n, p) { const name = n; return { name, props: p }; }",
    "default": "export const make = (n, p = {}) => ({ name: n, props: p });",
    "typed": "export const make = (n: string, p: any): Sent => ({ name: n, props: p as any });",
    "hook": "export const make = useCallback((n, p) => ({ name: n, props: p }), []);",
}
OBJECTS = {
    "rest": "export const make = ({ name, ...props }) => ({ name, props });",
    "member": "export const make = (o) => ({ name: o.name, props: { b: o.b } });",
    "taken apart": "export function make(o) {\n  const { name, b } = o;\n"
                   "  return { name, props: { b } };\n}",
}  # fmt: skip


def _sent(folder: Path, files: Mapping[str, str]) -> list[Call]:
    for name, text in files.items():
        (folder / name).write_text(text)
    return [c for c in scan_project(folder, cwd=folder).calls if c.at.path == "use.ts"]


def _shown(call: Call) -> tuple[list[str], list[str], bool]:
    fields = call.properties
    names = [event.name for event in call.events] + (["?"] if call.dynamic else [])
    return names, [p.name for p in fields.properties], fields.is_complete


def _use(builder: str, call: str) -> dict[str, str]:
    use = f"import {{ send }} from './send';\nimport {{ make }} from './make';\n{call}\n"
    return {"send.ts": SENDS, "make.ts": builder, "use.ts": use}


@pytest.mark.parametrize("form", BUILDERS)
def test_an_argument_is_what_its_builder_makes(form: str, tmp_path: Path) -> None:
    [call] = _sent(tmp_path, _use(BUILDERS[form], "send(make('A', { b: 1 }));"))
    assert _shown(call) == (["A"], ["b"], True)


@pytest.mark.parametrize("form", OBJECTS)
def test_a_builder_may_take_an_object(form: str, tmp_path: Path) -> None:
    [call] = _sent(tmp_path, _use(OBJECTS[form], "send(make({ name: 'A', b: 1 }));"))
    assert _shown(call) == (["A"], ["b"], True)


@pytest.mark.parametrize("given", ["x ? 'A' : 'B'", "NAMES.a", "`A`", "'A' as const"])
def test_the_name_is_read_at_the_call(given: str, tmp_path: Path) -> None:
    use = f"const NAMES = {{ a: 'A' }};\nsend(make({given}, {{}}));"
    [call] = _sent(tmp_path, _use(BUILDERS["arrow"], use))
    assert _shown(call)[0][0] == "A"


def test_arguments_of_an_sdk_may_be_built(tmp_path: Path) -> None:
    use = f"{JS}const make = (id) => ({{ id, at: now() }});\naltertable.track('A', make(7));\n"
    [call] = _sent(tmp_path, {"use.ts": use})
    assert _shown(call) == (["A"], ["id", "at"], True)


OPEN = {
    "not seen": "export const make = (n, p) => build(n, p);",
    "one of two": "export const make = (n, p) => (p ? { name: n, props: p } : null);",
    "early": "export function make(n, p) { if (q()) return z(); return { name: n, props: p }; }",
    "changed": "export function make(n, p) { const o = { name: n, props: p }; fill(o); return o; }",
    "class": "export class make { constructor(n, p) {} }",
    "later": "export const make = async (n, p) => ({ name: n, props: p });",
    "many": "export function* make(n, p) { return { name: n, props: p }; }",
}


@pytest.mark.parametrize("form", OPEN)
def test_what_is_not_surely_that_object_stays_open(form: str, tmp_path: Path) -> None:
    [call] = _sent(tmp_path, _use(OPEN[form], "send(make('A', { b: 1 }));"))
    assert "?" in _shown(call)[0] or not call.properties.is_complete


PYTHON = """from altertable import Altertable
client = Altertable('k')


def make(plan, seats=1):
    return {'properties': {'plan': plan, 'seats': seats}}


client.track('A', 'u', make('pro'))
"""


def test_arguments_are_built_in_python(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(PYTHON)
    [call] = scan_project(tmp_path, cwd=tmp_path).calls
    assert _shown(call) == (["A"], ["plan", "seats"], True)


@pytest.mark.parametrize(
    "since", ["it.name = x;", "change(it);", "Object.assign(it, x);", "if (x) it = other();"]
)
def test_a_built_object_that_is_changed_since_is_not_known(since: str, tmp_path: Path) -> None:
    call = f"let it = make('A', {{ b: 1 }});\n{since}\nsend(it);"
    [call_found] = _sent(tmp_path, _use(BUILDERS["arrow"], call))
    assert "?" in _shown(call_found)[0]


def test_a_variable_has_what_its_builder_makes(tmp_path: Path) -> None:
    call = "const it = make('A', { b: 1 });\nconsole.log(it);\nsend(it);"
    [found] = _sent(tmp_path, _use(BUILDERS["arrow"], call))
    assert _shown(found) == (["A"], ["b"], True)
