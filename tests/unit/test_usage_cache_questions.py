"""Every question is needed: without it, an answer would be taken again that is not true any more.

A new question needs a case here. What is known of a project has no other way to a file's
evaluation than questions: that is looked at, too.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.usage.facts.asking import QUESTIONS, Asking
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.facts.written import Written
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.project.project_files import ImportedTexts, ProjectFiles
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.settings import Settings
from tracking_plan.usage.recognition.wrapper import Wrappers
from tracking_plan.usage.scan import scan_project

_Answer = TypeVar("_Answer")
SDK_CLASS = 'import { Altertable } from "@altertable/altertable-js";\n'
JS = 'import { altertable } from "@altertable/altertable-js";\n'
PY = "from altertable import Altertable\nclient = Altertable('k')\n"
TABLE = f'{JS}import {{ props }} from "./p";\naltertable.track("A", props);\n'
PROPS = 'export const props = { plan: "x" };\n'
MEMBER = f'{JS}import {{ C }} from "./p";\naltertable.track(C.own, {{}});\n'
CLASS = 'export class C { static own = "x"; }\n'
FIELD = f'{JS}class C {{ private own = "x"; send() {{ altertable.track(this.own, {{}}); }} }}\n'
SDK_USED = f'{JS}altertable.track("S", {{}});\n'
SAVE = f"{JS}export function save(n: string, p: any) {{ altertable.track(n, {{}}); }}\n"
BASE = """
from abc import ABC, abstractmethod
class Base(ABC):
    def log(self, event):
        self._log(event)
    @abstractmethod
    def _log(self, event):
        raise NotImplementedError("no log")
