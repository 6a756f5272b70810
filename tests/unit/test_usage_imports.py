"""Names and clients that other files of the project define."""

import subprocess
from pathlib import Path

import pytest

from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.languages.python.language import PYTHON
from tracking_plan.usage.project.project_files import ProjectFiles
from tracking_plan.usage.scan import scan_project

EVENTS_TS = """
export const SIGNED_UP = 'Signed Up';
export const EVENTS = { out: 'Logged Out' } as const;
export enum Kind { In = 'Logged In' }
export default { main: 'Main Event' };
const hidden = 'Renamed'; export { hidden as shown };
"""
EVENTS_PY = """
from enum import StrEnum
SIGNED_UP = "Signed Up"
class Kind(StrEnum):
    IN = "Logged In"
COMMON = {"plan": "pro"}
"""


def _scan(folder: Path, files: dict[str, str]) -> Scan:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return scan_project(folder, cwd=folder)


def _names(scan: Scan) -> list[str]:
    return [event.name for call in scan.calls for event in call.events]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import { SIGNED_UP } from './events';\naltertable.track(SIGNED_UP)", "Signed Up"),
        ("import { SIGNED_UP as S } from './events.js';\naltertable.track(S)", "Signed Up"),
        ("import { EVENTS } from '@/lib/events';\naltertable.track(EVENTS.out)", "Logged Out"),
        ("import { Kind } from 'src/lib/events';\naltertable.track(Kind.In)", "Logged In"),
        ("import * as e from './events';\naltertable.track(e.Kind.In)", "Logged In"),
        ("import e from './events';\naltertable.track(e.main)", "Main Event"),
        ("import { shown } from './events';\naltertable.track(shown)", "Renamed"),
        ("import { Kind } from '.';\naltertable.track(Kind.In)", "Logged In"),
        ("import { out } from '.';\naltertable.track(out.EVENTS.out)", "Logged Out"),
        (
            "import { EVENTS } from './events';\naltertable.track(`${EVENTS.out} Now`)",
            "Logged Out Now",
        ),
    ],
)
def test_javascript_imports_are_followed(tmp_path: Path, code: str, name: str) -> None:
    files = {
        "src/lib/events.ts": EVENTS_TS,
        "src/lib/index.ts": "export * from './events';\nexport * as out from './events';\n",
        "src/lib/app.ts": code,
    }
    assert _names(_scan(tmp_path, files)) == [name]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from app.events import SIGNED_UP\naltertable.track(SIGNED_UP, u)", "Signed Up"),
        ("from .events import SIGNED_UP as S\naltertable.track(S, u)", "Signed Up"),
        ("from ..app.events import Kind\naltertable.track(Kind.IN, u)", "Logged In"),
        ("from app import events\naltertable.track(events.Kind.IN.value, u)", "Logged In"),
        ("import app.events as e\naltertable.track(e.SIGNED_UP, u)", "Signed Up"),
        ("from app import Kind\naltertable.track(Kind.IN, u)", "Logged In"),
        ("from app.events import *\naltertable.track(SIGNED_UP, u)", "Signed Up"),
    ],
)
def test_python_imports_are_followed(tmp_path: Path, code: str, name: str) -> None:
    files = {
        "server/app/__init__.py": "from .events import *\n",
        "server/app/events.py": EVENTS_PY,
        "server/app/views.py": code,
    }
    assert _names(_scan(tmp_path, files)) == [name]


def test_properties_of_another_file_are_told_with_their_places(tmp_path: Path) -> None:
    files = {
        "app/events.py": EVENTS_PY,
        "app/views.py": "from app.events import COMMON\n"
        "altertable.track('A', u, {'properties': {**COMMON, 'b': 1}})",
    }
    (call,) = _scan(tmp_path, files).calls
    assert [(sent.name, sent.at.path) for sent in call.properties.properties] == [
        ("plan", "app/events.py"),
        ("b", "app/views.py"),
    ]
    assert call.properties.is_complete


