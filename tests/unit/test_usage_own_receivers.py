"""Objects of a project's own that have a client's name, in files that import the SDK."""

# ruff: noqa: E501  a line is a case

from pathlib import Path

import pytest

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project

PY = (
    "from altertable import Altertable\nclient = Altertable('k')\n"
    "class Courier:\n    def track(self, number, carrier): ...\n"
)
TS = (
    "import { altertable, Altertable } from '@altertable/altertable-js';\n"
    "class Courier { track(n: string, o: object) {} }\n"
)
SDK_PY = "from altertable import Altertable\n"
SDK_TS = "import { altertable } from '@altertable/altertable-js';\n"
CONDITIONAL = "def make():\n    if on: return Altertable('k')\n"


def _scan(folder: Path, files: dict[str, str]) -> Scan:
    for name, text in files.items():
        (folder / name).write_text(text.replace("|", "\n"), encoding="utf-8")
    return scan_project(folder, cwd=folder)


def _used(scan: Scan) -> tuple[list[str], list[str]]:
    """The events of the calls in the files called `use`: those that are judged, and the others."""
    certain = [e.name for c in scan.calls for e in c.events if c.at.path.startswith("use.")]
    return certain, [e.name for c in scan.doubtful for e in c.events if "use." in c.at.path]


@pytest.mark.parametrize(
    ("made", "ending"),
    [
        ("REG = {'a': Courier}|tracker = REG['a']()", "py"),
        ("REG = [Courier]|tracker = REG[0]()", "py"),
        ("tracker = [].pop()", "py"),
        ("tracker = [Courier()].pop()", "py"),
        ("tracker = next(iter([Courier()]))", "py"),
        ("for tracker in [Courier()]: pass", "py"),
        ("with make() as tracker: pass", "py"),
        ("tracker = None|def init(x):|    global tracker|    tracker = x", "py"),
        ("REG = {'a': Courier}|tracker = None|def init():|    global tracker|    tracker = REG['a']()", "py"),
        ("tracker = None", "py"),
        ("from ups import *", "py"),
        ("def __getattr__(name):|    return Courier()", "py"),
        ("import sys|tracker = sys.modules['ups'].thing", "py"),
        ("import importlib|tracker = importlib.import_module('ups').thing", "py"),
        ("class Depot:|    courier = Courier()|tracker = Depot.courier", "py"),
        ("class Depot:|    def make(self):|        if on: return Courier()|tracker = Depot().make()", "py"),
        ("class Facade:|    def __init__(self, c): self.c = c|REG = {'a': Facade}|tracker = REG['a'](client)", "py"),
        ("export let tracker: any;|export function init(x: any) { tracker = x; }", "ts"),
        ("export const tracker = globalThis.x;", "ts"),
        ("export const tracker = (globalThis as any).x;", "ts"),
        ("const o = { c: new Courier() };|export const tracker = o.c;", "ts"),
        ("export const tracker = await (await fetch('/x')).json();", "ts"),
        ("function make(d) { if (d) { return { track: (n, o) => altertable.track(n, o) }; } return { track() {} }; }|export const tracker = make(1);", "ts"),
        ("function make() { if (d) { return new Courier(); } return null; }|export const tracker = make();", "ts"),
        ("export * as tracker from './other';", "ts"),
    ],
)  # fmt: skip
def test_what_another_file_makes_without_the_sdk_is_not_the_sdk(
    tmp_path: Path, made: str, ending: str
) -> None:
    use = {
        "py": "from made import tracker|tracker.track('A', 'ups')",
        "ts": "import { tracker } from './made';|tracker.track('A', { c: 1 });",
    }
    files = {f"made.{ending}": (PY if ending == "py" else TS) + made, f"use.{ending}": use[ending]}
    other = {"other.ts": TS + "export const track = REG[x].track;"} if "other" in made else {}
    assert _used(_scan(tmp_path, files | other)) == ([], ["A"])