"""
OWN = f"{PY}from base import Base\nclass Own(Base):\n    def _log(self, e):\n"
OWN += "        client.track(e, 'u')\n"
PRINTS = "\n    def _log(self, e):\n        print(e)\n"


class Case(NamedTuple):
    """A project, and an edit of one of its files that changes what is found in another one."""

    files: dict[str, str]
    edited: str
    text: str
    adapters: str = ""


CASES = {
    "ImportedTexts.state": Case(
        {"a.ts": TABLE, "p.ts": PROPS}, "p.ts", 'export const props = { plan: "y" };\n'
    ),
    "ImportedTexts.may_bind": Case(
        {
            "a.ts": f'{JS}import {{ N }} from "./all";\naltertable.track(N, {{}});\n',
            "all.ts": 'export * from "./one";\nexport * from "./two";\n',
            "one.ts": 'export const N = "one";\n',
            "two.ts": "export const nothing = 1;\n",
        },
        "two.ts",
        'export const N = "two";\n',
    ),
    "ProjectFiles.found": Case(
        {"a.ts": f'{JS}import {{ N }} from "./p";\naltertable.track(N, {{}});\n'},
        "p.ts",
        'export const N = "n";\n',
    ),
    "ProjectFiles.is_package": Case(
        {
            "s.ts": SDK_USED,
            "packages/lib/x.ts": "export const b = 1;\n",
            "a.ts": 'import { analytics } from "@x/lib/no";\nanalytics.track("A", {});\n',
        },
        "packages/lib/package.json",
        '{"name": "@x/lib"}',
    ),
    "Project.is_in_use": Case(
        {"s.ts": SDK_USED, "a.ts": 'analytics.track("A", {});\n'},
        "s.ts",
        "export const nothing = 1;\n",
    ),
    "Project.names": Case(
        {
            "s.ts": SDK_USED,
            "b.ts": "export const b = 1;\n",
            "a.ts": 'import { b } from "./b";\nexport function f(x, n) { x.track(n, {}); }\n',
        },
        "b.ts",
        f"{JS}export const b = 1;\n",
    ),
    "Project.is_client_name": Case(
        {
            "lib.ts": f"{SDK_CLASS}export const other = 1;\n",
            "a.ts": 'import { other } from "./lib";\nimport { make } from "maker";\n'
            "make(other);  // altertable\n",
        },
        "lib.ts",
        f"{SDK_CLASS}export const other = new Altertable('k');\n",
    ),
    "Project.is_folder": Case(
        {
            "s.py": f"{PY}client.track('S', 'u')\n",
            "a.py": "from app import analytics\nanalytics.track('A', 'u')\n",
        },
        "app/x.py",
        "y = 1\n",
    ),
    "Wrappers.starting": Case(
        {
            "w.ts": 'import { inner } from "./v";\nexport function sent(n) { inner(`W ${n}`); }\n',
            "v.ts": f"{JS}export function inner(n) {{ altertable.track(`V ${{n}}`, {{}}); }}\n",
            "a.ts": 'import { sent } from "./w";\nsent("A");\n',
        },
        "v.ts",
        f"{JS}export function inner(n) {{ altertable.track(`U ${{n}}`, {{}}); }}\n",
    ),
    "Wrappers.called": Case(
        {
            "w.ts": 'import { inner } from "./v";\nexport function sent(n) { inner(`W ${n}`); }\n',
            "v.ts": f"{JS}export function inner(n) {{ altertable.track(`V ${{n}}`, {{}}); }}\n",
            "a.ts": 'export function f(x) { x.sent("A"); }\n',
        },
        "v.ts",
        f"{JS}export function inner(n) {{ altertable.track(`U ${{n}}`, {{}}); }}\n",
    ),
    "Written.changes": Case(
        {
            "b.ts": "export function save(n, p) { }\n",
            "z.ts": SAVE,
            "a.ts": f'{JS}import {{ save }} from "./b";\nconst props = {{ plan: "x" }};\n'
            'save("A", props);\naltertable.track("B", props);\n',
        },
        "z.ts",
        SAVE.replace("{});", "{}); other(p);"),
    ),
    "Written.is_overridden": Case(
        {
            "a.ts": f'{JS}export class C {{ own() {{ return "x"; }}'
            " send() { altertable.track(this.own(), {}); } }\n"
        },
        "z.ts",
        'import { C } from "./a";\nexport class X extends C { own() { return "o"; } }\n',
    ),
    "Written.derived_from": Case(
        {
            "base.py": BASE,
            "own.py": OWN,
            "o.py": f"from base import Base\nclass Other:{PRINTS}",
            "use.py": "from base import Base\ndef f(logger: Base):\n    logger._log('A')\n",
        },
        "o.py",
        f"from base import Base\nclass Other(Base):{PRINTS}",
    ),
    "Written.is_base": Case(
        {"a.ts": FIELD}, "z.ts", 'import { C } from "./a";\nexport class X extends C { }\n'
    ),
    "Written.is_reached": Case(
        {"a.ts": FIELD},
        "z.ts",
        'import { C } from "./a";\nfor (const k of ks) { (c as C)[k] = 1; }\n',
    ),
    "Written.is_field_set": Case({"a.ts": FIELD}, "z.ts", "c.own = given;\n"),
    "Written.is_set_elsewhere": Case(
        {"a.ts": TABLE, "p.ts": PROPS}, "z.ts", 'import { props } from "./p";\nprops.plan = z;\n'
    ),
    "Written.is_filled_elsewhere": Case(
        {"a.ts": TABLE, "p.ts": PROPS}, "z.ts", 'import { props } from "./p";\nprops[key] = 1;\n'
    ),
    "Written.is_grown_elsewhere": Case(
        {
            "a.ts": f'{JS}import {{ names }} from "./p";\n'
            "for (const n of names) altertable.track(n);\n",
            "p.ts": 'export const names = ["x", "y"];\n',
        },
        "z.ts",
        'import { names } from "./p";\nnames.push("z");\n',
    ),
    "Written.is_filled": Case(
        {"a.ts": MEMBER, "p.ts": CLASS}, "z.ts", 'import { C } from "./p";\nC[key] = z;\n'
    ),
    "Written.is_put": Case(
        {"s.ts": SDK_USED, "a.ts": 'import lib from "some-library";\nlib.x.track("A", {});\n'},
        "z.ts",
        "lib.x = make();\n",
    ),
    "Written.is_put_elsewhere": Case(
        {
            "s.ts": SDK_USED,
            "a.ts": 'import { Other } from "other-lib";\nconst o: any = {};\no.tel = new Other();\n'
            'o.tel.track("A", {});\n',
        },
        "z.ts",
        "x.tel = make();\n",
    ),
    "Written.is_constant_set": Case(
        {"a.ts": MEMBER, "p.ts": CLASS}, "z.ts", 'import { C } from "./p";\nC.own = z;\n'
    ),
    "Settings.state, Wrappers.names": Case(
        {
            "a.ts": f'{JS}export function f(x) {{ x.save("A"); altertable.track("B", {{}}); }}\n',
            "z.ts": "export const nothing = 1;\n",
        },
        "z.ts",
        SAVE,
    ),
}
"""By what is left out. The last two say the same of wrappers: what they are called."""


@contextmanager
def _left_out(monkeypatch: pytest.MonkeyPatch, *names: str) -> Iterator[None]:
    """Has some questions be forgotten as soon as they are answered."""
    answer = Asking.answer

    def forgetful(
        self: Asking, name: str, given: tuple[object, ...], find: Callable[[], _Answer]
    ) -> _Answer:
        found = answer(self, name, given, find)
        if name in names and self._record is not None:
            self._record.answers.pop((name, given), None)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(Asking, "answer", forgetful)
        yield


def _put(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


def _plan(adapters: str) -> Plan:
    plan = load_text(f"tracking_plan: 1\nusage: {{adapters: [{adapters}]}}\n").plan
    assert plan is not None
    return plan


def _scans(folder: Path, case: Case) -> tuple[Scan, Scan]:
    """What is found after the edit, with a cache of before and without one."""
    project, cache, plan = folder / "project", folder / "cache", _plan(case.adapters)
    for name, text in case.files.items():
        _put(project, name, text)
    scan_project(project, cwd=project, plan=plan, cache=cache)
    _put(project, case.edited, case.text)
    kept = scan_project(project, cwd=project, plan=plan, cache=cache)
    return kept, scan_project(project, cwd=project, plan=plan)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_question_is_asked_again(tmp_path: Path, name: str) -> None:
    kept, anew = _scans(tmp_path, CASES[name])
    assert kept == anew


@pytest.mark.parametrize("name", sorted(CASES))
def test_without_a_question_something_old_is_found(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _left_out(monkeypatch, *name.split(", ")):
        kept, anew = _scans(tmp_path, CASES[name])
    assert kept != anew


def test_every_question_has_a_case() -> None:
    assert QUESTIONS.keys() == {name for names in CASES for name in names.split(", ")}


BUILDING = {
    Written: {"add", "take", "learn_changing"},  # before an evaluation, and after it
    ProjectFiles: set[str](),
    ImportedTexts: set[str](),
    Project: set[str](),
    Wrappers: {"asked_by", "other_than", "with_more"},
    Settings: {
        "learn",
        "learn_wrappers",
        "using",
        "giving",
        "mentions",
        "mentions_kind",
        "foreign_words",
    },
}
"""What no evaluation of a file calls."""
COMPOSED = {
    Written: {"changing"},
    ProjectFiles: {"find"},
    ImportedTexts: set[str](),
    Project: {"is_importer", "reaches", "is_near", "is_own_import", "is_own"},
    Wrappers: {"of"},
    Settings: {"calls", "harmless", "source_of", "is_test"},  # by what never changes in a scan
}
"""What asks questions, and knows nothing else."""
PLAIN = {"asking", "imports", "wrappers"}
SETTINGS = {"names", "tracking", "helpers", "languages", "follows_wrappers"}
"""What a scan is about: the key of what is kept has it, and `Settings.state`."""


@pytest.mark.parametrize("one", list(BUILDING))
def test_what_is_known_of_a_project_is_given_out_by_questions_alone(one: type) -> None:
    public = {name for name in vars(one) if not name.startswith("_")}
    asked = {name for name in public if f"{one.__name__}.{name}" in QUESTIONS}
    assert public == asked | BUILDING[one] | COMPOSED[one]
    assert _attributes(one) <= PLAIN | (SETTINGS if one is Settings else set())


def test_the_graph_asks_for_the_state_of_each_file_that_it_gives_out() -> None:
    """All it knows is in what it was made of, and in what it notes itself."""
    assert _attributes(ImportGraph) == {"asking", "effort"}
    taking = [
        name
        for name, method in vars(ImportGraph).items()
        if callable(method) and {"_texts", "_read", "_modules"} & set(method.__code__.co_names)
    ]
    states = {n for n in taking if "state" in vars(ImportGraph)[n].__code__.co_names}
    assert states == {"_found"}
    assert set(taking) - states == {"__init__", "_drop", "_prepared", "may_bind"}


def _attributes(one: type) -> set[str]:
    """The public names that a class gives to what its objects have."""
    written = inspect.getsource(one).split("self.")
    places = [text.partition(" =")[0].partition(":")[0].partition(",")[0] for text in written[1:]]
    found = {
        place
        for place, text in zip(places, written[1:], strict=True)
        if place.isidentifier() and text[len(place) :].lstrip().startswith(("= ", ": ", ", self"))
    }
    return {name for name in found if not name.startswith("_")}
