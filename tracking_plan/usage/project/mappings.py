"""Where the configuration of a project says that its imports lead.

`tsconfig.json` and `jsconfig.json` give names to folders (`paths`, `baseUrl`), `package.json` gives
one to the package that a folder is (`name`, `exports`) and to what is in it (`imports`).
"""

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from tracking_plan.usage.project.files import Unread, is_regular, read_code
from tracking_plan.usage.project.json_comments import parsed

_CONFIGURATIONS = ("tsconfig.json", "jsconfig.json")
_MOST_EXTENDED = 6
_BUILT = ("dist", "build", "lib", "out", "es", "esm", "cjs", "types")
_ENTRIES = ("source", "svelte", "module", "main", "types", "typings", "browser")
_CONDITIONS = ("source", "development", "import", "module", "default", "node", "require", "types")

Paths = Mapping[str, tuple[str, ...]]
"""A pattern of imports -> the paths that it stands for, below the folder that is scanned."""

ReadObject = Callable[[str], dict[str, Any]]
"""The object in a file of JSON by its name; empty where there is none."""


def reader(folder: str) -> ReadObject:
    """Reads files of JSON below a folder; links and what is no object count as nothing."""

    def read(name: str) -> dict[str, Any]:
        path = os.path.join(folder, name)  # noqa: PTH118  there are many; Path is slow
        content = read_code(path) if is_regular(path) else b""
        return {} if isinstance(content, Unread) else parsed(content)

    return read


class Mappings:
    """The names that imports have for what is in a project. `folders` are those with code."""

    def __init__(self, read: ReadObject, folders: Iterable[str]) -> None:
        self._read = read
        self._folders = frozenset(_around(folders))
        self._of_folder: dict[str, Paths] = {}

    def paths(self, importer: str, module: str) -> Iterator[str]:
        """The paths, without endings, that an import in a file may mean, best first."""
        if module.startswith("#"):
            yield from self._internal(importer, module)
        for pattern, targets in self._known_in(posixpath.dirname(importer)).items():
            rest = _rest(pattern, module)
            if rest is not None:
                yield from (target.replace("*", rest, 1) for target in targets)
        yield from self._of_package(module)

    def is_package(self, module: str) -> bool:
        """Whether a module is, or belongs to, a package of the project."""
        return self._package(module) is not None

    def _known_in(self, folder: str) -> Paths:
        """The paths by the nearest configuration around a folder."""
        if folder not in self._of_folder:
            own = (f"{folder}/{name}".lstrip("/") for name in _CONFIGURATIONS)
            found = next((paths for name in own if (paths := self._configured(name, 0))), {})
            is_above = not found and bool(folder)
            above = self._known_in(posixpath.dirname(folder)) if is_above else {}
            self._of_folder[folder] = found or above
        return self._of_folder[folder]

    def _configured(self, name: str, depth: int) -> dict[str, tuple[str, ...]]:
        """The paths of a configuration: its own, else those of what it extends or refers to."""
        options = self._read(name) if depth < _MOST_EXTENDED else {}
        compiler = options.get("compilerOptions")
        compiler = compiler if isinstance(compiler, dict) else {}
        base = compiler.get("baseUrl")
        base = base if isinstance(base, str) else None
        folder = posixpath.dirname(name)
        start = _joined(folder, base or ".")
        paths = compiler.get("paths")
        found = dict(_listed(paths, start)) if isinstance(paths, dict) else {}
        for other in _others(options) if not found else ():
            path = _joined(folder, other)
            path = path if path is None or path.endswith(".json") else f"{path}.json"
            found = found or (self._configured(path, depth + 1) if path else {})
        if base is not None and start is not None:
            found.setdefault("*", (f"{start}/*".lstrip("/"),))
        return found

    @cached_property
    def _packages(self) -> Mapping[str, tuple[str, dict[str, Any]]]:
        """The packages of the project by their names: the folder of each, and what it says."""
        found: dict[str, tuple[str, dict[str, Any]]] = {}
        for folder in sorted(self._folders):
            described = self._read(f"{folder}/package.json".lstrip("/"))
            name = described.get("name")
            if isinstance(name, str) and name:
                found.setdefault(name, (folder, described))
        return found

    def _package(self, module: str) -> str | None:
        words = module.split("/")
        names = ("/".join(words[:count]) for count in (2, 1) if count <= len(words))
        return next((name for name in names if name in self._packages), None)

    def _of_package(self, module: str) -> Iterator[str]:
        """What an import of a package of the project may mean: its source, if it can be told."""
        name = self._package(module)
        if name is None:
            return
        folder, described = self._packages[name]
        rest = module[len(name) :].strip("/")
        for target in _exported(described, rest):
            yield from _sources(_joined(folder, target))
        inner = rest or "index"
        yield from (f"{folder}/{path}".lstrip("/") for path in (f"src/{inner}", inner))

    def _internal(self, importer: str, module: str) -> Iterator[str]:
        """What `#name` means by the `imports` of the package around a file."""
        folder = posixpath.dirname(importer)
        while True:
            imports = self._read(f"{folder}/package.json".lstrip("/")).get("imports")
            for pattern, target in imports.items() if isinstance(imports, dict) else ():
                rest = _rest(pattern, module)
                for path in _targets(target) if rest is not None else ():
                    yield from _sources(_joined(folder, path.replace("*", rest or "", 1)))
            if isinstance(imports, dict) or not folder:
                return
            folder = posixpath.dirname(folder)


