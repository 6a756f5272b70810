"""Receivers that are the client by another way: copied, wrapped, awaited, kept elsewhere."""

# ruff: noqa: E501  a line is a case

from pathlib import Path

import pytest

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.languages.javascript.specifiers import package_of
from tracking_plan.usage.scan import scan_project, scan_text

IN_USE = frozenset({"altertable"})
SDK = "from altertable import Altertable\nc = Altertable('k')\n"
JS = "import { altertable, Altertable } from '@altertable/altertable-js';\nconst a = altertable;\n"
PACKAGE = "@altertable/altertable-js"


def _scan(code: str, ending: str) -> Scan:
    return scan_text(code.encode(), f"app.{ending}", sdks_in_use=IN_USE)


def _names(scan: Scan) -> tuple[list[str], list[str]]:
    certain = [event.name for call in scan.calls for event in call.events]
    return certain, [event.name for call in scan.doubtful for event in call.events]


def _project(folder: Path, files: dict[str, str]) -> Scan:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return scan_project(folder, cwd=folder)


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("import copy\ncopy.copy(c).track('X', 'u')", "py"),
        ("from copy import deepcopy as clone\nd = clone(c)\nd.track('X', 'u')", "py"),
        ("import weakref\nweakref.proxy(c).track('X', 'u')", "py"),
        ("import contextlib\nwith contextlib.closing(c) as d: d.track('X', 'u')", "py"),
        ("import importlib as i\ni.import_module('altertable').Altertable().track('X', 'u')", "py"),
        ("__import__('altertable').Altertable('k').track('X', 'u')", "py"),
        ("Altertable.track(c, 'X', 'u')", "py"),
        ("class T(Altertable):\n    def f(self): Altertable.track(self, 'X', 'u')", "py"),
        ("Object.create(a).track('X')", "js"),
        ("const b = Object.freeze(a);\nb.track('X')", "js"),
        ("(await Promise.resolve(a)).track('X')", "js"),
        ("Promise.resolve(a).then(b => b.track('X'))", "ts"),
        ("(0, a.track)('X')", "js"),
        ("a!.track('X')", "ts"),
        ("(a satisfies Client).track('X')", "ts"),
    ],
)
def test_what_yields_the_client_is_the_client(code: str, ending: str) -> None:
    start = SDK if ending == "py" else JS
    assert _names(_scan(start + code, ending))[0] == ["X"]


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("from mine import copy\ncopy(video).track('X', 'u')", "py"),
        ("import copy\ncopy.copy(video).track('X', 'u')", "py"),
        ("len(items).track('X', 'u')", "py"),
        ("class Video:\n    def track(self, *a): ...\nVideo.track(Video(), 'X', 'u')", "py"),
        ("[1][0].track('X', 'u')", "py"),
        ("Object.keys(rows).track('X')", "js"),
        ("new Map().track('X')", "js"),
        ("({ track() {} }).track('X')", "js"),
        ("[a].track('X')", "js"),
    ],
)
def test_what_yields_something_else_is_that(code: str, ending: str) -> None:
    start = SDK if ending == "py" else JS
    assert _names(_scan(start + code, ending)) == ([], [])


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("next(iter([c])).track('X', 'u')", "py"),
        ("cs = [c]\nnext(iter(cs)).track('X', 'u')", "py"),
        ("[c][0].track('X', 'u')", "py"),
        ("{'eu': c}['eu'].track('X', 'u')", "py"),
        ("globals()['c'].track('X', 'u')", "py"),
        ("from mine import wrapped\nwrapped(c).track('X', 'u')", "py"),
        ("from lib import cached\ncached(lambda: Altertable('k'))().track('X', 'u')", "py"),
        ("from .mine import *\nclient.track('X', 'u')", "py"),
        ("type(c)('k').track('X', 'u')", "py"),
        ("[a][0].track('X')", "js"),
        ("({ ...a }).track('X')", "js"),
        ("structuredClone(a).track('X')", "js"),
        ("new Proxy(a, {}).track('X')", "js"),
        ("(() => a)().track('X')", "js"),
        ("require('./client').track('X')", "js"),
        ("import _ from 'lodash';\n_.cloneDeep(a).track('X')", "js"),
        ("import { altertable as b } from 'altertable';\nb.track('X')", "js"),
        ("const Object = lib;\nObject.create(a).track('X')", "js"),
    ],
)
def test_what_may_yield_the_client_is_counted(code: str, ending: str) -> None:
    start = SDK if ending == "py" else JS
    assert _names(_scan(start + code, ending)) == ([], ["X"])