@pytest.mark.parametrize(
    ("files", "name"),
    [
        (
            {
                "app/deps.py": "from altertable import Altertable\nat = Altertable('k')\n",
                "app/views.py": "from app.deps import at\nat.track('A', u)",
            },
            "python class",
        ),
        (
            {
                "app/deps.py": "from altertable import Altertable\nat = Altertable('k')\n",
                "app/views.py": "from app import deps\ndeps.at.track('A', u)",
            },
            "python module",
        ),
        (
            {
                "app/deps.py": "from altertable import Altertable\n"
                "def client() -> Altertable: ...\n",
                "app/views.py": "from app.deps import client\nclient().track('A', u)",
            },
            "python function",
        ),
        (
            {
                "src/sdk.ts": "import { altertable } from '@altertable/altertable-js';\n"
                "export const at = altertable;\nexport const { track } = altertable;",
                "src/a.ts": "import { at } from './sdk';\nat.track('A');",
            },
            "typescript object",
        ),
        (
            {
                "src/sdk.ts": "import { altertable } from '@altertable/altertable-js';\n"
                "export const { track } = altertable;",
                "src/a.ts": "import { track } from './sdk';\ntrack('A');",
            },
            "typescript function",
        ),
        (
            {
                "src/sdk.tsx": "import { useAltertable } from '@altertable/altertable-react';\n"
                "export const useTracking = () => useAltertable();",
                "src/a.tsx": "import { useTracking } from '~/sdk';\n"
                "function A() { const { track } = useTracking(); track('A'); }",
            },
            "typescript hook",
        ),
        (
            {
                "src/sdk.ts": "export { altertable as default } from '@altertable/altertable-js';",
                "src/a.js": "import at from './sdk';\nat.track('A');",
            },
            "re-export",
        ),
    ],
)
def test_clients_of_other_files_are_known(tmp_path: Path, files: dict[str, str], name: str) -> None:
    assert _names(_scan(tmp_path, files)) == ["A"], name


SDK_TS = "import { altertable } from '@altertable/altertable-js';\n"
SDK_PY = "from altertable import Altertable\n"


@pytest.mark.parametrize(
    "files",
    [
        {
            "app/analytics.py": "from app.deps import make\nclient = make()\n",
            "app/deps.py": SDK_PY + "def make():\n    if x:\n        return Altertable('k')\n",
            "app/views.py": "from app.analytics import client\nclient.track('A', u)",
        },
        {
            "src/lib/analytics.ts": "import { m } from './sdk';\nexport const analytics = m();",
            "src/lib/sdk.ts": SDK_TS + "export function m() { if (x) { return altertable; } }",
            "src/a.ts": "import { analytics } from '@/lib/analytics';\nanalytics.track('A', {});",
        },
    ],
)
def test_likely_names_count_where_their_module_leads_to_the_sdk(
    tmp_path: Path, files: dict[str, str]
) -> None:
    assert _names(_scan(tmp_path, files)) == ["A"]


@pytest.mark.parametrize(
    "files",
    [
        {
            "shipping/__init__.py": "class Courier:\n    def track(self, number, carrier): ...\n"
            "tracker = Courier()\n",
            "a.py": SDK_PY + "from shipping import tracker\ntracker.track('1Z999', 'ups')",
        },
        {
            "p.ts": "class ParcelTracker {}\nexport const tracker = new ParcelTracker();",
            "q.tsx": SDK_TS + "import { tracker } from './p';\n"
            "tracker.track('1Z9', { carrier: 'ups' });",
        },
        {
            "p.ts": "export class ParcelTracker {}",
            "s.ts": SDK_TS + "import { ParcelTracker } from './p';\n"
            "export const tracker = new ParcelTracker();",
            "q.tsx": "import { tracker } from './s';\ntracker.track('1Z9', { carrier: 'ups' });",
        },
        {
            "a.py": SDK_PY + "at = Altertable('k')\nif x:\n    at = Parcel()\n",
            "b.py": "from a import at\nat.track('A', u)",
        },
        {
            "src/lib/own.ts": SDK_TS + "export class Own {}",
            "src/lib/analytics.ts": "import { Own } from './own';\n"
            "export const analytics = new Own();",
            "src/lib/index.ts": "export * from './analytics';",
            "src/a.ts": "import { analytics } from './lib';\nanalytics.track('A', {});",
        },
        {
            "app/analytics.py": SDK_PY + "def track(event, user): ...\n",
            "app/views.py": "from app import analytics\nanalytics.track('A', u)",
        },
    ],
)
def test_what_other_files_make_of_something_else_is_left_alone(
    tmp_path: Path, files: dict[str, str]
) -> None:
    assert _names(_scan(tmp_path, files)) == []


