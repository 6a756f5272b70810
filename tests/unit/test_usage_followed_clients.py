"""Clients that reach functions of packages by variables, objects, functions and classes."""

# ruff: noqa: E501  a line is a case

from pathlib import Path

import pytest

from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project, scan_text

PY = "from altertable import Altertable\nimport acme\nfrom acme import make, Logger\nclient = Altertable('k')\n"
TS = (
    "import { altertable, Altertable } from '@altertable/altertable-js';\n"
    "import acme, { createLogger, Logger, Provider, Base, boot } from '@acme/logger';\n"
    "import { createContext, useContext, Component } from 'react';\n"
)


def _is_silent(scan: Scan) -> bool:
    """Whether some call may send any event, so that U501 is silent."""
    return any(call.dynamic is not None for call in (*scan.calls, *scan.doubtful))


def _in(code: str, ending: str) -> bool:
    before = PY if ending == "py" else TS
    return _is_silent(scan_text((before + code.replace("|", "\n")).encode(), f"app.{ending}"))


def _project(folder: Path, files: dict[str, str]) -> Scan:
    for name, code in files.items():
        (folder / name).write_text(code.replace("|", "\n"), encoding="utf-8")
    return scan_project(folder, cwd=folder)


@pytest.mark.parametrize(
    "code",
    [
        "o = {'client': client, 'n': 1}|make(o['n'])",
        "o = {'client': client}|print(o)",
        "o = {'client': client}|def f(o): make(o)",
        "x = client|x = 1|make(x)",
        "def boot(c): c.track('A', 'u')|boot(client)",
        "def boot(c, d): make(d)|boot(client, 1)",
        "def boot(*, c, d): make(d)|boot(c=client, d=1)",
        "class S:|    def __init__(self, c): self.c = c|S(client)",
        "class S:|    def __init__(self, c): self.c = c|    def run(self): self.c.track('A', 'u')|S(client)",
        "class S(Exception):|    def __init__(self, c): super().__init__(c)|S(client)",
        "class S(Logger):|    def __init__(self, c):|        super().__init__()|        self.c = c|S(client)",
        "class S(Logger):|    client = client",
        "make(lambda: client.track('A', 'u'))",
        "def get(): return client|get().track('A', 'u')",
        "class H: pass|h = H()|h.client = client",
        "from flask import g|g.client = client",
        "from fastapi import FastAPI|app = FastAPI()|app.state.client = client",
        "from django.conf import settings|settings.CLIENT = client",
        "import builtins|builtins.client = client",
        "from spotify import Spotify|s = Spotify()|s.playlist.track(x, y)",
    ],
)
def test_python_code_in_which_a_client_stays_in_the_project(code: str) -> None:
    assert not _in(code, "py")


@pytest.mark.parametrize(
    "code",
    [
        "o = {'client': client}|make(o)",
        "o = {'client': client}|make(**o)",
        "o = {'client': client}|make({**o})",
        "o = {'client': client}|make(o['client'])",
        "o = dict(client=client)|make(o)",
        "o = {}|o['client'] = client|make(o)",
        "xs = [client]|make(*xs)",
        "xs = []|xs.append(client)|make(xs)",
        "x = client|make(x)",
        "x = client|x = 1|x = client|make(x)",
        "def boot(c): make(c)|boot(client)",
        "def boot(c): make(c)|boot(c=client)",
        "def boot(c): make({'a': c})|def twice(d): boot(d)|twice(client)",
        "def boot(o): make(o['client'])|boot({'client': client})",
        "def boot(*a): make(*a)|boot(client)",
        "def boot(**k): make(**k)|boot(client=client)",
        "def same(c): return c|make(same(client))",
        "class S:|    def __init__(self, c): make(c)|S(client)",
        "class S:|    def __init__(self, c): self.c = c|    def run(self): make(self.c)|S(client)",
        "class S:|    def run(self, c): make(c)|S().run(client)",
        "class D:|    def __init__(self, c): self.c = c|d = D(client)|make(d)",
        "class D:|    def __init__(self, c): self.c = c|d = D(client)|make(d.c)",
        "from dataclasses import dataclass|@dataclass|class D:|    c: Altertable|d = D(client)|make(d)",
        "make(lambda: client)",
        "def get(): return client|make(get)",
        "def get():|    c = client|    return c|make(get())",
        "acme.client = client",
        "acme.default.client = client",
        "acme.client = Altertable('k')",
        "log = Logger()|log.client = client",
        "setattr(acme, 'client', client)",
        "class S(acme.Base):|    def __init__(self): super().__init__(client)",
        "class S(Logger):|    def __init__(self, c): super().__init__(c)|S(client)",
        "class S(Logger):|    def __init__(self, c): Logger.__init__(self, c)|S(client)",
        "class S(Logger): pass|S(client)",
        "class S(Logger):|    def run(self): self.setup(client)",
        "def f(c: Altertable): make(c)",
    ],
)
def test_python_code_in_which_a_client_reaches_a_package(code: str) -> None:
    assert _in(code, "py")