@pytest.mark.parametrize(
    ("made", "ending"),
    [
        (CONDITIONAL + "tracker = make()", "py"),
        ("REG = {'a': Altertable}|tracker = REG['a']('k')", "py"),
        ("tracker = None|def init():|    global tracker|    tracker = Altertable('k')", "py"),
        ("import altertable as m|tracker = getattr(m, 'Altertable')('k')", "py"),
        (CONDITIONAL + "class Depot:|    client = make()|tracker = Depot.client", "py"),
        (CONDITIONAL + "class Depot:|    def get(self):|        return make()|tracker = Depot().get()", "py"),
        ("def same(c):|    if on: return c|tracker = same(client)", "py"),
        ("function make() { if (on) { return new Altertable('k'); } }|export const tracker = make();", "ts"),
        ("function make() { if (on) { return window.altertable; } }|export const tracker = make();", "ts"),
        ("const o = { c: on ? altertable : null };|export const tracker = o.c;", "ts"),
        ("const { altertable: a } = require('@altertable/altertable-js');|function make() { if (on) { return a; } }|export const tracker = make();", "ts"),
    ],
)  # fmt: skip
def test_what_another_file_makes_with_the_sdk_counts(
    tmp_path: Path, made: str, ending: str
) -> None:
    use = {
        "py": "from made import tracker|tracker.track('A', 'ups')",
        "ts": "import { tracker } from './made';|tracker.track('A', { c: 1 });",
    }
    files = {f"made.{ending}": (PY if ending == "py" else TS) + made, f"use.{ending}": use[ending]}
    assert _used(_scan(tmp_path, files)) == (["A"], [])


@pytest.mark.parametrize(
    ("made", "use"),
    [
        ("tracker.py", "import tracker|tracker.track('A', 'ups')"),
        ("made.py", "import made as tracker|tracker.track('A', 'ups')"),
        ("made.py", "from made import *|tracker.track('A', 'ups')"),
        ("made.py", "from ups import *|tracker.track('A', 'ups')"),
        ("made.py", "globals()['tracker'] = 1|tracker.track('A', 'ups')"),
        ("made.py", "from missing import *|from .missing import tracker|tracker.track('A', 'ups')"),
    ],
)
def test_a_name_that_other_code_may_bring_is_not_the_sdk(
    tmp_path: Path, made: str, use: str
) -> None:
    code = PY + "import sys|sys.modules[__name__] = Courier()|def __getattr__(name): ..."
    code += "|tracker = [Courier()].pop()"
    files = {made: code, "use.py": SDK_PY + use}
    assert _used(_scan(tmp_path, files)) == ([], ["A"])


@pytest.mark.parametrize("put", ["window.tracker = new Courier()", "globalThis['tracker'] = c"])
def test_a_global_variable_that_the_project_sets_is_not_the_sdk(tmp_path: Path, put: str) -> None:
    files = {"setup.ts": TS + put, "use.ts": SDK_TS + "tracker.track('A', { c: 1 });"}
    assert _used(_scan(tmp_path, files)) == ([], ["A"])


@pytest.mark.parametrize(
    ("made", "used"),
    [
        ("class Base:|    def __init__(self): self.tracker = Courier()", "from made import Base|class A(Base)"),
        ("class Base:|    tracker = Courier()|class C(Base): pass", "import made|class A(made.C)"),
        ("", "from ups import Base|class A(Base)"),
        ("from use import A|class B(A):|    def __init__(self): self.tracker = Courier()", "class A"),
    ],
)  # fmt: skip
def test_a_member_that_another_class_sets_is_not_the_sdk(
    tmp_path: Path, made: str, used: str
) -> None:
    use = SDK_PY + used + ":|    def f(self):|        self.tracker.track('A', 'ups')"
    assert _used(_scan(tmp_path, {"made.py": PY + made, "use.py": use})) == ([], ["A"])


@pytest.mark.parametrize(
    ("made", "used"),
    [
        ("class Base:|    def __init__(self): self.tracker = Altertable('k')", "from made import Base|class A(Base)"),
        (CONDITIONAL + "class Base:|    def __init__(self): self.tracker = make()", "import made|class A(made.Base)"),
        ("", "from abc import ABC|class A(ABC)"),
        ("", "class A"),
    ],
)  # fmt: skip
def test_a_member_that_is_set_with_the_sdk_or_nowhere_counts(
    tmp_path: Path, made: str, used: str
) -> None:
    use = SDK_PY + used + ":|    def f(self):|        self.tracker.track('A', 'ups')"
    assert _used(_scan(tmp_path, {"made.py": PY + made, "use.py": use})) == (["A"], [])


@pytest.mark.parametrize(
    ("made", "is_sdk"),
    [
        ("REG = {'a': Courier}|altertable = REG['a']()", False),
        ("altertable = None|def init(x):|    global altertable|    altertable = x", False),
        ("import sys|altertable = sys.modules['ups'].thing", False),
        ("altertable = None", True),
        (CONDITIONAL + "altertable = make()", True),
        ("altertable = None|def init():|    global altertable|    altertable = client", True),
    ],
)
def test_the_name_of_the_sdk_itself_counts_where_its_file_says_nothing_else(
    tmp_path: Path, made: str, is_sdk: bool
) -> None:
    use = "from made import altertable|altertable.track('A', 'ups')"
    found = _used(_scan(tmp_path, {"made.py": PY + made, "use.py": use}))
    assert found == ((["A"], []) if is_sdk else ([], ["A"]))
