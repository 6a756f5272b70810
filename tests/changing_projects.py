"""Small projects of several files by a seed, and edits of them: what one file says changes others.

All files know of each other by chance: imports, re-exports, wrappers of wrappers, classes that are
derived from, constants that others set, and configuration that leads imports elsewhere.
"""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

_SDK = 'import { altertable } from "@altertable/altertable-js";\n'
_NAMES = ("NAME", "TABLE", "LIST", "KIND", "Maker", "send")
_FOLDERS = ("", "lib/", "app/")
_FILES = 7
_PIECES = (
    'export const NAME{i} = "Name {k}";',
    'export const TABLE{i} = {{ own: "Own {k}", plan: {k} }};',
    'export const LIST{i} = ["First {k}", "Second {k}"];',
    'export enum KIND{i} {{ Own = "Kind {k}" }}',
    'export class Maker{i} {{ own = "Made {k}"; name() {{ return "By {k}"; }}'
    " sent(n: string) {{ altertable.track(`${{n}} {k}`, {{}}); }} }}",
    "export class Maker{i} extends Maker{j} {{ name() {{ return other({k}); }} }}",
    "export class Maker{i} extends Maker{j} {{ sent(n: string) {{ send{j}(n); }} }}",
    "export abstract class Maker{i} {{ abstract sent(n: string): void; }}",
    "export function send{i}(n: string, p = {{}}) {{ altertable.track(`${{n}} {k}`, p); }}",
    "export function send{i}(n: string, p: any) {{ p.at = {k}; send{j}(n, p); }}",
    'export const send{i} = (n: string) => send{j}(n + " {k}", TABLE{j});',
    'export * from "{where}m{j}";',
    'export {{ send{j} as send{i} }} from "{where}m{j}";',
    "altertable.track(NAME{j}, TABLE{j});",
    "altertable.track(TABLE{j}.own, {{ kind: KIND{j}.Own }});",
    "for (const n of LIST{j}) altertable.track(n, {{ k: {k} }});",
    'send{j}("Sent {k}", {{ k: {k} }});',
    'const made = new Maker{j}(); made.sent("Made {k}"); altertable.track(made.name(), {{}});',
    'export function maybe(x: any, n: string) {{ x.send{j}("May {k}"); x.track(n, {{}}); }}',
    'analytics.track("Any {k}", {{}});',
    'library.tel.track("Put {k}", {{}});',
    "TABLE{j}.own = given; library.tel = given;",
    "TABLE{j}[given] = {k};",
    "LIST{j}.push(given);",
    "mutate(TABLE{j}); mutate(LIST{j});",
    "for (const key of keys) (made as Maker{j})[key] = {k};",
    "export const nothing = {k};",
)
_PYTHON = (
    "NAME{i} = 'Name {k}'",
    "TABLE{i} = {{'own': 'Own {k}'}}",
    "class Maker{i}:\n    own = 'Made {k}'\n    def sent(self, n):\n        client.track(n, 'u')",
    "class Maker{i}(Maker{j}):\n    def sent(self, n):\n        pass",
    "def send{i}(n):\n    client.track(n + ' {k}', 'u', TABLE{j})",
    "def send{i}(n):\n    send{j}(n + ' {k}')",
    "client.track(NAME{j}, 'u', TABLE{j})",
    "client.track(TABLE{j}['own'], 'u', {{'own': Maker{j}.own}})",
    "send{j}('Sent {k}')",
    "Maker{j}().sent('Made {k}')",
    "TABLE{j}.update(given)",
    "Maker{j}.own = given",
)


class ChangingProject:
    """A project in a folder. `padding` is how much is added to each file, for work to be shared."""

    def __init__(self, folder: Path, seed: int, padding: int = 0) -> None:
        self.folder = folder
        self._padding = padding
        self._random = Random(seed)
        self.done: list[str] = []
        for index in range(_FILES):
            self._add_file(index)

    def edit(self) -> None:
        """Changes something of it: most of the time the text of a file."""
        kinds = (self._change, self._change, self._change, self._add, self._move, self._remove)
        edit: Callable[[], str] = self._random.choice((*kinds, self._map))
        self.done.append(f"{edit.__name__} {edit()}")

    def _change(self) -> str:
        path = self._some_file()
        if self._random.random() < 0.4:  # a line of it, so that all else stays in its place
            lines = path.read_text().split("\n")
            lines[self._random.randrange(len(lines))] = "// another line" * (path.suffix == ".ts")
            path.write_text("\n".join(lines))
        else:
            path.write_text(self._text(int(path.stem[1:]), is_python=path.suffix == ".py"))
        return path.name

    def _add(self) -> str:
        return self._add_file(self._random.randrange(_FILES))

    def _add_file(self, index: int) -> str:
        name = self._name(index)
        self._write(name, self._text(index, is_python=name.endswith(".py")))
        return name

    def _move(self) -> str:
        path = self._some_file()
        name = self._name(int(path.stem[1:]), path.suffix)
        (self.folder / name).parent.mkdir(exist_ok=True)
        path.rename(self.folder / name)
        return name

    def _remove(self) -> str:
        path = self._some_file()
        if len(self._files()) > 2:
            path.unlink()
        return path.name

    def _map(self) -> str:
        target = self._random.choice(("./*", "lib/*", "app/*"))
        mapped = {"compilerOptions": {"paths": {"@own/*": [target]}}}
        (self.folder / "tsconfig.json").write_text(json.dumps(mapped))
        named = {"name": self._random.choice(("@all/code", "@other/code"))}
        (self.folder / "package.json").write_text(json.dumps(named))
        return target

    def _files(self) -> list[Path]:
        return sorted(p for p in self.folder.rglob("m*") if p.suffix in (".ts", ".py"))

    def _some_file(self) -> Path:
        return self._random.choice(self._files())

    def _name(self, index: int, ending: str | None = None) -> str:
        ending = ending or self._random.choice((".ts", ".ts", ".ts", ".py"))
        return f"{self._random.choice(_FOLDERS)}m{index}{ending}"

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    def _text(self, index: int, *, is_python: bool = False) -> str:
        pieces = _PYTHON if is_python else _PIECES
        chosen = self._random.sample(pieces, self._random.randint(2, 6))
        near, k = self._random.sample(range(_FILES), 3), self._random.randrange(4)
        ways = ("./", "../", "../lib/", "./lib/", "@own/", "@all/code/")
        where = self._random.choice(ways)
        lines = [p.format(i=index, j=self._random.choice(near), k=k, where=where) for p in chosen]
        if is_python:
            head = ["from altertable import Altertable", "client = Altertable('k')"]
            head += [f"from m{j} import NAME{j}, TABLE{j}, Maker{j}, send{j}" for j in near]
            return "\n".join((*head, *lines, "# " + "-" * self._padding, ""))
        wanted = [f"{name}{j}" for j in near for name in _NAMES if j != index]
        imports = [
            f"import {{ {', '.join(w for w in wanted if w.endswith(str(j)))} }} from"
            f' "{self._random.choice(ways)}m{j}";'
            for j in near
            if j != index
        ]
        sdk = [_SDK] * (self._random.random() < 0.7)
        return "\n".join((*sdk, *imports, *lines, "// " + "-" * self._padding, ""))
