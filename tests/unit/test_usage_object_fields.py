"""Names of events are read out of fields of objects that classes of the project make."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracking_plan.usage.scan import scan_project

JS = "import { altertable } from '@altertable/altertable-js';\n"
PY = "from altertable import Altertable\nclient = Altertable('k')\n"
NAMES = "export const names = { one: 'One', two: 'Two' };\n"
SENDS = "send(n) { altertable.track(n); } }\nexport const own = new Own();"
USE = "import { own } from './own';\nown.send(own.names.one);\n"


def _names(folder: Path, files: Mapping[str, str]) -> list[str]:
    """The events of all calls; `?` for each call that may send others."""
    for name, text in files.items():
        (folder / name).write_text(text)
    found = scan_project(folder, cwd=folder).calls
    unknown = ["?" for call in found if call.dynamic is not None]
    return [event.name for call in found for event in call.events] + unknown


FIELDS = {
    "field": "import { names } from './names';\nexport class Own { names = names; ",
    "readonly": "import { names } from './names';\nexport class Own { readonly names = names; ",
    "other name": "import { names as other } from './names';\nexport class Own { names = other; ",
    "in place": "export class Own { names = { one: 'One' }; ",
    "constructor": "export class Own { constructor() { this.names = { one: 'One' }; }\n  ",
    "class": "class Names { static one = 'One'; }\nexport class Own { names = Names; ",
    "enumeration": "enum Names { one = 'One' }\nexport class Own { names = Names; ",
    "names of a type": "import { names } from './names';\n"
                       "export type Sent = { [names.one]: { a: string } };\n"
                       "export class Own { names = names; ",
}  # fmt: skip


@pytest.mark.parametrize("form", FIELDS)
def test_names_are_read_out_of_fields_of_objects(form: str, tmp_path: Path) -> None:
    files = {"names.ts": NAMES, "own.ts": f"{JS}{FIELDS[form]}{SENDS}", "use.ts": USE}
    assert _names(tmp_path, files) == ["One"]


MADE = {
    "made at the use": "import { Own } from './own';\nconst own = new Own();\n",
    "whole module": "import * as all from './own';\nconst own = all.own;\n",
    "handed out": "import { own as inner } from './own';\nconst make = () => inner;\n"
                  "const own = inner;\n",
}  # fmt: skip


@pytest.mark.parametrize("form", MADE)
def test_an_object_is_known_however_code_comes_by_it(form: str, tmp_path: Path) -> None:
    use = f"{MADE[form]}own.send(own.names.one);\n"
    files = {"names.ts": NAMES, "own.ts": f"{JS}{FIELDS['field']}{SENDS}", "use.ts": use}
    assert _names(tmp_path, files) == ["One"]


OPEN = {
    "start value": "export class Own { names: any = null; ",
    "text": "export class Own { names = 'x'; ",
    "set by a method": "import { names } from './names';\nexport class Own { names = names;\n"
                       "  load(n) { this.names = n; }\n  ",
    "decorated": "import { names } from './names';\n"
                 "export class Own { @Input() names: any = names; ",
    "never set": "export class Own { names: any; ",
    "getter": "export class Own { get names() { return x(); }\n  ",
    "given": "export class Own { constructor(public names: any) {}\n  ",
    "filled inside": "import { names } from './names';\nexport class Own { names = names;\n"
                     "  load(n) { Object.assign(this.names, n); }\n  ",
    "handed out inside": "import { names } from './names';\nexport class Own { names = names;\n"
                         "  load() { fill(this.names); }\n  ",
}  # fmt: skip


@pytest.mark.parametrize("form", OPEN)
def test_fields_that_may_have_something_else_stay_open(form: str, tmp_path: Path) -> None:
    files = {"names.ts": NAMES, "own.ts": f"{JS}{OPEN[form]}{SENDS}", "use.ts": USE}
    assert _names(tmp_path, files)[-1] == "?"


ELSEWHERE = {
    "field": "export function load(o, n) { o.names = n; }\n",
    "member": "export function load(o, n) { o.names.one = n; }\n",
    "derived": "import { Own } from './own';\nexport class Other extends Own { names = load(); }\n",
    "filled": "export function load(o, n) { Object.assign(o.names, n); }\n",
}


@pytest.mark.parametrize("form", ELSEWHERE)
def test_fields_that_other_files_set_stay_open(form: str, tmp_path: Path) -> None:
    own = f"{JS}{FIELDS['field']}{SENDS}"
    files = {"names.ts": NAMES, "own.ts": own, "use.ts": USE, "more.ts": ELSEWHERE[form]}
    assert _names(tmp_path, files)[-1] == "?"


PYTHON = {
    "class": "class Own:\n    names = Names\n\n",
    "constructor": "class Own:\n    def __init__(self):\n        self.names = Names\n\n",
    "object": "class Own:\n    def __init__(self):\n        self.names = {'one': 'One'}\n\n",
}


@pytest.mark.parametrize("form", PYTHON)
def test_names_are_read_out_of_fields_in_python(form: str, tmp_path: Path) -> None:
    taken = "own.names['one']" if form == "object" else "own.names.ONE"
    own = f"{PY}class Names:\n    ONE = 'One'\n\n\n{PYTHON[form]}"
    own += "    def send(self, n):\n        client.track(n, 'u')\n\n\nown = Own()\n"
    assert _names(
        tmp_path, {"own.py": own, "use.py": f"from own import own\nown.send({taken})\n"}
    ) == ["One"]


def test_what_a_plain_call_returns_has_no_fields_of_a_class(tmp_path: Path) -> None:
    own = f"{JS}{FIELDS['field']}send(n) {{ altertable.track(n); }} }}\n"
    use = "import { Own } from './own';\nconst own = new Own();\nown.send(make().names.one);\n"
    assert _names(tmp_path, {"names.ts": NAMES, "own.ts": own, "use.ts": use}) == ["?"]