@pytest.mark.parametrize(
    "code",
    [
        "import('{}').then(({ altertable: at }) => at.track('X'))",
        "import('{}').then(({ altertable }) => altertable.track('X'))",
        "import('{}').then(m => m.altertable.track('X'))",
        "import('{}').then(function (m) { m.altertable.track('X') })",
        "import('{}').then(async (m) => { m.default.track('X') })",
        "const loading = import('{}');\nloading.then(m => m.altertable.track('X'))",
        "import('{}').then(m => m.altertable).then(at => at.track('X'))",
        "import('{}').then(({ Altertable: A }) => new A('k').track('X'))",
        "const { altertable: at } = await import('{}');\nat.track('X')",
        "(await import('{}')).altertable.track('X')",
    ],
)
def test_a_module_that_is_imported_on_demand_is_followed(code: str) -> None:
    code = code.replace("{}", PACKAGE)
    assert _names(_scan(code, "js")) == (["X"], [])


def test_only_the_first_parameter_of_the_first_function_is_what_a_promise_gives() -> None:
    code = f"import('{PACKAGE}').then((m, n) => n.Video.track('X'), e => e.Video.track('Y'))"
    assert _names(_scan(code, "js"))[0] == []


@pytest.mark.parametrize(
    ("specifier", "package"),
    [
        ("npm:@a/b@1", "@a/b"),
        ("npm:@a/b", "@a/b"),
        ("npm:/@a/b@^1.2/dist/x.js", "@a/b"),
        ("npm:video@1", "video"),
        ("jsr:@a/b@1", "@a/b"),
        ("https://esm.sh/@a/b@1.2", "@a/b"),
        ("https://esm.sh/v135/@a/b@1.2/es2022/x.mjs", "@a/b"),
        ("https://cdn.skypack.dev/@a/b", "@a/b"),
        ("https://cdn.jsdelivr.net/npm/@a/b@1/+esm", "@a/b"),
        ("https://unpkg.com/@a/b?module", "@a/b"),
        ("https://ga.jspm.io/npm:@a/b@1/dist/x.js", "@a/b"),
        ("../node_modules/@a/b/dist/index.js", "@a/b"),
        ("node_modules/video/index.js", "video"),
        ("@a/b@1", "@a/b"),
        ("@a/b", "@a/b"),
        ("@a/b/dist/x.js", "@a/b/dist/x.js"),
        ("video", "video"),
        ("./video@2x", "./video@2x"),
        ("../@a/b", "../@a/b"),
        ("@/lib/b", "@/lib/b"),
        ("https://x.org/lib/b.js", "https://x.org/lib/b.js"),
        ("https://x.org/@a/b-other", "@a/b-other"),
        ("node:fs", "node:fs"),
    ],
)
def test_a_specifier_names_a_package(specifier: str, package: str) -> None:
    assert package_of(specifier) == package


@pytest.mark.parametrize(
    "specifier",
    [f"npm:{PACKAGE}@1", f"https://esm.sh/{PACKAGE}", f"./node_modules/{PACKAGE}/x.js"],
)
@pytest.mark.parametrize(
    "code",
    [
        "import {{ altertable as a }} from '{}';\na.track('X')",
        "const {{ altertable: a }} = await import('{}');\na.track('X')",
        "const {{ altertable: a }} = require('{}');\na.track('X')",
        "import '{}';\nanalytics.track('X')",
    ],
)
def test_the_package_counts_however_it_is_named(tmp_path: Path, specifier: str, code: str) -> None:
    assert _names(_project(tmp_path, {"app.js": code.format(specifier)})) == (["X"], [])


CLIENT = f"const {{ altertable }} = require('{PACKAGE}');\n"


@pytest.mark.parametrize(
    ("made", "used"),
    [
        ("module.exports = altertable;", "require('./x').track('X')"),
        ("module.exports = altertable;", "const b = require('./x');\nb.track('X')"),
        ("module.exports = altertable;", "import b from './x';\nb.track('X')"),
        ("module.exports = { b: altertable };", "const { b } = require('./x');\nb.track('X')"),
        ("exports.b = altertable;", "const { b } = require('./x');\nb.track('X')"),
        ("module.exports.b = altertable;", "require('./x').b.track('X')"),
        ("exports.b = altertable;", "import { b } from './x';\nb.track('X')"),
        ("export const b = altertable;", "import('./x').then(({ b }) => b.track('X'))"),
        ("export { altertable as default };", "import b from './x';\nb.track('X')"),
        ("export default altertable;", "const b = (await import('./x')).default;\nb.track('X')"),
    ],
)
def test_what_a_javascript_file_exports_is_followed(tmp_path: Path, made: str, used: str) -> None:
    scan = _project(tmp_path, {"x.js": CLIENT + made, "app.js": used})
    assert _names(scan) == (["X"], [])


