"""Imports lead where the configuration of a project says."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tracking_plan.usage.scan import scan_project

WRAPPER = (
    "import { altertable } from '@altertable/altertable-js';\n"
    "export function send(n: string) { altertable.track(n); }\n"
)
OTHER = "export function send(n: string) { console.log(n); }\n"


def _names(folder: Path, files: Mapping[str, Any]) -> list[tuple[str, str]]:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    scan = scan_project(folder, cwd=folder)
    return [(call.at.path, e.name) for call in scan.calls for e in call.events]


def _use(module: str) -> str:
    return f"import {{ send }} from '{module}';\nsend('A');\n"


PATHS = {"compilerOptions": {"paths": {"@/*": ["./src/*"], "~lib": ["./src/lib/index.ts"]}}}
CONFIGURED: dict[str, tuple[dict[str, Any], str]] = {
    "paths": ({"tsconfig.json": PATHS, "src/lib/w.ts": WRAPPER}, "@/lib/w"),
    "an exact path": ({"tsconfig.json": PATHS, "src/lib/index.ts": WRAPPER}, "~lib"),
    "javascript's": ({"jsconfig.json": PATHS, "src/lib/w.js": WRAPPER}, "@/lib/w"),
    "with comments": (
        {
            "tsconfig.json": '{ // of the app\n "compilerOptions": { /* "a" */ "paths": '
            '{ "@/*": ["./src/*"], }, }, }',
            "src/lib/w.ts": WRAPPER,
        },
        "@/lib/w",
    ),
    "a base": (
        {"tsconfig.json": {"compilerOptions": {"baseUrl": "src"}}, "src/lib/w.ts": WRAPPER},
        "lib/w",
    ),
    "what it extends": (
        {
            "tsconfig.json": {"extends": "./config/base.json"},
            "config/base.json": {"compilerOptions": {"paths": {"#w": ["../src/lib/w"]}}},
            "src/lib/w.ts": WRAPPER,
        },
        "#w",
    ),
    "what it refers to": (
        {
            "tsconfig.json": {"files": [], "references": [{"path": "./tsconfig.app.json"}]},
            "tsconfig.app.json": PATHS,
            "src/lib/w.ts": WRAPPER,
        },
        "@/lib/w",
    ),
    "the nearest": (
        {
            "tsconfig.json": {"compilerOptions": {"paths": {"@/*": ["./elsewhere/*"]}}},
            "src/tsconfig.json": {"compilerOptions": {"paths": {"@/*": ["./lib/*"]}}},
            "elsewhere/w.ts": OTHER,
            "src/lib/w.ts": WRAPPER,
        },
        "@/w",
    ),
    "a name that others end with": (
        {"tsconfig.json": PATHS, "src/lib/index.ts": WRAPPER, "src/app/lib.ts": OTHER},
        "@/lib",
    ),
    "a package": (
        {"packages/w/package.json": {"name": "@acme/w"}, "packages/w/src/index.ts": WRAPPER},
        "@acme/w",
    ),
    "a file of a package": (
        {"packages/w/package.json": {"name": "@acme/w"}, "packages/w/src/send.ts": WRAPPER},
        "@acme/w/send",
    ),
    "a package's entry": (
        {
            "packages/w/package.json": {"name": "w", "main": "dist/main.js"},
            "packages/w/src/main.ts": WRAPPER,
        },
        "w",
    ),
    "a package's exports": (
        {
            "packages/w/package.json": {
                "name": "w",
                "exports": {"./send": {"types": "./dist/a/s.d.ts", "default": "./dist/a/s.js"}},
            },
            "packages/w/src/a/s.ts": WRAPPER,
        },
        "w/send",
    ),
    "a package's exports by pattern": (
        {
            "packages/w/package.json": {"name": "w", "exports": {"./*": "./lib/*.ts"}},
            "packages/w/lib/deep/s.ts": WRAPPER,
        },
        "w/deep/s",
    ),
    "a package's own name for a file": (
        {"package.json": {"imports": {"#send": "./src/lib/w.js"}}, "src/lib/w.ts": WRAPPER},
        "#send",
    ),
}


@pytest.mark.parametrize("case", CONFIGURED)
def test_imports_are_followed_as_the_configuration_says(tmp_path: Path, case: str) -> None:
    files, module = CONFIGURED[case]
    found = _names(tmp_path, {**files, "src/app/use.ts": _use(module)})
    assert found == [("src/app/use.ts", "A")]


UNFOLLOWED: dict[str, tuple[dict[str, Any], str]] = {
    "leads out of the project": (
        {
            "tsconfig.json": {"compilerOptions": {"paths": {"@/*": ["../*"]}}},
            "x/w.ts": OTHER,
        },
        "@acme/none",
    ),
    "no object": ({"tsconfig.json": "[1, 2]", "x/w.ts": WRAPPER}, "nothing/w2"),
    "extends itself": ({"tsconfig.json": {"extends": "./tsconfig.json"}}, "@acme/w"),
    "another package of the registry": (
        {"packages/w/package.json": {"name": "@acme/w"}, "packages/w/src/index.ts": WRAPPER},
        "@acme/w2",
    ),
    "odd values": (
        {
            "tsconfig.json": {"compilerOptions": {"paths": {"@/*": [1, None], "x": 7}}},
            "package.json": {"name": 3, "exports": 4, "imports": {"#x": 5}},
        },
        "#x",
    ),
}


@pytest.mark.parametrize("case", UNFOLLOWED)
def test_what_configuration_does_not_show_is_no_call(tmp_path: Path, case: str) -> None:
    files, module = UNFOLLOWED[case]
    found = _names(tmp_path, {**files, "src/app/use.ts": _use(module)})
    assert found == []


def test_a_link_to_a_configuration_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text(json.dumps(PATHS))
    root = tmp_path / "project"
    root.mkdir()
    (root / "tsconfig.json").symlink_to(outside)
    files = {"src/lib/wr.ts": WRAPPER, "src/app/use.ts": _use("~lib"), "src/lib/index.ts": WRAPPER}
    assert _names(root, files) == []