@pytest.mark.parametrize(
    "code",
    [
        "const o = { client: altertable, n: 1 };|boot(o.n);",
        "const o = { client: altertable };|console.log(o);",
        "function f(c) { c.track('A'); }|f(altertable);",
        "class S { constructor(c) { this.c = c; } run() { this.c.track('A'); } }|new S(altertable);",
        "class S extends Error { constructor(c) { super(c); } }|new S(altertable);",
        "class S extends Component { client = altertable; render() { return null; } }",
        "boot(() => altertable.track('A'));",
        "boot(() => { altertable.track('A'); });",
        "window.client = altertable;",
        "app.client = altertable;",
        "import express from 'express';|const app = express();|app.locals.client = altertable;",
        "const C = createContext(altertable);|function f() { return useContext(C); }",
        "const C = createContext(null);|const o = { client: altertable };|const x = <C.Provider value={o} />;",
        "import { Module } from '@nestjs/common';|@Module({ providers: [{ provide: 'AT', useValue: altertable }] })|class M {}",
        "import { NestFactory } from '@nestjs/core';|const p = { provide: 'AT', useFactory: () => altertable };|NestFactory.create({ providers: [p] });",
        "import { Spotify } from 'spotify';|const s = new Spotify();|s.playlist.track(x);",
        "import { Spotify } from 'spotify';|class A { s = new Spotify(); f() { this.s.playlist.track(x); } }",
    ],
)
def test_typescript_code_in_which_a_client_stays_in_the_project(code: str) -> None:
    assert not _in(code, "tsx")


@pytest.mark.parametrize(
    "code",
    [
        "const o = { client: altertable };|boot(o);",
        "const o = { altertable };|boot({ ...o });",
        "const o = { a: { client: altertable } };|boot(o.a);",
        "const o: any = {};|o.client = altertable;|boot(o);",
        "const x = altertable;|boot(x);",
        "const xs = [altertable];|boot(...xs);",
        "const xs = [];|xs.push(altertable);|boot(xs);",
        "function f(c) { boot(c); }|f(altertable);",
        "const f = (c) => boot(c);|f(altertable);",
        "const f = ({ c }) => { boot(c); };|f({ c: altertable });",
        "function f(o) { boot(o.c); }|f({ c: altertable });",
        "function f(...a) { boot(...a); }|f(altertable);",
        "class S { constructor(c) { boot(c); } }|new S(altertable);",
        "class S { constructor(c) { this.c = c; } run() { boot(this.c); } }|new S(altertable);",
        "class S { constructor(private c: Altertable) {} run() { boot(this.c); } }",
        "class S { run(c) { boot(c); } }|new S().run(altertable);",
        "boot({ get: () => altertable });",
        "boot(function () { return altertable; });",
        "function get() { return altertable; }|boot(get);",
        "acme.client = altertable;",
        "(acme as any).client = altertable;",
        "const log = new Logger();|log.client = altertable;",
        "Object.assign(acme, { client: altertable });",
        "class S extends Base { constructor() { super(altertable); } }",
        "class S extends Base { constructor(c) { super(c); } }|new S(altertable);",
        "class S extends Base {}|new S(altertable);",
        "class S extends Base { run() { this.setup(altertable); } }",
        "function f(c: Altertable) { boot(c); }",
        "const L = ({ client }) => { createLogger(client); return null; };|const x = <L client={altertable} />;",
        "const L = (props) => <Provider {...props} />;|const x = <L client={altertable} />;",
        "const p = { client: altertable };|const x = <Provider {...p} />;",
        "import { Spotify } from 'spotify';|const s = new Spotify();|s.client = altertable;|s.client.track(x);",
    ],
)
def test_typescript_code_in_which_a_client_reaches_a_package(code: str) -> None:
    assert _in(code, "tsx")


