"""Clients that code gives to functions of packages: what those send is not seen."""

# ruff: noqa: E501  a line is a case

from pathlib import Path

import pytest

from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project, scan_text

PY = "from altertable import Altertable\nimport acme\nfrom acme import make, Logger\nclient = Altertable('k')\n"
TS = (
    "import { altertable, Altertable, useAltertable } from '@altertable/altertable-js';\n"
    "import acme, { createLogger, Logger, Provider } from '@acme/logger';\n"
    "import { useEffect, useMemo, createContext } from 'react';\n"
)


def _given(scan: Scan) -> list[int]:
    """The lines of the possible calls by clients that are given away."""
    found = [call for call in scan.doubtful if call.dynamic is DynamicReason.MENTIONED]
    return sorted(call.at.span.line for call in found if call.at.span)


def _in(code: str, ending: str) -> bool:
    before = PY if ending == "py" else TS
    scan = scan_text((before + code.replace("|", "\n")).encode(), f"app.{ending}")
    return bool(_given(scan))


@pytest.mark.parametrize(
    "code",
    [
        "make",
        "client.track('A', 'u')",
        "print(client)",
        "isinstance(client, Altertable)",
        "import functools|functools.partial(f, client)",
        "import atexit, typing|typing.cast(Altertable, client)",
        "def f(c): c.track('A', 'u')|f(client)",
        "from .jobs import run|run(client)",
        "class Service:|    def __init__(self, c): self.c = c|Service(client)",
        "make(client.host)",
        "make(client=1)",
        "make({client: 1})",
        "make(lambda: 1)",
        "make(other)",
        "from fastapi import Depends|Depends(client)",
        "make(Altertable)",
        "from dependency_injector import providers|providers.Object(client)",
        "from lagom import Container|c = Container()|c.register_instance(client)",
        "client = 1|make(client)",
        "def f(client): make(client)",
        "[client]",
        "x = client",
    ],
)
def test_python_code_that_gives_no_client_to_a_package(code: str) -> None:
    assert not _in(code, "py")


@pytest.mark.parametrize(
    "code",
    [
        "make(client)",
        "acme.make(client)",
        "make(backend=client)",
        "make([client])",
        "make({'client': client})",
        "make(options=dict)|make(1, (client, 2))",
        "Logger(client).send('A')",
        "log = Logger()|log.attach(client)",
        "def f():|    return make(client if client else None)",
        "class A:|    def __init__(self):|        self.c = Altertable('k')|        make(self.c)",
        "make(Altertable('k'))",
        "def get():|    return Altertable('k')|c = get()|make(c)",
        "x = make(backend=Altertable('k'))",
        "acme.setup(client)",
        "acme.bind_tracker(client)",
        "acme.register_auto_tracking(client)",
    ],
)
def test_python_code_that_gives_a_client_to_a_package(code: str) -> None:
    assert _in(code, "py")


@pytest.mark.parametrize(
    "code",
    [
        "createLogger();",
        "altertable.track('A');",
        "console.log(altertable);",
        "useEffect(() => {}, [altertable]);",
        "useMemo(() => 1, [altertable, x]);",
        "const C = createContext(altertable);",
        "Object.freeze(altertable);",
        "function f(c) { c.track('A') }|f(altertable);",
        "import { run } from './jobs';|run(altertable);",
        "class Service { constructor(c) { this.c = c } }|new Service(altertable);",
        "createLogger(altertable.version);",
        "createLogger({ altertable: 1 });",
        "createLogger({ [altertable]: 1 });",
        "createLogger(Altertable);",
        "import fastify from 'fastify';|const app = fastify();|app.decorate('analytics', altertable);",
        "import express from 'express';|const app = express();|app.set('analytics', altertable);",
        "import { createApp } from 'vue';|createApp({}).provide('analytics', altertable);",
        "import { container } from 'tsyringe';|container.registerInstance('a', altertable);",
        "function f(c) { createLogger(c) }",
        "import { AltertableProvider } from '@altertable/altertable-react';|const x = <AltertableProvider client={altertable} />;",
        "import util from 'node:util';|util.inspect(altertable);",
        "import { format } from 'util';|format(altertable);",
        "const x = <Provider name='altertable' />;",
        "import { Local } from './local';|const x = <Local client={altertable} />;",
        "const x = <div data={altertable} />;",
    ],
)
def test_typescript_code_that_gives_no_client_to_a_package(code: str) -> None:
    assert not _in(code, "tsx")


