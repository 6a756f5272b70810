"""Constants of CommonJS modules and of TypeScript's namespaces."""

# ruff: noqa: E501  a line is a case

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracking_plan.usage.scan import scan_project

JS = "import { altertable } from '@altertable/altertable-js';\n"
COMMON = "const { altertable } = require('@altertable/altertable-js');\n"


def _names(folder: Path, files: Mapping[str, str]) -> list[str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    calls = scan_project(folder, cwd=folder).calls
    assert calls
    shown = [event.name for call in calls for event in call.events if not event.is_possible]
    return shown if all(call.dynamic is None for call in calls) else [*shown, "?"]


OPEN = {
    "set twice": (
        "exports.NAME = 'A';\nexports.NAME = g();",
        "const { NAME } = require('./n'); TRACK(NAME);",
    ),
    "set by a function": (
        "exports.NAME = 'A';\nexports.set = (x) => { exports.NAME = x; };",
        "const { NAME } = require('./n'); TRACK(NAME);",
    ),
    "put in later": (
        "module.exports = { k: 'A' };\nmodule.exports.k = g();",
        "const n = require('./n'); TRACK(n.k);",
    ),
    "filled": (
        "module.exports = { k: 'A' };\nObject.assign(module.exports, g());",
        "const n = require('./n'); TRACK(n.k);",
    ),
    "not there": ("module.exports = { l: 'A' };", "const n = require('./n'); TRACK(n.k);"),
    "set where it is used": (
        "module.exports = { k: 'A' };",
        "const n = require('./n'); n.k = g(); TRACK(n.k);",
    ),
    "made": ("module.exports = make({ k: 'A' });", "const n = require('./n'); TRACK(n.k);"),
    "no module of the project": ("", "const n = require('names'); TRACK(n.k);"),
    "a computed module": (
        "module.exports = { k: 'A' };",
        "const n = require('./' + x); TRACK(n.k);",
    ),
    "an own function": (
        "module.exports = { k: 'A' };",
        "function f(require) { const n = require('./n'); TRACK(n.k); }",
    ),
    "a promise": ("module.exports = { k: 'A' };", "const n = import('./n'); TRACK(n.k);"),
}
KNOWN = {
    "one name": ("exports.NAME = 'A';", "const { NAME } = require('./n'); TRACK(NAME);"),
    "a member": ("exports.NAME = 'A';", "const n = require('./n'); TRACK(n.NAME);"),
    "another name": (
        "module.exports.NAME = 'A';",
        "const { NAME: other } = require('./n'); TRACK(other);",
    ),
    "an object": (
        "module.exports = { NAME: 'A' };",
        "const { NAME } = require('./n'); TRACK(NAME);",
    ),
    "by its own name": (
        "const NAME = 'A';\nmodule.exports = { NAME };",
        "const { NAME } = require('./n'); TRACK(NAME);",
    ),
    "objects in it": (
        "module.exports = { NAMES: { k: 'A' } };",
        "const { NAMES } = require('./n'); TRACK(NAMES.k);",
    ),
    "as a whole": (
        "const NAMES = { k: 'A' };\nmodule.exports = NAMES;",
        "const N = require('./n'); TRACK(N.k);",
    ),
    "frozen": (
        "module.exports = Object.freeze({ k: 'A' });",
        "const N = require('./n'); TRACK(N.k);",
    ),
    "in place": ("module.exports = { k: 'A' };", "TRACK(require('./n').k);"),
    "spread": (
        "const m = require('./m');\nmodule.exports = { ...m, l: 'B' };",
        "const n = require('./n'); TRACK(n.k);",
    ),
    "declared before": (
        "exports.NAME = void 0;\nexports.NAME = 'A';",
        "const { NAME } = require('./n'); TRACK(NAME);",
    ),
    "two at once": (
        "exports.NAME = exports.OTHER = 'A';",
        "const { OTHER } = require('./n'); TRACK(OTHER);",
    ),
    "in a class": (
        "class E { static NAME = 'A'; }\nmodule.exports = { E };",
        "const { E } = require('./n'); TRACK(E.NAME);",
    ),
    "by a function": (
        "exports.nameOf = (k) => `${k}`;",
        "const { nameOf } = require('./n'); TRACK(nameOf('A'));",
    ),
    "of an ES module": (
        "export const NAME = 'A';",
        "const { NAME } = require('./n'); TRACK(NAME);",
    ),
    "its default": ("export default { k: 'A' };", "const n = require('./n').default; TRACK(n.k);"),
    "awaited": (
        "export const NAME = 'A';",
        "async function f() { const n = await import('./n'); TRACK(n.NAME); }",
    ),
}
IMPORTS = {
    "a name": "import { NAME } from './n'; TRACK(NAME);",
    "the whole": "import n from './n'; TRACK(n.NAME);",
    "all names": "import * as n from './n'; TRACK(n.NAME);",
    "as TypeScript has it": "import n = require('./n'); TRACK(n.NAME);",
}


def _files(case: tuple[str, str]) -> dict[str, str]:
    use = COMMON + case[1].replace("TRACK", "altertable.track")
    return {"n.js": case[0], "m.js": "module.exports = { k: 'A' };", "use.js": use}


@pytest.mark.parametrize("case", OPEN)
def test_what_is_not_surely_exported_stays_open(tmp_path: Path, case: str) -> None:
    assert _names(tmp_path, _files(OPEN[case])) == ["?"]


def test_another_file_may_change_what_is_exported(tmp_path: Path) -> None:
    files = _files(("module.exports = { k: 'A' };", "const n = require('./n'); TRACK(n.k);"))
    assert _names(tmp_path, {**files, "z.js": "const n = require('./n'); n.k = g();"}) == ["?"]


@pytest.mark.parametrize("case", KNOWN)
def test_what_is_exported_is_known(tmp_path: Path, case: str) -> None:
    assert _names(tmp_path, _files(KNOWN[case])) == ["A"]


@pytest.mark.parametrize("case", IMPORTS)
def test_what_is_exported_is_known_where_it_is_imported(tmp_path: Path, case: str) -> None:
    use = JS + IMPORTS[case].replace("TRACK", "altertable.track")
    assert _names(tmp_path, {"n.js": "module.exports = { NAME: 'A' };", "use.ts": use}) == ["A"]


OPEN_NAMESPACES = {
    "a variable": "namespace E { export let NAME = 'A'; } TRACK(E.NAME);",
    "its own": "namespace E { const NAME = 'A'; } TRACK(E.NAME);",
    "declared twice": "namespace E { export const NAME = 'A'; } namespace E { export const X = 'B'; } TRACK(E.NAME);",
    "only declared": "declare namespace E { const NAME: string; } TRACK(E.NAME);",
}
NAMESPACES = {
    "a constant": "namespace E { export const NAME = 'A'; } TRACK(E.NAME);",
    "exported": "export namespace E { export const NAME = 'A' as const; } TRACK(E.NAME);",
    "an object": "namespace E { export const N = { k: 'A' } as const; } TRACK(E.N.k);",
    "an enumeration": "namespace E { export enum N { K = 'A' } } TRACK(E.N.K);",
    "one in another": "namespace E { export namespace F { export const NAME = 'A'; } } TRACK(E.F.NAME);",
    "with a path": "namespace E.F { export const NAME = 'A'; } TRACK(E.F.NAME);",
    "a module": "module E { export const NAME = 'A'; } TRACK(E.NAME);",
    "a function": "namespace E { export function nameOf(k) { return `${k}`; } } TRACK(E.nameOf('A'));",
    "beside an enumeration": "enum E { K = 'A' } namespace E { export function f() {} } TRACK(E.K);",
}


@pytest.mark.parametrize("case", OPEN_NAMESPACES)
def test_what_a_namespace_does_not_surely_have_stays_open(tmp_path: Path, case: str) -> None:
    code = JS + OPEN_NAMESPACES[case].replace("TRACK", "altertable.track")
    assert _names(tmp_path, {"a.ts": code}) == ["?"]


@pytest.mark.parametrize("case", NAMESPACES)
def test_what_a_namespace_has_is_known(tmp_path: Path, case: str) -> None:
    code = JS + NAMESPACES[case].replace("TRACK", "altertable.track")
    assert _names(tmp_path, {"a.ts": code}) == ["A"]


def test_a_namespace_is_imported(tmp_path: Path) -> None:
    files = {
        "n.ts": "export namespace E { export const NAME = 'A'; }",
        "a.ts": f"{JS}import {{ E }} from './n';\naltertable.track(E.NAME);",
    }
    assert _names(tmp_path, files) == ["A"]