def test_circles_of_imports_end(tmp_path: Path) -> None:
    files = {
        "app/a.py": "from app.b import X\nfrom app.b import *\naltertable.track(X, u)",
        "app/b.py": "from app.a import X\nfrom app.a import *\n",
    }
    (call,) = _scan(tmp_path, files).calls
    assert call.dynamic is not None


def test_imports_from_packages_stay_unknown(tmp_path: Path) -> None:
    files = {"src/a.ts": "import { E } from 'events';\naltertable.track(E.x)", "src/events.ts": ""}
    (call,) = _scan(tmp_path, files).calls
    assert call.dynamic is DynamicReason.IMPORTED


def test_of_several_files_the_nearest_is_meant() -> None:
    files = ProjectFiles(["one/app/events.py", "two/app/events.py"])
    assert files.find("two/app/views.py", PYTHON, "app.events") == "two/app/events.py"
    assert files.find("one/app/views.py", PYTHON, ".events") == "one/app/events.py"
    assert files.find("one/app/views.py", PYTHON, "os.path") is None


OWN_PY = (
    SDK_PY + "client = Altertable('k')\n"
    "class Facade:\n    def track(self, event, uid, **props):\n"
    "        client.track(event, uid, {'properties': props})\n"
    "facade = Facade()\ntracker = facade\naltertable = Facade()\n"
    "def make(): return Facade()\nanalytics = make()\n"
    "def track(event, uid, **props): ...\n"
)
OWN_TS = (
    SDK_TS + "export class Facade { track(e: string, o: object) { altertable.track(e, o); } }\n"
    "export const facade = new Facade();\n"
    "export const tracker = { track(e: string, x: number) { altertable.track(e); } };\n"
    "export function track(e: string, o: object) { altertable.track(e); }\n"
    "export const analytics = (() => new Facade())();\n"
    "const make = () => facade;\nexport const telemetry = make();\n"
    "export default { track };\n"
)


@pytest.mark.parametrize(
    "use",
    [
        "from app.analytics import facade\nfacade.track('A', 'u', plan='pro')",
        "from app.analytics import tracker\ntracker.track('A', 'u', plan='pro')",
        "from app.analytics import altertable\naltertable.track('A', 'u', plan='pro')",
        "from app.analytics import analytics\nanalytics.track('A', 'u', plan='pro')",
        "from app import analytics\nanalytics.track('A', 'u', plan='pro')",
        "from .analytics import facade as telemetry\ntelemetry.track('A', 'u', plan='pro')",
        "import app.analytics as analytics\nanalytics.track('A', 'u', plan='pro')",
        "import app.analytics as analytics\nanalytics.tracker.track('A', 'u', plan='pro')",
        "from app.analytics import tracker\nclass S:\n    def __init__(self):\n"
        "        self.analytics = tracker\n    def f(self):\n"
        "        self.analytics.track('A', 'u', plan='pro')",
        "from app.analytics import Facade\nfrom altertable import Altertable\n"
        "tracker = Facade()\ntracker.track('A', 'u', plan='pro')",
    ],
)
def test_a_facade_of_the_project_in_python_is_held_to_what_it_sends(
    tmp_path: Path, use: str
) -> None:
    files = {"app/__init__.py": "", "app/analytics.py": OWN_PY, "app/use.py": use}
    calls = _scan(tmp_path, files).calls
    sent = [(e.name, [p.name for p in c.properties.properties]) for c in calls for e in c.events]
    is_whole = "\nanalytics.track(" in use and "from app.analytics" not in use
    is_empty = is_whole  # the module's own function sends nothing
    assert sent == ([] if is_empty else [("A", ["plan"])])
    assert not any(call.extra_arguments for call in calls)


@pytest.mark.parametrize(
    "use",
    [
        "import { facade } from './telemetry';\nfacade.track('A', { props: {} });",
        "import { tracker } from './telemetry';\ntracker.track('A', { props: {} });",
        "import { track } from './telemetry';\ntrack('A', { props: {} });",
        "import { telemetry } from './telemetry';\ntelemetry.track('A', { props: {} });",
        "import telemetry from './telemetry';\ntelemetry.track('A', { props: {} });",
        "import * as tracking from './telemetry';\ntracking.track('A', { props: {} });",
        "import * as tracking from './telemetry';\ntracking.facade.track('A', { props: {} });",
        "import { Facade } from './telemetry';\nclass S { tracker = new Facade(); "
        "f() { this.tracker.track('A', { props: {} }); } }",
        "import { Facade as Altertable } from './telemetry';\n"
        "const altertable = new Altertable();\naltertable.track('A', { props: {} });",
    ],
)
def test_a_facade_of_the_project_in_typescript_is_held_to_what_it_sends(
    tmp_path: Path, use: str
) -> None:
    files = {"src/telemetry.ts": OWN_TS, "src/use.ts": use}
    (call,) = (c for c in _scan(tmp_path, files).calls if c.at.path == "src/use.ts")
    is_whole = "facade" in use or "Facade" in use or "{ telemetry }" in use
    assert [event.name for event in call.events] == ["A"]
    assert [sent.name for sent in call.properties.properties] == (["props"] if is_whole else [])