@pytest.mark.parametrize(
    "code",
    [
        "createLogger(altertable);",
        "acme.registerClient(altertable);",
        "import { usePageTracking } from 'auto-track';|usePageTracking(altertable);",
        "export const logger = createLogger(altertable);",
        "acme.create(altertable);",
        "new Logger(altertable);",
        "createLogger({ client: altertable });",
        "createLogger({ altertable });",
        "createLogger({ plugins: [altertable, other] });",
        "createLogger(altertable!);",
        "createLogger(altertable as any);",
        "createLogger(on ? altertable : null);",
        "const log = new Logger();|log.attach(altertable);",
        "const x = <Provider client={altertable}>a</Provider>;",
        "const x = <acme.Provider client={altertable} />;",
        "const c = new Altertable('k');|createLogger(c);",
        "createLogger(new Altertable('k'));",
        "function A() { const c = useAltertable(); createLogger(c); }",
        "function A() { createLogger(useAltertable()); }",
        "class A { private c = new Altertable('k'); run() { createLogger(this.c) } }",
    ],
)
def test_typescript_code_that_gives_a_client_to_a_package(code: str) -> None:
    assert _in(code, "tsx")


def test_a_client_of_another_file_is_known(tmp_path: Path) -> None:
    files = {
        "lib/analytics.ts": "import { Altertable } from '@altertable/altertable-js';\nexport const analytics = new Altertable('k');\n",
        "app.ts": "import { analytics } from './lib/analytics';\nimport { createLogger } from '@acme/logger';\nanalytics.track('A');\nconst log = createLogger(analytics);\nlog.send('B');\n",
        "other.ts": "import { analytics } from './lib/analytics';\nimport { run } from './app';\nanalytics.track('A');\nrun(analytics);\n",
    }
    for name, code in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(code)
    scan = scan_project(tmp_path, cwd=tmp_path)
    found = [call for call in scan.doubtful if call.dynamic is DynamicReason.MENTIONED]
    assert [(c.at.path, c.at.span.line) for c in found if c.at.span] == [("app.ts", 4)]


@pytest.mark.parametrize(
    ("definition", "user", "given"),
    [
        (
            "ts",
            "import { analytics } from './lib/analytics';\nimport { createLogger } from '@acme/logger';\nexport const log = createLogger(analytics);\n",
            True,
        ),
        (
            "ts",
            "import { analytics as it } from './lib/analytics';\nimport { createLogger } from '@acme/logger';\nexport const log = createLogger({ it });\n",
            True,
        ),
        (
            "ts",
            "import { analytics } from './lib/analytics';\nexport const App = () => [analytics];\n",
            False,
        ),
        (
            "ts",
            "import { analytics } from '@acme/other';\nimport { createLogger } from '@acme/logger';\nexport const log = createLogger(analytics);\n",
            False,
        ),
        (
            "py",
            "from lib.analytics import analytics\nfrom acme import make\nlog = make(analytics)\n",
            True,
        ),
        (
            "py",
            "from lib.analytics import analytics\nfrom jobs import make\nlog = make(analytics)\n",
            True,
        ),
        (
            "py",
            "from lib.analytics import analytics\nfrom .jobs import make\nlog = make(analytics)\n",
            False,
        ),
    ],
)
def test_a_file_is_read_that_does_nothing_but_give_a_client_away(
    tmp_path: Path, definition: str, user: str, given: bool
) -> None:
    code = {
        "ts": "import { Altertable } from '@altertable/altertable-js';\nexport const analytics = new Altertable('k');\nanalytics.track('A');\n",
        "py": "from altertable import Altertable\nanalytics = Altertable('k')\nanalytics.track('A', u)\n",
    }
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / f"analytics.{definition}").write_text(code[definition])
    (tmp_path / f"app.{definition}").write_text(user)
    scan = scan_project(tmp_path, cwd=tmp_path)
    found = [call for call in scan.doubtful if call.dynamic is DynamicReason.MENTIONED]
    assert [call.at.path for call in found] == ([f"app.{definition}"] if given else [])


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("const a = require('@altertable/altertable-js');\na.track(location.hash);\n", "js"),
        ("require('@altertable/altertable-js').track(location.hash);\n", "js"),
        ("from mylib import Altertable\nc = Altertable('k')\nc.track('A', u)\n", "py"),
    ],
)
def test_what_has_the_name_of_an_sdk_may_be_one(code: str, ending: str) -> None:
    scan = scan_text(code.encode(), f"app.{ending}", sdks_in_use=frozenset({"altertable"}))
    assert len((*scan.calls, *scan.doubtful)) == 1