@pytest.mark.parametrize(
    "files",
    [
        {"boot.ts": "import { init } from '@acme/x';|export function boot(c) { init(c); }", "use.ts": TS.replace(", boot", "") + "import { boot } from './boot';|boot(altertable);"},
        {"boot.ts": "import { init } from '@acme/x';|export class Boot { constructor(c) { this.c = c; } go() { init(this.c); } }", "use.ts": TS + "import { Boot } from './boot';|new Boot(altertable);"},
        {"boot.py": "from acme import init|def boot(c):|    init(c)", "use.py": PY + "from boot import boot|boot(client)"},
        {"sdk.ts": TS + "export const o = { client: altertable };", "use.ts": "import { o } from './sdk';|import { boot } from '@acme/y';|boot(o.client);"},
        {"sdk.ts": TS + "export const getClient = () => altertable;", "use.ts": "import { getClient } from './sdk';|import { boot } from '@acme/y';|boot(getClient());"},
        {"sdk.py": PY + "def get_client():|    return client", "use.py": "from sdk import get_client|from acme import boot|boot(get_client)"},
    ],
)  # fmt: skip
def test_a_client_is_followed_through_the_files_of_a_project(
    tmp_path: Path, files: dict[str, str]
) -> None:
    scan = _project(tmp_path, files)
    found = [call.at.path for call in scan.doubtful if call.dynamic is DynamicReason.MENTIONED]
    assert found == [f"use.{next(iter(files)).rpartition('.')[2]}"]


@pytest.mark.parametrize(
    "files",
    [
        {"sdk.ts": TS + "export const o = { client: altertable, n: 1 };", "use.ts": "import { o } from './sdk';|import { boot } from '@acme/y';|boot(o.n);"},
        {"sdk.ts": TS + "export const o = { client: altertable };", "use.ts": "import { o } from './other';|import { boot } from '@acme/y';|boot(o);"},
        {"ctx.tsx": TS + "export const Ctx = createContext(null);", "use.tsx": TS + "import { Ctx } from './ctx';|export const x = <Ctx.Provider value={altertable} />;"},
    ],
)  # fmt: skip
def test_other_things_of_another_file_are_no_clients(tmp_path: Path, files: dict[str, str]) -> None:
    assert not _is_silent(_project(tmp_path, files))


CONTEXTS = (
    "import { createContext, useContext } from 'react';|import { Altertable } from '@altertable/altertable-js';|"
    "export class Player { track(s: string) {} }|export interface Any { track(s: string): void }|"
    "export class Mine extends Altertable {}|"
    "export const Own = createContext<Player>(null!);|export const Open = createContext<Any>(null!);|"
    "export const Sdk = createContext<Mine>(null!);|export const usePlayer = () => useContext(Own);"
)


@pytest.mark.parametrize(
    ("read", "is_silent"),
    [
        ("const at = useContext(Own); at?.track(p.song);", False),
        ("useContext(Own)?.track(p.song);", False),
        ("const { track } = useContext(Own)!; track(p.song);", False),
        ("const at = usePlayer(); at?.track(p.song);", False),
        ("const at = useContext(Open); at?.track(p.song);", True),
        ("const at = useContext(Sdk); at?.track(p.song);", True),
        ("const at = useContext(other); at?.track(p.song);", True),
    ],
)
def test_what_a_context_of_another_file_gives_is_what_its_type_says(
    tmp_path: Path, read: str, is_silent: bool
) -> None:
    use = TS + "import { Own, Open, Sdk, usePlayer } from './ctx';|export function B(p) { "
    scan = _project(tmp_path, {"ctx.tsx": CONTEXTS, "use.tsx": use + read + " return null; }"})
    assert _is_silent(scan) is is_silent