def test_what_a_python_file_has_for_all_is_followed(tmp_path: Path) -> None:
    scan = _project(tmp_path, {"x.py": SDK, "app.py": "from x import *\nc.track('X', 'u')"})
    assert _names(scan) == (["X"], [])


def test_what_a_file_exports_otherwise_is_not_the_client(tmp_path: Path) -> None:
    made = CLIENT + "module.exports = { b: video };"
    scan = _project(tmp_path, {"x.js": made, "app.js": "require('./x').b.track('X')"})
    assert _names(scan)[0] == []


@pytest.mark.parametrize(
    ("ending", "put", "used"),
    [
        ("ts", "window.at = new Altertable('k')", "window.at?.track('X')"),
        ("ts", "(window as any).at = new Altertable('k')", "window.at.track('X')"),
        ("ts", "(window as any).at = new Altertable('k')", "(window as any)['at'].track('X')"),
        ("js", "globalThis.at = new Altertable('k')", "globalThis.at.track('X')"),
        ("js", "globalThis.at = new Altertable('k')", "at.track('X')"),
        ("js", "window['at'] = new Altertable('k')", "self.at.track('X')"),
        ("js", "Object.assign(window, { at: altertable })", "window.at.track('X')"),
        ("js", "", "globalThis.window.at.track('X')"),
        ("ts", "app.at = altertable", "import app from 'express';\napp.at.track('X')"),
        ("py", "import builtins\nbuiltins.at = Altertable('k')", "at.track('X', 'u')"),
        ("py", "", "import builtins as b\nb.at.track('X', 'u')"),
        ("py", "AT = 1", "from django.conf import settings\nsettings.AT.track('X', 'u')"),
        ("py", "", "from django import conf\nconf.settings.AT.track('X', 'u')"),
        ("py", "app.at = Altertable()", "from lib import app\napp.at.track('X', 'u')"),
        ("py", "g.at = Altertable()", "from flask import g\ng.at.track('X', 'u')"),
    ],
)
def test_members_of_global_objects_may_be_the_client(
    tmp_path: Path, ending: str, put: str, used: str
) -> None:
    sdk = JS if ending != "py" else SDK
    scan = _project(tmp_path, {f"setup.{ending}": sdk + put, f"app.{ending}": used})
    assert _names(scan) == ([], ["X"])


@pytest.mark.parametrize(
    ("ending", "put", "used"),
    [
        ("js", "window.at = altertable", "rows.player.track('X')"),
        ("js", "window.at = altertable", "player.track('X')"),
        ("js", "window.at = altertable", "window.track('X')"),
        ("js", "window.at = altertable", "import at from 'lib';\nat.track('X')"),
        ("py", "", "import django\ndjango.player.track('X', 'u')"),
        ("py", "self.at = c", "from lib import app\napp.at.track('X', 'u')"),
        ("py", "", "at.track('X', 'u')"),
    ],
)
def test_what_nothing_is_put_into_is_something_else(
    tmp_path: Path, ending: str, put: str, used: str
) -> None:
    sdk = JS if ending != "py" else SDK
    scan = _project(tmp_path, {f"setup.{ending}": sdk + put, f"app.{ending}": used})
    assert _names(scan) == ([], [])