@pytest.mark.parametrize(
    "use",
    [
        "from app.analytics import client\nclient.track('A', 'u')",
        "from app import analytics\nanalytics.client.track('A', 'u')",
        "from app.analytics import client as tracker\ntracker.track('A', 'u')",
    ],
)
def test_the_client_beside_a_facade_is_the_sdk(tmp_path: Path, use: str) -> None:
    files = {"app/__init__.py": "", "app/analytics.py": OWN_PY, "app/use.py": use}
    assert _names(_scan(tmp_path, files)) == ["A"]


@pytest.mark.parametrize("is_git", [False, True])
@pytest.mark.parametrize(
    ("file", "link", "use"),
    [
        ("names.js", "ln.js", "import { N } from './ln';\naltertable.track(N)"),
        ("names.ts", "lib/ln.ts", "import * as n from './lib/ln';\naltertable.track(n.N)"),
        ("names.js", "ln.js", "const { N } = require('./ln');\naltertable.track(N)"),
    ],
)
def test_links_are_never_followed_in_javascript(
    tmp_path: Path, file: str, link: str, use: str, is_git: bool
) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    _scan(outside, {file: "export const N = 'Secret Name';\n"})
    _scan(inside, {"a.ts": use})
    (inside / link).parent.mkdir(exist_ok=True)
    (inside / link).symlink_to(outside / file)
    if is_git:
        subprocess.run(["git", "init", "-q"], cwd=inside, check=True)
    assert _names(scan_project(inside, cwd=inside)) == []


def test_links_are_never_followed_in_python(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    _scan(outside, {"names.py": "N = 'Secret Name'\n"})
    _scan(inside, {"a.py": "from ln import N\nimport pack.names as p\naltertable.track(N, u)"})
    (inside / "ln.py").symlink_to(outside / "names.py")
    (inside / "pack").symlink_to(outside)
    assert _names(scan_project(inside, cwd=inside)) == []


@pytest.mark.parametrize(
    ("code", "ending", "link"),
    [
        ("import { A } from './names';\nimport { altertable } from '@altertable/altertable-js';\n"
         "altertable.track(A);\n", "ts", "names.ts"),
        ("import { A } from './names.js';\naltertable.track(A);\n", "js", "names.js"),
        ("import { A } from './names';\naltertable.track(A);\n", "js", "names/index.js"),
        ("from names import A\naltertable.track(A, 'u')\n", "py", "names.py"),
        ("from .names import A\naltertable.track(A, 'u')\n", "py", "names.py"),
    ],
)  # fmt: skip
def test_no_import_is_followed_through_a_link(
    tmp_path: Path, code: str, ending: str, link: str
) -> None:
    outside = tmp_path / f"outside.{ending}"
    outside.write_text("export const A = 'Secret';\n" if ending != "py" else "A = 'Secret'\n")
    project = tmp_path / "project"
    (project / link).parent.mkdir(parents=True)
    (project / link).symlink_to(outside)
    (project / f"app.{ending}").write_text(code)
    (call,) = scan_project(project, cwd=project).calls
    assert not call.events
    assert call.dynamic is DynamicReason.IMPORTED


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({"server/plus/__init__.py"}, "server/app/events.py"),
        (set(), "server/plus/app/events.py"),  # `server/plus` is a root of its own
        ({"server/plus/__init__.py", "server/__init__.py"}, "server/plus/app/events.py"),
    ],
)
def test_modules_are_named_from_no_folder_that_is_in_a_package(
    files: set[str], wanted: str
) -> None:
    both = {"server/app/events.py", "server/plus/app/events.py"}
    found = ProjectFiles(both | files).find("server/plus/app/tasks.py", PYTHON, "app.events")
    assert found == wanted