def _around(folders: Iterable[str]) -> Iterator[str]:
    """The folders, and those around them."""
    seen: set[str] = set()
    for folder in folders:
        while folder not in seen:
            seen.add(folder)
            yield folder
            folder = posixpath.dirname(folder)


def _joined(folder: str, path: str) -> str | None:
    """A path as seen from a folder; None where it leads out of what is scanned."""
    whole = posixpath.normpath(posixpath.join(folder, path))
    if whole.startswith("..") or posixpath.isabs(whole):
        return None
    return "" if whole == "." else whole


def _rest(pattern: str, module: str) -> str | None:
    """What a pattern's `*` stands for in a module; None where it does not fit."""
    before, star, after = pattern.partition("*")
    if not star:
        return "" if pattern == module else None
    is_within = len(module) >= len(before) + len(after)
    fits = is_within and module.startswith(before) and module.endswith(after)
    return module[len(before) : len(module) - len(after)] if fits else None


def _listed(paths: dict[str, Any], start: str | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern, targets in paths.items():
        given = (
            [one for one in targets if isinstance(one, str)] if isinstance(targets, list) else []
        )
        joined = (_joined(start, _bare(one)) for one in given) if start is not None else ()
        found = tuple(one for one in joined if one is not None)
        if found:
            yield pattern, found


def _others(options: dict[str, Any]) -> Iterator[str]:
    """The configurations in the project that one extends or refers to."""
    extended = options.get("extends")
    named = extended if isinstance(extended, list) else [extended]
    references = options.get("references")
    for one in references if isinstance(references, list) else []:
        named = [*named, one.get("path") if isinstance(one, dict) else None]
    yield from (one for one in named if isinstance(one, str) and one.startswith("."))


def _exported(described: dict[str, Any], rest: str) -> Iterator[str]:
    """What a package says that it exports under a name; of the whole, its entries, too."""
    exports = described.get("exports")
    wanted = f"./{rest}" if rest else "."
    if isinstance(exports, str | list) or (
        isinstance(exports, dict) and not any(str(key).startswith(".") for key in exports)
    ):
        exports = {".": exports}
    for pattern, target in exports.items() if isinstance(exports, dict) else ():
        inner = _rest(str(pattern), wanted)
        for path in _targets(target) if inner is not None else ():
            yield path.replace("*", inner or "", 1)
    for entry in _ENTRIES if not rest else ():
        value = described.get(entry)
        if isinstance(value, str):
            yield value


def _targets(target: Any, depth: int = 0) -> Iterator[str]:
    """The paths of an export, whatever its conditions."""
    if isinstance(target, str):
        yield target
    elif isinstance(target, list) and depth < _MOST_EXTENDED:
        for one in target:
            yield from _targets(one, depth + 1)
    elif isinstance(target, dict) and depth < _MOST_EXTENDED:
        for condition in (*_CONDITIONS, *(key for key in target if key not in _CONDITIONS)):
            yield from _targets(target.get(condition), depth + 1)


def _sources(path: str | None) -> Iterator[str]:
    """The source of what is built, for a path that a package exports."""
    if path is None:
        return
    bare = _bare(path)
    yield bare
    names = bare.split("/")
    for index, name in enumerate(names):
        if name in _BUILT:
            yield "/".join((*names[:index], "src", *names[index + 1 :]))
            yield "/".join((*names[:index], *names[index + 1 :]))


def _bare(path: str) -> str:
    """A path without the ending of a code file."""
    for ending in (".d.ts", ".d.mts", ".d.cts", ".tsx", ".mts", ".cts", ".ts"):
        if path.endswith(ending):
            return path[: -len(ending)]
    stem, ending = posixpath.splitext(path)
    return stem if ending in (".js", ".jsx", ".mjs", ".cjs") else path