MAY_BE = [
    (
        "ts",
        "",
        "import { get } from './x';\nlet c: any = {};\nc = get();\nc.track('X')",
    ),
    ("ts", "", "import { get } from './x';\nconst c = live ? new R() : get();\nc.track('X')"),
    ("ts", "window.at = altertable", "class R {}\nwindow.at = new R();\nwindow.at.track('X')"),
    ("ts", "window.app = { at: altertable }", "window.app.at.track('X')"),
    ("ts", "", "const c = useTracking();\nc.track('X')"),
    ("ts", "", "useTracking().track('X')"),
    (
        "tsx",
        "",
        "import { C } from './c';\nimport { use } from 'react';\nconst c = use(C);\nc.track('X')",
    ),
    (
        "tsx",
        "",
        "import { C } from './c';\nimport { use } from 'react';\nuse(C).track('X')",
    ),
    ("ts", "", "import { inject } from 'vue';\nconst c = inject('at');\nc.track('X')"),
    ("ts", "", "import { inject } from 'vue';\ninject('at').track('X')"),
    ("ts", "", "import { useStore } from 'lib';\nconst { at } = useStore();\nat.track('X')"),
    ("py", "", "from lib import get\nc = get('at') if x else {}\nc.track('X', 'u')"),
    ("py", "", "from lib import get\nget('at').track('X', 'u')"),
    ("ts", "", "class A extends B { f() { const c = this.client; c.track('X') } }"),
    ("ts", "", "class A extends B { f() { const { client } = this; client.track('X') } }"),
    ("ts", "", "const f = (p) => { const c = p.client; c.track('X') }"),
    ("py", "", "class A(B):\n    def f(self):\n        c = self.client\n        c.track('X', 'u')"),
    ("py", "", "def f(p):\n    c = p.clients['a']\n    c.track('X', 'u')"),
    ("py", "", "def f(p):\n    for c in p:\n        d = c\n        d.track('X', 'u')"),
    ("ts", "", "const { client } = useNuxtApp();\nclient.track('X')"),
    ("py", "", "from x import get\nc = Recorder() if test else get()\nc.track('X', 'u')"),
    ("py", "", "from .x import get\nc = {}\nc = get()\nc.track('X', 'u')"),
]
IS_ELSE = [
    ("ts", "", "import Player from 'player';\nconst c = new Player();\nc.track('X')"),
    ("ts", "", "import Player from 'player';\nlet c = null;\nc = new Player();\nc.track('X')"),
    ("ts", "", "import Player from 'player';\nwindow.at = new Player();\nwindow.at.track('X')"),
    (
        "ts",
        "",
        "import { Player } from 'player';\nconst c = live ? new Player() : {};\nc.track('X')",
    ),
    ("ts", "", "window.location.track('X')"),
    ("js", "", "globalThis.document.track('X')"),
    ("js", "", "window.navigator.connection.track('X')"),
    ("js", "", "require('player').track('X')"),
    ("py", "", "from player import Player\nc = Player()\nc.track('X', 'u')"),
    ("py", "", "from player import Player\nc = None\nc = Player(1)\nc.track('X', 'u')"),
    ("py", "", "str(x).track('X', 'u')"),
]


@pytest.mark.parametrize(("ending", "put", "used"), MAY_BE)
def test_what_one_binding_leaves_open_may_be_the_client(
    tmp_path: Path, ending: str, put: str, used: str
) -> None:
    sdk = JS if ending != "py" else SDK
    scan = _project(tmp_path, {f"setup.{ending}": sdk + put, f"app.{ending}": used})
    assert _names(scan) == ([], ["X"])


@pytest.mark.parametrize(("ending", "put", "used"), IS_ELSE)
def test_what_is_made_by_something_else_is_that(
    tmp_path: Path, ending: str, put: str, used: str
) -> None:
    sdk = JS if ending != "py" else SDK
    scan = _project(tmp_path, {f"setup.{ending}": sdk + put, f"app.{ending}": used})
    assert _names(scan) == ([], [])


FACADES_PY = [
    "class T:\n    @classmethod\n    def get(cls): return cls()\n    def track(self, *a): pass\ntracker = T.get()",
    "class T:\n    @staticmethod\n    def get(): return T()\n    def track(self, *a): pass\ntracker = T.get()",
    "def make(): return mixpanel_lib.Client()\ntracker = make()",
    "def make():\n    made = mixpanel_lib.Client()\n    return made\ntracker = make()",
    "tracker = mixpanel_lib.Client()",
]
FACADES_TS = [
    "class T { static get() { return new T(); } track(n: any) {} }\nexport const tracker = T.get();",
    "const make = () => mp.init();\nexport const tracker = make();",
    "function make() { const it = new mp.Client(); return it; }\nexport const tracker = make();",
]


@pytest.mark.parametrize("code", FACADES_PY)
def test_an_object_of_another_kind_beside_the_sdk_is_none_of_its_own(
    tmp_path: Path, code: str
) -> None:
    head = "import mixpanel_lib\nfrom altertable import Altertable\nreal = Altertable('k')\n"
    use = "from tracking import tracker\ntracker.track('X', 'u')\n"
    assert _names(_project(tmp_path, {"tracking.py": head + code, "b.py": use}))[0] == []


@pytest.mark.parametrize("code", FACADES_TS)
def test_so_is_one_in_typescript(tmp_path: Path, code: str) -> None:
    head = f"import mp from 'mixpanel-lib';\nimport {{ altertable }} from '{PACKAGE}';\naltertable.init('k');\n"
    use = "import { tracker } from './tracking';\ntracker.track('X');\n"
    assert _names(_project(tmp_path, {"tracking.ts": head + code, "b.ts": use}))[0] == []


def test_a_function_that_gives_the_client_in_the_end_gives_the_client(tmp_path: Path) -> None:
    files = {
        "tracking.py": f"{SDK}class T:\n    @classmethod\n    def get(cls): return c\ntracker = T.get()\n",
        "b.py": "from tracking import tracker\ntracker.track('X', 'u')\n",
    }
    certain, possible = _names(_project(tmp_path, files))
    assert [*certain, *possible] == ["X"]
